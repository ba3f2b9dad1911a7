"""The statements of a whole dataset, as who looks at all of them needs them: without copies, and
with the speakers who are meant.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from archive.dataset.folder import WHOLE, part_folder
from archive.dataset.manifest import whole_manifest
from archive.store.uids import statement_uids

TURN = "turn"
"""How a speaker was found whom the label of a turn in a transcript names."""

KEYS = ("name", "kind", "title", "of", "day", "labelled")
NEEDED = ("uid", "article", "path", "text", "day", "said_by", "speaker_method")


def held_statements(dataset: Path, columns: tuple[str, ...]) -> Iterator[list[dict[str, Any]]]:
    """Yield the statements of each row group, with ``columns`` of the table and what is NEEDED.

    ``people`` are the uids and names of those who are meant. An article that took another one's
    place has its uid, and its statements' uids follow from that. Raises StoreError for a dataset
    that is not whole.
    """
    manifest = whole_manifest(dataset)
    versions = {row["path"]: row for row in read_whole(dataset, "versions")}
    meant = {
        tuple(row[key] for key in KEYS): (row["uid"], row["speaker"])
        for row in read_whole(dataset, "who")
    }
    wanted = [*dict.fromkeys((*NEEDED, *columns))]
    for part in manifest.parts:
        path = part_folder(dataset, part.name) / "statements.parquet"
        with pq.ParquetFile(path) as file:
            for group in range(file.num_row_groups):
                rows = file.read_row_group(group, columns=wanted).to_pylist()
                yield list(_held(rows, versions, meant))


def read_whole(dataset: Path, name: str) -> list[dict[str, Any]]:
    """Return a table of what all parts together tell."""
    rows: list[dict[str, Any]] = pq.read_table(dataset / WHOLE / f"{name}.parquet").to_pylist()
    return rows


def _held(
    rows: list[dict[str, Any]],
    versions: Mapping[str, Mapping[str, Any]],
    meant: Mapping[tuple[Any, ...], tuple[str, str]],
) -> Iterator[dict[str, Any]]:
    for path, of_path in groupby(rows, itemgetter("path")):
        version, mine = versions.get(path), list(of_path)
        if version is not None:
            if not version["is_held"]:
                continue
            uids = statement_uids(version["article"], [row["text"] for row in mine])
            for row, uid in zip(mine, uids, strict=True):
                row |= {"uid": uid, "article": version["article"]}
        for row in mine:
            when = (row["day"], row["speaker_method"] == TURN)
            named = (tuple(one[key] for key in KEYS[:4]) for one in row["said_by"])
            yield row | {"people": list(dict.fromkeys(meant[*one, *when] for one in named))}
