"""News texts of any number, the same for the same number, that the whole analysis can be run on.

An article has a title, a dateline and about 400 words in paragraphs, with twelve statements of two
people in the usual shapes. Names follow Zipf's law; sentences are those of ``generated``. With
``strange`` words and names never come to an end, as in real texts, only faster.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate

from tests.benchmarks.generated import PLACES, Language, word

FIRST, DAYS = date(1998, 1, 1), 26 * 365
TITLES = ("President", "Prime Minister", "Foreign Minister", "Secretary", "Spokesperson")
MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()
FRAGMENTS = 5
"""A sentence's, each of two to four words: two texts share phrases, but no runs of eight words."""
INTRODUCED = "{title} {name} said on {weekday} that {sentence}."
SHAPES = (
    "{surname} stressed that {sentence}.",
    "“{sentence},” {surname} said.",
    "{surname} said {sentence}, adding that {other}.",
    "{surname} called for {sentence}.",
    "According to {surname}, {sentence}.",
)


class Press:
    """Writes articles; ``of`` is how many there are to be over the whole time.

    The time begins ``after`` so many days. Every article has new people and words where they are
    ``strange``.
    """

    def __init__(self, of: int, after: int = 0, *, strange: bool = False) -> None:
        """Learn the language and the names."""
        self._of, self._first = of, FIRST + timedelta(days=after)
        self._strange = strange
        self._language = Language(2, 4)
        source = random.Random("press")
        names = [f"{word(source)}n {word(source)}{word(source)}ov".title() for _ in range(4_000)]
        self._names = list(dict.fromkeys(names))
        self._weights = list(accumulate(1 / (rank + 1) for rank in range(len(self._names))))

    def articles(self, numbers: Sequence[int]) -> Iterator[dict[str, str]]:
        """Yield articles as the fields of a JSON Lines file: path, title, date, text."""
        for number in numbers:
            source = random.Random(number)
            on = self._first + timedelta(days=number * DAYS // self._of)
            speakers = source.choices(self._names, cum_weights=self._weights, k=2)
            if self._strange:
                speakers = [name + _letters(number) for name in speakers]
            paragraphs = [
                self._paragraph(source, name, on, source.choice(SHAPES) if place else INTRODUCED)
                for name in speakers
                for place in range(4)
            ]
            if self._strange:
                paragraphs = [_estranged(text, number) for text in paragraphs]
            opening, *others = paragraphs
            dateline = f"{source.choice(PLACES).upper()}, {MONTHS[on.month - 1]} {on.day} (Xinhua)"
            yield {
                "id": f"{number:07}",
                "title": self._language.sentence(source)[:60],
                "date": on.isoformat(),
                "text": "\n\n".join([f"{dateline} -- {opening}", *others]),
            }

    def lines(self, numbers: Sequence[int]) -> Iterator[bytes]:
        """Yield articles as lines of JSON."""
        for article in self.articles(numbers):
            yield json.dumps(article, ensure_ascii=False).encode() + b"\n"

    def _paragraph(self, source: random.Random, name: str, on: date, shape: str) -> str:
        sentences = [self._language.sentence(source, FRAGMENTS) for _ in range(3)]
        said = shape.format(
            title=source.choice(TITLES),
            name=name,
            surname=name.split()[-1],
            weekday=f"{on:%A}",
            sentence=sentences[0][0].lower() + sentences[0][1:],
            other=sentences[1][0].lower() + sentences[1][1:],
        )
        return f"{said} {sentences[2]}."


def _estranged(text: str, number: int) -> str:
    """Make new words of the first long ones of a paragraph, none of them in another article."""
    return _LONG.sub(lambda found: found[0] + _letters(number), text, count=10)


_LONG = re.compile(r"\b[a-z]{7,}\b(?! that)")  # not a cue


def _letters(number: int) -> str:
    """Spell a number in letters, as the end of a word."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
