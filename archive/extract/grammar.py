"""The closed classes of English words, as sets, from ``data/grammar.toml``."""

from dataclasses import dataclass, fields
from functools import cache

from archive.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """Each field is the set of the lower-case words of the list of that name."""

    subject_pronouns: frozenset[str]
    relative_pronouns: frozenset[str]
    determiners: frozenset[str]
    possessives: frozenset[str]
    boundaries: frozenset[str]
    auxiliaries: frozenset[str]
    modals: frozenset[str]
    be: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    openers: frozenset[str]
    subordinators: frozenset[str]
    prepositions: frozenset[str]
    times: frozenset[str]
    weekdays: frozenset[str]
    verbs: frozenset[str]
    occasions: frozenset[str]
    audiences: frozenset[str]
    abbreviations: frozenset[str]
    saying: frozenset[str]
    pasts: frozenset[str]
    presents: frozenset[str]


@cache
def load_grammar(vocabulary: Vocabulary) -> Grammar:
    """Return the grammar of a vocabulary."""
    table = vocabulary.table("grammar")
    return Grammar(
        **{field.name: frozenset(table[field.name].lower().split()) for field in fields(Grammar)}
    )
