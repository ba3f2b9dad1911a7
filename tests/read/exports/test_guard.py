"""No file of a folder is passed over in silence, and no export is read as one article."""

from pathlib import Path
from typing import Any

import pytest

from archive.read import walk
from archive.read.exports.marks import vendor_of
from archive.read.files import refused
from tests.read.samples import written
from tests.read.test_archives import zipped

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(40)


def told(folder: Path) -> dict[str, str | None]:
    """What is said of each entry of a folder."""
    reasons = {}
    for entry in walk([folder]):
        one = refused(entry)
        reasons[entry.path.name] = one.reason.partition(" is not read: ")[2] if one else None
    return reasons


def test_each_file_of_a_folder_is_read_or_refused_with_its_kind(tmp_path: Path) -> None:
    for name, data in {
        "a.txt": b"China is ready.",
        "b.jpg": PICTURE,
        "c.css": b"body { color: red }",
        "d.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40),
        "e.page": b"<!DOCTYPE html><html><body>China is ready.</body></html>",
        "f.odd": b'{"body": "China is ready."}',
        "g.ris": b"TY  - NEWS\nTI  - Words\nER  -\n",
        "h.fac": b"HD  Words\nLP  Words.\nAN  Document LANT000020111229e7ct00001\n",
    }.items():
        (tmp_path / name).write_bytes(data)
    assert told(tmp_path) == {
        "a.txt": None,
        "b.jpg": "it is image/png content; leave it out, or ingest with --skip-unknown",
        "c.css": ".css files are taken for text only where they are named themselves",
        "d.doc": "it is an Office document of the kind before .docx; save it as .docx, or as text",
        "e.page": None,
        "f.odd": None,
        "g.ris": None,
        "h.fac": None,
    }


OFFICE = {
    "types first": ["[Content_Types].xml", "xl/workbook.xml", "_rels/.rels"],
    "types last": ["docProps/app.xml", "_rels/.rels", "xl/workbook.xml", "[Content_Types].xml"],
}


@pytest.mark.parametrize("names", OFFICE.values(), ids=OFFICE.keys())
def test_an_office_file_is_one_failure_whatever_its_first_member(
    names: list[str], tmp_path: Path
) -> None:
    (one,) = written(tmp_path, "a.xlsx", zipped(dict.fromkeys(names, b"<a/>")))
    assert (one.path, one.error_class) == (str(tmp_path / "a.xlsx"), "UnknownKindError")
    assert "is a spreadsheet, which is not read" in one.reason


EXPORTS: dict[str, tuple[str, bool, str | None]] = {
    "Nexis Uni, as text": ("Body\n\nText.\n\nLoad-Date: May 2, 2021\n\nEnd of Document\n",
                           False, "Nexis Uni"),
    "LexisNexis": ("   1 of 3 DOCUMENTS\n\nThe Paper\n\nLENGTH: 64 words\n", False, "LexisNexis"),
    "LexisNexis, German labels": ("  Dokument 1 von 3\n\nDas Blatt\n\nLÄNGE: 64 Wörter\n",
                                  False, "LexisNexis"),
    "LexisNexis page": ('<html><DOC NUMBER=1><DOCFULL><SPAN>1 of 2 DOCUMENTS</SPAN></DOCFULL>',
                        True, "LexisNexis"),
    "Factiva page": ('<title>Factiva</title><div class="article deArticle">', True, "Factiva"),
    "Factiva page with codes": ('<td class="factivalogo"><td class="index"><b>HD</b>', True,
                                "Factiva"),
    "ProQuest": (f"{'_' * 60}\n\nTitle\n\nFull text: Words.\n", False, "ProQuest"),
    "ProQuest, German labels": (
        f"{'_' * 60}\n\nTitel\n\nVolltext: Wörter.\n", False, "ProQuest"),
    "ProQuest page": ('<div><a name="DocID_1"></a>ProQuest document ID', True, "ProQuest"),
    "Europresse": ('<span class="DocPublicationName">Le Jour</span><div id="divPubliC">', True,
                   "Europresse"),
    "a text about one": ("The desk searched Factiva and ProQuest.\nIt was 1 of 3 tools.\n", False,
                         None),
    "numbered pages": ("The first page.\n\n  1 of 3  \n\nThe second page.\n\n  2 of 3\n", False,
                       None),
    "a page with articles": ("<html><article>One</article><article>Two</article>", True, None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "is_page", "vendor"), EXPORTS.values(), ids=EXPORTS.keys())
def test_a_vendor_is_told_by_its_marks(text: str, is_page: bool, vendor: Any) -> None:
    marks = vendor_of(text, is_page=is_page)
    assert (marks and marks.vendor) == vendor
