"""Which articles are about one event, as people decide it against what their reports say."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from archive.errors import UsageError
from archive.store.engine import reader
from archive.store.reports.events import all_events, find_event
from archive.store.reports.ids import find
from archive.store.write.corrections import Decision, Made, correct_all


def merge_events(connection: Connection, ids: Sequence[str], made: Made) -> int:
    """Decide that articles are about one event; return the command's number.

    ``ids`` are those of articles or events. Raises UsageError for what is none, and for fewer than
    two articles. Call it within ``connection.begin()``.
    """
    first, *others = dict.fromkeys(_article(connection, text) for text in ids)
    if not others:
        raise UsageError("name two articles or events", hint="archive events lists them")
    return correct_all(connection, [_decision(first, one, same=True) for one in others], made)


def split_events(connection: Connection, ids: Sequence[str], made: Made) -> int:
    """Decide that articles are not about the event that they are filed under; return the number.

    Raises UsageError for one that is alone. Call it within ``connection.begin()``.
    """
    mine = list(dict.fromkeys(_article(connection, text) for text in ids))
    decided: list[Decision] = []
    for event in all_events(reader(connection)):
        apart = [uid for uid in event.articles if uid in mine]
        left = [uid for uid in event.articles if uid not in mine]
        decided += [_decision(uid, other, same=False) for uid in apart for other in left]
    alone = _alone(mine, decided)
    if alone:
        raise UsageError(
            f"{alone} is the only article of its event", hint=f"archive show e:{alone[2:]}"
        )
    return correct_all(connection, decided, made)


def _alone(mine: Iterable[str], decided: Iterable[Decision]) -> str | None:
    named = {one.article for one in decided}
    return next((uid for uid in mine if uid not in named), None)


def _decision(article: str, other: str, *, same: bool) -> Decision:
    return Decision(article, "event", {"article": other, "same": same})


def _article(connection: Connection, text: str) -> str:
    raw = reader(connection)
    if text.strip().lower().startswith("e:"):
        return find_event(raw, text).articles[0]
    kind, uid = find(raw, text)
    if kind != "article":
        raise UsageError(f"{uid} is no article", hint="archive query --articles")
    return uid
