"""Articles read as sheets, and written back with keys, counts and the index of words in step."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Select, delete, exists, select, update

from archive.likeness import fingerprints
from archive.store import counts
from archive.store.checksum import checksum
from archive.store.columns import (
    ARTICLE_COLUMNS,
    ARTICLE_FACTS,
    STATEMENT_COLUMNS,
    STATEMENT_FACTS,
    STATEMENT_VALUES,
    insert_text,
    listed,
)
from archive.store.engine import reader
from archive.store.people.fields import METHOD
from archive.store.people.joins import role_key
from archive.store.people.sheets import REFERENCES, Facts, Sheet
from archive.store.rows import Link, Row, Tagging
from archive.store.schema import articles as articles_table
from archive.store.schema import (
    roles,
    statement_mentions,
    statement_speakers,
    statement_topics,
    statements,
)
from archive.store.search.forms import forms_of
from archive.store.search.inflections import words_of
from archive.store.sql import json_list, mappings, names
from archive.store.stage import clear_statements, many, move, stage
from archive.store.tags import TopicKeys
from archive.store.uids import day_of, slug
from archive.store.write import new_words
from archive.store.write.fingerprints import write_fingerprints
from archive.store.write.keys import Numbers, day_of_key, statement_keys


def load(connection: Connection, articles: Sequence[str]) -> dict[str, Sheet]:
    """Read articles (uids) as sheets; those that are not there are left out."""
    raw, wanted = reader(connection), json_list(articles)
    rows = mappings(
        raw.execute(
            f"SELECT uid, genre, {names(ARTICLE_FACTS)} FROM articles"
            " WHERE uid IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
    )
    sheets = {row.pop("uid"): row for row in rows}
    found = {uid: Sheet(uid, facts, {}) for uid, facts in sheets.items()}
    keys: dict[int, Facts] = {}
    order: dict[str, list[str]] = {uid: [] for uid in found}
    for row in mappings(
        raw.execute(
            "SELECT a.uid AS article_uid, s.* FROM articles AS a"
            " JOIN statements AS s ON s.article_id = a.id"
            " WHERE a.uid IN (SELECT value FROM json_each(?)) ORDER BY s.article_id, s.position",
            (wanted,),
        )
    ):
        facts = {name: row[name] for name in STATEMENT_VALUES}
        facts |= {"speakers": [], "topics": []}
        keys[row["id"]] = facts
        found[row["article_uid"]].statements[row["uid"]] = facts
        order[row["article_uid"]].append(row["uid"])
    for statement, *link in raw.execute(_LINKS, (wanted,)):
        keys[statement]["speakers"].append(link)
    for statement, *tag in raw.execute(_TAGS, (wanted,)):
        keys[statement]["topics"].append(tag)
    for uid, sheet in found.items():
        for facts in sheet.statements.values():
            for name in REFERENCES:
                position = facts[name]
                is_there = position is not None and 0 <= position < len(order[uid])
                facts[name] = order[uid][position] if is_there else None
    return found


def save(connection: Connection, sheets: Sequence[Sheet]) -> None:
    """Write sheets over the articles that they were read from.

    Raises UsageError where a sheet names a speaker who is not there, and IntegrityError for values
    that the tables refuse.
    """
    articles = [sheet.uid for sheet in sheets]
    slugs = {tag[0] for sheet in sheets for s in sheet.statements.values() for tag in s["topics"]}
    topics = TopicKeys(connection, slugs)
    before = counts.tally(connection, articles, topics)
    _follow_bodies(connection, sheets)
    keys = _save_articles(connection, sheets)
    rows, links, tags = _rows(connection, sheets, keys, topics)
    stage(connection, statements, STATEMENT_COLUMNS, rows)
    clear_statements(connection, articles)
    move(connection, statements, STATEMENT_COLUMNS, len(rows), guard="article_id")
    many(connection, insert_text(statement_speakers), links)
    many(connection, insert_text(statement_topics), tags)
    _cut_mentions(connection, articles)
    _find_offices(connection, articles)
    titles = [str(sheet.article["title"] or "") for sheet in sheets]
    new_words.enter(connection, [words_of(*titles, *map(forms_of, titles))])
    counts.change(connection, before, counts.tally(connection, articles, topics))


def _cut_mentions(connection: Connection, articles: Sequence[str]) -> None:
    """Delete names that are outside of what a statement is now."""
    mention = statement_mentions.c
    inside = exists().where(
        statements.c.id == mention.statement_id,
        mention.start >= statements.c.start,
        mention.end <= statements.c.end,
    )
    theirs = mention.statement_id.in_(_said(articles))
    cut_off = delete(statement_mentions).where(theirs, ~inside.correlate(statement_mentions))
    connection.execute(cut_off)


def _find_offices(connection: Connection, articles: Sequence[str]) -> None:
    """Say in which office whom a person named spoke: one that was held that day."""
    link = statement_speakers.c
    held = (
        select(roles.c.id)
        .join(statements, statements.c.said_on.between(roles.c.seen_from, roles.c.seen_until))
        .where(statements.c.id == link.statement_id, roles.c.speaker_id == link.speaker_id)
    )
    named = _said(articles).where(statements.c.speaker_method == METHOD)
    connection.execute(
        update(statement_speakers)
        .where(link.role_id.is_(None), link.statement_id.in_(named))
        .values(role_id=held.limit(1).correlate(statement_speakers).scalar_subquery())
    )


def _said(uids: Sequence[str]) -> Select[int]:
    """Return the subquery of the keys of articles' statements."""
    theirs = select(statements.c.id).join(
        articles_table, articles_table.c.id == statements.c.article_id
    )
    return theirs.where(articles_table.c.uid.in_(listed(uids)))


