r"""Reads the golden cases: short texts and the statements in them, in a notation for the eye.

A file of ``tests/golden/cases`` holds cases of one theme::

    # two cues in one sentence
    Noting that trade grew, Li said Belarus is a partner.
    > Li | Noting | trade grew
    > Li | said | Belarus is a partner => Li Qiang

``# name`` opens a case and ``#? name`` one that is not met yet: its test must fail, so that it
cannot stay marked once it is met. A first line ``title: …`` is the title. Then comes the text, an
empty line between its paragraphs and ``\n`` for a line break within one. Each ``>`` line is one
statement, in the order of the text::

    > speaker's words | cue | content | kind => speaker; speaker

``-`` stands for no words and no cue, " … " joins the pieces of an interrupted content. The kind is
left out for a plain indirect statement; else it holds "direct" or "mixed" and "implicit",
"headline" as they apply. After ``=>`` stand the resolved speakers where the case is about them.
``> nothing`` says that the text holds no statement. Left open are an apposition after a comma,
which may belong to the speaker's words or not, the speaker's words of an implicit statement, and
the marks at the edges of the content and of its pieces.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from archive.records import GAP, Article, Statement

FOLDER = Path(__file__).parent / "golden" / "cases"
EDGES = " \t\n\"'“”‘’"


@dataclass(frozen=True, slots=True)
class Expected:
    """One ``>`` line; ``speakers`` is None where the case says nothing of them."""

    words: str
    cue: str
    content: str
    kind: str
    speakers: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Case:
    """A text and its statements."""

    theme: str
    name: str
    met: bool
    article: Article
    expected: tuple[Expected, ...]


def load_cases(folder: Path = FOLDER) -> list[Case]:
    """Return the cases of all files of a folder, in the order of their names."""
    return [case for path in sorted(folder.glob("*.txt")) for case in read_cases(path)]


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one file; raise ValueError where a line has no place."""
    blocks: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            blocks.append([])
        blocks[-1].append(line)
    for block in blocks:
        yield _case(path.stem, block)


def shown(statement: Statement) -> Expected:
    """Return a found statement in the terms of the notation, with its resolved speakers."""
    return Expected(
        words=statement.mention.text or "-",
        cue=statement.cue or "-",
        content=_plain(statement.text),
        kind=_kind(statement),
        speakers=tuple(speaker.name for speaker in statement.speakers),
    )


def same(expected: Expected, found: Expected) -> bool:
    """Tell whether a found statement is the expected one, its resolved speakers apart."""
    words = (
        "implicit" in expected.kind
        or found.words == expected.words
        or found.words.startswith(expected.words + ",")
    )
    rest = (expected.cue, expected.content, expected.kind)
    return words and rest == (found.cue, found.content, found.kind)


def line(statement: Expected) -> str:
    """Write a statement as the line that a case would hold."""
    fields = [statement.words, statement.cue, statement.content, statement.kind]
    return "> " + " | ".join(field for field in fields if field)


def _case(theme: str, block: list[str]) -> Case:
    head, *lines = block
    title = lines.pop(0).removeprefix("title: ") if lines[0].startswith("title: ") else None
    marks = [line for line in lines if line.startswith("> ")]
    text = "\n".join(line for line in lines if not line.startswith("> ")).strip()
    if not marks or not text:
        raise ValueError(f"{theme}: {head!r} needs a text and then its statements")
    paragraphs = [" ".join(part.split("\n")).replace("\\n", "\n") for part in text.split("\n\n")]
    name = head.lstrip("#? ")
    expected = () if marks == ["> nothing"] else tuple(map(_expected, marks))
    return Case(theme, name, not head.startswith("#?"), _article(name, title, paragraphs), expected)


def _expected(line: str) -> Expected:
    statement, _, names = line.removeprefix("> ").partition(" => ")
    words, cue, content, *kind = (field.strip() for field in statement.split(" | "))
    speakers = tuple(name.strip() for name in names.split(";")) if names else None
    return Expected(words, cue, _plain(content), kind[0] if kind else "", speakers)


def _article(name: str, title: str | None, paragraphs: list[str]) -> Article:
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    return Article(
        path=name, title=title, body="\n\n".join(paragraphs), paragraphs=tuple(spans), language="en"
    )


def _kind(statement: Statement) -> str:
    names = [
        "" if statement.quotation == "indirect" else statement.quotation,
        "implicit" if statement.implicit else "",
        "headline" if statement.headline else "",
    ]
    return " ".join(filter(None, names))


def _plain(content: str) -> str:
    first, *rest = [" ".join(piece.strip(EDGES).split()) for piece in content.split(GAP)]
    return GAP.join([*([first.rstrip(",")] if rest else [first]), *rest])
