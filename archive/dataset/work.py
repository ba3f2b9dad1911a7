"""The work on one part: read, analyse, write its tables; the same wherever it is done.

It is what ``archive ingest`` does up to the database, by the very same code (``ingest.tasks``,
``ingest.work``), with tables of a dataset in the place of rows of the archive.
"""

import io
import pickle
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from archive.dataset.columns import TABLES
from archive.dataset.folder import FACTS, hashes_of, part_folder, write_json, written_whole
from archive.dataset.parts import Part
from archive.dataset.rows import add_rows, no_rows
from archive.ingest import work as ingest_work
from archive.ingest.processes import done_in_order
from archive.ingest.tasks import tasks
from archive.ingest.work import Analyst, WorkerConfig
from archive.store.failures import Failure
from archive.store.write.prepare import Prepared

GROUP_DOCUMENTS = 1_000
GROUP_CHARACTERS = 2_000_000
"""A row group ends where it reaches either, in all tables of a part alike: so memory is bounded
whatever the size of a part, and who reads a group of each has whole documents."""


def do_part(dataset: Path, part: Part, config: WorkerConfig, careful: int = 0) -> None:
    """Do a part, unless it is done; its folder appears when all is in it.

    ``careful`` processes, where they are given, analyse it: what kills one of them is a failure.
    Raises StoreError where the dataset cannot be written.
    """
    target = part_folder(dataset, part.name)
    if target.is_dir():
        return
    dealt = tasks(part.files, config.reading, io.BytesIO())
    with written_whole(dataset, target) as folder:
        writer = _Writer(folder)
        finished: list[str] = []
        for done in (
            done_in_order(dealt, config, max(careful, 2), lambda: False)
            if careful
            else map(_analyst(pickle.dumps(config)).do, dealt)
        ):
            for one in done.parts:
                writer.add(one)
            finished += done.finished
        writer.close()
        facts = {"counts": dict(writer.counts), "finished": finished, "files": hashes_of(folder)}
        write_json(dataset, folder / FACTS, facts)


@lru_cache(maxsize=1)
def _analyst(config: bytes) -> Analyst:
    """Return this process's analyst: the words and the index of people are made once."""
    return Analyst(pickle.loads(config))


class _Writer:
    """Writes the tables of a part, a row group at a time."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in TABLES.items()
        }
        self._parts: list[ingest_work.Part] = []
        self._number = self._characters = 0
        self.counts: Counter[str] = Counter(dict.fromkeys(TABLES, 0))

    def add(self, part: ingest_work.Part) -> None:
        """Add what became of the next document."""
        self._parts.append(part)
        if isinstance(part, Prepared):
            self._characters += len(part.body)
            self.counts["characters"] += len(part.body)
        if len(self._parts) >= GROUP_DOCUMENTS or self._characters >= GROUP_CHARACTERS:
            self._flush()

    def close(self) -> None:
        """Write the rest; each file has one row group at least."""
        self._flush()
        for file in self._files.values():
            file.close()

    def _flush(self) -> None:
        try:
            made = _tables(self._parts, self._number)
        except _REFUSED:
            made = _tables(list(map(_checked, self._parts)), self._number)
        for name, table in made.items():
            self.counts[name] += len(table)
            self._files[name].write_table(table, row_group_size=max(1, len(table)))
        self._number += len(self._parts)
        self._parts, self._characters = [], 0


def _checked(part: ingest_work.Part) -> ingest_work.Part:
    """Return what is to be written; a failure in the place of what Parquet does not take."""
    try:
        _tables([part], 0)
    except _REFUSED as error:
        path = part.document.path if isinstance(part, Prepared) else part.path
        path = path.encode("utf-8", "backslashreplace").decode()
        return Failure(path, f"the dataset rejected it: {error}", type(error).__name__)
    return part


_REFUSED = (UnicodeError, OverflowError, pa.ArrowException)
"""Text that is no Unicode, and numbers that no column holds."""


def _tables(parts: Sequence[ingest_work.Part], first: int) -> dict[str, pa.Table]:
    rows = no_rows()
    for number, part in enumerate(parts, first):
        add_rows(rows, number, part)
    return {name: _table(TABLES[name], some) for name, some in rows.items()}


def _table(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    columns = zip(*rows, strict=True) if rows else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