def _follow_bodies(connection: Connection, sheets: Sequence[Sheet]) -> None:
    """Let articles be found as copies by the bodies that they will have."""
    bodies = reader(connection).execute(
        "SELECT uid, body FROM articles WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(sheet.uid for sheet in sheets),),
    )
    held = dict(bodies.fetchall())
    changed = [sheet for sheet in sheets if held[sheet.uid] != sheet.article["body"]]
    write_fingerprints(
        connection,
        [
            (one.uid, fingerprints(held[one.uid]), fingerprints(one.article["body"]))
            for one in changed
        ],
    )


def _save_articles(connection: Connection, sheets: Sequence[Sheet]) -> dict[str, int]:
    """Write the articles' own rows; return their keys, new ones where the day is another."""
    found = (
        reader(connection)
        .execute(
            "SELECT uid, id, mentions FROM articles WHERE uid IN (SELECT value FROM json_each(?))",
            (json_list(sheet.uid for sheet in sheets),),
        )
        .fetchall()
    )
    held = {uid: key for uid, key, _ in found}
    mentions = {uid: number for uid, _, number in found}
    days = {sheet.uid: day_of(_date(sheet.article)) for sheet in sheets}
    numbers = Numbers(connection, articles_table, set(days.values()))
    keys = {
        uid: held[uid] if day_of_key(held[uid]) == day else numbers.next(day)
        for uid, day in days.items()
    }
    rows: list[Row] = []
    for sheet in sheets:
        facts = tuple(sheet.article[name] for name in ARTICLE_FACTS)
        forms = forms_of(f"{sheet.article['title'] or ''} {sheet.article['body']}")
        own = (keys[sheet.uid], sheet.uid, *facts, checksum(facts), forms)
        rows.append((*own, mentions[sheet.uid], sheet.article["genre"]))
    stage(connection, articles_table, ARTICLE_COLUMNS, rows)
    move(connection, articles_table, ARTICLE_COLUMNS, len(rows))
    return keys


