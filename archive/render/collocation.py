"""Collocates as a report."""

from collections.abc import Iterable

from archive.corpus.collocation import Collocate
from archive.render.report import Part
from archive.render.table import Column

COLUMNS = (
    Column("WORD", "word"),
    Column("NEAR", "near", number=True),
    Column("LEFT", "left", number=True),
    Column("RIGHT", "right", number=True),
    Column("STATEMENTS", "statements", number=True),
    Column("OF", "count", number=True),
    Column("LL", "_g2", number=True),
    Column("LOGDICE", "_dice", number=True),
)


def collocates_parts(title: str, found: Iterable[Collocate]) -> list[Part]:
    """Return one part, a row a collocate."""
    rows = [
        {
            "word": one.word,
            "near": one.near,
            "left": one.left,
            "right": one.right,
            "statements": one.statements,
            "count": one.count,
            "log_likelihood": round(one.g2, 2),
            "_g2": f"{one.g2:.1f}",
            "log_dice": round(one.log_dice, 3),
            "_dice": f"{one.log_dice:.1f}",
        }
        for one in found
    ]
    return [Part("collocates", title, COLUMNS, rows, most=25)]
