"""A notation for who speaks: ``[Xi] said x. [He] said y.`` with a mention in square brackets.

``{headline}`` opens a text with its title. ``[MR. ZIENTS]:`` is a turn's label, ``[I]`` the
issuer without words, ``[^]`` a statement that goes on with what the one before it said, and
``[he|that X is right]`` gives the words of the statement that stand after the bar.
"""

import re

from archive.extract.speakers.known import NOBODY, Known
from archive.extract.speakers.resolve import resolve
from archive.records import Article, Date, Mention, Span, Statement
from archive.vocabulary import default_vocabulary

MARK = re.compile(r"\[([^\]|]*)(?:\|([^\]]*))?\](:?)")


def scene(notation: str, day: str = "2024-05-06") -> Article:
    """Return the article that a text in the notation stands for, speakers unresolved."""
    title, marked = _title(notation)
    statements: list[Statement] = []
    heading, found = _marked(title, headline=True)
    statements += found
    body, found = _marked(marked, headline=False, before=len(statements))
    statements += found
    return Article(
        path="a.txt",
        body=body,
        paragraphs=((0, len(body)),),
        title=heading or None,
        published=Date(day, "day", "test"),
        statements=tuple(statements),
    )


def _title(notation: str) -> tuple[str, str]:
    if notation.startswith("{"):
        title, _, rest = notation[1:].partition("}")
        return title, rest.lstrip()
    return "", notation


def _marked(text: str, *, headline: bool, before: int = 0) -> tuple[str, list[Statement]]:
    statements: list[Statement] = []
    plain, end = "", 0
    for match in MARK.finditer(text):
        plain += text[end : match.start()]
        start = len(plain)
        words, content, colon = match.groups()
        implicit = words in ("^", "I")
        plain += ("" if implicit else words) + colon
        mention = Mention() if implicit else Mention(words, (start, start + len(words)))
        inside: Span = (len(plain), len(plain))
        if content:
            plain += f" {content}"
            inside = (len(plain) - len(content), len(plain))
        statements.append(
            Statement(
                spans=(inside,),
                text=content or "",
                mention=mention,
                cue=None,
                cue_span=None,
                quotation="indirect",
                implicit=implicit,
                headline=headline,
                rule="turn" if colon else "issuer" if words == "I" else "",
                continues=before + len(statements) - 1 if words == "^" else None,
            )
        )
        end = match.end()
    return plain + text[end:], statements


def resolved(notation: str, known: Known = NOBODY, day: str = "2024-05-06") -> Article:
    """Return the article with its speakers."""
    return resolve(scene(notation, day), default_vocabulary(), known)


def speakers(notation: str, known: Known = NOBODY, day: str = "2024-05-06") -> list[str]:
    """Return the names for each mention of a text in order, several joined by " + ", none "-"."""
    article = resolved(notation, known, day)
    return [" + ".join(s.name for s in st.speakers) or "-" for st in article.statements]
