"""The documents of a batch and the versions they hold: the article's own, or a copy of it."""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from sqlalchemy import Connection

from archive.likeness import Cut, fingerprints, likeness
from archive.records import Document
from archive.store import counts
from archive.store.checksum import with_checksum
from archive.store.clock import now
from archive.store.columns import ARTICLE_FACTS, DOCUMENT_FACTS, STATED
from archive.store.rows import Row
from archive.store.sql import json_list, names
from archive.store.stage import many
from archive.store.tags import TopicKeys
from archive.store.write.corrections import UNSIGNED, Made
from archive.store.write.fingerprints import write_fingerprints
from archive.store.write.plan import Planned
from archive.store.write.prepare import Value
from archive.store.write.versions import Match

LIKENESS = ("kind", "similarity", "replaced", "shortened")


def change_fingerprints(connection: Connection, written: Sequence[Planned]) -> None:
    """Let articles be found by the texts that they will hold."""
    rows = connection.exec_driver_sql(
        "SELECT uid, body FROM articles WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(one.uid for one in written if one.key is not None),),
    )
    held = {row.uid: row.body for row in rows}
    write_fingerprints(
        connection,
        [(one.uid, fingerprints(held.get(one.uid, "")), one.item.fingerprints) for one in written],
    )


def demote(connection: Connection, written: Sequence[Planned]) -> None:
    """Make copies of the texts that better versions take the place of."""
    for one in written:
        if one.demotes:
            version_to_copy(connection, one.uid, one.demotes)
            _measure_again(connection, one)


def _measure_again(connection: Connection, one: Planned) -> None:
    """Say of all copies of an article how alike they are to the text that it will hold."""
    mine = Cut(one.item.body)  # how alike the words are: that they are copies is decided
    copies = connection.exec_driver_sql(
        "SELECT c.id, c.body FROM copies AS c JOIN articles AS a ON a.id = c.article_id"
        " WHERE a.uid = ? AND c.kind <> 'merged'",
        (one.uid,),
    ).all()
    for key, body in copies:
        found = likeness(mine, body)
        connection.exec_driver_sql(
            "UPDATE copies SET kind = ?, similarity = ?, replaced = ?, shortened = ? WHERE id = ?",
            (*_measures(Match(found.kind, found)), key),
        )


def version_to_copy(
    connection: Connection, source: str, match: Match, target: str | None = None
) -> int:
    """Copy an article's text (by uid) to a copy of itself or of ``target``, with its documents."""
    facts = names((*ARTICLE_FACTS, "checksum"))
    copy = connection.exec_driver_sql(
        f"INSERT INTO copies (article_id, {names(LIKENESS)}, {facts})"
        f" SELECT (SELECT id FROM articles WHERE uid = ?), ?, ?, ?, ?, {facts}"
        " FROM articles WHERE uid = ? RETURNING id",
        (target or source, *_measures(match), source),
    ).scalar_one()
    connection.exec_driver_sql(
        "UPDATE documents SET copy_id = ? WHERE copy_id IS NULL"
        " AND article_id = (SELECT id FROM articles WHERE uid = ?)",
        (copy, source),
    )
    return int(copy)


def absorb(connection: Connection, written: Sequence[Planned]) -> None:
    """Make copies of the articles that better versions take in, with all that belongs to them."""
    for one in written:
        for source, match in one.absorbs:
            into_copy(connection, source, match, one.uid)


def into_copy(connection: Connection, source: str, match: Match, target: str) -> int:
    """Make a copy of ``target`` of the article ``source`` (uids), and return the copy's number."""
    copy = version_to_copy(connection, source, match, target)
    keys = "(SELECT id FROM articles WHERE uid = ?), (SELECT id FROM articles WHERE uid = ?)"
    for table in ("copies", "documents"):
        connection.exec_driver_sql(
            f"WITH k (target, source) AS (SELECT {keys}) UPDATE {table} SET article_id ="
            " (SELECT target FROM k) WHERE article_id = (SELECT source FROM k)",
            (target, source),
        )
    topics = TopicKeys(connection, set())
    before = counts.tally(connection, [source], topics)
    body = connection.exec_driver_sql("SELECT body FROM articles WHERE uid = ?", (source,)).scalar()
    connection.exec_driver_sql("DELETE FROM articles WHERE uid = ?", (source,))
    write_fingerprints(connection, [(source, fingerprints(str(body)), ())])
    counts.change(connection, before, counts.Tally())
    return copy


def record_documents(
    connection: Connection, planned: Sequence[Planned], read_at: str, ingest: int | None
) -> None:
    """Write the rows of documents, of the copies that they hold, and what was decided of them."""
    rows: list[Row] = []
    for one in planned:
        copy = _insert_copy(connection, one) if one.copy else None
        facts = document_facts(one.item.document, read_at, ingest)
        rows.append((one.uid, int(one.follows), one.item.document.sha256, copy, *facts))
        _keep_decisions(connection, one)
    many(connection, _RECORD_DOCUMENT, rows)


