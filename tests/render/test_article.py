"""An article and a statement as `archive show` draws them."""

from collections.abc import Iterator
from typing import Any

from archive.records import Mention, Tag
from archive.render.article import View
from archive.render.extract import extract_json
from tests.factories import article, day, speaker, statement

XI = speaker("Xi Jinping", title="President", of="China")


def shown() -> dict[str, Any]:
    said = statement("trade has grown", by=XI, cue="said")._replace(
        cue_lemma="say",
        cue_class="say",
        rule="after",
        confidence=0.9,
        speaker_method="surname",
        speaker_confidence=0.95,
        mention=Mention("Xi", (20, 22)),
        said=day("2022-09-15", "dateline"),
        paragraph=1,
        topics=(Tag("trade", "trade", (17, 22)),),
    )
    first = statement("both welcome it", by=(XI, speaker("B")), cue="agreed")
    record = extract_json(
        article(
            first,
            said,
            title="Talks go well",
            event="2022-09-15",
            place="SAMARKAND",
            publisher="Xinhua",
            people=[("Xi Jinping", "participant")],
        )
    )
    record["uid"] = "a:aaaa"
    for number, one in enumerate(record["statements"]):
        one["uid"] = f"s:{number}"
    record["documents"] = [
        {
            "path": "news/a.txt",
            "size": 1234,
            "encoding": "utf-8",
            "encoding_method": "bom",
            "read_at": "2024-01-01T00:00:00Z",
            "sha256": "0f0f",
        }
    ]
    return record


def text(lines: Iterator[str]) -> str:
    return "\n".join(lines)


def test_an_article_marks_its_statements_and_says_whose_they_are() -> None:
    assert (
        text(View(80, colour=False).article(shown()))
        == """\
Talks go well
2022-09-15 · SAMARKAND · Xinhua · a:aaaa

  ⟦1 both welcome it⟧
    1 s:0  Xi Jinping; B · agreed · indirect

  ⟦2 trade has grown⟧
    2 s:1  Xi Jinping · said · indirect · trade

event on     2022-09-15 (from: test)
participants Xi Jinping
document     news/a.txt: 1,234 bytes, utf-8 (bom), read 2024-01-01T00:00:00Z,
             sha256 0f0f"""
    )


def test_a_statement_stands_in_its_context_with_how_all_was_found() -> None:
    assert (
        text(View(80, colour=False).statement(shown(), 1))
        == """\
Xi Jinping, 2022-09-15

  both welcome it

  ⟦trade has grown⟧

id           s:1
speaker      Xi Jinping (President of China), named “Xi” at 20–22: surname,
             confidence 0.95
cue          “said” (say, say)
quotation    indirect
said on      2022-09-15 (from: dateline)
topics       trade: “trade” at 17–18
words        paragraph 2, 17–32
rule         after, confidence 0.90
article      a:aaaa · Talks go well
event on     2022-09-15 (from: test)
place        SAMARKAND
publisher    Xinhua
document     news/a.txt: 1,234 bytes, utf-8 (bom), read 2024-01-01T00:00:00Z,
             sha256 0f0f"""
    )


def test_in_colour_a_statement_over_two_lines_is_coloured_in_both() -> None:
    record = shown()
    record["body"] = "both welcome it\n\n" + "x" * 30 + " " + "y" * 30
    record["paragraphs"][1] = [17, 78]
    record["statements"][1]["spans"] = [[17, 78]]
    lines = text(View(50, colour=True).article(record)).splitlines()
    assert f"  \x1b[32m2 {'x' * 30}\x1b[0m" in lines
    assert f"  \x1b[32m{'y' * 30}\x1b[0m" in lines


def test_a_headline_is_marked_in_the_title() -> None:
    record = shown()
    record["statements"][1] |= {"headline": True, "spans": [[0, 5]]}
    lines = text(View(80, colour=False).article(record)).splitlines()
    assert lines[0] == "⟦2 Talks⟧ go well"
    assert lines[2] == "    2 s:1  Xi Jinping · said · indirect · headline · trade"


def test_what_a_terminal_would_obey_is_written_out() -> None:
    record = shown()
    record["title"], record["body"] = "a\x1b[2J", record["body"].replace("both", "b\x07th")
    drawn = text(View(80, colour=False).article(record))
    assert "\x1b" not in drawn
    assert r"⟦1 b\u0007th welcome it⟧" in drawn
