import sqlite3

import pytest

from archive.text import (
    fold,
    fold_as_index,
    name_words,
    strip_marks,
    without_entities,
    words,
    written_words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Belarus", "Belarus"),
        ("Erdoğan", "Erdogan"),
        ("Łukašenka", "Łukasenka"),  # the stroke of Ł is no mark of its own
        ("e\u0301lite", "elite"),
        ("ﬁnance", "finance"),
        ("Ｘｉ", "Xi"),
        ("", ""),
    ],
)
def test_marks_are_stripped_and_case_is_kept(text: str, expected: str) -> None:
    assert strip_marks(text) == expected


def test_a_ligature_stays_where_only_marks_are_asked_for() -> None:
    assert strip_marks("naïve ﬁnance", compatible=False) == "naive ﬁnance"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("XI JINPING", "xi jinping"),
        ("Erdoğan", "erdogan"),
        ("Strauß", "strauss"),
        ("İstanbul", "istanbul"),
        ("Лукашенко", "лукашенко"),
        ("Йорк", "иорк"),
    ],
)
def test_case_and_marks_are_folded(text: str, expected: str) -> None:
    assert fold(text) == expected


_TEXTS = [
    "all-weather partnership",
    "China's side",
    "the E\u0301LITE, élite and ÉLITE",
    "Erdoğan, Łukašenka",
    "snake_case and 1,500 people",
    "Лукашенко сказал",
    "naïve café",
]


@pytest.mark.parametrize("text", _TEXTS)
def test_words_are_those_of_the_search_index(text: str) -> None:
    database = sqlite3.connect(":memory:")
    try:
        database.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='unicode61')")
        database.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
        database.execute("INSERT INTO t VALUES (?)", (text,))
        indexed = [term for (term,) in database.execute("SELECT term FROM v ORDER BY offset")]
    finally:
        database.close()
    assert words(text) == indexed


def test_folding_as_the_index_keeps_what_it_keeps() -> None:
    assert fold_as_index("Strauß ﬁnance ÉLITE") == "strauß ﬁnance elite"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xi Jinping said", ["Xi", "Jinping", "said"]),
        ("China's", ["China", "s"]),
        ("Ｘｉ ﬁnance", ["Xi", "finance"]),
        ("naïve", ["naïve"]),
        ("snake_case", ["snake_case"]),
    ],
)
def test_written_words_keep_capitals_and_marks(text: str, expected: list[str]) -> None:
    assert written_words(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("J. D. Vance", ["vance"]),
        ("Recep Tayyip Erdoğan", ["recep", "tayyip", "erdogan"]),
        ("Jean-Pierre O'Neill", ["jean", "pierre", "neill"]),
        ("Pius XII 2", ["pius", "xii"]),
    ],
)
def test_words_of_a_name(name: str, expected: list[str]) -> None:
    assert name_words(name) == expected


ENTITIES = {
    "quotation marks": ("&quot;Ja&quot;", '"Ja"'),
    "curly, by name": ("&ldquo;Ja&rdquo;", "“Ja”"),
    "curly, by number": ("&#8220;Ja&#x201D;", "“Ja”"),
    "an apostrophe": ("the town&#39;s", "the town's"),
    "an ampersand": ("AT&amp;T", "AT&T"),
    "escaped twice": ("AT&amp;amp;T said &amp;quot;ja&amp;quot;", 'AT&T said "ja"'),
    "a space": ("5&nbsp;km", "5\xa0km"),
    "letters": ("J&ouml;rg Gro&szlig;", "Jörg Groß"),
    "an address": ("?a=1&copy=2&reg=3", "?a=1&copy=2&reg=3"),
    "an ampersand alone": ("R&D; Fish & chips; &nonsense;", "R&D; Fish & chips; &nonsense;"),
    "half a pair": ("a&#xD800;b", "a\ufffdb"),
    "nothing": ("a&#0;b", "a\ufffdb"),
}


@pytest.mark.parametrize(("text", "expected"), ENTITIES.values(), ids=ENTITIES.keys())
def test_entities(text: str, expected: str) -> None:
    assert without_entities(text) == expected
