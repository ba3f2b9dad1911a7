"""What was seen of each speaker in a dataset: where, when, in which office, how often.

A count over all statements, of four of their columns. What it comes to is small: names with
offices and days, 15,000 names for 10,700 documents of politics.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.dataset.manifest import Manifest
from archive.dataset.parts import Part
from archive.dataset.read import read_groups
from archive.store.engine import Connection, reader
from archive.store.people.candidates import SeenRow
from archive.store.uids import day_of

Office = int | None
"""The key of an office in the index, None for none."""

Spoke = tuple[int, Office, bool]
"""A speaker, the office held (keys), and whether a label of a transcript says so."""

Named = tuple[str, str, str | None, str | None, int, Spoke]
"""A name as texts have it, its kind, office, and what of, the day (0: none), and who it is."""

COLUMNS = {
    "documents": ["number", "path"],
    "articles": ["number", "uid", "date", "publisher", "people"],
    "speakers": ["number", "name", "kind", "title", "of"],
    "statements": ["number", "who", "speaker_method", "said_on"],
}

TURN = "turn"
"""How a speaker was found whom the label of a turn in a transcript names."""


@dataclass(slots=True)
class Sightings:
    """What was seen of speakers, by their keys in the index.

    ``met`` are the articles that name people who met, with their day and who speaks in them.
    """

    named: set[Named] = field(default_factory=set)
    met: list[tuple[str, int, frozenset[Spoke]]] = field(default_factory=list)
    articles: Counter[tuple[int, Office, int, str, bool]] = field(default_factory=Counter)
    statements: Counter[int] = field(default_factory=Counter)
    first: dict[int, str] = field(default_factory=dict)
    last: dict[int, str] = field(default_factory=dict)

    def rows(self) -> list[SeenRow]:
        """Return in how many articles each was seen, as ``read_records`` reads it, in its order.

        Of several reasons for one name the last is kept.
        """
        rows = [(*key, number) for key, number in self.articles.items() if key[2]]
        return sorted(rows, key=lambda row: (row[0], row[1] or 0, *row[2:5]))

    def said(self) -> list[tuple[int, str | None, str | None, int]]:
        """Return how many statements each speaker (last) made, and the first and last day."""
        return [
            (number, self.first.get(key), self.last.get(key), key)
            for key, number in self.statements.items()
        ]

    def count(self, speaker: int, said_on: str | None) -> None:
        """Count a statement."""
        self.statements[speaker] += 1
        if said_on is None:
            return
        self.first[speaker] = min(said_on, self.first.get(speaker, said_on))
        self.last[speaker] = max(said_on, self.last.get(speaker, said_on))


class _Keys:
    """The keys of speakers and offices in the index, by what texts call them."""

    def __init__(self, connection: Connection) -> None:
        raw = reader(connection)
        self._speakers: dict[tuple[str, str], int] = {}
        for name, kind, key in raw.execute(_NAMES):
            self._speakers.setdefault((name, kind), key)
        self._offices = {tuple(row[:3]): row[3] for row in raw.execute(_OFFICES)}

    def of(self, name: str, kind: str, title: str | None, of: str | None) -> tuple[int, Office]:
        speaker = self._speakers[name, kind]
        return speaker, self._offices[speaker, title, of] if title else None


def look(connection: Connection, dataset: Path, manifest: Manifest) -> Sightings:
    """Count what was seen in the texts that articles of the index hold; copies tell nothing new."""
    keys, seen = _Keys(connection), Sightings()
    left_out = {path for (path,) in reader(connection).execute(_NOT_HELD)}
    uids = dict(reader(connection).execute(_HELD_ELSEWHERE))
    for part in manifest.parts:
        for article in _articles(dataset, part):
            if article.path not in left_out:
                _count(seen, keys, article, uids.get(article.path, article.uid))
    return seen


@dataclass(slots=True)
class _Read:
    """What is read of an article."""

    path: str
    uid: str
    day: int
    publisher: str
    has_met: bool
    speakers: list[tuple[str, str, str | None, str | None]] = field(default_factory=list)
    statements: list[tuple[Sequence[int], bool, str | None]] = field(default_factory=list)


def _articles(dataset: Path, part: Part) -> Iterator[_Read]:
    for rows in read_groups(dataset, part, COLUMNS):
        paths: dict[int, str] = dict(rows["documents"])
        found = {
            number: _Read(paths[number], uid, day_of(iso), publisher or "", bool(people))
            for number, uid, iso, publisher, people in rows["articles"]
        }
        for number, *speaker in rows["speakers"]:
            found[number].speakers.append(tuple(speaker))
        for number, who, method, said_on in rows["statements"]:
            found[number].statements.append((who, method == TURN, said_on))
        yield from found.values()


def _count(seen: Sightings, keys: _Keys, article: _Read, uid: str) -> None:
    known = [keys.of(*speaker) for speaker in article.speakers]
    spoke: set[Spoke] = set()
    for who, labelled, said_on in article.statements:
        offices: dict[int, Office] = {}
        for place in who:
            speaker, role = known[place]
            offices.setdefault(speaker, role)
            seen.named.add((*article.speakers[place], article.day, (speaker, role, labelled)))
        for speaker, role in offices.items():
            spoke.add((speaker, role, labelled))
            seen.count(speaker, said_on)
    for speaker, role, labelled in spoke:
        seen.articles[speaker, role, article.day, article.publisher, labelled] += 1
    if article.has_met:
        seen.met.append((uid, article.day, frozenset(spoke)))


_NAMES = """
SELECT n.name, p.kind, p.id FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id
ORDER BY p.id"""

_OFFICES = "SELECT speaker_id, title, of, id FROM roles ORDER BY id DESC"

_HOLDS = """d.id = (SELECT min(e.id) FROM documents AS e
    WHERE e.article_id = d.article_id AND e.copy_id IS NULL)"""

_NOT_HELD = f"SELECT d.path FROM documents AS d WHERE NOT {_HOLDS}"

_HELD_ELSEWHERE = f"""
SELECT d.path, a.uid FROM documents AS d JOIN articles AS a ON a.id = d.article_id
WHERE {_HOLDS} AND EXISTS (SELECT 1 FROM copies AS c WHERE c.article_id = a.id)"""
