"""A small archive written by plain SQL, so that what a search finds can be seen at a glance."""

import sqlite3
from contextlib import closing
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.store.upkeep.upgrade import upgrade

SPEAKERS: tuple[tuple[int, str, str, str, list[str]], ...] = (
    # id, uid, name, kind, other names
    (1, "xi-jinping", "Xi Jinping", "person", ["Xi"]),
    (2, "alexander-lukashenko", "Alexander Lukashenko", "person", []),
    (3, "recep-tayyip-erdogan", "Recep Tayyip Erdoğan", "person", []),
    (4, "china", "China", "country", []),
    (5, "li-qiang", "Li Qiang", "person", []),
    (6, "li-hui", "Li Hui", "person", []),
    (7, "li", "Li", "person", []),
    (8, "china-daily", "China Daily", "body", []),
)
ROLES = (
    # id, speaker, title, of
    (1, 1, "President", "China"),
    (2, 2, "President", "Belarus"),
    (3, 5, "Premier", "China"),
)
TOPICS = (
    # id, slug, label, parent
    (1, "core-interests", "Core interests", None),
    (2, "taiwan", "Taiwan", 1),
    (3, "trade-and-investment", "Trade and investment", None),
)
ARTICLES = (
    # sequence, uid, event_on, published_on, title, place, publisher, language, body
    (0, "a:samarkand", "2022-09-15", "2022-09-16", "Presidents meet", "Samarkand", "Xinhua", "en",
     "The two presidents met. A gigantic industrial park was opened."),
    (0, "a:beijing1", "2023-12-04", None, "Talks in Beijing", "BEIJING", "People's Daily", "en",
     "Talks on trade."),
    (0, "a:undated1", None, None, "No date", None, None, None, "Café talk."),
    (1, "a:monthly1", "2022-09", "2022-09", "A month", "Minsk", "BelTA", "be", "Month."),
)  # fmt: skip
STATEMENTS: tuple[tuple[Any, ...], ...] = (
    # sequence, uid, article, said_on, speakers with role, cue, lemma, class, quotation, flags,
    # topics, text
    (0, "s:upgrade1", 0, "2022-09-15", [(1, 1), (2, 2)], "decided", "decide", "decision",
     "indirect", "joint", [], "to upgrade the all-weather comprehensive strategic partnership"),
    (1, "s:nation22", 0, "2022-09-15", [(2, 2)], "said", "say", "say",
     "direct", "", [2], "We support national reunification of Taiwan with China's core interests"),
    (2, "s:carried1", 0, "2022-09-15", [(2, 2)], None, None, None,
     "indirect", "implicit", [3], "trade between the two countries has grown"),
    (0, "s:trade231", 1, "2023-12-04", [(1, 1)], "pointed out", "point out", "say",
     "mixed", "", [3], "trade and investment in Belarus's industrial parks"),
    (1, "s:headlin1", 1, "2023-12-04", [(5, 3)], "pledges", "pledge", "pledge",
     "indirect", "headline", [1], "deeper cooperation on core interests"),
    (0, "s:undated1", 2, None, [], "said", "say", "say",
     "indirect", "", [], "a café is a place of trade, not of interests at the core"),
    (3, "s:monthly1", 3, "2022-09", [(3, None), (4, None)], "called on", "call on", "demand",
     "indirect", "", [2], "both sides to respect O'Neill, the U.S. and covid-19 rules"),
)  # fmt: skip


def make(path: Path) -> Path:
    """Create the archive at ``path``, as a copy of one that is made once."""
    path.write_bytes(_made())
    return path


@cache
def _made() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        upgrade(path)
        _fill(path)
        return path.read_bytes()


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for speaker in SPEAKERS:
            _add_speaker(connection, *speaker)
        connection.executemany(
            "INSERT INTO roles (id, speaker_id, title, of) VALUES (?, ?, ?, ?)", ROLES
        )
        connection.executemany(
            "INSERT INTO topics (id, slug, label, parent_id) VALUES (?, ?, ?, ?)", TOPICS
        )
        keys = [_add_article(connection, *article) for article in ARTICLES]
        for statement in STATEMENTS:
            _add_statement(connection, keys, *statement)
        connection.execute(
            "UPDATE speakers SET statements ="
            " (SELECT count(*) FROM statement_speakers AS x WHERE x.speaker_id = speakers.id)"
        )
        connection.execute(
            "UPDATE topics SET statements ="
            " (SELECT count(*) FROM statement_topics AS x WHERE x.topic_id = topics.id)"
        )


def key(iso: str | None, sequence: int) -> int:
    day = date.fromisoformat(iso + "-01-01"[len(iso) - 4 :]).toordinal() if iso else 0
    return day << 20 | sequence


def _add_speaker(
    connection: sqlite3.Connection, id_: int, uid: str, name: str, kind: str, others: list[str]
) -> None:
    _insert(connection, "speakers", id=id_, uid=uid, name=name, kind=kind)
    for also in (name, *others):
        _insert(connection, "speaker_names", speaker_id=id_, name=also)


def _add_article(
    connection: sqlite3.Connection,
    sequence: int,
    uid: str,
    event_on: str | None,
    published_on: str | None,
    title: str,
    place: str | None,
    publisher: str | None,
    language: str | None,
    body: str,
) -> int:
    id_ = key(event_on or published_on, sequence)
    _insert(
        connection, "articles", id=id_, uid=uid, event_on=event_on, published_on=published_on,
        title=title, place=place, publisher=publisher, language=language, body=body,
        event_precision=_precision(event_on), published_precision=_precision(published_on),
        paragraphs="[]", words=len(body.split()), analysed_by="0",
    )  # fmt: skip
    _insert(
        connection, "documents", article_id=id_, path=f"/news/{uid[2:]}.txt", sha256=uid,
        media_type="text/plain", encoding="utf-8", encoding_method="utf-8", size=len(body),
        read_at=f"2024-05-0{sequence + 1}T10:00:00Z",
    )  # fmt: skip
    return id_


def _add_statement(
    connection: sqlite3.Connection,
    articles: list[int],
    sequence: int,
    uid: str,
    article: int,
    said_on: str | None,
    speakers: list[tuple[int, int | None]],
    cue: str | None,
    lemma: str | None,
    class_: str | None,
    quotation: str,
    flag: str,
    topics: list[int],
    text: str,
) -> None:
    id_ = key(said_on, sequence)
    _insert(
        connection, "statements", id=id_, uid=uid, article_id=articles[article],
        position=sequence, text=text, start=0, end=len(text), cue=cue, cue_lemma=lemma,
        cue_class=class_, quotation=quotation, implicit=int(flag == "implicit"),
        headline=int(flag == "headline"), collective=int(flag == "joint"),
        confidence=0.7 if flag == "implicit" else 0.9,
        kind="answer" if flag == "joint" else "statement",
        speaker_method="full name", speaker_confidence=1.0, said_on=said_on,
        said_precision=_precision(said_on), paragraph=0,
    )  # fmt: skip
    for position, (speaker, role) in enumerate(speakers):
        _insert(
            connection, "statement_speakers", statement_id=id_, speaker_id=speaker,
            position=position, role_id=role,
        )  # fmt: skip
    for topic in topics:
        _insert(
            connection, "statement_topics", statement_id=id_, topic_id=topic, term="x", start=0,
            end=1,
        )  # fmt: skip


def _precision(iso: str | None) -> str | None:
    return {4: "year", 7: "month", 10: "day"}[len(iso)] if iso else None


def _insert(connection: sqlite3.Connection, table: str, **values: Any) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values()))
