"""Where a name ends in a headline, whose verbs and nouns stand in capitals like the name itself."""

from collections.abc import Set

from archive.extract.names.lexicon import Naming, fold


def words_between_blanks(body: str) -> frozenset[str]:
    """Return what ``name_length`` asks of a body: one pass, however many words are asked for."""
    return frozenset(body.split(" ")[1:-1])


def name_length(
    naming: Naming, words: list[str], written: Set[str], alone: Set[str], keep: int = 0
) -> int:
    """Count a headline's words up to the name's end: 2 of "President Biden Announces Key".

    A word ends the name when the vocabulary says so or the body has it in lower case (it is
    ``written`` so there), and in "Anna Berg Burns Paul Roth" the second given name shows that a
    verb stands before it; the first ``keep`` words are not asked.
    """
    plain = [fold(word) for word in words]
    for index in range(keep, len(words)):
        common = _is_common(naming, words[index], plain[index], written, alone)
        if common or _ends_name(naming, words, plain, index):
            return index
        second = index > 2 and index + 1 < len(words) and plain[index] in naming.given
        if second and plain[0] in naming.given:
            return index - 1
    return len(words)


def _ends_name(naming: Naming, words: list[str], plain: list[str], index: int) -> bool:
    """Tell whether a word belongs to headlines, and not to a title: "Press Secretary"."""
    if index and is_suffix_before(naming, words, index):
        return True
    follows = plain[index + 1] if index + 1 < len(plain) else ""
    return plain[index] in naming.headline and follows not in naming.heads


def _is_common(naming: Naming, word: str, plain: str, written: Set[str], alone: Set[str]) -> bool:
    """Tell whether the body has a capitalised word in lower case, as it never has a name."""
    if plain in alone or naming.is_naming(plain) or not word.istitle():
        return False
    return word.lower() in written


def is_suffix_before(naming: Naming, words: list[str], index: int) -> bool:
    """Tell whether the word before ends a name for good: "Jr."."""
    return fold(words[index - 1]) in ("jr", "sr")
