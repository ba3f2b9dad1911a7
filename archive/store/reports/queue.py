"""What to review first: the decisions that repair most, then what the machine is least sure of.

A merge may move sixty thousand statements, a label of a transcript dozens, a doubtful pronoun one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from sqlite3 import Connection

SURE = 0.9
"""Confidence from which a statement is not doubtful: it is right nine times of ten."""

AROUND = 600
"""Characters of the article that are shown before and behind a statement."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something to decide: ``kind`` is merge, label or statement.

    ``repairs`` are the statements that a decision is about; ``confidence`` is how often the
    machine is right about such. A label belongs to an article, a statement is one of it; a merge
    is of the speakers ``source`` and ``target`` (uids), for which ``evidence`` speaks.
    """

    kind: str
    repairs: int
    confidence: float
    article: str = ""
    statement: str = ""
    label: str = ""
    source: str = ""
    target: str = ""
    evidence: str = ""

    @property
    def order(self) -> tuple[int, float, str, str]:
        """Return what sorts the worst first."""
        return -self.repairs, self.confidence, self.statement, self.source


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may have said it, and what speaks for that."""

    uid: str
    name: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Context:
    """A statement in its article, with who it is said to be by and how that was found."""

    title: str
    before: str
    text: str
    after: str
    speaker_text: str
    found: str
    candidates: tuple[Candidate, ...]


def labels(connection: Connection) -> Iterator[Item]:
    """Yield the labels of transcripts under which several doubtful statements stand."""
    for article, label, first, number, confidence in connection.execute(_LABELS, (SURE,)):
        yield Item("label", number, confidence, article, first, label)


def doubtful(connection: Connection) -> Iterator[Item]:
    """Yield single statements that the machine is not sure of."""
    for article, uid, confidence in connection.execute(_DOUBTFUL, (SURE,)):
        yield Item("statement", 1, confidence, article, uid)


def statement_items(connection: Connection, uids: list[str]) -> Iterator[Item]:
    """Yield statements (uids) as they are to be reviewed, in the order given."""
    for uid in uids:
        row = connection.execute(_ONE, (uid,)).fetchone()
        if row is not None:
            yield Item("statement", 1, row[1], row[0], uid)


def context(connection: Connection, item: Item) -> Context | None:
    """Return a statement as it is to be judged; None where it is not there any more."""
    row = connection.execute(_CONTEXT, (item.statement,)).fetchone()
    if row is None:
        return None
    title, around, start, end, speaker_text, method, confidence = row
    found = f"{method}, right {confidence:.0%} of the time" if method != "unresolved" else "nobody"
    return Context(
        title or "(no title)",
        around[max(0, start - AROUND) : start],
        around[start:end],
        around[end : end + AROUND],
        speaker_text or "",
        found,
        tuple(_candidates(connection, item)),
    )


def _candidates(connection: Connection, item: Item) -> Iterator[Candidate]:
    """Yield whom the machine names first, then who speaks or takes part in the article."""
    for uid, name, own, number, office in connection.execute(
        _CANDIDATES, {"statement": item.statement, "article": item.article}
    ):
        said = f"{number} here" if number else "takes part, says nothing here"
        parts = ["the machine's" if own else "", office or "", said]
        yield Candidate(uid, name, ", ".join(part for part in parts if part))


MOST_CANDIDATES = 9
"""As many as there are keys for them."""

_UNDECIDED = """
s.origin = 'machine' AND s.speaker_method <> 'correction' AND NOT EXISTS (
    SELECT 1 FROM corrections AS c WHERE c.statement_uid = s.uid AND c.undone_at IS NULL
    AND c.field IN ('speaker', 'drop', 'text'))"""

_LABELS = f"""
SELECT a.uid, s.speaker_text, substr(min(printf('%08d', s.position) || s.uid), 9),
    count(*), min(s.speaker_confidence)
FROM statements AS s JOIN articles AS a ON a.id = s.article_id
WHERE s.rule = 'turn' AND s.speaker_text IS NOT NULL AND s.speaker_confidence < ?
AND s.kind IN ('statement', 'answer') AND {_UNDECIDED}
GROUP BY a.id, s.speaker_text HAVING count(*) > 1"""

_DOUBTFUL = f"""
SELECT a.uid, s.uid, min(s.speaker_confidence, s.confidence)
FROM statements AS s JOIN articles AS a ON a.id = s.article_id
WHERE s.rule IS NOT 'turn' AND min(s.speaker_confidence, s.confidence) < ?
AND s.kind IN ('statement', 'answer') AND {_UNDECIDED}"""

_ONE = """
SELECT a.uid, min(s.speaker_confidence, s.confidence) FROM statements AS s
JOIN articles AS a ON a.id = s.article_id WHERE s.uid = ?"""

_CONTEXT = """
SELECT a.title, CASE WHEN s.headline THEN coalesce(a.title, '') ELSE a.body END, s.start, s."end",
    s.speaker_text, s.speaker_method, s.speaker_confidence
FROM statements AS s JOIN articles AS a ON a.id = s.article_id WHERE s.uid = ?"""

_CANDIDATES = f"""
WITH here AS (
    SELECT x.speaker_id, s.uid, x.role_id FROM statement_speakers AS x
    JOIN statements AS s ON s.id = x.statement_id
    JOIN articles AS a ON a.id = s.article_id WHERE a.uid = :article
    UNION ALL
    SELECT x.speaker_id, NULL, NULL FROM article_people AS x
    JOIN articles AS a ON a.id = x.article_id WHERE a.uid = :article
)
SELECT p.uid, p.name, g.own, g.said, r.title || coalesce(' of ' || r.of, '')
FROM (
    SELECT speaker_id, max(uid IS :statement) AS own, count(uid) AS said, max(role_id) AS role
    FROM here GROUP BY speaker_id
) AS g JOIN speakers AS p ON p.id = g.speaker_id LEFT JOIN roles AS r ON r.id = g.role
ORDER BY g.own DESC, g.said DESC, p.name LIMIT {MOST_CANDIDATES}"""
