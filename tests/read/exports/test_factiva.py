"""Factiva: pages with codes and without, in other languages of the interface; RTF, text, XML."""

from pathlib import Path

import pytest

from tests.read.exports.makers import Told

FOOT = """<div class="lastarticle"></div><table class="searchPreview">
<tr><td class="sbSummaryTitle">Search Summary</td></tr>
<tr><td class="label">Date</td><td>06/01/2022 to 06/30/2022</td></tr></table>
<table class="footerBG"><tr><td>© 2022 Factiva, Inc.</td></tr></table></body></html>"""
HEAD = """<html><head><title>Factiva</title></head><body><div class="fcpNavContainer">
<td class="factivalogo">Dow Jones Factiva</td></div>"""


def plain(
    number: str,
    *head: str,
    text: list[str],
    language: str = "en",
    title: str = "A flag",
    author: str = "",
    section: str = "",
    document: str = "Document",
) -> str:
    """An article without codes: divs, then paragraphs, then the provider and the number."""
    lines = "".join(f"<div>{line}</div>" for line in head)
    paragraphs = "".join(
        f'<p class="articleParagraph {language}articleParagraph">{one}\n</p>' for one in text
    )
    above = f"<div>{section}</div>" * bool(section)
    by = f'<div class="author">{author}</div>' * bool(author)
    return (
        f'<div id="article-{number}" class="article" ><div class="article {language}Article"><p>'
        f'{above}<div id="hd"><span class="{language}Headline">{title}</span>\n</div>'
        f"{by}{lines}</p>"
        f"<p></p>{paragraphs}<p>Some Press Ltd</p><p>{document} {number}</p></div></div>"
    )  # fmt: skip


GERMAN = plain(
    "NYTF000020170703ed730000a", "1.077 Wörter", "3 Juli 2017", "21:05", "The Lantern", "NYTF",
    "Late Edition - Final", "1", "Englisch", "Copyright 2017 Lantern. All Rights Reserved.",
    text=["The council <b>voted</b>\nfor a flag.", "Nobody asked why."], author="By JANE O'DOWD",
    section="Foreign Desk", document="Dokument",
)  # fmt: skip
CHINESE = plain(
    "APPLED0020181006eea7000xd", "6 字", "2018 年 10 月 7 日 17:04", "港報", "APPLED", "A12",
    "繁體中文", "© 2018 港報", text=["市長說會來。", "他沒有來。"], language="zhtw", title="旗",
    document="文件",
)  # fmt: skip
BARE = plain("LANTRN0020170703ed730000b", "3 words", "3 July 2017", "The Lantern", "LANTRN",
             "English", "(c) 2017 The Lantern", text=["Bread is back."], title="Bread")  # fmt: skip


