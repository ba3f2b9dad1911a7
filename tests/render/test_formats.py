"""The same rows in each format, whole."""

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
