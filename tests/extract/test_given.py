"""Statements that came with their document: where they stand, and what is said of those nowhere."""

import time
from dataclasses import replace
from typing import Any

import pytest

from archive.extract.given import align, beside
from archive.records import (
    Article,
    Date,
    GivenStatement,
    Mention,
    Speaker,
    Statement,
    Tag,
)

BODY = (
    "Xi Jinping met Lukashenko in Samarkand.\n\n"
    "“China supports Belarus,” Xi said. “China supports Belarus in all it does.”\n\n"
    "Lukashenko  said that Minsk would\u00a0always stand with China — “as a friend” — on trade."
)
ARTICLE = Article(
    path="a",
    body=BODY,
    paragraphs=((0, 39), (41, 116), (118, len(BODY))),
    title="Minsk thanks Beijing",
    published=Date("2022-09-16", "day", "given"),
)


def given(
    text: str = "", *spans: tuple[int, int], position: int = 0, **facts: Any
) -> GivenStatement:
    own = {name: facts.pop(name) for name in ("quotation", "topics", "is_dated") if name in facts}
    facts = {"cue": None, "rule": "given", "origin": "given", **facts}
    stated = Statement(
        spans=spans, text=text, mention=Mention(), cue_span=None, quotation="indirect", **facts
    )
    return GivenStatement(f"a.statements[{position}]", position, stated, **own)


def aligned(*statements: GivenStatement) -> Article:
    return align(ARTICLE, statements)


FOUND = {
    "by its offsets": (given("China supports Belarus", (42, 64)), "China supports Belarus"),
    "by offsets alone": (given("", (42, 64)), "China supports Belarus"),
    "by its words": (given("China supports Belarus,"), "China supports Belarus,"),
    "offsets of another version": (
        given("Minsk would\u00a0always stand", (0, 9)),
        "Minsk would\u00a0always stand",
    ),
    "in quotation marks": (given('"China supports Belarus,"'), "China supports Belarus,"),
    "other spaces": (given("Lukashenko said that Minsk"), "Lukashenko  said that Minsk"),
    "other dashes and marks": (
        given('stand with China - "as a friend" - on trade'),
        "stand with China — “as a friend” — on trade",
    ),
    "another last sign": (given("China supports Belarus in all it does!"),
                          "China supports Belarus in all it does"),
    "in pieces": (given("Minsk would always … on trade."), "Minsk would\u00a0always … on trade."),
    "with a word changed": (
        given("Minsk would forever stand with China as a friend on trade"),
        "Minsk would\u00a0always stand with China — “as a friend” — on trade",
    ),
    "without its first words": (
        given("He said that Minsk would always stand with China"),
        "said that Minsk would\u00a0always stand with China",
    ),
    "in the title": (given("thanks Beijing", headline=True), "thanks Beijing"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "text"), FOUND.values(), ids=FOUND.keys())
def test_a_statement_is_found(statement: GivenStatement, text: str) -> None:
    (found,) = aligned(statement).statements
    source = "Minsk thanks Beijing" if found.headline else BODY
    assert found.text == text
    assert " … ".join(source[start:end] for start, end in found.spans) == text


NOT_THERE = {
    "other words": given("Beijing and Moscow signed a treaty on gas"),
    "the same topic in other words": given("Belarus is supported by China on many things it does"),
    "three words of it": given("China supports Belarus with a very large new loan"),
    "offsets behind the end": given("", (5000, 5010)),
    "offsets of blank space": given("", (39, 41)),
    "words of the title": given("Minsk thanks Beijing"),
    "part of a word": given("hina support"),
}


@pytest.mark.parametrize("statement", NOT_THERE.values(), ids=NOT_THERE.keys())
def test_a_statement_that_is_nowhere_is_kept_with_the_reason(statement: GivenStatement) -> None:
    article = aligned(statement)
    assert article.statements == ()
    (unread,) = article.unread
    assert unread.path == "a.statements[0]"
    assert unread.reason.startswith("a.statements[0] is not in the text of its article: ")


def test_the_same_words_twice_are_two_places() -> None:
    words = "China supports Belarus"
    found = aligned(given(words, position=0), given(words, position=1)).statements
    assert [statement.spans for statement in found] == [((42, 64),), ((77, 99),)]


def test_the_place_next_to_the_offsets_stated_is_taken() -> None:
    (found,) = aligned(given("China supports Belarus", (70, 92))).statements
    assert found.spans == ((77, 99),)


def test_what_was_stated_is_kept() -> None:
    speaker = Speaker("Xi Jinping", "person")
    statement = given(
        "China supports Belarus",
        speakers=(speaker,),
        speaker_method="given",
        said=Date("2022-09-15", "day", "given"),
        confidence=0.7,
        cue="said",
    )
    (found,) = aligned(statement).statements
    assert (found.speakers, found.rule, found.origin) == ((speaker,), "given", "given")
    assert (found.said, found.confidence, found.cue) == (
        Date("2022-09-15", "day", "given"),
        0.7,
        "said",
    )


def test_words_that_are_only_alike_are_less_sure() -> None:
    (found,) = aligned(
        given("Minsk would forever stand with China as a friend on trade")
    ).statements
    assert found.confidence == 0.91


