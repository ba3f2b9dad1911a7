"""The pages that compare and check: the story that the five texts of the seed tell."""

import csv
import io
import re
from typing import Any

import pytest
from starlette.types import ASGIApp

from tests.web.client import ask

ALL_WEATHER = "all-weather+comprehensive+strategic+partnership"


def words(page: str) -> str:
    """Return a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_topic_has_its_words_speakers_and_years(app: ASGIApp) -> None:
    page = ask(app, "/topic/taiwan")
    assert "Who speaks on it" in page.text
    facts = ask(app, "/topic/taiwan.json").json
    years = [one["year"] for one in facts["years"]]
    assert years == ["2021", "2022", "2023", "2024"]
    assert sum(one["statements"] for one in facts["years"]) == facts["statements"]
    assert all(one["statements"] <= one["of"] for one in facts["years"])
    assert facts["speakers"][0]["name"] == "alexander-lukashenko"
    assert ask(app, "/topic/Taiwan").status == 404  # its address is its slug


def test_an_event_shows_both_sides_by_topic(app: ASGIApp) -> None:
    (hit,) = ask(app, "/search.json?q=taiwan+speaker:lukashenko+said:2021").json["statements"]
    page = ask(app, f"/event/{hit['article'][2:]}").text
    sides = re.findall(r"<h3>([^<]+)</h3>", page[: page.index("against")])
    assert sides == ["China", "Belarus"]
    rows = map(words, page.split('<div class="against">')[1:])
    row = next(one for one in rows if "Belarus firmly stands with" in one)
    assert "China: nothing – Belarus: Belarus firmly stands with" in row


def test_a_meeting_is_an_event(app: ASGIApp) -> None:
    answer = ask(app, "/meeting/k3v7")
    assert (answer.status, answer.headers["location"]) == (308, "/event/k3v7")


def test_events_are_listed_and_asked_for_by_what_was_said(app: ASGIApp) -> None:
    assert len(ask(app, "/events.json").json["events"]) == 5
    page = ask(app, "/events?q=taiwan").text
    assert "2 events" in page


def test_the_life_of_a_phrase(app: ASGIApp) -> None:
    page = ask(app, f"/phrase?phrase={ALL_WEATHER}").text
    text = words(page)
    assert "First use" in text
    assert "15 September 2022" in text
    assert "<mark>all-weather comprehensive strategic partnership</mark>" in page
    rows = [*csv.DictReader(io.StringIO(ask(app, f"/phrase.csv?phrase={ALL_WEATHER}").text))]
    assert {row["speaker"] for row in rows} >= {"Xi Jinping", "Alexander Lukashenko"}


def test_a_phrase_that_nobody_says_is_looked_for_by_its_words(app: ASGIApp) -> None:
    page = ask(app, "/phrase?phrase=perpetual+motion").text
    assert "No statement contains this phrase" in page
    assert ".json" not in page  # there is nothing to write


def two_articles(app: ASGIApp) -> tuple[str, str]:
    found = ask(app, "/search.json?unit=articles&sort=date").json["articles"]
    return found[0]["uid"], found[1]["uid"]


def test_two_articles_side_by_side(app: ASGIApp) -> None:
    a, b = two_articles(app)
    page = ask(app, f"/compare?a={a}&b={b}").text
    assert "Said by both, in other words" in page
    assert "<mark>" in page
    found: Any = ask(app, f"/compare.json?a={a}&b={b}").json
    assert [one["side"] for one in found["sides"]] == ["A", "B"]
    assert len(found["pairs"]) > 3


def test_a_side_that_is_nothing_is_named(app: ASGIApp) -> None:
    answer = ask(app, "/compare?a=zzz&b=taiwan")
    assert answer.status == 400
    assert "o file name begins with &#39;zzz&#39;" in answer.text


def test_an_altered_quotation_shows_both_words(app: ASGIApp) -> None:
    form = {"text": "Belarus firmly stands with Russia on issues involving", "speaker": ""}
    page = ask(app, "/verify", form).text
    assert "Altered: some words differ" in page
    assert "<mark>Russia</mark>" in page
    assert "<mark>China</mark>" in page
    assert "Alexander Lukashenko" in page


def test_each_quotation_of_a_pasted_text_is_checked(app: ASGIApp) -> None:
    text = (
        "MINSK, May 3 -- Lukashenko said that “Belarus firmly stands with China on issues” of the"
        " kind. He called it “a wholly invented quotation of seven words”. It was “brief”."
    )
    page = words(ask(app, "/verify", {"text": text}).text)
    assert "2 quotations checked: 1 verbatim, 1 not-found" in page
    assert "1 quotation of fewer than 4 words left out" in page


def test_a_verified_quotation_has_an_address(app: ASGIApp) -> None:
    address = "/verify.json?text=firmly+stands+with+China&speaker=Xi"
    (found,) = ask(app, address).json
    assert (found["verdict"], found["said_by"]) == ("other-speaker", "Alexander Lukashenko")


def test_too_long_a_text_is_refused(app: ASGIApp) -> None:
    answer = ask(app, "/verify", {"text": "a " * 50_001})
    assert answer.status == 400
    assert "at most 100,000" in answer.text


def test_about_says_how_often_it_is_wrong_as_the_guide_does(app: ASGIApp) -> None:
    page = words(ask(app, "/about").text)
    assert "readouts of meetings (5, in seed/) 72 100.0" in page
    assert ask(app, "/about.json").json["articles"] == 5


@pytest.mark.parametrize("address", ["/phrase", "/compare", "/verify", "/events", "/about"])
def test_a_page_that_asks_is_there_without_an_answer(app: ASGIApp, address: str) -> None:
    assert ask(app, address).status == 200
