"""Letters of their own are found by those that one types who has no others: ø by o, ł by l.

Unicode takes marks off letters, but these are no letters with marks: "Øresund" was not found by
"oresund". ``forms`` has them in plain letters now, as it has ligatures.

Revision ID: 0016
Revises: 0015
"""

from collections.abc import Sequence
from types import ModuleType

from alembic import op
from sqlalchemy import Connection

revision = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LETTERS = {
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
    "þ": "th", "Þ": "Th", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ŋ": "ng", "Ŋ": "Ng",
    "ə": "a", "Ə": "A",
}  # fmt: skip

SEARCHED = {"articles": "title, body", "statements": "text"}

EVENTS = ("insert", "insert_forms", "delete", "update")


def upgrade() -> None:
    connection = op.get_bind()
    for table, columns in SEARCHED.items():
        _drop(connection, table)
        _form_again(connection, table, columns, forms_of(_text(table, columns)))
        for statement in triggers(table, columns):
            connection.exec_driver_sql(statement)


def downgrade() -> None:
    connection = op.get_bind()
    for table, columns in SEARCHED.items():
        _drop(connection, table)
        before = _of("0010").forms_of(_text(table, columns))
        _form_again(connection, table, columns, before)
        for statement in _of("0010").triggers(table, columns):
            connection.exec_driver_sql(statement)


def has_letters(text: str) -> str:
    """Return the SQL condition that a text holds one of the letters, by its bytes in UTF-8."""
    return "\n        OR ".join(
        f"instr(CAST({text} AS BLOB), x'{letter.encode().hex().upper()}')" for letter in LETTERS
    )


def needs_forms(text: str) -> str:
    """Return the SQL condition of 0010 that a text may have forms, for more characters."""
    condition: str = _of("0010").needs_forms(text)
    return condition.removesuffix(")") + f"\n        OR {has_letters(text)})"


def forms_of(text: str) -> str:
    """Return SQL for the forms of a text as 0010 makes them, these letters in plain ones."""
    before = _of("0010")
    forms: str = before.forms_of(text)
    forms = forms.replace(before.needs_forms(text), needs_forms(text), 1)
    plain = " ".join(f"WHEN '{written}' THEN '{read}'" for written, read in LETTERS.items())
    return forms.replace("ELSE CASE c ", f"ELSE CASE c {plain} ", 1)


def triggers(table: str, columns: str) -> Sequence[str]:
    """Return the triggers of 0010 with these forms."""
    before = _of("0010")
    text = _of("0002").as_one("new", columns)
    return [
        one.replace(before.forms_of(text), forms_of(text)).replace(
            before.needs_forms(text), needs_forms(text)
        )
        for one in before.triggers(table, columns)
    ]


def _form_again(connection: Connection, table: str, columns: str, forms: str) -> None:
    """Give the texts with such letters these forms, in the index and its words too."""
    fields, where = f"{columns}, forms", f"WHERE ({has_letters(_text(table, columns))})"
    for statement in (
        (
            f"INSERT INTO {table}_fts ({table}_fts, rowid, {fields})"
            f" SELECT 'delete', id, {fields} FROM {table} {where}"
        ),
        f"UPDATE {table} SET forms = {forms} {where}",
        f"INSERT INTO {table}_fts (rowid, {fields}) SELECT id, {fields} FROM {table} {where}",
        f"INSERT INTO new_texts (text) SELECT forms FROM {table} {where} AND forms IS NOT NULL",
    ):
        connection.exec_driver_sql(statement)


def _text(table: str, columns: str) -> str:
    text: str = _of("0002").as_one(table, columns)
    return text


def _drop(connection: Connection, table: str) -> None:
    for event in EVENTS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_search_{event}")
    connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_forms_kept")


def _of(revision: str) -> ModuleType:
    """Return an older revision, which made what is changed here; it is never edited."""
    script = op.get_context().script
    assert script is not None
    return script.get_revision(revision).module
