"""Turns of press conferences and interviews: the label is the cue, the turn is its speaker's."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from archive.extract.names.lexicon import LINKS, Naming, fold, naming_of, singular
from archive.extract.names.runs import read_run
from archive.records import Article, Span
from archive.vocabulary import Vocabulary

LABEL = re.compile(
    r"((?:[^\n:!?“”\"()\[\]]|\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]){1,120}):(?:\s+|$)"
)
"""All before the first colon outside brackets; its words decide whether it can be a label."""

IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
"""What a label adds to a name: "(via Skype)", "(South Australia) (14:05)"."""

QUESTION = re.compile(
    r"(?:(Q)(?:\s*[.:)]\s*|\s+(?=[^\sa-z]))|(A)(?:\s*[.:)]\s+|\s{2,}(?=[^\sa-z])))"
)
"""White House transcripts set "Q" off by spaces alone; "A" is an article too."""

LONGEST_LABEL = 12
"""Words: "Shri Randhir Jaiswal, Official Spokesperson" has five; longer ones are sentences."""

FEWEST_TURNS = 3
"""With fewer labelled paragraphs in mixed case a colon is just a colon."""

LONGEST_NAME = 4
"""Words of a label without an honorific: "MARIA ELENA VAN DYK"; more are a heading."""

LONGEST_CROWD = 4
"""Words of a label for people who call out: "An opposition senator"."""

SMALL = frozenset("of the and for de da von van al bin to from on".split())
"""What stands in lower case inside a label."""

SHARE_LABELS = 0.2
"""Share of the paragraphs with a label, unless there are ``MANY``: a few are headlines of other
articles, "Lee: I run". Golden case "headlines beside an article are no transcript"."""

MANY = 8

SHARE_SPEECH = 0.6
"""Share of the labels behind which a sentence stands; a table of figures has none."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says before the next: a label and a span in each paragraph.

    ``paragraphs`` are the numbers of all its paragraphs and ``said`` what is said in which of
    them: directions to the reader are not. ``question`` tells that the next turn answers this one.
    """

    label: Span
    name: str
    paragraphs: tuple[int, ...]
    said: tuple[tuple[int, Span], ...]
    question: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    naming: Naming
    questions: frozenset[str]
    no_labels: frozenset[str]
    honorifics: frozenset[str]
    asides: re.Pattern[str]


@cache
def _words(vocabulary: Vocabulary) -> _Words:
    table = vocabulary.table("forms")["transcript"]
    return _Words(
        naming_of(vocabulary),
        frozenset(table["questions"]),
        frozenset(table["no_labels"].split()),
        frozenset(table["honorifics"].split()),
        re.compile(table["asides"]),
    )


def read_turns(article: Article, vocabulary: Vocabulary) -> list[Turn]:
    """Return the turns of a transcript in order, or nothing where the article is none."""
    words = _words(vocabulary)
    spans = {
        number: label
        for number, span in enumerate(article.paragraphs)
        if (label := _label(article.body, span, words)) is not None
    }
    labels = _supported(article, spans, words)
    if not _is_transcript(article.body, labels, len(article.paragraphs), words):
        return []
    called = {number: spans[number] for number in spans.keys() - labels.keys()}
    if not any(_is_loud(_bare(article.body[slice(*span)])) for span in labels.values()):
        labels |= {n: s for n, s in called.items() if _is_crowd(article.body[slice(*s)], words)}
    turns = list(_turns(article, labels, words))
    return _with_questions(turns, article.body, words)


def _label(body: str, span: Span, words: _Words) -> Span | None:
    start, end = span
    match = QUESTION.match(body, start, end) or LABEL.match(body, start, min(end, start + 200))
    if match is None:
        return None
    name = _bare(match.group(match.lastindex or 1))
    parts = name.replace(",", " ").split()
    if not 0 < len(parts) <= LONGEST_LABEL or parts[0].lower().strip(".") in words.no_labels:
        return None
    named = all(
        part[0].isupper() or part[0].isdigit() or part[0] == "&" or part.lower() in SMALL
        for part in parts
    )
    return match.span(match.lastindex or 1) if named or _is_crowd(name, words) else None


def _bare(label: str) -> str:
    """Return a label without what it adds in brackets."""
    return " ".join(IN_BRACKETS.sub(" ", label).split())


def _is_crowd(label: str, words: _Words) -> bool:
    """Tell whether people are called by a noun, "Opposition senators": they only call out."""
    plain = [fold(word) for word in _bare(label).split()]
    noun = singular(plain[-1]) if plain else ""
    known = noun in words.naming.heads or noun in words.naming.unnamed
    opens = bool(plain) and plain[0] in words.naming.openers - {"an", "a", "some", "several"}
    fits = 1 < len(plain) <= LONGEST_CROWD and "," not in label
    return known and fits and not opens and not label.split()[-1][0].isupper()


def _supported(article: Article, spans: dict[int, Span], words: _Words) -> dict[int, Span]:
    """Return the labels that something else shows to be labels.

    Where turns are called in capitals, a line that begins otherwise is text ("And to ISIS-K:",
    "Eldercare:"), whatever it ends in. A label needs an honorific, an office or a name that is
    known for one; else it must come again, or the title must name it.
    """
    names = {number: _bare(article.body[start:end]) for number, (start, end) in spans.items()}
    counts = Counter(names.values())
    loud = {name for name in counts if _is_loud(name)}
    shouts = any(counts[name] > 1 or _is_titled(name, words) for name in loud)
    title = frozenset(fold(word.strip(",.;:")) for word in (article.title or "").split())
    kept = {
        name
        for name in counts
        if _is_asker(name, words)
        or (
            (name in loud or not shouts)
            and _is_speaker(name, counts[name], article.body, title, words)
        )
    }
    return {number: span for number, span in spans.items() if names[number] in kept}


def _is_loud(name: str) -> bool:
    return name.isupper() and len(name) > 1


def _is_titled(name: str, words: _Words) -> bool:
    return fold(name.split()[0].strip(",")) in words.honorifics


def _is_asker(name: str, words: _Words) -> bool:
    return name in words.questions or name == "A" or fold(name) in words.naming.labels


def _is_speaker(name: str, count: int, body: str, title: frozenset[str], words: _Words) -> bool:
    """Tell whether a label can be a speaker's, by its words and by what else has them."""
    plain = [fold(word.strip(",")) for word in name.split()]
    naming = words.naming
    if plain[0] in words.honorifics:
        return len(plain) > 1 or count > 1
    place = " ".join(plain)
    if plain[0] in naming.openers or plain[0] in naming.days or naming.country(place):
        return False
    reading = read_run(naming, name.replace(",", " "))
    if place in naming.capitals or reading.kind in ("other", "country"):
        return False
    if len(plain) > LONGEST_NAME or any(word in LINKS | naming.headline for word in plain):
        return reading.title is not None and reading.proof
    if reading.proof or (reading.kind == "body" and count == 1):
        return True
    if not title.isdisjoint(plain):
        return True
    common = name.lower() in body or any(char.isdigit() for char in name)
    return count > 1 and not common


