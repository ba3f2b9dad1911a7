"""What copies of articles are found by, kept in step with the articles' bodies."""

from collections.abc import Sequence

from sqlalchemy import Connection

from archive.store.stage import many
from archive.store.uids import number_of_uid

Fingerprints = Sequence[int]


def write_fingerprints(
    connection: Connection, changes: Sequence[tuple[str, Fingerprints, Fingerprints]]
) -> None:
    """Replace what articles are found by: of each the uid, the fingerprints before and after."""
    gone, new = [], []
    for uid, before, after in changes:
        article = number_of_uid(uid)
        gone += [(one, article) for one in before if one not in after]
        new += [(one, article) for one in after if one not in before]
    many(connection, "DELETE FROM fingerprints WHERE fingerprint = ? AND article = ?", gone)
    many(
        connection,
        "INSERT INTO fingerprints VALUES (?, ?) ON CONFLICT DO NOTHING",
        sorted(new),
    )
