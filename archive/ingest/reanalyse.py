"""Run the analysis of this program over the texts that are stored, without their files.

A statement whose words stay keeps its id, and corrections are applied again. What came with its
statements keeps them, and what the head, the footer and the title were taken from is in the
original bytes alone: `archive ingest --again` reads those.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.ingest.joining import join_all
from archive.ingest.topics import stored_topics
from archive.pipeline import Known, TopicList, analyse_body
from archive.records import Article, Document
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people.known import known_people
from archive.store.write.again import MachineArticle, article_uids, machine_articles, replace_with
from archive.store.write.prepare import prepare
from archive.vocabulary import Vocabulary, default_vocabulary

ARTICLES_AT_ONCE = 100
"""Articles a transaction: others can write in between."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What a new analysis of an article says otherwise: lines that begin with "+", "-" or "~"."""

    article: str
    title: str | None
    lines: tuple[str, ...]


@dataclass(slots=True)
class Reanalysed:
    """How many articles were analysed, how many were left as they came, and what changed."""

    articles: int = 0
    given: int = 0
    differences: list[Difference] = field(default_factory=list)


def reanalyse(
    database: Path,
    articles: Sequence[str] | None = None,
    *,
    dry_run: bool = False,
    vocabulary: Vocabulary | None = None,
    progress: Callable[[int], None] = lambda articles: None,
) -> Reanalysed:
    """Analyse stored articles (uids; None: all) again, and return what came of it.

    With ``dry_run`` nothing is written. One transaction holds a hundred articles, so an
    interruption leaves whole ones.
    """
    vocabulary, done = vocabulary or default_vocabulary(), Reanalysed()
    with open_for_writing(database) as connection:
        known = Known(known_people(reader(connection)))
        stored = stored_topics(reader(connection))
        topics = stored if stored.topics else None
        uids = article_uids(reader(connection)) if articles is None else list(articles)
        for first in range(0, len(uids), ARTICLES_AT_ONCE):
            some = uids[first : first + ARTICLES_AT_ONCE]
            with connection.begin() as transaction:
                _reanalyse(connection, some, vocabulary, known, topics, done)
                if dry_run:
                    transaction.rollback()
            progress(len(some))
        if not dry_run:
            join_all(connection, vocabulary)
    return done


def _reanalyse(
    connection: Connection,
    uids: Sequence[str],
    vocabulary: Vocabulary,
    known: Known,
    topics: TopicList | None,
    done: Reanalysed,
) -> None:
    items = []
    for held in machine_articles(connection, uids):
        if held.is_given:
            done.given += 1
            continue
        article = analyse_body(held.article, vocabulary, known, topics)
        lines = tuple(_differences(held, article))
        if lines:
            done.differences.append(Difference(held.uid, held.article.title, lines))
        items.append((held, prepare(Document(held.article.path, "", "0" * 64, 0), article)))
        done.articles += 1
    replace_with(connection, items)


def _differences(held: MachineArticle, article: Article) -> Iterator[str]:
    before = {text: (who, day) for text, who, day in held.statements}
    after = {
        one.text: ("; ".join(who.name for who in one.speakers), one.said.iso if one.said else None)
        for one in article.statements
    }
    for text in before.keys() - after.keys():
        yield f"- {before[text][0] or 'nobody'}: {text}"
    for text, (who, day) in after.items():
        if text not in before:
            yield f"+ {who or 'nobody'}: {text}"
        else:
            if who != before[text][0]:
                yield f"~ {before[text][0] or 'nobody'} → {who or 'nobody'}: {text}"
            if day != before[text][1]:
                yield f"~ {before[text][1]} → {day}: {text}"
