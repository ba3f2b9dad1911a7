"""What the statements of a sentence have claimed of it so far, while its cues are taken in turn."""

from dataclasses import dataclass, field

from archive.extract.attribution.drafts import Draft
from archive.extract.attribution.reading import Reading
from archive.extract.attribution.subjects import may_share_subject, subject
from archive.extract.grammar.tokens import Passage, Range
from archive.extract.grammar.window import Window


@dataclass(slots=True)
class Claims:
    """One pass over a sentence's readings from left to right.

    ``opened`` is the last cue whose content lies to its right, while that has no end yet; ``limit``
    the first token that no statement has claimed; ``source`` whom a cue without a source shares;
    ``orphans`` are the statements that have none so far.
    """

    window: Window
    readings: list[Reading]
    limit: int
    done: list[Draft] = field(default_factory=list)
    opened: tuple[Reading, Draft] | None = None
    source: Range | None = None
    orphans: list[Draft] = field(default_factory=list)

    @property
    def passage(self) -> Passage:
        """The passage that holds the sentence."""
        return self.window.passage

    def draft(self, reading: Reading, pieces: list[Range], rule: str) -> Draft:
        source = reading.source
        if source is None and reading.inherits:
            source = self.source
            late = reading.words[0] > self.limit + 3
            if source is None and late and may_share_subject(reading):
                source = subject(self.window, reading.words)
        draft = Draft(pieces, rule, source, reading.words, reading.verb, negated=reading.negated)
        if source is None and reading.voice not in ("passive", "noun"):
            self.orphans.append(draft)
        elif source is not None and reading.voice not in ("participle", "noun"):
            self.source = source
            for orphan in self.orphans:
                orphan.source = source
            self.orphans.clear()
        return draft

    def adopt(self) -> None:
        """Give participles without a source the sentence's subject; drop other cues without one."""
        for draft in self.orphans:
            if draft.source is None and draft.cue is not None and draft.rule.startswith("part"):
                draft.source = self.source or subject(self.window, draft.cue)
        lost = [draft for draft in self.orphans if draft.source is None]
        self.done = [draft for draft in self.done if draft not in lost]
