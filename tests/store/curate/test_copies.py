"""One article with copies, not two and not none; and what a person decides about them stays."""

from itertools import permutations
from pathlib import Path

import pytest

from archive.errors import UsageError
from archive.ingest import Options, ingest
from archive.ingest.separate import split
from archive.query import parse
from archive.store.connect import open_for_reading
from archive.store.curate.copies import merge
from archive.store.engine import open_for_writing
from archive.store.reports.copies import Copy, copies, similar
from archive.store.search.filters import Unit
from archive.store.search.reprints import with_copies
from archive.store.search.request import Request, plan, rows
from archive.store.sql import column, scalar
from tests.conftest import check_whole

BODY = (
    "Xi said that China is ready to expand trade with Belarus in the years to come, and that the "
    "industrial park near Minsk will be the pearl of the Belt and Road.\n\n"
    "Lukashenko said that Belarus stands with China on issues that concern its core interests, "
    "such as Hong Kong, Taiwan and Xinjiang, and opposes interference by any force.\n\n"
    "The two sides will deepen cooperation in agriculture, finance, science and education, and "
    "hold a meeting of the committee on cooperation in Beijing in November of this year.\n\n"
    "Xi said that peace is what all people long for.\n"
)
FULL = f"Xi meets Lukashenko\n\nSAMARKAND, Sept. 15, 2022 (Xinhua) -- {BODY}"
REPRINT = f"China and Belarus move closer\n\nMINSK, Sept. 16, 2022 (BelTA) -- {BODY}"
SHORT = f"Leaders meet\n\nMINSK, Sept. 16, 2022 (BelTA) -- {BODY[: BODY.index('The two sides')]}"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """An empty folder of texts."""
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


def take_in(database: Path, news: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (news / f"{name}.txt").write_text(text, "utf-8")
    return [
        "copy" if one.copies else one.status for one in ingest([str(news)], database, Options())
    ]


def held(database: Path) -> list[Copy]:
    with open_for_reading(database) as connection:
        return list(copies(connection))


def counted(database: Path) -> tuple[int, int, int]:
    """Return how many articles, statements and documents there are."""
    with open_for_reading(database) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM statements),"
            " (SELECT count(*) FROM documents)"
        ).fetchone()
    return tuple(row)


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
def test_a_reprint_is_a_copy_and_its_statements_count_once(
    database: Path, news: Path, together: bool
) -> None:
    if together:
        assert take_in(database, news, a=FULL, b=REPRINT) == ["new", "copy"]
    else:
        assert take_in(database, news, a=FULL) == ["new"]
        assert take_in(database, news, b=REPRINT) == ["unchanged", "copy"]

    [copy] = held(database)
    assert (copy.kind, copy.similarity, copy.publisher) == ("exact", 1.0, "BelTA")
    assert copy.path == str(news / "b.txt")
    articles, statements, documents = counted(database)
    assert (articles, documents) == (1, 2)
    assert take_in(database, news) == ["unchanged", "unchanged"]
    assert counted(database) == (articles, statements, documents)


@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
def test_the_fuller_version_becomes_the_article_and_keeps_its_uid(
    database: Path, news: Path, together: bool
) -> None:
    if not together:
        take_in(database, news, a=SHORT)
        with open_for_reading(database) as connection:
            before = scalar(connection.execute("SELECT uid FROM articles"))
    take_in(database, news, a=SHORT, b=FULL)

    [copy] = held(database)
    assert (copy.kind, copy.title, copy.path) == ("near", "Leaders meet", str(news / "a.txt"))
    assert "peace is what all people long for" in texts(database)
    if not together:
        assert copy.article == before
    assert counted(database)[0] == 1


def test_what_a_copy_was_the_same_as_is_measured_again_when_a_fuller_version_comes(
    database: Path, news: Path
) -> None:
    take_in(database, news, a=SHORT, b=SHORT.replace("Leaders meet", "A meeting of leaders"))
    assert [(one.kind, one.shortened) for one in held(database)] == [("exact", 1.0)]

    take_in(database, news, c=FULL)

    assert [(one.kind, one.shortened < 0.8) for one in held(database)] == [("near", True)] * 2


def texts(database: Path) -> str:
    with open_for_reading(database) as connection:
        return " | ".join(column(connection.execute("SELECT text FROM statements")))


