"""Two archives into one, as if all documents of both had been taken into it.

The other archive is copied first, brought to this program's revision and asked for what the machine
said; its articles are written as an ingest writes them, so copies are found and names joined across
both. Then its corrections are put over these. Nothing of either is lost: what contradicts stays as
it is in the first, and is reported.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from itertools import islice
from pathlib import Path
from sqlite3 import Connection as Reader
from tempfile import TemporaryDirectory
from typing import Any

from archive.ingest.joining import join_all
from archive.ingest.topics import stored_topics
from archive.pipeline import Topic, checked, tagger_for
from archive.records import About, Article, Document, Role, Speaker
from archive.store.columns import STATED
from archive.store.curate import carrying
from archive.store.curate.carrying import Conflict
from archive.store.curate.exchange import Taken, listed, take
from archive.store.curate.retagging import retag
from archive.store.curate.topics import import_topics, load_topics, topics_origin
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.reports.copies import with_versions
from archive.store.reports.show import StoredArticle, StoredDocument, stored_articles
from archive.store.sql import json_list, scalar
from archive.store.upkeep.backup import copy_archive
from archive.store.upkeep.create import open_or_create
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_batch
from archive.store.write.corrections import show_machine
from archive.store.write.documents import document_row, read_as
from archive.store.write.prepare import Prepared, prepare

ARTICLES_AT_ONCE = 200
"""Articles a transaction: others can write in between."""


@dataclass(slots=True)
class Merged:
    """What came of another archive: its documents by status, corrections, and conflicts."""

    new: int = 0
    known: int = 0
    copies: int = 0
    corrections: list[Taken] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document with the run that read it, and when; ``article`` is its article's uid there."""

    item: Prepared
    article: str
    read_at: str
    ingest: int | None


def merge_archive(
    database: Path,
    other: Path,
    *,
    theirs: bool = False,
    progress: Callable[[int, int], None] = lambda articles, total: None,
) -> Merged:
    """Take another archive into ``database``, which is made where it is missing.

    Where two corrections contradict each other ours stands, with ``theirs`` the other's. The other
    archive is not changed. An interruption leaves whole articles, and the same call goes on.
    Raises StoreError where either cannot be used.
    """
    done = Merged()
    with (
        _machine_copy(other, database.parent) as copy,
        open_or_create(database) as connection,
    ):
        there = reader(copy)
        with connection.begin():
            done.conflicts += carrying.differing_topics(reader(connection), there)
            changed = _carry_topics(connection, there)
            done.conflicts += carrying.carry_speakers(connection, there)
            done.conflicts += carrying.carry_copy_decisions(connection, there)
            runs = carrying.carry_runs(connection, there)
        uids: dict[str, str] = {}
        articles, total = 0, int(scalar(there.execute("SELECT count(*) FROM articles")))
        for some in _some(with_versions(there, stored_articles(there))):
            documents = [one for stored in some for one in _documents(there, stored)]
            _write(connection, documents, runs, other.name, uids, done)
            articles += sum(bool(stored.uid) for stored in some)
            progress(articles, total)
        if changed:
            retag(connection, tagger_for(stored_topics(reader(connection))).tags)
        join_all(connection)
        with connection.begin():
            done.corrections = take(connection, _corrections(there, uids), theirs=theirs)
            carrying.carry_undone(connection, there)
            done.conflicts += carrying.carry_searches(connection, there, other.name)
            carrying.carry_failures(connection, there)
    return done


@contextmanager
def _machine_copy(other: Path, folder: Path) -> Iterator[Connection]:
    """Give a copy of an archive that shows what the machine said, in one read transaction."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".archive-merge-", dir=folder) as made:
        copy = Path(made) / "other.db"
        copy_archive(other, copy)
        upgrade(copy)
        with open_for_writing(copy) as connection:
            with connection.begin():
                show_machine(connection)
            with connection.begin():
                yield connection


def _carry_topics(connection: Connection, there: Reader) -> bool:
    """Add the other's topics to ours; return whether statements here are to be tagged with them."""
    held = {one.slug: one for one in load_topics(reader(connection))}
    theirs = {one.slug: one for one in load_topics(there)}
    origin = topics_origin(reader(connection)) or topics_origin(there)
    if origin is None or not theirs.keys() - held.keys():
        return False
    if "import" in (topics_origin(reader(connection)), topics_origin(there)):
        origin = "import"
    entries = (Topic(**asdict(one)) for one in (theirs | held).values())
    import_topics(connection, checked(entries, "the topics of both archives").topics, origin)
    return bool(held)


def _some(stored: Iterator[StoredArticle]) -> Iterator[list[StoredArticle]]:
    while some := list(islice(stored, ARTICLES_AT_ONCE)):
        yield some


