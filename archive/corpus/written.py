"""Set phrases with their figures, as they are written where they were used first."""

from collections.abc import Callable, Iterator, Mapping

from archive.corpus.phrase import SetPhrase
from archive.corpus.set_phrases import SetPhrases
from archive.corpus.words import as_written

Use = tuple[str | None, str, str]
"""When a statement was made, its uid and its text."""


def written(
    found: SetPhrases, chosen: Mapping[int, Mapping[str, float]], use: Callable[[int], Use]
) -> Iterator[SetPhrase]:
    """Yield the phrases of these numbers, each with further figures of its own.

    ``use`` returns what is shown of a statement of the corpus.
    """
    statements, speakers = found.statements, found.speakers
    for number, figures in chosen.items():
        first, last = map(use, ends(found, number))
        yield SetPhrase(
            as_written(found.text(number), first[2]),
            int(found.lengths[number]),
            int(found.articles[number]),
            int(statements[number]),
            int(speakers[number]),
            float(found.g2[number]),
            float(found.pmi[number]),
            float(found.score[number]),
            first[:2],
            last[:2],
            **figures,  # type: ignore[arg-type]
        )


def ends(found: SetPhrases, number: int) -> tuple[int, int]:
    """Return the statements of the first use and of the last that is dated."""
    uses = found.uses(number)
    dated = uses[found.corpus.days[uses] > 0]
    return int(uses[0]), int(dated[-1] if len(dated) else uses[-1])
