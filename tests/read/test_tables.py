"""Tables: which texts are one, whose columns are known, which rows are refused."""

from pathlib import Path

import pytest

from archive.read import Limits, Reading
from archive.records import Unread
from tests.read.samples import parts, written

TABLE = (
    'Title,Date,Publisher,Body\n"Talks, trade",2021-03-11,Xinhua,"He said ""yes"".\nThen more."\n'
)
TABLE += "Second,2022-01-02,BelTA,China is ready.\n"


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        TABLE.replace("\n", "\r\n").encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.replace("Talks, trade", "Talks; trade").replace(",", ";").encode(),
    ],
    ids=["plain", "as Excel writes it", "UTF-16", "semicolons"],
)
def test_a_row_is_an_article_under_its_line(data: bytes, tmp_path: Path) -> None:
    first, second = written(tmp_path, "news.csv", data)
    assert (first.path[-2:], second.path[-2:]) == ("#2", "#4")
    assert first.text.split() == ["He", "said", '"yes".', "Then", "more."]
    assert first.given["title"].replace(";", ",") == "Talks, trade"
    assert second.given == {"title": "Second", "published": "2022-01-02", "publisher": "BelTA"}


def test_a_table_is_told_from_its_columns_whatever_its_name(tmp_path: Path) -> None:
    assert len(written(tmp_path, "news.txt", TABLE.encode())) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Body, title and text\n\nThree words that columns have, in a headline.",
        "China, Belarus, Russia\n\nA, b, c.",
        "Title: Talks, trade\nBody, he said, is what counts.",
        "One line.",
    ],
)
def test_a_text_with_commas_is_none(text: str, tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.txt", text.encode())
    assert (document.path, document.text) == (f"{tmp_path}/a.txt", text)


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    data = "Titre\tDate\tTexte\nUn\t2021\tLa Chine est prête.\n".encode()
    reading = Reading(fields={"title": "Titre", "body": "Texte"})
    (document,) = written(tmp_path, "a.tsv", data, reading)
    assert document.text == "La Chine est prête."
    assert document.given == {"title": "Un", "published": "2021"}


def test_a_table_without_a_column_of_texts_says_what_to_do(tmp_path: Path) -> None:
    (refused,) = written(tmp_path, "a.csv", b"Titre,Texte\nUn,La Chine.\n")
    assert isinstance(refused, Unread)
    assert refused.reason.endswith("no field with an article's text, only Titre, Texte")
    assert refused.hint == "say which it is with --map body=FIELD"


BAD = {
    "too few fields": ("a,b", "has 2 fields, but the header has 4"),
    "a stray mark": ('a,b,c,"d"e', "cannot be read as a row of the table"),
    "too long": ("a,b,c," + "d" * 3000, "longer than the limit"),
    "no words": ("a,b,c,", "no field with an article's text"),
}


@pytest.mark.parametrize(("row", "reason"), BAD.values(), ids=BAD.keys())
def test_a_bad_row_costs_no_neighbour(row: str, reason: str, tmp_path: Path) -> None:
    data = f"{TABLE}{row}\nLast,2023,Xinhua,China.\n".encode()
    found = written(tmp_path, "a.csv", data, Reading(limits=Limits(record=2000)))
    assert [title for _, title in parts(found, tmp_path)] == [
        "Talks, trade",
        "Second",
        "refused",
        "Last",
    ]
    assert reason in found[2].reason


def test_a_quotation_mark_that_is_never_closed_swallows_nothing_silently(tmp_path: Path) -> None:
    data = f'{TABLE}Open,2023,Xinhua,"China\n{TABLE.partition(chr(10))[2]}'.encode()
    found = written(tmp_path, "a.csv", data)
    assert [title for _, title in parts(found, tmp_path)][:3] == [
        "Talks, trade",
        "Second",
        "refused",
    ]


def test_a_row_in_another_encoding_is_refused_alone(tmp_path: Path) -> None:
    rows = "".join(f"Title {n},2021,Xinhua,China and Belarus.\n" for n in range(3000))
    data = ("Title,Date,Publisher,Body\n" + rows).encode() + b"Caf\xe9,2021,Xinhua,China.\n"
    found = written(tmp_path, "a.csv", data)
    assert len(found) == 3001
    assert "not valid in the table's encoding" in found[-1].reason
