"""Fields that hold entities or tags: the words are the same in JSON, in tables and in feeds."""

import csv
import io
import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from archive.pipeline import analyse
from tests.read.samples import written

BODIES = {
    "no tags": (
        "Ilse Brandt said: &ldquo;The mole is gone.&rdquo;\n\nAT&amp;T would pay, she said.",
        "Ilse Brandt said: “The mole is gone.”\n\nAT&T would pay, she said.",
    ),
    "breaks": (
        "Ilse Brandt said: “The mole is gone.<br><br>“So is the pier.”",
        "Ilse Brandt said: “The mole is gone.\n\n“So is the pier.”",
    ),
    "q": ("Ilse Brandt said <q>the mole is gone</q>.", "Ilse Brandt said “the mole is gone”."),
    "emphasis": (
        "Ilse Brandt said the mole is <em>gone</em>.",
        "Ilse Brandt said the mole is gone.",
    ),
    "tags that were escaped": (
        "&lt;p&gt;Ilse Brandt said the mole is gone.&lt;/p&gt;&lt;p&gt;It is.&lt;/p&gt;",
        "Ilse Brandt said the mole is gone.\n\nIt is.",
    ),
    "a comparison": ("Brandt said 3 < 5 and 7 > 4.", "Brandt said 3 < 5 and 7 > 4."),
}


def as_json(title: str, body: str) -> tuple[str, bytes]:
    return "a.jsonl", json.dumps({"title": title, "text": body}).encode()


def as_table(title: str, body: str) -> tuple[str, bytes]:
    file = io.StringIO()
    csv.writer(file).writerows([["title", "text"], [title, body]])
    return "a.csv", file.getvalue().encode()


def as_feed(title: str, body: str) -> tuple[str, bytes]:
    return "a.xml", (
        f"<rss><channel><item><title>{escape(title)}</title><description>"
        f"{escape(body)}</description></item></channel></rss>"
    ).encode()


FORMS = [as_json, as_table, as_feed]
PLAIN = ["no tags", "a comparison"]
"""What says something else in a feed, whose descriptions are HTML."""
EVERY = [
    pytest.param(form, *BODIES[name], id=f"{name}, {form.__name__}")
    for form in FORMS
    for name in BODIES
    if form is not as_feed or name not in PLAIN
]


@pytest.mark.parametrize(("form", "body", "expected"), EVERY)
def test_a_body_is_the_same_in_every_form(
    form: Any, body: str, expected: str, tmp_path: Path
) -> None:
    (document,) = written(tmp_path, *form("R&amp;D &#8220;up&#8221;", body))
    article = analyse(document)
    assert (article.title, article.body) == ("R&D “up”", expected)


BLOCKS = {
    "HTML": "<p>Ilse Brandt wrote:<blockquote><p>One is gone.</p><p>Two stays.</p></blockquote>",
    "text": "Ilse Brandt wrote:\n\n> One is gone.\n\n> Two stays.",
}


@pytest.mark.parametrize("body", BLOCKS.values(), ids=BLOCKS.keys())
@pytest.mark.parametrize("form", [as_json, as_table])
def test_a_block_quotation_is_said_by_whom_its_introduction_names(
    form: Any, body: str, tmp_path: Path
) -> None:
    (document,) = written(tmp_path, *form("Storm", f"{body}\n\nThe board votes in May."))
    article = analyse(document)
    assert [(s.text, s.quotation, s.implicit, s.speakers[0].name) for s in article.statements] == [
        ("One is gone", "direct", False, "Ilse Brandt"),
        ("Two stays", "direct", True, "Ilse Brandt"),
    ]


def test_entities_in_a_plain_text_are_read(tmp_path: Path) -> None:
    (document,) = written(
        tmp_path, "a.txt", b"R&amp;D grows again\n\nBrandt said &quot;it is gone&quot;.\n"
    )
    article = analyse(document)
    assert (article.title, article.body) == (
        "R&D grows again",
        'Brandt said "it is gone".',
    )