def document_facts(document: Document, read_at: str, ingest: int | None) -> Row:
    """Return the facts of a document, their checksum, and what a news database states of it."""
    facts = with_checksum(*_IN_ORDER(document_values(document, read_at, ingest)))
    given = document.given
    words = given.get("stated_words")
    names = (given.get("id"), given.get("edition"), given.get("section"))
    return (*facts, *names, int(words) if words else None)


_IN_ORDER = itemgetter(*DOCUMENT_FACTS)


def document_values(document: Document, read_at: str, ingest: int | None) -> Mapping[str, Value]:
    """Return what is stored of a document, by column."""
    return {
        "path": document.path,
        "url": document.given.get("url") or None,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "encoding": document.encoding,
        "encoding_method": document.encoding_method,
        "size": document.size,
        "read_at": read_at,
        "ingest_id": ingest,
    }


def _keep_decisions(connection: Connection, one: Planned) -> None:
    """Keep what a person decided about this text in the archive that it comes from."""
    if not one.item.fingerprints:
        return
    mine = one.item.fingerprints[0]
    if one.copy and one.copy.kind == "merged" and one.item.copy_of is not None:
        decide(connection, one.uid, (mine, one.item.copy_of), is_copy=True)
    for other in one.item.apart:
        decide(connection, one.uid, (mine, other), is_copy=False)


def copies_of_paths(connection: Connection, paths: Sequence[str]) -> list[int]:
    """Return the copies that the documents of these paths hold now."""
    rows = connection.exec_driver_sql(
        "SELECT copy_id FROM documents WHERE copy_id IS NOT NULL"
        " AND path IN (SELECT value FROM json_each(?))",
        (json_list(paths),),
    )
    return list(rows.scalars())


def drop_copies(connection: Connection, copies: Sequence[int]) -> None:
    """Delete those of the copies that no document holds any more."""
    if copies:
        connection.exec_driver_sql(
            "DELETE FROM copies WHERE id IN (SELECT value FROM json_each(?))"
            " AND NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.copy_id = copies.id)",
            (json_list(copies),),
        )


def decide(
    connection: Connection,
    article: str,
    texts: tuple[int, int],
    *,
    is_copy: bool,
    made: Made = UNSIGNED,
) -> None:
    """Keep a decision about two texts, known by ``same``; a later one about them replaces it."""
    pair = json_list(sorted(map(str, texts)))
    connection.exec_driver_sql(
        "UPDATE corrections SET undone_at = ? WHERE undone_at IS NULL AND value = ?"
        " AND field IN ('copy', 'no copy')",
        (now(), pair),
    )
    connection.exec_driver_sql(
        "INSERT INTO corrections (command, made_at, made_by, reason, tool, article_uid, field,"
        " machine_value, value)"
        " VALUES ((SELECT coalesce(max(command), 0) + 1 FROM corrections),"
        " ?, ?, ?, ?, ?, ?, 'null', ?)",
        (now(), made.by, made.reason, made.tool, article, "copy" if is_copy else "no copy", pair),
    )


def _insert_copy(connection: Connection, one: Planned) -> int:
    assert one.copy is not None
    columns = (*LIKENESS, *ARTICLE_FACTS, "checksum")
    marks = ", ".join("?" * len(columns))
    facts = one.item.article[: len(ARTICLE_FACTS) + 1]  # nobody looks for the words of a copy
    return int(
        connection.exec_driver_sql(
            f"INSERT INTO copies (article_id, {names(columns)})"
            f" VALUES ((SELECT id FROM articles WHERE uid = ?), {marks}) RETURNING id",
            (one.uid, *_measures(one.copy), *facts),
        ).scalar_one()
    )


def _measures(match: Match) -> tuple[str, float, float, float]:
    found = match.likeness
    return (match.kind, found.shared, found.replaced, found.shortened)


_FACTS = (*DOCUMENT_FACTS, "checksum", *STATED)

# A document that has the bytes of another one belongs to the copy that that one belongs to.
_RECORD_DOCUMENT = (
    f"INSERT INTO documents (article_id, copy_id, {names(_FACTS)})"
    " VALUES ((SELECT id FROM articles WHERE uid = ?), iif(?, (SELECT d.copy_id"
    " FROM documents AS d WHERE d.sha256 = ? ORDER BY d.id LIMIT 1), ?),"
    f" {', '.join('?' * len(_FACTS))})"
    " ON CONFLICT (path) DO UPDATE SET article_id = excluded.article_id,"
    f" copy_id = excluded.copy_id, {', '.join(f'{name} = excluded.{name}' for name in _FACTS[1:])}"
)
