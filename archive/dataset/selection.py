"""Which documents of a dataset a query finds: each part is asked as an archive of its own.

The archive's search finds by word forms, names, dates and topics in an index that a dataset has
not. So a part is stored in an archive that is thrown away, and what the query finds there is meant.
Names are those that the texts have: who is who is told over all parts, by what is loaded.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from archive.dataset.parts import Part
from archive.dataset.read import read_part
from archive.ingest.options import Options
from archive.ingest.topics import topics_in_use
from archive.query import Node
from archive.store.engine import open_for_writing, reader
from archive.store.search.request import Request, plan, rows
from archive.store.sql import json_list
from archive.store.upkeep.upgrade import upgrade
from archive.store.write.batch import write_or_refuse
from archive.store.write.prepare import Prepared


class Selection:
    """Says which documents of a part a query finds."""

    def __init__(self, folder: Path, query: Node, today: date, options: Options) -> None:
        """Make an empty archive in ``folder``; ``options`` have the dataset's topics."""
        self._empty, self._part = folder / "empty.db", folder / "part.db"
        self._query, self._today = query, today
        upgrade(self._empty)
        with open_for_writing(self._empty) as connection:
            topics_in_use(connection, options.topics, options.vocabulary)

    def paths(self, dataset: Path, part: Part) -> frozenset[str]:
        """Return the paths of the documents whose articles are found.

        Raises UsageError where nobody in the part has a name that the query asks for.
        """
        shutil.copy(self._empty, self._part)
        with open_for_writing(self._part) as connection:
            for done in read_part(dataset, part):
                items = {one.document.path: one for one in done.parts if isinstance(one, Prepared)}
                write_or_refuse(connection, list(items.values()))
            raw = reader(connection)
            request = Request(self._query, "articles", "date", None, self._today)
            found = [str(row["uid"]) for row in rows(raw, plan(raw, request))]
            paths = raw.execute(_PATHS, (json_list(found),)).fetchall()
        return frozenset(path for (path,) in paths)


@contextmanager
def selection(query: Node, today: date, options: Options) -> Iterator[Selection]:
    """Give what selects documents, with a folder of its own that goes afterwards."""
    with TemporaryDirectory() as name:
        yield Selection(Path(name), query, today, options)


_PATHS = """
SELECT d.path FROM documents AS d JOIN articles AS a ON a.id = d.article_id
WHERE a.uid IN (SELECT value FROM json_each(?))"""
