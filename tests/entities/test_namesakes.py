"""Who is who across articles: small archives, written as names with offices and days.

``Joe Biden: President 2021-03-03..2024-12-16`` was seen in the office on the first and last day;
what a surname said in it is told by more days, ``Biden: President 2021-05-01 2022-05-01``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pytest

from archive.entities.nameforms import NameForms
from archive.entities.namesakes import Namesakes
from archive.entities.pairing import Pairing
from archive.extract.names.lexicon import naming_of
from archive.extract.names.tenure import Tenures
from archive.records import Bearer, KnownRole
from archive.vocabulary import default_vocabulary

NAMING = naming_of(default_vocabulary())


def who(
    lines: Sequence[str], apart: Iterable[tuple[str, str]] = (), fixed: Iterable[str] = ()
) -> set[str]:
    """Return the joins as "Joseph Biden = Joe Biden", shares as "Biden > Joe Biden: days"."""
    people: list[Bearer] = []
    days: dict[int, list[int]] = {}
    for line in lines:
        name, _, roles = line.partition(": ")
        mine: list[KnownRole] = []
        keys: list[int] = []
        for role in filter(None, roles.split("; ")):
            title, of, seen = re.fullmatch(r"(\D+?)(?: of ([A-Z]\D*))? (\d.*)", role).groups()  # type: ignore[union-attr]
            told = re.split(r"\.\.| ", seen)
            key = len(days) + 1
            days[key] = [date.fromisoformat(day).toordinal() for day in told]
            mine.append(KnownRole(title, of, min(told), max(told)))
            keys.append(key)
        number = len(people) + 1
        uid = name.lower().replace(" ", "-")
        people.append(
            Bearer(number, uid, name, 100 - number, name in fixed, (), tuple(mine), tuple(keys))
        )

    def spoken(asked: Iterable[Bearer]) -> Mapping[int, Sequence[int]]:
        return {key: days[key] for one in asked for key in one.role_keys}

    forms = NameForms(NAMING, default_vocabulary())
    found = Namesakes(Pairing(forms, Tenures(NAMING), people, set(apart)), spoken)
    return {f"{one.source.name} = {one.target.name}" for one in found.joins} | {
        f"{one.source.name} > {one.target.name}: "
        + " ".join(date.fromordinal(day).isoformat() for day in one.days)
        for one in found.shares()
    }


JOE = "Joe Biden: President 2021-03-03..2024-12-16"
JOSEPH = "Joseph R. Biden Jr.: President of United States 2021-01-24..2024-10-16"
JILL = "Jill Biden: First Lady 2021-02-01..2024-11-13"
YOUNGER = "George W. Bush: President 2001-01-21..2001-12-01; President 2002-10-01..2003-05-01"
ELDER = "George H. W. Bush: President 1989-02-01..1989-12-01; President 1990-10-01..1991-08-01"
ANYBODY = "George Bush: President 1989-06-01 1990-05-01 1991-03-01 2001-06-01 2002-04-01 2003-03-01"


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param([JOE, JOSEPH], {"Joseph R. Biden Jr. = Joe Biden"}, id="one office"),
        pytest.param(
            [JOE, "Joseph R. Biden Jr.: Senator of Delaware 1990-01-01..2008-12-31"],
            set(),
            id="another office",
        ),
        pytest.param([JOE, "Joseph R. Biden Jr."], set(), id="no office"),
        pytest.param([JOE, JILL], set(), id="wife and husband"),
        pytest.param(
            [
                "John Roe: Governor 1990-01-01..1994-01-01",
                "John Roe Jr.: Governor 1994-02-01..2000-01-01",
            ],
            set(),
            id="the son follows the father",
        ),
        pytest.param(
            [
                "Bob Roe: Governor 1990-01-01..1991-01-01",
                "Robert Roe: Governor 1993-01-01..1994-02-01",
            ],
            set(),
            id="years apart, in an office of many",
        ),
        pytest.param(
            [
                "Bob Roe: Governor of Texas 1990-01-01..1991-01-01",
                "Robert Roe: Governor of Texas 1993-01-01..1994-02-01",
            ],
            {"Robert Roe = Bob Roe"},
            id="years apart, in an office of one",
        ),
        pytest.param(
            [
                "Bob Roe: Governor of Texas 1990-01-01..1991-01-01",
                "Robert Roe: Governor of Texas 1996-01-01..1997-02-01",
            ],
            set(),
            id="longer than a term apart",
        ),
        pytest.param(
            [
                "Jeffrey Zients: Coordinator 2021-07-20..2021-12-27",
                "Jeff Zients: Coordinator 2022-01-10..2022-01-10",
            ],
            {"Jeff Zients = Jeffrey Zients"},
            id="short form",
        ),
        pytest.param(
            [
                "Kishida Fumio: Prime Minister of Japan 2022-05-23..2024-04-11",
                "Fumio Kishida: Prime Minister 2023-01-01..2023-01-01",
            ],
            {"Fumio Kishida = Kishida Fumio"},
            id="turned round",
        ),
        pytest.param(
            [
                "Li Qiang: Premier of China 2023-03-11..2024-08-22",
                "Li Keqiang: Premier of China 2021-01-01..2023-03-10",
            ],
            set(),
            id="two premiers Li",
        ),
        pytest.param(
            [
                "Kim Jong Un: leader of North Korea 2020-01-01..2024-01-01",
                "Kim Yo Jong: leader of North Korea 2020-01-01..2024-01-01",
            ],
            set(),
            id="brother and sister",
        ),
        pytest.param(
            [
                "Alexander Lukashenko: President of Belarus 2020-01-01..2024-01-01",
                "Alexander Lukashenka: President of Belarus 2020-01-01..2024-01-01",
            ],
            set(),
            id="transliterations are for speakers.toml",
        ),
        pytest.param([YOUNGER, ELDER], set(), id="father and son"),
    ],
)  # fmt: skip
def test_full_names(people: list[str], expected: set[str]) -> None:
    assert who(people) == expected
    assert {frozenset(one.split(" = ")) for one in who(people[::-1])} == {
        frozenset(one.split(" = ")) for one in expected
    }


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(
            [JOE, JILL, "Biden: President 2022-01-01 2022-02-01"],
            {"Biden > Joe Biden: 2022-01-01 2022-02-01"},
            id="office tells",
        ),
        pytest.param(
            [JOE, JILL, "Biden: First Lady 2022-01-01"],
            {"Biden > Jill Biden: 2022-01-01"},
            id="her office too",
        ),
        pytest.param([JOE, "Biden"], set(), id="no office"),
        pytest.param([JOE, "Biden: Senator 2022-01-01"], set(), id="another office"),
        pytest.param([JOE, "Biden: former President 2022-01-01"], set(), id="former"),
        pytest.param([JOE, "Biden: President of Ghana 2022-01-01"], set(), id="another country"),
        pytest.param(
            [JOE, "Biden: President 2021-01-25 2022-01-01 2025-01-01"],
            {"Biden > Joe Biden: 2022-01-01"},
            id="only between two days on which he was seen in office",
        ),
        pytest.param(
            [JOE, JOSEPH, "Biden: President 2021-01-25"],
            {"Joseph R. Biden Jr. = Joe Biden", "Biden > Joe Biden: 2021-01-25"},
            id="seen under another name",
        ),
        pytest.param(
            ["Rick Scott: Senator 2020-01-01..2024-01-01", "Scott: Senator 2022-01-01"],
            set(),
            id="an office of many",
        ),
        pytest.param(
            [
                "Antony Blinken: Secretary of State 2021-01-01..2024-01-01",
                "Blinken: Secretary of State 2022-01-01",
                "Vance: Secretary 2022-01-01",
            ],
            {"Blinken > Antony Blinken: 2022-01-01"},
            id="a portfolio tells",
        ),
        pytest.param(
            [
                "Antony Blinken: Secretary of State 2021-01-01..2024-01-01",
                "Blinken: Secretary 2022-01-01",
            ],
            set(),
            id="one secretary of many",
        ),
        pytest.param(
            [
                "Bill Clinton: President 1993-02-01..2000-12-01",
                "Hillary Clinton: President 1996-01-01..1998-01-01",
                "Clinton: President 1995-01-01 1997-01-01",
            ],
            {"Clinton > Bill Clinton: 1995-01-01"},
            id="two of them: only where one of them was",
        ),
        pytest.param(
            [JOE, "Hunter Biden: President 2022-01-01..2022-01-01", "Biden: President 2022-01-01"],
            {"Biden > Joe Biden: 2022-01-01"},
            id="a misread title of one day counts nothing",
        ),
        pytest.param(
            [
                "Li Qiang: Premier of China 2023-10-01..2024-08-22",
                "Li Keqiang: Premier of China 2021-01-01..2022-12-31",
                "Li: Premier 2022-01-01 2023-06-01 2024-01-01",
            ],
            {"Li > Li Keqiang: 2022-01-01", "Li > Li Qiang: 2024-01-01"},
            id="two premiers Li, and between them nobody knows",
        ),
        pytest.param(
            [
                "Wang Yi: Minister of China 2020-01-01..2024-01-01",
                "Wang: Minister of China 2022-01-01",
            ],
            set(),
            id="a minister of many",
        ),
        pytest.param(
            ["Jeff Zients", "Zients"], set(), id="a rare surname proves nobody either"
        ),
    ],
)  # fmt: skip
def test_surnames(people: list[str], expected: set[str]) -> None:
    assert who(people) == expected


def test_a_name_that_fits_two_is_shared_out_by_days() -> None:
    assert who([YOUNGER, ELDER, ANYBODY]) == {
        "George Bush > George W. Bush: 2001-06-01 2002-04-01 2003-03-01",
        "George Bush > George H. W. Bush: 1989-06-01 1990-05-01 1991-03-01",
    }


def test_a_name_of_one_who_is_known_is_not_taken_for_his_at_other_times() -> None:
    assert who([YOUNGER, ANYBODY]) == {
        "George Bush > George W. Bush: 2001-06-01 2002-04-01 2003-03-01"
    }


def test_what_was_parted_stays_apart() -> None:
    parted = [("Joseph R. Biden Jr.", "joe-biden"), ("Biden", "joe-biden")]

    assert who([JOE, JOSEPH, "Biden: President 2022-01-01"], parted) == set()


def test_two_whom_a_list_names_stay_two() -> None:
    assert who([JOE, JOSEPH], fixed=["Joe Biden", "Joseph R. Biden Jr."]) == set()
    assert who([JOE, JOSEPH], fixed=["Joseph R. Biden Jr."]) == {"Joe Biden = Joseph R. Biden Jr."}
