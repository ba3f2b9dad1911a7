"""The query language is its tables: what one types, and the tree that it gives."""

from calendar import monthrange
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.query import (
    And,
    Everything,
    Field,
    Near,
    Node,
    Not,
    Or,
    Period,
    Phrase,
    When,
    Word,
    as_phrase,
    both,
    either,
    field,
    parse,
    period,
    terms,
)
from archive.query.dates import EXPECTED, last_day


@pytest.mark.parametrize(
    ("argument", "read"),
    [
        ("core interests", '"core interests"'),
        ("win-win cooperation", '"win-win cooperation"'),
        ("trade", "trade"),
        ('"core interests"', '"core interests"'),
        ("core interest*", "core interest*"),
        ("taiwan OR xinjiang", "taiwan OR xinjiang"),
        ("trade -visit", "trade -visit"),
        ("taiwan speaker:xi", "taiwan speaker:xi"),
        ("", ""),
    ],
)
def test_bare_words_in_one_argument_are_a_phrase(argument: str, read: str) -> None:
    assert as_phrase(argument) == read


A, B, C, D = Word("a"), Word("b"), Word("c"), Word("d")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("*", Everything()),
        ("* a", A),
        ("a", A),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a b c", And((A, B, C))),
        ('"core interests"', Phrase("core interests")),
        ("“core interests”", Phrase("core interests")),
        ("«core interests»", Phrase("core interests")),
        ("‘core interests’", Phrase("core interests")),
        ('"  core   interests. "', Phrase("core interests")),
        ('"core interest*"', Phrase("core interest", prefix=True)),
        ('"core interest"*', Phrase("core interest", prefix=True)),
        ('"core interests', Phrase("core interests")),
        ('a"b c"d', And((A, Phrase("b c"), D))),
        ("modern*", Word("modern", prefix=True)),
        ('"a b"~5', Near(("a", "b"), 5)),
        ('"all-weather a"~12', Near(("all-weather", "a"), 12)),
        ('"a"~5', Phrase("a")),
        ("-a", Not(A)),
        ("–a", Not(A)),
        ("NOT a", Not(A)),
        ("a -b", And((A, Not(B)))),
        ("a NOT b", And((A, Not(B)))),
        ("a AND NOT b", And((A, Not(B)))),
        ('-"a b"', Not(Phrase("a b"))),
        ("-(a b)", Not(And((A, B)))),
        ("-(-a)", Not(Not(A))),
        ("a OR b", Or((A, B))),
        ("a OR b OR c", Or((A, B, C))),
        ("a OR b c", And((Or((A, B)), C))),
        ("a b OR c", And((A, Or((B, C))))),
        ("a OR NOT b", Or((A, Not(B)))),
        ("(a b) OR c", Or((And((A, B)), C))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("(a b) c", And((A, B, C))),
        ("((a))", A),
        ("(a OR b", Or((A, B))),
        ("() a", A),
        ("speaker:xi", Field("speaker", ("xi",))),
        ("SPEAKER:xi", Field("speaker", ("xi",))),
        ("speaker:xi,lukashenko", Field("speaker", ("xi", "lukashenko"))),
        ('speaker:"Xi Jinping",lukashenko', Field("speaker", ("Xi Jinping", "lukashenko"))),
        ("speaker:“Xi Jinping”", Field("speaker", ("Xi Jinping",))),
        ("speaker:xi, a", And((Field("speaker", ("xi",)), A))),
        ("-speaker:xi", Not(Field("speaker", ("xi",)))),
        ("speaker:none", Field("speaker", (None,))),
        ('speaker:"none"', Field("speaker", ("none",))),
        ("cue_class:demand", Field("cue-class", ("demand",))),
        ("quotation:direct,mixed", Field("quotation", ("direct", "mixed"))),
        ("is:explicit", Field("is", ("explicit",))),
        ("kind:courtesy", Field("kind", ("courtesy",))),
        ("confidence:0.9", Field("confidence", ("0.9",))),
        ("id:s:abc", Field("id", ("s:abc",))),
        ("(topic:taiwan OR topic:un) a",
         And((Or((Field("topic", ("taiwan",)), Field("topic", ("un",)))), A))),
        ("said:2021", When("said", (Period("2021", "2021"),))),
        ("date:2021", When("said", (Period("2021", "2021"),))),
        ("said:2021-3", When("said", (Period("2021-03", "2021-03"),))),
        ("said:2021..2023", When("said", (Period("2021", "2023"),))),
        ("said:2021-03..2021", When("said", (Period("2021-03", "2021"),))),
        ("said:..2020", When("said", (Period(None, "2020"),))),
        ("said:2021..", When("said", (Period("2021", None),))),
        ("said:-6m..", When("said", (Period("-6m", None),))),
        ("added:today", When("added", (Period("today", "today"),))),
        ("published:2021,2023-05",
         When("published", (Period("2021", "2021"), Period("2023-05", "2023-05")))),
        ("said:none", When("said", (None,))),
    ],
)  # fmt: skip
def test_reads(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("all-weather", Word("all-weather")),
        ("all‑weather", Word("all-weather")),
        ("U.S.", Word("U.S")),
        ("O'Neill", Word("O'Neill")),
        ("O’Neill", Word("O'Neill")),
        ("covid-19", Word("covid-19")),
        ("50%", Word("50")),
        ("C++", Word("C")),
        ("AT&T", Word("AT&T")),
        ("what?", Word("what")),
        ("http://x.y/z", Word("http://x.y/z")),
        ("10:30", Word("10:30")),
        ("Note: a", And((Word("Note"), A))),
        ("Taiwan:China", Word("Taiwan:China")),
        ("president(s)", Word("president-s")),
        ("a & b", And((A, B))),
        ("a : b", And((A, B))),
        ('a "" b', And((A, B))),
        ("or", Word("or")),
        ("OR, a", And((Word("or"), A))),
        (",topic:a", Word("topic-a")),
        ('"NOT a"', Phrase("NOT a")),
        ("ｃｏｒｅ　ｉｎｔｅｒｅｓｔｓ", And((Word("core"), Word("interests")))),
        ("soft\u00adhyphen", Word("softhyphen")),
        ("a\x00b", And((A, B))),
        ("speaker:a\ud800", Field("speaker", ("a?",))),
        ("核心利益", Word("核心利益")),
        ("हिन्दी", Word("हिन्दी")),
        ("Erdoğan's", Word("Erdoğan's")),
    ],
)  # fmt: skip
def test_ordinary_strings_are_words(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ('"', 0, "there is no word to search for: expected a letter or a digit"),
        ("  :", 2, "there is no word to search for: expected a letter or a digit"),
        ("()", 0, "there is no word to search for: expected a letter or a digit"),
        ("AND", 0, "AND needs something before it"),
        ("a AND", 2, "AND needs something after it"),
        ("a AND OR b", 2, "AND needs something after it"),
        ("OR a", 0, "OR needs something before it"),
        ("(a OR) b", 3, "OR needs something after it"),
        ("NOT", 0, "NOT needs something after it"),
        ("a) b", 1, "this ) closes nothing"),
        ("NEAR(a b)", 8, "this ) closes nothing"),
        ("wom*n", 3, "expected * only at the end of a word, as in modern*"),
        ("*men", 0, "expected * only at the end of a word, as in modern*"),
        ('"a b*"~5', 0, "* and ~ don't go together"),
        ('"a b"~x', 5, 'expected a number up to 999 behind ~, as in "trade talks"~5'),
        ('"a b"~1000', 5, 'expected a number up to 999 behind ~, as in "trade talks"~5'),
        ("a spekaer:xi", 2, "there is no field spekaer:"),
        ("speaker: xi", 8, "expected a value right behind speaker:"),
        ("speaker:(a OR b)", 8, "expected a value right behind speaker:"),
        ("quotation:dierct", 10, "quotation: takes direct, indirect, mixed, not dierct"),
        ("said:2021-13", 5, f"2021-13 is not a date; expected {EXPECTED}"),
        ("quotation:none", 10, "quotation: takes direct, indirect, mixed, not none"),
        ("id:none", 3, "id: needs an id, not none"),
        ("said:2023..2021", 5, "2023..2021 ends before it begins"),
        ("said:-6m", 5, "-6m is a length of time, not a day"),
        ("(" * 21 + "a", 20, "brackets stand in brackets more than 20 deep"),
        ("a " * 65, 129, "there are more than 64 words"),
        ("NOT " * 21 + "a", 83, "NOT stands before NOT more than 20 times"),
        ("a" * 1001, None, "the query has 1,001 characters; the limit is 1,000"),
    ],
)  # fmt: skip
def test_mistakes_are_pointed_at(text: str, position: int | None, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, caught.value.message) == (position, message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("spekaer:xi", "did you mean speaker:? The fields are about, added,"),
        ("quotation:dierct", "did you mean quotation:direct?"),
        ("said:-6m", "write -6m.. for all days since then"),
        ("a OR", 'to search for the word itself write "OR"'),
    ],
)
def test_mistakes_say_what_is_near(text: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.hint or "").startswith(hint)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (field("speaker", "Xi Jinping"), 'speaker:"Xi Jinping"'),
        (field("speaker", "Xi Jinping", "Lukashenko"), 'speaker:"Xi Jinping",Lukashenko'),
        (field("speaker", "xi,lukashenko"), "speaker:xi,lukashenko"),
        (field("publisher", "Culture, Media and Sport"), 'publisher:"Culture, Media and Sport"'),
        (field("place", "none"), "place:none"),
        (field("date", "2021..2023"), "said:2021..2023"),
        (period("said", "2021", None), "said:2021.."),
        (period("said", None, "2021-03"), "said:..2021-03"),
        (period("said", "2021", "2021"), "said:2021"),
        (period("said", None, None), ""),
    ],
    ids=str,
)
def test_an_option_is_a_field(node: Node, text: str) -> None:
    assert node == parse(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-03-15", date(2021, 3, 15), date(2021, 3, 15)),
        ("2021..2023-05", date(2021, 1, 1), date(2023, 5, 31)),
        ("..2020", None, date(2020, 12, 31)),
        ("-10d..", date(2024, 5, 21), None),
        ("-2w..today", date(2024, 5, 17), date(2024, 5, 31)),
        ("-3m..", date(2024, 2, 29), None),
        ("-1y..-6m", date(2023, 5, 31), date(2023, 11, 30)),
        ("-9999y..", date(1, 1, 31), None),
        ("-9999w..yesterday", date(1832, 10, 12), date(2024, 5, 30)),
    ],
)
def test_a_period_is_inclusive(text: str, first: date | None, last: date | None) -> None:
    tree = parse(f"said:{text}")
    assert isinstance(tree, When)
    assert tree.periods[0]
    assert tree.periods[0].days(date(2024, 5, 31)) == (first, last)


