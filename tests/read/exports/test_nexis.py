"""Nexis Uni and Lexis Advance as DOCX and RTF: sections, cover, labels, what is no text."""

from pathlib import Path
from typing import Any

import pytest

from archive.read.exports.blocks import Block
from archive.read.exports.nexis import read_nexis
from tests.read.exports.makers import LINK, Told, docx, link, paragraph, run, table

NB = "\xa0"


def field(label: str, value: str) -> str:
    """A line with a label in bold."""
    return paragraph(run(f"{label}:", bold=True), run(f"{NB}{value}"))


def section(
    number: int, *lines: str, bookmark: bool = True, end: str = "End of Document"
) -> list[str]:
    """An article: the lines between its bookmark and its end."""
    begin = paragraph(bookmark=f"Bookmark_{number}") if bookmark else paragraph("")
    return [begin, *lines, paragraph(run(f"\n{end}", bold=True))]


def head(title: str, publisher: str, day: str, key: str = "r1") -> list[str]:
    """Headline, publisher and date, centred, and the copyright."""
    return [
        paragraph(link(title[:9], key), link(title[9:], key), centred=True),
        paragraph(publisher, centred=True),
        paragraph(day, centred=True),
        paragraph(run("\nCopyright 2018 Some Press")),
    ]


COVER = [
    paragraph(run("User Name:", bold=True), run(f"{NB}R. SEARCHER")),
    paragraph(run("Date and Time:", bold=True), run(f"{NB}Friday, 5. July 2019 09:31:00 CEST")),
    paragraph(run("Job Number: 7")),
    paragraph(run("Documents (2)", bold=True)),
    paragraph(run("1. "), link("Council to meet at dawn", "r1")),
    paragraph("Client/Matter: -None-"),
    paragraph("Search Terms: council"),
    table(["Content Type", "Narrowed by"], ["News", "Sources: All"]),
    paragraph(run("2. "), link("Bakers end their strike", "r2")),
]
FIRST = section(
    1,
    *head(
        "Council to meet at dawn",
        "The Lantern (Ostrow) - Final Edition",
        "March 5, 2018 Monday 9:50 PM GMT",
    ),
    field("Section", "NEWS; Pg. 4"),
    field("Length", "24 words"),
    field("Byline", "By MIRA O'DELL and Pavel Sobotka, thelantern.example"),
    field("Dateline", "OSTROW"),
    paragraph(run("Body", bold=True), bookmark="Body"),
    paragraph(""),
    paragraph(
        "Clerk: the doors open at five.", " “Bring ", run("bread", bold=True), ",” said the clerk."
    ),
    paragraph(""),
    paragraph(""),
    paragraph("Covid-19, part 1 was the title of the play that the council saw."),
    paragraph(run("Correction", bold=True)),
    paragraph("An earlier version misspelt the name of the clerk."),
    paragraph(run("Graphic", bold=True)),
    paragraph(f"{NB}"),
    paragraph("PHOTO: The hall. “No seats left,” said a guard. (PHOTOGRAPH BY L. ORN)"),
    paragraph(run("Classification", bold=True)),
    field("\nLanguage", "ENGLISH"),
    field("\nSubject", "COUNCILS (90%); BREAD (70%)"),
    field("\nLoad-Date", "March 9, 2018"),
)
SECOND = section(
    2,
    *head("Bakers end their strike", "Ostrow Abendblatt", "27. Februar 2018 Dienstag", "r2"),
    field("Length", "200 words"),
    paragraph(run("Body", bold=True), bookmark="Body_0"),
    paragraph("The bakers are back."),
    field("\nLoad-Date", "March 1, 2018"),
)
LINKS = {
    "r1": LINK.format("5ABC-1111-AAAA-0000-00000-00"),
    "r2": LINK.format("5ABC-2222-AAAA-0000-00000-00"),
}


