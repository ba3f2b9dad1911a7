"""Decide, document by document, what a batch has to write.

=============================  =========================  =========================================
the path                       its bytes                  what happens
=============================  =========================  =========================================
new                            new                        new
known                          as before                  unchanged
new                            another document's         unchanged; the path joins that article
known                          new                        updated: its article keeps its uid
known, the article has copies  new                        updated: an article of its own, because
                                                          the copies still hold the old one
known                          another document's         updated: the path moves to that article
=============================  =========================  =========================================

What would become an article of its own is compared with the others: where it is a copy of one, it
joins that as a copy, or, being the better version, takes it over, and the old version is the copy.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from sqlite3 import Connection
from typing import Literal

from archive.records import Document
from archive.store.sql import json_list
from archive.store.uids import article_uid
from archive.store.write.prepare import Prepared
from archive.store.write.versions import Match, Version, Versions, version_of


@dataclass(frozen=True, slots=True)
class Planned:
    """A document of a batch: its article's uid and present key, and what is to be written.

    ``writes``: the article; ``records``: the document's own row. ``left`` is the uid of the
    article that the path held before, where it is another one. ``copy`` says how this text is a
    copy of the article's, ``demotes`` how the one that the archive holds now will be, ``absorbs``
    which other articles of the archive (uids) become its copies. ``follows``: the document has the
    bytes of another one, and belongs to the same copy, if to any.
    """

    item: Prepared
    status: Literal["new", "unchanged", "updated"]
    uid: str
    key: int | None = None
    writes: bool = True
    records: bool = True
    left: str | None = None
    copy: Match | None = None
    demotes: Match | None = None
    absorbs: tuple[tuple[str, Match], ...] = ()
    follows: bool = False

    @property
    def copies(self) -> int:
        """Return how many more copies the archive will hold."""
        return (self.copy is not None) + (self.demotes is not None) + len(self.absorbs)


@dataclass(slots=True)
class _Held:
    """An article that the archive holds: how many documents, and its key (None: in this batch)."""

    uid: str
    key: int | None
    documents: int = 1


@dataclass(frozen=True, slots=True)
class _Path:
    """What a path holds: bytes, of which article, and whether as a copy."""

    sha256: str
    article: _Held
    is_copy: bool


def known_unchanged(connection: Connection, documents: Sequence[Document]) -> set[str]:
    """Return the paths that hold the bytes they held before: nothing is to be done for them."""
    rows = connection.execute(
        "SELECT path, sha256 FROM documents WHERE path IN (SELECT value FROM json_each(?))",
        (json_list(one.path for one in documents),),
    )
    held = {tuple(row) for row in rows}
    return {one.path for one in documents if (one.path, one.sha256) in held}


def plan(
    connection: Connection,
    items: Sequence[Prepared],
    *,
    again: bool = False,
) -> list[Planned]:
    """Compare a batch with what the archive holds, in the batch's own transaction.

    With ``again``, unchanged documents are written again: their analysis may differ.
    """
    documents = [item.document for item in items]
    held = _held(connection, documents)
    fresh = _free_uids(connection, {item.document.sha256: item.uid for item in items})
    versions = Versions(connection, items)
    planned: list[Planned] = []
    moved: dict[str, str] = {}
    for item in items:
        one = _plan_one(item, held, fresh, again)
        if one.writes:
            one = _grouped(one, planned, versions, moved)
        held.note(one)
        planned.append(one)
    return [replace(one, uid=_followed(one.uid, moved)) for one in planned] if moved else planned


def _grouped(
    one: Planned, planned: list[Planned], versions: Versions, moved: dict[str, str]
) -> Planned:
    """Let a text that would be an article of its own join another, or take it over.

    ``moved`` says of articles that others take in which that is, by uid.
    """
    mine = version_of(one.item, one.uid, len(planned))
    found = versions.matches(one.item, mine) if one.key is None else []
    if not found:
        versions.hold(mine, one.item.fingerprints)
        return one
    held, match = found[0]
    left = one.left if one.left != held.uid else None
    # The statements of what another archive held as a copy stand with the article there.
    if one.item.copy_of is not None or not mine.beats(held):
        return replace(one, uid=held.uid, key=held.key, writes=False, left=left, copy=match)
    versions.hold(replace(mine, uid=held.uid), one.item.fingerprints)
    absorbs: list[tuple[str, Match]] = []
    for other, how in found[1:]:
        absorbs += _absorbed(other, how, held.uid, planned)
        versions.drop(other.uid)
        moved[other.uid] = held.uid
    key, demotes = held.key, match if held.position is None else None
    if held.position is not None:
        before = planned[held.position]
        key, demotes = before.key, before.demotes
        absorbs += before.absorbs
        planned[held.position] = replace(before, writes=False, copy=match, demotes=None, absorbs=())
    return replace(one, uid=held.uid, key=key, left=left, demotes=demotes, absorbs=tuple(absorbs))


def _absorbed(
    other: Version, match: Match, uid: str, planned: list[Planned]
) -> Iterator[tuple[str, Match]]:
    """Make a copy of ``uid`` of what holds an article of its own; yield those of the archive."""
    if other.position is None:
        yield other.uid, match
        return
    before = planned[other.position]
    planned[other.position] = replace(
        before, uid=uid, writes=False, copy=match, demotes=None, absorbs=()
    )
    if before.demotes:
        yield other.uid, before.demotes
    yield from before.absorbs


def _followed(uid: str, moved: dict[str, str]) -> str:
    while uid in moved:
        uid = moved[uid]
    return uid


def _plan_one(item: Prepared, held: "_Holdings", fresh: dict[str, str], again: bool) -> Planned:
    document = item.document
    before, there = held.paths.get(document.path), held.hashes.get(document.sha256)
    if before and before.sha256 == document.sha256:
        # An article's text is not that of its copies.
        rewritten = again and not before.is_copy
        status: Literal["unchanged", "updated"] = "updated" if rewritten else "unchanged"
        article = before.article
        return Planned(item, status, article.uid, article.key, writes=rewritten, records=rewritten)
    left = before.article.uid if before else None
    if there:
        status = "updated" if before else "unchanged"
        left = left if left != there.uid else None
        return Planned(item, status, there.uid, there.key, writes=False, left=left, follows=True)
    if before and before.article.documents == 1:
        return Planned(item, "updated", before.article.uid, before.article.key)
    uid = fresh[document.sha256]
    return Planned(item, "updated" if before else "new", uid, left=left)


@dataclass(slots=True)
class _Holdings:
    """What the archive holds of a batch's paths and bytes, and what the batch adds to it."""

    paths: dict[str, _Path] = field(default_factory=dict)
    hashes: dict[str, _Held] = field(default_factory=dict)
    articles: dict[str, _Held] = field(default_factory=dict)

    def note(self, one: Planned) -> None:
        """Let the rest of the batch see what this document will have changed."""
        path, sha256 = one.item.document.path, one.item.document.sha256
        before = self.paths.get(path)
        article = self.articles.setdefault(one.uid, _Held(one.uid, one.key, 0))
        if before and one.left:
            before.article.documents -= 1
        elif before and before.sha256 != sha256 and one.writes:
            # Updated in place: whoever brings the old bytes now brings another article.
            self.hashes.pop(before.sha256, None)
        article.documents += before is None or one.left is not None
        self.hashes.setdefault(sha256, article)
        self.paths[path] = _Path(sha256, article, one.copy is not None)


