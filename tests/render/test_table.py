"""What a terminal shows, in columns; without colour a match stands between ⟦ and ⟧."""

import re
from io import StringIO
from typing import Any

import pytest

from archive.records import Span
from archive.render.table import Column, draw, draw_list
from tests.render.rows import article, statement


def drawn(
    monkeypatch: pytest.MonkeyPatch,
    rows: list[dict[str, Any]],
    marks: dict[int, list[Span]] | None = None,
    *,
    width: int = 80,
    colour: bool = False,
) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = StringIO()
    draw(rows, marks or {}, stream, colour=colour)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


def test_a_table_marks_the_match(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [statement()], {1: [(7, 11)]}) == (
        "DATE        SPEAKER     STATEMENT      ID\n"
        "2022-09-15  Xi Jinping  all is ⟦well⟧  s:abcdefgh"
    )


def test_an_article_without_title_and_words_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    row = article() | {"title": None}
    assert row["uid"] in drawn(monkeypatch, [row])


def test_colour_marks_the_match_by_a_style(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = drawn(monkeypatch, [statement()], {1: [(7, 11)]}, colour=True)
    assert "all is \x1b[1;33mwell\x1b[0m" in shown


def test_a_wide_terminal_shows_the_publisher(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [statement()], width=120) == (
        "DATE        SPEAKER     STATEMENT    PUBLISHER  ID\n"
        "2022-09-15  Xi Jinping  all is well  Xinhua     s:abcdefgh"
    )


def test_a_narrow_terminal_gets_paragraphs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [statement()], width=40) == (
        "2022-09-15  s:abcdefgh  Xi Jinping\n  all is well"
    )


def test_articles_show_their_titles(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, [article(), article(title=None, event_on=None)]) == (
        "DATE        ARTICLE          ID\n"
        "2022-09-15  Presidents meet  a:abcdefgh\n"
        "2022-09-16  [no title]       a:abcdefgh"
    )


@pytest.mark.parametrize(
    ("values", "who", "text"),
    [
        ({"quotation": "direct"}, "Xi Jinping", "“all is well”"),
        ({"speaker": None}, "[Xi]", "all is well"),
        ({"speaker": None, "speaker_text": None}, "[unknown]", "all is well"),
        ({"text": "a\x1b[2Jb\nc"}, "Xi Jinping", r"a\u001b[2Jb c"),
        ({"before": "Xi said", "after": "."}, "Xi Jinping", "Xi said all is well."),
        ({"before": None, "after": "He left."}, "Xi Jinping", "all is well He left."),
        ({"text": "[red]not markup[/red]"}, "Xi Jinping", "[red]not markup[/red]"),
    ],
    ids=[
        "direct",
        "unresolved",
        "nobody",
        "escape sequence",
        "a full stop after it",
        "a sentence after",
        "brackets",
    ],
)
def test_a_row_shows(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, Any], who: str, text: str
) -> None:
    line = drawn(monkeypatch, [statement(**values)]).splitlines()[1]
    assert re.split(" {2,}", line)[1:3] == [who, text]


def test_a_long_text_is_cut_around_the_match(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(f"word{n}" for n in range(100))
    place = words.index("word80")
    shown = drawn(monkeypatch, [statement(text=words)], {1: [(place, place + 6)]}, width=400)
    text = shown.splitlines()[1].split("  ")[2]
    assert text.startswith("…word")
    assert "⟦word80⟧" in text
    assert len(text) <= 284


def test_a_text_in_its_context_is_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(f"word{n}" for n in range(100))
    shown = drawn(monkeypatch, [statement(text=words, before="So:", after=None)], width=60)
    assert "word0 word1" in shown
    assert "word98 word99" in shown


def test_an_id_is_never_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is there to be copied: a name gives way."""
    monkeypatch.setenv("COLUMNS", "40")
    columns = [Column("NAME", "name"), Column("ID", "uid")]
    stream = StringIO()
    row = {"name": "A senior official of a government", "uid": "a-senior-official-of-a"}
    draw_list(columns, [row], stream, colour=False)
    assert "a-senior-official-of-a" in stream.getvalue()


def test_a_list_keeps_what_is_indented() -> None:
    rows = [{"topic": "economy"}, {"topic": "  trade\tand\ntravel"}]
    stream = StringIO()
    draw_list([Column("TOPIC", "topic")], rows, stream, colour=False)
    assert [line.rstrip() for line in stream.getvalue().splitlines()] == [
        "TOPIC",
        "economy",
        "  trade and travel",
    ]


def test_a_list_leaves_out_what_is_optional(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column("NAME", "name"), Column("KIND", "kind", optional=True),
               Column("N", "n", number=True)]  # fmt: skip
    monkeypatch.setenv("COLUMNS", "80")
    stream = StringIO()
    draw_list(columns, [{"name": "Xi", "kind": "person", "n": 1234}], stream, colour=False)
    assert [line.split() for line in stream.getvalue().splitlines()] == [
        ["NAME", "N"],
        ["Xi", "1,234"],
    ]
