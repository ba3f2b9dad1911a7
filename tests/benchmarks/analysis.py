"""What analysis costs: ``python -m tests.benchmarks.analysis [FOLDER] [--spacy MODEL]``.

Prints MB of text a second for each step and for the whole, on the seeds, the White House texts of
``tests/golden`` and a folder of one's own; then what ten times the text costs, on real and on
hostile text (12 is the aim for 1 MB beside 100 kB); and how many times faster than a spaCy parse
the whole is, in the same run, where spaCy and a model are installed. CPU time, the least of three.
"""

import argparse
import importlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import process_time
from typing import TypeVar

from archive.extract import find_statements
from archive.extract.speakers import Known, resolve
from archive.extract.topics import tag
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
SMALL, LARGE = 100_000, 1_000_000

T = TypeVar("T")
VOCABULARY = default_vocabulary()
NOBODY = Known()


def main() -> None:
    """Print everything."""
    parser = argparse.ArgumentParser(description="The cost of analysis, a step and on the whole.")
    parser.add_argument("folder", nargs="?", type=Path, help="a folder of texts of one's own")
    parser.add_argument("--spacy", metavar="MODEL", default="en_core_web_sm")
    options = parser.parse_args()
    folders = {**TEXTS, **({str(options.folder): options.folder} if options.folder else {})}
    for name, folder in folders.items():
        report_steps(name, documents(folder))
    report_growth()
    report_spacy(documents(TEXTS["whitehouse"]), options.spacy)


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
    print(f"  {'whole':8}{size / whole:10.2f} MB/s{1e3 * whole / len(texts):9.1f} ms a text\n")


def report_growth() -> None:
    """Print what 1 MB costs beside 100 kB, the same text repeated, real and hostile."""
    print(f"{LARGE // 1000} kB beside {SMALL // 1000} kB")
    real = "\n\n".join(text.text for text in documents(TEXTS["seed"]))
    for name, part in {"articles one after another": real + "\n\n", **HOSTILE}.items():
        small, large = _seconds(part, SMALL), _seconds(part, LARGE)
        print(f"  {name:28}{small:8.3f} s{large:8.3f} s{large / small:8.1f} times")
    print()


def report_spacy(texts: Sequence[Document], model: str) -> None:
    """Print how a spaCy parse compares, or that it is not there."""
    try:
        language = importlib.import_module("spacy").load(model)
    except (ImportError, OSError) as error:
        print(f"spaCy is left out: {error}")
        return
    ours, _ = best(lambda: _analysed(texts))
    theirs, _ = best(lambda: [language(text.text) for text in texts], rounds=1)
    size = _size(texts)
    print(f"{model}: {size / theirs:.3f} MB/s; our whole analysis is {theirs / ours:.0f} times it")


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


def _repeated(part: str, size: int) -> Document:
    text = (part * (size // len(part) + 1))[:size]
    return Document(path="repeated.txt", text=text, sha256="0" * 64, size=size)


def _seconds(part: str, size: int) -> float:
    text = _repeated(part, size)
    return best(lambda: _analysed([text]))[0]


def _size(texts: Iterable[Document]) -> float:
    return sum(len(text.text) for text in texts) / 1e6


if __name__ == "__main__":
    main()
