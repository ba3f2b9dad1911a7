"""What a page sets off by its elements survives: quotations, block quotations, layout by tables."""

from pathlib import Path

import pytest

from tests.read.samples import written

pytest.importorskip("trafilatura")

LEAD = "The harbour board met in Rosport on Tuesday to hear what the storm had cost the town."
TAIL = "The board votes on the plan in May, in the hall beside the old custom house."


def text_of_page(folder: Path, inside: str) -> str:
    page = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>Storm bill</title></head><body>'
        f"<article><h1>Storm bill</h1><p>{LEAD}</p>{inside}<p>{TAIL}</p></article></body></html>"
    )
    (document,) = written(folder, "a.html", page.encode())
    text: str = document.text
    return (
        text.removeprefix("Storm bill\n\n").removeprefix(f"{LEAD}\n\n").removesuffix(f"\n\n{TAIL}")
    )


SHAPES = {
    "q at the start": (
        "<p><q>We are glad,</q> said Ilse Brandt, who leads the union of dockers.</p>",
        "“We are glad,” said Ilse Brandt, who leads the union of dockers.",
    ),
    "q in the middle": (
        "<p>Brandt called it <q>a bad bargain</q> and left the hall at noon.</p>",
        "Brandt called it “a bad bargain” and left the hall at noon.",
    ),
    "q at the end": (
        "<p>Brandt said the mole was <q>gone</q>.</p>",
        "Brandt said the mole was “gone”.",
    ),
    "q around emphasis": (
        "<p>Brandt said <q>it is <em>gone</em></q> on Monday.</p>",
        "Brandt said “it is gone” on Monday.",
    ),
    "q in q": (
        "<p>Brandt said <q>they call it <q>the wall</q> here</q> and laughed.</p>",
        "Brandt said “they call it ‘the wall’ here” and laughed.",
    ),
    "a block quotation": (
        "<p>Brandt wrote:</p><blockquote><p>The mole is gone.<p>So is the pier.</blockquote>",
        "Brandt wrote:\n\n> The mole is gone.\n\n> So is the pier.",
    ),
    "a block quotation without paragraphs": (
        "<p>Brandt wrote:</p><blockquote>The mole is gone.<br><br>So is the pier.</blockquote>",
        "Brandt wrote:\n\n> The mole is gone.\n\n> So is the pier.",
    ),
    "a layout table": (
        ("<table><tr><td><p>The mole is gone, Brandt said there.</p>"
        "<p>The pier is <i>old</i>, she said, and it will not last.</p></table>"),
        "The mole is gone, Brandt said there.\n\nThe pier is old, she said, and it will not last.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "text"), SHAPES.values(), ids=SHAPES.keys())
def test_shapes(inside: str, text: str, tmp_path: Path) -> None:
    assert text_of_page(tmp_path, inside) == text


LAYOUTS = {
    "navigation beside the text": (
        '<table><tr><td><a href="/">Home</a> <a href="/news">News</a> <a href="/o">Opinion</a></td>'
        "<td><h1>Storm bill</h1>{}</td></tr></table>"
    ),
    "navigation above, a table in a table": (
        '<table><tr><td colspan=2><a href="/">Home</a> | <a href="/c">Contact us</a></td></tr><tr>'
        '<td><ul><li><a href="/1">Old mole</a></li><li><a href="/2">Ferry</a></li></ul></td><td>'
        "<table width=600><tr><td><h1>Storm bill</h1>{}</td></tr></table></td></tr></table>"
    ),
    "a row a paragraph": '<table role="presentation"><tr><td>{}</td></tr></table>',
    "paragraphs left open": "<table><tr><td class=nav></td><td>{}</td></tr></table>",
}
PARAGRAPHS = [
    LEAD,
    'The mayor, Ilse Brandt, said that "the mole is gone" and that the town would not pay alone.',
    TAIL,
]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("closed", ["</p>", ""], ids=["closed", "open"])
def test_a_page_laid_out_with_tables(layout: str, closed: str, tmp_path: Path) -> None:
    inside = "".join(f"<p>{one}{closed}" for one in PARAGRAPHS)
    page = (
        f"<!DOCTYPE html><html><head><title>Storm bill</title></head><body>{layout.format(inside)}"
    )
    (document,) = written(tmp_path, "a.html", f"{page}</body></html>".encode())
    assert document.text.removeprefix("Storm bill\n\n").split("\n\n") == PARAGRAPHS


def test_a_table_of_figures_stays_one(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{n}</td><td>{n * 9} ships</td></tr>" for n in (2019, 2020, 2021))
    text = text_of_page(tmp_path, f"<table><tr><th>Year</th><th>Calls</th></tr>{rows}</table>")
    assert "2020" in text
    assert "18180 ships" in text
    assert len(text.split("\n\n")) < 8
