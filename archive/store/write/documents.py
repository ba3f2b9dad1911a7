"""The documents of a batch and the versions they hold: the article's own, or a copy of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    ScalarSelect,
    bindparam,
    delete,
    exists,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert

from archive.likeness import Cut, fingerprints, likeness
from archive.records import Document
from archive.store import counts
from archive.store.checksum import checksum
from archive.store.clock import now
from archive.store.columns import (
    ARTICLE_FACTS,
    DOCUMENT_FACTS,
    STATED,
    listed_as,
    next_command,
)
from archive.store.compiled import Compiled
from archive.store.schema import articles, copies, corrections, documents
from archive.store.sql import json_list
from archive.store.tags import TopicKeys
from archive.store.write.corrections import UNSIGNED, Made
from archive.store.write.fingerprints import write_fingerprints
from archive.store.write.plan import Planned
from archive.store.write.prepare import Value
from archive.store.write.versions import Match


def change_fingerprints(connection: Connection, written: Sequence[Planned]) -> None:
    """Let articles be found by the texts that they will hold."""
    known = json_list(one.uid for one in written if one.key is not None)
    rows = _BODIES.run(connection, uids=known)
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
    texts = select(copies.c.id, copies.c.body).where(
        copies.c.article_id == _key_of(one.uid), copies.c.kind != "merged"
    )
    for key, body in connection.execute(texts).all():
        found = likeness(mine, body)
        measures = _measures(Match(found.kind, found))
        connection.execute(update(copies).where(copies.c.id == key).values(measures))


def _key_of(uid: str | BindParameter[str]) -> ScalarSelect[int]:
    """Return the subquery of an article's key."""
    article = articles.alias()
    return select(article.c.id).where(article.c.uid == uid).scalar_subquery()


def version_to_copy(
    connection: Connection, source: str, match: Match, target: str | None = None
) -> int:
    """Copy an article's text (by uid) to a copy of itself or of ``target``, with its documents."""
    measures = _measures(match)
    facts = (*ARTICLE_FACTS, "checksum")
    row = select(
        _key_of(target or source),
        *map(literal, measures.values()),
        *(articles.c[name] for name in facts),
    ).where(articles.c.uid == source)
    new = insert(copies).from_select(["article_id", *measures, *facts], row)
    copy = connection.execute(new.returning(copies.c.id)).scalar_one()
    connection.execute(
        update(documents)
        .where(documents.c.copy_id.is_(None), documents.c.article_id == _key_of(source))
        .values(copy_id=copy)
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
    for table in (copies, documents):
        theirs = update(table).where(table.c.article_id == _key_of(source))
        connection.execute(theirs.values(article_id=_key_of(target)))
    topics = TopicKeys(connection, set())
    before = counts.tally(connection, [source], topics)
    body = connection.scalar(select(articles.c.body).where(articles.c.uid == source))
    connection.execute(delete(articles).where(articles.c.uid == source))
    write_fingerprints(connection, [(source, fingerprints(str(body)), ())])
    counts.change(connection, before, counts.Tally())
    return copy


def record_documents(
    connection: Connection, planned: Sequence[Planned], read_at: str, ingest: int | None
) -> None:
    """Write the rows of documents, of the copies that they hold, and what was decided of them."""
    rows: list[Mapping[str, Any]] = []
    for one in planned:
        copy = _insert_copy(connection, one) if one.copy else None
        row = document_row(one.item.document, read_at, ingest)
        where = {"article": one.uid, "follows": one.follows, "bytes": row["sha256"], "copy": copy}
        rows.append({**row, **where})
        _keep_decisions(connection, one)
    _RECORD_DOCUMENT.run_all(connection, rows)


def document_row(document: Document, read_at: str, ingest: int | None) -> Mapping[str, Value]:
    """Return the facts of a document, their checksum, and what a news database states of it."""
    facts = document_values(document, read_at, ingest)
    given = document.given
    words = given.get("stated_words")
    return {
        **facts,
        "checksum": checksum([facts[name] for name in DOCUMENT_FACTS]),
        "number": given.get("id"),
        "edition": given.get("edition"),
        "section": given.get("section"),
        "stated_words": int(words) if words else None,
    }


def read_as(connection: Connection, path: str, row: Mapping[str, Value]) -> None:
    """Let a stored document have been read when, and in the run in which, ``row`` says."""
    changed = {name: row[name] for name in ("read_at", "ingest_id", "checksum")}
    connection.execute(update(documents).where(documents.c.path == path).values(changed))


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
    return [key for (key,) in _HELD_COPIES.run(connection, paths=json_list(paths))]


def drop_copies(connection: Connection, keys: Sequence[int]) -> None:
    """Delete those of the copies that no document holds any more."""
    if keys:
        _DROP_COPIES.run(connection, keys=json_list(keys))


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
    about = (corrections.c.value == pair, corrections.c.field.in_(("copy", "no copy")))
    standing = update(corrections).where(corrections.c.undone_at.is_(None), *about)
    connection.execute(standing.values(undone_at=now()))
    connection.execute(
        insert(corrections).values(
            command=next_command(),
            made_at=now(),
            made_by=made.by,
            reason=made.reason,
            tool=made.tool,
            article_uid=article,
            field="copy" if is_copy else "no copy",
            machine_value="null",
            value=pair,
        )
    )


def _insert_copy(connection: Connection, one: Planned) -> int:
    assert one.copy is not None
    facts = zip(_COPIED, one.item.article[: len(_COPIED)], strict=True)
    made = _INSERT_COPY.run(connection, article=one.uid, **_measures(one.copy), **dict(facts))
    return int(made.scalar_one())


def _measures(match: Match) -> dict[str, Any]:
    found = match.likeness
    return {
        "kind": match.kind,
        "similarity": found.shared,
        "replaced": found.replaced,
        "shortened": found.shortened,
    }


_COPIED = (*ARTICLE_FACTS, "checksum")
"""What is kept of a copy: nobody looks for its words."""

_INSERT_COPY = Compiled(
    insert(copies).values(article_id=_key_of(bindparam("article"))).returning(copies.c.id),
    ("kind", "similarity", "replaced", "shortened", *_COPIED),
)

_BODIES = Compiled(
    select(articles.c.uid, articles.c.body).where(articles.c.uid.in_(listed_as("uids")))
)

_HELD_COPIES = Compiled(
    select(documents.c.copy_id).where(
        documents.c.copy_id.is_not(None), documents.c.path.in_(listed_as("paths"))
    )
)

_DROP_COPIES = Compiled(
    delete(copies).where(
        copies.c.id.in_(listed_as("keys")),
        ~exists().where(documents.c.copy_id == copies.c.id).correlate(copies),
    )
)


def _record_document() -> Compiled:
    """Return the INSERT of a document's row, or the UPDATE of the one that its path has.

    A document that has the bytes of another one belongs to the copy that that one belongs to.
    """
    other = documents.alias()
    theirs = select(other.c.copy_id).where(other.c.sha256 == bindparam("bytes"))
    copy = theirs.order_by(other.c.id).limit(1).scalar_subquery()
    new = insert(documents).values(
        article_id=_key_of(bindparam("article")),
        copy_id=func.iif(bindparam("follows"), copy, bindparam("copy")),
    )
    given = (*DOCUMENT_FACTS, "checksum", *STATED)
    changed = ("article_id", "copy_id", *(name for name in given if name != "path"))
    replaced = {name: new.excluded[name] for name in changed}
    upsert = new.on_conflict_do_update(index_elements=["path"], set_=replaced)
    return Compiled(upsert, given)


_RECORD_DOCUMENT = _record_document()
