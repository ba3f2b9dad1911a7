"""An article with the reason for each statement, to understand a wrong one in seconds."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.render.article import Shown, View, cue_at, dates, speaker

HEADLINE = "headline, "
"""Before the rule of a statement in a headline: it is read by the rules of a sentence."""


class Explanation(View):
    """Draws an article as ``View`` does, and under each statement why it is one."""

    def __init__(self, width: int, rules: Mapping[str, Any], *, colour: bool) -> None:
        """Take what each rule ``means``, by its name: the table ``rules`` of the vocabulary."""
        super().__init__(width, colour=colour)
        self.rules = rules

    def _says(self, number: int, statement: Shown) -> Iterator[str]:
        yield from super()._says(number, statement)
        yield from ("      " + line for line in self._facts(self._reasons(statement)))

    def _reasons(self, statement: Shown) -> Iterator[tuple[str, str]]:
        yield "rule", f"{self._rule(statement['rule'])}, confidence {statement['confidence']:.2f}"
        if statement["cue"]:
            yield "cue", cue_at(statement)
        yield "speaker", speaker(statement)
        yield from dates(statement, ("said",))
        for term in statement["topic_terms"]:
            yield "topic", f"{term['topic']}: “{term['term']}”"

    def _rule(self, name: str) -> str:
        rule = self.rules.get(name) or self.rules.get(name.removeprefix(HEADLINE), {})
        means = rule.get("means")
        return f"{name} ({means})" if means else name
