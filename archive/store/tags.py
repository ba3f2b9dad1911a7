"""The topics of a batch's statements: slugs become rows."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from archive.store.rows import Tagged, Tagging
from archive.store.schema import topics


class TopicKeys:
    """The archive's topics by slug, with the wider ones above each."""

    def __init__(self, connection: Connection, slugs: set[str]) -> None:
        """Read all topics; those of ``slugs`` that are missing are added, labelled by their slug.

        They came with a text, tagged by people or with another vocabulary, and are none of ours.
        """
        known = connection.execute(select(topics.c.slug, topics.c.id, topics.c.parent_id)).all()
        self._keys: dict[str, int] = {slug: key for slug, key, _ in known}
        self._parents: dict[int, int | None] = {key: parent for _, key, parent in known}
        self._wider: dict[int, list[int]] = {}
        self._add(connection, sorted(slugs - self._keys.keys()))

    def rows(self, statement: int, tags: Sequence[Tagged]) -> list[Tagging]:
        """Return the rows of statement_topics for one statement: a topic once at each place."""
        keys = self._keys
        found: dict[tuple[int, int], Tagging] = {}
        for slug, term, start, end, place, score in tags:
            key = keys[slug]
            found.setdefault((key, start), (statement, key, term, start, end, place, score))
        return list(found.values())

    def wider(self, topic: int) -> Sequence[int]:
        """Return a topic's key and those of the topics above it: a statement counts for each."""
        found = self._wider.get(topic)
        if found is None:
            found = self._wider[topic] = []
            above: int | None = topic
            while above is not None and above not in found:
                found.append(above)
                above = self._parents.get(above)
        return found

    def _add(self, connection: Connection, slugs: Sequence[str]) -> None:
        for slug in slugs:
            row = insert(topics).values(slug=slug, label=slug, origin="given")
            key = connection.execute(row.returning(topics.c.id)).scalar_one()
            self._keys[slug], self._parents[key] = key, None
