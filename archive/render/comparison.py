"""A comparison as a report: subjects, phrases, statements side by side."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from archive.corpus.alignment import Alignment, Pair
from archive.corpus.comparison import Comparison
from archive.corpus.keyness import Key, Shift
from archive.corpus.said import Said
from archive.records import Span
from archive.render.excerpt import excerpt, statement_row
from archive.render.report import Part, Row, percent
from archive.render.table import Column

WHOLE = 600
"""Characters of a statement that is shown beside another: hardly any is longer."""


class Label(NamedTuple):
    """A side's name: what was asked, what it was taken for, and the dates of its statements."""

    asked: str
    meaning: str
    since: str | None
    until: str | None


def comparison_parts(
    a: Label, b: Label, sides: tuple[Sequence[Said], Sequence[Said]], found: Comparison
) -> list[Part]:
    """Return the parts: sides, shifts, topics, pairs, only_a, only_b, phrases_a, phrases_b."""
    sizes = (len(sides[0]), len(sides[1]))
    return [
        _sides((a, b), sides),
        _shifts(found.shifts),
        _topics(found.topics, sides),
        *_aligned(found.alignment),
        _phrases("phrases_a", "More in A", [k for k in found.phrases if k.ratio > 0], sizes, found),
        _phrases("phrases_b", "More in B", [k for k in found.phrases if k.ratio < 0], sizes, found),
    ]


def _sides(labels: tuple[Label, Label], sides: tuple[Sequence[Said], Sequence[Said]]) -> Part:
    rows = [
        {
            "side": name,
            "asked": label.asked,
            "meaning": label.meaning,
            "since": label.since,
            "until": label.until,
            "statements": len(said),
            "words": sum(len(one.text.split()) for one in said),
        }
        for name, label, said in zip("AB", labels, sides, strict=True)
    ]
    columns = (
        Column("", "side"),
        Column("WHAT", "meaning"),
        Column("FROM", "since"),
        Column("TO", "until"),
        Column("STATEMENTS", "statements", number=True),
        Column("WORDS", "words", number=True),
    )
    return Part("sides", "Sides", columns, rows)


def _shifts(shifts: Iterable[Shift]) -> Part:
    rows = [
        {
            "a": one.a,
            "a_uses": one.a_uses,
            "a_uid": one.a_said.uid,
            "b": one.b,
            "b_uses": one.b_uses,
            "b_uid": one.b_said.uid,
        }
        for one in shifts
    ]
    columns = (
        Column("IN A", "a"),
        Column("TIMES IN A", "a_uses", number=True),
        Column("IN B", "b"),
        Column("TIMES IN B", "b_uses", number=True),
        Column("FIRST IN A", "a_uid", optional=True),
        Column("FIRST IN B", "b_uid", optional=True),
    )
    return Part("shifts", "Phrases that took another form", columns, rows)


def _topics(topics: Iterable[Key], sides: tuple[Sequence[Said], Sequence[Said]]) -> Part:
    rows = [
        {"topic": one.text, **_figures(one, len(sides[0]), len(sides[1])), **_left(one, sides)}
        for one in topics
    ]
    columns = (
        Column("TOPIC", "topic"),
        *_figure_columns(),
        Column("ALL THAT IS LEFT OF IT", "_text"),
    )
    return Part("topics", "Topics, by how much they differ", columns, rows, most=12)


def _left(key: Key, sides: tuple[Sequence[Said], Sequence[Said]]) -> Row:
    """Give the one statement on a topic that one side has where the other has several."""
    having = sides[0] if key.a == 1 else sides[1]
    found = [said for said in having if key.text in said.topics]
    if len(found) != 1 or max(key.a, key.b) < 2:
        return {"only_uid": None, "only_text": None, "_text": ""}
    text = found[0].text
    return {"only_uid": found[0].uid, "only_text": text, "_text": excerpt(text, longest=100)}


def _aligned(found: Alignment | None) -> list[Part]:
    if found is None:
        return []
    columns = (Column("A", "_a"), Column("B", "_b"))
    note = "⟦ ⟧ are the words that the other statement does not have."
    pairs = [_pair(pair) for pair in found.pairs]
    return [
        Part("pairs", "Side by side", columns, pairs, note if pairs else "", most=None),
        _only("only_a", "Only in A", found.only_a),
        _only("only_b", "Only in B", found.only_b),
    ]


def _pair(pair: Pair) -> Row:
    return {
        "likeness": round(pair.likeness, 3),
        "topics": ", ".join(pair.topics),
        **_one("a", pair.a, pair.a_changed),
        **_one("b", pair.b, pair.b_changed),
    }


def _one(side: str, said: Said, spans: Sequence[Span]) -> Row:
    who = f"{said.names}, {said.said_on or 'no date'}, {said.uid}"
    return {
        f"{side}_uid": said.uid,
        f"{side}_said_on": said.said_on,
        f"{side}_speaker": said.names,
        f"{side}_text": said.text,
        f"{side}_changed": [said.text[start:end] for start, end in spans],
        f"_{side}": f"{who}: {excerpt(said.text, spans, WHOLE)}",
    }


def _only(name: str, title: str, said: Iterable[Said]) -> Part:
    rows = [
        {**statement_row(one), "topics": ", ".join(one.topics), "_text": excerpt(one.text)}
        for one in said
    ]
    columns = (Column("SPEAKER", "speaker"), Column("STATEMENT", "_text"), Column("ID", "uid"))
    return Part(name, title, columns, rows, most=20)


def _phrases(
    name: str, title: str, keys: Iterable[Key], sizes: tuple[int, int], found: Comparison
) -> Part:
    rows = [{"phrase": one.text, **_figures(one, *sizes)} for one in keys]
    columns = (Column("PHRASE", "phrase"), *_figure_columns())
    note = "Few statements: below 3.84, LL is what chance gives too." if found.is_small else ""
    return Part(name, title, columns, rows, note if rows else "", most=8)


def _figures(one: Key, size_a: int, size_b: int) -> Row:
    return {
        "a": one.a,
        "a_share": round(one.a / size_a, 6),
        "_a": f"{one.a:,} ({percent(one.a / size_a)})",
        "b": one.b,
        "b_share": round(one.b / size_b, 6),
        "_b": f"{one.b:,} ({percent(one.b / size_b)})",
        "log_likelihood": round(one.g2, 2),
        "_g2": f"{one.g2:.1f}",
        "log_ratio": round(one.ratio, 2),
        "_ratio": f"{one.ratio:+.1f}",
    }


def _figure_columns() -> tuple[Column, ...]:
    return (
        Column("A", "_a", number=True),
        Column("B", "_b", number=True),
        Column("LL", "_g2", number=True),
        Column("LOG RATIO", "_ratio", number=True),
    )
