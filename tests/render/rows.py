"""Rows as a search gives them, with only the columns that rendering looks at."""

from typing import Any


def statement(**values: Any) -> dict[str, Any]:
    """Return a row of a statement."""
    row = {
        "id": 1,
        "uid": "s:abcdefgh",
        "said_on": "2022-09-15",
        "speaker": "Xi Jinping",
        "speaker_text": "Xi",
        "quotation": "indirect",
        "implicit": 0,
        "topics": "taiwan, un",
        "text": "all is well",
        "publisher": "Xinhua",
    }
    return row | values


def article(**values: Any) -> dict[str, Any]:
    """Return a row of an article."""
    row = {
        "id": 2,
        "uid": "a:abcdefgh",
        "event_on": "2022-09-15",
        "published_on": "2022-09-16",
        "title": "Presidents meet",
        "publisher": "Xinhua",
        "participants": "A; B",
        "statements": 3,
    }
    return row | values