@pytest.fixture(params=["docProps/app.xml", "[Content_Types].xml"])
def told(tmp_path: Path, request: pytest.FixtureRequest) -> Told:
    """The two articles read, whatever the first member of the zip archive."""
    data = docx(*COVER, *FIRST, *SECOND, links=LINKS, count=3, first=request.param)
    return Told(tmp_path, "a.docx", data)


def test_each_section_is_an_article(told: Told) -> None:
    assert told.given("title", "publisher", "published", "edition") == [
        (
            "Council to meet at dawn",
            "The Lantern (Ostrow)",
            "2018-03-05 21:50 GMT",
            "Final Edition",
        ),
        ("Bakers end their strike", "Ostrow Abendblatt", "2018-02-27", None),
    ]
    assert [one.path.rpartition("#")[2] for one in told.documents] == ["1", "2"]


def test_what_the_export_states_of_an_article_is_kept(told: Told) -> None:
    assert told.given("author", "section", "place", "language", "id")[0] == (
        "Mira O'Dell; Pavel Sobotka", "NEWS; Pg. 4", "OSTROW", "en",
        "lexis:5ABC-1111-AAAA-0000-00000-00",
    )  # fmt: skip
    assert told.given("captions")[0] == (
        "PHOTO: The hall. “No seats left,” said a guard. (PHOTOGRAPH BY L. ORN)"
    )


def test_the_text_is_all_that_belongs_to_it_and_nothing_else(told: Told) -> None:
    assert told.bodies == [
        [
            "Clerk: the doors open at five. “Bring bread,” said the clerk.",
            "Covid-19, part 1 was the title of the play that the council saw.",
            "Correction",
            "An earlier version misspelt the name of the clerk.",
        ],
        ["The bakers are back."],
    ]


def test_it_says_how_many_were_read_and_what_is_not_as_stated(told: Told) -> None:
    assert told.notes == ["Nexis Uni, 2 of 2 articles; not as long as stated: #2 (4 of 200 words)"]
    assert told.failures == []


