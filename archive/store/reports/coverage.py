"""What an archive covers: how much of which month and year, by whom published."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection

from archive.store.search.filters import SEQUENCE_BITS, Unit
from archive.store.sql import scalar


@dataclass(frozen=True, slots=True)
class Coverage:
    """Articles and statements by month, "2022-09", and those without a date (``undated``).

    A month without an article is there too, where one lies before and one behind it.
    """

    articles: dict[str, int]
    statements: dict[str, int]
    undated: int

    def by_year(self) -> dict[str, tuple[int, int]]:
        """Return articles and statements by year."""
        found: dict[str, tuple[int, int]] = {}
        for month, number in self.articles.items():
            one, other = found.get(month[:4], (0, 0))
            found[month[:4]] = (one + number, other + self.statements[month])
        return found


def coverage(connection: Connection) -> Coverage:
    """Count by the keys, which begin with the day: no article is read."""
    articles, undated = _by_month(connection, "articles")
    statements, _ = _by_month(connection, "statements")
    known = sorted({*articles, *statements})
    months = _all_months(known[0], known[-1]) if known else []
    return Coverage(
        {month: articles[month] for month in months},
        {month: statements[month] for month in months},
        undated,
    )


def statements_of_years(connection: Connection) -> dict[int, int]:
    """Count the statements by year, headlines and all, as a list of hits has them."""
    years = Counter[int]()
    for day, number in _by_day(connection, "statements"):
        if day:
            years[date.fromordinal(day).year] += number
    return dict(years)


def publishers(connection: Connection, most: int) -> list[tuple[str, int]]:
    """Return who published most articles."""
    rows = connection.execute(
        "SELECT publisher, count(*) FROM articles WHERE publisher IS NOT NULL"
        " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?",
        (most,),
    )
    return [(name, number) for name, number in rows]


def stated_confidence(connection: Connection, most: int) -> tuple[float | None, int]:
    """Return how often statements are right by what is stated of each, and of how many, the newest.

    It is the mean of their confidences, each of which is a frequency (`archive help accuracy`).
    """
    mean, number = connection.execute(
        "SELECT avg(confidence), count(*) FROM"
        " (SELECT confidence FROM statements ORDER BY id DESC LIMIT ?)",
        (most,),
    ).fetchone()
    return mean, number


def last_change(connection: Connection) -> str | None:
    """Return when articles were last taken in, UTC."""
    found = scalar(connection.execute("SELECT max(coalesce(ended_at, started_at)) FROM ingests"))
    return None if found is None else str(found)


def _by_month(connection: Connection, unit: Unit) -> tuple[Counter[str], int]:
    months, undated = Counter[str](), 0
    for day, number in _by_day(connection, unit):
        if day:
            months[f"{date.fromordinal(day):%Y-%m}".rjust(7, "0")] += number
        else:
            undated += number
    return months, undated


def _by_day(connection: Connection, unit: Unit) -> Iterable[tuple[int, int]]:
    return connection.execute(f"SELECT id >> {SEQUENCE_BITS}, count(*) FROM {unit} GROUP BY 1")


def _all_months(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
