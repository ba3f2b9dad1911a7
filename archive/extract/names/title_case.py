"""Where a name ends in a headline, whose verbs and nouns stand in capitals like the name itself."""

from collections.abc import Set
from typing import NamedTuple

from archive.extract.names.lexicon import Naming, fold


class Text(NamedTuple):
    """What a body shows of the words of its headlines.

    ``written`` are its words between blanks, ``alone`` the folded words in capitals that stand
    alone, as surnames do, and ``pairs`` two words of a name in its running text.
    """

    written: Set[str]
    alone: Set[str]
    pairs: Set[str] = frozenset()


def words_between_blanks(body: str) -> frozenset[str]:
    """Return what ``name_length`` asks of a body: one pass, however many words are asked for."""
    return frozenset(body.split(" ")[1:-1])


def name_length(naming: Naming, words: list[str], text: Text, keep: int = 0) -> int:
    """Count a headline's words up to the name's end: 2 of "President Biden Announces Key".

    A word ends the name when the vocabulary says so or the body has it in lower case (it is
    ``written`` so there), and in "Anna Berg Burns Paul Roth" the second given name shows that a
    verb stands before it; the first ``keep`` words are not asked.
    """
    plain = [fold(word) for word in words]
    whole = _whole_name(naming, words, plain)
    for index in range(keep, len(words)):
        if whole and index == whole and index + 1 < len(words) and not _goes_on(words, index, text):
            return index
        common = _is_common(naming, words, plain, index, text)
        if common or _ends_name(naming, words, plain, index):
            return index
        second = index > 2 and index + 1 < len(words) and plain[index] in naming.given
        if second and plain[0] in naming.given:
            return index - 1
    return len(words)


def _whole_name(naming: Naming, words: list[str], plain: list[str]) -> int:
    """Return where a given name with one family name ends, 0 where no given name opens it."""
    first = next((i for i, word in enumerate(plain) if word in naming.given), None)
    if first is None or any(not naming.is_naming(word) for word in plain[:first]):
        return 0
    at = first
    while at < len(words) and (plain[at] in naming.given or len(plain[at].replace(".", "")) == 1):
        at += 1
    while at < len(words) and plain[at] in naming.particles:
        at += 1
    behind = plain[at + 1] if at + 1 < len(words) else ""
    if at >= len(words) or behind in naming.suffixes or plain[at] in naming.suffixes:
        return 0
    return at + 1


def _goes_on(words: list[str], index: int, text: Text) -> bool:
    """Tell whether a name goes on behind the first family name: the running text has the two."""
    return fold(words[index]) in text.alone or f"{words[index - 1]} {words[index]}" in text.pairs


def _ends_name(naming: Naming, words: list[str], plain: list[str], index: int) -> bool:
    """Tell whether a word belongs to headlines, and not to a title: "Press Secretary"."""
    if index and is_suffix_before(naming, words, index):
        return True
    follows = plain[index + 1] if index + 1 < len(plain) else ""
    english = words[index].isascii()  # "Tô Lâm" is no "to"
    return english and plain[index] in naming.headline and follows not in naming.heads


def _is_common(naming: Naming, words: list[str], plain: list[str], index: int, text: Text) -> bool:
    """Tell whether the body has a capitalised word in lower case, as it never has a name.

    A word that would be a third of the name, behind a title or a given name and a surname, is
    none where the body has it in another form: "Biden Providing", for a text that says "provide".
    So it is no name that looks like a participle, whatever the body says.
    """
    word, folded = words[index], plain[index]
    if folded in text.alone or naming.is_naming(folded) or not word[:1].isupper() or word.isupper():
        return False
    if word.lower() in text.written:
        return True
    if not index or not _has_name_before(naming, plain, index):
        return False
    if folded.endswith("ing") and len(folded) > SHORTEST_PARTICIPLE:
        return f"{words[index - 1]} {word}" not in text.pairs
    return any(form in text.written for form in _other_forms(word.lower()))


def _has_name_before(naming: Naming, plain: list[str], index: int) -> bool:
    """Tell whether the words before are a title with a name, or two of a name."""
    before = plain[index - 1]
    if before in naming.heads or before in naming.honorifics or before in naming.modifiers:
        return False
    return index > 1


def _other_forms(word: str) -> tuple[str, ...]:
    """Return the forms in which a text may have a verb: "strengthens" -> "strengthen"."""
    for ending, others in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word.removesuffix(ending)
            return tuple(stem + other for other in others)
    return ()


ENDINGS = (
    ("ies", ("y", "ied", "ying")),
    ("es", ("", "e", "ed", "ing")),
    ("s", ("", "ed", "ing")),
    ("ed", ("", "e", "ing", "s", "es")),
    ("ing", ("", "e", "ed", "es", "s")),
)
"""What verbs of headlines end in, and what else may stand there."""

SHORTEST_PARTICIPLE = 5
"""Letters of a participle; "King", "Ming" and "Jiping" are names. tests/extract/names/test_runs."""


def is_suffix_before(naming: Naming, words: list[str], index: int) -> bool:
    """Tell whether the word before ends a name for good: "Jr."."""
    return fold(words[index - 1]) in ("jr", "sr")
