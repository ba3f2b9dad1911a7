"""Whose export a text or page is: the marks that each vendor leaves, counted.

An article's mark alone may stand in an article about databases, so a vendor is named where its
frame is there too. A file that bears both is never read as one article.
"""

import re
from dataclasses import dataclass
from typing import Literal

Vendor = Literal["Nexis Uni", "LexisNexis", "Factiva", "ProQuest", "Europresse"]


@dataclass(frozen=True, slots=True)
class Marks:
    """How one form of a vendor's export shows: what stands around all, what at each article."""

    vendor: Vendor
    form: str
    frame: re.Pattern[str]
    article: re.Pattern[str]


def _marks(vendor: Vendor, form: str, frame: str, article: str) -> Marks:
    flags = re.IGNORECASE | re.MULTILINE
    return Marks(vendor, form, re.compile(frame, flags), re.compile(article, flags))


ACCESSION = r"\b[A-Z][A-Z0-9]{2,14}(?:19|20)\d{6}[a-z0-9]{7,12}\b"
"""Factiva's number: the source's code filled up with noughts, the day, nine signs."""

_OF = (
    r"^[ \t\xa0]{0,80}(?:FOCUS - |Documento? |Dokument )?\d{1,6} (?:of|von|de|van|di|sur) \d{1,6}"
    r"(?: (?:DOCUMENT[EOS]{0,2}|DOKUMENTE?N?))?[ \t]{0,80}\r?$"
)
SEPARATOR = re.compile(_OF, re.IGNORECASE | re.MULTILINE)
"""LexisNexis: "1 of 3 DOCUMENTS", "Dokument 1 von 3", "Document 2 de 5", "FOCUS - 1 of 9"."""

_PAGES = (
    _marks(
        "Factiva",
        "page",
        r"<title>\s{0,9}(?:Dow Jones )?Factiva|class=[\"']?(?:factivalogo|fcpNav|carryOver)"
        rf"|<div[^<>]{{0,99}}id=[\"']?article-{ACCESSION}|>\s{{0,9}}\w{{2,12}} {ACCESSION}\s",
        r"<div[^<>]{0,99}class=[\"']?article [a-z]{2,6}Article\b"
        r"|<td[^<>]{0,99}>(?:<p>)?\s{0,9}<b>HD</b>|\b[a-z]{2,4}Headline\b",
    ),
    _marks(
        "LexisNexis",
        "page",
        r"<META[^<>]{0,200}\bDOCUMENTS=|<!--\s{0,3}Hide XML section|<DOCFULL>|NAME=[\"']?DOC_ID_\d",
        r"NAME=[\"']?DOC_ID_\d|<DOC NUMBER=[\"']?\d|>\s{0,9}\d{1,6} (?:of|von|de) \d{1,6} D",
    ),
    _marks(
        "ProQuest",
        "page",
        r"\bproquest\b",
        r"name=[\"']?DocID_|ProQuest document ID|>\s{0,9}Publication info:",
    ),
    _marks(
        "Europresse",
        "page",
        r"PubliC_lblNodoc|divPubliC|europresse|tbHeaderImages|titreArticleVisu|DocHeader",
        r"<span[^<>]{0,99}class=[\"'][^\"'<>]{0,99}DocPublicationName|celPublication",
    ),
)
_TEXTS = (
    _marks(
        "Nexis Uni",
        "text",
        r"^[ \t]{0,9}(?:Load-Date:|Classification[ \t]{0,9}$|Length:[ \t\xa0]{1,9}\d)",
        r"^[ \t]{0,9}End of Document[ \t]{0,9}\r?$",
    ),
    _marks(
        "LexisNexis",
        "text",
        r"^(?:LENGTH|LÄNGE|LONGUEUR|LENGTE|LOAD-DATE|UPDATE|DATE-CHARGEMENT|BYLINE|SECTION"
        r"|LAAD-DATUM|AUTEUR|AUTOR|RUBRIK|RUBRIQUE|LANGUAGE|LANGUE|SPRACHE)[ \t]?:",
        rf"{_OF}|^(?:LENGTH|LÄNGE|LONGUEUR|LENGTE|LONGITUD): \d{{1,6}} (?:words|W|mots|wo|pal)",
    ),
    _marks(
        "ProQuest",
        "text",
        r"^_{50,70}\r?$",
        r"^(?:ProQuest.{1,20}ID.{0,20}: ?\d|(?:Publication info|Publikationsinfo|Info publication"
        r"|Full text|Volltext|Texte intégral|Texto completo|Testo completo|Informations sur la pub"
        r"|Información de publicación|Informazioni pubblicazione)[^:\n]{0,20}:)",
    ),
    _marks(
        "Factiva",
        "text",
        r"Factiva, Inc\.|^(?:Search Summary|Zusammenfassung der Suche)\s{0,9}$"
        r"|^(?:LP|TD|SN|PD|WC)[ \t|\xa0]",
        rf"^\W{{0,9}}(?:AN\W{{1,9}})?\w{{2,12}} {ACCESSION}[ \t]{{0,9}}\r?$",
    ),
)


_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def export_of(data: bytes, *, is_page: bool) -> Marks | None:
    """Return the marks of the vendor whose export begins with these bytes."""
    encoding = next((name for mark, name in _UTF16 if data.startswith(mark)), "utf-8")
    text = data.decode(encoding, "replace")
    return vendor_of(text, is_page=is_page or text.lstrip("\ufeff \t\r\n").startswith("<"))


def vendor_of(text: str, *, is_page: bool) -> Marks | None:
    """Return the marks of the vendor whose export a text or page is; None for any other."""
    for marks in _PAGES if is_page else _TEXTS:
        if marks.article.search(text) and marks.frame.search(text):
            return marks
    return None
