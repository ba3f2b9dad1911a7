"""What can be made anew from the rest of an archive: indexes, counts, seals that were never set.

A row that was changed cannot: nothing else knows what it said. Its file can be read again, or a
backup be put back.
"""

import sqlite3
from collections.abc import Callable, Mapping
from typing import NamedTuple

from archive.likeness import prints
from archive.store import counts
from archive.store.identity import number_of_uid
from archive.store.prepare import ARTICLE_FACTS, STATEMENT_FACTS
from archive.store.rows import DOCUMENT_FACTS
from archive.store.seal import seal
from archive.store.stage import names

LINKS = {
    "speaker_names": {"speaker_id": "speakers"},
    "roles": {"speaker_id": "speakers"},
    "statement_speakers": {"statement_id": "statements", "speaker_id": "speakers"},
    "statement_topics": {"statement_id": "statements", "topic_id": "topics"},
    "article_people": {"article_id": "articles", "speaker_id": "speakers"},
    "search_hits": {"search_id": "searches"},
}
"""Tables of which a row says nothing once what it points to is gone."""

FACTS = {
    "articles": ARTICLE_FACTS,
    "statements": STATEMENT_FACTS,
    "documents": DOCUMENT_FACTS,
    "copies": ARTICLE_FACTS,
}


FIRST, PAGE = -(1 << 63), 1000
"""The least key that a row can have, and how many rows are sealed at a time."""


class Remedy(NamedTuple):
    """What is to be done, and to which index or table."""

    kind: str
    name: str


def apply(raw: sqlite3.Connection, remedy: Remedy) -> bool:
    """Do it, in one transaction; return whether it worked."""
    try:
        raw.execute("BEGIN IMMEDIATE")
        _REMEDIES[remedy.kind](raw, remedy.name)
        raw.execute("COMMIT")
    except sqlite3.DatabaseError as error:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            raise
        return False
    return True


def search_tables(raw: sqlite3.Connection) -> list[str]:
    """Return the names of the indexes of words."""
    found = raw.execute(
        "SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5%'"
    )
    return [name for (name,) in found]


def check_search(raw: sqlite3.Connection, table: str) -> None:
    """Raise DatabaseError where an index does not fit its table; without rank 1 it may pass."""
    raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def _reindex(raw: sqlite3.Connection, name: str) -> None:
    raw.execute(f'REINDEX "{name}"')


def _rebuild(raw: sqlite3.Connection, table: str) -> None:
    """Make an index of words anew; one that cannot even be opened is emptied by hand first."""
    raw.execute("SAVEPOINT whole")
    try:
        raw.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        check_search(raw, table)
    except sqlite3.DatabaseError:
        raw.execute("ROLLBACK TO whole")
        _empty(raw, table)
        raw.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        check_search(raw, table)
    raw.execute("RELEASE whole")


def _empty(raw: sqlite3.Connection, table: str) -> None:
    """Give a broken index the insides of a new one: DROP TABLE would fail, too."""
    raw.execute("CREATE VIRTUAL TABLE temp.blank USING fts5 (text)")
    for part in ("data", "config"):
        raw.execute(f"DELETE FROM main.{table}_{part}")
        raw.execute(f"INSERT INTO main.{table}_{part} SELECT * FROM temp.blank_{part}")
    raw.execute("DROP TABLE temp.blank")
    raw.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', 67108864)")


def _unlink(raw: sqlite3.Connection, _: str) -> None:
    for table, columns in LINKS.items():
        for column, parent in columns.items():
            raw.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})")
    raw.execute(
        "UPDATE statement_speakers SET role_id = NULL"
        " WHERE role_id IS NOT NULL AND role_id NOT IN (SELECT id FROM roles)"
    )
    _recount(raw, "")


def set_seals(raw: sqlite3.Connection, table: str) -> None:
    """Seal the rows of a table that never were, in the caller's transaction."""
    facts, last = FACTS[table], FIRST
    while rows := raw.execute(
        f"SELECT id, {names(facts)} FROM {table} WHERE seal IS NULL AND id > ?"
        f" ORDER BY id LIMIT {PAGE}",
        (last,),
    ).fetchall():
        raw.executemany(
            f"UPDATE {table} SET seal = ? WHERE id = ?", [(seal(row[1:]), row[0]) for row in rows]
        )
        last = rows[-1][0]


def _recount(raw: sqlite3.Connection, _: str) -> None:
    for query in counts.EVERYTHING:
        raw.execute(query)


def set_prints(raw: sqlite3.Connection, _: str = "") -> None:
    """Note anew by what copies of each article are found, in the caller's transaction."""
    raw.execute("DELETE FROM article_prints")
    for uid, body in raw.execute("SELECT uid, body FROM articles ORDER BY id"):
        article = number_of_uid(uid)
        raw.executemany(
            "INSERT INTO article_prints VALUES (?, ?)", [(one, article) for one in prints(body)]
        )


_REMEDIES: Mapping[str, Callable[[sqlite3.Connection, str], None]] = {
    "index": _reindex,
    "search": _rebuild,
    "links": _unlink,
    "seals": set_seals,
    "counts": _recount,
    "prints": set_prints,
}
