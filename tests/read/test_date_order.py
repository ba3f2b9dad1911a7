"""Day and month in a file's dates: found by the values that decide, given, or left open."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from archive.pipeline import analyse
from archive.read import Reading
from archive.records import Document, Note
from tests.read.samples import page, written


def as_table(days: list[str]) -> tuple[str, bytes]:
    rows = [f"T{n},{day},The pier is gone." for n, day in enumerate(days)]
    return "a.csv", "\n".join(["title,date,text", *rows]).encode()


def as_json_lines(days: list[str]) -> tuple[str, bytes]:
    rows = [{"title": f"T{n}", "date": day, "text": "It is gone."} for n, day in enumerate(days)]
    return "a.jsonl", b"\n".join(json.dumps(row).encode() for row in rows)


def as_array(days: list[str]) -> tuple[str, bytes]:
    return "a.json", b"[" + as_json_lines(days)[1].replace(b"\n", b",") + b"]"


def as_packed(days: list[str]) -> tuple[str, bytes]:
    return "a.csv.gz", gzip.compress(as_table(days)[1])


def as_feed(days: list[str]) -> tuple[str, bytes]:
    items = "".join(
        f"<item><title>T{n}</title><pubDate>{day}</pubDate><description>Gone.</description></item>"
        for n, day in enumerate(days)
    )
    return "a.xml", f"<rss><channel><title>Gazette</title>{items}</channel></rss>".encode()


FORMS = [as_table, as_json_lines, as_array, as_packed, as_feed]


def days(found: list[Any]) -> list[str | None]:
    articles = [analyse(one) for one in found if isinstance(one, Document)]
    return [one.published.iso if one.published else None for one in articles]


FILES = {
    "the month first, told by the first": (
        ["03/13/2020", "04/05/2020"], ["2020-03-13", "2020-04-05"]),
    "the month first, told by the last": (
        ["04/05/2020", "12/01/2020", "03/13/2020"], ["2020-04-05", "2020-12-01", "2020-03-13"]),
    "the day first": (["04/05/2020", "13/03/2020"], ["2020-05-04", "2020-03-13"]),
    "hyphens": (["04-05-2020", "13-03-2020"], ["2020-05-04", "2020-03-13"]),
    "two digits for the year": (["4/5/20", "3/13/20"], ["2020-04-05", "2020-03-13"]),
    "nothing tells": (["04/05/2020", "06/07/2021"], ["2020", "2021"]),
    "the first that tells": (["04/05/2020", "13/03/2020", "03/14/2020"],
                             ["2020-05-04", "2020-03-13", "2020-03-14"]),
    "one number twice": (["05/05/2020"], ["2020-05-05"]),
    "full stops": (["04.05.2020"], ["2020-05-04"]),
    "other shapes between": (["04/05/2020", "2020-05-06", "", "13/03/2020"],
                             ["2020-05-04", "2020-05-06", None, "2020-03-13"]),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("values", "expected"), FILES.values(), ids=FILES.keys())
def test_the_values_of_a_file_decide(
    form: Any, values: list[str], expected: list[str | None], tmp_path: Path
) -> None:
    assert days(written(tmp_path, *form(values))) == expected


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("dates", "expected"), [("day-first", "2020-05-04"), ("month-first", "2020-04-05")]
)
def test_what_the_user_says_decides(form: Any, dates: Any, expected: str, tmp_path: Path) -> None:
    name, data = form(["04/05/2020"])
    assert days(written(tmp_path, name, data, Reading(dates=dates))) == [expected]


def test_the_articles_keep_their_order_and_none_is_lost(tmp_path: Path) -> None:
    values = ["2020-01-01", *["04/05/2020"] * 50, "x", "13/03/2020", "05/04/2020"]
    found = written(tmp_path, *as_json_lines(values))
    titles = [one.given["title"] for one in found if isinstance(one, Document)]
    assert titles == [f"T{n}" for n in range(len(values))]


def test_pages_are_each_of_a_publisher_of_their_own(tmp_path: Path) -> None:
    pytest.importorskip("trafilatura")
    head = '<meta property="article:published_time" content="04/05/2020">'
    assert days(written(tmp_path, "a.html", page(head=head))) == ["2020"]


@pytest.mark.parametrize(
    ("dates", "iso"), [("day-first", "2025-06-05"), ("month-first", "2025-05-06")]
)
def test_the_head_of_a_text_is_read_so_too(dates: Any, iso: str, tmp_path: Path) -> None:
    text = b"Storm bill\n05/06/2025\n\nThe pier is gone, the mayor said on the radio."
    assert days(written(tmp_path, "a.txt", text, Reading(dates=dates))) == [iso]


@pytest.mark.parametrize("form", FORMS)
def test_dates_that_cannot_be_read_are_told_once_with_their_number(
    form: Any, tmp_path: Path
) -> None:
    found = written(tmp_path, *form(["2 hours ago", "2020-05-01", "n/a", ""]))
    (note,) = [one for one in found if isinstance(one, Note)]
    assert note.text == (
        "2 articles have a date that cannot be read, such as '2 hours ago' (field published)"
    )
    assert len(found) == 5


MOMENTS = {
    "MongoDB": {"$date": "2020-05-01T00:00:00Z"},
    "MongoDB, a number": {"$date": 1588291200000},
    "MongoDB, a long": {"$date": {"$numberLong": "1588291200000"}},
    "seconds": 1588291200,
    "seconds as text": "1588291200",
    "milliseconds": 1588291200000,
    "a day of eight digits": 20200501,
    "in a list": ["2020-05-01"],
    "an object": {"value": "2020-05-01"},
}


@pytest.mark.parametrize("value", MOMENTS.values(), ids=MOMENTS.keys())
def test_values_of_programs(value: Any, tmp_path: Path) -> None:
    data = json.dumps({"title": "T", "date": value, "text": "It is gone."}).encode()
    assert days(written(tmp_path, "a.jsonl", data)) == ["2020-05-01"]
