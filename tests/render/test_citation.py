"""Citations, whole."""

import json
from dataclasses import replace

import pytest

from archive.render.citation import Cited, citations

CITED = Cited(
    uid="s:k3v7w2aa",
    title="Talks & 100% trade",
    authors=("Li Wei", "Élise Noël"),
    publisher="Xinhua",
    place="BEIJING",
    published_on="2022-09-16",
    url="https://example.org/a_b",
    accessed_on="2024-05-01",
    language="en",
    speaker="Xi Jinping",
    speakers=("Xi Jinping",),
    quote="trade\nhas grown",
    said_on="2022-09-15",
)


def written(cited: Cited, style: str) -> str:
    return "".join(citations([cited], style))


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("text",
         ("Xi Jinping, “trade has grown” (2022-09-15). In Li Wei, Élise Noël."
         " “Talks & 100% trade.” Xinhua, 2022-09-16, https://example.org/a_b"
         " (read 2024-05-01). [s:k3v7w2aa]\n")),
        ("bibtex",
         ("@article{wei2022s-k3v7,\n"
         "  author = {{Li Wei} and {Élise Noël}},\n"
         "  title = {{Talks \\& 100\\% trade}},\n"
         "  journal = {Xinhua},\n  address = {BEIJING},\n  date = {2022-09-16},\n"
         "  year = {2022},\n  url = {https://example.org/a_b},\n  urldate = {2024-05-01},\n"
         "  langid = {en},\n  note = {Xi Jinping: “trade has grown” [s:k3v7w2aa]},\n}\n")),
        ("ris",
         ("TY  - NEWS\nTI  - Talks & 100% trade\nAU  - Li Wei\nAU  - Élise Noël\nT2  - Xinhua\n"
         "CY  - BEIJING\nDA  - 2022/09/16\nPY  - 2022\nUR  - https://example.org/a_b\n"
         "Y2  - 2024/05/01\nLA  - en\nN1  - Xi Jinping: “trade has grown” [s:k3v7w2aa]\n"
         "ID  - s:k3v7w2aa\nER  - \n")),
        ("csl-json",
         ('[\n  {\n    "id": "s:k3v7w2aa",\n    "type": "speech",\n'
         '    "title": "Talks & 100% trade",\n    "author": [\n      {\n'
         '        "literal": "Xi Jinping"\n      }\n    ],\n    "publisher": "Xinhua",\n'
         '    "event-place": "BEIJING",\n    "event-date": {\n      "date-parts": [\n        [\n'
         '          2022,\n          9,\n          15\n        ]\n      ]\n    },\n'
         '    "issued": {\n      "date-parts": [\n        [\n          2022,\n          9,\n'
         '          16\n        ]\n      ]\n    },\n    "URL": "https://example.org/a_b",\n'
         '    "accessed": {\n      "date-parts": [\n        [\n          2024,\n          5,\n'
         '          1\n        ]\n      ]\n    },\n    "language": "en",\n'
         '    "note": "Xi Jinping: “trade has grown” [s:k3v7w2aa]"\n  }\n]\n')),
    ],
)  # fmt: skip
def test_a_statement_is_cited(style: str, text: str) -> None:
    assert written(CITED, style) == text


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("text", "“Untitled.” 2022-09. [a:k3v7w2aa]\n"),
        ("bibtex", ("@article{news2022a-k3v7,\n  date = {2022-09},\n  year = {2022},\n"
                   "  note = {a:k3v7w2aa},\n}\n")),
        ("ris", ("TY  - NEWS\nDA  - 2022/09\nPY  - 2022\nN1  - a:k3v7w2aa\nID  - a:k3v7w2aa\n"
                "ER  - \n")),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_out(style: str, text: str) -> None:
    bare = Cited(uid="a:k3v7w2aa", title=None, published_on="2022-09")
    assert written(bare, style) == text


def test_nothing_in_a_text_ends_a_field_early() -> None:
    hostile = replace(CITED, title="a}\nER  - \n\\input{x}", quote=None)
    assert "title = {{a\\}ER" not in written(hostile, "bibtex")
    assert written(hostile, "bibtex").count("\n") == written(CITED, "bibtex").count("\n")
    assert written(hostile, "ris").count("\nER  - ") == 1


def test_several_are_one_array_of_csl_json() -> None:
    article = replace(CITED, uid="a:k3v7w2aa", quote=None, speaker=None, speakers=())
    items = json.loads("".join(citations([CITED, article], "csl-json")))
    assert [(item["type"], item["author"][0]["literal"]) for item in items] == [
        ("speech", "Xi Jinping"),
        ("article-newspaper", "Li Wei"),
    ]
    assert "event-date" not in items[1]
