"""An article with the reason for each statement, to understand a wrong one in seconds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from archive.render.article import Shown, View, cue_at, dates, speaker

PLACES = {"statement": "", "before": " before it", "after": " after it", "title": " in the title"}
"""What is said of where a term of a topic stands."""

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
        if statement.get("lowered_by"):
            yield "lowered by", "; ".join(statement["lowered_by"])
        if statement["cue"]:
            yield "cue", cue_at(statement)
        yield "speaker", speaker(statement)
        yield from dates(statement, ("said",))
        yield from topic_lines(statement["topic_terms"])

    def _rule(self, name: str) -> str:
        rule = self.rules.get(name) or self.rules.get(name.removeprefix(HEADLINE), {})
        means = rule.get("means")
        return f"{name} ({means})" if means else name


def topic_lines(terms: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield a line for each topic: how likely it is, and by which terms, standing where."""
    by_topic: dict[str, dict[str, None]] = {}
    scores: dict[str, float] = {}
    for term in terms:
        place = PLACES[term.get("place", "statement")]
        by_topic.setdefault(term["topic"], {})[f"“{term['term']}”{place}"] = None
        scores[term["topic"]] = term.get("score", 1.0)
    for topic, given_by in by_topic.items():
        yield "topic", f"{topic} {scores[topic]:.2f}: {', '.join(given_by)}"