def _held(connection: Connection, documents: Sequence[Document]) -> _Holdings:
    rows = connection.execute(
        "SELECT d.path, d.sha256, d.copy_id IS NOT NULL, a.uid, a.id,"
        " (SELECT count(*) FROM documents AS e WHERE e.article_id = a.id)"
        " FROM documents AS d JOIN articles AS a ON a.id = d.article_id"
        " WHERE d.path IN (SELECT value FROM json_each(?))"
        " OR d.sha256 IN (SELECT value FROM json_each(?)) ORDER BY d.id",
        (
            json_list(one.path for one in documents),
            json_list({one.sha256 for one in documents}),
        ),
    )
    held = _Holdings()
    for path, sha256, is_copy, uid, key, count in rows:
        article = held.articles.setdefault(uid, _Held(uid, key, count))
        held.paths[path] = _Path(sha256, article, bool(is_copy))
        held.hashes.setdefault(sha256, article)
    return held


def _free_uids(connection: Connection, wanted: dict[str, str]) -> dict[str, str]:
    """Return a uid for each hash that no article has: the one that is wanted, as a rule."""
    taken = set(_taken(connection, wanted.values()))
    for sha256, uid in wanted.items():
        repeat = 0
        while uid in taken:
            repeat += 1
            uid = article_uid(sha256, repeat)
            taken |= set(_taken(connection, [uid]))
        wanted[sha256] = uid
    return wanted


def _taken(connection: Connection, uids: Iterable[str]) -> Iterator[str]:
    rows = connection.execute(
        "SELECT uid FROM articles WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(uids),),
    )
    return (str(uid) for (uid,) in rows)
