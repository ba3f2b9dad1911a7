"""Words that are no source: cut-off phrases, verbs, adjectives and adverbs that stand as one.

What the sentence's grammar took for a source is nobody's name where its own form shows that it is
no noun phrase; the statement stays, its speaker open.
"""

from collections.abc import Callable

from archive.extract.names.lexicon import Naming, fold
from archive.extract.names.mention_words import DEFINITE, INDEFINITE, PRONOUNS, TRIM

CUT_OFF = frozenset(
    """and or nor but of to the a an that than each better most within by for with in on at from as
    is are was were be been has have had will would can could may might must should not""".split()
)
"""Words that no noun phrase ends in: "Russia's illegal and", "half of"."""

ADVERBS = frozenset(
    "together today tomorrow yesterday tonight now here then also instead back meanwhile".split()
)
BEFORE_VERBS = frozenset(
    "will would can could must should may might shall not cannot won't can't".split()
)
"""Words before what is then a verb: "would | deploy technology teams"."""

NO_NOUNS = (
    *("al", "ive", "ous", "ic", "able", "ible", "ful", "less", "ly", "ed", "ing"),
    *("ates", "izes", "ifies"),
)
"""Ends of adjectives, adverbs and verbs, where a word stands alone or behind "a"."""

NOUNS = frozenset(
    """individual family proposal rival tribunal hospital journal meeting gathering filing
    convening finding ruling ranking rating listing briefing study
    survey court press public assembly ally bully""".split()
)
"""Nouns that end like these."""

LONGEST_BARE = 2
SHORTEST_GERUND = 6
"""Letters of "Working"; "King" and "Ming" are names."""


def names_somebody(
    naming: Naming, mention: str, before: str, is_common: Callable[[str], bool]
) -> bool:
    """Tell whether words can be a source; ``before`` is the word right before them.

    ``is_common`` tells whether the text has a word in small letters, too.
    """
    words = [word for one in mention.split() if (word := one.strip(TRIM))]
    plain = [fold(word) for word in words]
    if plain in (["most"], ["each"]) or (len(plain) == 1 and plain[0] in PRONOUNS):
        return True
    verb = before in BEFORE_VERBS and words[:1] and words[0].islower()
    if not plain or plain[-1] in CUT_OFF or (verb and plain[0] not in DEFINITE | INDEFINITE):
        return not plain
    if plain[0] in ADVERBS and not any(word[0].isupper() for word in words[1:]):
        return False
    if all(word.replace(",", "").isdigit() for word in plain):
        return False  # "20,000"
    human = _is_known(naming, plain[-1])
    opens_gerund = (
        plain[0].endswith("ing") and len(plain[0]) >= SHORTEST_GERUND and "-" not in plain[0]
    )
    if len(words) == 1 and words[0][0].isupper() and not is_common(words[0]):
        return True  # "Boeing"
    if opens_gerund and not human and not any(word[0].isupper() for word in words[1:]):
        return len(words) <= LONGEST_BARE and plain[-1].endswith("s") and words[0].islower()
    bare = plain[1:] if plain[0] in DEFINITE | INDEFINITE else plain
    if len(bare) == 1 and words[-1].islower() and not human and plain[0] != "those":
        return not plain[-1].endswith(NO_NOUNS)
    return True


def _is_known(naming: Naming, word: str) -> bool:
    """Tell whether a noun for people, bodies or texts is known, also in the plural."""
    return any(
        form in NOUNS
        or form in naming.heads
        or form in naming.unnamed
        or form in naming.unnamed_plural
        or form in naming.body_heads
        or form in naming.documents
        or form in naming.standing
        or form in naming.collectives
        for form in (word, word.removesuffix("s"))
    )
