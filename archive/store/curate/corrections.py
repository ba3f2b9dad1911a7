"""What a user wants corrected, made into decisions: names become speakers, queries statements."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from sqlite3 import Connection as Reader
from typing import Any

from sqlalchemy import Connection, or_, select

from archive.errors import UsageError
from archive.query import Node
from archive.store.engine import reader
from archive.store.people.adding import add_speaker
from archive.store.people.decisions import Correction, corrections
from archive.store.people.fields import OF_ARTICLE, OF_STATEMENT
from archive.store.people.names import resolve_speaker
from archive.store.reports.ids import article_of, find
from archive.store.schema import topics
from archive.store.search.lookup import find_topics
from archive.store.search.request import Request, plan
from archive.store.sql import json_list
from archive.store.write.corrections import Decision

NOTHING = "-"
"""What a user writes for no value: nobody, no date, no place."""

Wanted = Mapping[str, Any]
"""Field -> value, as a user gives it; ``speaker`` is a list of names."""


@dataclass(frozen=True, slots=True)
class Target:
    """A statement or, without ``statement``, an article that is to be corrected.

    ``state`` is how its rows stood when the user looked at them, ``speakers`` who they say it is.
    """

    article: str
    statement: str | None = None
    state: int | None = None
    speakers: str = ""


def targets_of_ids(connection: Reader, ids: Iterable[str]) -> list[Target]:
    """Return what ids of a user mean; raise UsageError for one that means nothing."""
    found = []
    for text in ids:
        kind, uid = find(connection, text)
        if kind == "article":
            found.append(Target(uid))
        else:
            found.append(_state(connection, Target(article_of(connection, uid), uid)))
    return found


def targets_of_query(connection: Reader, tree: Node) -> list[Target]:
    """Return the statements that a query finds, in the order of time."""
    found = plan(connection, Request(tree, "statements", "date", None, date.today()))
    where = f"WHERE s.id IN (SELECT id FROM ({found.picked})) ORDER BY s.id"
    rows = connection.execute(f"{_TARGETS} {where}", found.parameters)
    return [Target(*row) for row in rows]


def changed_since(connection: Reader, targets: Sequence[Target]) -> list[Target]:
    """Return the statements that are not as they were when the user looked."""
    return [one for one in targets if one.statement and _state(connection, one) != one]


def said_by(targets: Iterable[Target]) -> list[tuple[str, int]]:
    """Return who the statements are said to be by now, with how many, the most first."""
    return Counter(one.speakers or "nobody" for one in targets if one.statement).most_common()


def _state(connection: Reader, one: Target) -> Target:
    row = connection.execute(f"{_TARGETS} WHERE s.uid = ?", (one.statement,)).fetchone()
    return Target(*row) if row else Target(one.article, one.statement)


def decisions(
    connection: Connection, targets: Sequence[Target], wanted: Wanted, new: str | None = None
) -> list[Decision]:
    """Return what is decided of each target; ``new`` is the kind of speakers not known yet.

    Raises UsageError for a field that the target does not have, and for a speaker who is unknown.
    """
    fields = dict(wanted)
    if {"add", "turns"} & fields.keys() and "speaker" not in fields:
        raise UsageError("who said it?", hint="add --speaker NAME; --speaker - for nobody known")
    uids = speaker_uids(connection, fields.get("speaker", ()), new)
    made: list[Decision] = []
    for one in targets:
        for field, value in _with_speakers(fields, uids).items():
            own = OF_STATEMENT if one.statement else OF_ARTICLE
            if field not in own:
                raise UsageError(_wrong(one, field), hint=_hint(one, field))
            values = _topics(connection, value) if field in ("tag", "untag") else [value]
            made += [Decision(one.article, field, each, one.statement) for each in values]
    return made


def _topics(connection: Connection, given: Iterable[str]) -> list[str]:
    """Return the slugs of topics, named by slug or label."""
    slugs = []
    for text in given:
        called = or_(topics.c.slug == text, topics.c.label.collate("NOCASE") == text)
        slug = connection.scalar(select(topics.c.slug).where(called).limit(1))
        if slug is None:
            find_topics(reader(connection), text)  # which names the nearest
            raise UsageError(f"{text!r} is no topic", hint="archive topics")
        slugs.append(str(slug))
    return slugs


def _with_speakers(fields: Mapping[str, Any], uids: list[str]) -> dict[str, Any]:
    """Return the values as corrections hold them."""
    found = {
        name: None if value == NOTHING else value
        for name, value in fields.items()
        if name not in ("speaker", "turns", "add")
    }
    if "turns" in fields:
        found["turns"] = {"label": fields["turns"], "speakers": uids}
    if "add" in fields:
        said_on = found.pop("said_on", None)
        found["add"] = {"text": fields["add"], "speakers": uids, "said_on": said_on}
    if "speaker" in fields and not {"turns", "add"} & fields.keys():
        found["speaker"] = uids
    return found


def _wrong(one: Target, field: str) -> str:
    kind, other = ("statement", "article") if one.statement else ("article", "statement")
    return f"{one.statement or one.article} is a {kind}; {field} belongs to a {other}".replace(
        "a article", "an article"
    )


def _hint(one: Target, field: str) -> str:
    if one.statement:
        return f"archive correct {one.article} …"
    if field == "speaker":
        return f'which of its statements? archive correct {one.article} --turns "LABEL" --speaker …'
    return f"its statements: archive show {one.article}"


def speaker_uids(connection: Connection, names: Iterable[str], new: str | None) -> list[str]:
    """Return the speakers whom names mean; ``new`` is the kind of those that are to be made.

    Raises UsageError with the nearest names for one who is not known.
    """
    uids = []
    for name in names:
        if name == NOTHING:
            continue
        try:
            uids.append(resolve_speaker(reader(connection), name).uid)
        except UsageError as error:
            if "matches several" in error.message:
                raise
            if new is None:
                hint = "; ".join(filter(None, [error.hint, "or make one: --new person"]))
                raise UsageError(error.message, hint=hint) from None
            uids.append(add_speaker(connection, name, new))
    return list(dict.fromkeys(uids))


def standing_on(connection: Reader, targets: Sequence[Target]) -> list[Correction]:
    """Return what others have decided of these statements already, latest first."""
    wanted = {one.statement for one in targets if one.statement}
    rows = connection.execute(
        "SELECT DISTINCT article_uid FROM corrections WHERE undone_at IS NULL"
        " AND article_uid IN (SELECT value FROM json_each(?))",
        (json_list({one.article for one in targets}),),
    )
    return [
        one
        for (article,) in rows
        for one in corrections(connection, article=article)
        if one.statement in wanted or wanted & (one.before or {}).keys()
    ]


# The checksum is of the row, the speakers stand in another table.
_TARGETS = """
SELECT a.uid, s.uid, s.checksum,
    coalesce((SELECT group_concat(name, '; ') FROM (
        SELECT p.name FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id
        WHERE x.statement_id = s.id ORDER BY x.position)), '')
FROM statements AS s JOIN articles AS a ON a.id = s.article_id"""
