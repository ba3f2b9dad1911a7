"""Which statements are questions, answers and courtesies."""

import pytest

from archive.extract import find_statements
from archive.extract.genres.kinds import is_courtesy
from archive.records import Article
from archive.vocabulary import default_vocabulary


@pytest.mark.parametrize(
    "text",
    ["Thank you", "Go ahead", "Go ahead, Peter.", "Thank you, Dr. Lund", "Good morning", "Okay"],
)
def test_a_turn_that_says_nothing_is_a_courtesy(text: str) -> None:
    assert is_courtesy(text, default_vocabulary())


@pytest.mark.parametrize(
    "text",
    ["Not yet", "No", "Yes", "Peter Lund", "We agree", "Thank you for the ships", "Go to Oslo"],
)
def test_a_short_turn_with_content_is_none(text: str) -> None:
    assert not is_courtesy(text, default_vocabulary())


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Dahl said trade grew.", "statement"),
        ("Dahl asked whether trade grew.", "question"),
        ('"How are the reefs?" Dahl said.', "question"),
        ("Asked about the pier, Dahl laughed.", "question"),
        ("Dahl asked the crew to leave the pier.", "statement"),
        ("Dahl wondered why the pier fell.", "question"),
    ],
)
def test_kind_of_a_reported_statement(sentence: str, kind: str) -> None:
    assert _kinds(sentence) == [kind]


def test_kinds_of_a_transcript() -> None:
    kinds = _kinds(
        "MR. LUND: The pier is open.",
        "Q How much was it?",
        "MR. LUND: Nine crowns.",
        "We paid in May.",
        "Q Thank you.",
        "MR. LUND: Go ahead, Eva.",
    )

    assert kinds == ["statement", "question", "answer", "answer", "courtesy", "courtesy"]


def _kinds(*paragraphs: str) -> list[str]:
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    body = "\n\n".join(paragraphs)
    article = Article(path="x", body=body, paragraphs=tuple(spans), language="en")
    found = find_statements(article, default_vocabulary())
    return [statement.kind for statement in found.statements]
