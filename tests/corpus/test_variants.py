import pytest

from archive.corpus.uses import find_uses
from archive.corpus.variants import find_variants, replaced
from tests.corpus.statements import said

PHRASE = "all-weather comprehensive strategic partnership"


def kinds(phrase: str, *texts: str) -> dict[str, str]:
    statements = [said(text, uid=f"s:{n}") for n, text in enumerate(texts)]
    uses = find_uses(phrase, statements)
    return {one.text: one.kind for one in find_variants(phrase, uses, statements)}


@pytest.mark.parametrize(
    ("text", "form", "kind"),
    [
        (f"our {PHRASE} grows", PHRASE, "as asked"),
        (
            "An All-Weather Comprehensive Strategic Partnership",
            "All-Weather Comprehensive Strategic Partnership",
            "case",
        ),
        (
            "all weather comprehensive strategic partnership",
            "all weather comprehensive strategic partnership",
            "hyphen",
        ),
        ("a comprehensive strategic partnership", "comprehensive strategic partnership", "less"),
        (
            "all-weather strategic cooperative partnership",
            "all-weather strategic cooperative partnership",
            "other",
        ),
        (
            "all-weather comprehensive strategic and partnership",
            "all-weather comprehensive strategic and partnership",
            "more",
        ),
        (
            "all-weather comprehensive strategic partners",
            "all-weather comprehensive strategic partners",
            "other",
        ),
        (
            "comprehensive all-weather strategic partnership",
            "comprehensive all-weather strategic partnership",
            "order",
        ),
    ],
)
def test_forms_of_a_phrase(text: str, form: str, kind: str) -> None:
    assert kinds(PHRASE, text) == {form: kind}


@pytest.mark.parametrize(
    "text",
    [
        "all-weather comprehensive strategic",  # without what the others describe
        "a strategic partnership",  # two units are missing
        "comprehensive and strategic all-weather talks",
    ],
)
def test_what_is_no_form_of_it(text: str) -> None:
    assert kinds(PHRASE, text) == {}


def test_british_spelling_and_a_hyphen() -> None:
    found = kinds(
        "win-win cooperation and organization",
        "win-win co-operation and organization",
        "win-win cooperation and organisation",
    )
    assert found == {
        "win-win co-operation and organization": "hyphen",
        "win-win cooperation and organisation": "spelling",
    }


def test_of_two_units_one_stays_and_the_form_recurs() -> None:
    once = kinds("core interests", "national interests")
    twice = kinds("core interests", "our national interests", "your national interests")
    assert once == {}
    assert twice == {"national interests": "other"}


def test_a_longer_phrase_in_which_it_recurs_is_a_form() -> None:
    found = kinds(
        "core interests", "China's core interests", "China's core interests are", "core interests"
    )
    assert found == {"core interests": "as asked", "China's core interests": "more"}


def test_the_form_that_gave_way() -> None:
    statements = [
        said("a comprehensive strategic partnership", "Xi", "2021-01-26"),
        said("the comprehensive strategic partnership", "Xi", "2021-06-01"),
        said(f"an {PHRASE}", "Xi", "2022-09-15"),
        said(f"the {PHRASE}", "Xi", "2023-12-04"),
        said("one comprehensive strategic partnership", "Xi", "2024-01-01"),
        said(f"that {PHRASE}", "Li", "2023-10-27"),
    ]
    uses = find_uses(PHRASE, statements)
    (found,) = replaced(uses, PHRASE, find_variants(PHRASE, uses, statements))
    assert (found.who.name, found.old) == ("Xi", "comprehensive strategic partnership")
    assert (found.since.said_on, found.last_old.said_on) == ("2022-09-15", "2024-01-01")
    assert (found.old_before, found.old_after, found.new_after) == (2, 1, 2)


def test_a_form_that_goes_on_as_before_did_not_give_way() -> None:
    statements = [
        said("a comprehensive strategic partnership", "Xi", "2021-01-26"),
        said(f"an {PHRASE}", "Xi", "2022-09-15"),
        said("the comprehensive strategic partnership", "Xi", "2022-10-01"),
        said("one comprehensive strategic partnership", "Xi", "2023-01-01"),
    ]
    uses = find_uses(PHRASE, statements)
    assert replaced(uses, PHRASE, find_variants(PHRASE, uses, statements)) == []
