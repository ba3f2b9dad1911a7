"""The tables of a dataset and their columns, as Arrow has them.

What the archive's writer takes stands in them whole (``archive.store.write.prepare``), and beside
it what people ask for: the columns of ``v_statements``, dates as days, years and months. Dates that
are known to the month alone have the first and last day that they may mean.
"""

from calendar import monthrange
from datetime import date
from typing import Any

import pyarrow as pa

from archive.store.columns import ARTICLE_COLUMNS, STATEMENT_COLUMNS

_TEXTS = pa.list_(pa.string())
_KEYS = pa.list_(pa.int64())
_PEOPLE = pa.list_(pa.struct([("name", pa.string()), ("part", pa.string())]))
_ROLES = pa.list_(pa.struct([("name", pa.string()), ("title", pa.string()), ("of", pa.string())]))
_ABOUT = pa.list_(pa.struct([(name, pa.int32()) for name in ("who", "start", "end")]))
_SAID_BY = pa.list_(pa.struct([(name, pa.string()) for name in ("name", "kind", "title", "of")]))
_REMOVED = pa.list_(pa.struct([("reason", pa.string()), ("text", pa.string())]))

_WHOLE = {"start", "end", "speaker_start", "speaker_end", "cue_start", "cue_end", "paragraph"} | {
    *("continues", "answers", "words", "mentions")
}
_SHARES = {"confidence", "speaker_confidence", "score"}
FLAGS = ("implicit", "headline", "collective")

_BESIDE_ARTICLE = {
    "published_from": pa.date32(),
    "published_until": pa.date32(),
    "event_from": pa.date32(),
    "event_until": pa.date32(),
    "year": pa.int16(),
    "month": pa.string(),
}
_BESIDE_STATEMENT = {
    "day": pa.date32(),
    "said_from": pa.date32(),
    "said_until": pa.date32(),
    "year": pa.int16(),
    "month": pa.string(),
    "speaker": pa.string(),
    "speakers": _TEXTS,
    "said_by": _SAID_BY,
    "role": pa.string(),
    "topics": _TEXTS,
    "title": pa.string(),
    "publisher": pa.string(),
    "place": pa.string(),
    "published_on": pa.string(),
    "url": pa.string(),
    "path": pa.string(),
}


def _type(name: str) -> pa.DataType:
    if name in FLAGS:
        return pa.bool_()
    if name in _SHARES:
        return pa.float64()
    if name == "checksum":
        return pa.int64()
    return pa.int32() if name in _WHOLE else pa.string()


ARTICLE_ROW, STATEMENT_ROW = ARTICLE_COLUMNS[2:], STATEMENT_COLUMNS[4:]
"""The values of rows as ``archive.store.write.prepare`` lays them out."""

NUMBER = ("number", pa.int32())
"""Which of the part's documents and failures, in the order of reading, a row belongs to."""

_PLACED = pa.schema(
    [
        NUMBER,
        ("article", pa.string()),
        ("who", pa.int32()),
        ("name", pa.string()),
        ("kind", pa.string()),
        ("title", pa.string()),
        ("of", pa.string()),
    ]
)
"""Those who speak in an article, and those whom its statements name; ``who`` is their place."""

TABLES: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [
            NUMBER,
            ("path", pa.string()),
            ("sha256", pa.string()),
            ("size", pa.int64()),
            ("media_type", pa.string()),
            ("encoding", pa.string()),
            ("encoding_method", pa.string()),
            ("given", pa.string()),
            ("uid", pa.string()),
            ("article", pa.string()),
        ]
    ),
    "articles": pa.schema(
        [
            NUMBER,
            ("uid", pa.string()),
            ("date", pa.string()),
            *((name, _type(name)) for name in ARTICLE_ROW),
            ("people", _PEOPLE),
            ("roles", _ROLES),
            ("removed", _REMOVED),
            ("fingerprints", _KEYS),
            ("vocabulary", pa.string()),
            ("copy_of", pa.int64()),
            ("apart", _KEYS),
            ("corrections", pa.string()),
            *_BESIDE_ARTICLE.items(),
        ]
    ),
    "statements": pa.schema(
        [
            NUMBER,
            ("article", pa.string()),
            ("uid", pa.string()),
            ("position", pa.int32()),
            *((name, _type(name)) for name in STATEMENT_ROW),
            ("elsewhere", pa.string()),
            ("who", pa.list_(pa.int32())),
            ("about", _ABOUT),
            *_BESIDE_STATEMENT.items(),
        ]
    ),
    "speakers": _PLACED,
    "mentioned": _PLACED,
    "tags": pa.schema(
        [
            NUMBER,
            ("article", pa.string()),
            ("statement", pa.string()),
            ("position", pa.int32()),
            ("topic", pa.string()),
            ("term", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("place", pa.string()),
            ("score", pa.float64()),
        ]
    ),
    "failures": pa.schema(
        [
            NUMBER,
            ("path", pa.string()),
            ("status", pa.string()),
            ("reason", pa.string()),
            ("error_class", pa.string()),
        ]
    ),
}
"""The Parquet files of each part: what a row is, and the columns in their order."""

WHOLE_TABLES: dict[str, pa.Schema] = {
    "versions": pa.schema(
        [
            ("path", pa.string()),
            ("uid", pa.string()),
            ("article", pa.string()),
            ("is_held", pa.bool_()),
            ("kind", pa.string()),
            ("similarity", pa.float64()),
            ("replaced", pa.float64()),
            ("shortened", pa.float64()),
        ]
    ),
    "people": pa.schema(
        [
            ("uid", pa.string()),
            ("speaker", pa.string()),
            ("kind", pa.string()),
            ("name", pa.string()),
            ("from_on", pa.string()),
            ("until_on", pa.string()),
            ("origin", pa.string()),
            ("reason", pa.string()),
        ]
    ),
    "who": pa.schema(
        [
            ("name", pa.string()),
            ("kind", pa.string()),
            ("title", pa.string()),
            ("of", pa.string()),
            ("day", pa.date32()),
            ("labelled", pa.bool_()),
            ("uid", pa.string()),
            ("speaker", pa.string()),
        ]
    ),
    "events": pa.schema(
        [
            ("event", pa.string()),
            ("day", pa.date32()),
            ("article", pa.string()),
            ("people", _TEXTS),
        ]
    ),
}
"""What ``archive.dataset.whole`` writes: what only all parts together tell."""


def days_of(iso: Any) -> tuple[date | None, date | None]:
    """Return the first and last day that a date may mean.

    >>> days_of("2022-09")
    (datetime.date(2022, 9, 1), datetime.date(2022, 9, 30))
    """
    if not iso:
        return None, None
    year, month, day = (*map(int, str(iso).split("-")), 0, 0)[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    last = month or 12
    return date(year, month or 1, 1), date(year, last, monthrange(year, last)[1])


def year_and_month(iso: Any) -> tuple[int | None, str | None]:
    """Return the year of a date, and its month where that is known."""
    text = str(iso or "")
    return int(text[:4]) if text else None, text[:7] if len(text) > 4 else None
