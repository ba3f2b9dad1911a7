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
    assert refused.reason.endswith("without a column for an article's text, only Titre, Texte")
    assert refused.hint == "name it with --map body=COLUMN"


ROWS = ["Storm,2021-03-11,{}", "Ice,2021-04-12,{}"]
TEXTS = ['"The mole, Brandt said, is gone."', "Brandt said the pier stays."]


def table(header: str, *columns: str, above: str = "", sign: str = ",") -> str:
    """Lay out two rows: ``columns`` stand for what their own columns hold, with {} for the rest."""
    rows = [
        column.replace("{}", row.format(text))
        for column, row, text in zip(columns, ROWS, TEXTS, strict=True)
    ]
    return "\n".join([above + header, *rows]).replace(",", sign) + "\n"


HEADERS = {
    "pandas": table(",title,date,text", "0,{}", "1,{}"),
    "R": table('"","title","date","text"', '"1",{}', '"2",{}'),
    "R, without a name for its row names": table("title,date,text", "1,{}", "2,{}"),
    "a comma at each end": table("title,date,text,", "{},", "{},"),
    "a comma at the rows' ends": table("title,date,text", "{},", "{},"),
    "a nameless column in the middle": "title,,date,text\nStorm,9,2021-03-11,The mole is gone.\n"
    "Ice,8,2021-04-12,The pier stays.\n",
    "Excel's separator": "sep=;\n" + table("title,date,text", "{}", "{}").replace(
        '"The mole, Brandt said, is gone."', "The mole is gone.").replace(",", ";"),
    "Excel's separator, quoted": '"sep=;"\n' + "title;date;text\nStorm;2021-03-11;A.\n"
    "Ice;2021-04-12;B.\n",
    "a caption": table("title,date,text", "{}", "{}", above="Articles on the storm\n"),
    "a caption with its commas": table("title,date,text", "{}", "{}", above="Storm,,\n\n"),
    "three captions": table("title,date,text", "{}", "{}", above="Export\nBy: me, you\n\n"),
    "blank lines above": table("title,date,text", "{}", "{}", above="\n\n"),
    "spaces around names": table(" Title , Date , Text ", "{}", "{}"),
    "one name twice": table("title,date,text,title", "{},", "{},"),
}  # fmt: skip


@pytest.mark.parametrize("data", HEADERS.values(), ids=HEADERS.keys())
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_headers(data: str, end: str, tmp_path: Path) -> None:
    found = written(tmp_path, "a.csv", data.replace("\n", end).encode())
    assert [(one.given["title"], one.given["published"]) for one in found] == [
        ("Storm", "2021-03-11"), ("Ice", "2021-04-12")]  # fmt: skip
    assert all(one.text.endswith(".") for one in found)


@pytest.mark.parametrize("name", ["a.tsv", "a.tab", "a.txt"])
def test_a_table_with_tabs_whose_first_column_has_no_name(name: str, tmp_path: Path) -> None:
    data = "\ttitle\tdate\ttext\n0\tStorm\t2021\tThe mole is gone.\n1\tIce\t2022\tIt stays.\n"
    found = written(tmp_path, name, data.encode())
    assert [(one.given["title"], one.text) for one in found] == [
        ("Storm", "The mole is gone."), ("Ice", "It stays.")]  # fmt: skip


NO_TABLES = {
    "one text": ("a.csv", "The mole is gone.\n\nBrandt said so.", "do not name its columns"),
    "nothing": ("a.csv", "\n\n", "is empty"),
    "no rows": ("a.csv", "title,text\n", "is a table with no rows"),
    "unknown columns, tabs, called a text": (
        "a.txt", "Titel\tDatum\tInhalt\nEins\t2021\tDas Eis.\nZwei\t2022\tDer Pier.\n",
        "without a column for an article's text, only Titel, Datum, Inhalt"),
    "unknown columns, semicolons": (
        "export", "Titel;Datum;Inhalt\nEins;2021;Das Eis.\nZwei;2022;Der Pier.\n",
        "without a column for an article's text"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data", "reason"), NO_TABLES.values(), ids=NO_TABLES.keys())
def test_what_looks_like_a_table_and_is_none_is_refused_once(
    name: str, data: str, reason: str, tmp_path: Path
) -> None:
    (refused,) = written(tmp_path, name, data.encode())
    assert isinstance(refused, Unread)
    assert reason in refused.reason


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
