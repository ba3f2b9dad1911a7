"""An archive of any size, the same for the same size: ``make(path, articles)``.

Words follow Zipf's law, speakers and topics too. A sentence is put together from fragments, so
that phrases repeat as they do in news; an article has twelve statements and about 400 words. The
rows are those of the real schema, in the order of keys, written as an ingest writes them.
"""

import random
from collections import deque
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from multiprocessing import get_context
from pathlib import Path

from archive.store.engine import Connection, open_for_writing
from archive.store.schema import metadata
from archive.store.search.inflections import words_of
from archive.store.sql import names
from archive.store.stage import many
from archive.store.write import bulk, new_words

STATEMENTS = 12
"""A text's statements; with the sentences between them about 400 words."""
FIRST, DAYS = date(1998, 1, 1), 26 * 365
BATCH = 5_000
AHEAD = 2
"""Batches that are made while one is written."""

SYLLABLES = (
    "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu ran ten sil dor mun".split()
)
ENDINGS = ("", "", "", "s", "ed", "ing", "ation", "al", "er", "ly")
TOPICS = (
    "taiwan trade-and-investment core-interests security united-nations climate energy health"
    " education culture sport science space agriculture transport tourism law finance media youth"
).split()
PLACES = ("Beijing", "Minsk", "Moscow", "New York", "Samarkand", "Geneva", "Tokyo", "Brussels")
PUBLISHERS = ("Xinhua", "BelTA", "Reuters", "TASS", "AP", "AFP", "People's Daily", "Kyodo")
CUES = (("said", "say"), ("stressed", "stress"), ("pointed out", "say"), ("urged", "urge"))

Row = tuple[str | int | float | None, ...]


Rows = dict[str, list[Row]]
"""Rows by table."""


