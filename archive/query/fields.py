"""The fields of the query language, and the nodes that a field with its values stands for."""

import re
from collections.abc import Sequence

from archive.errors import QueryError
from archive.query import dates
from archive.query.tree import Everything, Field, Node, Period, When
from archive.query.words import folded, nearest, searchable

DATE_FIELDS = ("said", "published", "added")
FIELDS = (
    *(
        "speaker",
        "about",
        "role",
        "country",
        "topic",
        "topic-strict",
        "cue",
        "cue-class",
        "quotation",
        "is",
    ),
    *("kind", "genre", "confidence"),
    *("title", "publisher", "place", "lang", "id", "query"),
    *DATE_FIELDS,
)
SYNONYMS = {"date": "said"}
CHOICES = {
    "quotation": ("direct", "indirect", "mixed"),
    "kind": ("statement", "question", "answer", "courtesy"),
    "is": ("explicit", "implicit", "headline", "joint"),
}

_SEPARATOR = re.compile(r",(?! )")


def field(name: str, *texts: str) -> Node:
    """Return the node that ``name:text`` stands for, several texts meaning either.

    It is what an option such as ``--speaker "Xi Jinping"`` means: a text may hold spaces, and only
    a comma without a space behind it separates values. Raises QueryError as ``parse`` does.
    """
    query = f"{name}:{','.join(texts)}"
    parts = [part for text in texts for part in _SEPARATOR.split(folded(text))]
    values = [part.replace('"', "").strip() for part in parts if searchable(part)]
    if not values:
        raise QueryError(f"{name} needs a value", query=query, position=len(name) + 1)
    wanted = [None if value.lower() == "none" else value for value in values]
    return build(SYNONYMS.get(name, name), wanted, query=query, at=len(name) + 1)


def period(name: str, since: str | None, until: str | None) -> Node:
    """Return the node of a date field between two dates, each as precise as it is known."""
    if since is None and until is None:
        return Everything()
    return field(name, f"{since or ''}..{until or ''}")


def build(name: str, values: Sequence[str | None], *, query: str, at: int) -> Node:
    """Return the node of a field whose name is known; ``at`` is where its values begin."""
    if name in DATE_FIELDS:
        return When(name, tuple(_period(v, query, at) if v else None for v in values))
    if name in ("id", "query") and None in values:
        what = "an id" if name == "id" else "the name of a saved search"
        raise QueryError(f"{name}: needs {what}, not none", query=query, position=at)
    for value in values:
        if name in CHOICES and value not in CHOICES[name]:
            near = nearest(value or "none", [*CHOICES[name]])
            raise QueryError(
                f"{name}: takes {', '.join(CHOICES[name])}, not {value or 'none'}",
                query=query,
                position=at,
                hint=near and f"did you mean {name}:{near}?",
            )
    if name == "confidence":
        return Field(name, tuple(_share(value, query, at) for value in values))
    return Field(name, tuple(values))


def _share(text: str | None, query: str, at: int) -> str:
    try:
        share = float(text or "")
    except ValueError:
        share = -1
    if not 0 <= share <= 1:
        raise QueryError(
            f"confidence: needs a number from 0 to 1, not {text or 'none'}",
            query=query,
            position=at,
            hint="confidence:0.9 finds what is right nine times in ten, or more surely",
        )
    return str(share)


def _period(text: str, query: str, at: int) -> Period:
    since, dots, until = text.partition("..")
    if not dots:
        until = since
    found = Period(_date(since, query, at), _date(until, query, at))
    if not dots and dates.is_relative(text):
        raise QueryError(
            f"{text} is a length of time, not a day",
            query=query,
            position=at,
            hint=f"write {text}.. for all days since then",
        )
    if found.since and found.until and _is_reversed(found.since, found.until):
        raise QueryError(f"{text} ends before it begins", query=query, position=at)
    return found


def _date(text: str, query: str, at: int) -> str | None:
    if not text:
        return None
    tidy = dates.tidy(text.lower())
    if tidy is None:
        raise QueryError(
            f"{text} is not a date; expected {dates.EXPECTED}", query=query, position=at
        )
    return tidy


def _is_reversed(since: str, until: str) -> bool:
    """Compare two calendar dates; "-6m" and "today" are known only when the query runs."""
    return since[0].isdigit() and until[0].isdigit() and until[: len(since)] < since[: len(until)]
