"""People and topics of a data package, taken in as they stood in the archive that it comes from."""

from collections.abc import Iterable

from sqlalchemy import Connection

from archive.package import Row
from archive.store.people.adding import speaker_called
from archive.store.stage import many


def restore_people(
    connection: Connection, speakers: Iterable[Row], names: Iterable[Row], roles: Iterable[Row]
) -> None:
    """Add the speakers of a package with their names and offices; what is here stays.

    A speaker keeps the id of that archive, unless another one has it here. Whoever is here under
    the same name and kind is the same.
    """
    keys = {row["speaker"]: _speaker(connection, row) for row in speakers}
    many(
        connection,
        "INSERT INTO speaker_names (speaker_id, name, from_on, until_on, origin, reason)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        [
            (keys[row["speaker"]], row["name"], row["from_on"], row["until_on"],
             row["origin"] or "text", row["reason"])
            for row in names if row["speaker"] in keys and row["name"]
        ],
    )  # fmt: skip
    for row in roles:
        if row["speaker"] in keys and row["title"]:
            _add_role(connection, keys[row["speaker"]], row)


def restore_topics(connection: Connection, topics: Iterable[Row], terms: Iterable[Row]) -> None:
    """Add the topics of a package that this archive has not, with their terms and places."""
    held = {slug for (slug,) in connection.exec_driver_sql("SELECT slug FROM topics")}
    new = [row for row in topics if row["topic"] and row["topic"] not in held]
    names = ("definition", "iptc", "eurovoc", "cap", "belongs", "excluded", "example")
    many(
        connection,
        f"INSERT INTO topics (slug, label, {', '.join(names)}, origin)"
        f" VALUES (?, ?, {', '.join('?' * len(names))}, ?)",
        [
            (row["topic"], row["label"] or row["topic"], *(row[name] for name in names),
             row["origin"] or "import")
            for row in new
        ],
    )  # fmt: skip
    many(
        connection,
        "UPDATE topics SET parent_id = (SELECT p.id FROM topics AS p WHERE p.slug = ?)"
        " WHERE slug = ?",
        [(row["parent"], row["topic"]) for row in new if row["parent"]],
    )
    added = {row["topic"] for row in new}
    many(
        connection,
        "INSERT INTO topic_terms (topic_id, term, kind)"
        " VALUES ((SELECT id FROM topics WHERE slug = ?), ?, ?) ON CONFLICT DO NOTHING",
        [
            (row["topic"], row["term"], row["kind"] or "phrase")
            for row in terms if row["topic"] in added and row["term"]
        ],
    )  # fmt: skip


def _speaker(connection: Connection, row: Row) -> int:
    uid, name, kind = row["speaker"], row["name"] or row["speaker"], row["kind"] or "person"
    taken = connection.exec_driver_sql(
        "SELECT 1 FROM speakers WHERE uid = ?"
        " UNION ALL SELECT 1 FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id"
        " WHERE n.name = ? AND p.kind = ?",
        (uid, name, kind),
    ).first()
    if taken:
        uid = speaker_called(connection, uid, name, kind)
    else:
        connection.exec_driver_sql(
            "INSERT INTO speakers (uid, name, kind, origin) VALUES (?, ?, ?, ?)",
            (uid, name, kind, row["origin"] or "text"),
        )
    connection.exec_driver_sql(
        "UPDATE speakers SET wikidata = coalesce(wikidata, ?) WHERE uid = ?", (row["wikidata"], uid)
    )
    key = connection.exec_driver_sql("SELECT id FROM speakers WHERE uid = ?", (uid,))
    return int(key.scalar_one())


def _add_role(connection: Connection, speaker: int, row: Row) -> None:
    values = (row["title"], row["of"], row["seen_from"], row["seen_until"], row["origin"] or "text")
    held = connection.exec_driver_sql(
        "SELECT 1 FROM roles WHERE speaker_id = ? AND title = ? AND of IS ? AND seen_from IS ?"
        " AND seen_until IS ? AND origin = ?",
        (speaker, *values),
    ).first()
    if held is None:
        connection.exec_driver_sql(
            "INSERT INTO roles (speaker_id, title, of, seen_from, seen_until, origin)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (speaker, *values),
        )
