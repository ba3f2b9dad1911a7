"""What kind of document an article is: a readout, a briefing, remarks, a fact sheet, news …"""

import re
from functools import cache
from typing import Literal

from archive.vocabulary import Vocabulary

Form = Literal["turns", "issued", "report", "prose"]
"""How a text is written: turns of speakers, an issuer's own words, a report of a meeting."""

BY_FORM = {"turns": "transcript", "issued": "statement", "report": "readout", "prose": "news"}


def genre_of(title: str | None, form: Form, vocabulary: Vocabulary) -> str:
    """Return the genre that a title names, else that of the text's form.

    >>> from archive.vocabulary import default_vocabulary
    >>> genre_of("Readout of the President’s Call", "report", default_vocabulary())
    'readout'
    """
    for genre, pattern in _patterns(vocabulary):
        if title and pattern.search(title):
            return genre
    return BY_FORM[form]


def genres(vocabulary: Vocabulary) -> frozenset[str]:
    """Return all genres that there are."""
    return frozenset(BY_FORM.values()) | {name for name, _ in _patterns(vocabulary)}


@cache
def _patterns(vocabulary: Vocabulary) -> tuple[tuple[str, re.Pattern[str]], ...]:
    titles = vocabulary.table("forms")["genres"]["titles"]
    return tuple((name, re.compile(text, re.IGNORECASE)) for name, text in titles)
