r"""YAML front matter: the scalars that generators write, and what is none."""

import pytest

from archive.parse.frontmatter import split_front_matter
from tests.parse.articles import BODY, parsed

SCALARS = {
    "plain": ("title: Talks in Minsk", "Talks in Minsk"),
    "plain with a colon": ("title: Xi: we must act", "Xi: we must act"),
    "plain over two lines": ("title: Talks held in\n  Minsk", "Talks held in Minsk"),
    "plain with a comment": ("title: Talks  # a note", "Talks"),
    "plain with a sign in a word": ("title: Talks C#1", "Talks C#1"),
    "single-quoted": ("title: '2021-02-11'", "2021-02-11"),
    "single-quoted with a mark": ("title: 'Belarus'' strategy'", "Belarus' strategy"),
    "single-quoted over two lines": ("title: 'REPORT: Jobs\n  Lost'", "REPORT: Jobs Lost"),
    "double-quoted": ('title: "Talks: held"', "Talks: held"),
    "no-break space": ('title: "in\\_Minsk"', "in\u00a0Minsk"),
    "code point": ('title: "Biden\\u2019s call"', "Biden’s call"),
    "code points of two and eight": ('title: "\\xe9 \\U0001F1E8"', "é \U0001f1e8"),
    "no such code point": ('title: "a\\UFFFFFFFFb"', "a\ufffdb"),
    "escaped line end": ('title: "the President\\u2019\\\n  s Visit"', "the President’s Visit"),
    "escaped line end and space": ('title: "Meeting\\\n  \\ with Xi"', "Meeting with Xi"),
    "folded double-quoted": ('title: "Talks held\n  in Minsk"', "Talks held in Minsk"),
    "escaped quotation mark": ('title: "the \\"talks\\""', 'the "talks"'),
    "folded block": ("title: >-\n  Talks held\n  in Minsk", "Talks held in Minsk"),
    "literal block": ("title: |\n  Talks\n  in Minsk", "Talks\nin Minsk"),
    "quoted key": ('"title": Talks', "Talks"),
}


@pytest.mark.parametrize(("block", "value"), SCALARS.values(), ids=SCALARS.keys())
def test_scalar(block: str, value: str) -> None:
    fields, text = split_front_matter(f"---\n{block}\ndate: 2021-02-11\n---\nBody.")
    assert fields == {"title": (value,), "date": ("2021-02-11",)}
    assert text == "\nBody."


@pytest.mark.parametrize("block", ["tags: [a, 'b']", "tags:\n- a\n- 'b'", "tags:\n  - a\n  - b"])
def test_a_list_has_several_values(block: str) -> None:
    assert split_front_matter(f"---\n{block}\n---\n")[0] == {"tags": ("a", "b")}


NONE = {
    "no fence": "title: A\n\nBody.",
    "never closed": "---\ntitle: A\n\nBody.",
    "prose between rules": "---\nThis is no field.\n---\nBody.",
    "a rule below the text": "Body.\n---\ntitle: A\n---\n",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE.keys())
def test_a_text_without_front_matter_stays_whole(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_the_fields_of_an_article() -> None:
    article = parsed(
        "---\n"
        "tags: statements-releases\n"
        "date: '2021-02-11'\n"
        "modified_time: 2021-02-12 12:09:52-05:00\n"
        "source_url: https://www.whitehouse.gov/briefing-room/2021/02/11/readout/\n"
        "published_time: 2021-02-11 12:00:00-05:00\n"
        'title: "Readout of a Meeting in\\_Minsk"\n'
        f"---\n \n{BODY}\n\n\\###\n"
    )
    assert article.title == "Readout of a Meeting in Minsk"
    assert article.published
    assert (article.published.iso, article.published.method) == ("2021-02-11", "front matter")
    assert article.published_time == "12:00:00-05:00"
    assert article.url == "https://www.whitehouse.gov/briefing-room/2021/02/11/readout/"
    assert article.publisher == "The White House"
    assert article.body == BODY


def test_the_place_and_time_above_a_transcript_are_head() -> None:
    article = parsed(
        "---\ntitle: Press Briefing\ndate: '2023-01-23'\n---\n \nVia Teleconference\n\n"
        "(January 17, 2023)\n\n12:38 P.M. EST  \n   \nMR. SAMS:  Good morning, everybody.  \n   \n"
        "Q    Thank you.  Is it so?  \n   \nMR. SAMS:  It is.  \n   \n1:13 P.M. EST\n"
    )
    assert article.body == (
        "MR. SAMS: Good morning, everybody.\n\nQ Thank you. Is it so?\n\nMR. SAMS: It is."
    )
    assert article.event
    assert (article.event.iso, article.event.method) == ("2023-01-17", "header")
    assert article.published_time == "12:38 EST"
