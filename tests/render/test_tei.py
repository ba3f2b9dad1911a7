"""A TEI corpus: well-formed whatever statements do, ids and links whole, read back as it was."""

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from archive.cli import run
from archive.render.tei import corpus
from tests.cli.test_export import SEED, printed

TEI = "{http://www.tei-c.org/ns/1.0}"
ID = "{http://www.w3.org/XML/1998/namespace}id"
NOBODY: dict[str, list[Any]] = {"speakers": [], "names": [], "roles": []}


def article(body: str, *spans: list[list[int]], title: str = "A & B") -> dict[str, Any]:
    names = ("place", "publisher", "url", "language", "event_on", "published_on")
    return {
        **dict.fromkeys(names),
        "uid": "a:1",
        "title": title,
        "authors": [],
        "body": body,
        "paragraphs": [[0, 9], [11, len(body)]],
        "statements": [
            {"uid": f"s:{n}", "spans": one, "headline": False, "quotation": "direct",
             "speaker_uids": ["xi"], "topics": []}
            for n, one in enumerate(spans)
        ],
    }  # fmt: skip


def said(record: dict[str, Any]) -> list[tuple[str | None, str, str | None, str | None]]:
    root = ElementTree.fromstring("".join(corpus([record], NOBODY, [])))
    return [
        (one.get(ID), "".join(one.itertext()), one.get("prev"), one.get("next"))
        for one in root.iter(f"{TEI}said")
    ]


BODY = "abc def &\n\nghi jkl mno"


def test_a_statement_is_marked_with_its_id() -> None:
    assert said(article(BODY, [[4, 9]])) == [("s.0", "def &", None, None)]


def test_pieces_are_linked() -> None:
    assert said(article(BODY, [[0, 3], [15, 18]])) == [
        ("s.0", "abc", None, "#s.0.2"), ("s.0.2", "jkl", "#s.0", None),
    ]  # fmt: skip


def test_what_goes_over_two_paragraphs_is_cut_there() -> None:
    assert [one[:2] for one in said(article(BODY, [[4, 14]]))] == [
        ("s.0", "def &"), ("s.0.2", "ghi"),
    ]  # fmt: skip


def test_statements_that_overlap_nest() -> None:
    assert said(article(BODY, [[0, 7]], [[4, 9]])) == [
        ("s.0", "abc def", None, None),
        ("s.1", "def", None, "#s.1.2"),
        ("s.1.2", " &", "#s.1", None),
    ]


def test_one_within_another() -> None:
    assert [one[:2] for one in said(article(BODY, [[0, 7]], [[0, 7]], [[4, 7]]))] == [
        ("s.0", "abc def"), ("s.1", "abc def"), ("s.2", "def"),
    ]  # fmt: skip


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert said(article("ab\x00 <def\n\nghi", [[0, 4]]))[0][1] == "ab\ufffd "


def test_it_is_read_back_with_the_same_statements(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    printed(capfd, "ingest", str(SEED), "--db", "one.db")
    Path("one.xml").write_text(printed(capfd, "export", "-f", "tei", "--db", "one.db"), "utf-8")
    assert run(("ingest", "one.xml", "--db", "two.db")) == 0
    capfd.readouterr()
    columns = ("query", "-f", "csv", "-c", "speaker,role,text,title,publisher,published_on")
    one, two = (printed(capfd, *columns, "--db", f"{name}.db") for name in ("one", "two"))
    assert sorted(one.splitlines()) == sorted(two.splitlines())
    root = ElementTree.parse("one.xml").getroot()
    ids = {f"#{one.get(ID)}" for one in root.iter() if one.get(ID)}
    named = {ref for one in root.iter(f"{TEI}said")
             for ref in f"{one.get('who') or ''} {one.get('ana') or ''}".split()}  # fmt: skip
    assert named <= ids
