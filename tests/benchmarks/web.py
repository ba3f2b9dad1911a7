"""How long pages take, and how large they are.

``python -m tests.benchmarks.web ARCHIVE [--requests N]`` asks an archive's own words, topics and
speakers of a server on this machine, page after page and in turns with the same SQL alone, so that
what else the machine does slows both; read the ratios, not the milliseconds. With ``--ingest
FOLDER`` a hundred requests at once are sent while a copy of the archive takes the folder in.
"""

import argparse
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.search.facets import MOST, facets, newest_keys
from archive.store.search.highlights import marked
from archive.store.search.request import Request, count, plan, rows_of
from archive.web.addresses import Addresses
from archive.web.asked import Asked
from archive.web.limits import reading
from archive.web.pages.search import search
from archive.web.rendering import html

SEARCH, ARTICLE = 30_000, 80_000
"""Bytes that a page of hits and an article may take."""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--ingest", type=Path)
    given = parser.parse_args()
    queries = asked_of(given.archive, given.requests)
    clock, processor = started(given.archive)
    print(
        f"start: {clock * 1000:.0f} ms until the first answer, {processor * 1000:.0f} of processor"
    )
    with serving(given.archive) as address:
        searches(address, given.archive, queries)
        articles(address, given.archive)
        others(address, given.archive)
    if given.ingest:
        during_ingest(given.archive, given.ingest, queries)


def asked_of(archive: Path, number: int) -> list[str]:
    """Return queries of this archive: words of all frequencies, phrases, topics, speakers."""
    with closing(sqlite3.connect(archive)) as raw:
        texts = raw.execute(
            "SELECT text FROM statements WHERE length(text) > 60 ORDER BY uid LIMIT ?", (number,)
        ).fetchall()
        speakers = [
            u
            for (u,) in raw.execute(
                "SELECT uid FROM speakers WHERE statements > 20 ORDER BY statements DESC LIMIT 40"
            )
        ]
        topics = [
            s
            for (s,) in raw.execute(
                "SELECT slug FROM topics WHERE statements > 20 ORDER BY statements DESC LIMIT 40"
            )
        ]
    found = []
    for n, (text,) in enumerate(texts):
        words = [word for word in text.split() if word.isalpha() and len(word) > 4] or ["peace"]
        longest = max(words, key=len)
        kinds = (
            longest,
            f'"{" ".join(text.split()[1:3])}"',
            f"{words[0]} speaker:{speakers[n % len(speakers)]}",
            f"topic:{topics[n % len(topics)]} {words[-1]}",
            f"{longest} said:2022",
        )
        found.append(kinds[n % len(kinds)])
    return found


def searches(address: str, archive: Path, queries: Sequence[str]) -> None:
    """Time each search as a page with facets, and as the SQL that it needs, in turns.

    Over HTTP by the clock; against the SQL by the processor's time, both in this process.
    """
    asked = [f"{address}search?{urlencode({'q': query})}" for query in queries]
    results = [timed(partial(fetch, url)) for url in asked]
    pages, sql = list[float](), list[float]()
    for query in queries:
        pages.append(processor_time(partial(made, archive, query)))
        sql.append(processor_time(partial(asked_bare, archive, query)))
    sizes = [size for _, size in results]
    print(f"search with facets: {spread([taken for taken, _ in results])} by the clock")
    print(
        f"  processor: page {spread(pages)}, SQL {spread(sql)}, {sum(pages) / sum(sql):.2f} times"
    )
    print(f"  {max(sizes):,} bytes at the most, {statistics.median(sizes):,.0f} mostly"
          f" (allowed: {SEARCH:,})")  # fmt: skip


def made(archive: Path, query: str) -> None:
    """Make the page of a search, from opening the archive to its HTML."""
    with reading(archive) as connection:
        page = search(connection, Asked(date.today(), parameters={"q": [query]}))
        html(page, Addresses("/search"), origin="", today="", citation="", edit=None)


def asked_bare(archive: Path, query: str) -> None:
    with open_for_reading(archive) as connection:
        ask(connection, query)


def processor_time(work: Callable[[], object]) -> float:
    begin = time.thread_time()
    work()
    return time.thread_time() - begin


