r"""Markdown, as converters from web pages write it, back to the text that a reader sees.

Two passes: blocks before lines are joined (figures, pictures, quotation and heading signs), marks
inside a line after that, because links and emphasis run over line ends. Converters escape each sign
that is meant (``\*``, ``\#``, ``\'``), so an asterisk without a backslash is emphasis.
"""

import re

# Links are bounded so that a million "[" stay linear, and each alternative begins with a literal
# sign, so that the search runs from sign to sign and not through every alternative at each letter.
_INLINE = re.compile(
    r"\\([!-/:-@\[-`{-~])"  # 1: an escaped sign
    r"|!\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,300}\")?\)(?:\{[^{}\n]{0,200}\})?"
    r"|\[((?:[^\[\]\\\n]|\\.){0,600})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}"
    r"(?:\s\"[^\"\n]{0,300}\")?\)(?:\{[^{}\n]{0,200}\})?"
    r"|<((?:https?|mailto|ftp):[^<>\s]{1,2000})>"  # 4: an address
    r"|<!--[^<>]{0,500}-->|</?[A-Za-z][^<>]{0,2000}>"
    r"|\*\*?\*?(?:(?=\S)|(?<=\S\*)|(?<=\S\*\*)|(?<=\S\*\*\*))"
    r"|__?(?:(?<!\w_)(?<!\w__)(?=\w)|(?<=[\w.,;:!?’”\"')]_)(?!\w)|(?<=[\w.,;:!?’”\"')]__)(?!\w))"
)
_SIGNS = tuple("\\*_<[")
_FIGURE = ("<figure", "</figure>")
_CAPTION = re.compile(r"<figcaption[^<>]{0,300}>((?:[^<]|<(?!/figcaption)){0,3000})</figcaption>")
_PICTURE = re.compile(r"<img\b[^<>]{0,100000}>")
_CELL_END = re.compile(r"</(?:td|th|tr|p|div|li|table)>|<br ?/?>")
_RULE = re.compile(r"[-=*_+|:\s]{3,}")
_HEADING = re.compile(r"#{1,6}\s+(?=[^\s#])")
_LIST_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)]|\(?[a-z]\))\s")
_MARKERS = re.compile(r"^(?:---\n|\\?#{2,}|\*\*[^*\n]{1,200}\*\*)|\\[#'_*\[]", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Say whether a text that is not called Markdown has its escapes or bold headings."""
    return ("\\" in text or "**" in text) and _MARKERS.search(text) is not None


def without_pictures(text: str) -> tuple[str, tuple[str, ...]]:
    """Take figures and pictures out of a text; return it and the figures' captions."""
    if "<" not in text:
        return text, ()
    pieces, captions, position = [], [], 0
    while (start := text.find(_FIGURE[0], position)) >= 0:
        end = _figure_end(text, start)
        if end < 0:
            break
        figure = text[start:end]
        captions += [inline(" ".join(found.split())) for found in _CAPTION.findall(figure)]
        pieces.append(text[position:start])
        position = end
    rest = "".join([*pieces, text[position:]])
    if "<img" in rest:
        rest = _PICTURE.sub("", rest)
    return _CELL_END.sub("\n\n", rest), tuple(filter(None, captions))


def _figure_end(text: str, start: int) -> int:
    """Return where the outermost figure that opens at ``start`` ends, -1 where it never does."""
    depth, position = 1, start + 1
    while depth:
        closed = text.find(_FIGURE[1], position)
        if closed < 0:
            return -1
        depth += text.count(_FIGURE[0], position, closed) - 1
        position = closed + len(_FIGURE[1])
    return position


def inline(line: str) -> str:
    """Return a line without marks of emphasis, links, tags and escapes; their text stays."""
    if not any(sign in line for sign in _SIGNS):
        return line
    return _INLINE.sub(_kept, line).rstrip("\\")


def _kept(match: re.Match[str]) -> str:
    escaped, _, link, address = match.groups()
    if link is not None:
        return inline(link)
    return escaped or address or ""


def is_list_item(row: str) -> bool:
    """Say whether a row opens an item of a list: "- ", "1. ", "(a) "."""
    return _LIST_ITEM.match(row) is not None


def heading(row: str) -> str | None:
    """Return a heading's text, without its signs; None for another row."""
    match = _HEADING.match(row)
    return row[match.end() :].rstrip("# ") if match else None


def is_rule(row: str) -> bool:
    """Say whether a row only draws a line."""
    return _RULE.fullmatch(row) is not None