def test_pages_without_codes_in_any_language(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.html", (HEAD + GERMAN + CHINESE + BARE + FOOT).encode())
    assert told.given("title", "publisher", "published", "author", "edition", "language") == [
        ("A flag", "The Lantern", "2017-07-03 21:05", "Jane O'Dowd", "Late Edition - Final", "en"),
        ("旗", "港報", "2018-10-07 17:04", None, None, "zh"),
        ("Bread", "The Lantern", "2017-07-03", None, None, "en"),
    ]
    assert told.bodies == [
        ["The council voted for a flag.", "Nobody asked why."],
        ["市長說會來。", "他沒有來。"],
        ["Bread is back."],
    ]
    assert told.given("id", "section")[:2] == [
        ("factiva:NYTF000020170703ed730000a", "Foreign Desk"),
        ("factiva:APPLED0020181006eea7000xd", None),
    ]
    assert told.notes == ["Factiva, 3 of 3 articles; not as long as stated: #1 (9 of 1077 words)"]


def test_the_form_of_2013_has_no_outer_element(tmp_path: Path) -> None:
    inner = GERMAN.partition('class="article" >')[2].removesuffix("</div>")
    told = Told(tmp_path, "a.html", (HEAD + inner + FOOT).encode())
    assert told.given("title", "published") == [("A flag", "2017-07-03 21:05")]


def coded(**rows: str) -> str:
    """An article as a table of codes."""
    lines = "".join(
        f'<tr><td class="index"><p><b>{code}</b>&nbsp;</p></td><td>{value}</td></tr>'
        for code, value in rows.items()
    )
    return f'<div class="article enArticle"><table>{lines}</table><br></div>'


def test_pages_with_codes(tmp_path: Path) -> None:
    first = coded(
        SE="World", HD="<b class='enHeadline'>Bread is\nback</b>", BY="By Jane O'Dowd and Ann Li",
        WC="9 words", PD="29 décembre 2011", ET="14:05", SN="The Lantern", SC="LANT", ED="Final",
        LA="English", LP='<p class="articleParagraph">The bread is back.</p>',
        TD='<p class="articleParagraph">“It is good,” said Ida Crane.</p>',
        ART="A loaf. “Eat,” said a guard.", NS="e51 : Economic News | gcat : General",
        AN="Document LANT000020111229e7ct00001",
    )  # fmt: skip
    second = coded(HD="A fog", PD="30 December 2011", SN="The Lantern", TD="Only TD here.",
                   AN="Document LANT000020111230e7cu00002")  # fmt: skip
    told = Told(tmp_path, "a.html", (HEAD + first + second + FOOT).encode())
    assert told.given("title", "published", "author", "section", "captions") == [
        ("Bread is back", "2011-12-29 14:05", "Jane O'Dowd; Ann Li", "World",
         "A loaf. “Eat,” said a guard."),
        ("A fog", "2011-12-30", None, None, None),
    ]  # fmt: skip
    assert told.bodies == [["The bread is back.", "“It is good,” said Ida Crane."],
                           ["Only TD here."]]  # fmt: skip


TEXT = """HD  Bread is back
BY  By Jane O'Dowd
WC  9 words
PD  29 December 2011
SN  The Lantern
LP  The bread is back.

IN  the oven it was warm.
TD
“It is good,” said Ida Crane.
AN  Document LANT000020111229e7ct00001

\fHD  A fog
PD  30 December 2011
SN  The Lantern
LP  A fog came.
AN  Document LANT000020111230e7cu00002

Search Summary
Date  12/01/2011 to 12/31/2011
© 2012 Factiva, Inc.
"""


def test_text_with_codes(tmp_path: Path) -> None:
    """A code counts only where it is the next in order: "IN" begins a line of the lead."""
    told = Told(tmp_path, "a.txt", TEXT.replace("IN  the", "IN the").encode())
    assert told.given("title", "published") == [
        ("Bread is back", "2011-12-29"), ("A fog", "2011-12-30")
    ]  # fmt: skip
    assert told.bodies == [
        ["The bread is back.", "IN the oven it was warm.", "“It is good,” said Ida Crane."],
        ["A fog came."],
    ]


UNCODED = """World
The harbour will close for the winter
By Jane O'Dowd
9 words
29 December 2011
14:05
The Lantern
LANT
Final
3
English
Copyright 2011 The Lantern
The bread is back.
“It is good,” said Ida Crane.
Some Press Ltd
Document LANT000020111229e7ct00001
A fog
3 mots
30 décembre 2011
Le Fanal
FANAL
Français
© 2011
Le brouillard.
Document FANAL00020111230e7cu00002
Search Summary
© 2012 Factiva, Inc.
"""


def test_text_without_codes(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.txt", UNCODED.encode())
    assert told.given("title", "published", "publisher", "author", "section") == [
        ("The harbour will close for the winter", "2011-12-29 14:05", "The Lantern", "Jane O'Dowd",
         "World"),
        ("A fog", "2011-12-30", "Le Fanal", None, None),
    ]  # fmt: skip
    assert told.bodies == [
        ["The bread is back.", "“It is good,” said Ida Crane."], ["Le brouillard."]
    ]  # fmt: skip


def row(code: str, value: str) -> str:
    r"""A row of RTF; Word writes its definition a second time before ``\row``."""
    cells = r"\trowd\cellx800\cellx9000"
    return rf"{cells}\pard\intbl {{\b {code}}}\cell\pard\intbl {value}\cell{cells}\row"


def test_rtf_with_codes(tmp_path: Path) -> None:
    rows = [("HD", "Bread is back"), ("WC", "9 words"), ("PD", "29 December 2011"),
            ("SN", "The Lantern"), ("LP", r"The bread is back.\par\par Nobody knew."),
            ("TD", r"\ldblquote It is good,\rdblquote  said Ida Crane."),
            ("AN", "Document LANT000020111229e7ct00001"), ("HD", "A fog"),
            ("PD", "30 December 2011"), ("LP", "A fog came.")]  # fmt: skip
    data = r"{\rtf1\ansi\ansicpg1252 " + "\n".join(row(*one) for one in rows)
    data += r"{\pard Search Summary\par}" + row("Date", "12/01/2011 to 12/31/2011") + "}"
    told = Told(tmp_path, "a.rtf", data.encode())
    assert told.given("title", "published") == [
        ("Bread is back", "2011-12-29"), ("A fog", "2011-12-30")
    ]  # fmt: skip
    assert told.bodies == [
        ["The bread is back.", "Nobody knew.", "“It is good,” said Ida Crane."], ["A fog came."]
    ]  # fmt: skip


XML = """<?xml version="1.0" encoding="UTF-8"?><ppsarticle xmlns="urn:x"><article>
<accessionNo>LANT000020111229e7ct00001</accessionNo><baseLanguage>en</baseLanguage>
<byline>By Jane O'Dowd</byline><headline><paragraph>Bread is <hlt>back</hlt></paragraph></headline>
<leadParagraph><paragraph>The bread is back.</paragraph></leadParagraph>
<tailParagraphs><paragraph>“It is good,” said Ida Crane.</paragraph></tailParagraphs>
<publicationDate><dateTime>2011-12-29T00:00:00</dateTime></publicationDate>
<sourceName>The Lantern</sourceName></article></ppsarticle>"""


def test_xml(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.xml", XML.encode())
    assert told.given("title", "publisher", "author", "language", "id") == [
        ("Bread is back", "The Lantern", "Jane O'Dowd", "en", "factiva:LANT000020111229e7ct00001")
    ]
    assert told.bodies == [["The bread is back.", "“It is good,” said Ida Crane."]]
    assert told.given("published")[0].startswith("2011-12-29")


@pytest.mark.parametrize("data", [HEAD + "<div class='article enArticle'></div>" + FOOT])
def test_what_cannot_be_told_apart_is_refused_by_name(data: str, tmp_path: Path) -> None:
    told = Told(tmp_path, "a.html", data.encode())
    assert told.documents == []
    assert "has no line with the number of its words" in told.failures[0]
