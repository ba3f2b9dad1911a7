"""A published copy lacks what only programs that write need, and is read as if it were there.

Its readers, people with a SQL client, see tables of statements and no bookkeeping. Triggers keep
indexes in step when something is written, the indexes that hold whole rows are for ``archive db
check``, and the tables left out are about this machine or about taking in more.
"""

import sqlite3
from collections.abc import Mapping

LEFT_OUT: Mapping[str, str] = {
    "search_hits": "search_id, uid",
    "searches": "id, name, query, unit, saved_at, looked_at",
    "failures": "id, ingest_id, path, reason, error_class, failed_at, resolved_at",
    "edits": "id, uid, field, before, after, edited_at",
    "name_exclusions": "id, name, speaker_uid, made_at, undone_at",
    "fingerprints": "fingerprint, article",
}
"""Tables that a published copy lacks, each before those that it refers to, with their columns."""

VIEWS = ("new_texts",)
"""Views that exist to be written to."""

WHOLE = "_whole"
"""How the names of indexes end that hold whole rows."""


def is_published(raw: sqlite3.Connection) -> bool:
    """Tell whether a file is a published copy."""
    found = raw.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'failures'").fetchone()
    return found is None  # every revision has this one


def stand_in(raw: sqlite3.Connection) -> None:
    """Let what is left out be empty for this connection; of any other file nothing changes."""
    if is_published(raw):
        for name, columns in LEFT_OUT.items():
            raw.execute(f"CREATE TEMP TABLE IF NOT EXISTS {name} ({columns})")


def leave_out(raw: sqlite3.Connection) -> None:
    """Drop what a reader does not need."""
    made = raw.execute("SELECT type, name FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    for kind, name in made:
        if kind == "trigger" or (kind == "index" and name.endswith(WHOLE)) or name in VIEWS:
            raw.execute(f'DROP {kind} IF EXISTS "{name}"')  # with a view go its triggers
    for name in LEFT_OUT:
        raw.execute(f"DROP TABLE IF EXISTS {name}")


def is_left_out(name: str, definition: str) -> bool:
    """Tell whether a published copy lacks what is defined so."""
    words = definition.replace("(", " ").split()
    on = words[words.index("ON") + 1] if "INDEX" in words[:3] else ""
    return words[1] == "TRIGGER" or name.endswith(WHOLE) or bool({name, on} & {*LEFT_OUT, *VIEWS})
