"""Integer keys for a batch: ``day << 20 | sequence``, so that a key sorts by date."""

from collections.abc import Iterable, Sequence
from functools import cache
from operator import itemgetter

from sqlalchemy import Connection, Table, bindparam, case, func, select

from archive.errors import StoreError
from archive.store.compiled import Compiled
from archive.store.schema import articles
from archive.store.sql import json_list
from archive.store.uids import DAY_BITS, FIRST_DAY, day_of
from archive.store.write.plan import Planned


class Numbers:
    """Gives the next free key of a day; the write lock is held, so nobody else takes it."""

    def __init__(self, connection: Connection, table: Table, days: Iterable[int]) -> None:
        """Ask once for the last key of each day that the batch needs."""
        rows = _last_keys(table).run(connection, days=json_list(days))
        self._next = {
            day: (day << DAY_BITS or 1) if last is None else last + 1 for day, last in rows
        }

    def next(self, day: int) -> int:
        """Return a key; raise StoreError where the day is full."""
        key = self._next[day]
        if key >= (day + 1 if day else FIRST_DAY) << DAY_BITS:
            raise StoreError(f"more than {1 << DAY_BITS:,} rows on one day cannot be numbered")
        self._next[day] = key + 1
        return key


@cache
def _last_keys(table: Table) -> Compiled:
    """Return the query for the last key of each of the ``days``."""
    day = func.json_each(bindparam("days")).table_valued("value").c.value
    # Days before the first one are no dates: there keys run on.
    after = case((day == 0, FIRST_DAY), else_=day + 1)
    last = select(func.max(table.c.id)).where(
        table.c.id >= day.bitwise_lshift(DAY_BITS), table.c.id < after.bitwise_lshift(DAY_BITS)
    )
    return Compiled(select(day, last.scalar_subquery()))


def day_of_key(key: int) -> int:
    """Return the day of a key; 0 for a row without a date."""
    day = key >> DAY_BITS
    return day if day >= FIRST_DAY else 0


def article_keys(connection: Connection, planned: Sequence[Planned]) -> dict[str, int]:
    """Return each article's key by uid: the one it has, unless its date changed."""
    days = {one.uid: day_of(one.item.date) for one in planned}
    numbers = Numbers(connection, articles, set(days.values()))
    return {
        one.uid: one.key
        if one.key is not None and day_of_key(one.key) == days[one.uid]
        else numbers.next(days[one.uid])
        for one in planned
    }


def statement_keys(
    days: Sequence[int], uids: Sequence[str], held: dict[str, int] | None, numbers: Numbers
) -> list[int]:
    """Return the keys of an article's statements, of which the days on which they were said.

    They stay as long as no statement is inserted, moved or dated again; otherwise all get new ones,
    so that within an article keys always follow the reading order.
    """
    if held is not None:
        keys = [held.get(uid, -1) for uid in uids]
        by_day = [key for _, key in sorted(zip(days, keys, strict=True), key=itemgetter(0))]
        if -1 not in keys and by_day == sorted(keys) and [day_of_key(key) for key in keys] == days:
            return keys
    return [numbers.next(day) for day in days]
