"""What Datasette needs to know of a published archive: descriptions, search, facets, what to hide.

Titles and descriptions are the comments in the file's own definitions, the one source of README and
guides too. Datasette 0.65 takes all of it as metadata, 1.0 moves what is configuration by itself.
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

PAGE = 50
"""Rows of a page: a row of ``v_statements`` is a sentence, so twenty screens are enough."""

HIDDEN = frozenset(
    """alembic_version failures fingerprints ingests inflections new_texts name_exclusions searches
    search_hits statements_fts articles_fts""".split()
)
"""Tables that the programs keep for themselves; they stay in the file, and open by their name."""

TITLES = {
    "v_statements": "Statements",
    "v_articles": "Articles",
    "v_speakers": "Speakers",
    "v_topics": "Topics",
    "v_copies": "Copies of articles",
    "v_mentions": "Mentions",
}

SHOWN: Mapping[str, Mapping[str, Any]] = {
    # A list of several is a facet only as an array, and only where the view has one.
    "v_statements": {
        "fts_table": "statements_fts",
        "fts_pk": "id",
        "sort_desc": "id",
        "facets": ["year", "quotation", {"array": "speakers_json"}, {"array": "topics_json"}],
    },
    "v_articles": {
        "fts_table": "articles_fts",
        "fts_pk": "id",
        "sort_desc": "id",
        "facets": ["publisher", "language"],
    },
    "v_speakers": {"sort_desc": "statements", "facets": ["kind"]},
    "v_topics": {"sort_desc": "statements"},
    "v_mentions": {"sort_desc": "statement_id", "facets": ["mentioned_kind", "year"]},
}

_OBJECTS = """
SELECT name, sql FROM sqlite_schema
WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
    AND name NOT LIKE '%\\_fts\\_%' ESCAPE '\\' AND name NOT LIKE 'inflections\\_%' ESCAPE '\\'
ORDER BY type DESC, rowid"""
_COLUMN = re.compile(r'^ {4}"?([a-z_]+)"? [A-Z]+[^-]*?,? +-- (.+)$')
_GOES_ON = re.compile(r"^ {20,}-- (.+)$")
_BASES = {"v_statements": ("statements", "articles"), "v_articles": ("articles",),
          "v_speakers": ("speakers",), "v_topics": ("topics",)}  # fmt: skip


def described(raw: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Return what the columns of tables and views hold, by the comments in their definitions."""
    defined = dict(raw.execute(_OBJECTS).fetchall())
    return {name: dict(_columns(sql)) for name, sql in defined.items()}


def metadata(raw: sqlite3.Connection, file: Path) -> dict[str, Any]:
    """Return the metadata for Datasette, which knows a database by the name of its file."""
    defined = dict(raw.execute(_OBJECTS).fetchall())
    columns = described(raw)
    tables = {name: _table(raw, name, sql, columns) for name, sql in defined.items()}
    return {
        "title": "Archive of statements",
        "description": "Who said what, when and where, with the words and the article of each.",
        "databases": {file.stem: {"tables": tables}},
    }


def _table(
    raw: sqlite3.Connection, name: str, sql: str, columns: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    known = [row[1] for row in raw.execute(f'PRAGMA table_xinfo("{name}")')]
    described = dict(columns[name])
    for base in _BASES.get(name, ()):
        described = {**columns.get(base, {}), **described}
    found: dict[str, Any] = {"description": _purpose(sql)}
    if name in TITLES:
        found["title"] = TITLES[name]
    if name in HIDDEN:
        return {**found, "hidden": True}
    shown = dict(SHOWN.get(name, {}))
    if "facets" in shown:
        shown["facets"] = [facet for facet in shown["facets"] if _faceted(facet) in known]
    return {
        **found,
        "columns": {column: described[column] for column in known if column in described},
        "size": PAGE,
        **shown,
    }


def _faceted(facet: str | Mapping[str, str]) -> str:
    return facet if isinstance(facet, str) else facet["array"]


def _purpose(sql: str) -> str:
    """Return the comment that opens a definition."""
    lines = [line.strip() for line in sql.splitlines()[1:]]
    comment = takewhile(lambda line: line.startswith("--"), lines)
    return " ".join(line.removeprefix("--").strip() for line in comment)


def _columns(sql: str) -> Iterator[tuple[str, str]]:
    """Yield the columns whose definition ends in a comment, with it."""
    lines = sql.splitlines()
    for number, line in enumerate(lines):
        if found := _COLUMN.match(line):
            rest = takewhile(bool, map(_GOES_ON.match, lines[number + 1 :]))
            yield found[1], " ".join([found[2], *(more[1] for more in rest if more)])
