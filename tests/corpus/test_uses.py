"""Five statements on core interests, counted by hand; and what holds of any statements."""

from hypothesis import given
from hypothesis import strategies as st

from archive.corpus.said import Said, in_order
from archive.corpus.uses import by_publisher, by_speaker, by_year, find_uses, first_and_last
from tests.corpus.statements import said

STATEMENTS = [
    said("We defend core interests.", "Xi", "2022-09-15", publisher="Xinhua", article="a:1"),
    said("Core interests matter. Our core interests.", "Li", "2021-05-01", publisher="BelTA"),
    said("the core-interests of both", "Xi, Li", "2023-01-01", publisher="Xinhua", article="a:1"),
    said("interests at the core", "Xi", "2020-01-01"),
    said("Core. Interests.", "Xi", "2019-01-01"),
]
TOTALS = {
    (None, 2021): 4,
    (None, 2022): 10,
    (None, 2023): 2,
    ("xi", 2021): 3,
    ("xi", 2022): 5,
    ("xi", 2023): 1,
    ("li", 2021): 1,
    ("li", 2023): 1,
}
USES = find_uses("core interests", STATEMENTS)


def test_a_use_is_a_statement_with_the_words_in_one_sentence() -> None:
    assert [use.said.said_on for use in USES] == ["2021-05-01", "2022-09-15", "2023-01-01"]


def test_a_statement_with_the_phrase_twice_is_one_use_in_two_forms() -> None:
    assert USES[0].forms == ["Core interests", "core interests"]


def test_speakers_have_their_uses_joint_ones_included() -> None:
    found = [
        (one.who.name, one.uses, one.joint, one.first.said_on, one.last.said_on, one.statements)
        for one in by_speaker(USES, TOTALS)
    ]
    assert found == [
        ("Li", 2, 1, "2021-05-01", "2023-01-01", 2),
        ("Xi", 2, 1, "2022-09-15", "2023-01-01", 9),
    ]


def test_a_year_without_uses_stands_with_its_total() -> None:
    who = USES[1].said.speakers[0]
    assert [(one.year, one.uses, one.statements) for one in by_year(USES, TOTALS, [who])] == [
        (2021, 0, 3),
        (2022, 1, 5),
        (2023, 1, 1),
    ]
    assert [one.share for one in by_year(USES, TOTALS)] == [0.25, 0.1, 0.5]


def test_publishers_with_uses_and_articles() -> None:
    found = [(one.publisher, one.uses, one.articles) for one in by_publisher(USES)]
    assert found == [("Xinhua", 2, 1), ("BelTA", 1, 1)]


def test_copies_are_spread_not_uses() -> None:
    found = by_publisher(USES, {"a:1": ("People's Daily", "BelTA"), "a:9": ("TASS",)})
    assert [(one.publisher, one.uses, one.articles, one.copies) for one in found] == [
        ("Xinhua", 2, 1, 0),
        ("BelTA", 1, 1, 1),
        ("People's Daily", 0, 0, 1),
    ]


def test_a_use_without_a_date_is_neither_first_nor_last() -> None:
    uses = find_uses("peace", [said("peace", on=None), said("peace!", on="2022")])
    assert [one.said_on for one in first_and_last(uses)] == ["2022", "2022"]


WORDS = st.sampled_from(["core", "interests", "of", "China.", "core-interests"])
SAID = st.builds(
    said,
    st.lists(WORDS, max_size=8).map(" ".join),
    st.sampled_from(["Xi", "Li", "Xi, Li", ""]),
    st.sampled_from([None, "2020", "2021-03", "2021-03-04", "2022-01-01"]),
    uid=st.uuids().map(str),
)


@given(st.lists(SAID, max_size=12))
def test_uses_sum_over_speakers_and_never_exceed_statements(statements: list[Said]) -> None:
    uses = find_uses("core interests", statements)
    speakers = by_speaker(uses, {})
    assert len(uses) <= len(statements)
    assert sum(one.uses for one in speakers) == sum(len(use.said.who) for use in uses)
    assert sum(one.uses for one in speakers if not one.joint) <= len(uses)
    assert all(one.joint <= one.uses <= one.statements for one in speakers)
    assert sum(one.uses for one in by_publisher(uses)) == len(uses)


@given(st.lists(SAID, max_size=12))
def test_years_sum_to_the_uses_that_have_a_date(statements: list[Said]) -> None:
    uses = find_uses("core interests", statements)
    assert sum(one.uses for one in by_year(uses, {})) == sum(bool(u.said.year) for u in uses)


@given(st.lists(SAID, min_size=1, max_size=12))
def test_the_first_use_is_the_least_of_the_dates(statements: list[Said]) -> None:
    uses = find_uses("core interests", statements)
    if uses:
        first, last = first_and_last(uses)
        dates = [use.said.said_on for use in uses if use.said.said_on]
        assert first.said_on == (min(dates) if dates else None)
        assert in_order(first) <= in_order(last)


@given(st.lists(SAID, max_size=12))
def test_a_longer_phrase_has_no_more_uses_than_its_parts(statements: list[Said]) -> None:
    whole = {use.said.uid for use in find_uses("core interests of", statements)}
    part = {use.said.uid for use in find_uses("core interests", statements)}
    assert whole <= part
