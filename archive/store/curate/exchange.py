"""Corrections as a list of their own: out of one archive, into another with the same articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from sqlite3 import Connection as Reader
from typing import Any

from sqlalchemy import Connection

from archive.likeness import same
from archive.store.engine import reader
from archive.store.people.decisions import Correction, corrections
from archive.store.people.fields import FIELDS, speakers_in
from archive.store.uids import uid_of_number
from archive.store.write.brought import Brought, corrections_of, known
from archive.store.write.corrections import take_in


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a correction on a line; ``other`` is the one of ours that it contradicts.

    ``state`` is taken, known, conflict, no article, no place, or unreadable.
    """

    line: int
    state: str
    correction: Correction | None = None
    other: Correction | None = None


def listed(connection: Reader) -> Iterator[dict[str, Any]]:
    """Yield the corrections that stand, the earliest first, as another archive takes them in.

    ``text`` is what ``archive.likeness.same`` makes of the article's body.
    """
    bodies: dict[str, int | None] = {}
    names = {uid: (name, kind) for uid, name, kind in connection.execute(_SPEAKERS)}
    for one in reversed(list(corrections(connection))):
        if one.field not in FIELDS:
            continue
        if one.article not in bodies:
            row = connection.execute(
                "SELECT body FROM articles WHERE uid = ?", (one.article,)
            ).fetchone()
            bodies[one.article] = same(row[0]) if row else None
        facts = asdict(one)
        kept = {name: facts[name] for name in facts if name not in ("id", "before", "undone_at")}
        people = {
            uid: {"name": names[uid][0], "kind": names[uid][1]}
            for uid in speakers_in(one.field, one.value)
            if uid in names
        }
        yield {**kept, "text": bodies[one.article], "corrected": people}


def take(
    connection: Connection, lines: Iterable[tuple[int, Mapping[str, Any]]], *, theirs: bool
) -> list[Taken]:
    """Take corrections of another archive in, and return what became of each.

    One that contradicts one of ours is left out, unless ``theirs``: then ours are undone. Call it
    within ``connection.begin()``.
    """
    done: list[Taken] = []
    wanted: list[Correction] = []
    for number, line in lines:
        one = _read(connection, line)
        if one is None or isinstance(one, str):
            done.append(Taken(number, one or "unreadable"))
            continue
        held = known(connection, one)
        other = None if held else _against(reader(connection), one)
        state = "known" if held else "conflict" if other and not theirs else "taken"
        done.append(Taken(number, state, one, other))
        if state == "taken":
            wanted.append(one)
    placed = take_in(
        connection, wanted, against=[one.other for one in done if one.other and theirs]
    )
    lost = {
        (one.article, one.field, one.made_at, one.statement) for one in placed if not one.is_placed
    }
    return [
        replace(one, state="no place")
        if one.state == "taken" and one.correction and _key(one.correction) in lost
        else one
        for one in done
    ]


def _key(one: Correction) -> tuple[str, str, str, str | None]:
    return one.article, one.field, one.made_at, one.statement


def _read(connection: Connection, line: Mapping[str, Any]) -> Correction | str | None:
    """Return a line's correction as it is here; "no article" where that is not in the archive."""
    article = _article(reader(connection), line)
    if article is None:
        return "no article"
    people = line.get("corrected")
    named = {
        str(uid): (str(one.get("name", uid)), str(one.get("kind", "person")))
        for uid, one in (people if isinstance(people, dict) else {}).items()
        if isinstance(one, dict)
    }
    uid = line.get("statement")
    uids = {uid: uid} if isinstance(uid, str) else {}
    found: Sequence[Correction] = corrections_of(
        connection, article, Brought([{**line, "before": None}], uids, named)
    )
    return found[0] if found else None


def _article(connection: Reader, line: Mapping[str, Any]) -> str | None:
    uid, text = line.get("article"), line.get("text")
    if connection.execute("SELECT 1 FROM articles WHERE uid = ?", (str(uid),)).fetchone():
        return str(uid)
    row = None
    if isinstance(text, int):
        row = connection.execute(
            "SELECT article FROM fingerprints WHERE fingerprint = ? LIMIT 1", (text,)
        ).fetchone()
    return uid_of_number(row[0]) if row else None


def _against(connection: Reader, one: Correction) -> Correction | None:
    """Return what stands here about the same and says something else."""
    for ours in corrections(connection, article=one.article):
        about = ours.statement == one.statement or (ours.quote and ours.quote == one.quote)
        if about and _contradict(ours, one):
            return ours
    return None


def _contradict(ours: Correction, one: Correction) -> bool:
    """Tell whether two decisions of the same cannot both stand: several topics can, or labels."""
    if {ours.field, one.field} == {"tag", "untag"}:
        return bool(ours.value == one.value)
    if ours.field != one.field or ours.field in ("tag", "untag"):
        return False
    named = {"add": "text", "turns": "label"}.get(one.field)
    if named and ours.value[named] != one.value[named]:
        return False
    return bool(ours.value != one.value)


_SPEAKERS = "SELECT uid, name, kind FROM speakers"
