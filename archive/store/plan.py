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
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from archive.records import Document
from archive.store.identity import article_uid
from archive.store.prepare import Prepared
from archive.store.rows import json_list


@dataclass(frozen=True, slots=True)
class Planned:
    """A document of a batch: its article's uid and present key, and what is to be written.

    ``writes``: the article; ``records``: the document's own row. ``left`` is the uid of the
    article that the path held before, where it is another one.
    """

    item: Prepared
    status: Literal["new", "unchanged", "updated"]
    uid: str
    key: int | None = None
    writes: bool = True
    records: bool = True
    left: str | None = None


@dataclass(slots=True)
class _Held:
    """An article that the archive holds: how many documents, and its key (None: in this batch)."""

    uid: str
    key: int | None
    documents: int = 1


def known_unchanged(connection: Connection, documents: Sequence[Document]) -> set[str]:
    """Return the paths that hold the bytes they held before: nothing is to be done for them."""
    rows = connection.exec_driver_sql(
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

    With ``again``, unchanged documents are written anew: their analysis may differ.
    """
    documents = [item.document for item in items]
    by_path, by_sha = _held(connection, documents)
    fresh = _free_uids(connection, (one.sha256 for one in documents))
    planned = []
    for item in items:
        one = _plan_one(item, by_path, by_sha, fresh, again)
        _note(one, by_path, by_sha)
        planned.append(one)
    return planned


_Paths = dict[str, tuple[str, _Held]]


def _plan_one(
    item: Prepared,
    by_path: _Paths,
    by_sha: dict[str, _Held],
    fresh: dict[str, str],
    again: bool,
) -> Planned:
    document = item.document
    before, there = by_path.get(document.path), by_sha.get(document.sha256)
    if before and before[0] == document.sha256:
        held = before[1]
        return Planned(
            item,
            "updated" if again else "unchanged",
            held.uid,
            held.key,
            writes=again,
            records=again,
        )
    if there:
        left = before[1].uid if before else None
        status: Literal["unchanged", "updated"] = "updated" if before else "unchanged"
        return Planned(item, status, there.uid, there.key, writes=False, left=left)
    if before and before[1].documents == 1:
        return Planned(item, "updated", before[1].uid, before[1].key)
    uid = fresh[document.sha256]
    if before:
        return Planned(item, "updated", uid, left=before[1].uid)
    return Planned(item, "new", uid)


def _note(one: Planned, by_path: _Paths, by_sha: dict[str, _Held]) -> None:
    """Let the rest of the batch see what this document will have changed."""
    path, sha256 = one.item.document.path, one.item.document.sha256
    before = by_path.get(path)
    if before and one.left:
        before[1].documents -= 1
    elif before and before[0] != sha256:
        # Updated in place: whoever brings the old bytes now brings another article.
        by_sha.pop(before[0], None)
        by_sha[sha256] = before[1]
    held = by_sha.setdefault(sha256, _Held(one.uid, one.key, 0))
    held.documents += before is None or one.left is not None
    by_path[path] = (sha256, held)


def _held(connection: Connection, documents: Sequence[Document]) -> tuple[_Paths, dict[str, _Held]]:
    rows = connection.exec_driver_sql(
        "SELECT d.path, d.sha256, a.uid, a.id,"
        " (SELECT count(*) FROM documents AS e WHERE e.article_id = a.id)"
        " FROM documents AS d JOIN articles AS a ON a.id = d.article_id"
        " WHERE d.path IN (SELECT value FROM json_each(?1))"
        " OR d.sha256 IN (SELECT value FROM json_each(?2)) ORDER BY d.id",
        (
            json_list(one.path for one in documents),
            json_list({one.sha256 for one in documents}),
        ),
    )
    articles: dict[str, _Held] = {}
    by_path: _Paths = {}
    by_sha: dict[str, _Held] = {}
    for path, sha256, uid, key, count in rows:
        held = articles.setdefault(uid, _Held(uid, key, count))
        by_path[path] = (sha256, held)
        by_sha.setdefault(sha256, held)
    return by_path, by_sha


def _free_uids(connection: Connection, hashes: Iterable[str]) -> dict[str, str]:
    """Return a uid for each hash that no article has: its own, as a rule."""
    wanted = {one: article_uid(one) for one in hashes}
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
    rows = connection.exec_driver_sql(
        "SELECT uid FROM articles WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(uids),),
    )
    return (str(uid) for (uid,) in rows)
