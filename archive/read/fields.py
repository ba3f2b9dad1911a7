"""What an article's fields are called in JSON and tables, and how their values become text.

The names are in ``data/fields.toml``; a user's own come before them. A value may be a string, a
number, an object with a name, or a list of these.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from archive.dates.fields import EPOCH
from archive.errors import UsageError
from archive.read.decode import without_surrogates
from archive.read.markup import is_marked_up
from archive.text import without_entities
from archive.vocabulary import default_vocabulary

Record = Mapping[str, Any]

_SIGNS = re.compile(r"[\s_-]{1,40}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{1,2000}")
_BY = re.compile(r"\s{0,9}by\s{1,9}", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_NUMBER = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")
"""Seconds or milliseconds since 1970; eight digits are a day, fourteen a day and a time."""

_JOINED = {"author": "; ", "editor": "; ", "body": "\n\n"}
"""Fields of which a list gives all values; of another field's list the first one counts."""


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a record, and whether they are marked up as HTML."""

    text: str
    is_html: bool


def given(record: Record, fields: Mapping[str, str]) -> dict[str, str]:
    """Return what a record says of its article: title, published, url … by our names."""
    facts = {}
    for name in known_fields():
        if name in ("body", "statements"):
            continue
        if value := _CONTROL.sub("", _fact(name, found(record, name, fields))).strip():
            facts[name] = value
    return facts


def body(record: Record, fields: Mapping[str, str]) -> Body | None:
    """Return the words of a record's article; None where it has none."""
    value = found(record, "body", fields)
    if isinstance(value, list):
        value = _preferred(value)
    text = without_surrogates(texts(value, _JOINED["body"]))
    if not text.strip():
        return None
    if is_html := _is_html(value) or is_marked_up(text):
        return Body(text, is_html)
    text = without_entities(text)
    return Body(text, is_marked_up(text))  # "&lt;p&gt;": the marks themselves were written so


def found(record: Record, name: str, fields: Mapping[str, str]) -> Any:
    """Return the first value that a record has for one of our fields; None for none.

    The user's map decides alone where it names the field.
    """
    names = (fields[name],) if name in fields else known_fields()[name]
    return first(record, names)


def first(record: Record, names: tuple[str, ...]) -> Any:
    """Return the value of the first of ``names`` that a record has and that isn't empty."""
    plain = {plain_name(key): value for key, value in record.items()}
    for name in names:
        value = record.get(name, plain.get(plain_name(name)))
        if value is None and "." in name:
            value = _within(record, name)
        if value not in (None, "", [], {}):
            return value
    return None


def checked_fields(fields: Mapping[str, str]) -> Mapping[str, str]:
    """Return ``fields``; raise UsageError where one is mapped to a name that we don't have."""
    for name in fields:
        if name not in known_fields():
            raise UsageError(
                f"--map {name}: there is no such field",
                hint=f"write OURS=THEIRS; OURS is one of: {', '.join(known_fields())}",
            )
    return fields


@cache
def known_fields() -> Mapping[str, tuple[str, ...]]:
    """Return our fields, each with the names it has elsewhere."""
    return table("fields")


@cache
def table(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a table of names of ``fields.toml``."""
    names = default_vocabulary().table("fields")[name]
    return {key: tuple(values) for key, values in names.items()}


@lru_cache(4096)
def plain_name(name: str) -> str:
    """Return a field's name to compare by: "Date Published" is "datepublished"."""
    return _SIGNS.sub("", name[:200]).casefold()


def texts(value: Any, separator: str | None = None) -> str:
    """Return a value as text; of a list all values joined by ``separator``, or the first one."""
    parts = (part.strip() for part in _texts(value))
    if separator is None:
        return next(filter(None, parts), "")
    return separator.join(filter(None, parts))


def _texts(value: Any, depth: int = 8) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, dict):
        yield from _texts(first(value, table("values")["names"]), depth - 1)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, depth - 1)


def _fact(name: str, value: Any) -> str:
    if name == "published":
        return _moment(value)
    if name == "title" and isinstance(value, list):
        value = _preferred(value)
    text = without_entities(without_surrogates(texts(value, _JOINED.get(name))))
    if name == "url":
        address = _ADDRESS.match(text)
        return address[0] if address else ""
    return _BY.sub("", text, count=1) if name == "author" and _BY.match(text) else text


def _moment(value: Any) -> str:
    """Return a date as it is written; one counted from 1970 as ISO, in UTC."""
    while isinstance(value, dict) and (inner := first(value, table("values")["moments"])):
        value = inner  # {"$date": …}, {"$date": {"$numberLong": "…"}}, as MongoDB exports it
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, float) and value == value and abs(value) < 1e14:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        seconds = value if value in EPOCH else value // 1000
        if seconds in EPOCH:
            return datetime.datetime.fromtimestamp(seconds, datetime.UTC).isoformat()
    return texts(value)


def _within(record: Record, name: str) -> Any:
    value: Any = record
    for part in name.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(part, next((v for k, v in value.items() if plain_name(k) == part), None))
    return value


def _preferred(values: list[Any]) -> Any:
    """Choose among ninjs's bodies or headlines: plain text before HTML, the main one first."""
    choices = [value for value in values if isinstance(value, dict)]
    if len(choices) < 2 or len(choices) < len(values):
        return choices[0] if len(values) == 1 and choices else values
    return min(choices, key=lambda one: (_is_html(one), one.get("role") not in ("main", None)))


def _is_html(value: Any) -> bool:
    kind = first(value, ("contenttype",)) if isinstance(value, dict) else None
    return isinstance(kind, str) and "html" in kind
