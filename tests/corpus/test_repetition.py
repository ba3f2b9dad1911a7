from archive.corpus.repetition import changed, common_runs, dropped, shingles, wordings
from tests.corpus.statements import said

OLD = "China firmly supports Belarus in taking a development path"


def marks(*statements: tuple[str, str]) -> list[tuple[str, float]]:
    found = wordings([said(text, on=day, uid=f"s:{n}") for n, (text, day) in enumerate(statements)])
    return [(one.mark, round(one.share, 2)) for one in found]


def test_shingles_are_runs_of_words_within_a_sentence() -> None:
    assert shingles("We trade a lot today. Peace!") == {
        ("we", "trade", "a", "lot"),
        ("trade", "a", "lot", "today"),
        ("peace",),
    }


def test_a_sentence_said_again_names_the_oldest_that_has_it() -> None:
    statements = [said(OLD, on=f"202{n}-01-01", uid=f"s:{n}") for n in range(3)]
    found = wordings(statements)
    assert [one.mark for one in found] == ["new", "repeated", "repeated"]
    assert [one.earlier.uid if one.earlier else None for one in found] == [None, "s:0", "s:0"]


def test_half_of_it_again() -> None:
    """Three of the six shingles stood there: those of the first six words."""
    text = "China firmly supports Belarus in taking up trade now"
    assert marks((OLD, "2021-01-01"), (text, "2022-01-01")) == [("new", 0.0), ("partly", 0.5)]


def test_the_same_day_repeats_nothing() -> None:
    assert marks((OLD, "2021-01-01"), (OLD, "2021-01-01")) == [("new", 0.0), ("new", 0.0)]


def test_words_that_stand_together_in_both() -> None:
    text = "Today China firmly supports Belarus in trade"
    assert [text[slice(*span)] for span in common_runs(text, OLD)] == [
        "China firmly supports Belarus in"
    ]


def test_changed_words_between_two_versions() -> None:
    new, old = "an all-weather strategic partnership", "a strategic partnership"
    assert [new[slice(*span)] for span in changed(new, old)] == ["an all-weather"]
    assert [old[slice(*span)] for span in changed(old, new)] == ["a"]


def test_what_was_dropped_is_words_of_content() -> None:
    before = ["issues such as Hong Kong, Taiwan and Xinjiang"]
    assert dropped(before, ["issues such as Taiwan-related issues"]) == ["Hong Kong", "Xinjiang"]
