"""How right are the verdicts of `archive verify`, and how long do they take?

usage: python -m tests.benchmarks.verify ARCHIVE.db [--each N] [--seed N]

Quotations are made of the statements of an archive, by seed, N of each kind: exact; folded (case,
quotation marks, dashes); one word changed; a negation put in or left out; words left out inside;
two statements joined; the right words by a wrong speaker; and from articles that are taken out of a
copy of the archive first. Time is told beside that of a phrase query for the same words, and as the
ratio of the two at the 95th percentile.
"""

import argparse
import random
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from archive.corpus.quotation import tokens_of
from archive.corpus.verdict import Claim, Verdict
from archive.query import Phrase
from archive.store.reports.verification import verify
from archive.store.search.lookup import find_speakers
from archive.store.search.match import quoted
from archive.text import is_within, words

Statement = tuple[str, str, str]
"""Text, uid and name of its speaker."""

LEFT_OUT = 200
"""Articles taken out, whose statements are not in the archive then."""
SHORTEST, LONGEST = 14, 60
"""Words of a statement that is made a quotation of: shorter ones are said again by others."""


def exact(one: Statement, _: Statement, rng: random.Random, least: int = 8) -> str:
    """A run of whole words of the statement."""
    tokens = tokens_of(one[0])
    length = rng.randint(min(least, len(tokens)), min(40, len(tokens)))
    start = rng.randint(0, len(tokens) - length)
    return one[0][tokens[start].span[0] : tokens[start + length - 1].span[1]]


def folded(one: Statement, other: Statement, rng: random.Random) -> str:
    """The same with other capitals, apostrophes and dashes."""
    text = exact(one, other, rng)
    changed = text.translate(str.maketrans("’“—–", "'\"--"))
    return changed.upper() if changed == text else changed


def changed(one: Statement, other: Statement, rng: random.Random) -> str:
    """One word inside replaced by another of the archive."""
    text = exact(one, other, rng)
    tokens = tokens_of(text)
    at = rng.randrange(1, len(tokens) - 1)
    instead = rng.choice([t.key for t in tokens_of(other[0]) if t.key != tokens[at].key])
    start, end = tokens[at].span
    return text[:start] + instead + text[end:]


def negated(one: Statement, other: Statement, rng: random.Random) -> str:
    """A "not" put in, or left out where there is one."""
    text = exact(one, other, rng)
    tokens = tokens_of(text)
    nots = [t.span for t in tokens[1:-1] if t.key in ("not", "never")]
    if nots:
        start, end = nots[0]
        return text[:start] + text[end:].lstrip()
    at = tokens[rng.randrange(1, len(tokens) - 1)].span[0]
    return text[:at] + "not " + text[at:]


def cut(one: Statement, other: Statement, rng: random.Random) -> str:
    """Two to six words left out inside, so that eight or more are left."""
    text = exact(one, other, rng, least=14)
    tokens = tokens_of(text)
    length = rng.randint(2, min(6, len(tokens) - 5))
    at = rng.randint(3, len(tokens) - length - 2)
    return text[: tokens[at].span[0]] + text[tokens[at + length].span[0] :]


def joined(one: Statement, other: Statement, rng: random.Random) -> str:
    """A piece of one statement and a piece of another."""
    return f"{exact(one, other, rng)} {exact(other, one, rng)}"


KINDS: dict[
    str, tuple[Callable[[Statement, Statement, random.Random], str], tuple[Verdict, ...]]
] = {
    "exact": (exact, (Verdict.VERBATIM,)),
    "folded": (folded, (Verdict.TYPOGRAPHY,)),
    "one word changed": (changed, (Verdict.ALTERED,)),
    "negation": (negated, (Verdict.ALTERED,)),
    "words left out": (cut, (Verdict.CUT,)),
    "two joined": (joined, (Verdict.SPLICED,)),
    "wrong speaker": (exact, (Verdict.OTHER_SPEAKER,)),
    "left out": (exact, (Verdict.NOT_FOUND,)),
}


