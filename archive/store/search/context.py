"""The sentences around a statement, from the body of its article."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from sqlite3 import Connection

from archive.records import Span
from archive.store.search.request import Row


def with_context(connection: Connection, hits: Iterable[Row], sentences: int) -> Iterator[Row]:
    """Yield the rows of statements with ``before`` and ``after``: so many sentences of the body.

    Both are None for a statement in a headline, and where nothing stands there. What of its own
    sentences is not in the statement, such as the cue, belongs to them.
    """
    for row in hits:
        before, after = "", ""
        if not row["headline"]:
            body, paragraphs = connection.execute(
                "SELECT body, paragraphs FROM articles WHERE uid = ?", (row["article"],)
            ).fetchone()
            before, after = _around(body, paragraphs, row["start"], row["end"], sentences)
        yield {**row, "before": _one_line(before), "after": _one_line(after)}


def _around(body: str, paragraphs: str, start: int, end: int, sentences: int) -> tuple[str, str]:
    spans = _sentences(body, paragraphs)
    own = [at for at, (first, last) in enumerate(spans) if first < end and last > start]
    if not own:
        return "", ""
    first = spans[max(own[0] - sentences, 0)][0]
    last = spans[min(own[-1] + sentences, len(spans) - 1)][1]
    return body[first:start], body[end:last]


def _one_line(text: str) -> str | None:
    return " ".join(text.split()) or None


@lru_cache(maxsize=64)
def _sentences(body: str, paragraphs: str) -> Sequence[Span]:
    """Cut a body into sentences, as the analysis does; kept, since hits share their articles."""
    from archive.extract.grammar.quotes import pair_quotes
    from archive.extract.grammar.sentences import split_sentences
    from archive.extract.grammar.tokens import Passage
    from archive.extract.grammar.wordclass import word_classes
    from archive.vocabulary import default_vocabulary

    classes, spans = word_classes(default_vocabulary()), list[Span]()
    for start, end in json.loads(paragraphs):
        passage = Passage(body, classes, start, end)
        spans += [passage.span(*one) for one in split_sentences(passage, pair_quotes(passage))]
    return spans