def ask(connection: sqlite3.Connection, query: str) -> int:
    """Read what the page of a search shows, by its SQL alone."""
    tree = parse(query)
    found = plan(connection, Request(tree, today=date.today()))
    keys = newest_keys(connection, found, MOST + 1)
    facets(connection, "statements", keys[:MOST])
    rows_of(connection, "statements", keys[:20])
    marked(connection, "statements", tree, keys[:20])
    return count(connection, found)


def articles(address: str, archive: Path) -> None:
    """Time articles of all lengths, the longest among them."""
    with closing(sqlite3.connect(archive)) as raw:
        known = [u for (u,) in raw.execute("SELECT uid FROM articles ORDER BY words DESC")]
    some = known[:10] + known[10 :: max(1, len(known) // 40)]
    results = [timed(partial(fetch, f"{address}a/{uid[2:]}")) for uid in some]
    sizes = [size for _, size in results]
    print(f"article: {spread([taken for taken, _ in results])}")
    print(f"  {max(sizes):,} bytes at the most, {statistics.median(sizes):,.0f} mostly"
          f" (allowed: {ARTICLE:,})")  # fmt: skip


def others(address: str, archive: Path) -> None:
    """Time a page of each other kind, for what has most statements."""
    with closing(sqlite3.connect(archive)) as raw:
        speakers = raw.execute(
            "SELECT uid FROM speakers ORDER BY statements DESC LIMIT 5"
        ).fetchall()
        (topic,) = raw.execute(
            "SELECT slug FROM topics ORDER BY statements DESC LIMIT 1"
        ).fetchone()
        (statement,) = raw.execute("SELECT uid FROM statements ORDER BY uid LIMIT 1").fetchone()
    kinds = {
        "first page": "", "about": "about", "speakers": "speakers", "topics": "topics",
        "events": "events", "statement": f"s/{statement[2:]}", "topic": f"topic/{topic}",
        **{f"speaker {uid}": f"speaker/{uid}" for (uid,) in speakers},
        "phrase": "phrase?phrase=climate+change",
        "compare": "compare?a=climate+said:2021&b=climate+said:2023",
        "verify": "verify?text=we+will+stand+with+our+allies+and+partners",
    }  # fmt: skip
    for name, path in kinds.items():
        taken, size = timed(partial(fetch, address + path))
        print(f"{name}: {taken * 1000:.0f} ms, {size:,} bytes")


def during_ingest(archive: Path, folder: Path, queries: Sequence[str]) -> None:
    """Send a hundred requests at once while articles are taken in; all must be answered."""
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / "archive.db"
        shutil.copy(archive, copy)
        with serving(copy) as address:
            ingest = subprocess.Popen(
                [sys.executable, "-m", "archive", "--db", str(copy), "ingest", str(folder)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            time.sleep(3)
            answers = list[float]()

            def one(query: str) -> None:
                taken, _ = timed(lambda: fetch(f"{address}search?{urlencode({'q': query})}"))
                answers.append(taken)

            threads = [
                threading.Thread(target=one, args=(queries[n % len(queries)],)) for n in range(100)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            running = ingest.poll() is None
            ingest.terminate()
            ingest.wait()
    state = "running" if running else "over by then"
    print(f"100 at once during an ingest ({state}): {len(answers)} answered, {spread(answers)}")


def started(archive: Path) -> tuple[float, float]:
    """Return the time from the command to the first page: by the clock, and of the processor."""
    begin = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with serving(archive) as address:
        fetch(f"{address}style.css")
        taken = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@contextmanager
def serving(archive: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "archive", "--db", str(archive), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield process.stdout.readline().partition(" at ")[2].split(" ")[0]
        finally:
            process.terminate()


def fetch(url: str) -> int:
    """Fetch a page and return its size in bytes; what is no page raises."""
    with urllib.request.urlopen(url) as answer:
        return len(answer.read())


def timed(work: Callable[[], int]) -> tuple[float, int]:
    begin = time.perf_counter()
    result = work()
    return time.perf_counter() - begin, result


def spread(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return (
        f"p50 {ordered[len(ordered) // 2] * 1000:.0f} ms,"
        f" p95 {ordered[int(len(ordered) * 0.95)] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
