"""One topic: its scope note and terms, with how often each gave it; what else may show it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from archive.corpus.keyness import Key, phrases
from archive.corpus.said import Said
from archive.corpus.uses import find_uses
from archive.query import Node, Not, field
from archive.store.reports.said import read_said
from archive.store.search.lookup import find_topics

MOST_OTHERS = 20_000
"""Statements off the topic that are compared: their shares are known to a tenth of a percent."""


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """A topic with its scope note and codes; ``statements`` include those of topics below it."""

    topic: str
    label: str
    parent: str | None
    statements: int
    definition: str | None
    belongs: str | None
    excluded: str | None
    example: str | None
    cap: str | None
    iptc: str | None
    eurovoc: str | None


@dataclass(frozen=True, slots=True)
class TermUse:
    """A term of a topic, and how many of its statements it gave the topic or helped to.

    ``reviewed`` are those of which people decided whether they are on the topic, ``right`` those of
    them that are: who tags what has the topic already confirms it, who untags denies it.
    """

    term: str
    kind: str
    statements: int
    reviewed: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A phrase that goes with a topic and is no term of it, with statements that speak for it.

    ``on`` and ``off`` are statements on the topic that hold the phrase, and others; ``g2`` is the
    log-likelihood of the difference; ``articles`` and ``speakers`` are those of the first.
    """

    phrase: str
    on: int
    off: int
    g2: float
    articles: int
    speakers: int
    examples: tuple[Said, ...]


def topic_facts(connection: Connection, text: str) -> TopicFacts:
    """Return the topic of that slug or label; raise UsageError where there is none."""
    key = find_topics(connection, text).ids[0]
    row = connection.execute(
        "SELECT t.slug, t.label, u.slug, t.statements, t.definition, t.belongs, t.excluded,"
        " t.example, t.cap, t.iptc, t.eurovoc"
        " FROM topics AS t LEFT JOIN topics AS u ON u.id = t.parent_id WHERE t.id = ?",
        (key,),
    ).fetchone()
    return TopicFacts(*row)


def term_uses(connection: Connection, slug: str) -> Iterator[TermUse]:
    """Yield the terms of a topic: those that give it first, then by how often each did."""
    rows = connection.execute(
        "SELECT w.term, w.kind, (SELECT count(DISTINCT x.statement_id) FROM statement_topics AS x"
        " WHERE x.topic_id = w.topic_id AND x.term = w.term) AS uses"
        " FROM topic_terms AS w JOIN topics AS t ON t.id = w.topic_id WHERE t.slug = ?"
        " ORDER BY instr('phrase weak hint exclusion', w.kind), uses DESC, w.id",
        (slug,),
    )
    judged = _judged(connection, slug)
    for term, kind, uses in rows:
        right, wrong = judged.get(term, (0, 0))
        name = "term" if kind == "phrase" else kind
        yield TermUse(term, name, uses, right + wrong, right)


def _judged(connection: Connection, slug: str) -> dict[str, tuple[int, int]]:
    """Return of each term how many of the reviewed statements it gave rightly and wrongly.

    A statement that several terms gave speaks for and against each of them.
    """
    rows = connection.execute(_REVIEWED, (slug, slug))
    found: dict[str, tuple[int, int]] = {}
    for term, right, wrong in rows:
        found[term] = (right, wrong)
    return found


# What was untagged is kept with the correction; tagging what had the topic changed nothing.
_REVIEWED = """
SELECT term, sum(is_right), sum(NOT is_right) FROM (
    SELECT DISTINCT c.statement_uid, x.term, 1 AS is_right
    FROM corrections AS c JOIN statements AS s ON s.uid = c.statement_uid
    JOIN statement_topics AS x ON x.statement_id = s.id JOIN topics AS t ON t.id = x.topic_id
    WHERE c.field = 'tag' AND c.undone_at IS NULL AND c.before = '{}'
    AND c.value = json_quote(?) AND t.slug = json_extract(c.value, '$')
    UNION ALL
    SELECT DISTINCT c.statement_uid, json_extract(m.value, '$[1]'), 0
    FROM corrections AS c, json_each(c.before) AS b,
        json_each(json_extract(b.value, '$.topics_more')) AS m
    WHERE c.field = 'untag' AND c.undone_at IS NULL AND c.value = json_quote(?)
) GROUP BY term"""


def suggestions(
    connection: Connection, slug: str, today: date, *, most: int, least: int
) -> Iterator[Suggestion]:
    """Yield phrases by which the topic's statements differ from others, the greatest first.

    A phrase must stand in ``least`` articles on the topic (dispersion: one speech that repeats a
    phrase proves nothing), be more frequent on the topic than off it, and be no part of a term.
    """
    wanted = field("topic-strict", slug)
    on, off = _said(connection, wanted, today), _said(connection, Not(wanted), today)
    # Every n-th of the others, so that all times have their share.
    off = off[:: max(1, len(off) // MOST_OTHERS)]
    known = {use.term.casefold().strip("=+*") for use in term_uses(connection, slug)}
    found = 0
    for key in phrases(on, off, least=least):
        if found == most:
            return
        if key.ratio > 0 and not _tells_nothing_new(key.text.casefold(), known):
            suggestion = _suggestion(key, on)
            if suggestion.articles >= least:
                found += 1
                yield suggestion


def _tells_nothing_new(phrase: str, known: Iterable[str]) -> bool:
    """Whether a phrase holds a term, or is a part of one: "mass" of "mass shooting"."""
    return any(term in phrase or f" {phrase} " in f" {term} " for term in known)


def _suggestion(key: Key, on: Sequence[Said]) -> Suggestion:
    said = [use.said for use in find_uses(key.text, on)]
    return Suggestion(
        key.text,
        key.a,
        key.b,
        round(key.g2, 1),
        len({one.article for one in said}),
        len({who for one in said for who in one.who}),
        tuple(said[:3]),
    )


def _said(connection: Connection, tree: Node, today: date) -> list[Said]:
    return list(read_said(connection, tree, today))
