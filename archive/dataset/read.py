"""Read the parts of a dataset, a row group at a time, so that memory is bounded."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from archive.dataset.columns import TABLES
from archive.dataset.folder import FACTS, part_folder, read_json
from archive.dataset.parts import Part
from archive.dataset.rows import parts_of
from archive.ingest.work import Done

Rows = list[tuple[Any, ...]]


def read_part(dataset: Path, part: Part, tables: Sequence[str] = tuple(TABLES)) -> Iterator[Done]:
    """Yield what became of a part's documents, and last the files that were read to their end.

    What lies in other than the ``tables`` is left out.
    """
    none: dict[str, Rows] = {name: [] for name in TABLES}
    for rows in read_groups(dataset, part, {name: STORED[name] for name in tables}):
        yield Done(list(parts_of(none | rows)))
    facts = read_json(part_folder(dataset, part.name) / FACTS)
    yield Done(finished=facts["finished"], size=part.size)


def read_groups(
    dataset: Path, part: Part, columns: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Rows]]:
    """Yield rows of a part by table, of some columns; those of one document come together."""
    folder = part_folder(dataset, part.name)
    files = {name: pq.ParquetFile(folder / f"{name}.parquet") for name in columns}
    try:
        for group in range(min(file.num_row_groups for file in files.values())):
            yield {name: _rows(file, columns[name], group) for name, file in files.items()}
    finally:
        for file in files.values():
            file.close()


def _rows(file: pq.ParquetFile, columns: Sequence[str], group: int) -> Rows:
    table = file.read_row_group(group, columns=list(columns))
    lists = (table.column(name).to_pylist() for name in columns)
    return list(zip(*lists, strict=True))


def _stored(name: str) -> list[str]:
    """Return the columns of a table that the archive's writer takes; they come first."""
    columns = list[str](TABLES[name].names)
    last: Mapping[str, str] = {"articles": "corrections", "statements": "about"}
    return columns[: columns.index(last[name]) + 1] if name in last else columns


STORED = {name: _stored(name) for name in TABLES}
