"""A fragment of HTML to text: what feeds and JSON hold where they hold no whole page.

All of a fragment is the article, so nothing is sorted out; a block becomes a paragraph, one of a
block quotation begins with "> ", and what ``<q>`` encloses stands in quotation marks.
"""

import re
from html.parser import HTMLParser

QUOTED = "> "
"""Opens a paragraph of a block quotation, as in Markdown; ``archive.parse.layout`` takes it off."""

MARKS = (("“", "”"), ("‘", "’"))
"""What a browser shows around ``<q>``, and around one in another."""

_TAGS = re.compile(
    r"</?(?:p|div|br|h[1-6]|span|a|ul|ol|li|table|tr|td|blockquote|q|article|section|html|body|b|i|em"
    r"|strong|u|sup|sub|cite|font|center|small|figure|img|hr|pre|aside)(?:\s[^<>]{0,999})?/?>"
)
_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset(["script", "style", "template", "noscript", "iframe", "svg"])
_SPACES = re.compile(r"\s{1,1000}")
_ENDED = (".", "!", "?", ":", "”", '"', "…")


class _Text(HTMLParser):
    """Collects the paragraphs of what it is fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._words: list[str] = []
        self._silent = self._quotes = self._blocks = 0
        self._broken = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.end()
            self._blocks += tag == "blockquote"
        elif tag == "br":
            self._break()
        elif tag == "q":
            self._words.append(MARKS[self._quotes % 2][0])
            self._quotes += 1

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.end()
            self._blocks -= tag == "blockquote" and self._blocks > 0
        elif tag == "q" and self._quotes:
            self._quotes -= 1
            self._words.append(MARKS[self._quotes % 2][1])

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)
            self._broken = self._broken and not data.strip()

    def _break(self) -> None:
        """Take a line's end for a paragraph's where another one follows, or a sentence is over."""
        if self._broken or "".join(self._words[-3:]).rstrip().endswith(_ENDED):
            self.end()
        else:
            self._words.append(" ")
        self._broken = True

    def end(self) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).strip()
        self._words = []
        if text:
            self.paragraphs.append(QUOTED + text if self._blocks else text)


def text_of(fragment: str) -> str:
    """Return the words of a fragment, its paragraphs separated by blank lines.

    Tags that were escaped, as some feeds and records have them twice over, are tags all the same.
    """
    text = _text(fragment)
    return _text(text) if "<" not in fragment and is_marked_up(text) else text


def is_marked_up(text: str) -> bool:
    """Say whether a text holds tags of HTML, and not only "<" and ">"."""
    return _TAGS.search(text[:20_000]) is not None


def _text(fragment: str) -> str:
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    parser.end()
    return "\n\n".join(parser.paragraphs)
