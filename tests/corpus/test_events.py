import pytest

from archive.corpus.events import Report, events, is_same, merged
from tests.corpus.statements import said


def report(
    uid: str, people: str, day: str | None = "2022-09-15", place: str | None = None, by: str = "X"
) -> Report:
    return Report(f"a:{uid}", day, frozenset(people.split()), place, by)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (report("a", "xi putin"), report("b", "xi putin"), True),
        (report("a", "xi putin"), report("b", "xi putin", "2022-09-16"), False),
        (report("a", "xi putin", None), report("b", "xi putin", None), False),
        (report("a", "xi"), report("b", "xi"), False),
        (report("a", "xi putin"), report("b", "xi putin wang"), True),
        (report("a", "xi putin"), report("b", "xi putin m n o"), False),
        (report("a", "xi putin", place="MINSK"), report("b", "xi putin", place="Beijing"), True),
        (report("a", "xi putin", place="MINSK"), report("b", "xi putin li", place="Kazan"), False),
        (report("a", "xi putin", place="Minsk"), report("b", "xi putin li", place="MINSK"), True),
    ],
    ids=["same", "other day", "no day", "one person", "one more", "many more", "two capitals",
         "another place and person", "another case"],
)  # fmt: skip
def test_when_two_reports_are_about_one_meeting(one: Report, other: Report, same: bool) -> None:
    assert is_same(one, other) == is_same(other, one) == same


def test_reports_are_joined_by_way_of_others() -> None:
    found = events(
        [report("c", "xi putin li wang"), report("a", "xi putin"), report("b", "xi putin li"),
         report("d", "xi modi")]
    )  # fmt: skip
    assert [event.articles for event in found] == [("a:a", "a:b", "a:c"), ("a:d",)]
    assert [event.uid for event in found] == ["e:a", "e:d"]


def test_statements_of_two_reports_are_merged_and_what_one_left_out_is_told() -> None:
    found = merged(
        [
            said("China will support the industrial park and trade", article="a:1"),
            said("China opposes interference", article="a:1"),
            said("China is going to support trade and the industrial park", article="a:2"),
            said("The talks lasted four hours", article="a:2"),
        ]
    )
    assert [(len(one.statements), one.reported, one.left_out) for one in found] == [
        (2, ("a:1", "a:2"), ()),
        (1, ("a:1",), ("a:2",)),
        (1, ("a:2",), ("a:1",)),
    ]


def test_two_speakers_who_say_the_same_are_not_one_statement() -> None:
    found = merged([said("We trade", "Xi", article="a:1"), said("We trade", "Li", article="a:2")])
    assert len(found) == 2
