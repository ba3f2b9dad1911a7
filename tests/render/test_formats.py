"""The same rows in each format, whole."""

import csv
from io import StringIO
from typing import Any

import pytest

from archive.render.formats import written
from tests.render.rows import article, statement

ODD = statement(uid="s:odd", speaker=None, topics=None, text='=a | "b"\nc', publisher=None)


@pytest.mark.parametrize(
    ("form", "rows", "text"),
    [
        ("jsonl", [statement()],
         ('{"uid": "s:abcdefgh", "said_on": "2022-09-15", "speakers": ["Xi Jinping"], '
         '"speaker_text": "Xi", "quotation": "indirect", "implicit": false, '
         '"topics": ["taiwan", "un"], "text": "all is well", "publisher": "Xinhua"}\n')),
        ("jsonl", [ODD],
         ('{"uid": "s:odd", "said_on": "2022-09-15", "speakers": [], '
         '"speaker_text": "Xi", "quotation": "indirect", "implicit": false, '
         '"topics": [], "text": "=a | \\"b\\"\\nc", "publisher": null}\n')),
        ("json", [], "[]\n"),
        ("json", [{"slug": "a", "n": 1}, {"slug": "é", "n": None}],
         '[\n{"slug": "a", "n": 1},\n{"slug": "é", "n": null}\n]\n'),
        ("csv", [], ""),
        ("csv", [ODD],
         ("uid,said_on,speaker,speaker_text,quotation,implicit,topics,text,publisher\n"
         's:odd,2022-09-15,,Xi,indirect,0,,"\'=a | ""b""\nc",\n')),
        ("csv", [{"name": "Xi", "roles": ("President of China", "a")}],
         "name,roles\nXi,President of China; a\n"),
        ("markdown", [ODD],
         ("| said_on | speaker | text | publisher | uid |\n| --- | --- | --- | --- | --- |\n"
         '| 2022-09-15 |  | =a \\| "b" c |  | s:odd |\n')),
        ("lines", [statement(), ODD],
         ("2022-09-15\tXi Jinping\tall is well\tXinhua\ts:abcdefgh\n"
         '2022-09-15\t\t=a | "b" c\t\ts:odd\n')),
        ("lines", [article()], "2022-09-15\tPresidents meet\tXinhua\tA; B\t3\ta:abcdefgh\n"),
    ],
)  # fmt: skip
def test_writes(form: str, rows: list[dict[str, Any]], text: str) -> None:
    assert "".join(written(rows, form)) == text


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"], ids=repr)
def test_a_line_break_begins_no_row_for_a_spreadsheet(end: str) -> None:
    """A bare carriage return would: the words behind it would be a cell, and a formula."""
    row = statement(text=f"a{end}=1+1", speaker_text=f"b{end}=2")

    text = "".join(written([row], "csv", whole=True))
    read = list(csv.reader(StringIO(text, newline="")))

    assert [len(one) for one in read] == [len(read[0])] * 2
    assert f"a{end}=1+1" in read[1]
    assert not any(cell.startswith("=") for one in read for cell in one)
