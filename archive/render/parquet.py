"""Rows as a Parquet file, by pyarrow, which comes with the extra ``parquet``."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from archive.errors import UsageError
from archive.render.formats import as_object

ROWS = 50_000
"""Rows of a group: what is held in memory at once."""


def parquet(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> bytes:
    """Return a Parquet file: the fields of JSON, lists as lists; raise UsageError without pyarrow.

    ``columns`` names the columns of a file without rows.
    """
    try:
        import pyarrow
        from pyarrow.parquet import write_table
    except ImportError as error:
        raise UsageError(
            "writing Parquet needs the extra parquet (pyarrow)",
            hint="pip install 'statement-archive[parquet]'",
        ) from error
    objects = [as_object(row) for row in rows]
    names = objects[0] if objects else as_object(dict.fromkeys(columns))
    schema = pyarrow.schema([(name, _type(name, pyarrow)) for name in names])
    file = BytesIO()
    write_table(pyarrow.Table.from_pylist(objects, schema), file, row_group_size=ROWS)
    return file.getvalue()


def _type(name: str, pyarrow: Any) -> Any:
    """Return the type of a field, the same in every file whatever its rows hold."""
    if name in ("speakers", "roles", "topics", "participants"):
        return pyarrow.list_(pyarrow.string())
    if name in ("implicit", "headline", "collective"):
        return pyarrow.bool_()
    if name in ("position", "start", "end", "statements", "words"):
        return pyarrow.int64()
    if name in ("confidence", "speaker_confidence"):
        return pyarrow.float64()
    return pyarrow.string()
