"""What an analysis costs grows with the text, not with its square, however hostile the text is."""

import sys
from types import FrameType
from typing import Any

import pytest

from archive.extract import find_statements
from archive.records import Article
from archive.vocabulary import default_vocabulary


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


def _steps(text: str) -> int:
    steps = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal steps
        steps += event == "line"
        return trace

    article = Article(path="x", body=text, paragraphs=((0, len(text)),), language="en")
    vocabulary = default_vocabulary()
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find_statements(article, vocabulary)
    finally:
        sys.settrace(before)
    return steps
