"""Names in the archive that go on from a beginning, for the shell to offer."""

from dataclasses import dataclass
from sqlite3 import Connection

from archive.text import fold


@dataclass(frozen=True, slots=True)
class Offer:
    """A name as one would type it, and what or how frequent it is."""

    value: str
    about: str


def offers(connection: Connection, kind: str, beginning: str, most: int) -> list[Offer]:
    """Return names of a kind (speaker, topic, publisher …), the most frequent first.

    One fits where it, or a word in it, begins as typed; case and accents don't matter.
    """
    sql = _NAMES.get(kind)
    if sql is None:
        return []
    wanted = fold(beginning)
    found = [Offer(str(name), str(about)) for name, about in connection.execute(sql)]
    return [offer for offer in found if _fits(fold(offer.value), wanted)][:most]


def known_names(connection: Connection, kind: str) -> list[str]:
    """Return all names of a kind, the most frequent first."""
    return [str(name) for name, _ in connection.execute(_NAMES[kind])]


def _fits(name: str, beginning: str) -> bool:
    return f" {beginning}" in f" {name.replace('-', ' ')}" or name.startswith(beginning)


def _values(table: str, column: str) -> str:
    return (
        f"SELECT {column}, count(*) || ' {table}' FROM {table} WHERE {column} IS NOT NULL"
        f" GROUP BY {column} ORDER BY count(*) DESC, {column}"
    )


_SEARCHES = "SELECT name, query FROM searches ORDER BY name"
_SPOKE = (
    "EXISTS (SELECT 1 FROM statement_speakers AS x"
    " WHERE x.speaker_id = r.speaker_id AND x.role_id = r.id)"
)
"""Nobody looks for the office of one who only listened."""
_NAMES = {
    # The uid, which shells need not quote.
    "speaker": "SELECT uid, name || ', ' || statements FROM speakers WHERE statements > 0"
    " ORDER BY statements DESC, name",
    "about": "SELECT p.uid, p.name || ', ' || x.mentions FROM (SELECT speaker_id,"
    " count(*) AS mentions FROM statement_mentions GROUP BY 1) AS x"
    " JOIN speakers AS p ON p.id = x.speaker_id ORDER BY x.mentions DESC, p.name",
    "topic": "SELECT slug, label FROM topics ORDER BY statements DESC, slug",
    "genre": _values("articles", "genre"),
    "publisher": _values("articles", "publisher"),
    "place": _values("articles", "place"),
    "lang": _values("articles", "language"),
    "cue": _values("statements", "cue_lemma"),
    "cue-class": _values("statements", "cue_class"),
    "quotation": _values("statements", "quotation"),
    "role": f"SELECT DISTINCT title, 'office' FROM roles AS r WHERE {_SPOKE} ORDER BY title",
    "country": "SELECT DISTINCT of, 'country or body' FROM roles AS r"
    f" WHERE of IS NOT NULL AND {_SPOKE} UNION"
    " SELECT name, 'country' FROM speakers WHERE kind = 'country' AND statements > 0",
    "search": _SEARCHES,
    "query": _SEARCHES,
}
