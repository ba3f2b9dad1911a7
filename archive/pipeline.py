"""The whole analysis of a document, step after step, pure: the same input gives the same article.

``STEPS`` is read from top to bottom; each step takes the article as the one before left it.
"""

from dataclasses import replace

from archive.extract.speakers import NOBODY, Known, resolve
from archive.extract.statements import find_statements
from archive.extract.topics import TopicList, tag
from archive.parse import parse
from archive.records import Article, Date, Document
from archive.vocabulary import Vocabulary, default_vocabulary


def analyse(
    document: Document,
    vocabulary: Vocabulary | None = None,
    known: Known = NOBODY,
    topics: TopicList | None = None,
) -> Article:
    """Return the article in ``document`` with its statements, speakers, dates and topics.

    ``known`` are people met before, ``topics`` another list of topics than the vocabulary's.
    """
    vocabulary = vocabulary or default_vocabulary()
    article = parse(document, vocabulary)
    article = find_statements(article, vocabulary)
    article = resolve(article, vocabulary, known)
    article = date_statements(article)
    return tag(article, vocabulary, topics)


def date_statements(article: Article) -> Article:
    """Say when each statement was made: on the day of the event, or else of publication."""
    said = article.event
    if said is None and article.published is not None:
        said = Date(article.published.iso, article.published.precision, "published")
    if said is None:
        return article
    statements = tuple(replace(statement, said=said) for statement in article.statements)
    return replace(article, statements=statements)


__all__ = ["analyse", "date_statements"]
