"""Stored articles as the machine left them, and other statements in the place of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from sqlite3 import Connection as Reader

from sqlalchemy import Connection

from archive.records import Article
from archive.store.engine import reader
from archive.store.people.sheets import Sheet
from archive.store.rows import article_in
from archive.store.sql import json_list
from archive.store.uids import statement_uids
from archive.store.write.batch import write_planned
from archive.store.write.corrections import machine_sheets
from archive.store.write.plan import Planned
from archive.store.write.prepare import TEXT, Prepared


@dataclass(frozen=True, slots=True)
class MachineArticle:
    """An article without its corrections; ``statements`` are text, speakers and day of each.

    ``is_given``: its statements came with it.
    """

    uid: str
    key: int
    article: Article
    statements: tuple[tuple[str, str, str | None], ...]
    is_given: bool


def article_uids(connection: Reader) -> list[str]:
    """Return the uids of all articles, the oldest first."""
    return [uid for (uid,) in connection.execute("SELECT uid FROM articles ORDER BY id")]


def machine_articles(connection: Connection, uids: Sequence[str]) -> Iterator[MachineArticle]:
    """Yield articles as they were before people corrected them."""
    raw = reader(connection)
    sheets = machine_sheets(connection, uids)
    rows = raw.execute(
        "SELECT a.uid, a.id, (SELECT d.path FROM documents AS d WHERE d.article_id = a.id"
        " ORDER BY d.id LIMIT 1) FROM articles AS a"
        " WHERE a.uid IN (SELECT value FROM json_each(?)) ORDER BY a.id",
        (json_list(uids),),
    ).fetchall()
    names = dict(raw.execute("SELECT uid, name FROM speakers"))
    for uid, key, path in rows:
        sheet = sheets[uid]
        article = article_in(sheet.article, path or "")
        given = sheet.article["origin"] == "given"
        yield MachineArticle(uid, key, article, tuple(_said(sheet, names)), given)


def _said(sheet: Sheet, names: dict[str, str]) -> Iterator[tuple[str, str, str | None]]:
    for facts in sheet.statements.values():
        who = "; ".join(names.get(one[0], one[0]) for one in facts["speakers"])
        yield facts["text"], who, facts["said_on"]


def replace_with(connection: Connection, items: Sequence[tuple[MachineArticle, Prepared]]) -> None:
    """Write other statements over those of articles; their documents stay as they are."""
    planned = []
    for held, item in items:
        uids = tuple(statement_uids(held.uid, [str(facts[TEXT]) for facts in item.statements]))
        mine = replace(item, uid=held.uid, uids=uids)
        planned.append(Planned(mine, "updated", held.uid, held.key, records=False))
    write_planned(connection, planned)
