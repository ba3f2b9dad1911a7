"""The statements that may hold a quotation, found by its rarest words, and the verdict on it.

A quotation whose words were changed is found by no phrase, so after the phrase the words are looked
for one by one: each rare one counts for the statements that have it, the rarer the more, as in any
ranking by inverse document frequency (Spärck Jones 1972). A dozen candidates are then compared.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from math import log

from archive.corpus.quotation import Agreement
from archive.corpus.said import Said
from archive.corpus.verdict import NOTHING, Claim, Judgement, Verdict, Verified, is_by, judge
from archive.corpus.words import function_words
from archive.errors import UsageError
from archive.query import Phrase
from archive.records import Span
from archive.store.reports.said import said_by_key
from archive.store.search.lookup import find_speakers
from archive.store.search.match import quoted
from archive.store.sql import json_list
from archive.text import words
from archive.vocabulary import default_vocabulary

COMMON = 2_000
"""Statements that a word may be in and still tell one from another; counting stops there."""
RARE = 12
"""Words that are looked for one by one: a quotation of two sentences has about as many that are
rare, and each costs a look into the index."""
CANDIDATES = 12
"""Statements that are compared word by word; half of them for the words that the others lack, so
that both halves of a splice are among them."""
WINDOW, WINDOWS = 4, 8
"""Words of a window, and how many windows are looked for where rare words found nothing close. A
quotation of eight words of which one was changed has one whole window of four."""
CLOSE = 0.85
"""From this share of its words on, a statement is taken for the one that was altered."""
PHRASES = 50
"""Statements read that have all the words side by side: stock phrases have thousands."""
ARTICLES = 5
"""Articles read through for words outside of all statements; each costs a pass over its text."""


def verify(connection: sqlite3.Connection, claim: Claim) -> Verified:
    """Return the verdict on a claim; raise UsageError for a quotation without a word."""
    wanted = words(claim.quotation)
    if not wanted:
        raise UsageError(
            f"there is no word in {claim.quotation!r}", hint="archive verify 'the words to check'"
        )
    claimed, unknown = _claimed(connection, claim.speaker)
    judgement = _judged(connection, claim.quotation, wanted, claimed)
    return Verified(claim, judgement, unknown)


def _judged(
    connection: sqlite3.Connection,
    quotation: str,
    wanted: Sequence[str],
    claimed: frozenset[str] | None,
) -> Judgement:
    phrase = _quoted(wanted)
    keys = _with_phrase(connection, phrase, claimed)
    if keys:
        found = judge(quotation, said_by_key(connection, keys), claimed, _negations())
        if found is not NOTHING:
            return found
    keys = _with_words(connection, wanted)
    found = judge(quotation, said_by_key(connection, keys), claimed, _negations())
    if not _is_close(found):
        keys = list(dict.fromkeys([*keys, *_with_windows(connection, wanted)]))
        found = judge(quotation, said_by_key(connection, keys), claimed, _negations())
    if found.verdict.holds:
        return found
    return _in_article(connection, phrase, quotation, claimed) or found


def _is_close(found: Judgement) -> bool:
    """Tell whether another statement can hardly agree more closely: nothing else is looked for."""
    if found.comparison is None:
        return bool(found.pieces)
    return found.comparison.agreement is not Agreement.ALTERED or found.comparison.share >= CLOSE


def _claimed(
    connection: sqlite3.Connection, speaker: str | None
) -> tuple[frozenset[str] | None, bool]:
    """Return the uids of who is meant, and whether nobody of that name is known."""
    if speaker is None:
        return None, False
    try:
        named = find_speakers(connection, speaker)
    except UsageError:
        return frozenset(), True
    rows = connection.execute(
        "SELECT uid FROM speakers WHERE id IN (SELECT value FROM json_each(?))",
        (json_list(named.ids),),
    )
    return frozenset(uid for (uid,) in rows), False


def _with_phrase(
    connection: sqlite3.Connection, phrase: str, claimed: frozenset[str] | None
) -> list[int]:
    """Return statements that have all the words side by side, where there are many the claimed's.

    Only of a stock phrase are there more than are read; then those of who was named are asked for.
    """
    sql = "SELECT rowid FROM statements_fts WHERE statements_fts MATCH ?"
    found = [key for (key,) in connection.execute(f"{sql} LIMIT {PHRASES}", (phrase,))]
    if claimed is None or len(found) < PHRASES:
        return found
    theirs = connection.execute(
        f"{sql} AND EXISTS (SELECT 1 FROM statement_speakers AS x JOIN speakers AS p"
        " ON p.id = x.speaker_id WHERE x.statement_id = statements_fts.rowid"
        f" AND p.uid IN (SELECT value FROM json_each(?))) LIMIT {PHRASES}",
        (phrase, json_list(sorted(claimed))),
    )
    return [key for (key,) in theirs] or found


def _with_windows(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[int]:
    """Return the statements that have a few words of the quotation side by side.

    The windows do not overlap, so a changed word spoils one of them; those with the longest words
    are looked for, since length goes with rarity (Zipf 1935) and costs no look into the index.
    """
    starts = range(0, max(1, len(wanted) - WINDOW + 1), WINDOW)
    windows = [tuple(wanted[at : at + WINDOW]) for at in starts]
    windows.sort(key=lambda window: -sum(map(len, window)))
    holders = dict[str, frozenset[int]]()
    for window in windows[:WINDOWS]:
        keys = _holders(connection, _quoted(window), PHRASES)
        if keys:
            holders[" ".join(window)] = keys
    best = [_best({name: keys}, 2) for name, keys in holders.items()]
    most = _best(holders, CANDIDATES // 2)
    return list(dict.fromkeys([*most, *(key for keys in best for key in keys)]))


def _with_words(connection: sqlite3.Connection, wanted: Iterable[str]) -> list[int]:
    """Return the statements that have most of the rare words, weighed by how rare they are."""
    content = (word for word in dict.fromkeys(wanted) if word not in function_words())
    holders = {word: _holders(connection, _quoted([word]), COMMON) for word in content}
    rare = sorted((word for word in holders if holders[word]), key=lambda w: len(holders[w]))
    chosen = {word: holders[word] for word in rare[:RARE]}
    first = _best(chosen, CANDIDATES // 2)
    lacking = {word: keys for word, keys in chosen.items() if not keys.intersection(first[:1])}
    return list(dict.fromkeys([*first, *_best(lacking, CANDIDATES // 2)]))


def _best(holders: Mapping[str, frozenset[int]], most: int) -> list[int]:
    """Return the keys that most words speak for; of equals the newest."""
    score = defaultdict[int, float](float)
    for keys in holders.values():
        weight = log((COMMON + 1) / len(keys))
        for key in keys:
            score[key] += weight
    return sorted(score, key=lambda key: (-score[key], -key))[:most]


def _holders(connection: sqlite3.Connection, asked: str, most: int) -> frozenset[int]:
    """Return the statements that have a word or phrase; none where more than ``most`` have it."""
    rows = connection.execute(
        f"SELECT rowid FROM statements_fts WHERE statements_fts MATCH ? LIMIT {most + 1}", (asked,)
    )
    found = frozenset(key for (key,) in rows)
    return found if len(found) <= most else frozenset()


def _quoted(some: Sequence[str]) -> str:
    return quoted(Phrase(" ".join(some)))


def _in_article(
    connection: sqlite3.Connection, phrase: str, quotation: str, claimed: frozenset[str] | None
) -> Judgement | None:
    """Look for the words in the texts of articles, beyond their statements.

    Where they stand in one outside of all statements, they are the writer's own; where they go
    over several statements, they are the speakers'.
    """
    rows = connection.execute(
        "SELECT a.id, a.uid, a.title, a.publisher, a.body FROM articles AS a WHERE a.id IN"
        " (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)",
        (f"body : {phrase}", ARTICLES),
    )
    for key, uid, title, publisher, body in rows:
        written = Said(uid, body, article=uid, publisher=publisher, title=title)
        found = judge(quotation, [written], None)
        if not found.verdict.holds or found.comparison is None:
            continue
        statements = _touched(connection, key, found.comparison.span)
        if not statements:
            return replace(found, verdict=Verdict.AUTHOR, statements=(written,))
        by_them = all(is_by(one, claimed) for one in statements)
        verdict = found.verdict if by_them else Verdict.OTHER_SPEAKER
        return replace(found, verdict=verdict, statements=statements, by_claimed=by_them)
    return None


def _touched(connection: sqlite3.Connection, article: int, span: Span) -> tuple[Said, ...]:
    """Return the statements of which most of a span of an article's body is made; none: no."""
    start, end = span
    rows = connection.execute(
        'SELECT id, min("end", ?) - max(start, ?) FROM statements'
        ' WHERE article_id = ? AND headline = 0 AND start < ? AND "end" > ?',
        (end, start, article, end, start),
    ).fetchall()
    if 2 * sum(shared for _, shared in rows) < end - start:
        return ()
    return tuple(said_by_key(connection, [key for key, _ in rows]))


@cache
def _negations() -> frozenset[str]:
    return frozenset(str(default_vocabulary().table("wording")["negations"]).split())
