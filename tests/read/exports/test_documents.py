"""DOCX, RTF and PDF that are one article: title, byline, day; tables, captions, columns."""

from pathlib import Path

import pytest

from archive.read import Limits, Reading
from tests.read.exports.makers import Told, docx, paragraph, pdf, run, table


def test_docx(tmp_path: Path) -> None:
    deleted = f"<w:del>{run('It will fail, ').replace('w:t', 'w:delText')}</w:del>"
    box = (
        "<mc:AlternateContent><mc:Choice><w:r><w:txbxContent>{0}</w:txbxContent></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:txbxContent>{0}</w:txbxContent></w:r></mc:Fallback>"
        "</mc:AlternateContent>"
    ).format(paragraph("A box beside the text."))
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Desk only.</w:t></w:r>"
    told = Told(
        tmp_path,
        "a.docx",
        docx(
            paragraph("Seven mills to close", style="Titel"),
            paragraph("By Miriam Castell"),
            paragraph("The Basin Review, 18 April 2024"),
            paragraph("The mills close", f"<w:ins>{run(' on Thursday')}</w:ins>", deleted, "."),
            paragraph("A mill. “Smile,” said a guard.", style="Beschriftung"),
            table(["Mill", "Hands"], ["Upper", "31"]),
            paragraph("Nobody", hidden, " spoke.", box),
        ),
    )
    assert told.given("title", "publisher", "published", "author", "captions") == [
        ("Seven mills to close", "The Basin Review", "2024-04-18", "Miriam Castell",
         "A mill. “Smile,” said a guard.")
    ]  # fmt: skip
    assert told.bodies == [
        ["The mills close on Thursday.", "Mill | Hands", "Upper | 31", "A box beside the text.",
         "Nobody spoke."]
    ]  # fmt: skip
    assert [one.path for one in told.documents] == [str(tmp_path / "a.docx")]


def test_a_table_that_lays_out_the_page_holds_paragraphs(tmp_path: Path) -> None:
    long = "The mills of the upper river close on Thursday, the owners said. " * 4
    told = Told(tmp_path, "a.docx", docx(table([long, "A note."])))
    assert told.bodies == [[long.strip(), "A note."]]


def test_the_part_that_holds_the_text_may_have_another_name(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.docx", docx(paragraph("The mills close."), main="word/document2.xml"))
    assert told.bodies == [["The mills close."]]


def test_rtf(tmp_path: Path) -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0\fcharset238 Arial;}}\f0 "
        rb"Ml\'fdny se zav\'f8ou\par\par Nikdo neodpov\'ecd\'ecl.\par}"
    )
    told = Told(tmp_path, "a.rtf", data)
    assert told.bodies == [["Mlýny se zavřou", "Nikdo neodpověděl."]]


COLUMNS = [
    (55, 805, 8, "The Strait Observer   Tuesday 4 July 2017   Page 3"),
    (55, 762, 20, "Island council votes for a flag"),
    (55, 739, 10, "By Colm Farrell"),
    (55, 724, 10, "Norrhamn, 3 July 2017"),
    # Drawn line by line over both columns.
    (55, 700, 10, "The council of the outer islands voted for a"),
    (315, 700, 10, "white bird. It was drawn by a teacher who"),
    (55, 687, 10, "flag of its own on Monday, which the govern-"),
    (315, 687, 10, "lives in Norrhamn and won twelve crowns."),
    (55, 674, 10, "ment on the mainland calls a well-meant joke."),
    (325, 674, 10, "Nobody on the islands would say what a"),
    (65, 661, 10, "Farrell asked why. The flag shows a small"),
    (315, 661, 10, "well-meant joke is."),
    (296, 30, 8, "3"),
]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.pdf", pdf(COLUMNS))
    assert told.given("title", "publisher", "published", "author", "place") == [
        ("Island council votes for a flag", "The Strait Observer", "2017-07-03", "Colm Farrell",
         "Norrhamn")
    ]  # fmt: skip
    assert told.bodies == [
        [
            (
                "The council of the outer islands voted for a flag of its own on Monday, which the "
                "government on the mainland calls a well-meant joke."
            ),
            (
                "Farrell asked why. The flag shows a small white bird. It was drawn by a teacher "
                "who lives in Norrhamn and won twelve crowns."
            ),
            "Nobody on the islands would say what a well-meant joke is.",
        ]
    ]


