"""The cues of a passage: words of the lexicon outside quotations, with their particles.

What a cue is worth is decided later, by the clause it stands in.
"""

from typing import NamedTuple

from archive.extract.grammar.lexicon import NOUN, PREDICATE, SOURCE_AFTER, Lexicon, Verb
from archive.extract.grammar.tokens import Passage
from archive.extract.grammar.wordclass import ADVERB, DETERMINER, ING, NAME, NUMBER, WORD

HEADLINE = 0.6
"""Share of capitals from which on a passage is a headline, in which verbs have them too."""

OBJECT_PRONOUNS = frozenset("him them us me it".split())


class Cue(NamedTuple):
    """A cue by its tokens, ``first`` to ``after - 1``, with its word and the bits of its form."""

    first: int
    after: int
    verb: Verb
    forms: int


def find_cues(passage: Passage, lexicon: Lexicon) -> list[Cue]:
    """Return the cues of a passage in order: of verbs the longest; a noun beside a verb too."""
    entries, quoted = lexicon.entries, passage.quoted
    found: list[Cue] = []
    until = 0
    headline: bool | None = None
    for i, word in enumerate(passage.lower):
        if word not in entries or quoted[i] or (word == "states" and _is_united(passage, i)):
            continue
        if i and passage.kinds[i] & NAME and passage.kinds[i - 1] & WORD:
            headline = _is_headline(passage) if headline is None else headline
            if not headline:
                continue  # "the United States", "the Court of Appeals for"
        for verb, forms in entries[word]:
            aside = forms & (NOUN | SOURCE_AFTER | PREDICATE)
            if i < until and not aside:
                continue
            after = _after_particles(passage, i, verb, forms)
            if after is None:
                continue
            found.append(Cue(i, after, verb, forms))
            if not aside:
                until = after
    return found


def _is_united(passage: Passage, i: int) -> bool:
    """Tell the United States, in a list of offices in capitals, from "the paper states"."""
    return i > 0 and passage.lower[i - 1] in ("united", "member")


def _is_headline(passage: Passage) -> bool:
    words = [kind for kind in passage.kinds if kind & WORD]
    return sum(1 for kind in words if kind & NAME) >= HEADLINE * len(words)


def _after_particles(passage: Passage, i: int, verb: Verb, forms: int) -> int | None:
    """Return the token behind a verb and its particles, or None where they are not there.

    One adverb may part them: "complained bitterly about", "called again for".
    """
    if not verb.particles:
        return i + 1
    start = i + 1
    separated = len(verb.particles) == 1 and not forms & (NOUN | SOURCE_AFTER | PREDICATE)
    if separated and passage.kinds[start] & ADVERB and passage.lower[start] != verb.particles[0]:
        start += 1
    after = start + len(verb.particles)
    if tuple(passage.lower[start:after]) != verb.particles:
        return None
    if verb.particles[-1] != "to" or forms & SOURCE_AFTER or not _is_infinitive(passage, after):
        return after
    return None


def _is_infinitive(passage: Passage, i: int) -> bool:
    """Tell "agreed to work" from "agreed to a plan" by the word behind "to"."""
    if i >= len(passage) or passage.quoted[i] or not passage.words[i][0].islower():
        return False
    kind = passage.kinds[i]
    return not kind & (DETERMINER | NUMBER | NAME | ING) and (
        passage.lower[i] not in OBJECT_PRONOUNS
    )
