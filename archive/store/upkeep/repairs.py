"""What can be rebuilt from the rest of an archive: indexes, counts, checksums never set.

A row that was changed cannot: nothing else knows what it said. Its file can be read again, or a
backup be put back. Nor is anything rebuilt from what may itself be what was changed: where a row
and an index of it differ, both stay as they are unless the row's checksum says that it is right.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from archive.likeness import fingerprints
from archive.store import counts
from archive.store.checksum import checksum
from archive.store.columns import ARTICLE_FACTS, DOCUMENT_FACTS, STATEMENT_FACTS
from archive.store.search.forms import SYMBOLS, forms_of
from archive.store.sql import names
from archive.store.uids import number_of_uid

LINKS = {
    "speaker_names": {"speaker_id": "speakers"},
    "roles": {"speaker_id": "speakers"},
    "statement_speakers": {"statement_id": "statements", "speaker_id": "speakers"},
    "statement_topics": {"statement_id": "statements", "topic_id": "topics"},
    "article_people": {"article_id": "articles", "speaker_id": "speakers"},
    "removed_lines": {"article_id": "articles"},
    "search_hits": {"search_id": "searches"},
}
"""Tables of which a row says nothing once what it points to is gone."""

COUNTED = ("statements", "statement_speakers", "statement_topics", "speakers", "topics")
"""Tables that the counts are made of, and those that carry them."""

TEXTS = ("articles_fts", "statements_fts")
"""The indexes of words; what other forms these have is in ``inflections``."""

SHORT = ("be", "do", "go")
"""Words of two letters with longer forms: all other words with a stem are longer."""

FACTS = {
    "articles": ARTICLE_FACTS,
    "statements": STATEMENT_FACTS,
    "documents": DOCUMENT_FACTS,
    "copies": ARTICLE_FACTS,
}


FIRST, PAGE = -(1 << 63), 1000
"""The least key that a row can have, and how many rows get a checksum at a time."""

NO_VALUE = (ValueError, TypeError, LookupError, OverflowError)
"""What comes of a value that nobody wrote, such as half a date or a span of letters."""


class Remedy(NamedTuple):
    """What is to be done, and to which index or table."""

    kind: str
    name: str


class UnsureError(Exception):
    """What a thing is to be made of may be what was changed."""


def apply(raw: sqlite3.Connection, remedy: Remedy) -> bool:
    """Do it, in one transaction; return whether it worked."""
    try:
        raw.execute("BEGIN IMMEDIATE")
        _REMEDIES[remedy.kind](raw, remedy.name)
        raw.execute("COMMIT")
    except (sqlite3.DatabaseError, UnsureError, *NO_VALUE) as error:
        if raw.in_transaction:
            raw.execute("ROLLBACK")
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
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
    table, sql = raw.execute(
        "SELECT tbl_name, coalesce(sql, '') FROM sqlite_schema WHERE name = ?", (name,)
    ).fetchone()
    columns = {column for _, _, column, *_ in raw.execute(f'PRAGMA index_xinfo("{name}")')} - {None}
    rows = _differing(raw, table, name, columns, "".join(sql.partition(" WHERE ")[1:]))
    if rows and not (
        table in FACTS and columns <= {*FACTS[table]} and _is_intact(raw, table, rows)
    ):
        raise UnsureError
    raw.execute(f'REINDEX "{name}"')


def _differing(
    raw: sqlite3.Connection, table: str, index: str, columns: set[str], where: str
) -> set[object]:
    """Return the keys of the rows that are not the same in a table and in an index of it.

    None where the index cannot even be read: then it is the one that was damaged.
    """
    has_id = any(column == "id" for _, column, *_ in raw.execute(f"PRAGMA table_info({table})"))
    # A table without ids has its keys in each index.
    selected = f"SELECT {names(['id'] * has_id + sorted(columns))} FROM {table}"
    in_table = f"{selected} {_itself(raw, table)}{where}"
    in_index = f'{selected} INDEXED BY "{index}"{where}'
    try:
        for _ in raw.execute(in_index):
            pass
    except sqlite3.DatabaseError:
        return set()
    ways = (f"{in_table} EXCEPT {in_index}", f"{in_index} EXCEPT {in_table}")
    return {row[0] for way in ways for row in raw.execute(way)}


def _itself(raw: sqlite3.Connection, table: str) -> str:
    """Return SQL that has a table read, and no index of it that holds all of its columns."""
    [(is_index,)] = raw.execute("SELECT wr FROM pragma_table_list WHERE name = ?", (table,))
    # NOT INDEXED does not keep SQLite from an index where the table is one, of its primary key.
    return f"INDEXED BY sqlite_autoindex_{table}_1" if is_index else "NOT INDEXED"


def _is_intact(raw: sqlite3.Connection, table: str, rows: Iterable[object]) -> bool:
    """Tell whether these rows are all there and fit their checksums."""
    query = f"SELECT checksum, {names(FACTS[table])} FROM {table} NOT INDEXED WHERE id = ?"
    found = [raw.execute(query, (row,)).fetchone() for row in rows]
    return all(one is not None and one[0] == checksum(one[1:]) for one in found)


def _rebuild(raw: sqlite3.Connection, content: str) -> None:
    """Make the index of a table's words again, and the forms of its texts that go into it."""
    text = "text" if content == "statements" else "coalesce(title, '') || ' ' || body"
    rows = raw.execute(f"SELECT id, forms, {text} FROM {content} WHERE forms IS NOT NULL")
    raw.executemany(
        f"UPDATE {content} SET forms = ? WHERE id = ?",
        [(right, id_) for id_, forms, text in rows if (right := forms_of(text)) != forms],
    )
    _rebuild_one(raw, f"{content}_fts")


