"""The closed classes of English words, as bits that are looked up once for each distinct word.

The lists are in ``data/grammar.toml``. A word is looked up as it is written, for its case tells
"May" from "may"; what is looked up once is kept, so that a text costs one dictionary access a word.
The words of a language never come to an end, so from time to time all are forgotten.
"""

from functools import cache

from archive.extract.grammar.inflection import PAST
from archive.extract.grammar.lexicon import Lexicon, load_lexicon
from archive.vocabulary import Vocabulary

WORD = 1 << 0
"""A word or a number, no punctuation."""
NAME = 1 << 1
"""Begins with a capital."""
NUMBER = 1 << 2
"""Begins with a digit."""
PRONOUN = 1 << 3
"""A subject pronoun, also with a clitic: "he", "they've", "who"."""
RELATIVE = 1 << 4
DETERMINER = 1 << 5
POSSESSIVE = 1 << 6
BOUNDARY = 1 << 7
"""Ends a noun phrase read from right to left."""
AUXILIARY = 1 << 8
MODAL = 1 << 9
BE = 1 << 10
HAVE = 1 << 11
NEGATION = 1 << 12
ADVERB = 1 << 13
OPENER = 1 << 14
SUBORDINATOR = 1 << 15
PREPOSITION = 1 << 16
TIME = 1 << 17
WEEKDAY = 1 << 18
OCCASION = 1 << 19
AUDIENCE = 1 << 20
FINITE = 1 << 21
"""Looks like a finite verb: by list, by -ed, by n't, or as the past of a cue."""
NARRATES = 1 << 22
"""An irregular past."""
PRESENT = 1 << 23
"""A present that only a list tells from a plural or an infinitive."""
ING = 1 << 24
QUANTIFIER = 1 << 25
"""A determiner that can stand alone: "others", "both", "many"."""
COLLECTIVE = 1 << 26
"""A head that speaks for several: "sides", "leaders"."""
WRITING = 1 << 27
"""What somebody writes or publishes: it speaks for him."""
ABBREVIATION = 1 << 28
SAYING = 1 << 29
"""Attributes a quotation that ends in a question or exclamation mark."""
SPEAKS = 1 << 30
"""An office, body or document that a headline sets off as its source."""
NO_SOURCE = 1 << 31
"""Opens a headline before a colon without being a source: "Readout:", "Video:"."""
OUTLET = 1 << 32
"""In the name of one who passes on what others said: "the news agency", "BelTA"."""
PHRASE_LEADS = PREPOSITION | SUBORDINATOR

KEPT = 1 << 15
"""Distinct words whose bits are kept, 4 MB. Measured: without an end 20 MB of text left 19 MB in
each process; to learn the common ones again takes no time that could be measured."""

_LISTS = {
    "relative_pronouns": RELATIVE,
    "determiners": DETERMINER,
    "possessives": POSSESSIVE,
    "boundaries": BOUNDARY,
    "auxiliaries": AUXILIARY,
    "modals": MODAL,
    "be": BE,
    "negations": NEGATION,
    "adverbs": ADVERB,
    "openers": OPENER,
    "subordinators": SUBORDINATOR,
    "prepositions": PREPOSITION,
    "times": TIME,
    "weekdays": WEEKDAY,
    "occasions": OCCASION,
    "audiences": AUDIENCE,
    "verbs": FINITE,
    "pasts": NARRATES,
    "presents": PRESENT,
    "quantifiers": QUANTIFIER,
    "collectives": COLLECTIVE,
    "writings": WRITING,
    "abbreviations": ABBREVIATION,
    "saying": SAYING,
    "headline_sources": SPEAKS,
    "headline_labels": NO_SOURCE,
    "outlets": OUTLET,
}


class WordClasses(dict[str, int]):
    """The bits of each word, computed when a word is first met, of at most ``KEPT`` words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Read the lists of ``grammar.toml`` and the pasts of the cues."""
        super().__init__()
        table = vocabulary.table("grammar")
        self._listed: dict[str, int] = {}
        for name, bit in _LISTS.items():
            for word in table[name].lower().split():
                self._listed[word] = self._listed.get(word, 0) | bit
        self._pronouns = frozenset(table["subject_pronouns"].split())
        self._no_adverbs = frozenset(table["no_adverbs"].split())
        self._no_verbs = frozenset(table["no_verbs"].split())
        self._months = frozenset(table["months_and_verbs"].split())
        self._pasts = _pasts(load_lexicon(vocabulary))

    def __missing__(self, word: str) -> int:
        """Compute, keep and return the bits of a word as it is written."""
        if len(self) >= KEPT:
            self.clear()
        bits = self[word] = self._of(word)
        return bits

    def _of(self, word: str) -> int:
        lower = word.lower()
        bits = self._listed.get(lower, 0)
        if lower in self._months and word[0].isupper():
            bits &= ~(FINITE | MODAL | AUXILIARY | BOUNDARY)
        if word[0].isalnum() or word[0] == "_":
            bits |= WORD
        if word[0].isdigit():
            bits |= NUMBER
        if word[0].isupper():
            bits |= NAME
        if self._is_pronoun(lower):
            bits |= PRONOUN
        if lower.startswith(("ha", "'ve", "’ve", "'d", "’d")) and bits & AUXILIARY:
            bits |= HAVE
        if lower.endswith("ing"):
            bits |= ING
        if lower.rpartition("-")[2] in self._listed:
            bits |= self._listed[lower.rpartition("-")[2]] & ABBREVIATION
        return bits | self._open_classes(lower, capital=bool(bits & NAME))

    def _is_pronoun(self, lower: str) -> bool:
        stem, mark, _ = lower.replace("’", "'").partition("'")
        return lower in self._pronouns or (bool(mark) and stem in self._pronouns)

    def _open_classes(self, lower: str, *, capital: bool) -> int:
        """Adverbs by -ly and verbs by -ed, where no capital makes a name of them."""
        bits = FINITE if lower.endswith(("n't", "n’t")) else 0
        if capital:
            return bits
        if lower.endswith("ly") and len(lower) > 4 and lower not in self._no_adverbs:
            bits |= ADVERB
        if lower.endswith("ed") and len(lower) > 4:
            return bits | (0 if lower in self._no_verbs else FINITE)
        return bits | (FINITE if lower in self._pasts else 0)


def _pasts(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        form
        for form, entries in lexicon.entries.items()
        if any(bits & PAST and not verb.particles for verb, bits in entries)
    )


@cache
def word_classes(vocabulary: Vocabulary) -> WordClasses:
    """Return the word classes of a vocabulary; they fill as texts are read."""
    return WordClasses(vocabulary)
