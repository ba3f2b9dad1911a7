"""One statement: in its context, why it is one, whose it is, how sure that is, what was corrected.

``Why`` holds the facts as `archive show` has them, read from the same JSON.
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection
from typing import Any

from archive.corpus.events import Event
from archive.records import Span, Tag
from archive.render.citation import cited_from
from archive.render.correction import shown as shown_value
from archive.render.formats import json_text, written
from archive.store.people.decisions import Correction
from archive.store.reports.ids import article_of
from archive.store.reports.selection import topic_labels
from archive.store.reports.show import StoredArticle, StoredStatement, load_article
from archive.store.search.request import columns_of
from archive.vocabulary import default_vocabulary
from archive.web.asked import Asked, Page
from archive.web.marks import Piece, brief, overlaid
from archive.web.pages.article import event_of, role_of, shown_json, statements_of, uid_of, who

HEADLINE = "headline, "
"""Before the rule of a statement in a headline, as ``render.explanation`` has it."""
LONGEST = 4_000
"""Characters of context on each side: more than any paragraph of a readout has."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a statement: how likely, and by which terms."""

    slug: str
    label: str
    score: float
    terms: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A correction that shows in this statement, as one reads it."""

    made: Correction
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement with its article; ``before`` and ``after`` are its neighbours."""

    stored: StoredArticle
    one: StoredStatement
    who: str
    role: str | None
    context: tuple[tuple[Piece, ...], ...]
    rule: str
    meaning: str | None
    topics: tuple[Topic, ...]
    decided: tuple[Decided, ...]
    before: StoredStatement | None
    after: StoredStatement | None
    question: StoredStatement | None
    answers: tuple[StoredStatement, ...]
    event: Event | None
    command: str

    @property
    def part(self) -> int:
        return 1


def statement(connection: Connection, asked: Asked) -> Page:
    """Return the page of a statement; raise MissingError where there is none."""
    uid = uid_of(connection, "statement", asked.id)
    stored = load_article(connection, article_of(connection, uid))
    position = [one.uid for one in stored.statements].index(uid)
    event = event_of(connection, stored)
    return statement_page(connection, stored, position, event, topic_labels(connection))


def statement_page(
    connection: Connection,
    stored: StoredArticle,
    position: int,
    event: Event | None,
    labels: Mapping[str, str],
) -> Page:
    """Return the page of a statement of an article; ``labels`` are those of topics."""
    one = stored.statements[position]
    known = one.statement
    rule, meaning = _rule(known.rule)
    every = stored.statements
    shown = StatementPage(
        stored,
        one,
        who(one),
        role_of(one),
        tuple(map(tuple, _context(stored, one))),
        rule,
        meaning,
        tuple(_topics(known.topics, labels)),
        tuple(_decided(made, stored.corrected) for made in one.corrections),
        every[position - 1] if position else None,
        every[position + 1] if position + 1 < len(every) else None,
        every[known.answers] if known.answers is not None else None,
        tuple(other for other in every if other.statement.answers == position),
        event,
        command(one),
    )
    read_at = stored.documents[0].read_at if stored.documents else None
    return Page(
        f"{shown.who}: “{brief(known.text, 70)}”",
        "statement.html",
        shown,
        partial(_written, connection, stored, position),
        partial(cited_from, one.uid, stored.article, known, read_at),
    )


def command(one: StoredStatement) -> str:
    """Return the command that corrects a statement, for a reader to finish and to run."""
    name = one.statement.speakers[0].name if one.statement.speakers else "NAME"
    return f"archive correct {one.uid} --speaker {shlex.quote(name)} --why 'your reason'"


def _context(stored: StoredArticle, one: StoredStatement) -> Iterator[Sequence[Piece]]:
    """Yield the paragraphs that a statement touches with one before and behind; or the title."""
    spans = one.statement.spans
    article = stored.article
    if one.statement.headline:
        title = article.title or ""
        yield overlaid(title, {"said": spans}, 0, len(title))
        return
    first, last = spans[0][0], spans[-1][1]
    touched = [n for n, (s, e) in enumerate(article.paragraphs) if s < last and e > first]
    if not touched:
        return
    shown = article.paragraphs[max(touched[0] - 1, 0) : touched[-1] + 2]
    cue, named = one.statement.cue_span, one.statement.mention.span
    marks: dict[str, Sequence[Span]] = {
        "said": spans,
        "cue": [cue] if cue else [],
        "name": [named] if named else [],
    }
    for start, end in shown:
        start, end = max(start, first - LONGEST), min(end, last + LONGEST)
        if start < end:
            yield overlaid(article.body, marks, start, end)


def _rule(name: str) -> tuple[str, str | None]:
    """Return the rule that found a statement, and what it looks for."""
    rules = default_vocabulary().table("rules")["rules"]
    rule = rules.get(name) or rules.get(name.removeprefix(HEADLINE), {})
    return name, rule.get("means")


def _topics(tags: Sequence[Tag], labels: Mapping[str, str]) -> Iterator[Topic]:
    by_topic: dict[str, list[Tag]] = {}
    for tag in tags:
        by_topic.setdefault(tag.topic, []).append(tag)
    for slug, given in by_topic.items():
        distinct = {tag.term.casefold(): tag for tag in given}
        yield Topic(slug, labels.get(slug, slug), given[0].score, tuple(distinct.values()))


def _decided(made: Correction, names: Any) -> Decided:
    return Decided(made, _named(made.machine_value, names), _named(made.value, names))


def _named(value: Any, names: Any) -> str:
    """Return a value as one reads it, a speaker by name."""
    if isinstance(value, list):
        value = [names[uid][0] if uid in names else uid for uid in value]
    return shown_value(value)


def _written(
    connection: Connection, stored: StoredArticle, position: int, form: str
) -> Iterator[str]:
    if form == "json":
        return iter([json_text(shown_json(stored, position), indent=2) + "\n"])
    uid = stored.statements[position].uid
    rows = [row for row in statements_of(connection, stored.uid) if row["uid"] == uid]
    return written(rows, form, columns_of("statements"))
