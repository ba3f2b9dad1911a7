"""News texts of any number, the same for the same number, that the whole analysis can be run on.

An article has a title, a dateline and about 400 words in paragraphs, with twelve statements of two
people in the usual shapes. Names follow Zipf's law; sentences are those of ``generated``.
"""

import json
import random
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

    The time begins ``after`` so many days.
    """

    def __init__(self, of: int, after: int = 0) -> None:
        """Learn the language and the names."""
        self._of, self._first = of, FIRST + timedelta(days=after)
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
            paragraphs = [
                self._paragraph(source, name, on, source.choice(SHAPES) if place else INTRODUCED)
                for name in speakers
                for place in range(4)
            ]
            dateline = f"{source.choice(PLACES).upper()}, {MONTHS[on.month - 1]} {on.day} (Xinhua)"
            yield {
                "id": f"{number:07}",
                "title": self._language.sentence(source)[:60],
                "date": on.isoformat(),
                "text": "\n\n".join([f"{dateline} -- {paragraphs[0]}", *paragraphs[1:]]),
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
