"""Are copies told from lookalikes? ``python -m tests.benchmarks.copies [--templates FOLDER]``.

Makes 300 reprints and 300 lookalikes of the White House texts in tests/golden and the seeds, the
same at every run, and prints how many are found by their fingerprints, how many are taken for
copies, and precision and recall. A reprint has another header, is cut, or edited as desks edit:
typos mended, words replaced, months abbreviated, sentences dropped. A lookalike is another article
of a series, the same formulas with other names, days and numbers, an article that quotes another at
length, or one that goes on differently after the same beginning.

With ``--templates`` the lookalikes are the 300 pairs of a folder's own texts that share most and
are two articles by their titles or days, and the reprints are made of texts of that folder; each is
compared with the days known and without.
"""

import argparse
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import NamedTuple

from archive.likeness import LEAST_WORDS_NEAR, Cut, fingerprints, likeness, near_in_time, same
from archive.parse import parse
from archive.read import read, walk
from archive.text import written_words
from archive.vocabulary import default_vocabulary

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "seed", ROOT / "tests/golden/whitehouse/texts")
COUNT = 300
COMMON = 50
"""Texts that share a fingerprint beyond which the archive passes it over."""


class Pair(NamedTuple):
    """Two texts, and how the second came about."""

    one: Cut
    other: Cut
    kind: str


class Score(NamedTuple):
    """Of reprints: how many were found, and taken for copies; of lookalikes: taken for copies."""

    found: int
    taken: int
    reprints: int
    mistaken: int
    lookalikes: int

    @property
    def precision(self) -> float:
        """Return the share of those taken that are copies."""
        return self.taken / max(self.taken + self.mistaken, 1)

    @property
    def recall(self) -> float:
        """Return the share of the copies that are taken."""
        return self.taken / max(self.reprints, 1)


def main() -> None:
    """Print the figures, and by kind."""
    parser = argparse.ArgumentParser(description="Copies and lookalikes.")
    parser.add_argument("--templates", type=Path, metavar="FOLDER")
    folder = parser.parse_args().templates
    texts = articles([folder] if folder else FOLDERS)
    copies = reprints(texts)
    others = templates(texts) if folder else lookalikes(texts)
    _print(copies, others)
    if folder:
        print("\nwithout days:")
        _print(*([_undated(pair) for pair in pairs] for pairs in (copies, others)))


def _print(copies: Sequence[Pair], others: Sequence[Pair]) -> None:
    for pairs in (copies, others):
        for kind in dict.fromkeys(pair.kind for pair in pairs):
            chosen = [pair for pair in pairs if pair.kind == kind]
            taken = sum(is_copy(pair) for pair in chosen)
            met = sum(meet(pair) for pair in chosen)
            print(f"{kind:40}{len(chosen):5}  met {met:4}  taken for copies {taken:4}")
    figures = score(copies, others)
    print(f"precision {figures.precision:.3f}, recall {figures.recall:.3f}")


def _undated(pair: Pair) -> Pair:
    one, other = (Cut(text.text, text.title, None, text.place) for text in pair[:2])
    return Pair(one, other, pair.kind)


def score(copies: Sequence[Pair], others: Sequence[Pair]) -> Score:
    """Compare all pairs as an ingest does."""
    return Score(
        sum(map(meet, copies)), sum(map(is_copy, copies)), len(copies),
        sum(map(is_copy, others)), len(others),
    )  # fmt: skip


def meet(pair: Pair) -> bool:
    """Tell whether the archive would compare the two at all."""
    return not {*fingerprints(pair.one.text)}.isdisjoint(fingerprints(pair.other.text))


def is_copy(pair: Pair) -> bool:
    """Tell whether the archive would take the second for a copy of the first."""
    return meet(pair) and likeness(pair.one, pair.other).is_copy


def articles(folders: Sequence[Path]) -> list[Cut]:
    """Return all texts that are long enough to be compared, the very same ones once."""
    found = [
        parse(document, default_vocabulary())
        for entry in walk(folders)
        if not entry.skipped
        for document in read(entry.path)
    ]
    once = {same(one.body): one for one in found}.values()
    cut = (
        Cut(one.body, one.title, one.published.iso if one.published else None, one.place)
        for one in once
    )
    return [one for one in cut if len(one.words) >= 2 * LEAST_WORDS_NEAR]


def templates(texts: Sequence[Cut], count: int = COUNT) -> list[Pair]:
    """Return pairs that share most though their titles or days say that they are two articles."""
    holders: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        for one in fingerprints(text.text):
            holders.setdefault(one, []).append(place)
    pairs = {pair for places in holders.values() for pair in combinations(places[:COMMON], 2)}
    found = sorted(
        ((_shared(texts[a].text, texts[b].text), a, b) for a, b in pairs if _are_two(texts, a, b)),
        reverse=True,
    )
    kind = "templates with other facts"
    return [Pair(texts[a], texts[b], kind) for _, a, b in found[:count]]


def _are_two(texts: Sequence[Cut], a: int, b: int) -> bool:
    one, other = texts[a], texts[b]
    titles = [written_words((text.title or "").casefold()) for text in (one, other)]
    return titles[0] != titles[1] or not near_in_time(one, other)


def reprints(texts: Sequence[Cut], count: int = COUNT) -> list[Pair]:
    """Make copies, of each kind as many, from one text after the other."""
    return list(_made(texts, REPRINTS, count))


