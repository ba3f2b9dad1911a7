"""Analysed documents as rows of a dataset's tables, and back."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archive.dataset.columns import (
    ARTICLE_ROW,
    FLAGS,
    STATEMENT_ROW,
    TABLES,
    days_of,
    year_and_month,
)
from archive.ingest.work import Part, Skipped, Unchanged
from archive.records import Document, Note
from archive.store.failures import Failure
from archive.store.rows import Tagged
from archive.store.write.prepare import SAID_ON, Named, Prepared

Tables = dict[str, list[tuple[Any, ...]]]

_FLAGS = [STATEMENT_ROW.index(name) for name in FLAGS]
_FACT = {name: place for place, name in enumerate(ARTICLE_ROW)}


def no_rows() -> Tables:
    """Return empty tables."""
    return {name: [] for name in TABLES}


def add_rows(tables: Tables, number: int, part: Part) -> None:
    """Add what became of the ``number``-th document of a part."""
    if isinstance(part, Prepared):
        _add_article(tables, number, part)
    elif isinstance(part, Failure):
        tables["failures"].append((number, part.path, "failed", part.reason, part.error_class))
    elif isinstance(part, Skipped):
        tables["failures"].append((number, part.path, "skipped", part.reason, None))
    else:
        assert not isinstance(part, Unchanged), "nothing is known to a dataset"
        tables["failures"].append((number, part.path, "noted", part.text, None))


def _add_article(tables: Tables, number: int, item: Prepared) -> None:
    document, facts = item.document, item.article
    tables["documents"].append(
        (
            *(number, document.path, document.sha256, document.size, document.media_type),
            *(document.encoding, document.encoding_method),
            *(_json(document.given), document.uid, item.uid),
        )
    )
    published, event = facts[_FACT["published_on"]], facts[_FACT["event_on"]]
    words = " ".join(sorted(item.words.split()))  # a set, of which the order is chance
    brought = [item.corrections, item.corrected] if item.corrections else None
    tables["articles"].append(
        (
            *(number, item.uid, item.date, *facts),
            *(item.people, item.roles, item.removed, item.fingerprints, words),
            *(item.copy_of, item.apart, _json(brought)),
            *(*days_of(published), *days_of(event), *year_and_month(event or published)),
        )
    )
    for table, people in (("speakers", item.speakers), ("mentioned", item.named)):
        for who, one in enumerate(people):
            tables[table].append((number, item.uid, who, *one))
    for position in range(len(item.statements)):
        _add_statement(tables, number, item, position)


def _add_statement(tables: Tables, number: int, item: Prepared, position: int) -> None:
    row, uid = list(item.statements[position]), item.uids[position]
    for place in _FLAGS:
        row[place] = bool(row[place])
    said_on, facts = row[SAID_ON], item.article
    speakers = [item.speakers[who] for who in item.links[position]]
    tags = item.topics[position]
    topics = dict.fromkeys(slug for slug, _, start, *_ in sorted(tags, key=_by_place))
    tables["statements"].append(
        (
            *(number, item.uid, uid, position, *row),
            item.elsewhere[position] if item.elsewhere else None,
            item.links[position],
            item.mentions[position],
            days_of(item.date)[0],
            *(*days_of(said_on), *year_and_month(said_on)),
            "; ".join(one.name for one in speakers) or None,
            [one.name for one in speakers],
            speakers,
            "; ".join(_office(one) for one in speakers if one.title) or None,
            list(topics),
            *(facts[_FACT[name]] for name in ("title", "publisher", "place", "published_on")),
            facts[_FACT["url"]],
            item.document.path,
        )
    )
    tables["tags"] += [(number, item.uid, uid, position, *tag) for tag in tags]


def _by_place(tag: Tagged) -> tuple[int, str]:
    return tag[2], tag[0]


def _office(speaker: Named) -> str:
    return f"{speaker.title} of {speaker.of}" if speaker.of else str(speaker.title)


def parts_of(tables: Mapping[str, Sequence[tuple[Any, ...]]]) -> Iterator[Part]:
    """Yield what the rows say of each document, in the order of reading."""
    speakers, mentioned = _by_number(tables["speakers"]), _by_number(tables["mentioned"])
    statements, tags = _by_number(tables["statements"]), _by_number(tables["tags"])
    articles = {row[0]: row for row in tables["articles"]}
    parts: dict[int, Part] = {row[0]: _failure(row) for row in tables["failures"]}
    for row in tables["documents"]:
        number = row[0]
        parts[number] = _prepared(
            row,
            articles[number],
            statements.get(number, ()),
            speakers.get(number, ()),
            mentioned.get(number, ()),
            tags.get(number, ()),
        )
    yield from (parts[number] for number in sorted(parts))


def _by_number(rows: Sequence[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(row)
    return found


def _failure(row: tuple[Any, ...]) -> Part:
    _, path, status, reason, error_class = row
    if status == "failed":
        return Failure(path, reason, error_class)
    return Skipped(path, reason) if status == "skipped" else Note(path, reason)


def _prepared(
    document: tuple[Any, ...],
    article: tuple[Any, ...],
    statements: Sequence[tuple[Any, ...]],
    speakers: Sequence[tuple[Any, ...]],
    mentioned: Sequence[tuple[Any, ...]],
    tags: Sequence[tuple[Any, ...]],
) -> Prepared:
    _, path, sha256, size, media_type, encoding, encoding_method, given, own, uid = document
    _, _, date, *rest = article
    facts, rest = tuple(rest[: len(ARTICLE_ROW)]), rest[len(ARTICLE_ROW) :]
    people, roles, removed, fingerprints, words, copy_of, apart, brought = rest[:8]
    corrections, corrected = json.loads(brought) if brought else ((), {})
    topics: list[list[Tagged]] = [[] for _ in statements]
    for _, _, _, position, *tag in tags:
        topics[position].append(tuple(tag))
    return Prepared(
        document=Document(
            path=path,
            text="",
            sha256=sha256,
            size=size,
            media_type=media_type,
            encoding=encoding,
            encoding_method=encoding_method,
            given=json.loads(given) if given else {},
            uid=own,
        ),
        date=date,
        uid=uid,
        article=facts,
        statements=tuple(map(_facts, statements)),
        uids=tuple(row[2] for row in statements),
        speakers=tuple(Named(*row[3:]) for row in speakers),
        links=tuple(tuple(row[_WHO]) for row in statements),
        named=tuple(Named(*row[3:]) for row in mentioned),
        mentions=tuple(
            tuple((one["who"], one["start"], one["end"]) for one in row[_WHO + 1])
            for row in statements
        ),
        topics=tuple(map(tuple, topics)),
        people=tuple((one["name"], one["part"]) for one in people),
        roles=tuple((one["name"], one["title"], one["of"]) for one in roles),
        removed=tuple((one["reason"], one["text"]) for one in removed),
        fingerprints=tuple(fingerprints),
        words=words,
        copy_of=copy_of,
        apart=tuple(apart),
        corrections=tuple(corrections),
        corrected={uid: (name, kind) for uid, (name, kind) in corrected.items()},
        elsewhere=tuple(row[_WHO - 1] for row in statements) if corrections else (),
    )


_FIRST_FACT = 4
_WHO = _FIRST_FACT + len(STATEMENT_ROW) + 1
"""Where the places of a statement's speakers stand: behind its row and what it is elsewhere."""


def _facts(row: tuple[Any, ...]) -> tuple[Any, ...]:
    facts = list(row[_FIRST_FACT : _FIRST_FACT + len(STATEMENT_ROW)])
    for place in _FLAGS:
        facts[place] = int(facts[place])
    return tuple(facts)


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None