def make(path: Path, articles: int) -> Path:
    """Create the archive at ``path`` with so many articles and twelve times as many statements.

    Another process makes the rows that this one writes.
    """
    speakers = max(20, articles // 16)
    batches = [range(n, min(n + BATCH, articles)) for n in range(0, articles, BATCH)]
    with (
        open_for_writing(path) as connection,
        get_context("spawn").Pool(1, _begin, (speakers, articles)) as pool,
    ):
        with connection.begin():
            _write_people(connection, speakers)
        made = deque(pool.apply_async(_rows, (one,)) for one in batches[:AHEAD])
        for later in [*batches[AHEAD:], *[None] * len(made)]:
            rows = made.popleft().get()
            if later is not None:
                made.append(pool.apply_async(_rows, (later,)))
            with connection.begin():
                _write(connection, rows)
        with connection.begin():
            connection.exec_driver_sql(_COUNT_SPEAKERS)
            connection.exec_driver_sql(_COUNT_TOPICS)
            connection.exec_driver_sql("ANALYZE")
    return path


def _write_people(connection: Connection, speakers: int) -> None:
    """Write the speakers with one office each, and the topics."""
    source = random.Random("people")
    known: dict[str, int] = {}
    while len(known) < speakers:
        name = f"{word(source)}n {word(source)}{word(source)}ov".title()
        known.setdefault(name, len(known) + 1)
    _many(connection, "speakers (id, uid, name, kind)", [
        (key, name.lower().replace(" ", "-"), name, "person") for name, key in known.items()
    ])  # fmt: skip
    _many(connection, "speaker_names (speaker_id, name)", [(k, n) for n, k in known.items()])
    _many(connection, "roles (id, speaker_id, title, of)", [
        (key, key, ("President", "Premier", "Minister")[key % 3], f"Land {key % 190}")
        for key in known.values()
    ])  # fmt: skip
    _many(connection, "topics (id, slug, label)", [
        (key, slug, slug.replace("-", " ").capitalize()) for key, slug in enumerate(TOPICS, 1)
    ])  # fmt: skip


def _write(connection: Connection, rows: Rows) -> None:
    for name, columns in _COLUMNS.items():
        if name in bulk.SEARCHED:
            bulk.insert(connection, metadata.tables[name], columns, rows[name])
        else:
            _many(connection, f"{name} ({names(columns)})", rows[name])
    texts = [place for place, name in enumerate(_COLUMNS["articles"]) if name in ("title", "body")]
    new_words.enter(
        connection, [words_of(*(str(row[place]) for row in rows["articles"] for place in texts))]
    )
    new_words.committed(connection)
    for name in bulk.SEARCHED:
        bulk.index(connection, name, rows[name])


def _many(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        many(connection, f"INSERT INTO {table} VALUES ({marks})", rows)


class Language:
    """Fragments of sentences, drawn with the frequencies that words have.

    ``shortest`` and ``longest`` are words of a fragment. Of long ones whole runs of words come
    again in other texts, as in reports of one event; of short ones only phrases do.
    """

    def __init__(self, shortest: int = 4, longest: int = 8) -> None:
        source = random.Random("language")
        stems = list(dict.fromkeys(word(source) for _ in range(12_000)))
        words = [stem + ending for stem in stems for ending in source.sample(ENDINGS, 3)]
        weights = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
        self.fragments = [
            " ".join(
                source.choices(words, cum_weights=weights, k=source.randint(shortest, longest))
            )
            for _ in range(30_000)
        ]
        known = {
            "trade": 40, "investment": 15, "partners": 20, "sanctions": 4, "pandemic": 2,
            "all-weather partnership": 3, "core interests": 12, "core national interests": 4,
            "mutual respect": 8, "industrial park": 5,
        }  # fmt: skip
        for phrase, per_mille in known.items():
            for place in source.sample(range(len(self.fragments)), per_mille * 30):
                self.fragments[place] = f"{phrase} {self.fragments[place]}"

    def sentence(self, source: random.Random, fragments: int = 3) -> str:
        """Return some fragments as a sentence."""
        return " ".join(source.choices(self.fragments, k=fragments)).capitalize()


def word(source: random.Random) -> str:
    return "".join(source.choices(SYLLABLES, k=source.randint(1, 3)))


class _Maker:
    """Makes the rows of articles, of so many in all."""

    def __init__(self, speakers: int, of: int) -> None:
        self.language, self.speakers, self.of = Language(), speakers, of
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(speakers)))
        self.topic_weights = list(accumulate(1 / (rank + 1) for rank in range(len(TOPICS))))

    def rows(self, numbers: range) -> Rows:
        """Return the rows of the articles of these numbers."""
        rows: Rows = {name: [] for name in _COLUMNS}
        for number in numbers:
            self._article(rows, number, number * DAYS // self.of)
        return rows

    def _article(self, rows: Rows, number: int, day: int) -> None:
        source = random.Random(number)
        on = FIRST + timedelta(days=day)
        article = on.toordinal() << 20 | number % (1 << 16)
        sentences = [self.language.sentence(source) for _ in range(STATEMENTS + 8)]
        body = ". ".join(sentences) + "."
        uid, iso = f"a:{number:08x}", on.isoformat()
        rows["articles"].append(
            (article, uid, " ".join(sentences[0].split()[:8]), iso, "day", iso, "day",
             source.choice(PLACES), source.choice(PUBLISHERS), "en", body,
             f"[[0,{len(body)}]]", len(body.split()), "0")
        )  # fmt: skip
        rows["documents"].append(
            (article, f"/news/{number:07}.txt", uid, "text/plain", "utf-8", "utf-8", len(body),
             f"{iso}T10:00:00Z")
        )  # fmt: skip
        offset = 0
        for position, text in enumerate(sentences[:STATEMENTS]):
            key = on.toordinal() << 20 | (number % (1 << 16)) * STATEMENTS + position
            self._statement(rows, source, (key, f"s:{number:08x}{position:x}", article, position,
                                           text, offset, offset + len(text)), iso)  # fmt: skip
            offset += len(text) + 2

    def _statement(self, rows: Rows, source: random.Random, head: Row, iso: str) -> None:
        cue, lemma = source.choice(CUES)
        key = head[0]
        quotation = source.choice(("direct", "indirect", "indirect", "mixed"))
        rows["statements"].append(
            (*head, cue, lemma, lemma, quotation, int(source.random() < 0.1), 0, 0, 0.9,
             "full name", 0.9, iso, "day", 0)
        )  # fmt: skip
        said_by = source.choices(
            range(1, self.speakers + 1), cum_weights=self.weights, k=1 + (source.random() < 0.05)
        )
        for position, speaker in enumerate(dict.fromkeys(said_by)):
            rows["statement_speakers"].append((key, speaker, position, speaker))
        count = source.choice((0, 1, 1, 2))
        for topic in dict.fromkeys(
            source.choices(range(1, len(TOPICS) + 1), cum_weights=self.topic_weights, k=count)
        ):
            rows["statement_topics"].append((key, topic, "x", head[5], head[6]))


_maker: _Maker


def _begin(speakers: int, of: int) -> None:
    global _maker
    _maker = _Maker(speakers, of)


def _rows(numbers: range) -> Rows:
    return _maker.rows(numbers)


_COLUMNS = {
    "articles": (
        *("id", "uid", "title", "published_on", "published_precision", "event_on"),
        *("event_precision", "place", "publisher", "language", "body", "paragraphs", "words"),
        "analysed_by",
    ),
    "documents": (
        *("article_id", "path", "sha256", "media_type", "encoding", "encoding_method", "size"),
        "read_at",
    ),
    "statements": (
        *("id", "uid", "article_id", "position", "text", "start", "end", "cue", "cue_lemma"),
        *("cue_class", "quotation", "implicit", "headline", "collective", "confidence"),
        *("speaker_method", "speaker_confidence", "said_on", "said_precision", "paragraph"),
    ),
    "statement_speakers": ("statement_id", "speaker_id", "position", "role_id"),
    "statement_topics": ("statement_id", "topic_id", "term", "start", "end"),
}

_COUNT_SPEAKERS = """
UPDATE speakers SET
    statements = (SELECT count(*) FROM statement_speakers AS x WHERE x.speaker_id = speakers.id),
    first_said_on = (SELECT said_on FROM statements WHERE id = (
        SELECT min(x.statement_id) FROM statement_speakers AS x
        WHERE x.speaker_id = speakers.id)),
    last_said_on = (SELECT said_on FROM statements WHERE id = (
        SELECT max(x.statement_id) FROM statement_speakers AS x
        WHERE x.speaker_id = speakers.id))"""

_COUNT_TOPICS = """
UPDATE topics SET statements = (
    SELECT count(DISTINCT x.statement_id) FROM statement_topics AS x
    WHERE x.topic_id = topics.id)"""
