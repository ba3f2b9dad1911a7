"""What a site recommends between the paragraphs of an article: left out, alone.

"Share this article", "Related: Old port shuts", "Sign up for our newsletter" stand anywhere in a
page. The text goes on behind them, so nothing but the line itself goes, and below a heading such
as "Related stories" the titles that it stands above.
"""

from collections.abc import Iterator, Sequence

from archive.parse.boilerplate import Boilerplate, is_sentence
from archive.parse.draft import Line
from archive.records import Removed

MOST_TITLES = 10
"""Titles below a heading in mid-article; lists of related articles have three to six."""

_BULLETS = "-*•·–—> "


def without_promotions(
    lines: Sequence[Line], known: Boilerplate
) -> tuple[list[Line], list[Removed]]:
    """Return the lines that are body, and those that only recommend something."""
    kept: list[Line] = []
    removed: list[Removed] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        place += 1
        if not known.is_promotion(line.text):
            kept.append(line)
            continue
        removed.append(Removed(line.text, "promotion"))
        if known.is_heading(line.text):
            titles = list(_titles(lines[place:], known))
            removed += (Removed(title, "promotion") for title in titles)
            place += len(titles)
    return kept, removed


def _titles(lines: Sequence[Line], known: Boilerplate) -> Iterator[str]:
    """Yield the titles of other articles at the start: no sentences, and the text goes on later."""
    for line in lines[:MOST_TITLES]:
        if not is_title(line.text) or known.is_promotion(line.text):
            return
        yield line.text


def is_title(text: str) -> bool:
    """Say whether a line can be the title of another article in a list of such."""
    bare = text.lstrip(_BULLETS)
    return bool(bare) and len(bare) < 160 and not bare[0].islower() and not is_sentence(bare)


def are_teasers(lines: Sequence[Line]) -> bool:
    """Say whether lines are titles of other articles with a sentence or two below each."""
    pairs, before = 0, False
    for line in lines:
        title = is_title(line.text)
        if not title and not before:
            return False
        pairs += before and not title
        before = title
    return pairs > 1
