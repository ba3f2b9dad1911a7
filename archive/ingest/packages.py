"""Data packages among what is taken in: people and topics first, as they stood elsewhere."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from archive.errors import SourceError
from archive.ingest.tasks import File
from archive.package import Row
from archive.read import Reading
from archive.read.files import is_package
from archive.read.package import rows_in
from archive.read.tei import listed, people_rows
from archive.store.engine import Connection
from archive.store.uids import short_uid, slug
from archive.store.write.package import restore_people, restore_topics


def folders_of(given: Iterable[File]) -> list[Path]:
    """Return the folders of the packages among files."""
    paths = (Path(one.path) for one in given if one.path and not one.refused)
    return [path.parent for path in paths if is_package(path)]


def restore(connection: Connection, folders: Sequence[Path], reading: Reading) -> None:
    """Add the people and topics of packages; one that cannot be read is refused with its articles.

    They are all read before anything is written.
    """
    for folder in folders:
        try:
            rows = {name: _rows(folder, name, reading) for name in _TABLES}
        except SourceError:
            continue
        with connection.begin():
            restore_people(connection, rows["speakers"], rows["names"], rows["roles"])
            restore_topics(connection, rows["topics"], rows["terms"])


def restore_listed(connection: Connection, given: Iterable[File], reading: Reading) -> None:
    """Add the people whom TEI documents among files list, with the days of their offices."""
    paths = [Path(one.path) for one in given if one.path and not one.refused]
    found = [
        answer for path in paths if path.suffix.lower() == ".xml"
        if (answer := listed(path, reading.limits)) is not None
    ]  # fmt: skip
    orgs = {key: name for answer in found for key, name in answer["orgs"].items()}
    for answer in found:
        rows = people_rows(answer, orgs)
        called = {row["speaker"]: short_uid(slug(row["name"])) for row in rows["speakers"]}
        named = {
            table: [{**row, "speaker": called[row["speaker"]]} for row in some]
            for table, some in rows.items()
        }
        with connection.begin():
            restore_people(connection, named["speakers"], named["names"], named["roles"])


_TABLES = ("speakers", "names", "roles", "topics", "terms")


def _rows(folder: Path, name: str, reading: Reading) -> list[Row]:
    return list(rows_in(folder, name, reading))
