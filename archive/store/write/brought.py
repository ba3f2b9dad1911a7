"""Corrections that come from another archive, inside an export or as a list of their own.

There statements, articles and speakers have other uids; here they are the ones of the same words
and names. What another archive says a correction replaced is checked like any input: what does not
fit the columns is not believed, and the correction is applied to the rows as they came.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

from sqlalchemy import Connection, Select, func, select

from archive.store.columns import ARTICLE_FACTS, STATEMENT_VALUES
from archive.store.engine import reader
from archive.store.people.adding import speaker_called
from archive.store.people.decisions import COLUMNS, Correction, correction_of
from archive.store.people.fields import FIELDS, speakers_in, with_speakers
from archive.store.people.sheets import AFTER, REFERENCES
from archive.store.schema import articles, corrections, statements
from archive.store.uids import uid_from_elsewhere

Rename = Callable[[str], str]

TEXTS = ("made_by", "reason", "tool", "quote", "prefix", "suffix")


@dataclass(frozen=True, slots=True)
class Brought:
    """The corrections in an article of another archive, as its export has them.

    ``uids`` are its statements' uids there and here; ``people`` the names and kinds of the speakers
    in the corrections, by their uids there. ``is_same``: the article is called as it is there, and
    so are statements that are no more.
    """

    corrections: Sequence[Mapping[str, Any]]
    uids: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]
    is_same: bool = False


def corrections_of(connection: Connection, article: str, brought: Brought) -> list[Correction]:
    """Return the corrections as they are said here, without numbers; what is none is left out."""

    def renamed(uid: str) -> str:
        if uid.startswith("a:"):
            return article
        gone = uid if brought.is_same else None
        return brought.uids.get(uid) or gone or uid_from_elsewhere(article, uid)

    def called(uid: str) -> str:
        return speaker_called(connection, uid, *brought.people.get(uid, (uid, "person")))

    made = (_correction(one, article, renamed, called) for one in brought.corrections)
    return [one for one in made if one is not None]


def _correction(
    one: Mapping[str, Any], article: str, renamed: Rename, called: Rename
) -> Correction | None:
    field, made_at, value = str(one.get("field")), one.get("made_at"), one.get("value")
    if not isinstance(made_at, str) or field not in FIELDS or not _fits(field, value):
        return None
    value = with_speakers(field, value, [called(uid) for uid in speakers_in(field, value)])
    statement, start, command = one.get("statement"), one.get("start"), one.get("command")
    texts = {name: one[name] if isinstance(one.get(name), str) else None for name in TEXTS}
    return Correction(
        id=0,
        command=command if isinstance(command, int) else 0,
        made_at=made_at,
        article=article,
        statement=renamed(statement) if isinstance(statement, str) else None,
        field=field,
        value=value,
        machine_value=one.get("machine_value"),
        before=_before(one.get("before"), renamed, called),
        start=start if isinstance(start, int) else None,
        undone_at=None,
        **texts,
    )


def _fits(field: str, value: Any) -> bool:
    if field == "speaker":
        return _texts(value)
    if field == "event":
        return isinstance(value, dict) and value.keys() == {"article", "same"}
    if field in ("add", "turns"):
        words = value.get("text" if field == "add" else "label") if isinstance(value, dict) else 0
        return isinstance(words, str) and _texts(value.get("speakers"))
    return value is True if field == "drop" else value is None or isinstance(value, str)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _before(given: Any, renamed: Rename, called: Rename) -> dict[str, Any] | None:
    """Return what was replaced, by the uids here; None where it is not what it should be."""
    if not isinstance(given, dict):
        return None
    found: dict[str, Any] = {}
    for uid, facts in given.items():
        columns = _ARTICLE if uid.startswith("a:") else _STATEMENT
        if facts is None:
            found[renamed(uid)] = None
        elif not _are_facts(facts, columns):
            return None
        else:
            found[renamed(uid)] = _facts(facts, renamed, called)
    return found


def _facts(facts: Mapping[str, Any], renamed: Rename, called: Rename) -> dict[str, Any]:
    found = dict(facts)
    for name in (*REFERENCES, AFTER):
        if isinstance(found.get(name), str):
            found[name] = renamed(found[name])
    if "speakers" in found:
        found["speakers"] = [[called(one[0]), *one[1:]] for one in found["speakers"]]
    if AFTER in found:
        found = {**dict.fromkeys(STATEMENT_VALUES), "kind": "statement", **found}
    return found


def _are_facts(facts: Any, columns: Mapping[str, type]) -> TypeGuard[Mapping[str, Any]]:
    if not isinstance(facts, dict):
        return False
    whole = {"text", "start", "end", "speakers", "topics"} <= facts.keys()
    return (AFTER not in facts or whole) and all(
        _SHAPES[name](value) if name in _SHAPES else _is_of(value, columns.get(name))
        for name, value in facts.items()
    )


def _is_of(value: Any, kind: type | None) -> bool:
    if kind is float:
        return isinstance(value, int | float)
    return kind is not None and (value is None or isinstance(value, kind))


def _is_link(one: Any) -> bool:
    is_row = isinstance(one, list) and len(one) == 3 and isinstance(one[0], str)
    return is_row and all(part is None or isinstance(part, str) for part in one[1:])


def _is_tag(one: Any) -> bool:
    kinds = (str, str, int, int, str, int | float)
    return (
        isinstance(one, list)
        and len(one) == len(kinds)
        and all(isinstance(part, kind) for part, kind in zip(one, kinds, strict=True))
    )


def _each(is_row: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(map(is_row, value))


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "speakers": _each(_is_link),
    "topics": _each(_is_tag),
    "topics_more": _each(_is_tag),
    "topics_less": lambda value: _texts(value) and len(value) == 2,
    **dict.fromkeys((*REFERENCES, AFTER), lambda value: value is None or isinstance(value, str)),
}
_STATEMENT = {name: statements.c[name].type.python_type for name in STATEMENT_VALUES}
_ARTICLE = {name: articles.c[name].type.python_type for name in (*ARTICLE_FACTS, "genre")}


def known(connection: Connection, one: Correction) -> Correction | None:
    """Return the correction of this archive that is the same, undone or not."""
    rows = reader(connection).execute(
        f"SELECT {COLUMNS} FROM corrections WHERE article_uid = ? AND field = ? AND made_at = ?",
        (one.article, one.field, one.made_at),
    )
    alike = (correction_of(row) for row in rows)
    return next(
        (it for it in alike if it.value == one.value and _where(it) & _where(one)),
        None,
    )


def _where(one: Correction) -> set[str | None]:
    """Return what tells of which statement a correction is: its uid, or its words there."""
    if one.statement is None:
        return {None}
    return {one.statement, f"{one.start} {one.quote}"}


def numbered(connection: Connection, brought: Sequence[Correction]) -> list[Correction]:
    """Return corrections with the numbers that they get here; those of one command share one."""
    last = (func.coalesce(func.max(corrections.c[name]), 0) for name in ("id", "command"))
    row = connection.execute(select(*last)).one()
    following, command = int(row[0]) + 1, int(row[1])
    # An export comes in article by article: what belongs together has the same number there.
    commands: dict[tuple[object, ...], int] = connection.info.setdefault("commands", {})
    found = []
    for number, one in enumerate(brought, following):
        made = (one.made_at, one.made_by, one.reason, one.tool)
        key = (one.command, *made)
        if key not in commands:
            held = connection.scalar(_command(*made))
            if held is None or held in commands.values():
                command = held = max(command, *commands.values(), 0) + 1
            commands[key] = int(held)
        found.append(replace(one, id=number, command=commands[key]))
    return found


def _command(made_at: str, *made: str | None) -> Select[int]:
    """Ask for the number of the command that made corrections, by whom, why and with what."""
    by = (corrections.c.made_by, corrections.c.reason, corrections.c.tool)
    same = (one.is_not_distinct_from(value) for one, value in zip(by, made, strict=True))
    of_then = select(corrections.c.command).where(corrections.c.made_at == made_at, *same)
    return of_then.limit(1)
