"""The topics of a batch's statements: slugs become rows."""

from collections.abc import Sequence

from sqlalchemy import Connection

from archive.records import Tag
from archive.store.rows import Row


class TopicKeys:
    """The archive's topics by slug, with the wider ones above each."""

    def __init__(self, connection: Connection, slugs: set[str]) -> None:
        """Read all topics; those of ``slugs`` that are missing are added, labelled by their slug.

        That happens only where texts were tagged with a vocabulary that was never imported.
        """
        known = connection.exec_driver_sql("SELECT slug, id, parent_id FROM topics").all()
        self._keys: dict[str, int] = {slug: key for slug, key, _ in known}
        self._parents: dict[int, int | None] = {key: parent for _, key, parent in known}
        self._add(connection, sorted(slugs - self._keys.keys()))

    def rows(self, statement: int, tags: Sequence[Tag]) -> list[Row]:
        """Return the rows of statement_topics for one statement: a topic once at each place."""
        keys = self._keys
        found: dict[tuple[int, int], Row] = {}
        for tag in tags:
            key, (start, end) = keys[tag.topic], tag.span
            found.setdefault((key, start), (statement, key, tag.term, start, end))
        return list(found.values())

    def with_wider(self, keys: set[int]) -> set[int]:
        """Return topics and all those above them: a statement counts for each of them once."""
        found: set[int] = set()
        for key in keys:
            above: int | None = key
            while above is not None and above not in found:
                found.add(above)
                above = self._parents.get(above)
        return found

    def _add(self, connection: Connection, slugs: Sequence[str]) -> None:
        for slug in slugs:
            key = connection.exec_driver_sql(
                "INSERT INTO topics (slug, label) VALUES (?, ?) RETURNING id", (slug, slug)
            ).scalar_one()
            self._keys[slug], self._parents[key] = key, None