def test_a_third_version_joins_the_same_article(database: Path, news: Path) -> None:
    assert take_in(database, news, a=SHORT, b=REPRINT, c=FULL) == ["copy", "copy", "new"]
    assert [one.kind for one in held(database)] == ["near", "exact"]


def unwrapped(text: str) -> list[str]:
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


PARAGRAPHS = unwrapped("""
The foreign ministers met in the capital on Tuesday and spoke for three hours about the river
treaty, which has governed the sharing of its water since the two countries signed it in 1961.

Minister Adler said that his government would publish all measurements of the last ten years,
and asked the other side to do the same before the commission meets again in the spring.

Minister Okoro said that nobody upstream had the right to close a gate without notice, and that
farmers in four provinces had lost their second harvest because of what happened in August.

Both sides agreed to send engineers to the dam, to exchange data every morning, and to invite an
observer from the regional bank, whose loan paid for most of the works in the lower valley.
""")
WIRE = "\n\n".join(PARAGRAPHS)
"""Two versions that share a paragraph alone, and the text that both were cut from."""
VERSIONS = {
    "a": "\n\n".join(PARAGRAPHS[:2]),
    "b": WIRE,
    "c": "\n\n".join(PARAGRAPHS[2:]),
    "d": WIRE.replace("for three hours ", "at length "),
}


@pytest.mark.parametrize("order", [*permutations("abcd")], ids="".join)
@pytest.mark.parametrize("together", [True, False], ids=["in one batch", "one after the other"])
def test_whichever_version_comes_first_the_article_is_the_same(
    database: Path, news: Path, order: tuple[str, ...], together: bool
) -> None:
    """Two versions that are no copies of each other join one article when the full text comes."""
    named = {f"{place}{name}": VERSIONS[name] for place, name in enumerate(order)}
    for texts_of_step in [named] if together else [{name: text} for name, text in named.items()]:
        take_in(database, news, **texts_of_step)

    with open_for_reading(database) as connection:
        bodies = [*column(connection.execute("SELECT body FROM articles"))]
    assert bodies == [WIRE]
    assert len(held(database)) == 3
    assert counted(database)[2] == 4
    check_whole(database)


[DECLARED] = unwrapped("""
The President approved a declaration for the State of {0} and ordered federal aid to supplement
state, tribal and local efforts in the areas affected by severe storms from {1} {2} to {3}, 2024.
The action makes federal funding available to affected individuals in the counties of {4}.
Assistance can include grants for temporary housing and home repairs, low-cost loans to cover
uninsured property losses, and other programs to help individuals and business owners recover.
{5} of the emergency agency was named to coordinate the recovery in the affected areas.
""")
OHIO = DECLARED.format("Ohio", "March", 13, 15, "Auglaize, Crawford and Delaware", "Mary Lane")
IOWA = DECLARED.format("Iowa", "May", 20, 31, "Adair, Polk and Story", "John Hill")


def test_a_template_with_other_facts_is_an_article_of_its_own_and_similar(
    database: Path, news: Path
) -> None:
    take_in(database, news, a=OHIO, b=IOWA)

    assert held(database) == []
    with open_for_reading(database) as connection:
        uids = [*column(connection.execute("SELECT uid FROM articles ORDER BY uid"))]
        found = [similar(connection, uid) for uid in uids]
    assert [[one.article for one in others] for others in found] == [[uids[1]], [uids[0]]]
    assert {one.differs for others in found for one in others} <= {"facts", "words"}
    assert all(one.reason for others in found for one in others)


def test_the_same_bytes_elsewhere_belong_to_the_same_copy(database: Path, news: Path) -> None:
    take_in(database, news, a=FULL, b=REPRINT)
    take_in(database, news, c=REPRINT, d=FULL)

    with open_for_reading(database) as connection:
        rows = connection.execute("SELECT copy_id IS NOT NULL FROM documents ORDER BY path")
        assert list(column(rows)) == [0, 1, 1, 0]


def test_a_copy_that_changes_leaves_its_article(database: Path, news: Path) -> None:
    take_in(database, news, a=FULL, b=REPRINT)

    assert take_in(database, news, b="Rain\n\nMINSK -- " + "Rain fell on the town. " * 30) == [
        "unchanged",
        "updated",
    ]
    assert held(database) == []
    assert counted(database)[0] == 2


