"""What analysis costs: ``python -m tests.benchmarks.analysis [FOLDER …] [--spacy MODEL]``.

Prints MB of text a second for each step and for the whole, on the seeds, the White House texts of
``tests/golden`` and folders of one's own; how many times as fast as a spaCy parse that is, in the
same run, where spaCy and a model are installed (120 is the aim; the model can be named by
SPACY_MODEL, too); then what ten times the text costs, on real and on hostile text (12 is the aim
for 1 MB beside 100 kB). MB are millions of characters; times are CPU time, the least of several.
"""

import argparse
import importlib
import os
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from string import ascii_lowercase
from time import process_time
from typing import Any, TypeVar

from archive.extract import find_statements
from archive.extract.speakers.resolve import Known, resolve
from archive.extract.topics.tag import tag
from archive.parse import parse
from archive.pipeline import analyse
from archive.read import read, walk
from archive.records import Article, Document
from archive.vocabulary import default_vocabulary

ROOT = Path(__file__).parents[2]
TEXTS = {"seed": ROOT / "seed", "whitehouse": ROOT / "tests/golden/whitehouse/texts"}
HOSTILE = {
    "quotation marks": '"',
    "curly quotation marks": "“",
    "capital letters": "A",
    "one word": "trade ",
    "capitalised words": "Trade ",
    "open brackets": "(",
    "cues": "said ",
    "names and cues": "Lin said that ",
    "line breaks": "\n",
    "letters": "a",
}
"""What one text of a kind repeats."""

SMALL, LARGE = 100_000, 1_000_000

T = TypeVar("T")
VOCABULARY = default_vocabulary()
NOBODY = Known()


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description="The cost of analysis, a step and on the whole.")
    parser.add_argument("folders", nargs="*", type=Path, help="folders of texts of one's own")
    parser.add_argument(
        "--spacy",
        metavar="MODEL",
        default=os.environ.get("SPACY_MODEL", "en_core_web_sm"),
        help="the model that analysis is measured against (default: %(default)s)",
    )
    parser.add_argument(
        "--sample",
        type=int,
        default=300_000,
        help="characters of each folder that spaCy parses (default: %(default)s)",
    )
    options = parser.parse_args()
    spacy = spacy_model(options.spacy)
    for name, folder in {**TEXTS, **{str(folder): folder for folder in options.folders}}.items():
        texts = documents(folder)
        report_steps(name, texts)
        if spacy:
            report_spacy(sampled(texts, options.sample), spacy)
        print()
    report_growth()


def spacy_model(name: str) -> Callable[[str], Any] | None:
    """Return a model of spaCy, or say that there is none."""
    try:
        model: Callable[[str], Any] = importlib.import_module("spacy").load(name)
    except (ImportError, OSError) as error:
        print(f"spaCy is left out: {error}\n")
        return None
    return model


def documents(folder: Path) -> list[Document]:
    """Read all texts of a folder."""
    return [
        document for entry in walk([folder]) if not entry.skipped for document in read(entry.path)
    ]


def report_steps(name: str, texts: Sequence[Document]) -> None:
    """Print MB a second of each step, its share of the sum, and of the whole."""
    size = _size(texts)
    parse_time, parsed = best(lambda: [parse(text, VOCABULARY) for text in texts])
    find_time, found = best(lambda: [find_statements(a, VOCABULARY) for a in parsed])
    speak_time, spoken = best(lambda: [resolve(a, VOCABULARY, NOBODY) for a in found])
    tag_time, _ = best(lambda: [tag(a, VOCABULARY) for a in spoken])
    whole, _ = best(lambda: _analysed(texts))
    count = sum(len(article.statements) for article in spoken)
    steps = {"parse": parse_time, "find": find_time, "resolve": speak_time, "tag": tag_time}
    print(f"{name}: {len(texts)} texts, {size:.2f} MB, {count} statements")
    for step, seconds in steps.items():
        print(f"  {step:8}{size / seconds:10.2f} MB/s{100 * seconds / sum(steps.values()):7.0f} %")
    print(f"  {'whole':8}{size / whole:10.2f} MB/s{1e3 * whole / len(texts):9.1f} ms a text")


def report_growth() -> None:
    """Print what 1 MB costs beside 100 kB, the same text repeated, real and hostile."""
    print(f"{LARGE // 1000} kB beside {SMALL // 1000} kB")
    real = "\n\n".join(text.text for text in documents(TEXTS["seed"])) + "\n\n"
    parts = {"articles one after another": real, **HOSTILE}
    for name, part in parts.items():
        report_one_growth(name, part * (LARGE // len(part) + 1))
    # Once each: a second round would know the names of the small text, not all of the large one.
    report_one_growth("ever new names", new_names(SMALL + LARGE), rounds=1)


def report_one_growth(name: str, text: str, rounds: int = 3) -> None:
    """Print what the last 100 kB of a text cost, and the first 1 MB."""
    small, large = (_seconds(part, rounds) for part in (text[-SMALL:], text[:LARGE]))
    print(f"  {name:28}{small:8.3f} s{large:8.3f} s{large / small:8.1f} times")


def new_names(size: int) -> str:
    """Return a text of at least ``size`` characters in which hardly a name occurs twice."""
    drawn = random.Random(0)
    words = ("".join(drawn.choices(ascii_lowercase, k=6)).title() for _ in range(size // 7 + 3))
    return "\n".join(map(" ".join, zip(words, words, words, strict=False)))


def report_spacy(texts: Sequence[Document], model: Callable[[str], Any]) -> None:
    """Print what a spaCy parse and our whole analysis of the same texts cost."""
    ours, _ = best(lambda: _analysed(texts), rounds=5)
    theirs, _ = best(lambda: [model(text.text) for text in texts], rounds=1)
    size = _size(texts)
    print(f"  beside spaCy, on {len(texts)} texts of {size:.2f} MB")
    for name, seconds in {"ours": ours, "spaCy": theirs}.items():
        print(f"  {name:8}{1e6 * size / seconds:10.0f} characters/s{seconds / size:9.2f} s/MB")
    print(f"  {'ratio':8}{theirs / ours:10.0f} times")


def sampled(texts: Sequence[Document], size: int) -> list[Document]:
    """Draw texts until they have ``size`` characters, always the same ones."""
    drawn: list[Document] = []
    for text in random.Random(0).sample(texts, len(texts)):
        if sum(len(one.text) for one in drawn) >= size:
            break
        drawn.append(text)
    return drawn


def best(work: Callable[[], T], rounds: int = 3) -> tuple[float, T]:
    """Return the least CPU seconds of some rounds, and the work's result."""
    times = []
    for _ in range(rounds):
        started = process_time()
        result = work()
        times.append(process_time() - started)
    return min(times), result


def _analysed(texts: Iterable[Document]) -> list[Article]:
    return [analyse(text, VOCABULARY, NOBODY) for text in texts]


def _seconds(text: str, rounds: int) -> float:
    document = Document(path="long.txt", text=text, sha256="0" * 64, size=len(text))
    return best(lambda: _analysed([document]), rounds)[0]


def _size(texts: Iterable[Document]) -> float:
    return sum(len(text.text) for text in texts) / 1e6


if __name__ == "__main__":
    main()
