"""Stored text comes from anywhere: a terminal must not obey it, nor a spreadsheet run it."""

import pytest

from archive.render.safe import cell, one_line, safe


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, 中文 and é", "plain, 中文 and é"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b[2J", r"\u001b[2J"),
        ("\x1b]0;title\x07", r"\u001b]0;title\u0007"),
        ("\x1b]52;c;aGk=\x1b\\", r"\u001b]52;c;aGk=\u001b" + "\\"),
        ("over\rwritten", r"over\u000dwritten"),
        ("\x9b31m", r"\u009b31m"),
        ("\x7f", r"\u007f"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u200bb", r"a\u200bb"),
        ("a\u2028b", r"a\u2028b"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\udb40\udc41"),
    ],
    ids=ascii,
)
def test_what_a_terminal_would_obey_is_written_out(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        (-1, -1),
        (None, None),
    ],
    ids=ascii,
)
def test_a_formula_gets_an_apostrophe(value: object, shown: object) -> None:
    assert cell(value) == shown


def test_one_line_has_no_breaks() -> None:
    assert one_line(" a\n\n b\tc ") == "a b c"
