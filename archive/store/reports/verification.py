"""The statements that may hold a quotation, found by its rarest words, and the verdict on it.

What a statement holds whole, or with other words left out, has all words of the quotation, so those
with its longest words come first: that costs a tenth of a phrase, whose common words FTS5 goes
through. Where nothing agrees closely, the words are looked for one by one: each rare one counts for
the statements that have it, the rarer the more, as in any ranking by inverse document frequency
(Spärck Jones 1972). A dozen candidates are then compared.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from math import log

from archive.corpus.said import Said
from archive.corpus.verdict import (
    NOTHING,
    SAME,
    Claim,
    Judgement,
    Verdict,
    Verified,
    is_by,
    judge,
    tells_all,
)
from archive.corpus.words import function_words
from archive.errors import UsageError
from archive.query import Phrase
from archive.records import Span
from archive.store.reports.said import said_by_key
from archive.store.search.lookup import find_speakers
from archive.store.search.match import quoted
from archive.store.sql import json_list
from archive.text import is_within, words
from archive.vocabulary import default_vocabulary

COMMON = 2_000
"""Statements that a word may be in and still tell one from another; counting stops there."""
RARE = 12
"""Words that are looked for one by one: a quotation of two sentences has about as many that are
rare, and each costs a look into the index."""
CANDIDATES = 12
"""Statements that are compared word by word; half of them for the words that the others lack, so
that both halves of a splice are among them."""
GROUP, GROUPS = 3, 12
"""Words that a statement must have together, each group sharing one with the next, and how many
groups are looked for: a quotation of forty words has twenty words that tell something, so ten."""
WINDOW, WINDOWS = 4, 8
"""Words of a window, and how many windows are looked for where rare words found nothing close. A
quotation of eight words of which one was changed has one whole window of four."""
LONGEST = 4
"""Words of a quotation that a statement must have to be read first: length goes with rarity (Zipf
1935). With four, 2 statements in the middle have them all of 212,000, and 4 at the 95th percentile;
with two, 50 have."""
PHRASES = 50
"""Statements read that have all the words: stock phrases have thousands."""
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
    keys, found = list[int](), NOTHING
    for look in (partial(_with_longest, claimed=claimed), _with_groups, _with_words, _with_windows):
        more = [key for key in look(connection, wanted) if key not in keys]
        if more:
            keys += more
            found = judge(quotation, said_by_key(connection, keys), claimed, _negations())
        if tells_all(found):
            break
    if found.agreement in SAME:
        return found
    return _in_article(connection, wanted, quotation, claimed) or found


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


def _with_longest(
    connection: sqlite3.Connection, wanted: Sequence[str], claimed: frozenset[str] | None
) -> list[int]:
    """Return all statements that have the longest words of a quotation.

    Where there are more than are read, or it is made of the commonest words alone, return those
    that have all its words side by side.
    """
    longest = _longest(wanted)
    if longest:
        found = _holders(connection, " AND ".join(_quoted([word]) for word in longest), PHRASES)
        if found is not None:
            return sorted(found)
    return _with_phrase(connection, _quoted(wanted), claimed)


def _longest(wanted: Iterable[str]) -> list[str]:
    content = (word for word in dict.fromkeys(wanted) if word not in function_words())
    return sorted(content, key=len, reverse=True)[:LONGEST]


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


def _with_groups(connection: sqlite3.Connection, wanted: Sequence[str]) -> list[int]:
    """Return the statements that have three words of the quotation that tell something in a row.

    What was put together of two statements, or has a word changed, has most of them from one.
    """
    content = [word for word in wanted if word not in function_words()]
    groups = [content[at : at + GROUP] for at in range(0, len(content) - GROUP + 1, GROUP - 1)]
    groups.sort(key=lambda group: -sum(map(len, group)))
    holders = dict[str, frozenset[int]]()
    for group in groups[:GROUPS]:
        asked = " AND ".join(_quoted([word]) for word in group)
        if keys := _holders(connection, asked, PHRASES):
            holders[asked] = keys
    most = _best(holders, CANDIDATES // 2)
    lacking = {group: keys for group, keys in holders.items() if not keys.intersection(most[:1])}
    return list(dict.fromkeys([*most, *_best(lacking, CANDIDATES // 2)]))


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
        if keys := _holders(connection, _quoted(window), PHRASES):
            holders[" ".join(window)] = keys
    best = [_best({name: keys}, 2) for name, keys in holders.items()]
    most = _best(holders, CANDIDATES // 2)
    return list(dict.fromkeys([*most, *(key for keys in best for key in keys)]))


def _with_words(connection: sqlite3.Connection, wanted: Iterable[str]) -> list[int]:
    """Return the statements that have most of the rare words, weighed by how rare they are."""
    content = (word for word in dict.fromkeys(wanted) if word not in function_words())
    looked = ((word, _holders(connection, _quoted([word]), COMMON)) for word in content)
    holders = {word: keys for word, keys in looked if keys}
    rare = sorted(holders, key=lambda word: len(holders[word]))
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


def _holders(connection: sqlite3.Connection, asked: str, most: int) -> frozenset[int] | None:
    """Return the statements that a query finds; None where it finds more than ``most``."""
    rows = connection.execute(
        f"SELECT rowid FROM statements_fts WHERE statements_fts MATCH ? LIMIT {most + 1}", (asked,)
    )
    found = frozenset(key for (key,) in rows)
    return found if len(found) <= most else None


def _quoted(some: Sequence[str]) -> str:
    return quoted(Phrase(" ".join(some)))


def _in_article(
    connection: sqlite3.Connection,
    wanted: Sequence[str],
    quotation: str,
    claimed: frozenset[str] | None,
) -> Judgement | None:
    """Look for the words in the texts of articles, beyond their statements.

    Where they stand in one outside of all statements, they are the writer's own; where they go
    over several statements, they are the speakers'.
    """
    for key, uid, title, publisher, body in _articles_with(connection, wanted):
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


def _articles_with(
    connection: sqlite3.Connection, wanted: Sequence[str]
) -> Iterable[tuple[int, str, str | None, str | None, str]]:
    """Yield articles whose body has all the words side by side.

    Those around the longest words are looked for first, because few articles or none have them,
    and the whole phrase in the index only where many have.
    """
    sql = (
        "SELECT a.id, a.uid, a.title, a.publisher, a.body FROM articles AS a WHERE a.id IN"
        f" (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? LIMIT {ARTICLES + 1})"
    )
    places = (wanted.index(word) for word in _longest(wanted))
    parts = {tuple(wanted[max(0, at - 1) : at + 2]) for at in places}
    found = []
    if parts:
        around = " AND ".join(map(_quoted, sorted(parts)))
        found = connection.execute(sql, (f"body : ({around})",)).fetchall()
    if not parts or len(found) > ARTICLES:
        return connection.execute(sql, (f"body : {_quoted(wanted)}",)).fetchmany(ARTICLES)
    return [row for row in found if is_within(wanted, row[-1])]


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
