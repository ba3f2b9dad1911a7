"""What an analysis costs grows with the text, not with its square, however hostile the text is."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from archive.extract import find_statements
from archive.pipeline import name_speakers
from archive.records import Article
from archive.vocabulary import Vocabulary, default_vocabulary

Step = Callable[[Article, Vocabulary], Article]


@pytest.mark.parametrize(
    "phrase",
    [
        "according to Xi, ",
        "Lee said, ",
        "Lee said that he said, and ",
        "he told Xi, ",
        "Xi said: ",
        "called Lee ",
        "“Go,” Lee said, ",
    ],
)
def test_twice_the_text_takes_twice_the_steps(phrase: str) -> None:
    """Steps are lines of Python that are run: they depend on no clock."""
    _steps(phrase * 20)  # what is computed once for all texts

    short, long = _steps(phrase * 150), _steps(phrase * 300)

    assert long < 2.3 * short


@pytest.mark.parametrize(
    "phrase",
    [
        "He went. She said it is so. ",
        "The mayor, Ann Lee, who said it is so, left. The company said it is so. ",
        "A British official said it is so. The Ohio senator said it is so. ",
        "The International Ice Union (IIU) met. The IIU said it is so. ",
    ],
)
def test_twice_the_statements_take_twice_the_steps_to_resolve(phrase: str) -> None:
    _steps(phrase * 5, name_speakers)

    short, long = _steps(phrase * 60, name_speakers), _steps(phrase * 120, name_speakers)

    assert long < 2.3 * short


def _steps(text: str, step: Step = find_statements) -> int:
    steps = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal steps
        steps += event == "line"
        return trace

    article = Article(path="x", body=text, paragraphs=((0, len(text)),), language="en")
    vocabulary = default_vocabulary()
    if step is not find_statements:
        article = find_statements(article, vocabulary)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        step(article, vocabulary)
    finally:
        sys.settrace(before)
    return steps
