"""How much an archive holds, in three numbers."""

from typing import NamedTuple

from sqlalchemy import Connection


class Totals(NamedTuple):
    """Statements, the speakers who made some, and the topics that they are on."""

    statements: int
    speakers: int
    topics: int


def totals(connection: Connection) -> Totals:
    """Count; the numbers of speakers and topics come from maintained counts."""
    row = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM statements),"
        " (SELECT count(*) FROM speakers WHERE statements > 0),"
        " (SELECT count(*) FROM topics WHERE statements > 0)"
    ).one()
    return Totals(*row)
