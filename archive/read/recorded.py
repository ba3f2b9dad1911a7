"""A record of JSON or of a table to a document: its words, its facts, its statements."""

import json
from hashlib import sha256
from typing import Any

from archive.errors import SourceError, UndecodableError, UnreadableError
from archive.read.fields import Body, Record, body, first, given, table
from archive.read.given_statements import extracted, is_tagged, statements_of
from archive.read.source import Found, Reading, unread
from archive.read.worker import worker
from archive.records import Document

_WHOLE_PAGE = ("<!doctype", "<html")


def documents_of(record: Any, name: str, data: bytes, media_type: str, reading: Reading) -> Found:
    """Yield the document in a record, or those in the list that it wraps.

    ``data`` are the record's bytes. Raises UnreadableError for a record without words.
    """
    if not isinstance(record, dict):
        raise UnreadableError(f"{name} is {_kind(record)}, not an object with fields")
    words, article = body(record, reading.fields), extracted(record, name)
    if words is None and article is not None:
        words = Body(article.body, is_html=False)  # it has a head alone
    if words is None:
        wrapped = first(record, table("lists")["names"])
        if isinstance(wrapped, list) and any(isinstance(one, dict) for one in wrapped):
            yield from _wrapped(wrapped, name, media_type, reading)
            return
        raise UnreadableError(
            f"{name} has no field with an article's text, only {_names(record)}",
            hint="say which it is with --map body=FIELD",
        )
    facts = given(record, reading.fields)
    text = words.text
    if words.is_html:
        text, facts = _from_html(text, facts, name, reading)
    if "\0" in text:
        raise UndecodableError(f"{name} contains NUL characters: it looks like binary data")
    statements, refused = statements_of(record, name, reading.fields)
    yield from refused
    yield Document(
        path=name,
        text=text,
        sha256=sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        given=facts,
        statements=statements,
        article=article,
        is_tagged=is_tagged(record, reading.fields),
    )


def each(record: Any, name: str, media_type: str, reading: Reading) -> Found:
    """Yield what is in a record that was decoded already, or why it is refused."""
    data = json.dumps(record, sort_keys=True).encode()
    try:
        yield from documents_of(record, name, data, media_type, reading)
    except SourceError as error:
        yield unread(name, error)


def _wrapped(records: list[Any], name: str, media_type: str, reading: Reading) -> Found:
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            # Lists in lists are not followed: "items" of an item are its pictures.
            record = {key: value for key, value in record.items() if key not in _lists()}
        # "news.json#3", and "news.jsonl#12.3" for the third of line 12.
        part = f"{name}.{number}" if name[-1:].isdigit() and "#" in name else f"{name}#{number}"
        yield from each(record, part, media_type, reading)


def _lists() -> tuple[str, ...]:
    return table("lists")["names"]


def _from_html(
    text: str, facts: dict[str, str], name: str, reading: Reading
) -> tuple[str, dict[str, str]]:
    """Return the words of marked-up text; a whole page says more of itself, the record is right."""
    child, data = worker(reading.limits), text.encode()
    if not text.lstrip()[:9].lower().startswith(_WHOLE_PAGE):
        return child.do("fragment", name, data), facts
    answer = child.do("page", name, data, url=facts.get("url"), charset="utf-8")
    return answer["text"], {**answer["given"], **facts}


def _kind(value: Any) -> str:
    kinds = {str: "a text", list: "a list", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _names(record: Record) -> str:
    names = ", ".join(str(name)[:40] for name in list(record)[:12])
    return names or "nothing"
