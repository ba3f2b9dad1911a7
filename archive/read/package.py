"""A data package of ours: the tables joined to articles again, each with all that belongs to it.

The tables are read side by side, a row at a time: they are in the order of the articles, so memory
is bounded by the largest article. Documents keep their paths and checksums, by which another
archive knows them again.
"""

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from archive.errors import SourceError, UnreadableError
from archive.package import Row, Table, record_of, tables
from archive.read.files import opened, printable
from archive.read.recorded import documents_of
from archive.read.source import Found, Reading, unread
from archive.records import Document

MEDIA_TYPE = "text/csv"


def read_package(path: Path, reading: Reading) -> Found:
    """Yield the documents of a package, whose descriptor is ``path``."""
    try:
        with ExitStack() as closing:
            yield from _Package(path.parent, reading, closing).documents()
    except SourceError as error:
        yield unread(printable(path), error)


def rows_in(folder: Path, name: str, reading: Reading) -> Iterator[Row]:
    """Yield the rows of a table; raise UnreadableError for what is none."""
    with ExitStack() as closing:
        yield from _rows(folder, tables()[name], reading.limits.record, closing)


class _Package:
    """The tables of a package that go with its articles, each read up to the same article."""

    def __init__(self, folder: Path, reading: Reading, closing: ExitStack) -> None:
        self._folder, self._reading = folder, reading

        def table(name: str) -> Iterator[Row]:
            return _rows(folder, tables()[name], reading.limits.record, closing)

        self._articles = table("articles")
        self._by_article = {
            name: _Grouped(table(name), "article", f"{name} of articles")
            for name in ("documents", "copies", "statements", "corrections")
        }
        self._by_statement = {
            name: _Grouped(table(name), "statement", f"{name} of statements")
            for name in ("statement_speakers", "tags")
        }
        self._people = {row["speaker"]: (row["name"], row["kind"]) for row in table("speakers")}

    def documents(self) -> Found:
        """Yield the documents of all articles; raise UnreadableError for rows of none."""
        for article in self._articles:
            yield from self._of_article(article)
        for rest in (*self._by_article.values(), *self._by_statement.values()):
            rest.check_end()

    def _of_article(self, article: Row) -> Found:
        uid = article["article"]
        rows = {name: table.of(uid) for name, table in self._by_article.items()}
        linked = {
            name: {row["doc_id"]: table.of(row["doc_id"]) for row in rows["statements"]}
            for name, table in self._by_statement.items()
        }
        record = record_of(
            article,
            rows["statements"],
            linked["statement_speakers"],
            linked["tags"],
            self._people,
        )
        record["corrections"] = [
            {name: value for name, value in one.items() if name != "article"}
            for one in rows["corrections"]
        ]
        record["corrected"] = {
            speaker: {"name": self._people[speaker][0], "kind": self._people[speaker][1]}
            for speaker in _speakers_in(rows["corrections"])
            if speaker in self._people
        }
        documents = defaultdict[int, list[Row]](list)
        for row in rows["documents"]:
            documents[row["copy"] or 0].append(row)
        yield from self._with_documents(record, documents[0], uid)
        for copy in rows["copies"]:
            facts = {**copy, "uid": None, "statements": [], "article": None}
            lists = {name: copy[name] or [] for name in ("editors", "authors", "captions")}
            lists["paragraphs"] = copy["paragraphs"] or []
            body = {"body": copy["body"] or ""}
            yield from self._with_documents(
                {**facts, **lists, **body}, documents[copy["number"]], uid
            )

    def _with_documents(self, record: dict[str, Any], documents: Sequence[Row], uid: str) -> Found:
        """Yield an article once for each of its documents, with what is known of them."""
        data = json.dumps(record, sort_keys=True).encode()
        name = f"{printable(self._folder / 'articles.csv')}#{uid}"
        try:
            found = list(documents_of(record, name, data, MEDIA_TYPE, self._reading))
        except SourceError as error:
            yield unread(name, error)
            return
        for one in found:
            if not isinstance(one, Document) or not documents:
                yield one
                continue
            for known in documents:
                yield _as_it_was(one, known, uid)


