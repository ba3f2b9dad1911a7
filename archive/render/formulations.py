"""Set formulations as a report."""

from collections.abc import Sequence

from archive.corpus.formulation import Formulation
from archive.render.report import Part, Row
from archive.render.table import Column

_COUNTS = (
    Column("ARTICLES", "articles", number=True),
    Column("STATEMENTS", "statements", number=True),
    Column("SPEAKERS", "speakers", number=True),
)
_ENDS = (
    Column("FIRST", "first_said_on"),
    Column("LAST", "last_said_on"),
    Column("ID", "first_uid"),
)
_SCORE = (Column("LL", "_g2", number=True, optional=True), Column("SCORE", "_score", number=True))
_SIDES = (
    Column("A", "a", number=True),
    Column("B", "b", number=True),
    Column("LL", "_contrast", number=True),
    Column("LOG RATIO", "_ratio", number=True),
)


def formulations_parts(found: Sequence[Formulation], title: str) -> list[Part]:
    """Return one part, with the columns that the kind of question has."""
    rows = [_row(one) for one in found]
    middle: tuple[Column, ...] = (*_COUNTS, *_SCORE)
    if found and found[0].a is not None:
        middle = (*_SIDES, *_COUNTS[:1])
    elif found and found[0].expected is not None:
        middle = (*_COUNTS, Column("EXPECTED", "_expected", number=True))
    columns = (Column("PHRASE", "phrase"), *middle, *_ENDS)
    return [Part("phrases", title, columns, rows, most=None)]


def _row(one: Formulation) -> Row:
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
            "contrast_log_likelihood": round(one.contrast_g2, 2),
            "_contrast": f"{one.contrast_g2:.1f}",
            "log_ratio": round(one.ratio, 2),
            "_ratio": f"{one.ratio:+.1f}",
        }
    return row
