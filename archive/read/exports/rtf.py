"""An RTF file to its paragraphs, by striprtf, with what that drops marked by control characters.

striprtf leaves out headers, footers, pictures and fields' instructions. Bookmarks, the targets of
links and the ends of cells are marked before it runs; pictures are cut, deletions made ignorable.
"""

import re
from collections.abc import Iterator

from striprtf.striprtf import rtf_to_text

from archive.read.decode import without_surrogates
from archive.read.exports.blocks import Block

# Marks that RTF itself never holds: it is written in printing characters.
_BOOKMARK, _LINK, _CELL, _ROW, _END, _BREAK = "\x01", "\x02", "\x03", "\x04", "\x05", "\x06"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BEYOND = re.compile(rb"[\x80-\xff]")
_HEX = re.compile(r"[0-9A-Fa-f]{64,}(?:\s{1,2}[0-9A-Fa-f]{32,}){0,9}")
_BIN = re.compile(rb"\\bin(\d{1,9}) ?")
_MARKS = (
    # Its pattern for links costs the square of a line; links are marked here.
    (re.compile(r"\{\\field\{"), r"{\\field {"),
    (
        re.compile(
            r"\{\s?\\\*\s?\\fldinst\b"
            r"(?=[^\"]{0,400}HYPERLINK\s{1,3}(?:\\\\\w )?\"([^\"{}]{1,2000})\")"
        ),
        rf"{_LINK}\1{_END}{{\\*\\fldinst",
    ),
    (
        re.compile(r"\{\s?\\\*\s?\\bkmkstart\s{1,2}([^{}\\]{1,80})\}"),
        rf"{_BOOKMARK}\1{_END}",
    ),
    (re.compile(r"\\deleted(?![0-9a-z])"), r"\\*"),
    (re.compile(r"\\v(?![0-9a-z])"), r"\\*"),
    (re.compile(r"\\(?:nest)?cell(?![a-z])"), rf"{_CELL}\\cell"),
    (re.compile(r"\\trowd(?![a-z])"), rf"{_ROW}\\trowd"),
    (re.compile(r"\\(?:page|sect)(?![a-z])"), rf"{_BREAK}\\par"),
)
_MARKED = re.compile(rf"{_BOOKMARK}([^{_END}]*){_END}|{_LINK}([^{_END}]*){_END}")
_CODEPAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def blocks(data: bytes) -> Iterator[Block]:
    """Yield the paragraphs of an RTF file, and the rows of its tables, in their order."""
    text = without_surrogates(_rtf_to_text(_marked(data)))
    while text:
        before, found, text = text.partition(_ROW)
        yield from _lines(before)
        if not found:
            return
        row, text = _row(text)
        if row:
            yield Block(" | ".join(filter(None, (" ".join(c.split()) for c in row))), cells=row)


def _rtf_to_text(text: str) -> str:
    return str(rtf_to_text(text, errors="replace"))  # type: ignore[no-untyped-call]


def _row(text: str) -> tuple[tuple[str, ...], str]:
    """Return the cells of the row that a text begins with, and what follows it.

    Word writes a row's definition before and behind it; the cells end where no other one does
    before the next definition or a paragraph that is in no table.
    """
    end = text.find(_ROW)
    part = text if end < 0 else text[:end]
    last = part.rfind(_CELL)
    if last < 0:
        return (), text
    cells = tuple(
        _MARKED.sub("", cell.removeprefix("|")).strip() for cell in part[: last + 1].split(_CELL)
    )
    rest = text[last + 1 :].removeprefix("|")
    return cells[:-1], rest


def _lines(text: str) -> Iterator[Block]:
    for part in text.replace(_BREAK, "\n").replace(_CELL, " ").split("\n"):
        marks = list(_MARKED.finditer(part))
        line = re.sub("[\x00-\x08]", "", _MARKED.sub("", part)).replace("\u00ad", "")
        links = [match[2] for match in marks if match[2]]
        yield Block(
            line,
            link=links[0] if links else None,
            bookmarks=tuple(match[1].strip() for match in marks if match[1]),
        )


def _marked(data: bytes) -> str:
    data = _without_binary(data)
    data = _BEYOND.sub(lambda match: b"\\'%02x" % match[0][0], _CONTROL.sub(b" ", data))
    text = _HEX.sub("", data.decode("ascii"))
    for pattern, mark in _MARKS:
        text = pattern.sub(mark, text)
    return text


def _without_binary(data: bytes) -> bytes:
    r"""Cut what ``\bin`` says are bytes."""
    parts, place = [], 0
    for match in _BIN.finditer(data):
        if match.start() >= place:
            parts.append(data[place : match.start()])
            place = match.end() + int(match[1])
    return b"".join([*parts, data[place:]])
