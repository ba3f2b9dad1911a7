"""A large file cut into pieces says what it says as a whole, each record under the same name."""

import gzip
import json
from pathlib import Path

import pytest

from archive.read import Reading, read_all, read_piece
from archive.read.pieces import cut
from archive.records import Document
from tests.read.samples import WORDS, article, json_lines, warc_record

READING = Reading()
SMALL = 1_000
"""Bytes a piece: two or three records of ours."""

LINES = json_lines(*(article(number, datePublished="2021-03-11") for number in range(20)))
TEXTS = [
    warc_record(f"{WORDS} Number {number}.".encode(), "resource", "text/plain")
    for number in range(12)
]
FILES = {
    "lines": LINES,
    "lines with blank ones and no end": LINES.replace(b"}\n", b"}\n\n", 5).rstrip(),
    "a broken line": LINES.replace(b'"headline": "Title 3"', b'"headline": Title'),
    "a line longer than a piece": json_lines(article(0), article(1, more="x" * 5_000), article(2)),
    "warc": b"".join(TEXTS),
    "compressed warc": b"".join(map(gzip.compress, TEXTS)),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_pieces_are_read_as_the_whole_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)

    pieces = cut(str(path), SMALL, READING)

    assert len(pieces) > 2
    assert [piece.start for piece in pieces[1:]] == [
        piece.start + piece.size for piece in pieces[:-1]
    ]
    assert sum(piece.size for piece in pieces) == len(data)
    found = [one for piece in pieces for one in read_piece(str(path), piece, READING)]
    assert found == list(read_all(path, READING))


UNSURE = {
    "an array": json.dumps([article(number) for number in range(20)]).encode(),
    "compressed as a whole": gzip.compress(LINES),
    "another encoding": LINES.decode().encode("utf-16"),
    "a list of articles in a line": json_lines(
        *({"articles": [article(n, datePublished="03/04/2021")]} for n in range(20))
    ),
    "a damaged record": b"".join(TEXTS).replace(b"Content-Length: 2", b"Content-Length: 1", 1),
    "two records in one compressed member": gzip.compress(TEXTS[0] + TEXTS[1]) * 6,
    "cut off": b"".join(map(gzip.compress, TEXTS))[:-20],
    "text": WORDS.encode() * 20,
}


@pytest.mark.parametrize("data", UNSURE.values(), ids=UNSURE)
def test_a_file_is_not_cut_where_its_records_are_not_sure(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    assert cut(str(path), SMALL, READING) == []


def dated(*dates: str) -> bytes:
    return json_lines(*(article(n, datePublished=one) for n, one in enumerate(dates)))


OPEN = ["04/05/2021"] * 8


def test_the_order_of_day_and_month_is_that_of_the_whole_file(tmp_path: Path) -> None:
    """The one date that tells it stands in the last piece."""
    path = tmp_path / "dates.jsonl"
    path.write_bytes(dated(*OPEN, "03/13/2021"))

    pieces = cut(str(path), SMALL, READING)

    assert {piece.dates for piece in pieces} == {"month-first"}
    found = [one for piece in pieces for one in read_piece(str(path), piece, READING)]
    assert found == list(read_all(path, READING))
    assert isinstance(found[0], Document)
    assert found[0].date_order == "month-first"


@pytest.mark.parametrize(
    "dates", [OPEN, [*OPEN, "03/13/2021", "13/03/2021"]], ids=["none tells", "two tell otherwise"]
)
def test_a_file_whose_dates_stay_open_is_not_cut(tmp_path: Path, dates: list[str]) -> None:
    path = tmp_path / "dates.jsonl"
    path.write_bytes(dated(*dates))
    assert cut(str(path), SMALL, READING) == []
    assert len(cut(str(path), SMALL, Reading(dates="day-first"))) > 2
