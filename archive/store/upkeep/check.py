"""Is everything in the file as it was written? What can be rebuilt from the rest, is.

Asked are: SQLite's own check of pages and indexes; the definitions of tables,
views and triggers; each index of words against its table; whether the inflections of all words are
known; keys that point nowhere; each row of articles, statements, documents and copies against its
checksum; each statement against the text that it stands in; the counts; what copies are found by.
Every column of the other tables stands in an index too, so a changed row there fails the first
check.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.errors import StoreError
from archive.likeness import fingerprints
from archive.records import GAP
from archive.store import counts
from archive.store.checksum import checksum, written
from archive.store.columns import ARTICLE_FACTS, DOCUMENT_FACTS, STATEMENT_FACTS
from archive.store.connect import (
    check_revision,
    connect_to_read,
    explained,
    may_be_written,
    open_raw,
)
from archive.store.edits import edits
from archive.store.published import is_left_out, is_published, stand_in
from archive.store.rows import spans_of
from archive.store.sql import names
from archive.store.uids import number_of_uid
from archive.store.upkeep import repairs
from archive.store.upkeep.backup import copy_pages
from archive.store.upkeep.upgrade import definitions

MOST = 100
"""Findings of one kind that are listed; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: where, what, and how it can be made good, if at all.

    ``mended`` is None where nobody tried.
    """

    where: str
    what: str
    remedy: repairs.Remedy | None = None
    mended: bool | None = None


Look = Callable[[sqlite3.Connection], Iterator[Finding]]


def check(path: Path) -> Iterator[Finding]:
    """Yield what is wrong with an archive; raise StoreError where it cannot be opened at all.

    The indexes of words are compared under the write lock, all else while others may write. Where
    nobody may write, a copy of all pages is looked at, which is deleted again.
    """
    with _writable(path) as file, explained(file), closing(_opened(file)) as raw:
        for look in LOOKS:
            yield from _limited(_looked(look, raw))


def repair(path: Path, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Make good what can be, and yield each finding with whether that was done."""
    done: dict[repairs.Remedy, bool] = {}
    if not may_be_written(path):
        raise StoreError(
            f"{path} may not be written, so nothing in it can be made good",
            hint="copy it to where it may be: archive db backup FILE",
        )
    with explained(path), closing(_opened(path)) as raw:
        for one in findings:
            remedy = one.remedy
            if remedy == EDITED:
                yield one
                continue
            if remedy is not None and remedy not in done:
                done[remedy] = repairs.apply(raw, remedy)
            yield Finding(one.where, one.what, remedy, remedy is not None and done[remedy])


@contextmanager
def _writable(path: Path) -> Iterator[Path]:
    """Give the archive, or where nobody may write to it a copy: SQLite asks an index by writing."""
    if may_be_written(path):
        yield path
        return
    with TemporaryDirectory(prefix="archive-check-") as folder:
        copy = Path(folder) / path.name
        with explained(path), closing(connect_to_read(path)) as raw:
            copy_pages(raw, copy)
        yield copy


def _opened(path: Path) -> sqlite3.Connection:
    raw = open_raw(path)
    # What is no UTF-8 any more must not stop the reading of the rest.
    raw.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    check_revision(raw, path)
    stand_in(raw)
    return raw


def _looked(look: Look, raw: sqlite3.Connection) -> Iterator[Finding]:
    try:
        yield from look(raw)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        yield Finding(_NAMES[look], f"cannot be read to the end: {error}")
    except repairs.NO_VALUE as error:
        yield Finding(_NAMES[look], f"contains values that cannot be read: {error}")


def _limited(findings: Iterator[Finding]) -> Iterator[Finding]:
    """Pass a hundred findings on; count the rest by remedy."""
    more, last = 0, None
    for number, one in enumerate(findings):
        if number < MOST:
            yield one
        else:
            more, last = more + 1, one
    if last is not None:
        yield Finding(last.where, f"and {more:,} more", last.remedy)


def _pages(raw: sqlite3.Connection) -> Iterator[Finding]:
    indexes = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type='index'")}
    for (line,) in raw.execute(f"PRAGMA integrity_check({MOST + 1})").fetchall():
        if line != "ok":
            index = next((word for word in line.split() if word in indexes), None)
            yield Finding("pages", line, repairs.Remedy("index", index) if index else None)


