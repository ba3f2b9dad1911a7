"""An article of `archive export`, with all that belongs to it, as rows of tables, and back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.package.tables import Row, picked, tables

_PARTED = {"statements": ("speaker", "topics", "title", "publisher")}
"""Columns that say once more what other tables say, for those who open one table alone."""


def rows_of(record: Row) -> Iterator[tuple[str, Row]]:
    """Yield the rows of an article by table, the article's own first.

    ``record`` is what `archive export` prints, with ``speaker_uids`` in each statement.
    """
    uid = record["uid"]
    yield "articles", {**picked(_columns("articles"), record), "article": uid}
    for position, one in enumerate(record["statements"]):
        yield from _statement_rows(record, position, one)
    for one in record.get("corrections", ()):
        yield "corrections", {**picked(_columns("corrections"), one), "article": uid}


def _statement_rows(record: Row, position: int, one: Row) -> Iterator[tuple[str, Row]]:
    uid = one["uid"]
    yield (
        "statements",
        {
            **picked(_columns("statements"), one),
            "doc_id": uid,
            "article": record["uid"],
            "position": position,
            "speaker": "; ".join(one["speakers"]) or None,
            "topics": ", ".join(one["topics"]) or None,
            "title": record["title"],
            "publisher": record["publisher"],
        },
    )
    offices = {f"{r['speaker']}\n{_written(r)}": r for r in record["roles"]}
    people = zip(one["speaker_uids"], one["speakers"], one["speaker_roles"], strict=True)
    for place, (speaker, name, role) in enumerate(people):
        office = offices.get(f"{name}\n{role}", {"title": role})
        row = {"statement": uid, "speaker": speaker, "position": place}
        yield "statement_speakers", {**row, "title": office["title"], "of": office.get("of")}
    for tag in one["topic_terms"]:
        start, end = tag["span"]
        row = {name: tag[name] for name in ("topic", "term", "place", "score")}
        yield "tags", {"statement": uid, **row, "start": start, "end": end}


def _written(role: Row) -> str:
    of = f" of {role['of']}" if role["of"] else ""
    return f"{role['title']}{of}"


def record_of(
    article: Row,
    statements: Iterable[Row],
    speakers: Mapping[str, Sequence[Row]],
    tags: Mapping[str, Sequence[Row]],
    people: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    """Return the record of an article; the inverse of ``rows_of``.

    ``speakers`` and ``tags`` are rows by statement, and ``people`` the names and kinds by speaker.
    """
    lists = ("editors", "authors", "participants", "attendees", "captions", "removed", "apart")
    roles = [*(article["roles"] or ())]
    record = {
        **article,
        **{name: article.get(name) or [] for name in lists},
        "uid": article["article"],
        "body": article["body"] or "",
        "paragraphs": article["paragraphs"] or [],
        "statements": [],
    }
    for row in statements:
        said_by = speakers.get(row["doc_id"], ())
        names = [people.get(one["speaker"], (one["speaker"], "person")) for one in said_by]
        offices = [
            {"speaker": name, "title": one["title"], "of": one["of"]} if one["title"] else None
            for one, (name, _) in zip(said_by, names, strict=True)
        ]
        roles += [one for one in offices if one]
        record["statements"].append(
            {
                **{name: row[name] for name in row if name not in _PARTED["statements"]},
                "uid": row["doc_id"],
                "speakers": [name for name, _ in names],
                "speaker_kinds": [kind for _, kind in names],
                "speaker_roles": [_written(one) if one else None for one in offices],
                **_topics(tags.get(row["doc_id"], ())),
            }
        )
    return {**record, "roles": [one for at, one in enumerate(roles) if one not in roles[:at]]}


def _topics(tags: Sequence[Row]) -> dict[str, Any]:
    terms = [
        {**{name: one[name] for name in ("topic", "term", "place", "score")},
         "span": [one["start"], one["end"]]}
        for one in tags
    ]  # fmt: skip
    return {"topics": list(dict.fromkeys(one["topic"] for one in tags)), "topic_terms": terms}


def _columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in tables()[table].columns)


def chosen(article: Mapping[str, Any], kept: Sequence[int]) -> dict[str, Any]:
    """Leave out all statements but these; they keep what they continue and answer."""
    place = {before: now for now, before in enumerate(kept)}
    statements = [article["statements"][at] for at in kept]
    for one in statements:
        for link in ("continues", "answers"):
            one[link] = place.get(one[link])
    return {**article, "statements": statements}
