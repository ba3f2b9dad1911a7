"""What a query costs beside the bare best SQL: ``python -m tests.benchmarks.query``.

Fifteen kinds of query, each with several words, speakers and topics, are asked of a generated
archive through our search and through ``sqlite3`` with the best SQL that we know for the same
answer, in turns; the answers must be the same. Times are those of the processor, with the file in
the cache, so that other work on the machine does not tell in them. Then whole commands run cold
beside the sqlite3 shell and ripgrep, where these are installed. The aims: 2.5 times the bare SQL
for filters and newest first, 1.3 times for ranked search and phrases.

    python -m tests.benchmarks.query --articles 100000      1.2 million statements; two minutes more
    python -m tests.benchmarks.query --database news.db     one that was generated before
"""

import argparse
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import thread_time

from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.search.request import RANKED, STATEMENT_COLUMNS, Request, count, plan, rows
from tests.benchmarks.generated import make

TODAY = date(2024, 1, 1)
SHOWN = 20
MOST_FILES = 100_000
"""Articles that are written out as files, for ripgrep to search."""
COLUMNS = ", ".join(f'v."{name}"' for name in STATEMENT_COLUMNS)
NEWEST = "ORDER BY id DESC"
SPEAKER = "SELECT k.statement_id AS id FROM statement_speakers AS k WHERE k.speaker_id = {}"
FOUND = "SELECT rowid AS id FROM statements_fts WHERE statements_fts MATCH {}"
FORMS = "(SELECT group_concat(word, ' OR ') FROM inflections WHERE inflections MATCH '{}')"
PHRASE = "'\"{}\"'"
TOPIC = "SELECT DISTINCT statement_id AS id FROM statement_topics WHERE topic_id = {}"
TAGGED = (
    "EXISTS (SELECT 1 FROM statement_topics AS y"
    " WHERE y.statement_id = k.statement_id AND y.topic_id = {})"
)
BEST = (
    "SELECT * FROM (SELECT rowid AS id, bm25(statements_fts) AS score FROM statements_fts"
    " WHERE statements_fts MATCH {}"
    f" ORDER BY rowid DESC LIMIT {RANKED}) ORDER BY score"
)
YEARS = (1999, 2005, 2010, 2018)


@dataclass(frozen=True, slots=True)
class Case:
    """A query of ours, and the SQL that picks the same keys, without and with a limit."""

    query: str
    picks: str
    order: str = NEWEST
    sort: str = "-date"
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """What the generated archive has to ask for: frequent first."""

    speakers: Sequence[tuple[int, str]]
    topics: Sequence[tuple[int, str]]
    common: Sequence[str] = ("trade", "partners", "investment")
    rare: Sequence[str] = ("pandemic", "sanctions")
    phrases: Sequence[str] = ("core interests", "mutual respect", "industrial park")


def main() -> None:
    """Print one line a kind of query, then one a command."""
    parser = argparse.ArgumentParser(description="Queries, side by side with bare SQL.")
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--database", type=Path, help="an archive generated before")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = options.database or make(Path(folder) / "archive.db", options.articles)
        compare(path, options.rounds)
        compare_commands(path, Path(folder), options.rounds)


def compare(path: Path, rounds: int) -> None:
    """Ask each kind of query both ways, and print p50 and p95 of each and the ratio of p50."""
    with open_for_reading(path) as ours, closing(sqlite3.connect(path)) as bare:
        (total,) = bare.execute("SELECT count(*) FROM statements").fetchone()
        print(f"{total:,} statements; ms of CPU, p50 / p95, newest or best {SHOWN}")
        print(f"{'kind':34}{'archive':>18}{'bare SQL':>18}{'p50 ratio':>11}")
        for kind, cases in kinds(names(bare)):
            times = [pair for case in cases for pair in measured(ours, bare, case, rounds)]
            mine, theirs = ([1000 * one[side] for one in times] for side in (0, 1))
            ratio = median(mine) / median(theirs)
            print(f"{kind:34}{_both(mine):>18}{_both(theirs):>18}{ratio:>11.2f}")