def _is_transcript(body: str, labels: dict[int, Span], total: int, words: _Words) -> bool:
    """A transcript has a turn in capitals with an office, or several labels that come again."""
    names = Counter(_bare(body[start:end]) for start, end in labels.values())
    shouted = [name for name in names if name.split()[-1].isupper() and _is_titled(name, words)]
    if any(len(name) > 1 for name in shouted) or names["Q"] >= 2:
        return True
    if len(labels) < min(MANY, SHARE_LABELS * total):
        return False
    again = [name for name, count in names.items() if count >= 2]
    speech = sum(1 for span in labels.values() if _is_speech(body, span[1]))
    return (
        len(labels) >= FEWEST_TURNS
        and speech >= SHARE_SPEECH * len(labels)
        and bool(again)
        and len(names) >= 2
    )


def _is_speech(body: str, label_end: int) -> bool:
    """Tell "Mao Ning: We have set a date." from "Sanders: 1,500 delegates"."""
    end = body.find("\n", label_end)
    line = body[label_end + 1 : end if end >= 0 else len(body)].strip()
    return len(line.split()) >= 2 and line[-1:] in '.?!”"…’'


def _turns(article: Article, labels: dict[int, Span], words: _Words) -> list[Turn]:
    turns = []
    body = article.body
    numbers = sorted(labels)
    for at, number in enumerate(numbers):
        until = numbers[at + 1] if at + 1 < len(numbers) else len(article.paragraphs)
        label = labels[number]
        held: list[tuple[int, Span]] = []
        for inner in range(number, until):
            start, end = article.paragraphs[inner]
            if inner == number:
                start = _behind_label(body, label[1], end)
            elif words.asides.match(body[start:end]):
                continue
            if start < end:
                held.append((inner, (start, end)))
        turns.append(
            Turn(
                label,
                body[slice(*label)],
                tuple(range(number, until)),
                tuple(held),
            )
        )
    return turns


def _behind_label(body: str, i: int, end: int) -> int:
    while i < end and (body[i].isspace() or body[i] in ":.)"):
        i += 1
    return i


def _with_questions(turns: list[Turn], body: str, words: _Words) -> list[Turn]:
    """Mark the turns that ask: by their label, or by a question mark and another's answer."""
    counts = Counter(turn.name for turn in turns)
    host = counts.most_common(1)[0][0] if counts else ""
    marked = []
    for at, turn in enumerate(turns):
        asks = turn.name in words.questions
        if not asks and turn.said and at + 1 < len(turns):
            start, end = turn.said[-1][1]
            ends = body[max(start, end - 3) : end]
            answered = turns[at + 1].name != turn.name
            asks = "?" in ends and answered and turn.name != host
        marked.append(replace(turn, question=asks))
    return marked
