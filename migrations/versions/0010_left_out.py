"""Lines that were left out of bodies, and words beside emoji.

What a site recommends amid an article, its menus and footers are no words of the article; which
lines these were, and why, is kept in ``removed_lines``.

FTS5 takes what is newer than its tables for letters: a word beside an emoji, a variation selector
or a private sign was not found. ``forms`` has a space in the place of each now.

Revision ID: 0010
Revises: 0009
"""

from collections.abc import Callable, Sequence
from types import ModuleType

from alembic import op
from sqlalchemy import Connection

revision = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

REMOVED_LINES = """\
CREATE TABLE removed_lines (
    -- Lines that were left out of an article's body: promotion, footer, menu, header …
    article_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (article_id, position),
    FOREIGN KEY (article_id) REFERENCES articles (id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID"""

INVISIBLE = (*range(0x2066, 0x206A), 0x61C)
"""Isolates and the Arabic mark of direction, beside those of 0002."""

SYMBOLS = (
    "[\u20ba-\u20e4\u218a-\u218b\u23f4-\u23ff\u2460-\u249b\u24ea-\u24ff\u2700\u2776-\u2793"
    "\u2b4d-\u2bff\u2e3c-\u2e5d\ue000-\uf8ff"
    "\ufe00-\ufe0f\U0001f000-\U0001fbff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)

# The first bytes of these in UTF-8, beside those of 0002, which have EF and F0.
BYTES = (
    *("E282BA", "E282BB", "E282BC", "E282BD", "E282BE", "E282BF", "E283", "E2868A", "E2868B"),
    *("E28FB4", "E28FB5", "E28FB6", "E28FB7", "E28FB8", "E28FB9", "E28FBA", "E28FBB", "E28FBC"),
    *("E28FBD", "E28FBE", "E28FBF", "E29C80", "E2AD", "E2AE", "E2AF", "E2B8", "E2B9", "EE"),
    *(
        "E291",
        "E292",
        "E293",
        "E29D",
        "E29E",
        "F3",
        "F4",
        "E281A6",
        "E281A7",
        "E281A8",
        "E281A9",
        "D89C",
    ),
)

SEARCHED = {"articles": "title, body", "statements": "text"}

EVENTS = ("insert", "insert_forms", "delete", "update")


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(REMOVED_LINES)
    for table, columns in SEARCHED.items():
        _drop(connection, table)
        _form_anew(connection, table, columns)
        for statement in triggers(table, columns):
            connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("DROP TABLE removed_lines")
    for table, columns in SEARCHED.items():
        _drop(connection, table)
        text = _of("0002").as_one(table, columns)
        connection.exec_driver_sql(f"UPDATE {table} SET forms = {_of('0002').forms_of(text)}")
        connection.exec_driver_sql(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('rebuild')")
        for statement in _of("0005").triggers(table, columns):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(kept(table, columns, _of("0002").forms_of))


def needs_forms(text: str) -> str:
    """Return the SQL condition of 0002 that a text may have forms, for more characters."""
    more = "\n        OR ".join(f"instr(CAST({text} AS BLOB), x'{byte}')" for byte in BYTES)
    condition: str = _of("0002").needs_forms(text)
    return condition.removesuffix(")") + f"\n        OR {more})"


def forms_of(text: str) -> str:
    """Return SQL for the forms of a text as 0002 makes them, spaces in place of symbols."""
    before = _of("0002")
    visible = text
    for character in before.INVISIBLE:
        visible = f"replace({visible}, char({character}), '')"
    shown = visible
    for character in INVISIBLE:
        shown = f"replace({shown}, char({character}), '')"
    forms: str = before.forms_of(text)
    forms = forms.replace(before.needs_forms(text), needs_forms(text), 1)
    forms = forms.replace(f"(SELECT {visible} AS whole)", f"(SELECT {shown} AS whole)", 1)
    symbol = f"WHEN c GLOB '{SYMBOLS}' THEN ' '\n            "
    return forms.replace("ELSE CASE c ", f"{symbol}ELSE CASE c ", 1)


def triggers(table: str, columns: str) -> Sequence[str]:
    """Return the triggers of 0005 with these forms, and what keeps forms from being edited."""
    before = _of("0002")
    text = before.as_one("new", columns)
    made = _of("0005").triggers(table, columns)
    return [
        *(
            one.replace(before.forms_of(text), forms_of(text)).replace(
                before.needs_forms(text), needs_forms(text)
            )
            for one in made
        ),
        kept(table, columns, forms_of),
    ]


def kept(table: str, columns: str, forms: Callable[[str], str]) -> str:
    """Return the trigger of 0002 that refuses other forms than those of the text."""
    before = _of("0002")
    [made] = [one for one in before.triggers(table, columns) if "forms_kept" in one]
    text = before.as_one("new", columns)
    trigger: str = made.replace(before.forms_of(text), forms(text))
    return trigger


def _form_anew(connection: Connection, table: str, columns: str) -> None:
    """Give the texts that may have other forms now theirs, in the index and its words too."""
    text = _of("0002").as_one(table, columns)
    fields, where = f"{columns}, forms", f"WHERE {needs_forms(text)}"
    for statement in (
        (
            f"INSERT INTO {table}_fts ({table}_fts, rowid, {fields})"
            f" SELECT 'delete', id, {fields} FROM {table} {where}"
        ),
        f"UPDATE {table} SET forms = {forms_of(text)} {where}",
        f"INSERT INTO {table}_fts (rowid, {fields}) SELECT id, {fields} FROM {table} {where}",
        f"INSERT INTO new_texts (text) SELECT forms FROM {table} {where} AND forms IS NOT NULL",
    ):
        connection.exec_driver_sql(statement)


def _drop(connection: Connection, table: str) -> None:
    for event in EVENTS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_search_{event}")
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_forms_kept")


def _of(revision: str) -> ModuleType:
    """Return an older revision, which made what is changed here; it is never edited."""
    script = op.get_context().script
    assert script is not None
    return script.get_revision(revision).module