def _as_it_was(document: Document, known: Row, uid: str) -> Document:
    """Return a document as the archive that it comes from had read it."""
    given = {"url": "url", "number": "id", "edition": "edition", "section": "section",
             "stated_words": "stated_words"}  # fmt: skip
    facts = {name: str(known[column]) for column, name in given.items() if known[column]}
    kept = {name: value for name, value in document.given.items() if name not in given.values()}
    article = replace(document.article, path=known["path"]) if document.article else None
    return replace(
        document,
        path=known["path"],
        sha256=known["sha256"] or document.sha256,
        size=known["size"] or 0,
        media_type=known["media_type"] or document.media_type,
        encoding=known["encoding"] or document.encoding,
        encoding_method=known["encoding_method"] or document.encoding_method,
        given={**kept, **facts},
        article=article,
        uid=None if document.article and document.article.copy_of else uid,
    )


def _speakers_in(corrections: Sequence[Row]) -> Iterator[str]:
    """Yield all texts in the values of corrections: those that are no speakers are not known."""
    for one in corrections:
        yield from _texts((one["value"], one["before"], one["machine_value"]))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


class _Grouped:
    """Rows in the order of what they belong to: those of one thing are taken together."""

    def __init__(self, rows: Iterator[Row], key: str, name: str) -> None:
        self._rows, self._key, self._name = rows, key, name
        self._next = next(rows, None)

    def of(self, uid: str) -> list[Row]:
        """Return the rows of a thing, which come next if it has any."""
        found = []
        while self._next is not None and self._next[self._key] == uid:
            found.append(self._next)
            self._next = next(self._rows, None)
        return found

    def check_end(self) -> None:
        """Raise UnreadableError where rows are left: they belong to nothing, or stand elsewhere."""
        if self._next is not None:
            raise UnreadableError(
                f"{self._name}: the row of {str(self._next[self._key])[:40]!r} belongs to none that"
                " stands there, or not in this order",
                hint="leave rows in the order in which archive export --package wrote them",
            )


def _rows(folder: Path, table: Table, limit: int, closing: ExitStack) -> Iterator[Row]:
    path = folder / f"{table.name}.parquet"
    read: Callable[..., Iterator[Row]] = _parquet if path.exists() else _csv
    if not path.exists():
        path = folder / f"{table.name}.csv"
    for number, row in enumerate(read(path, table, limit, closing), 1):
        try:
            values = {one.name: one.value(row.get(one.name)) for one in table.columns}
        except (ValueError, TypeError, RecursionError) as error:
            raise UnreadableError(
                f"row {number} of {printable(path)} cannot be read: {error}"
            ) from None
        yield values


def _csv(path: Path, table: Table, limit: int, closing: ExitStack) -> Iterator[Row]:
    stream, _ = closing.enter_context(opened(path))
    # It is closed with the file that it reads.
    lines = io.TextIOWrapper(stream, "utf-8", newline="")
    closing.callback(lines.detach)
    rows = csv.DictReader(lines, strict=True)
    while True:
        before = csv.field_size_limit(limit)  # of the whole process, so it is given back
        try:
            row = next(rows, None)
        except (csv.Error, UnicodeDecodeError) as error:
            raise UnreadableError(f"{printable(path)} cannot be read: {error}") from None
        finally:
            csv.field_size_limit(before)
        if row is None:
            return
        missing = [one.name for one in table.columns if row.get(one.name) is None]
        if missing or None in row:
            raise UnreadableError(
                f"line {rows.line_num} of {printable(path)} has not the columns of its table: "
                f"{', '.join(missing[:3]) or 'there are more'}"
            )
        yield row


def _parquet(path: Path, table: Table, limit: int, closing: ExitStack) -> Iterator[Row]:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise UnreadableError(
            "reading Parquet needs the extra parquet (pyarrow)",
            hint="pip install 'statement-archive[parquet]'",
        ) from error
    stream, _ = closing.enter_context(opened(path))
    try:
        for batch in ParquetFile(stream).iter_batches(1_000):
            yield from batch.to_pylist()
    except ArrowException as error:
        raise UnreadableError(f"{printable(path)} cannot be read: {error}") from None
