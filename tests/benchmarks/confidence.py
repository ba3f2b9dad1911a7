"""Fits the confidence of statements, and measures it: how often is 0.9 right?

``python -m tests.benchmarks.confidence GOLD [--write]`` reads annotated texts from a folder; none
is part of the project: ``news-more.jsonl`` (a text a line: ``text`` and ``statements`` with the
spans of source, cue and content), and the folders ``articles`` and ``whitehouse`` in the form of
``tests/golden/whitehouse``. It prints precision and recall by confidence and by kind of document,
each statement judged by a model that has not seen its article, and with ``--write`` puts the
weights of a fit on all into ``archive/data/confidence.toml``.

A statement is right when its words overlap by half with an annotated one's and the speaker is the
same: in news the head of the words that name him, else the name.
"""

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from archive.errors import UnreadableError
from archive.extract.confidence import confidence, signs_of
from archive.pipeline import analyse
from archive.records import Article, Document, Statement
from tests.scoring import _at, _carrier, _matched, _same_speaker, _words, load_gold

WEIGHTS = Path(__file__).parents[2] / "archive" / "data" / "confidence.toml"
FEWEST = 8
"""Statements in which a sign must stand to be weighed."""

PENALTY = 4.0
"""Of squared weights: of 1, 2, 4 and 8 the one with the least loss on articles left out."""

FOLDS = 10
STEPS = 60
THRESHOLDS = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95)
STOP = frozenset(
    """who whom whose which that of in for from at to with on by as and or about during after
    before into like under""".split()
)


class Judged(NamedTuple):
    """A statement with its signs, and whether annotation confirms it."""

    article: str
    document: str
    statement: Statement
    signs: Sequence[str]
    right: bool


class Kind(NamedTuple):
    """Annotated articles of one kind: their statements and how many annotation has."""

    judged: list[Judged]
    annotated: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print what was measured, and write the weights if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1), help="report one half of the news")
    options = parser.parse_args(arguments)
    kinds = {
        "news": news(options.gold / "news-more.jsonl"),
        "articles": annotated(options.gold / "articles"),
        "White House": annotated(options.gold / "whitehouse"),
    }
    everything = [one for kind in kinds.values() for one in kind.judged]
    stated = _left_out(everything)
    for name, kind in kinds.items():
        print(report(name, kind, stated, options.half))
    if options.write:
        WEIGHTS.write_text(written(fit(everything), len(everything)), "utf-8")
        print(f"{WEIGHTS} written")
    return 0


def news(path: Path) -> Kind:
    """Return the statements of news whose annotation knows no names but the words of a source."""
    judged: list[Judged] = []
    annotated = 0
    for line in path.read_text("utf-8").splitlines():
        gold = json.loads(line)
        text = gold["text"]
        words = _words(text)
        article = _analysed(gold["id"] + ".txt", text)
        body, title = _carrier(article.body, text), _carrier(article.title or "", text)
        wanted = [_at(words, one["content"]) for one in gold["statements"]]
        carried = [title if one.headline else body for one in article.statements]
        found = [carry(one.spans) for carry, one in zip(carried, article.statements, strict=True)]
        pairs = _matched(wanted, found)
        annotated += len(wanted)
        for at, (one, signs) in enumerate(zip(article.statements, signs_of(article), strict=True)):
            place = next((want for want, got in pairs.items() if got == at), None)
            if place is None and _nested(found[at], wanted):
                continue  # annotation of news leaves nested statements out
            span = [one.mention.span] if one.mention.span else []
            source = place is not None and _same_head(
                _at(words, gold["statements"][place]["source"]), carried[at](span), text, words
            )
            judged.append(Judged(gold["id"], "news", one, signs, source))
    return Kind(judged, annotated)


def annotated(folder: Path) -> Kind:
    """Return the statements of texts whose annotation names the speakers."""
    judged: list[Judged] = []
    count = 0
    for gold in load_gold(folder, folder / "texts"):
        article = _analysed(gold.path.name, gold.text)
        words = _words(gold.text)
        body, title = _carrier(article.body, gold.text), _carrier(article.title or "", gold.text)
        wants = gold.annotation["statements"]
        wanted = [_at(words, [tuple(span) for span in want["spans"]]) for want in wants]
        found = [(title if one.headline else body)(one.spans) for one in article.statements]
        pairs = {got: want for want, got in _matched(wanted, found).items()}
        count += len(wants)
        for at, (one, signs) in enumerate(zip(article.statements, signs_of(article), strict=True)):
            right = at in pairs and _same_speaker(wants[pairs[at]], one)
            judged.append(Judged(gold.path.name, folder.name, one, signs, right))
    return Kind(judged, count)


def _analysed(name: str, text: str) -> Article:
    data = text.encode()
    document = Document(name, text, hashlib.sha256(data).hexdigest(), len(data))
    try:
        return analyse(document)
    except UnreadableError:  # nothing but a header: it has no statements either
        return Article(name, "", ())


