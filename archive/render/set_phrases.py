"""Set phrases as a report."""

from collections.abc import Sequence

from archive.corpus.phrase import SetPhrase
from archive.render.report import Part, Row
from archive.render.table import Column

_COUNTS = (
    Column("ARTICLES", "articles", number=True),
    Column("STATEMENTS", "statements", number=True),
    Column("SPEAKERS", "speakers", number=True, optional=True),
)
_FIRST, _LAST = Column("FIRST", "first_said_on"), Column("LAST", "last_said_on")
_SCORE = (Column("LL", "_g2", number=True, optional=True), Column("SCORE", "_score", number=True))
_SIDES = (
    Column("A", "a", number=True),
    Column("B", "b", number=True),
    Column("LL", "_contrast", number=True),
    Column("LOG RATIO", "_ratio", number=True),
)


def set_phrases_parts(
    found: Sequence[SetPhrase], title: str, sides: tuple[str, str] = ("A", "B")
) -> list[Part]:
    """Return one part, with the columns that the kind of question has; ``sides`` name A and B."""
    rows = [_row(one) for one in found]
    middle: tuple[Column, ...] = (*_COUNTS, *_SCORE)
    last = _LAST._replace(optional=True)
    if found and found[0].a is not None:
        middle = (*_SIDES, _COUNTS[0]._replace(optional=True))
    elif found and found[0].expected is not None:
        articles, *others = _COUNTS
        others = [column._replace(optional=True) for column in others]
        middle = (articles, *others, Column("EXPECTED", "_expected", number=True))
        last = _LAST
    columns = (Column("PHRASE", "phrase"), *middle, _FIRST, last, Column("ID", "first_uid"))
    return [Part("phrases", title, columns, rows, _sides(found, sides), most=None)]


def _sides(found: Sequence[SetPhrase], sides: tuple[str, str]) -> str:
    """Say who the sides are, and how much they say at all."""
    if not found or found[0].of_a is None or found[0].of_b is None:
        return ""
    return (
        f"A is {sides[0]}, with {found[0].of_a:,} statements;"
        f" B is {sides[1]}, with {found[0].of_b:,}."
    )


def _row(one: SetPhrase) -> Row:
    row: dict[str, object] = {
        "phrase": one.text,
        "words": one.words,
        "articles": one.articles,
        "statements": one.statements,
        "speakers": one.speakers,
        "first_said_on": one.first[0],
        "first_uid": one.first[1],
        "last_said_on": one.last[0],
        "last_uid": one.last[1],
        "log_likelihood": round(one.g2, 2),
        "_g2": f"{one.g2:,.0f}",
        "pmi": round(one.pmi, 3),
        "score": round(one.score, 3),
        "_score": f"{one.score:.1f}",
    }
    if one.expected is not None:
        row |= {"expected": round(one.expected, 2), "_expected": f"{one.expected:.1f}"}
    if one.a is not None and one.contrast_g2 is not None and one.ratio is not None:
        row |= {
            "a": one.a,
            "b": one.b,
            "a_statements": one.of_a,
            "b_statements": one.of_b,
            "contrast_log_likelihood": round(one.contrast_g2, 2),
            "_contrast": f"{one.contrast_g2:.1f}",
            "log_ratio": round(one.ratio, 2),
            "_ratio": f"{one.ratio:+.1f}",
        }
    return row
