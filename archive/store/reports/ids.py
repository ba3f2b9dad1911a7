"""What an id that a user typed means: a uid or the beginning of one, a number, a file's name."""

from collections.abc import Iterator
from pathlib import PurePath
from sqlite3 import Connection
from typing import Literal, NamedTuple

from archive.errors import UsageError
from archive.store.sql import column, scalar

CANDIDATES = 5
"""How many uids an error names where a prefix fits several."""

ELLIPSIS = "….*"
"""What people put behind the beginning of a file's name."""

Kind = Literal["article", "statement"]


class Found(NamedTuple):
    """What an id that a user typed means."""

    kind: Kind
    uid: str


def find(connection: Connection, text: str) -> Found:
    """Return the article or statement that ``text`` means.

    It may be a uid or an unambiguous beginning of one, with or without "s:" or "a:". Digits alone,
    "s:12" or "12", mean the twelfth statement of the archive in reading order: by date, then by
    place in the article; "a:3" the third article. What can be neither, "002" or "2021-02-11", is
    the beginning of a file's name that one article has. Raises UsageError where nothing or several
    fit.
    """
    if (text.startswith("0") or not text.isalnum()) and (
        named := article_of_file(connection, text)
    ):
        return Found("article", named)
    mark, _, rest = text.strip().lower().rpartition(":")
    if mark not in ("", "a", "s") or not rest.isalnum():
        raise UsageError(f"{text!r} is not an id", hint="an id looks like s:k3v7w2 or a:k3v7w2")
    kinds: list[Kind] = ["statement", "article"]
    if mark:
        kinds = ["article"] if mark == "a" else ["statement"]
    if rest.isdecimal():
        return _nth(connection, kinds[0], int(rest))
    found = [one for kind in kinds for one in _beginning(connection, kind, rest)]
    exact = [one for one in found if one.uid.endswith(f":{rest}")]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise UsageError(
            f"nothing has the id {text}", hint="archive query lists statements with their ids"
        )
    shown = ", ".join(one.uid for one in found[:CANDIDATES])
    raise UsageError(f"several ids begin with {text}: {shown}", hint="type more characters")


def article_of(connection: Connection, statement: str) -> str:
    """Return the uid of the article of a statement; raise UsageError where there is none."""
    found = scalar(
        connection.execute(
            "SELECT a.uid FROM statements AS s JOIN articles AS a ON a.id = s.article_id"
            " WHERE s.uid = ?",
            (statement,),
        )
    )
    if found is None:
        raise UsageError(f"there is no statement {statement}")
    return str(found)


def article_of_file(connection: Connection, text: str) -> str | None:
    """Return the article whose file's name begins so, "002" or "002…"; None unless it is one."""
    named = {*files_beginning(connection, text).values()}
    return named.pop() if len(named) == 1 else None


def files_beginning(connection: Connection, text: str) -> dict[str, str]:
    """Return the articles by the paths of files whose names begin so."""
    beginning = text.strip().rstrip(ELLIPSIS)
    if not beginning or any(mark in beginning for mark in ' ":()'):
        return {}
    escaped = beginning.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = connection.execute(
        "SELECT d.path, a.uid FROM documents AS d JOIN articles AS a ON a.id = d.article_id"
        " WHERE d.path LIKE ? ESCAPE '\\'",
        (f"%{escaped}%",),
    )
    return {path: uid for path, uid in rows if PurePath(path).name.startswith(beginning)}


def _nth(connection: Connection, kind: Kind, number: int) -> Found:
    uid = None
    if 0 < number < 1 << 62:
        query = f"SELECT uid FROM {kind}s ORDER BY id LIMIT 1 OFFSET ?"
        uid = scalar(connection.execute(query, (number - 1,)))
    if uid is None:
        total = scalar(connection.execute(f"SELECT count(*) FROM {kind}s"))
        raise UsageError(f"there is no {kind} number {number}: the archive holds {total:,}")
    return Found(kind, str(uid))


def _beginning(connection: Connection, kind: Kind, prefix: str) -> Iterator[Found]:
    """Yield what begins so; the range over the uid's index takes no more than the few asked for."""
    start = f"{kind[0]}:{prefix}"
    rows = connection.execute(
        f"SELECT uid FROM {kind}s WHERE uid >= ? AND uid < ? ORDER BY uid LIMIT ?",
        (start, start + "\U0010ffff", CANDIDATES + 1),
    )
    return (Found(kind, str(uid)) for uid in column(rows))
