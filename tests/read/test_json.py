"""JSON Lines, arrays and objects: whose names are known, what is refused and what is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from archive.pipeline import analyse
from archive.read import Limits, Reading
from archive.records import Document
from tests.read.samples import WORDS, article, json_lines, parts, written

NINJS_2 = {
    "uri": "urn:1",
    "headlines": [{"role": "short", "value": "Short"}, {"role": "main", "value": "Title 1"}],
    "bodies": [
        {"role": "main", "contenttype": "text/html", "value": "<p>China</p>"},
        {"role": "main", "contenttype": "text/plain", "value": WORDS},
    ],
    "contentcreated": "2021-03-11T08:00:00Z",
    "infosources": [{"name": "Xinhua", "role": "source"}],
    "by": "By Jane Doe",
    "located": "MINSK",
    "language": "en",
}

SHAPES: dict[str, dict[str, Any]] = {
    "our own names": {"title": "Title 1", "body": WORDS, "published_on": "2021-03-11"},
    "schema.org": {
        "@type": "NewsArticle",
        "headline": "Title 1",
        "articleBody": WORDS,
        "datePublished": "2021-03-11",
        "dateModified": "2022-01-01",
    },
    "ninjs 1": {
        "headline": "Title 1",
        "body_text": WORDS,
        "versioncreated": "2021-03-11T01:00:00Z",
    },
    "ninjs 2": NINJS_2,
    "ninjs 3": {
        "headlines": [{"role": "main", "value": "Title 1"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": WORDS}],
        "contentCreated": "2021-03-11T08:00:00Z",
    },
    "a news API": {"title": "Title 1", "content": WORDS, "publishedAt": "2021-03-11T08:00:00Z"},
    "a crawler": {
        "title": "Title 1",
        "maintext": WORDS,
        "date_publish": None,
        "date": "2021-03-11",
    },
    "JSON Feed": {"title": "Title 1", "content_text": WORDS, "date_published": "2021-03-11"},
    "seconds since 1970": {"title": "Title 1", "text": WORDS, "published": 1615449600},
    "milliseconds": {"title": "Title 1", "text": WORDS, "published": 1615449600000},
    "HTML inside": {"title": "Title 1", "body_html": f"<p>{WORDS}</p>", "date": "2021-03-11"},
}


@pytest.mark.parametrize("record", SHAPES.values(), ids=SHAPES.keys())
def test_names_are_known_without_a_map(record: dict[str, Any], tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.json", json.dumps(record).encode())
    assert document.text.strip() == WORDS.strip()
    assert document.given["title"] == "Title 1"
    assert document.given["published"].startswith("2021-03-11")


def test_what_a_record_says_is_the_article_s(tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.json", json.dumps(NINJS_2).encode())
    found = analyse(document)
    assert found.title == "Title 1"
    assert found.published is not None
    assert (found.published.iso, found.published.method) == ("2021-03-11", "given")
    assert (found.published_time, found.publisher) == ("08:00:00 Z", "Xinhua")
    assert (found.authors, found.place, found.language) == (("Jane Doe",), "MINSK", "en")


def test_a_stated_title_date_and_publisher_win_over_the_text_s_own_head(tmp_path: Path) -> None:
    text = "Source: Xinhua | 2019-01-01\n\nAnother title\n\n" + WORDS
    record = {"title": "Title 1", "date": "2021-03-11", "publisher": "BelTA", "text": text}
    (document,) = written(tmp_path, "a.json", json.dumps(record).encode())
    found = analyse(document)
    assert found.published is not None
    assert (found.title, found.published.iso, found.publisher) == ("Title 1", "2021-03-11", "BelTA")


def test_a_map_names_the_fields(tmp_path: Path) -> None:
    record = {"h": "Title 1", "meta": {"day": "2021-03-11"}, "text": "Not this.", "words": WORDS}
    fields = {"title": "h", "published": "meta.day", "body": "words"}
    (document,) = written(tmp_path, "a.json", json.dumps(record).encode(), Reading(fields=fields))
    assert document.text == WORDS.strip()
    assert document.given == {"title": "Title 1", "published": "2021-03-11"}


def test_each_line_is_an_article_under_its_number(tmp_path: Path) -> None:
    data = json_lines(article(1)) + b"\n" + json_lines(article(2))
    assert parts(written(tmp_path, "news.jsonl", data), tmp_path) == [
        ("news.jsonl#1", "Title 1"),
        ("news.jsonl#3", "Title 2"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        json.dumps([article(1), article(2)]).encode(),
        json.dumps([article(1), article(2)], indent=2).encode(),
        json.dumps({"status": "ok", "articles": [article(1), article(2)]}).encode(),
        json.dumps({"response": {"docs": [article(1), article(2)]}}, indent=2).encode(),
    ],
    ids=["an array", "an array over lines", "an object around it", "objects around it"],
)
def test_a_list_gives_its_articles(data: bytes, tmp_path: Path) -> None:
    assert parts(written(tmp_path, "a.txt", data), tmp_path) == [
        ("a.txt#1", "Title 1"),
        ("a.txt#2", "Title 2"),
    ]


def test_a_file_of_one_object_has_its_own_name(tmp_path: Path) -> None:
    for data in (
        json.dumps(article()),
        json.dumps(article(), indent=2),
        json.dumps(article()) + "\n",
    ):
        assert parts(written(tmp_path, "a.json", data.encode()), tmp_path) == [
            ("a.json", "Title 1")
        ]


def test_objects_one_after_another_need_no_lines(tmp_path: Path) -> None:
    data = json.dumps(article(1), indent=1) + json.dumps(article(2), indent=1)
    assert [name for name, _ in parts(written(tmp_path, "a", data.encode()), tmp_path)] == [
        "a#1",
        "a#2",
    ]


def test_the_same_record_has_the_same_hash_in_any_file(tmp_path: Path) -> None:
    first = written(tmp_path, "a.jsonl", json_lines(article(1), article(2)))
    again = written(tmp_path, "b.jsonl", json_lines(article(9), article(2)))
    assert first[1].sha256 == again[1].sha256


def test_utf_16_is_read(tmp_path: Path) -> None:
    data = json_lines(article(1), article(2)).decode().encode("utf-16")
    assert len(written(tmp_path, "a.jsonl", data)) == 2


def test_a_line_in_another_encoding_is_told_from_its_bytes(tmp_path: Path) -> None:
    text = "“China stands ready”, Li Qiang said – in Minsk. "
    data = json_lines(article(1)) + b'{"body": "' + (text * 9).encode("cp1252") + b'"}\n'
    _, document = written(tmp_path, "a.jsonl", data)
    assert document.text == (text * 9).strip()


def test_nan_is_nothing(tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.json", b'{"body": "China.", "title": NaN, "date": Infinity}')
    assert document.given == {}


GOOD = json_lines(article(1))
REFUSED = {
    "no JSON": (b"{broken", "not valid JSON"),
    "a list": (b"[1, 2]", "a list, not an object with fields"),
    "no words": (
        b'{"title": "A", "views": 3}',
        "no field with an article's text, only title",
    ),
    "two things of one field": (b'{"body": "A", "body": "B"}', "the field 'body' appears twice"),
    "NUL": (b'{"body": "China\\u0000"}', "NUL characters"),
    # Python 3.11 gives up at a depth of a thousand, 3.13 at ten thousand.
    "too deep": (b'{"body": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "is nested too deeply"),
    "too long": (b'{"body": "' + b"a" * 3000 + b'"}', "larger than the limit"),
}


@pytest.mark.parametrize(("line", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_line_costs_no_neighbour(line: bytes, reason: str, tmp_path: Path) -> None:
    limit = Limits(record=2000) if reason.startswith("larger") else Limits()
    data = GOOD + line + b"\n" + GOOD
    first, refused, last = written(tmp_path, "a.jsonl", data, Reading(limits=limit))
    assert (first.path[-2:], last.path[-2:]) == ("#1", "#3")
    assert refused.path == f"{tmp_path}/a.jsonl#2"
    assert reason in refused.reason


@pytest.mark.parametrize(("line", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_bad_object_of_an_array_costs_no_neighbour(
    line: bytes, reason: str, tmp_path: Path
) -> None:
    line = line + b"}" if line == b"{broken" else line
    limit = Limits(record=2000) if reason.startswith("larger") else Limits()
    data = b"[" + GOOD + b"," + line + b"," + GOOD + b"]"
    first, refused, last = written(tmp_path, "a.json", data, Reading(limits=limit))
    assert (first.path[-2:], last.path[-2:]) == ("#1", "#3")
    assert reason in refused.reason


def test_an_array_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = b"[" + GOOD + b"," + GOOD[:50]
    first, fault = written(tmp_path, "a.json", data)
    assert isinstance(first, Document)
    assert fault.reason == f"{tmp_path}/a.json ends in the middle of an object: it is cut off"


def test_brackets_and_marks_in_texts_part_nothing(tmp_path: Path) -> None:
    words = 'He said: "]}, {" and \\ and then \\" { [.'
    data = json.dumps([{"body": words}, {"body": words * 9000}], indent=1).encode()
    assert [one.text for one in written(tmp_path, "a.json", data)] == [words, words * 9000]


def test_a_number_too_long_to_be_one_harms_nothing(tmp_path: Path) -> None:
    data = b'{"body": "China.", "id": ' + b"9" * 5000 + b"}"
    assert written(tmp_path, "a.json", data)[0].text == "China."


def test_lone_surrogates_become_the_replacement_character(tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.json", b'{"body": "China\\ud800.", "title": "\\udc00 A"}')
    assert (document.text, document.given["title"]) == ("China\ufffd.", "\ufffd A")