def _rows(
    connection: Connection, sheets: Sequence[Sheet], articles: Mapping[str, int], topics: TopicKeys
) -> tuple[list[Row], list[Link], list[Tagging]]:
    days = {day_of(one["said_on"]) for sheet in sheets for one in sheet.statements.values()}
    numbers = Numbers(connection, statements, days)
    speakers = _speakers(connection, sheets)
    held = _held(connection, articles)
    rows: list[Row] = []
    links: list[Link] = []
    tags: list[Tagging] = []
    for sheet in sheets:
        uids = list(sheet.statements)
        places = {uid: position for position, uid in enumerate(uids)}
        said = [day_of(facts["said_on"]) for facts in sheet.statements.values()]
        keys = statement_keys(said, uids, held[articles[sheet.uid]], numbers)
        for key, (uid, facts) in zip(keys, sheet.statements.items(), strict=True):
            own = {**facts, **{name: places.get(facts[name]) for name in REFERENCES}}
            values = tuple(own[name] for name in STATEMENT_FACTS)
            forms = forms_of(facts["text"])
            article = articles[sheet.uid]
            rows.append(
                (key, uid, article, places[uid], *values, checksum(values), forms, facts["kind"])
            )
            links += _links(connection, key, facts, speakers)
            tags += topics.rows(key, [tuple(tag) for tag in facts["topics"]])
    return rows, links, tags


def _links(
    connection: Connection, statement: int, facts: Facts, speakers: Mapping[str, int]
) -> list[Link]:
    rows: dict[int, Link] = {}
    for uid, title, of in facts["speakers"]:
        key = speakers.get(uid)
        if key is not None:
            role = _role(connection, key, title, of, facts["said_on"]) if title else None
            rows.setdefault(key, (statement, key, len(rows), role))
    return list(rows.values())


def _role(connection: Connection, speaker: int, title: str, of: str | None, day: str | None) -> int:
    """Return the key of an office; one that went with its last statement comes back."""
    office = (roles.c.title == title, roles.c.of.is_not_distinct_from(of))
    held = select(roles.c.id).where(roles.c.speaker_id == speaker, *office)
    found = connection.scalar(held.order_by(roles.c.id).limit(1))
    return int(found) if found is not None else role_key(connection, speaker, title, of, day, day)


def _speakers(connection: Connection, sheets: Sequence[Sheet]) -> dict[str, int]:
    """Return the keys of the speakers named; who is known by another uid now, by that name."""
    uids = {
        one[0]
        for sheet in sheets
        for facts in sheet.statements.values()
        for one in facts["speakers"]
    }
    raw = reader(connection)
    rows = raw.execute(
        "SELECT uid, id FROM speakers WHERE uid IN (SELECT value FROM json_each(?))",
        (json_list(uids),),
    )
    found = {str(uid): int(key) for uid, key in rows}
    gone = uids - found.keys()
    if gone:
        for name, key in raw.execute("SELECT name, speaker_id FROM speaker_names ORDER BY 2"):
            if slug(name) in gone:
                found.setdefault(slug(name), key)
    return found


def _held(connection: Connection, articles: Mapping[str, int]) -> dict[int, dict[str, int]]:
    held: dict[int, dict[str, int]] = {key: {} for key in articles.values()}
    for article, uid, key in reader(connection).execute(
        "SELECT article_id, uid, id FROM statements"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (json_list(articles.values()),),
    ):
        held[article][uid] = key
    return held


def _date(article: Facts) -> str | None:
    found: str | None = article["event_on"] or article["published_on"]
    return found


_THEIRS = """
FROM articles AS a JOIN statements AS s ON s.article_id = a.id"""
_WANTED = "a.uid IN (SELECT value FROM json_each(?))"

_LINKS = f"""
SELECT s.id, p.uid, r.title, r.of {_THEIRS}
JOIN statement_speakers AS x ON x.statement_id = s.id
JOIN speakers AS p ON p.id = x.speaker_id LEFT JOIN roles AS r ON r.id = x.role_id
WHERE {_WANTED} ORDER BY s.id, x.position"""

_TAGS = f"""
SELECT s.id, t.slug, x.term, x.start, x."end", x.place, x.score {_THEIRS}
JOIN statement_topics AS x ON x.statement_id = s.id JOIN topics AS t ON t.id = x.topic_id
WHERE {_WANTED} ORDER BY s.id, x.start, t.slug"""
