"""What is counted of a phrase, as plain values: its history, and the figures of a set phrase."""

from dataclasses import dataclass

from archive.corpus.said import Said
from archive.corpus.uses import SpeakerUses, Spread, Use, YearShare
from archive.corpus.variants import Replacement, Variant


@dataclass(frozen=True, slots=True)
class InArticle:
    """An article that has a phrase before any statement does: in its own words, or in a title."""

    uid: str
    day: str
    title: str | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class PhraseHistory:
    """All that is known of a phrase.

    ``years`` are those of everybody and then of each speaker; ``begins_on`` is the first date of
    the archive, before which nothing can be known. ``too_common`` are words of the phrase beside
    which no variants were looked for. ``of`` is the query whose statements the shares are shares
    of, empty for those of the whole archive. ``article`` is the earliest article with the phrase
    where that is earlier than the first statement.
    """

    phrase: str
    uses: tuple[Use, ...]
    first: Said
    last: Said
    begins_on: str | None
    speakers: tuple[SpeakerUses, ...]
    years: tuple[YearShare, ...]
    publishers: tuple[Spread, ...]
    variants: tuple[Variant, ...]
    replaced: tuple[Replacement, ...]
    too_common: tuple[str, ...] = ()
    of: str = ""
    article: InArticle | None = None


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """A set phrase as it is written, with its figures and its first and last statement.

    ``expected`` are the uses to be expected where none came, for new and gone ones; ``a``, ``b``,
    ``contrast_g2`` and ``ratio`` are those of a contrast, between ``of_a`` statements and ``of_b``.
    """

    text: str
    words: int
    articles: int
    statements: int
    speakers: int
    g2: float
    pmi: float
    score: float
    first: tuple[str | None, str]
    last: tuple[str | None, str]
    expected: float | None = None
    a: int | None = None
    b: int | None = None
    contrast_g2: float | None = None
    ratio: float | None = None
    of_a: int | None = None
    of_b: int | None = None
