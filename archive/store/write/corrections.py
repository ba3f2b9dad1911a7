"""What people decided against the machine: recorded, applied, taken back, applied again.

A decision names an article and a statement by uid and quotes the statement's words. It is applied
to the rows, so that every search, count and view shows it, and what it replaced is kept. So the
machine's rows are always known: those that are there with all replacements put back, the latest
first. Each change starts from these and applies the decisions that stand then, in their order: that
makes any of them able to be taken back, whatever was decided since. Each batch does the same with
the articles it has written, so decisions outlive every re-ingest: also where the analysis draws a
statement's edges again and its uid is another, because then the quoted words find it.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.errors import UsageError
from archive.store.clock import now
from archive.store.columns import listed
from archive.store.compiled import Compiled
from archive.store.engine import reader
from archive.store.people.decisions import COLUMNS, Correction, Value, correction_of
from archive.store.people.fields import FIELDS, OF_ARTICLE, machine_value, speakers_in
from archive.store.people.sheets import Anchor, Before, Sheet, anchor_of, find, restore
from archive.store.schema import articles, corrections, statements
from archive.store.sql import json_list
from archive.store.write.brought import Brought, corrections_of, known, numbered
from archive.store.write.sheets import load, save

ARTICLES_AT_ONCE = 200
"""Articles held in memory at a time, some 20 MB of long transcripts."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides: of an article (uid), and of a statement (uid) where that is meant.

    The value of ``speaker`` is a list of speakers' uids; an empty one says that nobody known said
    it. ``anchor`` is where the statement's words stand, for one that comes from elsewhere.
    """

    article: str
    field: str
    value: Value
    statement: str | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """By whom, why, with what and when (now, where that is None) corrections are made."""

    by: str | None = None
    reason: str | None = None
    tool: str | None = None
    at: str | None = None


UNSIGNED = Made()
"""Corrections of which nobody says who made them."""

Standing = Mapping[str, Sequence[Correction]]
"""The decisions that stand, by article, in the order in which they are applied."""


def correct(
    connection: Connection, statement: str, field: str, value: Value, made: Made = Made()
) -> int:
    """Record a decision on a statement (full uid), apply it, and return its command's number.

    Call it within ``connection.begin()``. Raises UsageError for what doesn't exist.
    """
    of_statement = select(articles.c.uid).join(statements, statements.c.article_id == articles.c.id)
    article = connection.scalar(of_statement.where(statements.c.uid == statement))
    if article is None:
        raise UsageError(f"there is no statement {statement}")
    return correct_all(connection, [Decision(article, field, value, statement)], made)


def correct_all(
    connection: Connection,
    decisions: Sequence[Decision],
    made: Made = Made(),
    command: int | None = None,
) -> int:
    """Record decisions as one command (or as more of ``command``), and return its number.

    All or none: raises UsageError for one that cannot be. Call it within ``connection.begin()``.
    """
    for one in decisions:
        if one.field not in FIELDS:
            raise UsageError(
                f"{one.field} cannot be corrected", hint=f"what can be: {', '.join(FIELDS)}"
            )
    _must_exist(connection, decisions)
    following, at = _following(connection, "id"), made.at or now()
    command = command or _following(connection, "command")
    new: dict[str, list[Correction]] = {}
    for number, one in enumerate(decisions, following):
        anchor = one.anchor or Anchor()
        row = Correction(
            number, command, at, made.by, made.reason, made.tool, one.article, one.statement,
            one.field, one.value, None, None, *_parts(anchor), None,
        )  # fmt: skip
        new.setdefault(one.article, []).append(row)

    def revised(standing: Sequence[Correction], article: str) -> Sequence[Correction]:
        return [*standing, *new[article]]

    _revise(connection, list(new), revised, must={one.id for ones in new.values() for one in ones})
    return command


def undo(connection: Connection, command: int) -> list[Correction]:
    """Take the corrections of a command back; what stood without them stands again.

    Returns them. Raises UsageError for no such command. Call it within ``connection.begin()``.
    """
    mine = [
        one
        for one in _read(connection, "command = ? AND undone_at IS NULL", command)
        if one.field in FIELDS
    ]
    if not mine:
        raise UsageError(
            f"there is no correction {command}, or it was undone already",
            hint="archive corrections log",
        )
    gone = {one.id for one in mine}
    _undo(connection, gone)

    def revised(standing: Sequence[Correction], _article: str) -> Sequence[Correction]:
        return [one for one in standing if one.id not in gone]

    articles = dict.fromkeys(one.article for one in mine)
    _revise(connection, list(articles), revised, before=mine)
    return mine


def apply_corrections(
    connection: Connection,
    articles: Sequence[str],
    brought: Mapping[str, Brought] | None = None,
) -> None:
    """Put the decisions on articles (uids) over what the machine has just written.

    What it says now is what stands when they are taken back. A decision whose statement or speaker
    is not there stays, and waits for it to come back. Those that were ``brought`` from another
    archive, by article, are in the rows already: what they replaced is put back first.
    """
    given = {uid: _taken_in(connection, uid, one) for uid, one in (brought or {}).items()}
    standing = _standing(connection, articles)
    for uid in given:
        standing.setdefault(uid, [])
    if not standing:
        return
    sheets = load(connection, list(standing))
    for uid, several in given.items():
        for one in sorted(several, key=_order, reverse=True):
            restore(sheets[uid], one.before or {})
    _apply_to(connection, sheets, standing, frozenset())
    save(connection, list(sheets.values()))


def take_in(
    connection: Connection, brought: Sequence[Correction], against: Sequence[Correction] = ()
) -> list[Correction]:
    """Record decisions of another archive about articles of this one, and apply them.

    Those that they contradict (``against``) are undone. Returns them as they are now, without
    ``before`` where they find no place. Call it within ``connection.begin()``.
    """
    new: dict[str, list[Correction]] = {}
    rows = numbered(connection, brought)
    for one in rows:
        new.setdefault(one.article, []).append(one)
    gone = {one.id for one in against}
    if gone:
        _undo(connection, gone)

    def revised(standing: Sequence[Correction], article: str) -> Sequence[Correction]:
        return [*(one for one in standing if one.id not in gone), *new[article]]

    _revise(connection, list(new), revised, before=against)
    return _read(
        connection, "id IN (SELECT value FROM json_each(?))", json_list(one.id for one in rows)
    )


def machine_sheets(connection: Connection, articles: Sequence[str]) -> dict[str, Sheet]:
    """Return articles (uids) as they are without what people decided."""
    sheets, standing = load(connection, articles), _standing(connection, articles)
    for uid, sheet in sheets.items():
        for one in sorted(standing.get(uid, ()), key=_order, reverse=True):
            restore(sheet, one.before or {})
    return sheets


def show_machine(connection: Connection) -> None:
    """Let all rows say what the machine does; what people decided stands, but nothing shows it.

    This is for a copy of an archive that another one takes in. Call it within
    ``connection.begin()``.
    """
    decided = reader(connection).execute(
        "SELECT DISTINCT article_uid FROM corrections WHERE undone_at IS NULL ORDER BY 1"
    )
    uids = [uid for (uid,) in decided]
    for first in range(0, len(uids), ARTICLES_AT_ONCE):
        sheets = machine_sheets(connection, uids[first : first + ARTICLES_AT_ONCE])
        save(connection, list(sheets.values()))


def apply_topics(connection: Connection, articles: Sequence[int]) -> None:
    """Put the decisions on topics over what a new tagging of articles (keys) has just written."""
    wanted = json_list(articles)
    uids = reader(connection).execute(
        "SELECT DISTINCT c.article_uid FROM corrections AS c JOIN articles AS a"
        " ON a.uid = c.article_uid WHERE c.undone_at IS NULL AND c.field IN ('tag', 'untag')"
        " AND a.id IN (SELECT value FROM json_each(?))",
        (wanted,),
    )
    standing = {
        uid: [one for one in several if one.field in ("tag", "untag")]
        for uid, several in _standing(connection, [uid for (uid,) in uids]).items()
    }
    if standing:
        sheets = load(connection, list(standing))
        _apply_to(connection, sheets, standing, frozenset())
        save(connection, list(sheets.values()))


def _taken_in(connection: Connection, article: str, brought: Brought) -> list[Correction]:
    """Record those that are not known yet; return all, with what they replaced."""
    given = corrections_of(connection, article, brought)
    # Of one second, the other archive's order holds.
    given = [
        one for _, one in sorted(enumerate(given), key=lambda pair: (pair[1].made_at, pair[0]))
    ]
    held = [known(connection, one) for one in given]
    new = numbered(connection, [one for one, it in zip(given, held, strict=True) if it is None])
    _write(connection, new)
    numbers = iter(new)
    return [
        next(numbers) if it is None else replace(one, id=it.id)
        for one, it in zip(given, held, strict=True)
    ]


def _revise(
    connection: Connection,
    articles: Sequence[str],
    revised: Callable[[Sequence[Correction], str], Sequence[Correction]],
    *,
    must: Iterable[int] = (),
    before: Sequence[Correction] = (),
) -> None:
    """Put the machine's rows back and apply what stands then: ``revised`` of what stood.

    ``before`` stood until now, too. ``must`` (ids) raise where they cannot be applied.
    """
    for first in range(0, len(articles), ARTICLES_AT_ONCE):
        some = articles[first : first + ARTICLES_AT_ONCE]
        standing = _standing(connection, some)
        for one in before:
            if one.article in some:
                standing.setdefault(one.article, []).append(one)
        sheets = load(connection, some)
        for uid, sheet in sheets.items():
            for one in sorted(standing.get(uid, ()), key=_order, reverse=True):
                restore(sheet, one.before or {})
        after = {uid: revised(sorted(standing.get(uid, ()), key=_order), uid) for uid in sheets}
        _apply_to(connection, sheets, after, frozenset(must))
        save(connection, list(sheets.values()))


def _order(one: Correction) -> tuple[str, int]:
    return one.made_at, one.id


def _apply_to(
    connection: Connection, sheets: Mapping[str, Sheet], standing: Standing, must: frozenset[int]
) -> None:
    known = _known_speakers(connection, standing)
    rows = []
    for article, several in standing.items():
        sheet = sheets.get(article)
        for one in sorted(several, key=_order):
            done = _applied(sheet, one, known, is_new=one.id in must) if sheet else None
            rows.append(done or replace(one, before=None))
    _write(connection, rows)


def _applied(
    sheet: Sheet, one: Correction, known: frozenset[str], *, is_new: bool
) -> Correction | None:
    """Apply a decision and return it as it is now; None where it finds no place."""
    anchor = Anchor(one.quote, one.prefix, one.suffix, one.start)
    of_article = one.field in OF_ARTICLE
    uid = sheet.uid if of_article else find(sheet, one.statement, anchor)
    missing = [speaker for speaker in speakers_in(one.field, one.value) if speaker not in known]
    if is_new and missing:
        raise UsageError(f"there is no speaker {missing[0]}", hint="archive speakers")
    if is_new and uid is None:
        raise UsageError(f"{sheet.uid} has no statement {one.statement or 'of these words'}")
    if uid is None or missing:
        return None
    if not of_article and one.quote is None:
        anchor = anchor_of(sheet, uid)
    try:
        before = FIELDS[one.field](sheet, uid, one.value)
    except UsageError:
        if is_new:
            raise
        return None
    return _as_applied(one, before, None if of_article else uid, anchor)


def _as_applied(one: Correction, before: Before, uid: str | None, anchor: Anchor) -> Correction:
    if one.field == "add":
        uid = next(iter(before))
    return replace(
        one,
        statement=uid,
        machine_value=machine_value(one.field, before, uid or one.article),
        before=before,
        quote=anchor.quote,
        prefix=anchor.prefix,
        suffix=anchor.suffix,
        start=anchor.start,
    )


def _must_exist(connection: Connection, decisions: Iterable[Decision]) -> None:
    wanted = {one.article for one in decisions}
    found = reader(connection).execute(
        "SELECT uid FROM articles WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(wanted),),
    )
    missing = sorted(wanted - {uid for (uid,) in found})
    if missing:
        raise UsageError(f"there is no article {missing[0]}")


def _following(connection: Connection, column: str) -> int:
    last = select(func.coalesce(func.max(corrections.c[column]), 0))
    return int(connection.execute(last).scalar_one()) + 1


def _undo(connection: Connection, ids: Iterable[int]) -> None:
    these = update(corrections).where(corrections.c.id.in_(listed(ids)))
    connection.execute(these.values(undone_at=now()))


def _known_speakers(connection: Connection, standing: Standing) -> frozenset[str]:
    wanted = {
        uid
        for several in standing.values()
        for one in several
        for uid in speakers_in(one.field, one.value)
    }
    rows = reader(connection).execute(
        "SELECT uid FROM speakers WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(wanted),),
    )
    return frozenset(uid for (uid,) in rows)


def _standing(connection: Connection, articles: Sequence[str]) -> dict[str, list[Correction]]:
    found: dict[str, list[Correction]] = {}
    where = "undone_at IS NULL AND article_uid IN (SELECT value FROM json_each(?))"
    for one in _read(connection, where, json_list(articles)):
        if one.field in FIELDS:
            found.setdefault(one.article, []).append(one)
    return found


def _read(connection: Connection, where: str, value: str | int) -> list[Correction]:
    rows = reader(connection).execute(
        f"SELECT {COLUMNS} FROM corrections WHERE {where} ORDER BY made_at, id", (value,)
    )
    return [correction_of(row) for row in rows]


def _write(connection: Connection, rows: Sequence[Correction]) -> None:
    _RECORD.run_all(connection, [_row(one) for one in rows])


def _row(one: Correction) -> dict[str, Any]:
    row = {_COLUMNS.get(name, name): value for name, value in asdict(one).items()}
    for name in ("value", "machine_value"):
        row[name] = json.dumps(row[name], ensure_ascii=False)
    row["article_uid"] = one.article or None
    row["before"] = None if one.before is None else json.dumps(one.before, ensure_ascii=False)
    return row


def _parts(anchor: Anchor) -> tuple[str | None, str | None, str | None, int | None]:
    return anchor.quote, anchor.prefix, anchor.suffix, anchor.start


_COLUMNS = {name: f"{name}_uid" for name in ("article", "statement", "speaker")}
"""Parts of a correction that its columns call otherwise."""

_CHANGED = ("statement_uid", "machine_value", "before", "quote", "prefix", "suffix", "start")
"""What becomes of a correction that is there when its article is analysed again."""

_NEW = insert(corrections)
_RECORD = Compiled(
    _NEW.on_conflict_do_update(
        index_elements=["id"], set_={name: _NEW.excluded[name] for name in _CHANGED}
    ),
    corrections.c.keys(),
)