def _definitions(raw: sqlite3.Connection) -> Iterator[Finding]:
    """A bit turned over in a definition renames a column, or makes a trigger do something else."""
    held = dict(raw.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    published = is_published(raw)
    for name, sql in definitions().items():
        if published and is_left_out(name, sql):
            continue
        if held.get(name) != sql:
            what = (
                "is defined differently than in a new archive" if name in held else "is not there"
            )
            remedy = "" if sql.startswith("CREATE TABLE") else ": archive db upgrade rebuilds it"
            yield Finding(name, what + remedy)


def _words(raw: sqlite3.Connection) -> Iterator[Finding]:
    for table in repairs.search_tables(raw):
        try:
            repairs.check_search(raw, table)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise
            content = table.rpartition("_")[0]
            remedy = repairs.Remedy("search", content) if content else INFLECTIONS
            yield Finding(table, f"does not match its texts: {error}", remedy)


def _inflections(raw: sqlite3.Connection) -> Iterator[Finding]:
    try:
        missing = repairs.missing_inflections(raw)
    except sqlite3.DatabaseError:
        return  # an index is broken, which is a finding of its own
    if missing:
        some = ", ".join(sorted(missing)[:3])
        what = f"lacks {len(missing):,} words of the texts: other forms of {some} are not found"
        yield Finding("inflections", what, INFLECTIONS)


def _keys(raw: sqlite3.Connection) -> Iterator[Finding]:
    for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check"):
        remedy = repairs.Remedy("links", "") if table in repairs.LINKS else None
        where = f"{table} {row}" if row is not None else table
        yield Finding(where, f"refers to a row of {parent} that does not exist", remedy)


def _edits(raw: sqlite3.Connection) -> Iterator[Finding]:
    """What a SQL client changed, which the next ingest of the article would undo."""
    for one in edits(raw):
        yield Finding(one.uid, f"edited by hand: {one.described}", EDITED)


def _checksums(raw: sqlite3.Connection) -> Iterator[Finding]:
    edited = {one.uid for one in edits(raw)}  # findings of their own
    for table, label, columns in CHECKED:
        unset = 0
        rows = raw.execute(f"SELECT {label}, checksum, {names(columns)} FROM {table} ORDER BY id")
        for row in rows:
            if row[1] is None:
                unset += 1
            elif checksum(row[2:]) not in (row[1], written(row[1])) and row[0] not in edited:
                yield Finding(
                    str(row[0]), "checksum mismatch: the row was edited by hand or damaged"
                )
        if unset:
            remedy = repairs.Remedy("checksums", table)
            yield Finding(table, f"{unset:,} rows have no checksum yet", remedy)


def _places(raw: sqlite3.Connection) -> Iterator[Finding]:
    rows = raw.execute(
        'SELECT s.uid, s.text, s.spans, s.start, s."end", s.speaker_text, s.speaker_start,'
        " s.speaker_end, s.cue, s.cue_start, s.cue_end,"
        " CASE WHEN s.headline THEN coalesce(a.title, '') ELSE a.body END"
        " FROM articles AS a JOIN statements AS s ON s.article_id = a.id"
    )
    for uid, text, spans, start, end, speaker, s_start, s_end, cue, c_start, c_end, around in rows:
        pieces = spans_of(spans, start, end)
        if GAP.join(around[first:last] for first, last in pieces) != text:
            yield Finding(uid, "is not at its stated position in the article")
        elif not _fits(around, speaker, s_start, s_end):
            yield Finding(uid, "its speaker text is not at its stated position")
        elif not _fits(around, cue, c_start, c_end):
            yield Finding(uid, "its cue is not at its stated position")


def _fits(text: str, words: str | None, start: int | None, end: int | None) -> bool:
    return start is None or end is None or words is None or text[start:end] == words


def _paragraphs(raw: sqlite3.Connection) -> Iterator[Finding]:
    for uid, body, stored in raw.execute("SELECT uid, body, paragraphs FROM articles ORDER BY id"):
        spans: Sequence[Sequence[int]] = json.loads(stored)
        places = [place for span in spans for place in span]
        if places != sorted(places) or (places and not 0 <= places[0] <= places[-1] <= len(body)):
            yield Finding(uid, "its paragraphs do not match its body")


def _terms(raw: sqlite3.Connection) -> Iterator[Finding]:
    """Tags whose term is none of their topic's; those given with a text may have any."""
    rows = raw.execute(
        "SELECT s.uid, t.slug FROM statement_topics AS x JOIN topics AS t ON t.id = x.topic_id"
        " JOIN statements AS s ON s.id = x.statement_id"
        " WHERE s.origin = 'machine' AND t.origin <> 'given' AND x.term <> t.slug AND NOT EXISTS"
        " (SELECT 1 FROM topic_terms AS w WHERE w.topic_id = x.topic_id AND w.term = x.term)"
    )
    for uid, slug in rows:
        yield Finding(uid, f"its topic {slug} has no term in the text: archive topics retag")


def _counts(raw: sqlite3.Connection) -> Iterator[Finding]:
    for query in counts.wrong():
        for (uid,) in raw.execute(query):
            yield Finding(uid, "its count or dates do not match its statements", COUNTS)


def _fingerprints(raw: sqlite3.Connection) -> Iterator[Finding]:
    if is_published(raw):
        return  # nothing is taken in there
    held: dict[int, set[int]] = {}
    for one, article in raw.execute("SELECT fingerprint, article FROM fingerprints"):
        held.setdefault(article, set()).add(one)
    for uid, body in raw.execute("SELECT uid, body FROM articles ORDER BY id"):
        if held.pop(number_of_uid(uid), set()) != {*fingerprints(body)}:
            yield Finding(
                uid, "its fingerprints are missing: copies of it would not be found", FINGERPRINTS
            )
    if held:
        yield Finding("fingerprints", f"{len(held):,} articles are missing", FINGERPRINTS)


COUNTS, FINGERPRINTS = repairs.Remedy("counts", ""), repairs.Remedy("fingerprints", "")
INFLECTIONS = repairs.Remedy("inflections", "")
EDITED = repairs.Remedy(repairs.ADOPT, "")
"""What a person is to say: an edit may be a correction, or a mistake."""

CHECKED = (
    ("articles", "uid", ARTICLE_FACTS),
    ("statements", "uid", STATEMENT_FACTS),
    ("documents", "path", DOCUMENT_FACTS),
    ("copies", "'copy ' || id", ARTICLE_FACTS),
)
"""Tables with checksums: what a row is called, and the columns that its checksum is made of."""

_NAMES: dict[Look, str] = {
    _pages: "pages",
    _definitions: "definitions",
    _words: "indexes of words",
    _inflections: "inflections",
    _keys: "keys",
    _edits: "edits",
    _checksums: "rows",
    _places: "statements",
    _paragraphs: "paragraphs",
    _terms: "topics",
    _counts: "counts",
    _fingerprints: "fingerprints",
}

LOOKS: tuple[Look, ...] = tuple(_NAMES)
