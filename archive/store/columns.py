"""Columns by what they are for, and INSERT texts, generated from the tables of ``schema``."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    ClauseElement,
    ScalarSelect,
    Select,
    Table,
    TableClause,
    bindparam,
    func,
    select,
)
from sqlalchemy.dialects import sqlite

from archive.store.schema import articles, corrections, documents, statements
from archive.store.sql import json_list, names

_NO_FACTS = frozenset({"uid", "article_id", "copy_id", "position", "forms", "checksum"})
"""Columns that follow from others: what a thing is called, where it belongs, what is found by."""

STATED = ("number", "edition", "section", "stated_words")
"""What a news database states of a document."""

_LATER = {
    "statements": frozenset({"kind"}),
    "documents": frozenset(STATED),
    "articles": frozenset({"mentions", "genre"}),
}
"""Columns that came when rows had checksums: no part of these, so that old rows keep theirs."""


def facts_of(table: Table) -> tuple[str, ...]:
    """Return the columns that say something of a thing, in the order of its checksum."""
    return tuple(
        column.name
        for column in table.columns
        if column.computed is None
        and not column.primary_key
        and column.name not in _NO_FACTS | _LATER.get(table.name, frozenset())
    )


ARTICLE_FACTS = facts_of(articles)
"""Also what copies have of a text."""
STATEMENT_FACTS = facts_of(statements)
STATEMENT_VALUES = (*STATEMENT_FACTS, "kind")
"""All that is said of a statement, also what is no part of its checksum."""
DOCUMENT_FACTS = facts_of(documents)

ARTICLE_COLUMNS = ("id", "uid", *ARTICLE_FACTS, "checksum", "forms", "mentions", "genre")
STATEMENT_COLUMNS = (
    *("id", "uid", "article_id", "position", *STATEMENT_FACTS),
    *("checksum", "forms", "kind"),
)
"""The values of a row as ``archive.store.write.prepare`` lays it out, its keys in front."""


def next_command() -> ScalarSelect[int]:
    """Return the subquery of the number that the next command of corrections gets."""
    made = corrections.alias()
    return select(func.coalesce(func.max(made.c.command), 0) + 1).scalar_subquery()


def listed(values: Iterable[str | int]) -> Select[Any]:
    """Return the values as a subquery: one parameter, however many there are."""
    return _values(json_list(values))


def listed_as(name: str) -> Select[Any]:
    """Return a subquery of the values that the parameter ``name`` gives, from ``json_list``."""
    return _values(bindparam(name))


def _values(given: str | BindParameter[Any]) -> Select[Any]:
    return select(func.json_each(given).table_valued("value").c.value)


def text_of(statement: ClauseElement) -> str:
    """Return a statement as text with its values in it, for a connection that is sqlite3's own."""
    return str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))


def insert_text(table: TableClause, columns: Sequence[str] = ()) -> str:
    """Return the INSERT of a row's columns, all of them unless some are named.

    Core makes the same text for each batch again, and its values of dictionaries: with 40,000
    statements it took 2.3 times the CPU of the text alone.
    """
    listed = columns or [one.name for one in table.columns if not getattr(one, "computed", None)]
    marks = ", ".join("?" * len(listed))
    return f"INSERT INTO {table.fullname} ({names(listed)}) VALUES ({marks})"