def measured(
    ours: sqlite3.Connection, bare: sqlite3.Connection, case: Case, rounds: int
) -> Iterator[tuple[float, float]]:
    """Yield the seconds of both, in turns; raise AssertionError where the answers differ."""
    for number in range(rounds + 1):
        start = thread_time()
        answer = ask(ours, case)
        middle = thread_time()
        expected = ask_bare(bare, case)
        if number:  # the first round warms the cache for both
            yield middle - start, thread_time() - middle
        assert answer == expected, case


def ask(connection: sqlite3.Connection, case: Case) -> list[object]:
    """Return the uids that our search finds, or their number."""
    request = Request(parse(case.query), sort=case.sort, limit=SHOWN, today=TODAY)  # type: ignore[arg-type]
    if case.counts:
        return [count(connection, plan(connection, replace(request, limit=None)))]
    return [row["uid"] for row in rows(connection, plan(connection, request))]


def ask_bare(connection: sqlite3.Connection, case: Case) -> list[object]:
    """Return the same by SQL alone, with the same columns."""
    if case.counts:
        return [*connection.execute(f"SELECT count(*) FROM ({case.picks})").fetchone()]
    then = "picked.score, v.id" if case.sort == "rank" else "v.id >> 20 DESC, v.id"
    sql = (
        f"WITH picked AS MATERIALIZED ({case.picks} {case.order} LIMIT {SHOWN})"
        f" SELECT {COLUMNS} FROM picked CROSS JOIN v_statements AS v ON v.id = picked.id"
        f" ORDER BY {then}"
    )
    return [row[0] for row in connection.execute(sql).fetchall()]


def names(connection: sqlite3.Connection) -> Names:
    """Choose speakers of all frequencies, and topics."""
    known = connection.execute("SELECT id, uid FROM speakers ORDER BY statements DESC").fetchall()
    places = [place for place in (0, 3, 10, 40, 100, 500) if place < len(known)]
    topics = connection.execute("SELECT id, slug FROM topics ORDER BY statements DESC LIMIT 4")
    return Names([known[place] for place in places], topics.fetchall())


def kinds(known: Names) -> Iterator[tuple[str, list[Case]]]:
    """Yield fifteen kinds of query, each with its cases."""
    yield "everything", [Case("*", "SELECT id FROM statements")]
    yield from _of_people(known)
    yield from _of_words(known)
    yield from _ranked(known)


def _of_people(known: Names) -> Iterator[tuple[str, list[Case]]]:
    speakers = [(f"speaker:{uid}", SPEAKER.format(key), uid) for key, uid in known.speakers]
    yield "speaker", [Case(query, picks) for query, picks, _ in speakers]
    yield (
        "speaker, period",
        [
            Case(f"{query} said:{year}", f"{picks} AND {_in('k.statement_id', year)}")
            for query, picks, _ in speakers
            for year in YEARS
        ],
    )
    within = _in("k.statement_id", 2001, 2015)
    yield (
        "speaker, topic, period",
        [
            Case(
                f"{query} topic:{slug} said:2001..2015",
                f"{picks} AND {within} AND {TAGGED.format(topic)}",
            )
            for query, picks, _ in speakers
            for topic, slug in known.topics[:2]
        ],
    )
    yield "topic", [Case(f"topic:{slug}", TOPIC.format(key)) for key, slug in known.topics]
    yield (
        "common word, speaker",
        [
            Case(f"{word} {query}", f"{picks} INTERSECT {_word(word)}")
            for word in known.common
            for query, picks, _ in speakers
        ],
    )