def _nested(found: frozenset[int], wanted: Sequence[frozenset[int]]) -> bool:
    return any(found < want for want in wanted)


def _same_head(
    want: frozenset[int], got: frozenset[int], text: str, words: Sequence[tuple[int, int]]
) -> bool:
    if not want or not got:
        return not want and not got
    return _head(want, text, words) in got and _head(got, text, words) in want


def _head(source: frozenset[int], text: str, words: Sequence[tuple[int, int]]) -> int:
    """Return the last word of a source before a comma, a bracket or a preposition."""
    last = None
    for number in sorted(source):
        if last is not None:
            gap = text[words[last][1] : words[number][0]]
            if any(mark in gap for mark in ",(—–;:"):
                break
            if text[slice(*words[number])].lower() in STOP:
                break
        last = number
    return last if last is not None else -1


def fit(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the weights of a logistic regression with a penalty, by Newton's method."""
    counts = Counter(sign for one in judged for sign in set(one.signs))
    names = sorted(sign for sign, count in counts.items() if count >= FEWEST)
    column = {sign: at for at, sign in enumerate(names)}
    matrix = np.zeros((len(judged), len(names)))
    for row, one in enumerate(judged):
        for sign in one.signs:
            if sign in column:
                matrix[row, column[sign]] += 1
    right = np.array([float(one.right) for one in judged])
    weights = np.zeros(len(names))
    penalty = np.full(len(names), PENALTY)
    penalty[column["every statement"]] = 1e-6
    for _ in range(STEPS):
        sure = 1 / (1 + np.exp(-np.clip(matrix @ weights, -9, 9)))
        gradient = matrix.T @ (sure - right) + penalty * weights
        curve = (matrix.T * (sure * (1 - sure))) @ matrix + np.diag(penalty)
        step = np.linalg.solve(curve, gradient)
        weights -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: float(weights[at]) for at, name in enumerate(names)}


def _left_out(judged: Sequence[Judged]) -> dict[int, float]:
    """Return the confidence of each statement by a model fitted without its article."""
    stated: dict[int, float] = {}
    for fold in range(FOLDS):
        weights = fit([one for one in judged if _fold(one.article) != fold])
        for one in judged:
            if _fold(one.article) == fold:
                total = sum(weights.get(sign, 0.0) for sign in one.signs)
                stated[id(one)] = confidence(total, one.statement)
    return stated


def _fold(article: str) -> int:
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) // 2 % FOLDS


def half(article: str) -> int:
    """Return 0 for the half of the news that rules may be made on, 1 for the other."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % 2


def report(name: str, kind: Kind, stated: Mapping[int, float], only: int | None) -> str:
    """Return what is kept, and how much of that is right, from each confidence on."""
    judged = [one for one in kind.judged if only is None or half(one.article) == only]
    share = len(judged) / max(1, len(kind.judged))
    lines = [f"{name}: {len(judged)} statements, AUC {_auc(judged, stated):.3f}"]
    for least in THRESHOLDS:
        kept = [one for one in judged if stated[id(one)] >= least]
        right = sum(one.right for one in kept)
        mean = sum(stated[id(one)] for one in kept) / max(1, len(kept))
        lines.append(
            f"  from {least:.2f}: kept {100 * len(kept) / max(1, len(judged)):5.1f} %"
            f"  right {100 * right / max(1, len(kept)):5.1f} %  stated {100 * mean:5.1f} %"
            f"  of all annotated {100 * right / max(1.0, share * kind.annotated):5.1f} %"
        )
    lines.append(f"  kept at 95 % right: {100 * _kept_at(judged, stated, 0.95):.1f} %")
    return "\n".join(lines)


def _auc(judged: Sequence[Judged], stated: Mapping[int, float]) -> float:
    order = sorted(judged, key=lambda one: stated[id(one)])
    wrong = beaten = 0
    for one in order:
        wrong += not one.right
        beaten += wrong if one.right else 0
    right = len(order) - wrong
    return beaten / max(1, right * wrong)


def _kept_at(judged: Sequence[Judged], stated: Mapping[int, float], wanted: float) -> float:
    """Return the largest share of the surest statements of which ``wanted`` are right."""
    right, best = 0, 0
    ordered = sorted(judged, key=lambda one: -stated[id(one)])
    for count, one in enumerate(ordered, 1):
        right += one.right
        best = count if right >= wanted * count else best
    return best / max(1, len(ordered))


def written(weights: Mapping[str, float], count: int) -> str:
    """Return the data file: the weights, the heaviest of each kind of sign first."""
    lines = [
        "# How sure a statement is: the weight of each sign, see archive/extract/confidence.py.",
        f"# Fitted on {count} statements by `python -m tests.benchmarks.confidence GOLD --write`.",
        "",
        "[weights]",
    ]
    kept = {name: round(weight, 3) for name, weight in weights.items() if abs(weight) >= 0.0005}
    lines += [f"{json.dumps(name)} = {weight}" for name, weight in sorted(kept.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
