"""References without text: RIS, BibTeX and CSL JSON. Reported as such, with their attachments.

A reference manager exports what is said of articles, an abstract at the most; the text lies in the
files attached, whose paths RIS and BibTeX may name.
"""

import re
from collections.abc import Iterator

from archive.errors import UnreadableError
from archive.read.source import Found, Reading, Source, whole

SHOWN = 3
"""Attached files that are named; the others are counted."""

_RIS_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}TY  - [A-Z]{2,6}\s")
_BIBTEX_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|%[^\n]{0,200}\n){0,20}@(?:article|book|misc|online|incollection|"
    rb"inproceedings|techreport|phdthesis|newspaper|comment|string|electronic)\s?\{",
    re.IGNORECASE,
)
_CSL = re.compile(
    rb'"issued"\s{0,9}:\s{0,9}\{\s{0,9}"(?:date-parts|raw|literal)"|"container-title"\s{0,9}:'
    rb'|"type"\s{0,9}:\s{0,9}"article-(?:newspaper|magazine|journal)"'
)
_TEXT = re.compile(rb'"(?:body|text|content|full_?text)"\s{0,9}:', re.IGNORECASE)
_RIS = re.compile(r"^TY  - ", re.MULTILINE)
_RIS_FILE = re.compile(r"^L[1-4]  - (.{1,1000})$", re.MULTILINE)
_BIBTEX = re.compile(r"^\s{0,9}@(?!comment|string|preamble)\w{1,30}\s?\{", re.MULTILINE | re.I)
_BIBTEX_FILE = re.compile(r"^\s{0,9}file\s?=\s?[{\"](.{1,4000}?)[}\"],?\s{0,9}$", re.MULTILINE)
_CSL_ITEM = re.compile(r'"type"\s{0,9}:\s{0,9}"[a-z_-]{3,30}"')


def form_of(head: bytes) -> str | None:
    """Return the form of references that a file begins with; None for anything else."""
    if _RIS_START.match(head):
        return "RIS"
    if _BIBTEX_START.match(head):
        return "BibTeX"
    is_csl = head.lstrip()[:1] in (b"[", b"{") and _CSL.search(head) and not _TEXT.search(head)
    return "CSL JSON" if is_csl else None


def read_references(source: Source, reading: Reading, form: str) -> Found:
    """Refuse references, saying how many there are and which files would hold the text."""
    text = whole(source, reading.limits.size).decode("utf-8", "replace")
    number = len({"RIS": _RIS, "BibTeX": _BIBTEX}.get(form, _CSL_ITEM).findall(text))
    files = list(dict.fromkeys(_files(text, form)))
    shown = ", ".join(files[:SHOWN]) + f" and {len(files) - SHOWN} more" * (len(files) > SHOWN)
    advice = (
        f"ingest the files attached to them: {shown}"
        if files
        else "export them with their files (in Zotero: RDF with files), and ingest that folder"
    )
    raise UnreadableError(
        f"{source.name} holds {number} reference{'s' * (number != 1)} ({form}) without the text of"
        f" their articles; {advice}"
    )
    yield


def _files(text: str, form: str) -> Iterator[str]:
    if form == "RIS":
        for match in _RIS_FILE.finditer(text):
            if not match[1].startswith(("http:", "https:")):
                yield match[1].strip()
    elif form == "BibTeX":  # "Title:files/12/a.pdf:application/pdf;…", a colon in it escaped
        for match in _BIBTEX_FILE.finditer(text):
            for one in re.split(r"(?<!\\);", match[1]):
                parts = re.split(r"(?<!\\):", one)
                yield (parts[1] if len(parts) > 2 else one).replace("\\", "").strip()