def _of_words(known: Names) -> Iterator[tuple[str, list[Case]]]:
    yield "common word", [Case(word, _word(word)) for word in known.common]
    yield "rare word", [Case(word, _word(word)) for word in known.rare]
    yield (
        "common word, period",
        [
            Case(f"{word} said:{year}", f"{_word(word)} AND {_in('rowid', year)}")
            for word in known.common
            for year in YEARS
        ],
    )
    pairs = [(common, rare) for common in known.common for rare in known.rare]
    for kind, joined in (("two words", "AND"), ("word without another", "NOT")):
        yield kind, [Case(f"{a} {joined} {b}", _two_words(a, joined, b)) for a, b in pairs]
    yield "phrase", [Case(f'"{one}"', FOUND.format(PHRASE.format(one))) for one in known.phrases]
    yield (
        "word and phrase",
        [
            Case(f'"{one}" trade', _both_of(PHRASE.format(one), "AND", FORMS.format("trade")))
            for one in known.phrases
        ],
    )


def _ranked(known: Names) -> Iterator[tuple[str, list[Case]]]:
    yield (
        "phrase, ranked",
        [Case(f'"{one}"', BEST.format(PHRASE.format(one)), "", "rank") for one in known.phrases],
    )
    yield (
        "word, ranked",
        [
            Case(word, BEST.format(FORMS.format(word)), "", "rank")
            for word in (*known.common, *known.rare)
        ],
    )
    yield "word, counted", [Case(word, _word(word), counts=True) for word in known.common]


def _word(word: str) -> str:
    return FOUND.format(FORMS.format(word))


def _two_words(one: str, joined: str, other: str) -> str:
    return _both_of(FORMS.format(one), joined, FORMS.format(other))


def _both_of(one: str, joined: str, other: str) -> str:
    return FOUND.format(f"'(' || {one} || ') {joined} (' || {other} || ')'")


def _in(key: str, first: int, last: int | None = None) -> str:
    low = date(first, 1, 1).toordinal() << 20
    high = (date(last or first, 12, 31).toordinal() + 1 << 20) - 1
    return f"{key} BETWEEN {low} AND {high}"


def _both(times: Sequence[float]) -> str:
    return f"{median(times):.2f} / {quantiles(times, n=20)[-1]:.2f}"


def compare_commands(path: Path, folder: Path, rounds: int) -> None:
    """Run whole commands in turns, and print their least and median CPU time in ms."""
    (folder / "texts").mkdir()
    with closing(sqlite3.connect(path)) as bare:
        (total,) = bare.execute("SELECT count(*) FROM articles").fetchone()
        bodies = bare.execute("SELECT body FROM articles LIMIT ?", (MOST_FILES,))
        for number, (body,) in enumerate(bodies):
            (folder / "texts" / f"{number}.txt").write_text(body, "utf-8")
    newest = f"WITH p AS MATERIALIZED ({_word('pandemic')} {NEWEST} LIMIT {SHOWN})"
    sql = f"{newest} SELECT v.* FROM p JOIN v_statements AS v ON v.id = p.id"
    ours = (sys.executable, "-m", "archive", "query", "pandemic", "-n", str(SHOWN))
    commands = {
        "archive query pandemic": ours,
        "sqlite3, the same": ("sqlite3", str(path), sql),
        f"rg pandemic, {min(total, MOST_FILES):,} files": (
            *("rg", "-w", "pandemic"),
            str(folder / "texts"),
        ),
    }
    print(f"\n{'whole command':34}{'least':>18}{'median':>18}   ms of CPU")
    for name, command in commands.items():
        if shutil.which(command[0]) is None:
            print(f"{name:34}{'not installed':>18}")
            continue
        times = [1000 * _cpu(command, path) for _ in range(rounds)]
        print(f"{name:34}{min(times):>18.0f}{median(times):>18.0f}")


def _cpu(command: Sequence[str], path: Path) -> float:
    before = getrusage(RUSAGE_CHILDREN)
    environment = {**os.environ, "ARCHIVE_DB": str(path)}
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
