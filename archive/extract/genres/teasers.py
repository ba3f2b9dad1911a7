"""Lines that point to other articles: "Also read: Minister Holm says port must close"."""

import re
from functools import cache

from archive.vocabulary import Vocabulary


@cache
def _labels(vocabulary: Vocabulary) -> re.Pattern[str]:
    return re.compile(vocabulary.table("forms")["teaser"]["labels"], re.IGNORECASE)


def is_teaser(body: str, start: int, vocabulary: Vocabulary) -> bool:
    """Tell by its label a paragraph that is another article's headline: it says nothing here."""
    return _labels(vocabulary).match(body, start) is not None
