"""Who is who across articles: small archives, written as names with offices, days and publishers.

``Joe Biden: President 2021-03-03..2024-12-16`` was seen in the office on the first and last day
without a word; ``Biden: President 2021-05-01 2022-05-01 @ Herald`` spoke in it on two days, in one
article each, and ``- 2021-05-01 @ Herald`` in none. ``x20`` behind a day are twenty articles.
``[President]`` is an office alone, ``Biden*`` a transcript's label.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest

from archive.entities.identity import Identity
from archive.entities.nameforms import NameForms
from archive.entities.suggestions import suggestions
from archive.extract.names.lexicon import naming_of
from archive.extract.names.tenure import Tenures
from archive.records import KnownRole, PersonRecord, Seen
from archive.vocabulary import default_vocabulary

NAMING = naming_of(default_vocabulary())
FORMS = NameForms(NAMING, default_vocabulary())
TENURES = Tenures(NAMING)
ROLE = re.compile(
    r"(?P<title>-|\D+?)(?: of (?P<of>[A-Z]\D*))? (?P<days>\d[^@]*?)(?: @ (?P<by>.+))?"
)


def record(number: int, line: str, *, fixed: bool = False) -> PersonRecord:
    """Read a line of the notation above."""
    name, _, roles = line.partition(": ")
    labelled, alone = name.endswith("*"), name.startswith("[")
    name = name.strip("*[]")
    held: list[KnownRole] = []
    seen: list[Seen] = []
    for text in filter(None, roles.split("; ")):
        parts = ROLE.fullmatch(text)
        assert parts, text
        days = parts["days"].split()
        at = -1
        if parts["title"] != "-":
            at = len(held)
            told = sorted(day.partition("x")[0] for day in parts["days"].replace("..", " ").split())
            held.append(KnownRole(parts["title"], parts["of"], told[0], told[-1]))
        for day in days if ".." not in parts["days"] else ():
            iso, _, times = day.partition("x")
            ordinal = date.fromisoformat(iso).toordinal()
            seen.append(Seen(at, ordinal, parts["by"] or "", labelled, int(times or 1)))
    return PersonRecord(
        number, name.lower().replace(" ", "-"), name, 100 - number, fixed, (), tuple(held),
        tuple(range(1000 * number, 1000 * number + len(held))),
        kind="unnamed" if alone else "person", seen=tuple(seen),
    )  # fmt: skip


def identity(
    lines: Sequence[str], apart: Iterable[tuple[str, str]] = (), fixed: Iterable[str] = ()
) -> Identity:
    """Compare the records of an archive."""
    records = [record(n, line, fixed=line in fixed) for n, line in enumerate(lines, 1)]
    return Identity(FORMS, TENURES, records, set(apart))


def who(
    lines: Sequence[str], apart: Iterable[tuple[str, str]] = (), fixed: Iterable[str] = ()
) -> set[str]:
    """Return merges as "Joseph Biden = Joe Biden", the rest as "Biden > Joe Biden: days"."""
    found = identity(lines, apart, fixed)
    given: dict[tuple[str, str], list[int]] = {}
    for one in found.reassignments():
        given.setdefault((one.source.name, one.target.name), []).extend(one.days)
    return {f"{one.source.name} = {one.target.name}" for one in found.merges()} | {
        f"{source} > {target}: "
        + " ".join(date.fromordinal(day).isoformat() for day in sorted(days))
        for (source, target), days in given.items()
    }


def daily(first: str, count: int, step: int = 7) -> str:
    """Return days of articles, one each week."""
    day = date.fromisoformat(first)
    return " ".join((day + timedelta(step * n)).isoformat() for n in range(count))


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
            {"Alexander Lukashenka = Alexander Lukashenko"},
            id="another spelling in one office",
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
            [JOE, "Biden: President 2021-01-25 2022-01-01 2030-01-01"],
            {"Biden > Joe Biden: 2021-01-25 2022-01-01"},
            id="not years after the last day in office",
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
            ["Jeff Zients: - 2021-02-01 @ Herald", "Zients: - 2021-03-01 @ Herald"],
            {"Zients > Jeff Zients: 2021-03-01"},
            id="the one bearer of the publisher",
        ),
        pytest.param(
            ["Jeff Zients: - 2021-02-01 @ Herald", "Zients: - 2021-03-01 @ Times"],
            set(),
            id="another publisher's bearer",
        ),
        pytest.param(
            ["Jeff Zients: - 2021-02-01 @ Herald", "Zients: - 2024-03-01 @ Herald"],
            set(),
            id="years later",
        ),
        pytest.param(
            [
                "Jeff Zients: - 2021-02-01 @ Herald",
                "Mary Zients: - 2021-02-07 @ Herald",
                "Zients: - 2021-03-01 @ Herald",
            ],
            set(),
            id="two bearers of one publisher",
        ),
        pytest.param(
            [
                "Jeff Zients: Coordinator 2021-02-01..2021-12-01",
                "Zients*: - 2021-03-01 @ Herald",
            ],
            {"Zients > Jeff Zients: 2021-03-01"},
            id="the one bearer who is named with an office",
        ),
        pytest.param(
            [
                "Keisha Lance Bottoms: Mayor of Atlanta 2021-02-01 @ Herald",
                "Lance Bottoms*: - 2021-03-01 @ Herald",
            ],
            {"Lance Bottoms > Keisha Lance Bottoms: 2021-03-01"},
            id="two words of a surname",
        ),
        pytest.param(
            [
                "Volodymyr Zelensky: President of Ukraine 2021-02-01 2022-02-01 @ Herald",
                "Zelenskyy*: President 2021-06-01 @ Times",
            ],
            {"Zelenskyy > Volodymyr Zelensky: 2021-06-01"},
            id="another spelling, alone, in the office",
        ),
        pytest.param(
            [
                f"Joe Biden: President {daily('2021-02-01', 40)} @ Herald",
                f"Jill Biden: First Lady {daily('2021-02-02', 20)} @ Herald",
                f"Biden: President {daily('2021-02-03', 20)} @ Herald; - 2021-04-01 @ Herald",
                "Biden*: - 2021-04-02 @ Herald",
            ],
            {"Biden > Joe Biden: " + " ".join(sorted([*daily('2021-02-03', 20).split(),
                                                      "2021-04-01"]))},
            id="running text means whom the publisher calls so; a label need not",
        ),
    ],
)  # fmt: skip
def test_surnames(people: list[str], expected: set[str]) -> None:
    assert who(people) == expected


MANY = f"Joseph R. Biden Jr.: President {daily('2021-01-22', 150)} @ House"
NEXT = f"Donald J. Trump: President {daily('2025-01-21', 40)} @ House"


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(
            [MANY, "[President]: President 2021-01-20 2022-05-01 @ House"],
            {"President > Joseph R. Biden Jr.: 2021-01-20 2022-05-01"},
            id="who is called so",
        ),
        pytest.param(
            [MANY, NEXT, "[President]: President 2023-01-10 2025-01-30 @ House"],
            {
                "President > Joseph R. Biden Jr.: 2023-01-10",
                "President > Donald J. Trump: 2025-01-30",
            },
            id="change of office",
        ),
        pytest.param(
            [
                MANY,
                "Jill Biden: President 2021-03-01 2022-05-01 @ House",
                "Emmanuel Macron: President of France 2021-06-01 2022-12-01 @ House",
                "[President]: President 2022-05-02 @ House",
            ],
            {"President > Joseph R. Biden Jr.: 2022-05-02"},
            id="noise",
        ),
        pytest.param(
            [
                f"Ann Lee: President of Ghana {daily('2021-01-22', 20)} @ Herald",
                f"Bo Carr: President of Chad {daily('2021-01-23', 20)} @ Herald",
                "[President]: President 2021-03-01 @ Herald",
            ],
            set(),
            id="two presidents of one paper",
        ),
        pytest.param(
            [
                f"Ann Lee: President of Ghana {daily('2021-01-22', 20)} @ Herald",
                f"Bo Carr: President of Chad {daily('2021-01-23', 20)} @ Herald",
                "[president]: President of Chad 2021-03-01 @ Herald",
            ],
            {"president > Bo Carr: 2021-03-01"},
            id="the country tells",
        ),
        pytest.param([MANY, "[Senator]: Senator 2022-05-01 @ House"], set(), id="office of many"),
    ],
)
def test_offices_alone(people: list[str], expected: set[str]) -> None:
    assert who(people) == expected
    assert who(people[::-1]) == expected


def test_one_scrap_of_an_office_splits_nobody() -> None:
    joe = (
        "Joe Biden: President 2021-03-03 2024-12-16 @ House; Brussels President 2022-03-24 @ House"
    )

    assert who([joe, MANY]) == {"Joseph R. Biden Jr. = Joe Biden"}


def test_a_decision_shows_its_counts() -> None:
    noise = f"Jill Biden: President {daily('2022-04-20', 4)} @ House"
    (one,) = identity([MANY, noise, "[President]: President 2022-05-02 @ House"]).reassignments()

    assert str(one.why) == "President: 104 articles, 4 against"


def test_what_is_suggested_moves_most_statements_first() -> None:
    lines = [
        "Tony Fauci: - 2022-05-18 @ Times",
        "Fauci: - 2021-02-10 @ Herald",
        "Jeffrey Zients: - 2021-02-10 @ Herald",
        "Jeff Zients: - 2021-02-10 @ Times",
    ]

    assert [(one.source.name, one.target.name) for one in suggestions(identity(lines))] == [
        ("Fauci", "Tony Fauci"),
        ("Jeff Zients", "Jeffrey Zients"),
    ]


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
    assert who([JOE, JOSEPH], fixed=[JOE, JOSEPH]) == set()
    assert who([JOE, JOSEPH], fixed=[JOSEPH]) == {"Joe Biden = Joseph R. Biden Jr."}
