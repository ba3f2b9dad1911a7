"""The analysis as a whole: which documents hold no article, and what is said of those."""

import pytest

from archive.errors import UnreadableError
from archive.pipeline import analyse, unanalysed
from archive.records import Document


def document(text: str, **given: str) -> Document:
    return Document("a.txt", text, "0" * 64, len(text), given=given)


EMPTY = {
    "a byline": "By John Smith",
    "asterisks": "***",
    "a rule": "-------\n\n=======",
    "characters that are not seen": "\u200b\u2060\ufeff",
    "a credit": "(Photo by John Smith)",
    "a date": "Published: March 3, 2021",
    "a footer": "© 2021 Coast Courier. All rights reserved.",
    "promotions": "Share this article\n\nSign up for our newsletter",
    "emoji": "🚢 ⚓",
}


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY.keys())
@pytest.mark.parametrize("given", [{}, {"title": "Storm bill"}], ids=["alone", "with a title"])
def test_a_document_in_which_no_article_is_left_is_refused(
    text: str, given: dict[str, str]
) -> None:
    with pytest.raises(UnreadableError, match=r"^a\.txt holds no article: no word is left"):
        analyse(document(text, **given))


def test_what_was_left_out_is_named() -> None:
    with pytest.raises(UnreadableError, match=r"\(left out: Share this article"):
        analyse(document("Share this article\n\nSign up for our newsletter"))


@pytest.mark.parametrize("text", ["Yes.", "1914", "北京", "A"])
def test_a_single_word_is_an_article(text: str) -> None:
    assert analyse(document(text)).body == text


def test_a_refusal_is_told_as_one_and_not_as_a_fault_of_ours() -> None:
    refused = unanalysed(document(""), UnreadableError("a.txt holds no article", hint="none"))
    assert (refused.reason, refused.error_class, refused.hint) == (
        "a.txt holds no article", "UnreadableError", "none")  # fmt: skip
