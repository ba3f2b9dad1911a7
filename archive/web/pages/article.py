"""An article: its text with the statements marked by who makes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from sqlite3 import Connection
from typing import Any

from archive.corpus.events import Event
from archive.errors import UsageError
from archive.query import field
from archive.records import Date, Span
from archive.render.citation import cited_from
from archive.render.formats import json_text, written
from archive.render.stored import stored_json
from archive.store.reports.copies import Copy, copies
from archive.store.reports.events import find_event
from archive.store.reports.ids import find
from archive.store.reports.show import StoredArticle, StoredStatement, load_article
from archive.store.search.request import Request, columns_of, plan, rows
from archive.web.asked import Asked, MissingError, Page
from archive.web.marks import Piece, overlaid
from archive.web.pages.hits import without_folders

ROOM = 30_000
"""Characters of text on one page: with the marks and notes of its statements some 70 kB of HTML.
One article in twenty of the White House is longer."""
WHOLLY = 0.9
"""Of a paragraph's characters, those that somebody says where all of it counts as said: a label
before it and a full stop behind it are not."""
TURN = "turn"
"""The rule of transcripts, whose cue is the speaker's label."""
HUES = 6
"""Speakers told apart by a colour of their own; further ones share that of the last."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker of an article: number and hue tell whose a mark is."""

    uid: str | None
    name: str
    role: str | None
    hue: int
    statements: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement as it is marked in the text: its number, and the voice that makes it.

    ``opens`` says that its address leads here: to its first piece, or to its note where another
    statement holds all of its words.
    """

    number: int
    uid: str
    voice: Voice
    cue: str | None
    topics: tuple[str, ...]
    opens: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in pieces, and the statements that begin in it.

    ``voice`` says all of it, as in a transcript: then the paragraph is marked, not each line.
    """

    pieces: tuple[Piece, ...]
    notes: tuple[Marked, ...]

    @property
    def voice(self) -> Voice | None:
        said = [piece for piece in self.pieces if piece.mark is not None]
        voices = {piece.mark.voice for piece in said}
        length = sum(len(piece.text) for piece in self.pieces)
        if len(voices) != 1 or sum(len(piece.text) for piece in said) < WHOLLY * length:
            return None
        voice: Voice = voices.pop()
        return voice


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article; ``part`` of ``parts`` is shown."""

    stored: StoredArticle
    title: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    voices: tuple[Voice, ...]
    headlines: tuple[Marked, ...]
    part: int
    parts: int
    event: Event | None
    copies: tuple[Copy, ...]
    documents: tuple[str, ...]

    @property
    def on(self) -> Date | None:
        return self.stored.article.event or self.stored.article.published


def article(connection: Connection, asked: Asked) -> Page:
    """Return the page of an article; raise MissingError where there is none."""
    stored = load_article(connection, uid_of(connection, "article", asked.id))
    parts = places(stored)
    number = parts.get(asked.one("at")) or asked.number("part", number_of_parts(stored))
    return article_page(connection, stored, number, event_of(connection, stored))


def number_of_parts(stored: StoredArticle) -> int:
    """Return how many pages an article takes."""
    return len(parts_of(stored.article.paragraphs))


def places(stored: StoredArticle) -> dict[str, int]:
    """Return the part in which each statement begins, by its uid without the mark."""
    cut = parts_of(stored.article.paragraphs)
    begins = [spans[0][0] for spans in cut if spans]
    return {
        one.uid[2:]: 1
        if one.statement.headline
        else max(1, sum(start <= one.statement.spans[0][0] for start in begins))
        for one in stored.statements
    }


def event_of(connection: Connection, stored: StoredArticle) -> Event | None:
    """Return the event that an article reports; a report of one person alone is of none."""
    found = find_event(connection, f"e:{stored.uid[2:]}")
    return found if len(found.people) > 1 and found.day else None


def article_page(
    connection: Connection, stored: StoredArticle, number: int, event: Event | None
) -> Page:
    """Return a part of the page of an article, and the event that it reports."""
    body = stored.article.body
    cut = parts_of(stored.article.paragraphs)
    voices = _voices(stored.statements)
    marks = _marks(stored.statements, voices)
    paragraphs = tuple(_paragraphs(body, cut[number - 1], marks))
    title = stored.article.title or "[no title]"
    in_title = {
        mark: mark_of.statement.spans
        for mark, mark_of in marks.items()
        if mark_of.statement.headline
    }
    shown = ArticlePage(
        stored,
        tuple(overlaid(title, in_title, 0, len(title))),
        paragraphs,
        tuple(dict.fromkeys(voices.values())),
        tuple(in_title),
        number,
        len(cut),
        event,
        tuple(copies(connection, stored.uid)),
        tuple(PurePath(one.path).name for one in stored.documents),
    )
    known = partial(_written, connection, stored)
    cited = partial(cited_from, stored.uid, stored.article, None, _read_at(stored))
    return Page(title, "article.html", shown, known, cited)


def uid_of(connection: Connection, kind: str, id_: str) -> str:
    """Return the uid that an address means, "k3v7w2"; raise MissingError where it means nothing."""
    if not id_.isalnum() or id_.isdecimal():
        raise MissingError(f"there is no {kind} {id_!r}")
    try:
        return find(connection, f"{kind[0]}:{id_}").uid
    except UsageError as error:
        raise MissingError(f"there is no {kind} {id_!r}", hint=error.hint) from None


def parts_of(paragraphs: Sequence[Span]) -> list[list[Span]]:
    """Put the paragraphs of a text together to parts of a page each; one too long is cut."""
    found: list[list[Span]] = [[]]
    room = ROOM
    for start, end in paragraphs:
        for first in range(start, max(end, start + 1), ROOM):
            last = min(first + ROOM, end)
            if last - first > room and found[-1]:
                found.append([])
                room = ROOM
            found[-1].append((first, last))
            room -= last - first
    return found


def _voices(statements: Sequence[StoredStatement]) -> dict[tuple[str, ...], Voice]:
    """Give each speaker, or several together, a hue in the order of who says most."""
    counts: dict[tuple[str, ...], int] = {}
    first: dict[tuple[str, ...], StoredStatement] = {}
    for one in statements:
        key = _voice_key(one)
        counts[key] = counts.get(key, 0) + 1
        first.setdefault(key, one)
    ordered = sorted(counts, key=lambda key: -counts[key])
    return {
        key: Voice(
            first[key].speakers[0] if len(first[key].speakers) == 1 else None,
            who(first[key]),
            role_of(first[key]),
            min(number, HUES),
            counts[key],
        )
        for number, key in enumerate(ordered, 1)
    }


def _voice_key(one: StoredStatement) -> tuple[str, ...]:
    return one.speakers or ("", one.statement.mention.text or "")


def who(one: StoredStatement) -> str:
    """Return who makes a statement, or the words of the text for it."""
    names = "; ".join(speaker.name for speaker in one.statement.speakers)
    return names or one.statement.mention.text or "unknown"


def role_of(one: StoredStatement) -> str | None:
    """Return the office in which somebody speaks; of several speakers none."""
    if len(one.statement.speakers) != 1 or one.statement.speakers[0].role is None:
        return None
    role = one.statement.speakers[0].role
    return role.title + (f" of {role.of}" if role.of else "")


def _marks(
    statements: Sequence[StoredStatement], voices: dict[tuple[str, ...], Voice]
) -> dict[Marked, StoredStatement]:
    return {
        Marked(
            number,
            one.uid,
            voices[_voice_key(one)],
            None if one.statement.rule == TURN else one.statement.cue,
            tuple(dict.fromkeys(tag.topic for tag in one.statement.topics)),
        ): one
        for number, one in enumerate(statements, 1)
    }


def _paragraphs(
    body: str, shown: Sequence[Span], marks: dict[Marked, StoredStatement]
) -> Iterator[Paragraph]:
    in_body = {
        mark: one.statement.spans for mark, one in marks.items() if not one.statement.headline
    }
    opened = set[str]()
    for start, end in shown:
        touched = {
            mark: spans
            for mark, spans in in_body.items()
            if spans[0][0] < end and spans[-1][1] > start
        }
        cut = []
        for piece in overlaid(body, touched, start, end):
            mark: Any = piece.mark
            if mark is not None and mark.uid in opened:
                piece = Piece(piece.text, _carried_on(mark))
            elif mark is not None:
                opened.add(mark.uid)
            cut.append(piece)
        begun = [mark for mark, spans in touched.items() if spans[0][0] >= start]
        notes = tuple(_carried_on(mark) if mark.uid in opened else mark for mark in begun)
        yield Paragraph(tuple(cut), notes)


def _carried_on(mark: Marked) -> Marked:
    """Return the mark of a further piece of a statement, whose place was named already."""
    return Marked(mark.number, mark.uid, mark.voice, mark.cue, mark.topics, opens=False)


def _read_at(stored: StoredArticle) -> str | None:
    return stored.documents[0].read_at if stored.documents else None


def _written(connection: Connection, stored: StoredArticle, form: str) -> Iterator[str]:
    if form == "json":
        return iter([json_text(shown_json(stored), indent=2) + "\n"])
    return written(statements_of(connection, stored.uid), form, columns_of("statements"))


def shown_json(stored: StoredArticle, position: int | None = None) -> dict[str, Any]:
    """Return the public JSON without the folders of this machine."""
    value = stored_json(stored, position)
    outer = value if position is None else value["article"]
    for document in outer["documents"]:
        document["path"] = PurePath(document["path"]).name
    outer["path"] = PurePath(outer["path"]).name
    return value


def statements_of(connection: Connection, uid: str) -> list[Any]:
    """Return the rows of an article's statements, as one reads."""
    found = plan(connection, Request(field("id", uid), "statements", "date"))
    return [*without_folders([*rows(connection, found)])]