def test_terms_are_what_a_hit_may_hold() -> None:
    assert list(terms(parse('a -b (c OR "d e") speaker:xi'))) == [A, C, Phrase("d e")]


_words = st.sampled_from(["a", "all-weather", "U.S", "核心", "O'Neill", "Taiwan:China", "or"])
_dates = st.sampled_from(["2021", "2021-03", "2021-03-15"])
_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, _words, st.booleans()),
    st.builds(Phrase, st.sampled_from(["core interests", "NOT a", "topic:x"]), st.booleans()),
    st.builds(Near, st.tuples(_words, _words), st.integers(0, 999)),
    st.builds(
        Field,
        st.sampled_from(["speaker", "topic", "place"]),
        st.lists(
            st.sampled_from([None, "xi", "Xi Jinping", "a,b", "None", "(x)"]),
            min_size=1,
            max_size=3,
        ).map(tuple),
    ),
    st.builds(When, st.just("said"), st.tuples(st.builds(lambda d: Period(d, d), _dates))),
    st.builds(When, st.just("added"), st.tuples(st.just(Period("-6m", None)), st.none())),
)
_trees = st.recursive(
    _leaves,
    lambda nodes: st.one_of(
        nodes.map(Not),
        st.lists(nodes, min_size=2, max_size=3).map(lambda parts: both(*parts)),
        st.lists(nodes, min_size=2, max_size=3).map(lambda parts: either(*parts)),
    ),
    max_leaves=8,
)


@given(_trees)
def test_the_text_of_a_tree_gives_the_tree(tree: Node) -> None:
    assert parse(str(tree)) == tree


_fragments = st.lists(
    st.one_of(
        st.sampled_from(["a", " ", '"', "(", ")", "*", "-", "~5", "OR", "NOT", "AND", ":", ","]),
        st.sampled_from(["speaker:", "said:", "2021", "..", "none", "‘", "’", "“", "\u00ad", "x:"]),
        st.text(max_size=3),
    ),
    max_size=14,
).map("".join)


@settings(max_examples=1000)
@given(st.one_of(_fragments, st.text(max_size=40)))
def test_any_string_is_read_or_refused_clearly(text: str) -> None:
    with suppress(QueryError):
        tree = parse(text)
        assert parse(str(tree)) == tree


def test_the_last_day_of_each_month_is_known() -> None:
    today = date(2024, 5, 31)
    for year in (1900, 2000, 2023, 2024):
        for month in range(1, 13):
            assert last_day(f"{year}-{month:02}", today).day == monthrange(year, month)[1]