def lookalikes(texts: Sequence[Cut], count: int = COUNT) -> list[Pair]:
    """Make lookalikes: a third are the pairs of real texts that share most, the rest are made."""
    real = sorted(combinations(texts, 2), key=lambda pair: -_shared(pair[0].text, pair[1].text))
    found = [Pair(one, other, "two texts that share most") for one, other in real[: count // 3]]
    return [*found, *_made(texts, LOOKALIKES, count - len(found))]


Change = Callable[[str, Random, Sequence[str]], str]


def _made(texts: Sequence[Cut], changes: dict[str, Change], count: int) -> Iterator[Pair]:
    """Make a pair of each kind in turn; the second has the day of the first, and its place."""
    random, kinds, bodies = Random(4), list(changes), [text.text for text in texts]
    for number in range(count):
        text, kind = texts[number * 7 % len(texts)], kinds[number % len(kinds)]
        body = changes[kind](text.text, random, bodies)
        yield Pair(text, Cut(body, text.title, text.day, text.place), kind)


def _shared(one: str, other: str) -> float:
    mine, theirs = (
        {*zip(w, w[1:], w[2:], strict=False)} for w in (written_words(one), written_words(other))
    )
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _header(text: str, random: Random, _: Sequence[str]) -> str:
    place = random.choice(["LONDON", "New York", "SAMARKAND, Uzbekistan", "Minsk"])
    credit = random.choice(
        ["Source: Wire", "(Reporting by A. Writer; Editing by B. Editor)", "ENDS"]
    )
    return f"{place}, Sept. {random.randint(1, 30)} (Wire) -- {text}\n\n{credit}"


def _cut(text: str, random: Random, _: Sequence[str]) -> str:
    """Keep the first 40 to 90 %, as desks cut from the end."""
    found, share = text.split(" "), random.uniform(0.4, 0.9)
    return " ".join(found[: max(int(len(found) * share), LEAST_WORDS_NEAR + 5)])


def _dropped(text: str, random: Random, _: Sequence[str]) -> str:
    """Drop every third sentence or so."""
    sentences = re.split(r"(?<=[.!?]) ", text)
    kept = [one for one in sentences if random.random() > 0.3]
    return " ".join(kept) if len(" ".join(kept).split()) > LEAST_WORDS_NEAR else text


def _edited(text: str, random: Random, _: Sequence[str]) -> str:
    """Replace or drop one ordinary word in twenty."""

    def edit(match: re.Match[str]) -> str:
        if random.random() > 0.05:
            return match[0]
        return random.choice(["", "also", "the", "some", match[0][:-1]])

    return re.sub(r"\b[a-z]{3,}\b", edit, text)


def _styled(text: str, random: Random, _: Sequence[str]) -> str:
    """Spell as another house: curly quotation marks, abbreviated months and titles, dashes."""
    for long, short in STYLE.items():
        text = text.replace(long, short)
    return re.sub(r"[ \t]+", "  ", text).upper() if random.random() < 0.1 else text


def _all_of_it(text: str, random: Random, texts: Sequence[str]) -> str:
    return _header(
        _styled(_edited(_cut(text, random, texts), random, texts), random, texts), random, texts
    )


REPRINTS: dict[str, Change] = {
    "another header": _header,
    "cut to 40-90 %": _cut,
    "sentences dropped": _dropped,
    "words edited": _edited,
    "another house's style": _styled,
    "all of it": _all_of_it,
}

STYLE = {
    "“": '"', "”": '"', "’": "'", "—": "--", "President": "Pres.", "September": "Sept.",
    "August": "Aug.", "January": "Jan.", "United States": "U.S.", "percent": "%",
    "labor": "labour", "defense": "defence", "Vice ": "Vice-",
}  # fmt: skip


def _renamed(text: str, random: Random, _: Sequence[str]) -> str:
    """Give everybody and every place another name, and every number another value."""
    names = dict.fromkeys(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text))
    swapped = {name: random.choice(NAMES) for name in names}
    text = re.sub(r"[A-Z][a-z]{3,}", lambda match: swapped.get(match[0], match[0]), text)
    return re.sub(r"\d+", lambda match: str(random.randint(1, 2030)), text)


def _one_renamed(text: str, random: Random, texts: Sequence[str]) -> str:
    """Change a fifth of the names and all numbers, as in the next readout of a series."""
    names = list(dict.fromkeys(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text)))
    chosen = random.sample(names, max(2, len(names) // 5)) if len(names) > 2 else names
    swapped = dict(zip(chosen, random.choices(NAMES, k=len(chosen)), strict=True))
    text = re.sub(r"[A-Z][a-z]{3,}", lambda match: swapped.get(match[0], match[0]), text)
    return re.sub(r"\d+", lambda match: str(random.randint(1, 2030)), text)


def _quoting(text: str, random: Random, texts: Sequence[str]) -> str:
    """Quote up to a third of it in another article, of which that is not the larger part."""
    other = random.choice([one for one in texts if one != text]).split(" ")
    mine = text.split(" ")
    size = min(int(len(mine) * random.uniform(0.1, 0.33)), len(other) // 2)
    return " ".join([*other, *mine[:size]])


def _going_on(text: str, random: Random, texts: Sequence[str]) -> str:
    """Begin alike, up to a third of the way, and go on with twice as much of another text."""
    other = random.choice([one for one in texts if one != text]).split(" ")
    mine = text.split(" ")
    size = min(len(mine) // 3, len(other) // 2)
    return " ".join([*mine[:size], *other[: 2 * size]])


LOOKALIKES: dict[str, Change] = {
    "other names and numbers": _renamed,
    "some other names, other numbers": _one_renamed,
    "quotes it in another article": _quoting,
    "begins alike": _going_on,
}

NAMES = (
    *("Tanzania", "Iceland", "Marchetti", "Okonkwo", "Lisbon", "Petrov", "Nakamura", "Quito"),
    *(
        "Hernandez",
        "Bratislava",
        "Fischer",
        "Mongolia",
        "Osei",
        "Lindqvist",
        "Dushanbe",
        "Kowalski",
    ),
)

if __name__ == "__main__":
    main()
