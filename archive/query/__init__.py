"""The query language: text to tree and back, without a database.

::

    core interests            both words, in any order
    "core interests"          the phrase; curly quotation marks and every dash are folded
    all-weather               a hyphenated word is the phrase of its parts
    taiwan OR xinjiang        either: OR joins its two neighbours before anything else does
    -visit   NOT visit        without the word
    (a b) OR c                groups
    modern*                   words that begin so
    "trade invest"~5          both words within five of each other
    speaker:xi,lukashenko     a field; a comma means either, ``field:none`` that there is none
    said:2021..2023           a date field: 2021, 2021-03, 2021-03-15, ..2020, 2021.., -6m..
    *                         everything

``parse(str(tree)) == tree`` holds for every tree that ``parse`` and ``field`` give. What is opened
and never closed, a quotation mark or a bracket, closes at the end. Marks without a letter or digit
are passed over. Any other mistake is a QueryError that points at its place.
"""

from archive.query.fields import CHOICES, DATE_FIELDS, FIELDS, SYNONYMS, field, period
from archive.query.parser import as_phrase, parse
from archive.query.tree import (
    And,
    Cased,
    Everything,
    Field,
    Near,
    Node,
    Not,
    Or,
    Period,
    Phrase,
    Term,
    When,
    Word,
    both,
    cased,
    conjuncts,
    either,
    names_field,
    rewritten,
    terms,
)

__all__ = [
    "CHOICES",
    "DATE_FIELDS",
    "FIELDS",
    "SYNONYMS",
    "And",
    "Cased",
    "Everything",
    "Field",
    "Near",
    "Node",
    "Not",
    "Or",
    "Period",
    "Phrase",
    "Term",
    "When",
    "Word",
    "as_phrase",
    "both",
    "cased",
    "conjuncts",
    "either",
    "field",
    "names_field",
    "parse",
    "period",
    "rewritten",
    "terms",
]
