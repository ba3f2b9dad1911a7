r"""Paragraphs: hard wraps undone, Markdown's signs taken away, the words left alone."""

import pytest

from archive.parse.layout import logical_lines

WRAPPED = (
    "China stands ready to work with Belarus to implement the important\n"
    "consensus reached by the two heads of state, and to expand practical\n"
    "cooperation in trade and in science.\n"
    "The two sides should strengthen their coordination within multilateral\n"
    "mechanisms, the premier said.\n"
)

PLAIN = {
    "a paragraph a line": (
        "China is ready.\nBelarus is too.",
        ["China is ready.", "Belarus is too."],
    ),
    "blank rows between": (
        "China is ready.\n\n \nBelarus is too.",
        ["China is ready.", "Belarus is too."],
    ),
    "wrapped": (
        WRAPPED,
        [" ".join(WRAPPED.splitlines()[:3]), " ".join(WRAPPED.splitlines()[3:])],
    ),
    "lists keep their items": ("1. Trade\n2. Science", ["1. Trade", "2. Science"]),
    "rules are no paragraphs": ("China\n-----\nBelarus", ["China", "Belarus"]),
    "spaces": ("  China   is  ready. ", ["China is ready."]),
}

MARKDOWN = {
    "wrapped at any width": (
        "China is\nready, the\nPremier said.",
        ["China is ready, the Premier said."],
    ),
    "a compound broken at its hyphen": ("the China-\nBelarus park", ["the China-Belarus park"]),
    "hard breaks": ("Li Qiang  \nMinsk", ["Li Qiang", "Minsk"]),
    "a hard break amid a sentence": ("or could have  \nlost all", ["or could have lost all"]),
    "blank rows of spaces": ("MR. X:  So.  \n   \nQ    Why?", ["MR. X: So.", "Q Why?"]),
    "list items, one wrapped": (
        "-   Secretary of\n    Labor\n-   Secretary of State",
        ["- Secretary of Labor", "- Secretary of State"],
    ),
    "heading": ("## Trade\nChina is ready.", ["Trade", "China is ready."]),
    "bold heading": ("**Trade**\n\nChina is ready.", ["Trade", "China is ready."]),
    "emphasis": ("*China* is **ready**, _he_ said.", ["China is ready, he said."]),
    "an escaped asterisk": (r"a \* b", ["a * b"]),
    "escapes": (r"\[senior official\] said it\'s \#1", ["[senior official] said it's #1"]),
    "an underscore in a word": ("a file_name here", ["a file_name here"]),
    "link over two rows": (
        "an [Executive\nOrder](https://a.org/b_(c)) said",
        ["an Executive Order said"],
    ),
    "a link without text": ("estimates [](https://a.org) show", ["estimates show"]),
    "an address": ("visit <https://a.org/b>", ["visit https://a.org/b"]),
    "tags": ("September 23<sup>rd</sup> <!-- --> <u>so</u>", ["September 23rd so"]),
    "quotation": ("> China is\n> ready.", ["China is ready."]),
    "quotation marks": ("“China’s” \"park\" ''so''", ["“China’s” \"park\" ''so''"]),
}


@pytest.mark.parametrize(("text", "lines"), PLAIN.values(), ids=PLAIN.keys())
def test_plain(text: str, lines: list[str]) -> None:
    assert [line.text for line in logical_lines(text, is_markdown=False)] == lines


@pytest.mark.parametrize(("text", "lines"), MARKDOWN.values(), ids=MARKDOWN.keys())
def test_markdown(text: str, lines: list[str]) -> None:
    assert [line.text for line in logical_lines(text, is_markdown=True)] == lines
