"""Who is named within statements: shapes of names, and 150 statements annotated by hand.

The annotations were made before any rule: half of the texts was looked at while the rules were
made ("seen"), the other half was only counted ("kept").
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from archive.extract.names.lexicon import fold_phrase, naming_of
from archive.extract.speakers.context import Scene
from archive.extract.speakers.named import named_within
from archive.parse import parse
from archive.pipeline import NOBODY
from archive.read import read
from archive.records import Article, Mention, Statement
from archive.vocabulary import default_vocabulary

GOLDEN = Path(__file__).parents[2] / "golden"
TEXTS = (GOLDEN / "mentions" / "texts", GOLDEN / "whitehouse" / "texts")
NAMINGS: dict[str, list[str]] = {
    "He met President Lena Orsk. Orsk spoke.": ["Lena Orsk", "Lena Orsk"],
    "The President and the Chinese premier agreed.": [],
    "We stand with Ukraine, the U.S. and the UAE.": [
        *("Ukraine", "United States", "United Arab Emirates"),
    ],
    "on the U.S.-Indonesia partnership": ["United States", "Indonesia"],
    "a course for Latin America": [],
    "in America today": ["United States"],
    "we asked the Bank of Japan": ["Bank of Japan"],
    "by the Department of Health and Human Services here": [
        "Department of Health and Human Services"
    ],
    "as the Department of Justice’s lawyers": ["Department of Justice"],
    "the Open Sea Fund (OSF) paid, and the OSF was thanked": ["Open Sea Fund", "Open Sea Fund"],
    "NATO Allies and the Israeli Defense Forces": ["NATO", "Israeli Defense Forces"],
    "on the West Bank, aboard Marine One": [],
    "the Executive Order of May": [],
    "governors of Georgia and Ohio": [],
    "Georgian voters, and Georgia itself": ["Georgia"],
    "the U.S. Congress voted": ["Congress"],
    "the Duma of Omsk met": [],
    "a first Ferry Mission sailed": [],
}  # fmt: skip


@pytest.mark.parametrize("text", NAMINGS, ids=NAMINGS)
def test_names_within_a_statement(text: str) -> None:
    [about] = named_within(scene(text, [(0, len(text))]))

    assert [one.speaker.name for one in about] == NAMINGS[text]
    assert all(text[start:end].strip(", ") == text[start:end] for _, (start, end) in about)


def test_only_names_in_the_pieces_of_a_statement_count() -> None:
    text = "Ukraine, said Norway, and Sweden"

    [about] = named_within(scene(text, [(0, 7), (26, len(text))]))

    assert [(one.speaker.name, text[slice(*one.span)]) for one in about] == [
        ("Ukraine", "Ukraine"),
        ("Sweden", "Sweden"),
    ]


@pytest.mark.parametrize("half", ["seen", "kept"])
def test_annotated_statements_are_named_as_they_should_be(half: str) -> None:
    right = wrong = missed = 0
    notes = []
    for row, found in scored():
        if row["half"] != half:
            continue
        wanted = [named(one) for one in row["names"]]
        allowed = wanted + [named(one) for one in row.get("either", [])]
        bad = [one for one in found if not any(fits(one, other) for other in allowed)]
        gone = [one for one in wanted if not any(fits(other, one) for other in found)]
        right += len(wanted) - len(gone)
        wrong += len(bad)
        missed += len(gone)
        notes += [f"{bad} {gone} {row['text'][:80]}"] if bad or gone else []

    assert right / (right + wrong) >= 0.95, "\n".join(notes)
    assert right / (right + missed) >= 0.85, "\n".join(notes)


def test_annotated_statements_stand_in_their_texts() -> None:
    rows = list(annotations())

    assert len(rows) == 150
    for row in rows:
        body = text_of(row["text_file"]).body
        pieces = "".join(body[start:end] for start, end in row["spans"])
        assert letters(pieces) == letters(row["text"])


def scored() -> Iterator[tuple[dict[str, Any], set[tuple[str, str]]]]:
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in annotations():
        by_text.setdefault(row["text_file"], []).append(row)
    for file, rows in by_text.items():
        article = text_of(file)
        spans = [[(start, end) for start, end in row["spans"]] for row in rows]
        for row, about in zip(rows, named_within(scene_of(article, spans)), strict=True):
            yield row, {(fold_phrase(one.speaker.name), one.speaker.kind) for one in about}


@cache
def annotations() -> tuple[dict[str, Any], ...]:
    lines = (GOLDEN / "mentions" / "annotations.jsonl").read_text("utf-8").splitlines()
    return tuple(map(json.loads, lines))


@cache
def text_of(name: str) -> Article:
    path = next(folder / name for folder in TEXTS if (folder / name).exists())
    [document] = read(path)
    return parse(document, default_vocabulary())


def named(annotated: list[str]) -> tuple[frozenset[str], str]:
    names, kind = annotated
    return frozenset(fold_phrase(name) for name in names.split("|")), kind


def fits(found: tuple[str, str], wanted: tuple[frozenset[str], str]) -> bool:
    return found[0] in wanted[0] and found[1] == wanted[1]


def scene(text: str, spans: list[tuple[int, int]]) -> Scene:
    return scene_of(Article("t.txt", text, ((0, len(text)),)), [spans])


def scene_of(article: Article, spans: list[list[tuple[int, int]]]) -> Scene:
    statements = tuple(Statement(tuple(one), "", Mention(), None, None, "direct") for one in spans)
    return Scene(replace(article, statements=statements), naming_of(default_vocabulary()), NOBODY)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