def _documents(there: Reader, stored: StoredArticle) -> Iterator[_Document]:
    """Yield the documents that hold an article's own text, or a copy of it."""
    path = stored.article.path
    rows = there.execute(_OF_COPY if not stored.uid else _OWN, (stored.uid or path,)).fetchall()
    article = _with_mentions(there, stored)
    for uid, ingest, *facts in rows:
        found = StoredDocument(*facts)
        stated = {"url": found.url, "id": found.number}
        stated |= {name: getattr(found, name) for name in STATED[1:]}
        given = {name: str(value) for name, value in stated.items() if value}
        document = Document(
            found.path, "", found.sha256, found.size, found.media_type, found.encoding,
            found.encoding_method, given,
        )  # fmt: skip
        item = prepare(document, replace(article, path=found.path), stored.analysed_by)
        if stored.uid:
            named = tuple(one.uid for one in stored.statements)
            item = replace(item, uid=stored.uid, uids=named)
        yield _Document(item, uid, found.read_at, ingest)


def _with_mentions(there: Reader, stored: StoredArticle) -> Article:
    """Return an article with its kind and the names within its statements."""
    row = there.execute("SELECT genre FROM articles WHERE uid = ?", (stored.uid,)).fetchone()
    named: dict[str, list[About]] = {}
    for uid, name, kind, title, of, start, end in there.execute(_MENTIONS, (stored.uid,)):
        role = Role(name, title, of) if title else None
        named.setdefault(uid, []).append(About(Speaker(name, kind, role), (start, end)))
    statements = tuple(
        one.statement._replace(about=tuple(named.get(one.uid, ()))) for one in stored.statements
    )
    return replace(stored.article, genre=row[0] if row else None, statements=statements)


def _write(
    connection: Connection,
    documents: Sequence[_Document],
    runs: Mapping[int, int],
    label: str,
    uids: dict[str, str],
    done: Merged,
) -> None:
    """Write documents as an ingest does, and note in ``uids`` what their articles are called."""
    held = _held(reader(connection), documents)
    free = list(_apart(documents, held, label, done))
    outcomes = write_batch(connection, [one.item for one in free])
    with connection.begin():
        for one, outcome in zip(free, outcomes, strict=True):
            if one.item.copy_of is None:
                uids.setdefault(one.article, outcome.uid)
            if outcome.path in held:
                done.known += 1
                continue
            done.new += 1
            done.copies += outcome.copies
            run = runs.get(one.ingest) if one.ingest is not None else None
            read_as(connection, outcome.path, document_row(one.item.document, one.read_at, run))


def _held(connection: Reader, documents: Sequence[_Document]) -> dict[str, str]:
    """Return the hashes of what the paths of documents hold here."""
    paths = json_list(one.item.document.path for one in documents)
    return dict(
        connection.execute(
            "SELECT path, sha256 FROM documents WHERE path IN (SELECT value FROM json_each(?))",
            (paths,),
        )
    )


def _apart(
    documents: Sequence[_Document], held: Mapping[str, str], label: str, done: Merged
) -> Iterator[_Document]:
    """Yield documents; one whose path holds other bytes here gets a path of its own."""
    for one in documents:
        document = one.item.document
        if held.get(document.path, document.sha256) == document.sha256:
            yield one
            continue
        own = f"{document.path} ({label})"
        done.conflicts.append(Conflict(document.path, "other content", f"kept as {own}"))
        yield replace(one, item=replace(one.item, document=replace(document, path=own)))


def _corrections(there: Reader, uids: Mapping[str, str]) -> Iterable[tuple[int, Mapping[str, Any]]]:
    for line, one in enumerate(listed(there), 1):
        yield line, {**one, "article": uids.get(one["article"], one["article"])}


_DOCUMENTS = (
    "SELECT a.uid, d.ingest_id, d.path, d.url, d.sha256, d.media_type, d.encoding,"
    " d.encoding_method, d.size, d.read_at, d.number, d.edition, d.section, d.stated_words"
    " FROM documents AS d JOIN articles AS a ON a.id = d.article_id"
)
_MENTIONS = (
    'SELECT s.uid, p.name, p.kind, r.title, r.of, m.start, m."end" FROM statement_mentions AS m'
    " JOIN statements AS s ON s.id = m.statement_id JOIN articles AS a ON a.id = s.article_id"
    " JOIN speakers AS p ON p.id = m.speaker_id LEFT JOIN roles AS r ON r.id = m.role_id"
    " WHERE a.uid = ? ORDER BY s.position, m.start"
)
_OWN = f"{_DOCUMENTS} WHERE a.uid = ? AND d.copy_id IS NULL ORDER BY d.id"
_OF_COPY = (
    f"{_DOCUMENTS} WHERE d.copy_id = (SELECT copy_id FROM documents WHERE path = ?) ORDER BY d.id"
)
