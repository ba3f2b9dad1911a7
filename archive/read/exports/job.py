"""What the child process does with an export: bytes to articles. The libraries are imported here.

``read`` gives the articles of one file as JSON has them; None where none can be recognised.
"""

from collections.abc import Callable, Mapping
from typing import Any

from archive.read.decode import decode
from archive.read.exports.blocks import Block
from archive.read.exports.marks import vendor_of
from archive.read.exports.record import Export

Options = Mapping[str, Any]


def read(data: bytes, options: Options) -> dict[str, Any] | None:
    """Read an export or a document of a kind; raises UnreadableError for a damaged one."""
    export = KINDS[options["kind"]](data, options)
    return export.as_json() if isinstance(export, Export) else export


def _docx(data: bytes, options: Options) -> Export | None:
    from archive.read.exports import docx
    from archive.read.exports.nexis import read_nexis

    package = docx.Package(data, int(options["limit"]))
    stated = docx.stated_count(package)
    found = list(docx.blocks(package))
    return read_nexis(found, stated) or _any_export(found) or _plain(found)


def _rtf(data: bytes, options: Options) -> Export | None:
    from archive.read.exports import rtf
    from archive.read.exports.nexis import read_nexis

    found = list(rtf.blocks(data))
    return read_nexis(found) or _any_export(found) or _plain(found)


def _any_export(found: list[Block]) -> Export | None:
    """Read what another vendor's text became in a document."""
    from archive.read.exports import factiva, lexisnexis, proquest

    if any(one.cells[:1] == ("HD",) for one in found):
        return factiva.read_blocks(found)
    text = "\n".join(one.plain for one in found)
    marks = vendor_of(text, is_page=False)
    readers: Mapping[str, Callable[[list[Block]], Export | None]] = {
        "LexisNexis": lexisnexis.read_blocks,
        "Factiva": factiva.read_blocks,
        "ProQuest": lambda found: proquest.read_text("\n".join(one.text for one in found)),
    }
    return readers[marks.vendor](found) if marks and marks.vendor in readers else None


def _plain(found: list[Block]) -> Export:
    from archive.read.exports.plain import read_plain

    article = read_plain(found)
    article.problem = None if article.paragraphs else "holds no text"
    return Export("", [article])


def _pdf(data: bytes, options: Options) -> Export | None:
    from archive.read.exports import pdf
    from archive.read.exports.nexis import read_nexis
    from archive.read.exports.plain import read_plain

    pages = pdf.read(data)
    if found := read_nexis(pages.blocks) or _any_export(pages.blocks):
        return found
    scans = f"{len(pages.scans)} of {pages.number} pages have no text: scans" * bool(pages.scans)
    article = read_plain(pages.blocks, pdf.paper_of(pages.heads))
    if not article.published and (day := pdf.day_in(pages.heads)):
        article.published, article.published_method = day, "page head"
    return Export("", [article], remark=scans or None)


def _text(data: bytes, options: Options) -> Export | None:
    from archive.read.exports import factiva, lexisnexis, nexis, proquest

    text, _, _ = decode(data, "the text", options.get("charset"))
    readers: Mapping[str, Callable[[str], Export | None]] = {
        "Nexis Uni": lambda text: nexis.read_nexis([Block(line) for line in text.split("\n")]),
        "LexisNexis": lexisnexis.read_text,
        "Factiva": factiva.read_text,
        "ProQuest": proquest.read_text,
    }
    return readers[options["vendor"]](text)


def _page(data: bytes, options: Options) -> Export | None:
    from archive.read.exports import europresse, factiva_page, lexisnexis, proquest

    readers: Mapping[str, Callable[[bytes, str | None], Export | None]] = {
        "LexisNexis": lexisnexis.read_page,
        "Factiva": factiva_page.read_page,
        "ProQuest": proquest.read_page,
        "Europresse": europresse.read_page,
    }
    return readers[options["vendor"]](data, options.get("charset"))


def _xml(data: bytes, options: Options) -> Export | None:
    from archive.read.exports.factiva_page import read_xml

    return read_xml(data)


def _rdf(data: bytes, options: Options) -> dict[str, Any]:
    from archive.read.exports.zotero import parsed

    return parsed(data)


def _mail(data: bytes, options: Options) -> Export | None:
    from archive.read.exports.mail import read_mail

    return read_mail(data)


KINDS: Mapping[str, Callable[[bytes, Options], Export | dict[str, Any] | None]] = {
    "docx": _docx,
    "rtf": _rtf,
    "pdf": _pdf,
    "text": _text,
    "page": _page,
    "xml": _xml,
    "mail": _mail,
    "rdf": _rdf,
}
