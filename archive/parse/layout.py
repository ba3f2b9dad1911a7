"""From rows to lines: hard wraps undone, so that a paragraph is one line.

Markdown is wrapped wherever its writer liked, and only a blank row, two spaces at a row's end, a
list item or a heading begins another line. Plain text is wrapped when its rows say so (they are of
one width, and sentences run on over their ends); else each row is a paragraph of its own.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from archive.parse import markdown
from archive.parse.draft import Line

WIDEST = 100
"""Rows wider than this are paragraphs: mail, wire copy and converters wrap at 60 to 80."""

RUNNING_ON = 0.25
"""Share of row ends in mid-sentence (the next row begins small) that shows wrapped text. Wrapped
news has about 0.7 of them, lists of names and heads almost none."""

_BLANK = re.compile(r"\n[ \t]*\n\s*")
# Rows of their own, hard line breaks, hyphens and dashes at a row's end: a block with one of these
# is read row by row, any other is joined at once.
_ROW_SIGN = re.compile(r"\n[ \t]*(?:[-*+•>#|=_]|\d{1,3}[.)]\s|\(?[a-z]\)\s)")
_STOPS = tuple(".!?:;”\"'’)]*")


def logical_lines(text: str, *, is_markdown: bool) -> tuple[Line, ...]:
    """Return the lines of a text whose characters are plain, blank ones left out."""
    text = text.replace("\t", "    ")
    if is_markdown:
        return tuple(_markdown_blocks(text))
    rows = text.split("\n")
    width = _width(rows)
    return tuple(_wrapped_lines(rows, width) if width else _plain_lines(rows))


def _plain_lines(rows: list[str]) -> Iterator[Line]:
    gap = True
    for row in rows:
        quoted, text = _unquoted(tidy(row))
        if text and not (text[0] in "-=*_+" and markdown.is_rule(text)):
            yield Line(text, gap, quoted)
            gap = False
        elif not text:
            gap = True


def _unquoted(row: str) -> tuple[bool, str]:
    """Return whether "> " before a row sets it off as quoted, and the row without that.

    A breadcrumb, "> Home > News", has more of them and ends without a full stop.
    """
    if not row.startswith(">"):
        return False, row
    text = row.lstrip("> ")
    if " > " in text and text[-1:] not in '.!?:”"':
        return False, row
    return True, text


def _width(rows: list[str]) -> int:
    """Return the width that rows are wrapped at, 0 for text that is not wrapped."""
    pairs = [(row, after) for row, after in pairwise(rows) if row and after]
    if not pairs:
        return 0
    lengths = sorted(len(row.rstrip()) for row, _ in pairs)
    width = lengths[len(lengths) * 9 // 10]
    running = sum(1 for row, after in pairs if _runs_on(row, after))
    return width if 40 <= width <= WIDEST and running >= RUNNING_ON * len(pairs) else 0


def _runs_on(row: str, after: str) -> bool:
    return after.lstrip()[:1].islower() and not row.rstrip().endswith(_STOPS)


def _wrapped_lines(rows: list[str], width: int) -> Iterator[Line]:
    held: list[str] = []
    gap = opens = True
    held_quoted = False
    for original in rows:
        quoted, text = _unquoted(original.strip())
        row = text if quoted else original
        if held and (not text or quoted != held_quoted or _begins_anew(held[-1], row, width)):
            yield Line(_joined(held), opens, held_quoted)
            held, opens = [], False
        if text:
            opens = gap if not held else opens
            held.append(row.rstrip())
            held_quoted = quoted
        gap = not text
    if held:
        yield Line(_joined(held), opens, held_quoted)


def _begins_anew(before: str, row: str, width: int) -> bool:
    """Say whether a row opens a paragraph: its first word would have fit on the row before."""
    if markdown.is_list_item(row.lstrip()) or row.startswith(("    ", "\t")):
        return not before.startswith(("    ", "\t"))
    if _runs_on(before, row):
        return False
    return len(before) + 1 + len(row.split(None, 1)[0]) <= width - 2


def _markdown_blocks(text: str) -> Iterator[Line]:
    """Yield the lines of each block between blank rows; most blocks are one plain paragraph."""
    for block in _BLANK.split(text):
        hard = "  \n" in block or "\\\n" in block or "-\n" in block or "- \n" in block
        if hard or _ROW_SIGN.search("\n" + block):
            yield from _markdown_lines(block.split("\n"))
        else:
            yield from _finished(block, True, quoted=False)


def _markdown_lines(rows: list[str]) -> Iterator[Line]:
    held: list[str] = []
    gap = opens = True
    held_quoted = False
    for row in rows:
        text = row.strip()
        is_quoted = text.startswith(">")
        quoted = text.lstrip("> ") if is_quoted else text
        title = markdown.heading(quoted)
        is_break = not quoted or title is not None or _is_new(held, row, quoted)
        if held and (is_break or (is_quoted and not held_quoted)):
            yield from _finished(_joined(held), opens, quoted=held_quoted)
            held, opens = [], False
        if title is not None:
            yield Line(markdown.inline(tidy(title)), True)
            gap = True
            continue
        if quoted and not markdown.is_rule(quoted):
            opens = gap if not held else opens
            held_quoted = is_quoted if not held else held_quoted
            held.append(quoted + "  " if row.endswith(("  ", "\\")) else quoted)
        gap = not quoted
    if held:
        yield from _finished(_joined(held), opens, quoted=held_quoted)


def _finished(joined: str, gap: bool, *, quoted: bool) -> Iterator[Line]:
    text = tidy(markdown.inline(joined.replace("\n", " ")))
    if any(map(str.isalnum, text)):
        yield Line(text, gap, quoted)


def _is_new(held: list[str], row: str, text: str) -> bool:
    if not held or markdown.is_list_item(text):
        return True
    return held[-1].endswith("  ") and not _runs_on(held[-1], row)


def _joined(rows: list[str]) -> str:
    """Join the rows of a paragraph; a word broken at its hyphen closes up."""
    if len(rows) == 1:
        return tidy(rows[0])
    pieces = [tidy(row) for row in rows]
    return (
        "".join(
            piece if piece[-1:] == "-" and piece[-2:-1].isalpha() else piece + " "
            for piece in pieces[:-1]
        )
        + pieces[-1]
    )


def tidy(text: str) -> str:
    """Return a text with single spaces and none at its ends."""
    while "  " in text:  # halves each run of spaces, so a long one costs no more than its length
        text = text.replace("  ", " ")
    return text.strip()
