"""English verbs inflected by rule, with the exceptions of ``cues.toml``."""

from collections.abc import Mapping
from typing import Any

BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
"""The forms a verb stands in, as bits: "said" is both PAST and PARTICIPLE."""

FINITE = THIRD | PAST
VOWELS = "aeiou"


class Inflection:
    """Gives the forms of a verb.

    >>> Inflection({"irregular": {}, "doubling": {"verbs": ""}}).forms("deny")
    {'deny': 1, 'denies': 2, 'denied': 12, 'denying': 16}
    """

    def __init__(self, table: Mapping[str, Any]) -> None:
        """Read ``irregular`` and ``doubling`` of a table of cues."""
        self.irregular = {verb: tuple(forms.split()) for verb, forms in table["irregular"].items()}
        self.doubling = frozenset(table["doubling"]["verbs"].split())

    def forms(self, verb: str) -> dict[str, int]:
        """Return each form of ``verb`` with its bits."""
        third, past, participle, ing = self.irregular.get(verb) or self._regular(verb)
        found: dict[str, int] = {}
        for form, bit in zip(
            (verb, third, past, participle, ing),
            (BASE, THIRD, PAST, PARTICIPLE, ING),
            strict=True,
        ):
            found[form] = found.get(form, 0) | bit
        return found

    def _regular(self, verb: str) -> tuple[str, str, str, str]:
        if verb in self.doubling:
            stem = verb + verb[-1]
            return verb + "s", stem + "ed", stem + "ed", stem + "ing"
        if verb.endswith("e"):
            return verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"
        if verb.endswith("y") and verb[-2] not in VOWELS:
            return verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
        return third, verb + "ed", verb + "ed", verb + "ing"
