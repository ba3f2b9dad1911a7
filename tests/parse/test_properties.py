"""What holds for any text: it parses, spans lie in the body, and nothing is made up."""

from collections import Counter
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Article
from tests.parse.articles import BODY, parsed

PIECES = [
    "Source: Xinhua| 2021-01-27 01:27:25|Editor: huaxia", "BEIJING, Jan. 26 (Xinhua) -- ",
    " date 2023-10-28 ", "(Xinhua/Li Wei)", "[Photo/Xinhua]", "Enditem", "###", "\\###",
    "Updated: 9:12pm, 2 Nov, 2021", "31/02/2024", "Feb. 30, 2021", "25:61", "---\n",
    "title: \"A\\_B\"\n", "date: '2021-02-11'\n", "**bold**", "[a](b)", "<figure>", "</figure>",
    "<img src=", "\\", "*", "_", "  \n", "\n", "\n\n", "    ", "- item", "1. item", "> quote",
    "# Head", "Q: why?", "MR. X:  So", "“", "”", "\"", "'", "Home > News >", "By Li Wei",
    "Editor: ", "(Web editor: A, B)", "Monday", "on Tuesday", "yesterday", "\u00a0", "\u200b",
    "\u00ad", "\u2028", "\x85", "\x0c", "\x1b[31m", "\ufeff", "(", "[", "/", "|",
    "--", "—", "e\u0301",
]  # fmt: skip

TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("\n".join),
)


def visible(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def assert_sound(text: str, article: Article) -> None:
    given = visible(text) | visible(unescape(text))
    assert not visible(article.body) - given, "a character of the body is not in the text"
    covered = ""
    last = 0
    for start, end in article.paragraphs:
        assert last <= start < end <= len(article.body)
        assert not article.body[last:start].strip("\n")
        paragraph = article.body[start:end]
        assert "\n" not in paragraph
        assert paragraph == paragraph.strip()
        covered, last = covered + paragraph, end
    assert visible(covered) == visible(article.body)
    assert last == len(article.body)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_any_text_parses_to_a_sound_article(text: str) -> None:
    assert_sound(text, parsed(text))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_markdown_parses_to_a_sound_article(text: str) -> None:
    assert_sound(text, parsed(text, "a.md", "text/markdown"))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["\n\n", "\n"]))
def test_an_article_survives_whatever_stands_above_it(head: str, gap: str) -> None:
    assert parsed(head + gap * 2 + BODY).body.endswith(BODY[-80:])


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "###", "---\n---\n", "---\ntitle: A\n---\n"])
def test_a_text_without_a_body_has_an_empty_one(text: str) -> None:
    assert parsed(text).body == ""
    assert parsed(text).paragraphs == ()