def test_analysing_again_does_not_put_a_copy_in_the_place_of_its_article(
    database: Path, news: Path
) -> None:
    take_in(database, news, a=SHORT, b=FULL)

    list(ingest([str(news)], database, Options(again=True)))

    assert [one.title for one in held(database)] == ["Leaders meet"]
    assert "peace is what all people long for" in texts(database)


def test_a_parted_copy_stays_an_article_of_its_own(database: Path, news: Path) -> None:
    take_in(database, news, a=FULL, b=SHORT)
    _, once, _ = counted(database)

    uid = split(database, held(database)[0].id)

    assert counted(database) == (2, once + 2, 2)
    assert held(database) == []
    with open_for_reading(database) as connection:
        row = connection.execute(
            "SELECT publisher, published_on FROM articles WHERE uid = ?", (uid,)
        ).fetchone()
        assert row == ("BelTA", "2022-09-16")
    assert take_in(database, news) == ["unchanged", "unchanged"]
    # The decision is about the texts: another file with the same words is told apart, too.
    assert take_in(database, news, c=SHORT + "\n") == ["unchanged", "unchanged", "copy"]
    assert held(database)[0].article == uid


def test_what_was_merged_stays_one(database: Path, news: Path) -> None:
    other = "MINSK, Sept. 16, 2022 (BelTA) -- Xi said that rain fell. " + "Rain fell again. " * 20
    take_in(database, news, a=FULL, b=other)
    with open_for_writing(database) as connection, connection.begin():
        first, second = connection.exec_driver_sql("SELECT uid FROM articles ORDER BY id").scalars()
        merge(connection, first, second)

    assert counted(database)[::2] == (1, 2)
    assert [(one.kind, one.reason) for one in held(database)] == [
        ("merged", "merged by hand; 0% of the shorter text stands in the other")
    ]
    assert take_in(database, news, c=other.replace("MINSK", "GRODNO")) == [
        "unchanged", "unchanged", "copy",
    ]  # fmt: skip


@pytest.mark.parametrize("decision", ["split", "merge"])
def test_a_decision_outlives_an_analysis_of_everything_anew(
    database: Path, news: Path, decision: str
) -> None:
    other = "MINSK, Sept. 16, 2022 (BelTA) -- Xi said that rain fell. " + "Rain fell again. " * 20
    take_in(database, news, a=FULL, b=SHORT if decision == "split" else other)
    if decision == "split":
        split(database, held(database)[0].id)
    else:
        with open_for_writing(database) as connection, connection.begin():
            merge(connection, *connection.exec_driver_sql("SELECT uid FROM articles").scalars())
    before = counted(database), [(one.kind, one.path) for one in held(database)]

    assert len(list(ingest([str(news)], database, Options(again=True)))) == 2

    assert (counted(database), [(one.kind, one.path) for one in held(database)]) == before


def carried(database: Path, query: str, unit: Unit = "statements") -> list[tuple[object, ...]]:
    with open_for_reading(database) as connection:
        found = rows(connection, plan(connection, Request(parse(query), unit)))
        return [
            (row["publisher"], row["published_on"], row["title"], row["copy"])
            for row in with_copies(connection, unit, found)
        ]


XINHUA = ("Xinhua", "2022-09-15", "Xi meets Lukashenko", None)
BELTA = ("BelTA", "2022-09-16", "Leaders meet", 1)


def test_a_hit_is_shown_with_the_copies_that_carry_it(database: Path, news: Path) -> None:
    take_in(database, news, a=FULL, b=SHORT)

    assert carried(database, "pearl") == [XINHUA, BELTA]
    assert carried(database, "minsk", "articles") == [XINHUA, BELTA]


def test_what_a_shortened_copy_left_out_is_not_shown_as_in_it(database: Path, news: Path) -> None:
    take_in(database, news, a=FULL, b=SHORT)

    assert carried(database, "peace") == [XINHUA]


def test_other_punctuation_does_not_hide_a_copy(database: Path, news: Path) -> None:
    take_in(database, news, a=FULL, b=SHORT.replace("Hong Kong, Taiwan", "HONG KONG – Taiwan"))

    assert carried(database, "xinjiang") == [XINHUA, BELTA]


def test_nothing_is_decided_about_what_does_not_exist(database: Path) -> None:
    with pytest.raises(UsageError, match="no copy 7"):
        split(database, 7)
    with (
        open_for_writing(database) as connection,
        pytest.raises(UsageError, match="no article a:x"),
        connection.begin(),
    ):
        merge(connection, "a:x", "a:y")
