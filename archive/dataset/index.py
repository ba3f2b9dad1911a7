"""An archive of a dataset's names and fingerprints, without its texts.

Documents go into it as an ingest stores them, in the same order and the same batches: so articles,
copies and speakers get the ids that they get in an archive of everything. Of the texts it holds
those alone that have a fingerprint in common with another, because they are compared.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from archive.dataset.columns import ARTICLE_ROW
from archive.dataset.folder import part_folder
from archive.dataset.manifest import Manifest
from archive.dataset.read import read_part
from archive.ingest.batches import batches
from archive.ingest.options import Options
from archive.ingest.work import Done
from archive.store.engine import Connection, reader
from archive.store.write.batch import write_planned
from archive.store.write.plan import plan
from archive.store.write.prepare import BODY, Prepared

TABLES = ("documents", "articles", "speakers", "mentioned", "failures")
"""What is read: statements and tags are most of a dataset."""


_FORMS = ARTICLE_ROW.index("forms")


def fill(connection: Connection, dataset: Path, manifest: Manifest) -> None:
    """Store the documents of a dataset."""
    shared = _shared(dataset, manifest)
    for batch in batches(_read(dataset, manifest), Options()):
        items = [_bare(item, shared) for item in batch.prepared()]
        with connection.begin():
            write_planned(connection, plan(reader(connection), items))


def _read(dataset: Path, manifest: Manifest) -> Iterator[Done]:
    for part in manifest.parts:
        yield from read_part(dataset, part, TABLES)


def _bare(item: Prepared, shared: set[int]) -> Prepared:
    """Leave out what tells nothing of who is who and what is a copy."""
    is_compared = item.document.given.get("id") or not shared.isdisjoint(item.fingerprints)
    facts = list(item.article)
    if not is_compared:
        facts[BODY] = ""
    facts[_FORMS] = None
    return replace(item, article=tuple(facts), removed=(), words="")


def _shared(dataset: Path, manifest: Manifest) -> set[int]:
    """Return the fingerprints that more than one text has."""
    found: list[Any] = [np.zeros(0, np.int64)]
    for part in manifest.parts:
        path = part_folder(dataset, part.name) / "articles.parquet"
        column = pq.read_table(path, columns=["fingerprints"]).column("fingerprints")
        flat = pa.chunked_array([pc.list_flatten(chunk) for chunk in column.chunks], pa.int64())
        found.append(flat.to_numpy())
    each, times = np.unique(np.concatenate(found), return_counts=True)
    return set(each[times > 1].tolist())
