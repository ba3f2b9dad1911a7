"""The quotations of a text and whose words each is said to be, as the text itself tells it."""

from dataclasses import dataclass

from archive.extract.grammar.quotes import pair_quotes
from archive.extract.grammar.tokens import Passage
from archive.extract.grammar.wordclass import word_classes
from archive.records import Article, Span, Statement
from archive.vocabulary import Vocabulary

SHORTEST = 4
"""Words of a quotation that can be checked; fewer are a term or a word used with distance, and
stand in many texts by chance."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: where in the body, and the names of who is said to say them.

    ``speakers`` is empty where the text names nobody that could be resolved.
    """

    text: str
    span: Span
    speakers: tuple[str, ...] = ()
    words: int = 0


def quotations(article: Article, vocabulary: Vocabulary) -> list[Quotation]:
    """Return the outermost quotations of an analysed article in the order of its text."""
    classes = word_classes(vocabulary)
    found = list[Quotation]()
    for start, end in article.paragraphs:
        passage = Passage(article.body, classes, start, end)
        for quote in pair_quotes(passage):
            first, after = quote.inside
            if first >= min(after, len(passage)):
                continue
            span = passage.span(first, min(after, len(passage)))
            words = sum(map(passage.is_word, range(first, min(after, len(passage)))))
            found.append(
                Quotation(article.body[slice(*span)], span, _speakers(article, span), words)
            )
    return found


def _speakers(article: Article, span: Span) -> tuple[str, ...]:
    """Return the speakers of the statement that holds most of a span."""
    holding = max(article.statements, key=lambda one: _shared(one, span), default=None)
    if holding is None or not _shared(holding, span):
        return ()
    return tuple(speaker.name for speaker in holding.speakers)


def _shared(statement: Statement, span: Span) -> int:
    if statement.headline:
        return 0
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in statement.spans)
