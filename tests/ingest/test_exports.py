"""Articles of news databases in two downloads and two editions."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.ingest import Options, ingest
from archive.ingest.separate import split

ARTICLE = """HD  {title}
PD  29 December 2011
SN  The Lantern
ED  {edition}
LP  {text}
AN  Document {number}
"""
FOG = "A fog came over the harbour."


def download(number: str, text: str, title: str = "A fog", edition: str = "Final") -> str:
    return ARTICLE.format(title=title, text=text, number=number, edition=edition)


@pytest.fixture
def archived(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The archive that ``taken`` fills."""
    with closing(sqlite3.connect(tmp_path / "a.db")) as raw:
        yield raw


def taken(folder: Path, *files: str) -> list[str]:
    """Ingest texts one after another; what became of each document."""
    told: list[str] = []
    for number, text in enumerate(files):
        path = folder / f"{number}.txt"
        path.write_text(text)
        results = ingest([str(path)], folder / "a.db", Options())
        told += [one.status for one in results if one.status != "noted"]
    return told


def bodies(raw: sqlite3.Connection) -> list[tuple[str, int]]:
    return raw.execute(
        "SELECT body, (SELECT count(*) FROM copies AS c WHERE c.article_id = a.id)"
        " FROM articles AS a ORDER BY body"
    ).fetchall()


FIRST, SECOND = "LANT000020111229e7ct00001", "LANT000020111229e7ct00002"


def test_the_same_download_again_adds_a_path(tmp_path: Path, archived: sqlite3.Connection) -> None:
    one = download(FIRST, FOG)
    assert taken(tmp_path, one, one) == ["new", "unchanged"]
    assert bodies(archived) == [(FOG, 0)]


def test_one_number_is_one_article_however_its_text_was_changed(
    tmp_path: Path, archived: sqlite3.Connection
) -> None:
    """Too short to be told by its words, and half of them are others."""
    longer = f"{FOG} It stayed for three days, and no boat left."
    assert taken(tmp_path, download(FIRST, FOG), download(FIRST, longer)) == ["new", "new"]
    assert bodies(archived) == [(longer, 1)]


def test_other_numbers_are_other_articles(tmp_path: Path, archived: sqlite3.Connection) -> None:
    other = "A fog came over the bridge."
    taken(tmp_path, download(FIRST, FOG), download(SECOND, other))
    assert bodies(archived) == [(other, 0), (FOG, 0)]


def test_one_number_twice_in_one_file(tmp_path: Path, archived: sqlite3.Connection) -> None:
    longer = f"{FOG} It stayed for three days, and no boat left."
    assert taken(tmp_path, download(FIRST, longer) + download(FIRST, FOG)) == ["new", "new"]
    assert bodies(archived) == [(longer, 1)]


def test_an_edition_is_a_copy(tmp_path: Path, archived: sqlite3.Connection) -> None:
    text = (
        "The harbour will close for the winter, the board said on Monday. The boats have to leave "
        "by the third of January, and the ice will be measured each morning by the harbour master "
        "and two of his men, who live in the old light house at the end of the mole."
    )
    late = f"{text} The mayor was not asked."
    told = taken(tmp_path, download(FIRST, text, edition="First") + download(SECOND, late))
    assert told == ["new", "new"]
    assert [copies for _, copies in bodies(archived)] == [1]
    assert archived.execute("SELECT edition FROM v_copies").fetchall() == [("First",)]


def test_what_the_database_states_is_kept(tmp_path: Path, archived: sqlite3.Connection) -> None:
    stated = "SE  Harbour\n" + ARTICLE.replace("PD", "WC  7 words\nPD")
    taken(tmp_path, stated.format(title="A fog", text=FOG, number=FIRST, edition="Late"))
    query = "SELECT number, edition, section, stated_words FROM documents"
    assert archived.execute(query).fetchall() == [(f"factiva:{FIRST}", "Late", "Harbour", 7)]
    query = "EXPLAIN QUERY PLAN SELECT id FROM documents WHERE number = 'factiva:X'"
    assert "documents_number" in archived.execute(query).fetchone()[-1]


def test_a_copy_that_is_split_off_keeps_what_is_stated(
    tmp_path: Path, archived: sqlite3.Connection
) -> None:
    longer = f"{FOG} It stayed for three days, and no boat left."
    taken(tmp_path, download(FIRST, longer), download(FIRST, FOG, edition="First"))
    [(copy,)] = archived.execute("SELECT id FROM copies").fetchall()
    split(tmp_path / "a.db", copy)
    query = "SELECT number, edition FROM documents ORDER BY edition"
    number = f"factiva:{FIRST}"
    assert archived.execute(query).fetchall() == [(number, "Final"), (number, "First")]
