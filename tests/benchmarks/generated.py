"""An archive of any size, the same for the same size: ``make(path, articles)``.

Words follow Zipf's law, speakers and topics too. A sentence is put together from fragments, so
that phrases repeat as they do in news; an article has twelve statements and about 400 words. The
rows are those of the real schema, in the order of keys, and all triggers are at work.
"""

import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from archive.store.upgrade import upgrade

STATEMENTS = 12
"""A text's statements; with the sentences between them about 400 words."""
FIRST, DAYS = date(1998, 1, 1), 26 * 365
BATCH = 5_000

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


def make(path: Path, articles: int) -> Path:
    """Create the archive at ``path`` with so many articles and twelve times as many statements."""
    upgrade(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -262144")
        writer = _Writer(connection, Language(), speakers=max(20, articles // 16))
        writer.people()
        for first in range(0, articles, BATCH):
            with connection:
                writer.batch(first, min(first + BATCH, articles), articles)
        with connection:
            connection.execute(_COUNT_SPEAKERS)
            connection.execute(_COUNT_TOPICS)
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


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


class _Writer:
    def __init__(self, connection: sqlite3.Connection, language: Language, speakers: int) -> None:
        self.connection, self.language, self.speakers = connection, language, speakers
        self.weights = list(accumulate(1 / (rank + 1) for rank in range(speakers)))
        self.topic_weights = list(accumulate(1 / (rank + 1) for rank in range(len(TOPICS))))

    def people(self) -> None:
        """Write the speakers with one office each, and the topics."""
        source = random.Random("people")
        names: dict[str, int] = {}
        while len(names) < self.speakers:
            name = f"{word(source)}n {word(source)}{word(source)}ov".title()
            names.setdefault(name, len(names) + 1)
        with self.connection:
            self._many("speakers (id, uid, name, kind)", (
                (key, name.lower().replace(" ", "-"), name, "person") for name, key in names.items()
            ))  # fmt: skip
            self._many("speaker_names (speaker_id, name)", ((k, n) for n, k in names.items()))
            self._many("roles (id, speaker_id, title, of)", (
                (key, key, ("President", "Premier", "Minister")[key % 3], f"Land {key % 190}")
                for key in names.values()
            ))  # fmt: skip
            self._many("topics (id, slug, label)", (
                (key, slug, slug.replace("-", " ").capitalize())
                for key, slug in enumerate(TOPICS, 1)
            ))  # fmt: skip

    def batch(self, first: int, last: int, of: int) -> None:
        """Write the articles from number ``first`` to before ``last``, of so many in all."""
        rows: dict[str, list[Row]] = {name: [] for name in _COLUMNS}
        for number in range(first, last):
            self._article(rows, number, number * DAYS // of)
        for name, columns in _COLUMNS.items():
            self.connection.execute(
                f"CREATE TEMP TABLE moved AS SELECT {columns} FROM {name} LIMIT 0"
            )
            self._many("temp.moved", rows[name])
            self.connection.execute(f"INSERT INTO {name} ({columns}) SELECT * FROM temp.moved")
            self.connection.execute("DROP TABLE temp.moved")

    def _article(self, rows: dict[str, list[Row]], number: int, day: int) -> None:
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

    def _statement(
        self, rows: dict[str, list[Row]], source: random.Random, head: Row, iso: str
    ) -> None:
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

    def _many(self, table: str, rows: Iterator[Row] | Sequence[Row]) -> None:
        held = list(rows)
        if held:
            marks = ", ".join("?" * len(held[0]))
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", held)


_COLUMNS = {
    "articles": "id, uid, title, published_on, published_precision, event_on, event_precision,"
    " place, publisher, language, body, paragraphs, words, analysed_by",
    "documents": "article_id, path, sha256, media_type, encoding, encoding_found, size, read_at",
    "statements": 'id, uid, article_id, position, text, start, "end", cue, cue_lemma, cue_class,'
    " quotation, implicit, headline, collective, confidence, speaker_found, speaker_confidence,"
    " said_on, said_precision, paragraph",
    "statement_speakers": "statement_id, speaker_id, position, role_id",
    "statement_topics": 'statement_id, topic_id, term, start, "end"',
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