def test_a_file_that_states_more_than_it_holds_says_so(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.docx", docx(*FIRST, *SECOND, links=LINKS, count=5))
    assert told.notes[0].startswith("Nexis Uni, 2 of 5 articles")
    assert told.failures == [
        "a.docx states that it holds 5 documents, and 2 were found in it",
    ]


def test_one_article_in_two_downloads_has_one_checksum(tmp_path: Path) -> None:
    whole = Told(tmp_path, "a.docx", docx(*COVER, *FIRST, *SECOND, links=LINKS))
    alone = Told(tmp_path, "b.docx", docx(*SECOND, links=LINKS))
    assert whole.documents[1].sha256 == alone.documents[0].sha256


DAYS: dict[str, tuple[str, str | None, str | None]] = {
    "comma": ("April 2, 2020 Thursday, Late Edition - Final", "2020-04-02", "Late Edition - Final"),
    "two commas": ("April 2, 2020, Thursday,, FINAL EDITION", "2020-04-02", "FINAL EDITION"),
    "show": ("April 2, 2020, Thursday 14:00:00 - 14:30:00 Eastern Time", "2020-04-02 14:00", None),
    "no comma": ("April 2, 2020 Thursday Final Edition", "2020-04-02", "Final Edition"),
    "Dutch": ("5 oktober 2017 donderdag", "2017-10-05", None),
    "German": ("27. Februar 2012 Montag 9:50 PM GMT+1", "2012-02-27 21:50 GMT", None),
    "French": ("1er août 2019 jeudi", "2019-08-01", None),
    "none": ("Correction Appended", "2018", None),
}


@pytest.mark.parametrize(("line", "day", "edition"), DAYS.values(), ids=DAYS.keys())
def test_dates(line: str, day: str | None, edition: str | None, tmp_path: Path) -> None:
    body = [paragraph(run("Body", bold=True), bookmark="Body"), paragraph("Text.")]
    lines = section(1, *head("A title of words", "The Lantern", line), *body)
    told = Told(tmp_path, "a.docx", docx(*lines))
    assert told.given("published", "edition") == [(day, edition)]


def test_a_blog_between_publisher_and_date_is_neither(tmp_path: Path) -> None:
    lines = head("A title of words", "The Lantern", "(Ostrow Diary)")
    lines.insert(3, paragraph("May 2, 2019 Thursday", centred=True))
    body = [paragraph(run("Body", bold=True)), paragraph("Text.")]
    told = Told(tmp_path, "a.docx", docx(*section(1, *lines, *body)))
    assert told.given("publisher", "published") == [("The Lantern", "2019-05-02")]


def test_without_bookmarks_articles_end_at_their_last_line() -> None:
    """RTF and text made of a DOCX have none."""
    lines = """User Name: R. SEARCHER
Documents (2)
1. Council to meet at dawn
Client/Matter: -None-
2. Bakers end their strike
Client/Matter: -None-
Page 1 of 2
Council to meet at dawn
The Lantern
March 5, 2018 Monday
Copyright 2018 Some Press
Length: 5 words
Body
The council meets at dawn.
Load-Date: March 9, 2018
End of Document
Bakers end their strike
Abendblatt
March 6, 2018 Tuesday
Body
The bakers are back.
End of Document""".split("\n")
    export = read_nexis([Block(line) for line in lines])
    assert export is not None
    assert [(one.title, one.published, one.paragraphs) for one in export.articles] == [
        ("Council to meet at dawn", "2018-03-05", ["The council meets at dawn."]),
        ("Bakers end their strike", "2018-03-06", ["The bakers are back."]),
    ]
    assert export.stated == 2


def test_labels_inside_a_text_stay_there(tmp_path: Path) -> None:
    told = Told(
        tmp_path,
        "a.docx",
        docx(
            *section(
                1,
                *head("A title of words", "The Lantern", "May 2, 2019 Thursday"),
                paragraph(run("Body", bold=True)),
                paragraph("Subject: the harbour. It was to be closed."),
                paragraph("Update: it is open again."),
                paragraph("Nobody knew why."),
                field("\nLoad-Date", "May 3, 2019"),
            )
        ),
    )
    assert told.bodies == [
        ["Subject: the harbour. It was to be closed.", "Update: it is open again.",
         "Nobody knew why."]
    ]  # fmt: skip


RTF = r"""{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\info{\author Licensee}{\creatim\yr2021}}
{\header Page {\field{\*\fldinst{PAGE}}{\fldrslt 1}}\par}{\pict\pngblip %s}
{\*\bkmkstart Bookmark_1}{\*\bkmkend Bookmark_1}
{\pard {\field{\*\fldinst{ HYPERLINK "https://advance.lexis.com/api/document?id=
urn:contentItem:6AAA-BBBB-0000-1111-00000-00" }}{\fldrslt{\b Ferry lost in fog}}}\par}
{\pard The Lantern\par}{\pard June 3, 2021 Thursday\par}{\pard {\b Byline:}\~Ida Crane\par}
{\pard {\b Body}\par}
{\pard The ferry \ldblquote \'c9toile\rdblquote  was {\deleted not }found \u8211? late.\par}
{\pard \line{\b Load-Date:}\~June 4, 2021\par}{\pard \line{\b End of Document}\par}}"""


def test_rtf(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.rtf", (RTF % ("89504e47" * 40)).encode("ascii"))
    assert told.given("title", "published", "author", "id") == [
        ("Ferry lost in fog", "2021-06-03", "Ida Crane", "lexis:6AAA-BBBB-0000-1111-00000-00")
    ]
    assert told.bodies == [["The ferry “Étoile” was found – late."]]


def test_a_transcript_has_no_byline_among_its_turns() -> None:
    lines: list[Any] = [Block("A show", bookmarks=("Bookmark_1",)), Block("Radio Ostrow"),
                        Block("May 2, 2019 Thursday"), Block("Body"), Block("DOBBS: Good evening."),
                        Block("End of Document")]  # fmt: skip
    export = read_nexis(lines)
    assert export is not None
    assert export.articles[0].paragraphs == ["DOBBS: Good evening."]
