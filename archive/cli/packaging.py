"""`archive export --package`: the articles of an archive as the tables of a data package."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from archive.cli.output import note
from archive.package import Row, chosen, rows_of
from archive.query import parse
from archive.render.package import Form, write_package
from archive.store.reports.copies import with_versions
from archive.store.reports.package import (
    articles_with,
    description,
    descriptions,
    documents_of,
    speakers_of,
    topics_of,
)
from archive.store.reports.show import StoredArticle, stored_articles
from archive.store.search.request import Request

Rows = Iterator[tuple[str, Row]]
AsJson = Callable[[StoredArticle], dict[str, Any]]


def write(
    connection: Connection,
    folder: Path,
    query: str,
    *,
    form: Form,
    least: float,
    as_json: AsJson,
) -> None:
    """Write the package of all articles, or of the statements that a query finds.

    ``least`` is how sure statements must be, and ``as_json`` writes an article as it is exported.
    """
    found = None
    if query.strip():
        found = articles_with(connection, Request(parse(query), sort="date", today=date.today()))
    known = descriptions(connection)
    rows = _rows(connection, found, least, as_json)
    counts = write_package(folder, rows, partial(description, known=known), form)
    note(f"{counts['articles']:,} articles, {counts['statements']:,} statements in {folder}")


def tei(connection: Connection, ids: Sequence[str], as_json: AsJson) -> Iterator[str]:
    """Yield a TEI corpus of all articles, or of those that are named."""
    from archive.render.tei import corpus

    def records() -> Iterator[dict[str, Any]]:
        for one in stored_articles(connection, ids):
            yield _with_speakers(one, as_json(one), None, 0)

    speakers = None
    if ids:
        speakers = {uid for one in records() for said in one["statements"]
                    for uid in said["speaker_uids"]}  # fmt: skip
    people: dict[str, list[Row]] = {"speakers": [], "names": [], "roles": []}
    for table, row in speakers_of(connection, speakers):
        people[table].append(row)
    topics = [row for table, row in topics_of(connection) if table == "topics"]
    return corpus(records(), people, topics)


def _rows(
    connection: Connection, found: Mapping[str, set[str]] | None, least: float, as_json: AsJson
) -> Rows:
    speakers = None if found is None else set[str]()
    said, commands = dict[str, int](), dict[int, int]()
    stored = stored_articles(connection, tuple(found or ())) if found != {} else iter(())
    article, copy = "", 0
    for one in with_versions(connection, stored):
        if one.uid:
            article, copy = one.uid, 0
            wanted = None if found is None else found[one.uid]
            record = _with_speakers(one, as_json(one), wanted, least)
            for table, row in rows_of(record):
                if table == "statement_speakers":
                    said[row["speaker"]] = said.get(row["speaker"], 0) + 1
                if table == "corrections":
                    # Another archive numbers its commands in the order in which they come.
                    number = commands.setdefault(row["command"], len(commands) + 1)
                    row = {**row, "command": number}
                yield table, row
            if speakers is not None:
                speakers.update(one.corrected)
            yield from (("documents", row) for row in documents_of(connection, one.uid))
        else:
            copy += 1
            yield "copies", {**as_json(one), "article": article, "number": copy}
    if speakers is not None:
        speakers.update(said)
    for table, row in speakers_of(connection, speakers):
        is_speaker = table == "speakers"
        yield table, {**row, "statements": said.get(row["speaker"], 0)} if is_speaker else row
    yield from topics_of(connection)


def _with_speakers(
    stored: StoredArticle, record: dict[str, Any], wanted: set[str] | None, least: float
) -> dict[str, Any]:
    """Add the speakers' ids to statements, and leave out those that are not wanted."""
    for statement, known in zip(record["statements"], stored.statements, strict=True):
        statement["speaker_uids"] = known.speakers
    return chosen(
        record,
        [
            number
            for number, one in enumerate(record["statements"])
            if one["confidence"] >= least and (wanted is None or one["uid"] in wanted)
        ],
    )
