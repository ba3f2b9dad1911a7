"""What every reader of exports makes: articles with what the export states of each.

They are made in the child process and cross to the parent as JSON, so all is plain.
"""

import re
from dataclasses import asdict, dataclass, field
from typing import Any

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

UNLIKE = 0.15
"""How far a text's words may be from the number that the export states. In 375 of 382 articles of
Nexis they were nearer; the seven others were not the article's text (evidence: tests/read/exports).
"""

FEW = 20
"""Words that a text may always lack or have too much: a byline, a caption, a kicker."""


@dataclass(slots=True)
class Exported:
    """An article in an export.

    ``paragraphs`` are its text alone. ``published`` is ISO, with the time behind it where there is
    one; ``published_method`` says what gave it where that is not the line of the date. ``id`` is
    the vendor's number with the vendor's name before it. ``words`` is their number as stated.
    ``problem``: why there is no text.
    """

    paragraphs: list[str] = field(default_factory=list)
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_method: str | None = None
    authors: list[str] = field(default_factory=list)
    section: str | None = None
    edition: str | None = None
    place: str | None = None
    language: str | None = None
    url: str | None = None
    id: str | None = None
    words: int | None = None
    captions: list[str] = field(default_factory=list)
    problem: str | None = None

    def unlike(self) -> str | None:
        """Say how the text's words differ from the number stated, where they do."""
        if self.problem or not self.words:
            return None
        number = count_words(self.paragraphs)
        if abs(number - self.words) <= max(FEW, self.words * UNLIKE):
            return None
        return f"{number} of {self.words} words"


@dataclass(slots=True)
class Export:
    """The articles of a file. ``stated`` is their number as the file says it, None for nothing.

    ``remark``: what else is to be said of it.
    """

    vendor: str
    articles: list[Exported]
    stated: int | None = None
    remark: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it, with what is to be said of each article's length."""
        articles = [
            {**asdict(one), "unlike": one.unlike() if not one.problem else None}
            for one in self.articles
        ]
        return {
            "vendor": self.vendor,
            "stated": self.stated,
            "articles": articles,
            "remark": self.remark,
        }


def count_words(paragraphs: list[str]) -> int:
    """Return the number of words; each sign of Chinese, Japanese and Korean counts as one."""
    text = "\n".join(paragraphs)
    signs = len(_CJK.findall(text))
    return len(_WORD.findall(_CJK.sub(" ", text))) + signs
