"""A fragment of HTML to text: what feeds and JSON hold where they hold no whole page.

All of a fragment is the article, so nothing is sorted out; a block becomes a paragraph.
"""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    "address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main nav ol p pre section table td th tr ul".split()
)
_SILENT = frozenset(["script", "style", "template", "noscript", "iframe", "svg"])
_SPACES = re.compile(r"\s{1,1000}")


class _Text(HTMLParser):
    """Collects the paragraphs of what it is fed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._words: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.end()
        elif tag == "br":
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words.append(data)

    def end(self) -> None:
        text = _SPACES.sub(" ", "".join(self._words)).strip()
        self._words = []
        if text:
            self.paragraphs.append(text)


def text_of(fragment: str) -> str:
    """Return the words of a fragment, its paragraphs parted by blank lines."""
    parser = _Text()
    parser.feed(fragment)
    parser.close()
    parser.end()
    return "\n\n".join(parser.paragraphs)
