"""The whole analysis of a document, step after step, pure: the same input gives the same article.

Each step takes the article as the one before left it; none of them needs a database. The order of
the steps stands here and nowhere else, and what others need of the analysis they import from here.
"""

from dataclasses import replace

from archive.errors import SourceError, UnreadableError
from archive.extract.confidence import state_confidence, warnings
from archive.extract.genres.genre import genre_of
from archive.extract.given import align, beside
from archive.extract.quotations import Quotation
from archive.extract.quotations import quotations as _quotations
from archive.extract.speakers.named import with_names
from archive.extract.speakers.resolve import NOBODY, Known, resolve
from archive.extract.statements import find_statements
from archive.extract.topics.subjects import (
    Topic,
    TopicList,
    checked,
    load_entries,
    load_topics,
    topics_of,
)
from archive.extract.topics.tag import tag, tagger_for, tags
from archive.parse import parse
from archive.records import Article, Document, Unread
from archive.vocabulary import Vocabulary, default_vocabulary

_SHOWN = 200
"""Characters of what was left out that a refusal shows: enough to recognise a page by."""


def analyse(
    document: Document,
    vocabulary: Vocabulary | None = None,
    known: Known = NOBODY,
    topics: TopicList | None = None,
    *,
    also_extract: bool = False,
) -> Article:
    """Return the article in ``document`` with its statements, speakers, dates and topics.

    ``known`` are people met before, ``topics`` another list of topics than the vocabulary's. Where
    a list of statements came with the document, those are all, unless more are asked for
    ``also_extract``. Raises UnreadableError for a document in which no article is left.
    """
    vocabulary = vocabulary or default_vocabulary()
    article = _checked(parse(document, vocabulary))
    if not (document.article or document.is_tagged or document.statements):
        return analyse_body(article, vocabulary, known, topics)
    given = align(article, document.statements, lambda one: tag(one, vocabulary, topics))
    if also_extract:
        given = beside(given, analyse_body(article, vocabulary, known, topics))
    given = replace(given, genre=given.genre or genre_of(given.title, "prose", vocabulary))
    return with_names(given, vocabulary, known)


def _checked(article: Article) -> Article:
    """Refuse an article without a word: a byline alone, a line of asterisks, characters unseen."""
    if any(map(str.isalnum, article.body)):
        return article
    gone = [one.text for one in article.removed] + list(article.captions)
    gone += [f"By {name}" for name in article.authors] if not gone else []
    left_out = f" (left out: {'; '.join(gone)[:_SHOWN]})" if gone else ""
    raise UnreadableError(
        f"{article.path} holds no article: no word is left beside its title, header, captions and "
        f"footer{left_out}"
    )


def analyse_body(
    article: Article,
    vocabulary: Vocabulary | None = None,
    known: Known = NOBODY,
    topics: TopicList | None = None,
) -> Article:
    """Return a parsed article with the statements in its body, their speakers and topics."""
    vocabulary = vocabulary or default_vocabulary()
    article = find_statements(article, vocabulary)
    article = name_speakers(article, vocabulary, known)
    return tag(article, vocabulary, topics)


def name_speakers(
    article: Article, vocabulary: Vocabulary | None = None, known: Known = NOBODY
) -> Article:
    """Return an article whose statements are found already with the speakers that it names.

    How sure a statement is depends on how its speaker was found, so that is stated here too.
    """
    vocabulary = vocabulary or default_vocabulary()
    return state_confidence(resolve(article, vocabulary, known), vocabulary)


def doubts(article: Article, vocabulary: Vocabulary | None = None) -> list[list[str]]:
    """Return for each statement of an article what lowers its confidence, the gravest first."""
    return warnings(article, vocabulary or default_vocabulary())


def quotations(article: Article, vocabulary: Vocabulary | None = None) -> list[Quotation]:
    """Return what an analysed article puts between quotation marks, and whose words that is."""
    return _quotations(article, vocabulary or default_vocabulary())


def unanalysed(document: Document, error: Exception) -> Unread:
    """Say why an analysis ended: the document's fault, or one of ours, which costs no other."""
    if isinstance(error, SourceError):
        return Unread(document.path, error.message, type(error).__name__, error.hint)
    kind = type(error).__name__
    return Unread(document.path, f"the analysis failed: {kind}: {error}", kind)


__all__ = [
    "NOBODY",
    "Known",
    "Quotation",
    "Topic",
    "TopicList",
    "analyse",
    "analyse_body",
    "checked",
    "doubts",
    "load_entries",
    "load_topics",
    "name_speakers",
    "quotations",
    "tag",
    "tagger_for",
    "tags",
    "topics_of",
    "unanalysed",
]