def _rebuild_one(raw: sqlite3.Connection, table: str) -> None:
    """One that cannot even be opened is emptied by hand first."""
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


def missing_inflections(raw: sqlite3.Connection) -> set[str]:
    """Return the words of the texts whose other forms would not be found.

    What a trigger entered is not in the letters of an index yet; a table cut into words as those
    are brings it there.
    """
    (sql,) = raw.execute("SELECT sql FROM sqlite_schema WHERE name = 'inflections'").fetchone()
    raw.execute(
        f"CREATE VIRTUAL TABLE temp.entered USING {sql[sql.index('fts5') :]}".replace("porter ", "")
    )
    raw.execute("INSERT INTO temp.entered (word) SELECT word FROM main.inflections")
    entered = _terms(raw, "temp", "entered")
    raw.execute("DROP TABLE temp.entered")
    return set(SHORT).union(*(_terms(raw, "main", name) for name in TEXTS)) - entered


def _terms(raw: sqlite3.Connection, schema: str, table: str) -> set[str]:
    """Return the words of an index that may have a stem, and the short ones that do.

    A word with an emoji in it is none: it stands beside it in the forms of its text.
    """
    raw.execute(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab ({schema}, {table}, row)")
    found = raw.execute(
        "SELECT term FROM temp.terms WHERE term GLOB '*[a-z]*' AND length(term) > 2"
        f" AND NOT term GLOB '*{SYMBOLS}*' OR term IN {SHORT}"
    ).fetchall()
    raw.execute("DROP TABLE temp.terms")
    return {term for (term,) in found}


def _inflect(raw: sqlite3.Connection, _: str) -> None:
    """Enter what is missing; where the table is broken, everything."""
    try:
        check_search(raw, "inflections")
    except sqlite3.DatabaseError:
        raw.execute("DELETE FROM inflections_content")
        _rebuild_one(raw, "inflections")
    missing = sorted(missing_inflections(raw))
    raw.executemany("INSERT INTO inflections (word) VALUES (?)", [(word,) for word in missing])


def _must_be_whole(raw: sqlite3.Connection, tables: Iterable[str]) -> None:
    """Raise UnsureError where the rows of a table are not those in its indexes."""
    for table in tables:
        if raw.execute(f"PRAGMA integrity_check({table})").fetchone() != ("ok",):
            raise UnsureError


def _unlink(raw: sqlite3.Connection, _: str) -> None:
    _must_be_whole(raw, LINKS)  # an index may hold a row as it was
    for table, columns in LINKS.items():
        for column, parent in columns.items():
            raw.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})")
    raw.execute(
        "UPDATE statement_speakers SET role_id = NULL"
        " WHERE role_id IS NOT NULL AND role_id NOT IN (SELECT id FROM roles)"
    )
    _recount(raw, "")


def set_checksums(raw: sqlite3.Connection, table: str) -> None:
    """Checksum the rows of a table that never were, in the caller's transaction."""
    facts, last = FACTS[table], FIRST
    while rows := raw.execute(
        f"SELECT id, {names(facts)} FROM {table} WHERE checksum IS NULL AND id > ?"
        f" ORDER BY id LIMIT {PAGE}",
        (last,),
    ).fetchall():
        raw.executemany(
            f"UPDATE {table} SET checksum = ? WHERE id = ?",
            [(checksum(row[1:]), row[0]) for row in rows],
        )
        last = rows[-1][0]


def _recount(raw: sqlite3.Connection, _: str) -> None:
    _must_be_whole(raw, COUNTED)
    for query in counts.everything():
        raw.execute(query)


def set_fingerprints(raw: sqlite3.Connection, _: str = "") -> None:
    """Note again by what copies of each article are found, in the caller's transaction."""
    raw.execute("DELETE FROM fingerprints")
    for uid, body in raw.execute("SELECT uid, body FROM articles ORDER BY id"):
        article = number_of_uid(uid)
        raw.executemany(
            "INSERT INTO fingerprints VALUES (?, ?)", [(one, article) for one in fingerprints(body)]
        )


ADOPT = "adopt"
"""What no repair does by itself: archive corrections adopt."""

_REMEDIES: Mapping[str, Callable[[sqlite3.Connection, str], None]] = {
    "index": _reindex,
    "search": _rebuild,
    "links": _unlink,
    "checksums": set_checksums,
    "counts": _recount,
    "fingerprints": set_fingerprints,
    "inflections": _inflect,
}
