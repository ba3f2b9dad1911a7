"""What each field of the query language means in SQL.

A filter is a condition about the row of a statement (``s``) or of an article (``a``). ``{key}``
stands for that row's key, because other tables can give it: an index of speakers, of topics, of
words. Only the fixed text here is formatted; what a user typed is always a parameter.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from archive.store.search.spellings import in_capitals

Unit = Literal["statements", "articles"]
Value = str | int

SEQUENCE_BITS = 20
"""A key is ``day << 20 | sequence``, so a period is one range of keys."""
FIRST_KEY = 1 << SEQUENCE_BITS
"""The first key of a row with a date."""


class Condition(NamedTuple):
    """A piece of SQL with its parameters; ``reads_row`` where the key alone is not enough.

    ``bounds`` where it is a range of keys, which shortens every list that it is said of.
    """

    sql: str
    parameters: tuple[Value, ...] = ()
    about: Unit = "statements"
    reads_row: bool = False
    bounds: bool = False

    def at(self, key: str) -> str:
        """Return the SQL with the expression that gives the key."""
        return self.sql.format(key=key)


def joined(word: Literal["AND", "OR"], conditions: list[Condition]) -> Condition:
    """Join conditions about the same kind of row."""
    if len(conditions) == 1:
        return conditions[0]
    return Condition(
        "(" + f" {word} ".join(condition.sql for condition in conditions) + ")",
        tuple(value for condition in conditions for value in condition.parameters),
        conditions[0].about,
        any(condition.reads_row for condition in conditions),
    )


def negated(condition: Condition) -> Condition:
    """Return what does not hold; unknown counts as "does not"."""
    sql = f"({condition.sql}) IS NOT TRUE"
    return Condition(sql, condition.parameters, condition.about, condition.reads_row)


def lifted(conditions: list[Condition], unit: Unit) -> Condition:
    """Say of a row of the other kind what ``conditions`` say, all of the same row."""
    inner = joined("AND", conditions)
    if unit == "statements":
        link = f"SELECT 1 FROM articles AS a WHERE a.id = s.article_id AND {inner.at('a.id')}"
        return Condition(f"EXISTS ({link})", inner.parameters, unit, reads_row=True)
    link = f"SELECT 1 FROM statements AS s WHERE s.article_id = {{key}} AND {inner.at('s.id')}"
    return Condition(f"EXISTS ({link})", inner.parameters, unit)


def held(condition: Condition, key: str) -> Condition:
    """Return a condition about a row that the source itself holds, by the key that it has there."""
    return Condition(condition.at(key), condition.parameters, condition.about)


def of_text(name: str, value: str) -> Condition:
    """Return the condition that a field other than speaker, topic and dates stands for."""
    return _TEXTS[name](value)


LINKS = {
    "speaker": ("statement_speakers", "speaker_id"),
    "topic": ("statement_topics", "topic_id"),
    "about": ("statement_mentions", "speaker_id"),
}
"""The table that links a statement to the values of a field, and its column of them."""


def linked(name: str, ids: tuple[int, ...]) -> Condition:
    """Return the condition that a statement has one of these speakers or topics, or names one."""
    table, column = LINKS[name]
    marks = ", ".join("?" * len(ids))
    return Condition(
        f"EXISTS (SELECT 1 FROM {table} AS x"
        f" WHERE x.statement_id = {{key}} AND x.{column} IN ({marks}))",
        ids,
    )


def said_strictly(ids: tuple[int, ...]) -> Condition:
    """Return the condition that a statement itself names one of these topics."""
    marks = ", ".join("?" * len(ids))
    return Condition(
        "EXISTS (SELECT 1 FROM statement_topics AS x WHERE x.statement_id = {key}"
        f" AND x.place = 'statement' AND x.topic_id IN ({marks}))",
        ids,
    )


def words(table: str, asked: str, unit: Unit) -> Condition:
    """Return the condition that an index of words finds the row.

    With the ``+`` the index is read once; without it SQLite may look into it for each row.
    """
    return Condition(
        f"+{{key}} IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)", (asked,), unit
    )


def cased(unit: Unit, letters: str) -> Condition:
    """Return the condition that an abbreviation stands in the text in its capitals."""
    text = "s.text" if unit == "statements" else "coalesce(a.title, '') || ' ' || a.body"
    patterns = tuple(in_capitals(letters))
    holds = " OR ".join(f"' ' || {text} || ' ' GLOB ?" for _ in patterns)
    return Condition(f"({holds})", patterns, unit, reads_row=True)


def said(unit: Unit, first: date | None, last: date | None) -> list[Condition]:
    """Return the conditions that the key's day is in a period.

    A month or a year known without its days has the key of its first day; where the period ends
    within it, it does not count.
    """
    within = (_key(first or date.min), _end(last))
    keys = Condition("{key} BETWEEN ? AND ?", within, unit, bounds=True)
    if last is None or (last.month, last.day) == (12, 31):
        return [keys]
    column = "s.said_on" if unit == "statements" else "coalesce(a.event_on, a.published_on)"
    return [keys, _whole(column, last, unit)]


def published(first: date | None, last: date | None) -> Condition:
    """Return the condition that the article was published in a period."""
    day = "a.published_on || substr('-01-01', length(a.published_on) - 3)"
    low, high = (first or date.min).isoformat(), (last or date.max).isoformat()
    within = Condition(f"{day} BETWEEN ? AND ?", (low, high), "articles", True)
    if last is None:
        return within
    return joined("AND", [within, _whole("a.published_on", last, "articles")])


def added(first: date | None, last: date | None) -> Condition:
    """Return the condition that a document of the article was read in a period of local days."""
    low = _begin_of(first) if first else ""
    high = _begin_of(last + timedelta(days=1)) if last and last < date.max else "9"
    return Condition(
        "EXISTS (SELECT 1 FROM documents AS d WHERE d.article_id = {key}"
        " AND d.read_at >= ? AND d.read_at < ?)",
        (low, high),
        "articles",
    )


def _begin_of(day: date) -> str:
    """Return when a day begins here, as it is stored: by UTC."""
    try:
        begin = datetime.combine(day, time.min).astimezone(UTC)
    except (OverflowError, OSError, ValueError):  # a day that the system's clock knows nothing of
        return day.isoformat()
    return begin.isoformat().replace("+00:00", "Z")


def missing(name: str, unit: Unit) -> Condition:
    """Return the condition that a field has no value."""
    if name == "said":
        return Condition(f"{{key}} < {FIRST_KEY}", (), unit)
    return _MISSING[name]


def _key(day: date) -> int:
    return day.toordinal() << SEQUENCE_BITS


def _end(day: date | None) -> int:
    return ((day or date.max).toordinal() + 1 << SEQUENCE_BITS) - 1


def _whole(column: str, last: date, unit: Unit) -> Condition:
    """Leave out a month or year that goes on after ``last``: "2021" is not within 2021-03."""
    after = last + timedelta(days=1) if last < date.max else last
    return Condition(
        f"(length({column}) = 10 OR {column} < substr(?, 1, length({column})))",
        (after.isoformat(),),
        unit,
        True,
    )


def _contains(column: str, value: str) -> Condition:
    """Return the condition that a column holds the text, whatever the case of ASCII letters."""
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return Condition(f"{column} LIKE ? ESCAPE '\\'", (f"%{escaped}%",), "articles", True)


def _equals(column: str) -> Callable[[str], Condition]:
    sql = f"{column} = ? COLLATE NOCASE"
    return lambda value: Condition(sql, (value,), _about(column), True)


def _about(column: str) -> Unit:
    return "statements" if column.startswith("s.") else "articles"


def _cue(value: str) -> Condition:
    sql = "(s.cue_lemma = ? COLLATE NOCASE OR s.cue = ? COLLATE NOCASE)"
    return Condition(sql, (value, value), reads_row=True)


def _role(column: str) -> Callable[[str], Condition]:
    def holds(value: str) -> Condition:
        inner = _contains(f"r.{column}", value)
        return Condition(_ROLES.format(key="{key}", condition=inner.sql), inner.parameters)

    return holds


def _country(value: str) -> Condition:
    """The speaker held an office of the country when this was said, or is the country."""
    itself = Condition(
        "EXISTS (SELECT 1 FROM statement_speakers AS x JOIN speakers AS p ON p.id = x.speaker_id"
        " WHERE x.statement_id = {key} AND p.kind = 'country' AND p.name = ? COLLATE NOCASE)",
        (value,),
    )
    return joined("OR", [_role("of")(value), itself])


def _id(value: str) -> Condition:
    """A statement by the beginning of its id, or all of an article; "s:" may be left out."""
    uid = value.lower() if value[1:2] == ":" else f"s:{value.lower()}"
    high = uid + "\U0010ffff"
    if uid.startswith("a:"):
        return Condition("a.uid >= ? AND a.uid < ?", (uid, high), "articles", True)
    return Condition("s.uid >= ? AND s.uid < ?", (uid, high), "statements", True)


_ROLES = (
    "EXISTS (SELECT 1 FROM statement_speakers AS x JOIN roles AS r ON r.id = x.role_id"
    " WHERE x.statement_id = {key} AND {condition})"
)
_FLAGS = {
    "explicit": "s.implicit = 0",
    "implicit": "s.implicit = 1",
    "headline": "s.headline = 1",
    "joint": "s.collective = 1",
}
_TEXTS: dict[str, Callable[[str], Condition]] = {
    "role": _role("title"),
    "country": _country,
    "cue": _cue,
    "cue-class": _equals("s.cue_class"),
    "quotation": _equals("s.quotation"),
    "kind": _equals("s.kind"),
    "confidence": lambda value: Condition(
        "s.confidence >= CAST(? AS REAL)", (value,), reads_row=True
    ),
    "is": lambda value: Condition(_FLAGS[value], reads_row=True),
    "genre": _equals("a.genre"),
    "title": lambda value: _contains("a.title", value),
    "publisher": lambda value: _contains("a.publisher", value),
    "place": lambda value: _contains("a.place", value),
    "lang": _equals("a.language"),
    "id": _id,
}
_MISSING = {
    "speaker": Condition(
        "NOT EXISTS (SELECT 1 FROM statement_speakers AS x WHERE x.statement_id = {key})"
    ),
    "about": Condition(
        "NOT EXISTS (SELECT 1 FROM statement_mentions AS x WHERE x.statement_id = {key})"
    ),
    "topic": Condition(
        "NOT EXISTS (SELECT 1 FROM statement_topics AS x WHERE x.statement_id = {key})"
    ),
    "topic-strict": Condition(
        "NOT EXISTS (SELECT 1 FROM statement_topics AS x"
        " WHERE x.statement_id = {key} AND x.place = 'statement')"
    ),
    "role": Condition("NOT " + _ROLES.format(key="{key}", condition="r.title IS NOT NULL")),
    "country": Condition("NOT " + _ROLES.format(key="{key}", condition="r.of IS NOT NULL")),
    "cue": Condition("s.cue IS NULL", reads_row=True),
    "cue-class": Condition("s.cue_class IS NULL", reads_row=True),
    "genre": Condition("a.genre IS NULL", (), "articles", True),
    "title": Condition("a.title IS NULL", (), "articles", True),
    "publisher": Condition("a.publisher IS NULL", (), "articles", True),
    "place": Condition("a.place IS NULL", (), "articles", True),
    "lang": Condition("a.language IS NULL", (), "articles", True),
    "published": Condition("a.published_on IS NULL", (), "articles", True),
    "added": Condition(
        "NOT EXISTS (SELECT 1 FROM documents AS d WHERE d.article_id = {key})", (), "articles"
    ),
}
