"""Lines that recommend something else: alone in mid-article, with all that follows at the foot."""

import pytest

from archive.records import Removed
from tests.parse.articles import BODY, parsed

FIRST = "The harbour board met in Rosport on Tuesday to hear what the storm had cost."
SHORT = ("The pier is gone, Ilse Brandt said.", "“It cost a lot,” she added.",
         "The board votes in May, after the ice.")  # fmt: skip

WITHIN = {
    "share": "Share this article",
    "related": "Related: Old lighthouse sold to a brewer",
    "related, in capitals": "RELATED: Old lighthouse sold",
    "related story": "Related story: Ferry line asks for help",
    "sign up": "Sign up for our morning newsletter",
    "sign up, a sentence": "Sign up here to get the Coast Briefing in your inbox every day.",
    "subscribe": "Subscribe to our channel for more videos.",
    "tags": "Tags: harbour, storm, Rosport",
    "also read": "Also read: Minister says ferry must stop",
    "read more": "READ MORE: Who pays for the storm?",
    "watch": "WATCH: Waves break over the mole",
    "more from": "More from the Coast Courier",
    "follow": "Follow us on Twitter and Facebook",
    "follow the reporter": "Follow Lena Voss on X @lenavoss.",
    "an advertisement": "Advertisement",
    "continues": "Story continues below",
    "app": "Download our app to read the news on your phone",
    "a call with a question": "Enjoying this article? Support independent journalism today.",
    "tips": "Do you have a news tip? Write to the desk.",
    "in brackets": "[Click here to read the storm report]",
    "comments": "Leave a comment",
    "a heading alone": "Related stories",
}


@pytest.mark.parametrize("line", WITHIN.values(), ids=WITHIN.keys())
@pytest.mark.parametrize("place", [1, 2, 3], ids=["early", "in the middle", "late"])
def test_a_promotion_within_the_text_goes_alone(line: str, place: int) -> None:
    paragraphs = [FIRST, *SHORT]
    text = "\n\n".join([*paragraphs[:place], line, *paragraphs[place:]])
    article = parsed(f"Storm bill\n\n{text}")
    assert article.body == "\n\n".join(paragraphs)
    assert [one.text for one in article.removed] == [line]


def test_the_titles_below_a_heading_go_with_it() -> None:
    text = (
        f"{FIRST}\n\nRelated stories\n\nFerry line asks for help\n\nOld mole breaks\n\n{SHORT[0]}"
    )
    article = parsed(text)
    assert article.body == f"{FIRST}\n\n{SHORT[0]}"
    assert [one.text for one in article.removed] == [
        "Related stories", "Ferry line asks for help", "Old mole breaks"]  # fmt: skip


AT_THE_FOOT = {
    "titles": "Related articles\nFerry line asks for help\nWho pays for the storm?",
    "titles of a list": "You may also like\n- Ferry line asks for help\n- Old mole breaks",
    "teasers": (
        "More stories\n\nFerry asks for help\n\nThe line lost two ships in the storm.\n\n"
        "Old mole breaks\n\nIt had stood for a hundred years."
    ),
    "sharing": "Share this article\nFacebook\nTwitter",
    "tags, then notices": "Tags: storm, ice\n\n© 2022 Coast Courier. All rights reserved.",
    "one call": "Sign up for our newsletter",
    "a link and an editor": "Read more: https://example.org/storm\n\nEditor: Leon",
}


@pytest.mark.parametrize("foot", AT_THE_FOOT.values(), ids=AT_THE_FOOT.keys())
def test_at_the_foot_all_that_follows_goes(foot: str) -> None:
    article = parsed(f"{BODY}\n\n{foot}")
    assert article.body == BODY
    assert {one.text for one in article.removed} == set(filter(None, foot.split("\n")))


BODY_LINES = {
    "first words of a notice": (
        "Hosted by the mayor of Rosport and the harbour board, the meeting ended with a plan for "
        "the mole, the pier and both ferries."
    ),
    "a report": "Copyright law must change, the minister said.",
    "a report of a notice": "For more information the board must wait, Brandt said.",
    "soldiers": "The crew went aboard without permission, the harbour master told the board.",
    "signing up": "Sign up for the militia, he told them in the inbox of every house.",
    "a point of an order": "(c) This order creates no right or benefit.",
    "sharing": "“Share this burden with us,” the mayor told the union.",
}


@pytest.mark.parametrize("line", BODY_LINES.values(), ids=BODY_LINES.keys())
def test_a_last_paragraph_that_only_begins_like_a_notice_stays(line: str) -> None:
    assert parsed(f"{BODY}\n\n{line}").body == f"{BODY}\n\n{line}"


def test_every_item_of_a_bulletin_stays() -> None:
    items = [f"{place} shut its port.\n\nThe mayor, Ilse Brandt, said so on Monday."
             for place in ("Rosport", "Holm", "Varde", "Skien", "Lund")]  # fmt: skip
    article = parsed("\n\n###\n\n".join(items))
    assert article.body.count("said so on Monday") == 5


def test_a_mark_before_less_than_a_third_ends_the_text() -> None:
    article = parsed(f"{BODY}\n\n###\n\nThe board runs the port.")
    assert article.body == BODY
    assert Removed("The board runs the port.", "footer") in article.removed


def test_what_stood_in_the_head_is_kept_with_its_reason() -> None:
    article = parsed(f"Home\nNews\nStorm bill\nSource: Xinhua\n\n{BODY}")
    assert article.removed[:2] == (Removed("Home", "menu"), Removed("News", "menu"))
    assert Removed("Source: Xinhua", "header") in article.removed
