"""The life of a phrase: all that is counted of it, together."""

from dataclasses import dataclass

from archive.corpus.said import Said
from archive.corpus.uses import SpeakerUses, Spread, Use, YearShare
from archive.corpus.variants import Replacement, Variant


@dataclass(frozen=True, slots=True)
class Life:
    """All that is known of a phrase.

    ``years`` are those of everybody and then of each speaker; ``begins_on`` is the first date of
    the archive, before which nothing can be known. ``too_common`` are words of the phrase beside
    which no variants were looked for. ``of`` is the query whose statements the shares are shares
    of, empty for those of the whole archive.
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
