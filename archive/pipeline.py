"""The whole analysis of a document, step after step, pure: the same input gives the same article.

Each step takes the article as the one before left it; none of them needs a database.
"""

from archive.extract.given import align, beside
from archive.extract.speakers.resolve import NOBODY, Known, resolve
from archive.extract.statements import find_statements
from archive.extract.topics.tag import TopicList, tag
from archive.parse import parse
from archive.records import Article, Document, Unread
from archive.vocabulary import Vocabulary, default_vocabulary


def analyse(
    document: Document,
    vocabulary: Vocabulary | None = None,
    known: Known = NOBODY,
    topics: TopicList | None = None,
    *,
    beside_given: bool = False,
) -> Article:
    """Return the article in ``document`` with its statements, speakers, dates and topics.

    ``known`` are people met before, ``topics`` another list of topics than the vocabulary's. Where
    a list of statements came with the document, those are all, unless more are asked for
    ``beside_given``.
    """
    vocabulary = vocabulary or default_vocabulary()
    article = parse(document, vocabulary)
    given = None
    if document.article or document.is_tagged or document.statements:
        given = align(article, document.statements, lambda one: tag(one, vocabulary, topics))
        if not beside_given:
            return given
    article = find_statements(article, vocabulary)
    article = resolve(article, vocabulary, known)
    article = tag(article, vocabulary, topics)
    return beside(given, article) if given else article


def unanalysed(document: Document, error: Exception) -> Unread:
    """Say that a fault of ours ended an analysis; it must not cost the other documents."""
    kind = type(error).__name__
    return Unread(document.path, f"the analysis failed: {kind}: {error}", kind)


__all__ = ["analyse", "unanalysed"]
