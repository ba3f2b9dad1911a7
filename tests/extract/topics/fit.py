"""Fit the weights of topics: ``python -m tests.extract.topics.fit [--write]``.

A logistic regression with an L2 penalty over the features of ``archive.extract.topics.score``, on
the statements of tests/golden/topics/fitted.jsonl. Prints how it agrees with the readers in
five-fold cross-validation at several thresholds, and on the kept statements with the weights as
they are on disk; ``--write`` puts the new weights into ``archive/data/topic_weights.toml``.
"""

import random
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from archive.extract.topics.score import FEATURES, Weights, weights_of
from archive.extract.topics.subjects import topics_of
from archive.extract.topics.tag import Tagger
from archive.vocabulary import default_vocabulary
from tests.extract.topics.readers import Read, agreement, cases, read

PENALTY = 2.0
THRESHOLDS = (0.35, 0.4, 0.45, 0.5)
FILE = Path("archive/data/topic_weights.toml")

Numbers = NDArray[np.float64]


def fitted(statements: Sequence[Read], tagger: Tagger) -> Weights:
    """Return the weights that fit the readers' topics, by Newton's method."""
    seen = [(held, slug in one.topics) for one in statements for slug, held in cases(one, tagger)]
    features: Numbers = np.array([held for held, _ in seen], dtype=np.float64)
    wanted: Numbers = np.array([is_right for _, is_right in seen], dtype=np.float64)
    penalty = np.eye(len(FEATURES)) * PENALTY
    penalty[0, 0] = 0.01  # "always" says how rare topics are, and is no evidence to be doubted
    weights: Numbers = np.zeros(len(FEATURES))
    for _ in range(25):
        likely = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (wanted - likely) - penalty @ weights
        curve = (features * (likely * (1 - likely))[:, None]).T @ features + penalty
        weights = weights + np.linalg.solve(curve, slope)
    named = dict(zip(FEATURES, map(float, weights), strict=True))
    return Weights(named, weights_of(default_vocabulary()).threshold)


def main() -> None:
    """Cross-validate, fit and say how well it goes."""
    topics = topics_of(default_vocabulary())
    tagger = Tagger(topics, weights_of(default_vocabulary()))
    statements = read("fitted")
    random.Random(3).shuffle(statements)
    folds = [statements[number::5] for number in range(5)]
    for threshold in THRESHOLDS:
        shown = []
        for fold in folds:
            others = [one for other in folds if other is not fold for one in other]
            weights = Weights(fitted(others, tagger).by_name, threshold)
            shown.append(agreement(fold, Tagger(topics, weights)).f1)
        print(f"threshold {threshold}: F1 {np.mean(shown):.1f} ± {np.std(shown):.1f}")
    print(f"kept, with the weights on disk: {agreement(read('kept'), tagger)}")
    if "--write" in sys.argv:
        _write(fitted(statements, tagger))


def _write(weights: Weights) -> None:
    text = FILE.read_text("utf-8")
    head = re.split(r"^\[weights\]\n", text, flags=re.MULTILINE)[0]
    lines = [f'"{name}" = {weight:.2f}\n' for name, weight in weights.by_name.items()]
    FILE.write_text(f"{head}[weights]\n{''.join(lines)}", "utf-8")


if __name__ == "__main__":
    main()