def main() -> None:
    """Make the quotations, judge them, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("--each", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the wrong ones")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(options.database, folder))
        with closing(sqlite3.connect(path)) as connection:
            out = _taken_out(connection, rng)
            known = _statements(connection, "1")
            _measure(connection, known, out, rng, options.each, show=options.show)


def _measure(
    connection: sqlite3.Connection,
    known: Sequence[Statement],
    out: Sequence[Statement],
    rng: random.Random,
    each: int,
    *,
    show: bool,
) -> None:
    times, plain, false, total, right = list[float](), list[float](), 0, 0, 0
    for kind, (make, wanted) in KINDS.items():
        verdicts = Counter[str]()
        for _ in range(each):
            one = rng.choice(out if kind == "left out" else known)
            other = rng.choice(known)
            quotation = make(one, other, rng)
            speaker = other[1] if kind == "wrong speaker" else one[1]
            if not words(quotation) or _is_true(connection, kind, quotation, speaker, one):
                continue
            before = time.perf_counter()
            found = verify(connection, Claim(quotation, None if kind == "left out" else speaker))
            times.append(time.perf_counter() - before)
            plain.append(_phrase(connection, quotation))
            verdicts[found.judgement.verdict] += 1
            false += found.judgement.verdict is Verdict.VERBATIM and kind not in (
                "exact", "wrong speaker", "left out"
            )  # fmt: skip
            if show and found.judgement.verdict not in wanted:
                print(f"  {kind}: {found.judgement.verdict}: {quotation}\n      {one}")
        number, hits = sum(verdicts.values()), sum(verdicts[one] for one in wanted)
        total, right = total + number, right + hits
        print(f"{kind:18} {100 * hits / number:6.2f} % of {number}   {dict(verdicts)}")
    print(f"right {100 * right / total:.2f} %   false verbatim {false} of {total}")
    ours, theirs = sorted(times)[int(0.95 * len(times))], sorted(plain)[int(0.95 * len(plain))]
    print(
        f"p95: verify {1e3 * ours:.1f} ms, phrase {1e3 * theirs:.1f} ms, {ours / theirs:.1f} times"
    )


def _is_true(
    connection: sqlite3.Connection, kind: str, quotation: str, speaker: str, one: Statement
) -> bool:
    """Tell whether a quotation came out right by chance, so that it is none of its kind.

    Words left out of "We're not going back! We're not going back!" leave what was said; and the
    wrong speaker may be the right one under another name.
    """
    if kind == "wrong speaker":
        named = find_speakers(connection, speaker).ids
        rows = connection.execute("SELECT id FROM speakers WHERE name = ?", (one[1],))
        return any(key in named for (key,) in rows)
    made = kind not in ("exact", "folded", "left out")
    return made and is_within(words(quotation), one[0])


def _phrase(connection: sqlite3.Connection, quotation: str) -> float:
    """Return how long a phrase query for the first words of a quotation takes, in seconds."""
    phrase = quoted(Phrase(" ".join(words(quotation)[:4])))
    before = time.perf_counter()
    connection.execute(
        "SELECT s.uid, s.text FROM statements AS s WHERE s.id IN (SELECT rowid FROM statements_fts"
        " WHERE statements_fts MATCH ? ORDER BY rowid DESC LIMIT 20)",
        (phrase,),
    ).fetchall()
    return time.perf_counter() - before


def _taken_out(connection: sqlite3.Connection, rng: random.Random) -> list[Statement]:
    """Take articles out and return their statements that nothing left says in the same words."""
    connection.execute("PRAGMA foreign_keys = ON")
    keys = [key for (key,) in connection.execute("SELECT id FROM articles ORDER BY id")]
    chosen = rng.sample(keys, min(LEFT_OUT, len(keys) // 10))
    marks = ",".join(map(str, chosen))
    found = _statements(connection, f"s.article_id IN ({marks})")
    connection.execute(f"DELETE FROM articles WHERE id IN ({marks})")
    connection.commit()
    return [one for one in found if not _is_said(connection, one[0])]


def _is_said(connection: sqlite3.Connection, text: str) -> bool:
    """Tell whether eight words in a row of a text stand in the archive."""
    there = words(text)
    return any(
        connection.execute(
            "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT 1",
            (quoted(Phrase(" ".join(there[at : at + 8]))),),
        ).fetchone()
        for at in range(0, max(1, len(there) - 7), 4)
    )


def _statements(connection: sqlite3.Connection, where: str) -> list[Statement]:
    rows = connection.execute(
        "SELECT s.text, p.name, p.uid FROM statements AS s JOIN statement_speakers AS x"
        " ON x.statement_id = s.id JOIN speakers AS p ON p.id = x.speaker_id"
        f" WHERE s.headline = 0 AND {where} ORDER BY s.id"
    )
    return [row for row in rows if SHORTEST <= len(words(row[0])) <= LONGEST]


if __name__ == "__main__":
    main()