def test_a_headline_of_two_lines_under_the_papers_name(tmp_path: Path) -> None:
    told = Told(
        tmp_path,
        "a.pdf",
        pdf(
            [
                (55, 810, 8, "THE BASIN REVIEW"),
                (430, 810, 8, "Thursday, April 18, 2024"),
                (55, 760, 20, "Seven mills of the upper river to close before the"),
                (55, 736, 20, "first ice"),
                (55, 700, 10, "The mills of the upper river close on Thursday, and the"),
                (55, 687, 10, "hands will be paid until June."),
                (55, 674, 10, "Nobody spoke against it."),
            ]
        ),
    )
    assert told.given("title", "publisher", "published") == [
        ("Seven mills of the upper river to close before the first ice", "The Basin Review",
         "2024-04-18")
    ]  # fmt: skip


def test_heads_of_pages_are_no_text_and_a_sentence_goes_on(tmp_path: Path) -> None:
    def sheet(number: int, *lines: str) -> list[tuple[float, float, float, str]]:
        rows = [(55.0, 700.0 - 13 * n, 10.0, line) for n, line in enumerate(lines)]
        return [(55, 805, 8, f"Basin Review | {number}"), *rows, (290, 30, 8, f"- {number} -")]

    told = Told(
        tmp_path,
        "a.pdf",
        pdf(
            sheet(1, "The mills of the upper river close on Thursday,", "and the owners say that"),
            sheet(2, "nobody will lose a home over it this winter.", "The hands do not think so."),
        ),
    )
    text = " ".join(told.bodies[0])
    assert "the owners say that nobody will lose a home over it this winter." in text
    assert "Basin Review" not in text


def test_a_scan_says_so(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.pdf", pdf([]))
    assert told.failures == ["a.pdf is a PDF without text: a scan"]


def test_a_page_that_is_a_scan_is_told(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.pdf", pdf(COLUMNS, []))
    assert told.notes == ["1 of 2 pages have no text: scans"]


DAMAGED = {
    "PDF": ("a.pdf", b"%PDF-1.7\n1 0 obj", "is a damaged PDF"),
    "DOCX, cut off": ("a.docx", docx(paragraph("The mills close."))[:-200], "cut off"),
    "DOCX, no XML": (
        "a.docx",
        docx(paragraph("<w:r>")).replace(b"x", b"x"),
        "is a damaged document",
    ),
    "DOCX, no text": ("a.docx", docx(), "holds no text"),
    "RTF, nothing in it": ("a.rtf", b"{\\rtf1}", "holds no text"),
}


@pytest.mark.parametrize(("name", "data", "reason"), DAMAGED.values(), ids=DAMAGED.keys())
def test_damage_is_one_failure(name: str, data: bytes, reason: str, tmp_path: Path) -> None:
    told = Told(tmp_path, name, data)
    assert (len(told.documents), len(told.failures)) == (0, 1)
    assert reason in told.failures[0]


def test_what_a_document_inflates_to_is_counted(tmp_path: Path) -> None:
    bomb = docx(paragraph("a" * 9_000_000))
    assert len(bomb) < 20_000
    told = Told(tmp_path, "a.docx", bomb, Reading(limits=Limits(size=1 << 20)))
    assert len(told.failures) == 1
    assert "expands to more than 8 MB: it looks like a bomb" in told.failures[0]


def test_a_pdf_that_takes_too_long_is_one_failure(tmp_path: Path) -> None:
    """Two million words drawn one by one took 27 s and 4 GB; the process for it has its limits."""
    slow = pdf([(55.0, 700.0, 10.0, "a")] * 600_000)
    told = Told(tmp_path, "a.pdf", slow, Reading(limits=Limits(size=64 << 20, seconds=0.1)))
    assert told.failures == ["a.pdf takes longer to parse than the limit of 0.1 s"]


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret words")
    data = docx(
        paragraph("The mills close."),
        extra={
            "word/document.xml": (
                f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
                '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                "<w:body><w:p><w:r><w:t>Open &x; shut.</w:t></w:r></w:p></w:body></w:document>"
            ).encode()
        },
    )
    told = Told(tmp_path, "a.docx", data)
    assert "secret words" not in str(told.bodies)
