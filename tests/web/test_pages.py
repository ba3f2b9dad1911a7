"""What the pages say: of the small archive, whose rows can be seen at a glance, and of the seed."""

import csv
import io
import re

import pytest
from starlette.types import ASGIApp

from tests.web.client import ask

EVERY = ("/", "/search", "/search?q=taiwan", "/speakers", "/topics", "/speaker/xi-jinping",
         "/topic/taiwan", "/events", "/about", "/compare?a=Xi&b=Lukashenko",
         "/phrase?phrase=strategic+partnership")  # fmt: skip


def test_a_search_says_how_many_and_marks_the_words(small_app: ASGIApp) -> None:
    page = ask(small_app, "/search?q=taiwan").text
    assert "1 statement <span" in page
    assert "<mark>Taiwan</mark>" in page


def test_a_search_counts_its_hits_by_their_properties(small_app: ASGIApp) -> None:
    page = ask(small_app, "/search?q=trade").text
    facets = page[page.index('id="narrow"') :]
    found = re.findall(r"<bdi>([^<]+)</bdi></a> <span class=\"n\">(\d+)</span>", facets)
    assert ("Alexander Lukashenko", "1") in found
    assert ("Trade and investment", "2") in found
    assert ("2023", "1") in found


def test_a_search_is_narrowed_by_what_was_counted(small_app: ASGIApp) -> None:
    page = ask(small_app, "/search.json?q=trade&speaker=xi-jinping&year=2023").json
    assert [one["uid"] for one in page["statements"]] == ["s:trade231"]
    assert page["query"] == "trade speaker:xi-jinping said:2023"


def test_two_speakers_asked_for_mean_either(small_app: ASGIApp) -> None:
    address = "/search.json?speaker=xi-jinping&speaker=li-qiang"
    found = ask(small_app, address).json["statements"]
    assert {one["uid"] for one in found} == {"s:upgrade1", "s:trade231", "s:headlin1"}


@pytest.mark.parametrize(
    ("sort", "first"), [("-date", "s:trade231"), ("date", "s:carried1"), ("rank", "s:carried1")]
)
def test_hits_are_sorted_as_asked(small_app: ASGIApp, sort: str, first: str) -> None:
    page = ask(small_app, f"/search?q=trade+said:2022..2023&sort={sort}").text
    assert re.findall(r'href="/s/(\w+)"', page)[0] == first[2:]


def test_nothing_found_says_what_would_be(small_app: ASGIApp) -> None:
    page = ask(small_app, "/search?q=taiwan+xinjiang").text
    assert "No statement" in page
    assert "taiwan: 1 statement" in page


def test_a_query_that_cannot_be_read_is_shown_with_the_place(small_app: ASGIApp) -> None:
    answer = ask(small_app, "/search?q=said:yesterdayish")
    assert answer.status == 400
    assert "is not a date" in answer.text
    assert "<mark>" in answer.text


def test_a_csv_has_the_columns_of_the_query_command(small_app: ASGIApp) -> None:
    answer = ask(small_app, "/search.csv?q=taiwan")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["uid"], row["speaker"]) == ("s:nation22", "Alexander Lukashenko")
    assert answer.headers["content-disposition"] == 'inline; filename="search.csv"'


def test_a_feed_leads_to_the_pages_of_statements(small_app: ASGIApp) -> None:
    answer = ask(small_app, "/search.atom?q=taiwan")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert 'href="http://localhost:8321/s/nation22"' in answer.text


def test_a_statement_tells_why_it_is_one_and_whose(app: ASGIApp) -> None:
    (hit,) = ask(app, "/search.json?q=taiwan+speaker:lukashenko+said:2021").json["statements"]
    page = ask(app, f"/s/{hit['uid'][2:]}").text
    assert "the cue, then a clause without “that”" in page
    assert "Belarus firmly stands with China" in page
    assert '<span class="name">he</span>' in page
    assert f"archive correct {hit['uid']} --speaker &#39;Alexander Lukashenko&#39;" in page


def test_a_statement_is_cited_in_every_style(app: ASGIApp) -> None:
    (hit,) = ask(app, "/search.json?q=taiwan+speaker:lukashenko+said:2021").json["statements"]
    address = f"/s/{hit['uid'][2:]}"
    assert ask(app, f"{address}.bib").text.startswith("@article{xinhua2021")
    assert ask(app, f"{address}.ris").text.startswith("TY  - NEWS")
    assert ask(app, f"{address}.csl").json[0]["type"] == "speech"
    assert ask(app, f"{address}.json").json["uid"] == hit["uid"]


def test_an_article_marks_each_statement_by_its_speaker(app: ASGIApp) -> None:
    (hit,) = ask(app, "/search.json?q=taiwan+speaker:lukashenko+said:2021").json["statements"]
    page = ask(app, f"/a/{hit['article'][2:]}").text
    assert f'<span class="said h2" id="{hit["uid"][2:]}">Belarus firmly stands' in page
    assert ask(app, f"/a/{hit['article'][2:]}.json").json["title"] == hit["title"]
    rows = [*csv.DictReader(io.StringIO(ask(app, f"/a/{hit['article'][2:]}.csv").text))]
    assert len(rows) == 17
    assert rows[0]["article"] == hit["article"]


def test_a_speaker_has_offices_topics_and_whom_they_meet(app: ASGIApp) -> None:
    page = ask(app, "/speaker/xi-jinping").text
    assert "President of China" in page
    assert "Alexander Lukashenko" in page
    figures = ask(app, "/speaker/xi-jinping.json").json
    assert [one["year"] for one in figures["years"]] == ["2021", "2022", "2023"]
    assert figures["years"][0]["statements"] <= figures["years"][0]["of"]
    assert figures["met"][0] == {
        "uid": "alexander-lukashenko", "name": "Alexander Lukashenko", "number": 3
    }  # fmt: skip


def test_speakers_are_found_by_a_part_of_the_name(small_app: ASGIApp) -> None:
    found = ask(small_app, "/speakers.json?q=lukash").json["speakers"]
    assert [one["name"] for one in found] == ["Alexander Lukashenko"]
    page = ask(small_app, "/speakers?q=lukashemko").text
    assert "did you mean Alexander Lukashenko" in page


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/s/zzzzzz", 404), ("/s/1", 404), ("/a/zzz", 404), ("/speaker/nobody", 404),
        ("/nothing", 404), ("/search.xyz", 404), ("/search.atomic", 404), ("/speakers.bib", 404),
        ("/search?page=0", 400), ("/search?page=x", 400), ("/search?sort=worst", 400),
        ("/search?q=" + "a" * 2001, 400), ("/search?page=99999999999999999999", 400),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said(small_app: ASGIApp, address: str, status: int) -> None:
    answer = ask(small_app, address)
    assert answer.status == status
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("address", EVERY)
def test_no_page_shows_a_folder_of_this_machine(app: ASGIApp, seed: str, address: str) -> None:
    for ending in ("", ".json", ".csv"):
        path, mark, query = address.partition("?")
        named = ("/index" if path == "/" and ending else path) + ending + mark + query
        answer = ask(app, named)
        assert answer.status == 200
        assert "/seed/" not in answer.text
        assert str(seed) not in answer.text
