"""What only all parts together tell: who is who, which texts are copies, which articles one event.

It is found out by the code of ``archive ingest``, in an archive that holds what it needs and no
more: names, offices, days and fingerprints, and of texts those alone that share a fingerprint with
another. What it comes to is written as four tables:

- ``versions``: documents that are no article of their own, or whose article has another uid
- ``people``: the names of each speaker, and from and until when a name means this one
- ``who``: for a name as texts have it, with its office and day, the speaker who is meant
- ``events``: the articles about one meeting
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from archive.dataset.columns import WHOLE_TABLES
from archive.dataset.folder import UNFINISHED, WHOLE, written_whole
from archive.dataset.index import fill
from archive.dataset.manifest import Manifest
from archive.dataset.sightings import Office, Sightings, look
from archive.entities.identity import identity_of
from archive.records import Merge, Reassignment
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people import joins
from archive.store.people.candidates import excluded_names, read_records
from archive.store.reports.events import all_events
from archive.store.stage import many
from archive.store.uids import article_uid
from archive.store.upkeep.upgrade import upgrade
from archive.vocabulary import Vocabulary


def look_at_all(dataset: Path, manifest: Manifest, vocabulary: Vocabulary) -> None:
    """Write what all parts together tell, unless it is there."""
    if (dataset / WHOLE).is_dir():
        return
    with (
        written_whole(dataset, dataset / WHOLE) as folder,
        TemporaryDirectory(dir=dataset / UNFINISHED) as name,
    ):
        index = Path(name) / "index.db"
        upgrade(index)
        with open_for_writing(index) as connection:
            fill(connection, dataset, manifest)
            _write(folder, "versions", _versions(connection))
            seen = look(connection, dataset, manifest)
            decided = _decide(connection, seen, vocabulary)
            _write(folder, "who", _who(connection, seen, decided))
            _write(folder, "people", _people(connection, seen, decided))
            _write(folder, "events", _events(connection))


class _Decided:
    """Who is meant by a speaker of the index in an office on a day."""

    def __init__(self, merges: Sequence[Merge], parts: Sequence[Reassignment]) -> None:
        self._merged = {one.source.key: one.target.key for one in merges}
        self._parts: dict[tuple[int, Office, bool, int], int] = {}
        for one in parts:
            key = (one.source.key, one.role, one.labelled)
            self._parts |= {(*key, day): one.target.key for day in one.days}

    def merged(self, speaker: int) -> int:
        """Return the key of the one whose name a speaker's is."""
        while speaker in self._merged:
            speaker = self._merged[speaker]
        return speaker

    def meant(self, speaker: int, role: Office, labelled: bool, day: int) -> int:
        """Return the key of the one who is meant."""
        speaker = self.merged(speaker)
        return self._parts.get((speaker, role, labelled, day), speaker)


def _decide(connection: Connection, seen: Sightings, vocabulary: Vocabulary) -> _Decided:
    """Tell who is who, and let the index say so, as the end of an ingest does."""
    with connection.begin():
        many(
            connection,
            "UPDATE speakers SET statements = ?, first_said_on = ?, last_said_on = ? WHERE id = ?",
            seen.said(),
        )
        records = read_records(reader(connection), seen=seen.rows())
        found = identity_of(records, vocabulary, excluded_names(reader(connection)))
        merges, parts = found.merges(), found.reassignments()
        decided = _Decided(merges, parts)
        for one in merges:
            joins.merge_names(connection, one)
        for part in parts:
            joins.give_short_name(connection, part)
        _move_meetings(connection, seen, decided)
    return decided


def _move_meetings(connection: Connection, seen: Sightings, decided: _Decided) -> None:
    """Let those have met whose the words in an article are, where they are all one's."""
    for article, day, spoke in seen.met:
        meant: dict[int, set[int]] = {}
        for one in spoke:
            meant.setdefault(decided.merged(one[0]), set()).add(decided.meant(*one, day))
        for source, targets in meant.items():
            if source not in targets and len(targets) == 1:
                for query in _MOVE:
                    connection.exec_driver_sql(
                        query, {"article": article, "source": source, "target": min(targets)}
                    )


def _who(connection: Connection, seen: Sightings, decided: _Decided) -> Iterator[tuple[Any, ...]]:
    rows = reader(connection).execute("SELECT id, uid, name FROM speakers")
    names = {key: (uid, name) for key, uid, name in rows}
    for named in sorted(seen.named, key=repr):
        *words, day, who = named
        uid, standing = names[decided.meant(*who, day)]
        yield *words, date.fromordinal(day) if day else None, who[2], uid, standing


def _people(connection: Connection, seen: Sightings, decided: _Decided) -> Iterator[Sequence[Any]]:
    """Yield the names of those who speak or met; whom texts only name is told when it is loaded."""
    speak = {decided.meant(*who, day) for *_, day, who in seen.named}
    for key, has_met, *row in reader(connection).execute(_PEOPLE):
        if has_met or key in speak:
            yield row


def _versions(connection: Connection) -> Iterator[tuple[Any, ...]]:
    for path, sha256, article, holds, *likeness in reader(connection).execute(_VERSIONS):
        uid = article_uid(sha256)
        if not holds or uid != article:
            yield path, uid, article, bool(holds), *likeness


def _events(connection: Connection) -> Iterator[tuple[Any, ...]]:
    for event in all_events(reader(connection)):
        day = date.fromisoformat(event.day) if event.day else None
        for report in event.reports:
            yield event.uid, day, report.article, sorted(report.people)


def _write(folder: Path, name: str, rows: Iterable[Sequence[Any]]) -> None:
    schema = WHOLE_TABLES[name]
    held = [tuple(row) for row in rows]
    columns = zip(*held, strict=True) if held else [()] * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), folder / f"{name}.parquet")


_VERSIONS = """
SELECT d.path, d.sha256, a.uid,
       d.id = (SELECT min(e.id) FROM documents AS e
               WHERE e.article_id = a.id AND e.copy_id IS NULL),
       c.kind, c.similarity, c.replaced, c.shortened
FROM documents AS d JOIN articles AS a ON a.id = d.article_id
LEFT JOIN copies AS c ON c.id = d.copy_id ORDER BY d.id"""

_PEOPLE = """
SELECT p.id, EXISTS (SELECT 1 FROM article_people AS x WHERE x.speaker_id = p.id),
       p.uid, p.name, p.kind, n.name, n.from_on, n.until_on, n.origin, n.reason
FROM speakers AS p JOIN speaker_names AS n ON n.speaker_id = p.id ORDER BY p.uid, n.name"""

_THERE = """
FROM article_people WHERE speaker_id = :source
AND article_id = (SELECT id FROM articles WHERE uid = :article)"""

_INSERT_THERE = "INSERT INTO article_people (article_id, speaker_id, part)"

_MOVE = (
    f"{_INSERT_THERE} SELECT article_id, :target, part {_THERE} ON CONFLICT DO NOTHING",
    f"DELETE {_THERE}",
)
