"""What a speaker says again word for word, and what is new: by shingles.

A *shingle* is a run of ``SHINGLE`` words within a sentence (Broder 1997, there of documents). Of a
statement, the share of shingles that an earlier one has tells how much of it was said before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from archive.corpus.said import Said, in_order
from archive.corpus.words import function_words, places, sentences, surface
from archive.records import Span

SHINGLE = 4
"""Words. Three recur by chance ("the two sides"); five miss a phrase of four words."""
REPEATED = 0.8
"""Share of shingles from which on a statement counts as said before."""
PARTLY = 0.25
"""Share below which the wording counts as new."""

Mark = Literal["new", "partly", "repeated"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement against all that the same speaker said before.

    ``share`` of its shingles stood in ``earlier``, the statement with the most of them (the oldest
    where several have as many). ``again`` are the runs of at least ``SHINGLE`` words in it that
    stood there too.
    """

    said: Said
    mark: Mark
    share: float
    earlier: Said | None
    again: tuple[Span, ...]


def shingles(text: str, length: int = SHINGLE) -> set[tuple[str, ...]]:
    """Return the runs of words; a sentence that is shorter is one of its own."""
    found: set[tuple[str, ...]] = set()
    for sentence in sentences(text):
        for start in range(max(1, len(sentence) - length + 1)):
            found.add(tuple(sentence[start : start + length]))
    return found


def wordings(statements: Iterable[Said]) -> list[Wording]:
    """Return each statement, in the order of time, against those of earlier days before it.

    What is said twice on one day, in one text or in two reports of one meeting, is not said again.
    """
    seen: dict[tuple[str, ...], list[int]] = {}
    ordered = sorted(statements, key=in_order)
    found, at = list[Wording](), 0
    for number, said in enumerate(ordered):
        while at < number and ordered[at].said_on != said.said_on:
            for shingle in shingles(ordered[at].text):
                seen.setdefault(shingle, []).append(at)
            at += 1
        found.append(_wording(said, seen, ordered))
    return found


def _wording(
    said: Said, seen: dict[tuple[str, ...], list[int]], ordered: Sequence[Said]
) -> Wording:
    own = shingles(said.text)
    shared: dict[int, int] = {}
    for shingle in own:
        for number in seen.get(shingle, ()):
            shared[number] = shared.get(number, 0) + 1
    if not own or not shared:
        return Wording(said, "new", 0.0, None, ())
    number = min(shared, key=lambda n: (-shared[n], n))
    share = shared[number] / len(own)
    mark: Mark = "repeated" if share >= REPEATED else "partly" if share >= PARTLY else "new"
    earlier = ordered[number]
    return Wording(said, mark, share, earlier, tuple(common_runs(said.text, earlier.text)))


def common_runs(text: str, other: str, length: int = SHINGLE) -> list[Span]:
    """Return where runs of at least ``length`` words stand in a text that ``other`` has too."""
    wanted = shingles(other, length)
    tokens = places(text)
    kept: list[Span] = []
    for start in range(len(tokens) - length + 1):
        run = tokens[start : start + length]
        if tuple(word for word, _ in run) in wanted:
            first, last = run[0][1][0], run[-1][1][1]
            if kept and first <= kept[-1][1]:
                kept[-1] = (kept[-1][0], last)
            else:
                kept.append((first, last))
    return kept


def changed(text: str, other: str) -> list[Span]:
    """Return the words of a text that do not stand in ``other``, in the order that they have there.

    Neighbouring words make one span.
    """
    ours = [(word, span) for word, span in places(text) if word]
    theirs = [word for word, _ in places(other) if word]
    matcher = SequenceMatcher(None, [word for word, _ in ours], theirs, autojunk=False)
    kept: list[Span] = []
    for kind, start, end, _, _ in matcher.get_opcodes():
        if kind in ("replace", "delete"):
            kept.append((ours[start][1][0], ours[end - 1][1][1]))
    return kept


def dropped(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """Return the runs of words of ``before`` whose words of content don't stand in ``now``.

    Function words at the ends of a run are left off.
    """
    known = {word for text in now for word, _ in places(text)}
    runs: list[str] = []
    for text in before:
        run: list[Span] = []
        for word, span in [*places(text), ("", (len(text), len(text)))]:
            if word and (word not in known or (run and word in function_words())):
                run.append(span)
                continue
            if kept := _trimmed(text, run, known):
                runs.append(kept)
            run = []
    return list(dict.fromkeys(runs))


def _trimmed(text: str, run: Sequence[Span], known: set[str]) -> str:
    inner = list(run)
    for end in (-1, 0):
        while inner and text[slice(*inner[end])].lower() in function_words() | known:
            inner.pop(end)
    return surface(text[inner[0][0] : inner[-1][1]]) if inner else ""
