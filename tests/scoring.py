"""Scores analysed articles against annotated ones: who said what, in which words, and the facts.

Statements match when their words overlap by half (intersection over union), one to one, the best
first. Gold offsets are into the raw text, found ones into the body; the two texts are aligned word
by word, so that a body without header and footer scores the same as the raw text. Punctuation,
quotation marks and white space never matter.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from archive.records import Article, Span, Statement

WORD = re.compile(r"\w+(?:['’]\w+)*")
HALF = 0.5
FACTS: Mapping[str, Callable[[Article], object]] = {
    "title": lambda article: article.title,
    "published_on": lambda article: article.published and article.published.iso,
    "event_on": lambda article: article.event and article.event.iso,
    "place": lambda article: article.place,
    "publisher": lambda article: article.publisher,
    "editors": lambda article: list(article.editors),
}

Words = frozenset[int]


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article: its raw text and what a person found in it."""

    path: Path
    text: str
    annotation: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of statements and facts; scores of articles add up by ``total``."""

    counts: Counter[str]
    notes: tuple[str, ...] = ()

    def measures(self) -> dict[str, float]:
        """Return percentages: F1 of found, exact and full, shares of the found, facts right."""
        counts, found = self.counts, max(1, self.counts["found"])
        both = max(1, counts["gold"] + counts["predicted"])
        measures = {key: 200 * counts[key] / both for key in ("found", "exact", "full")}
        for key in ("cue", "quotation"):
            measures[key] = 100 * counts[key] / found
        measures["no other's name"] = 100 - 100 * counts["another's name"] / found
        for key in (*FACTS, "boilerplate kept out"):
            if counts[f"{key} of"]:
                measures[key] = 100 * counts[key] / counts[f"{key} of"]
        return measures


def load_gold(folder: Path, texts: Path) -> list[Gold]:
    """Return the annotated articles of a folder, with their raw texts from another."""
    annotations = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
    paths = [texts / annotation["file"] for annotation in annotations]
    return [
        Gold(path, path.read_bytes().decode("utf-8"), annotation)
        for path, annotation in zip(paths, annotations, strict=True)
    ]


def total(scores: Iterable[Score]) -> Score:
    """Add up the scores of several articles."""
    counts: Counter[str] = Counter()
    notes: list[str] = []
    for score in scores:
        counts.update(score.counts)
        notes += score.notes
    return Score(counts, tuple(notes))


def score(article: Article, gold: Gold) -> Score:
    """Compare one analysed article with its annotation; notes tell each difference."""
    words = _words(gold.text)
    in_body, in_title = _carrier(article.body, gold.text), _carrier(article.title or "", gold.text)
    found = [
        (in_title if statement.headline else in_body)(statement.spans)
        for statement in article.statements
    ]
    wanted = [
        _at(words, [tuple(span) for span in s["spans"]]) for s in gold.annotation["statements"]
    ]
    pairs = _matched(wanted, found)
    counts: Counter[str] = Counter(gold=len(wanted), predicted=len(found), found=len(pairs))
    notes = []
    for place, want in enumerate(gold.annotation["statements"]):
        if place not in pairs:
            notes.append(f"missed: {want['speakers']} {want['cue']}: {want['text'][:80]}")
            continue
        got = article.statements[pairs[place]]
        exact = wanted[place] == found[pairs[place]]
        counts.update(_agreement(want, got), exact=int(exact))
        if not (exact and _same_speaker(want, got)):
            notes.append(f"differs: {want['speakers']} {want['text'][:80]}\n     got: {_line(got)}")
    extra = set(range(len(found))) - set(pairs.values())
    notes += [f"extra: {_line(article.statements[place])}" for place in sorted(extra)]
    counts.update(_facts(article, gold))
    return Score(counts, tuple(f"{gold.path.name[:30]} {note}" for note in notes))


def _words(text: str) -> list[Span]:
    return [match.span() for match in WORD.finditer(text)]


def _at(words: Sequence[Span], spans: Sequence[Span]) -> Words:
    return frozenset(
        number
        for number, (start, end) in enumerate(words)
        if any(end > a and start < b for a, b in spans)
    )


def _carrier(text: str, raw: str) -> Callable[[Sequence[Span]], Words]:
    """Return a function from spans of ``text`` to the numbers of the same words in ``raw``."""
    words, raw_words = _words(text), _words(raw)
    matcher = SequenceMatcher(
        None, [text[a:b] for a, b in words], [raw[a:b] for a, b in raw_words], autojunk=False
    )
    place = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }

    def carry(spans: Sequence[Span]) -> Words:
        return frozenset(place[number] for number in _at(words, spans) if number in place)

    return carry


def _matched(wanted: Sequence[Words], found: Sequence[Words]) -> dict[int, int]:
    overlaps = sorted(
        (-len(a & b) / len(a | b), i, j)
        for i, a in enumerate(wanted)
        for j, b in enumerate(found)
        if a & b
    )
    pairs: dict[int, int] = {}
    for overlap, i, j in overlaps:
        if -overlap >= HALF and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _agreement(want: Mapping[str, Any], got: Statement) -> dict[str, int]:
    right = _same_speaker(want, got)
    return {
        "full": int(right),
        "another's name": int(not right and _another(want, got)),
        "cue": int((want["cue"] or "").lower() == (got.cue or "").lower()),
        "quotation": int(want["quotation"] == got.quotation),
    }


def _same_speaker(want: Mapping[str, Any], got: Statement) -> bool:
    """All names agree; for a collective the same words do, or several names."""
    names = _plain(speaker.name for speaker in got.speakers)
    if _plain(want["speakers"]) == names:
        return True
    words, other = (want["speaker_text"] or "").lower(), (got.mention.text or "").lower()
    alike = bool(words and other and (words in other or other in words))
    return bool(want.get("collective")) and (len(names) > 1 or alike)


def _another(want: Mapping[str, Any], got: Statement) -> bool:
    """A name that shares no word with what the annotation says: worse than a vague one."""
    names = _name_words(speaker.name for speaker in got.speakers)
    return bool(names) and not names & _name_words([*want["speakers"], want["speaker_text"] or ""])


def _plain(names: Iterable[str]) -> set[str]:
    return {name.lower().removeprefix("the ").removeprefix("a ") for name in names}


def _name_words(names: Iterable[str]) -> set[str]:
    words = {word for name in names for word in name.lower().replace("'s", "").split()}
    return words - {"the", "of", "and"}


def _facts(article: Article, gold: Gold) -> Counter[str]:
    counts: Counter[str] = Counter()
    for key, fact in FACTS.items():
        if key in gold.annotation:
            counts[f"{key} of"] += 1
            counts[key] += _alike(gold.annotation[key], fact(article))
    leaks = [text for text in gold.annotation.get("not_in_body", ()) if text in article.body]
    counts["boilerplate kept out of"] += 1
    counts["boilerplate kept out"] += bool(article.body) and not leaks
    return counts


def _alike(want: object, got: object) -> bool:
    if isinstance(want, str) and isinstance(got, str):
        return want.casefold().split() == got.casefold().split()
    return (want or None) == (got or None)


def _line(statement: Statement) -> str:
    names = [speaker.name for speaker in statement.speakers]
    return f"{names} {statement.cue}: {statement.text[:80]}"
