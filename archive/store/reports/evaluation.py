"""What was reviewed, as gold: of each statement whether the machine was right."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from sqlite3 import Connection

from archive.corpus.accuracy import Judged
from archive.store.people.decisions import Correction, corrections

SAMPLE = "sample"
"""In the name of a tool: what was reviewed with it had been drawn at random."""

GROUPS = ("kind", "publisher", "year")

FIELDS = ("speaker", "drop", "text")
"""Decisions by which a statement is reviewed: who said it, whether it is one, and its edges."""


@dataclass(slots=True)
class _Reviewed:
    article: str
    speaker: list[Correction] = field(default_factory=list)
    dropped: bool = False
    recut: bool = False
    drawn: bool = False


def judged(connection: Connection) -> Iterator[Judged]:
    """Yield the statements that people reviewed, those that stand in their place.

    The machine was right where it is a statement, with these words, and said by whom the machine
    had said. Who agrees with the machine confirms it: that is a correction, too, to what stood
    there. Statements that the machine missed are not among them: nobody knows how many there are.
    """
    facts = {uid: groups for uid, *groups in connection.execute(_ARTICLES)}
    for one in _reviewed(connection).values():
        if one.article not in facts:
            continue
        was = one.speaker[0].machine_value if one.speaker else None
        now = one.speaker[-1].value if one.speaker else None
        right = not (one.dropped or one.recut) and set(was or ()) == set(now or ())
        yield Judged(right, dict(zip(GROUPS, facts[one.article], strict=True)), one.drawn)


def _reviewed(connection: Connection) -> dict[str, _Reviewed]:
    found: dict[str, _Reviewed] = {}
    for one in reversed(list(corrections(connection))):
        if one.field not in FIELDS or one.statement is None or not one.is_placed:
            continue
        held = found.setdefault(one.statement, _Reviewed(one.article))
        held.drawn |= SAMPLE in (one.tool or "")
        if one.field == "speaker":
            held.speaker.append(one)
        held.dropped |= one.field == "drop"
        held.recut |= one.field == "text"
    return found


def unreviewed(connection: Connection, number: int, seed: int) -> list[str]:
    """Return statements (uids) drawn at random from those that nobody has reviewed.

    The same ``seed`` draws the same ones from the same archive.
    """
    reviewed = _reviewed(connection).keys()
    uids = [uid for (uid,) in connection.execute(_UIDS) if uid not in reviewed]
    return Random(seed).sample(uids, min(number, len(uids)))


_UIDS = "SELECT uid FROM statements WHERE origin = 'machine' AND headline = 0 ORDER BY uid"

# Of what was analysed before kinds were stored, how its statements were found tells.
_ARTICLES = """
SELECT a.uid, coalesce(a.genre, CASE
    WHEN EXISTS (SELECT 1 FROM statements AS s WHERE s.article_id = a.id AND s.rule = 'turn')
        THEN 'transcript'
    WHEN EXISTS (SELECT 1 FROM statements AS s WHERE s.article_id = a.id AND s.rule = 'issuer')
        THEN 'statement' ELSE 'news' END),
    coalesce(a.publisher, 'unknown'), coalesce(CAST(a.year AS TEXT), 'no date')
FROM articles AS a
WHERE a.uid IN (SELECT article_uid FROM corrections WHERE undone_at IS NULL)"""
