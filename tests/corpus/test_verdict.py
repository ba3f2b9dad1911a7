from dataclasses import replace

import pytest

from archive.corpus.said import Said
from archive.corpus.verdict import Verdict, judge
from tests.corpus.statements import said

CALM = "We want a calm and open sea, and we will keep it so"
TRADE = "Trade between our two countries has doubled in five years"
ALL = [said(CALM, by="Xi"), said(TRADE, by="Li", on="2022-01-01")]
XI = frozenset({"xi"})


@pytest.mark.parametrize(
    ("quotation", "claimed", "verdict"),
    [
        ("a calm and open sea", XI, "verbatim"),
        ("A calm and open sea", None, "typography"),
        ("a calm and free sea, and we will keep it so", XI, "altered"),
        ("a calm and open sea, we will keep it so", XI, "cut"),
        ("Trade between our two countries has doubled", XI, "other-speaker"),
        ("Trade between our two countries has tripled in five years", XI, "altered"),
        ("We want a calm and open sea between our two countries", None, "spliced"),
        ("nobody said anything like it", None, "not-found"),
        ("a calm and open sea", frozenset(), "other-speaker"),
    ],
)
def test_verdict(quotation: str, claimed: frozenset[str] | None, verdict: str) -> None:
    assert judge(quotation, ALL, claimed).verdict == verdict


def test_words_of_another_that_were_changed_say_whose_they_are() -> None:
    found = judge("Trade between our two countries has tripled in five years", ALL, XI)
    assert [one.names for one in found.statements] == ["Li"]
    assert not found.by_claimed


def test_a_word_put_in_makes_no_splice_of_a_statement_that_has_all_others() -> None:
    known = [said("we support that effort in any way, and we think they can work", by="Xi"),
             said("their effort not in any way, and we think they can work", by="Li")]  # fmt: skip
    quotation = "we support that effort not in any way, and we think they can work"
    assert judge(quotation, known).verdict is Verdict.ALTERED


def test_who_was_named_is_believed_where_several_said_it() -> None:
    both = [said("a calm and open sea", by=who, on=day) for who, day in
            (("Li", "2020-01-01"), ("Xi", "2022-01-01"))]  # fmt: skip
    both = [replace(one, uid=f"s:{n}") for n, one in enumerate(both)]
    assert judge("a calm and open sea", both, XI).statements[0].names == "Xi"
    assert judge("a calm and open sea", both).statements[0].names == "Li"


def test_the_same_words_of_another_weigh_more_than_other_words_of_who_was_named() -> None:
    known = [said("a calm and open lake is what we want", by="Xi"),
             said("a calm and open sea is what we want", by="Li")]  # fmt: skip
    assert judge("a calm and open sea is what we want", known, XI).verdict is Verdict.OTHER_SPEAKER


def in_a_row(*texts: str, by: str = "Xi") -> list[Said]:
    made = [said(text, by=by, article="a:1") for text in texts]
    return [replace(one, position=n) for n, one in enumerate(made)]


def test_a_quotation_may_go_over_two_statements_in_a_row() -> None:
    found = judge("has doubled. It will double again", in_a_row("Trade has doubled.",
                  "It will double again soon."))  # fmt: skip
    assert (found.verdict, len(found.statements)) == (Verdict.VERBATIM, 2)


def test_not_over_statements_of_two_speakers() -> None:
    one, two = in_a_row("Trade has doubled in a year.", "It will double again soon.")
    other = replace(two, speakers=said("x", by="Li").speakers)
    found = judge("Trade has doubled in a year. It will double again soon", [one, other])
    assert found.verdict is Verdict.SPLICED
