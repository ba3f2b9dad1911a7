"""A timeline as a report: a line a meeting."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from archive.corpus.repetition import Wording
from archive.corpus.timeline import Moment
from archive.records import Span
from archive.render.excerpt import excerpt
from archive.render.report import Part, Row, percent
from archive.render.table import Column

COLUMNS = (
    Column("DATE", "said_on"),
    Column("PLACE", "place", optional=True),
    Column("WORDING", "_mark"),
    Column("STATEMENT", "_text"),
    Column("DROPPED SINCE BEFORE", "_dropped"),
    Column("SAID BEFORE IN", "_earlier"),
    Column("ID", "uid"),
)
MAY_BE_EMPTY = ("place", "_dropped", "_earlier")
"""Columns that are left out where nothing stands in them: the sentences need the room."""
DROPPED = 90
"""Characters of what was dropped that are drawn."""
NOTE = (
    "⟦ ⟧ are words that stand together in an earlier statement of the same speaker,"
    " which is named and has so much of this one."
)


def timeline_parts(title: str, moments: Sequence[Moment]) -> list[Part]:
    """Return one part; a run of meetings without the subject is one line when drawn."""
    all_wordings = [one for moment in moments for one in moment.wordings]
    notes = []
    if any(one.again and _is_known(one) for one in all_wordings):
        notes.append(NOTE)
    if any(len(moment.wordings) > 1 for moment in moments):
        notes.append("+ so many more of that meeting; all with --format jsonl")
    note = "\n".join(notes)
    rows, drawn = list(_rows(moments)), list(_drawn(moments))
    filled = {name for row in drawn for name, value in row.items() if value}
    columns = tuple(one for one in COLUMNS if one.name in filled or one.name not in MAY_BE_EMPTY)
    return [Part("timeline", title, columns, rows, note, most=None, drawn=drawn)]


def _rows(moments: Iterable[Moment]) -> Iterator[Row]:
    for moment in moments:
        if not moment.wordings:
            yield _row(moment, None)
        for wording in moment.wordings:
            yield _row(moment, wording)


def _drawn(moments: Iterable[Moment]) -> Iterator[Row]:
    for silent, run in groupby(moments, key=lambda moment: not moment.wordings):
        if silent:
            held = list(run)
            last = f" to {held[-1].day}" if len(held) > 1 else ""
            text = f"not mentioned{last}" + f" ({len(held)} meetings)" * (len(held) > 1)
            yield {**_row(held[0], None), "_mark": "dropped", "_text": text, "uid": ""}
            continue
        for moment in run:
            row = dict(_row(moment, moment.wordings[0]))
            more = len(moment.wordings) - 1
            yield {**row, "uid": f"{row['uid']}" + f" +{more}" * (more > 0)}


def _row(moment: Moment, wording: Wording | None) -> Row:
    earlier = wording.earlier if wording else None
    return {
        "said_on": moment.day,
        "place": moment.place,
        "event": moment.event.uid,
        "mark": wording.mark if wording else "dropped",
        "_mark": wording.mark if wording else "dropped",
        "share": round(wording.share, 4) if wording else None,
        "earlier": earlier.uid if earlier else None,
        "earlier_said_on": earlier.said_on if earlier else None,
        "_earlier": _earlier(wording) if wording else "",
        "dropped": "; ".join(moment.dropped) or None,
        "_dropped": excerpt("; ".join(moment.dropped), longest=DROPPED),
        "uid": wording.said.uid if wording else None,
        "text": wording.said.text if wording else None,
        "_text": excerpt(wording.said.text, _again(wording)) if wording else "",
    }


def _is_known(wording: Wording) -> bool:
    """Is so much of it in an earlier statement that this one is worth a look?"""
    return wording.mark != "new"


def _again(wording: Wording) -> Sequence[Span]:
    return wording.again if _is_known(wording) else ()


def _earlier(wording: Wording) -> str:
    if wording.earlier is None or not _is_known(wording):
        return ""
    return f"{wording.earlier.said_on} {wording.earlier.uid} ({percent(wording.share)})"
