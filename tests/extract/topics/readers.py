"""The statements to which a reader gave topics, and how well the tagger agrees with the reader."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive.extract.topics.evidence import NOTHING, in_title
from archive.extract.topics.score import case_of, features_of
from archive.extract.topics.tag import Tagger
from archive.records import Span

GOLDEN = Path("tests/golden/topics")


@dataclass(frozen=True, slots=True)
class Read:
    """A statement with the text around it, and the topics that the reader gave it."""

    title: str
    context: str
    spans: tuple[Span, ...]
    topics: frozenset[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many topics the reader and the tagger gave, and how many of them both did."""

    both: int = 0
    tagged: int = 0
    read: int = 0

    @property
    def precision(self) -> float:
        """Return how many of the tagger's topics are the reader's, in percent."""
        return 100 * self.both / max(1, self.tagged)

    @property
    def recall(self) -> float:
        """Return how many of the reader's topics the tagger gave, in percent."""
        return 100 * self.both / max(1, self.read)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall, in percent."""
        return 200 * self.both / max(1, self.tagged + self.read)

    def __str__(self) -> str:
        """Show it as "P 80.0 R 75.0 F1 77.4"."""
        return f"P {self.precision:.1f} R {self.recall:.1f} F1 {self.f1:.1f}"


def read(name: str) -> list[Read]:
    """Return the statements of a golden file, each placed in its context."""
    lines = (GOLDEN / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [_read(**json.loads(line)) for line in lines]


def agreement(statements: Sequence[Read], tagger: Tagger) -> Agreement:
    """Tag the statements, and compare."""
    both = tagged = wanted = 0
    for one in statements:
        [tags] = tagger.tags(one.context, [one.spans], one.title)
        found = {tag.topic for tag in tags}
        both, tagged = both + len(found & one.topics), tagged + len(found)
        wanted += len(one.topics)
    return Agreement(both, tagged, wanted)


def cases(one: Read, tagger: Tagger) -> Iterator[tuple[str, Sequence[bool]]]:
    """Yield each topic that something speaks for, with the features that hold."""
    found = tagger.index.find(one.context)
    named = tagger.index.find(one.title) if one.title else NOTHING
    said = in_title(tagger.index, named)
    for slug, number, standing in tagger.weighed(one.context, found, one.spans, said):
        yield slug, features_of(case_of(number, standing))


def _read(*, id: str, title: str | None, text: str, context: str, topics: Sequence[str]) -> Read:
    if text not in context:
        context = f"{context}\n\n{text}"
    start = context.index(text)
    return Read(title or "", context, ((start, start + len(text)),), frozenset(topics))
