"""The floors under the extractor's scores: what they are, and the command that moves them.

    python -m tests.quality                       the scores beside their floors
    python -m tests.quality --show                … with each difference
    python -m tests.quality --raise               lift each floor to the score
    python -m tests.quality --lower "the reason"  let floors sink to the score; the reason is kept

The floors stand in ``golden/floors.toml``, each set with the digest of its texts and annotations:
a changed text or annotation makes other scores, so it fails until the floors are set anew.
"""

import argparse
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from math import floor
from pathlib import Path
from typing import Any

from archive.errors import UnreadableError
from archive.extract.speakers.resolve import Known
from archive.parse import parse
from archive.pipeline import analyse
from archive.read import read
from archive.records import Article, Document
from archive.vocabulary import default_vocabulary
from tests.scoring import Score, load_gold, score, total

GOLDEN = Path(__file__).parent / "golden"
FLOORS = GOLDEN / "floors.toml"
HEAD = """\
# The lowest scores that tests/test_quality.py accepts, in percent. Written by tests/quality.py:
# `--raise` lifts them, `--lower "reason"` lets them sink and keeps the reason below.
"""


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Annotated articles: the folder of the annotations and that of the raw texts."""

    name: str
    annotations: Path
    texts: Path

    def digest(self) -> str:
        """Return the SHA-256 of all names and bytes, annotations and their texts."""
        gold = load_gold(self.annotations, self.texts)
        paths = sorted([*self.annotations.glob("*.json"), *(article.path for article in gold)])
        parts = (f"{path.name} {sha256(path.read_bytes()).hexdigest()}\n" for path in paths)
        return sha256("".join(parts).encode()).hexdigest()


SETS = (
    GoldSet("readouts", GOLDEN / "readouts", Path(__file__).parents[1] / "seed"),
    GoldSet("whitehouse", GOLDEN / "whitehouse", GOLDEN / "whitehouse" / "texts"),
)


def _analysed(document: Document) -> Article:
    """Return an article; of a document that has a head alone, and so is refused, that head."""
    try:
        return analyse(document, default_vocabulary(), Known())
    except UnreadableError:
        return parse(document, default_vocabulary())


@cache
def scored(gold_set: GoldSet) -> Score:
    """Analyse the texts of a set and score them; a second call costs nothing."""
    return total(_scores(gold_set))


def load_floors() -> dict[str, dict[str, Any]]:
    """Return the floors of each set: measure -> percent, "digest" and "lowered" beside them."""
    return tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}


def below(floors: dict[str, Any], measures: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Return the measures that are under their floor: name -> (measured, floor)."""
    return {
        name: (measures.get(name, 0.0), value)
        for name, value in floors.items()
        if isinstance(value, float) and measures.get(name, 0.0) < value
    }


def raised(floors: dict[str, Any], measures: dict[str, float]) -> dict[str, Any]:
    """Return floors at the measures where those are higher."""
    return floors | {
        name: max(_down(value), floors.get(name, 0.0)) for name, value in measures.items()
    }


def lowered(
    floors: dict[str, Any], measures: dict[str, float], reason: str, day: date
) -> dict[str, Any]:
    """Return floors at the measures, with a note of each that sank."""
    notes = [
        {"day": day.isoformat(), "measure": name, "from": old, "to": _down(new), "reason": reason}
        for name, (new, old) in below(floors, measures).items()
    ]
    sunk = {name: _down(new) for name, (new, _) in below(floors, measures).items()}
    return floors | sunk | {"lowered": [*floors.get("lowered", ()), *notes]}


def written(floors: dict[str, dict[str, Any]]) -> str:
    """Return the floors as the text of their file."""
    blocks = [HEAD]
    for name, entries in floors.items():
        values = {key: value for key, value in entries.items() if key != "lowered"}
        blocks.append(_table(f"[{name}]", values))
        blocks += [_table(f"[[{name}.lowered]]", note) for note in entries.get("lowered", ())]
    return "\n".join(blocks)


def main() -> None:
    """Print the scores, or move the floors."""
    parser = argparse.ArgumentParser(description="Scores of the extractor, and their floors.")
    parser.add_argument("--show", action="store_true", help="print each difference")
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift the floors")
    parser.add_argument("--lower", metavar="REASON", help="let the floors sink to the scores")
    options = parser.parse_args()
    floors = load_floors()
    for gold_set in SETS:
        result, own = scored(gold_set), floors.get(gold_set.name, {})
        print(_report(gold_set.name, result, own, notes=options.show))
        if options.lower:
            own = lowered(own, result.measures(), options.lower, date.today())
        if options.lower or options.lift:
            own = raised(own, result.measures())
            floors[gold_set.name] = {"digest": gold_set.digest()} | own
            floors[gold_set.name]["digest"] = gold_set.digest()
    if options.lower or options.lift:
        FLOORS.write_text(written(floors), "utf-8")


def _scores(gold_set: GoldSet) -> Iterator[Score]:
    for gold in load_gold(gold_set.annotations, gold_set.texts):
        [document] = read(gold.path)
        yield score(_analysed(document), gold)


def _report(name: str, result: Score, floors: dict[str, Any], *, notes: bool) -> str:
    counts = result.counts
    lines = [f"{name}: {counts['gold']} statements annotated, {counts['predicted']} found"]
    for key, value in result.measures().items():
        lines.append(f"  {key:20} {value:6.1f}   floor {floors.get(key, 0.0):6.1f}")
    return "\n".join([*lines, *(result.notes if notes else ())])


def _table(head: str, values: dict[str, Any]) -> str:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in values.items()]
    return "\n".join([head, *lines, ""])


def _key(key: str) -> str:
    return key if key.replace("_", "").isalnum() else f'"{key}"'


def _value(value: str | float) -> str:
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{value:.1f}"


def _down(value: float) -> float:
    # A tenth of a percent below what was measured, so that rounding never fails the test.
    return floor(value * 10) / 10


if __name__ == "__main__":
    main()