@pytest.mark.parametrize(
    ("words", "quotation"),
    [
        ("China supports Belarus in all it does", "direct"),
        ("Minsk would always stand with China — “as a friend” — on trade", "mixed"),
        ("Minsk would always stand", "indirect"),
    ],
)
def test_quotation_marks_tell_what_was_not_stated(words: str, quotation: str) -> None:
    assert aligned(given(words)).statements[0].quotation == quotation


def test_a_quotation_that_was_stated_stays() -> None:
    assert aligned(given("Minsk would", quotation="direct")).statements[0].quotation == "direct"


def test_paragraphs_are_counted() -> None:
    statements = aligned(
        given("thanks Beijing", headline=True),
        given("met Lukashenko", position=1),
        given("in all it does", position=2),
        given("on trade", position=3),
    ).statements
    assert [statement.paragraph for statement in statements] == [-1, 0, 1, 2]


def test_a_statement_without_a_date_was_made_on_the_article_s_day() -> None:
    undated, dateless = aligned(given("met Lukashenko", is_dated=False),
                                given("on trade", position=1)).statements  # fmt: skip
    assert undated.said == Date("2022-09-16", "day", "published")
    assert dateless.said is None


def test_they_stand_in_the_order_of_the_text_and_know_each_other() -> None:
    later = given("in all it does", position=0, continues=2)
    nowhere = given("nowhere to be found in this text", position=1)
    earlier = given("met Lukashenko", position=2)
    first, second = aligned(later, nowhere, earlier).statements
    assert (first.text, second.text) == ("met Lukashenko", "in all it does")
    assert (first.continues, second.continues) == (None, 0)


def test_one_that_continues_a_statement_that_is_nowhere_continues_none() -> None:
    nowhere = given("nowhere to be found in this text", position=0)
    assert (
        aligned(nowhere, given("on trade", position=1, continues=0)).statements[0].continues is None
    )


def test_topics_that_were_stated_keep_the_term_that_gave_them() -> None:
    term = Tag("trade", "trade", (len(BODY) - 6, len(BODY) - 1))
    (found,) = aligned(given("on trade", topics=("trade", "ties"))).statements
    assert found.topics == (
        Tag("trade", "trade", found.spans[0]),
        Tag("ties", "ties", found.spans[0]),
    )
    stated = given("on trade", topics=("trade", "ties"))
    stated = replace(stated, stated=stated.stated._replace(topics=(term,)))
    assert aligned(stated).statements[0].topics == (term, Tag("ties", "ties", found.spans[0]))


def test_only_statements_of_which_no_topics_were_stated_are_tagged() -> None:
    tag = Tag("found", "term", (0, 2))

    def tagged(article: Article) -> Article:
        return replace(
            article, statements=tuple(one._replace(topics=(tag,)) for one in article.statements)
        )

    statements = [given("met Lukashenko"), given("on trade", topics=(), position=1)]
    silent, none = align(ARTICLE, statements, tagged).statements
    assert (silent.topics, none.topics) == ((tag,), ())


def test_places_of_speaker_and_cue_that_do_not_fit_are_left_out() -> None:
    one = given("in all it does", cue="said")
    one = replace(one, stated=one.stated._replace(mention=Mention("Xi", (67, 69)), cue_span=(0, 4)))
    (found,) = aligned(one).statements
    assert (found.mention, found.cue_span) == (Mention("Xi", (67, 69)), None)


def test_the_machine_s_statements_stand_beside_where_none_was_given() -> None:
    article = aligned(given("China supports Belarus in all it does"))
    machine = aligned(
        given("met Lukashenko"), given("all it does", position=1, continues=0),
        given("on trade", position=2, continues=0),
    )  # fmt: skip
    statements = beside(article, machine).statements
    assert [one.text for one in statements] == [
        "met Lukashenko",
        "China supports Belarus in all it does",
        "on trade",
    ]
    assert [one.continues for one in statements] == [None, None, 0]


@pytest.mark.parametrize(
    "words",
    [
        "the " * 3000,
        "a" * 300_000,
        "“" * 100_000,
        " ".join(f"w{n}" for n in range(20_000)),
        "… " * 9999,
    ],
    ids=["one word", "no space", "marks", "many words", "gaps"],
)
def test_hostile_words_cost_no_time(words: str) -> None:
    text = "the " * 50_000 + words[:-9]
    article = Article(path="a", body=text, paragraphs=((0, len(text)),))
    started = time.process_time()
    align(article, [given(words + " x"), given(words[5:] + " y z", position=1)])
    assert time.process_time() - started < 5


def test_many_statements_in_a_long_text_cost_a_bounded_time() -> None:
    text = "the cat and the dog " * 100_000
    article = Article(path="a", body=text, paragraphs=((0, len(text)),))
    statements = [given(f"the cat or the dog {n}", position=n) for n in range(5000)]
    started = time.process_time()
    found = align(article, statements)
    assert time.process_time() - started < 15
    assert len(found.statements) + len(found.unread) == 5000
    assert "too long a search" in found.unread[-1].reason
