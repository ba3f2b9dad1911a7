"""Who is named within a statement: the people, bodies and countries whose names stand there.

Of names that stand in each other the longest counts: in "Bank of Japan" no country is named. What
only an office, a pronoun or an adjective means ("the President", "Chinese") is not named, and who
nothing shows to be a person is nobody: better one too few than one too many.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from archive.extract.names.lexicon import Naming, fold, fold_phrase, naming_of
from archive.extract.names.runs import Reading, read_run
from archive.extract.speakers.cast import Person
from archive.extract.speakers.context import Scene
from archive.extract.speakers.known import Known
from archive.records import About, Article, Speaker, Statement
from archive.vocabulary import Vocabulary

LONGEST_LIST_NAME = 4
"""Words of the longest country and body of the vocabulary that opens a longer name."""

PIECE = re.compile(r"[^\s/–—-]+")
WORD_OF_NAME = r"[A-Z][\w-]*+(?:[’'](?!s\b)\w+)?"
OF_NAME = re.compile(rf" of (?:the )?({WORD_OF_NAME}(?:(?:,? and |,? ){WORD_OF_NAME}){{0,7}})")
SHORT_FORM = re.compile(r" ?\(([A-Z][\w&]{1,9})\)")
SENTENCE_START = re.compile(r"(?:^|[.!?:;…”\"]\s*|[—–]\s*|\n\s*)$")


ARMS = frozenset({"armed", "defense", "defence", "security"})

ORDERS = frozenset({"order", "orders"})

OF_STATES = frozenset({"president", "premier", "foreign-minister", "king", "queen"})
"""Offices of a country, which no state of one has."""


class _Name(NamedTuple):
    """A name in a run of capitals, by offsets in it; ``reading`` where it may be a person's."""

    start: int
    end: int
    speaker: Speaker | None
    reading: Reading | None = None


class _Meant(NamedTuple):
    """A name in a run, with whom it means in this article."""

    start: int
    end: int
    speaker: Speaker
    is_body: bool = False
    is_word: bool = False


class _Read(NamedTuple):
    """The names in a run; ``may_go_on`` where "of" and more may follow: "Department"."""

    names: tuple[_Meant, ...]
    may_go_on: bool


class _Found(NamedTuple):
    """A name in the body, with whom it means."""

    start: int
    end: int
    speaker: Speaker


def named_within(scene: Scene) -> list[tuple[About, ...]]:
    """Return for each statement of a resolved article who is named in it, in text order."""
    finder = _Finder(scene)
    return [tuple(finder.within(statement)) for statement in scene.article.statements]


def with_names(article: Article, vocabulary: Vocabulary, known: Known) -> Article:
    """Return an article whose statements came with it, with those whom they name."""
    found = named_within(Scene(article, naming_of(vocabulary), known))
    pairs = zip(article.statements, found, strict=True)
    return replace(article, statements=tuple(one._replace(about=about) for one, about in pairs))


class _Finder:
    """The names of one article, each looked for once."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._naming = scene.naming
        self._read: dict[str, _Read] = {}
        self._of_person: dict[int, Speaker] = {}
        self._short: dict[str, Speaker] = {}
        """Short forms that the text explains in brackets, with the body that each stands for."""
        self._found = list(self._in_body())
        self._starts = [one.start for one in self._found]

    def within(self, statement: Statement) -> Iterator[About]:
        """Yield the names in a statement's pieces."""
        found = self._in_title() if statement.headline else self._found
        starts = [one.start for one in found] if statement.headline else self._starts
        for first, last in statement.spans:
            for one in found[bisect_left(starts, first) : bisect_left(starts, last)]:
                if one.end <= last:
                    yield About(one.speaker, (one.start, one.end))

    def _in_title(self) -> list[_Found]:
        title = self._scene.article.title or ""
        runs = self._scene.cast.headline_runs(title)
        return [found for start, end, _ in runs for found in self._in_run(title, start, end)]

    def _in_body(self) -> Iterator[_Found]:
        body, behind = self._scene.article.body, 0
        for run in self._scene.cast.runs:
            if run.start < behind:
                continue  # within the name before: the "Health" of a "Department of Health"
            for found in self._in_run(body, run.start, run.end):
                yield found
                behind = found.end

    def _in_run(self, text: str, start: int, end: int) -> Iterator[_Found]:
        """Yield the names in a run of capitals, which is read once however often it comes."""
        run = text[start:end]
        if run in self._short:
            if text[start - 1 : start] != "(":
                yield _Found(start, end, self._short[run])
            return
        read = self._read.get(run)
        if read is None:
            read = self._read[run] = self._reading(run)
        if read.may_go_on and (whole := self._with_of(text, start, end)) is not None:
            yield whole
            return
        for name in read.names:
            first, last, speaker = start + name.start, start + name.end, name.speaker
            if name.is_body:
                if " " not in speaker.name and OF_NAME.match(text, last):
                    continue  # the Duma of Omsk is not the Duma
                speaker = self._body(text, last, speaker)
            elif name.is_word and self._opens_sentence(text, first, name):
                continue
            yield _Found(first, last, speaker)

    def _reading(self, run: str) -> _Read:
        """Read a run: the countries, bodies and people that it names."""
        naming, found = self._naming, list[_Meant]()
        for name in names_of(naming, run):
            if name.reading is None:
                found += self._listed(name)
                continue
            speaker = self._person(name.reading)
            if speaker is not None:
                is_word = name.reading.kind == "word"
                found.append(_Meant(name.start, name.end, speaker, is_word=is_word))
                continue
            for part in pieces(naming, run[name.start : name.end]):
                part = part._replace(start=name.start + part.start, end=name.start + part.end)
                found += self._listed(part)
        may_go_on = fold(run.rpartition(" ")[2]) in naming.of_heads
        return _Read(tuple(found), may_go_on=may_go_on)

    def _listed(self, name: _Name) -> Iterator[_Meant]:
        """Yield a country or body by its name."""
        speaker = name.speaker
        assert speaker is not None, "who is no person is known by the name"
        if speaker.kind == "body":
            yield _Meant(name.start, name.end, speaker, is_body=True)
        elif self._is_country(speaker.name):
            yield _Meant(name.start, name.end, speaker)

    def _opens_sentence(self, text: str, start: int, name: _Meant) -> bool:
        """Tell a word that opens a sentence from a surname: the text has it in lower case, too."""
        if SENTENCE_START.search(text, max(0, start - 4), start) is None:
            return False
        return self._scene.cast.is_common(text[start : start + name.end - name.start])

    def _body(self, text: str, end: int, speaker: Speaker) -> Speaker:
        """Return a body; a short form that is explained behind its name means it from now on."""
        explained = SHORT_FORM.match(text, end)
        found = self._scene.canonical(speaker)
        if explained:
            self._short[explained[1]] = found
        return found

    def _with_of(self, text: str, start: int, end: int) -> _Found | None:
        """Return a body whose name goes on behind "of": "Department of Homeland Security"."""
        last = text[start:end].rpartition(" ")[2]
        if fold(last) not in self._naming.of_heads:
            return None
        match = OF_NAME.match(text, end)
        if match is None:
            return None
        name = " ".join(text[start : match.end()].split())
        return _Found(start, match.end(), self._body(text, match.end(), Speaker(name, "body")))

    def _is_country(self, name: str) -> bool:
        """Tell a country from a state or a person of its name: the text has its adjective, too."""
        naming = self._naming
        if name not in naming.shared:
            return True
        text = self._scene.article.body
        if any(re.search(rf"\b{word}", text) for word in naming.shared[name]):
            return True
        titles = (title for person in self._scene.cast.people for title in person.titles)
        return any(title.of == name and self._is_of_state(title.text) for title in titles)

    def _is_of_state(self, title: str) -> bool:
        office = self._naming.office([fold(word) for word in title.split()])
        return office is not None and office.head in OF_STATES

    def _person(self, reading: Reading) -> Speaker | None:
        """Return the person whom a name means: one whom something shows to be a person."""
        scene = self._scene
        person = scene.cast.person_of(reading)
        if person is not None and person.proof:
            return self._speaker(person)
        known = scene.known.named(reading.name, scene.day) if len(reading.core) > 1 else None
        return Speaker(known.name, known.kind) if known else None

    def _speaker(self, person: Person) -> Speaker:
        key = id(person)
        if key not in self._of_person:
            self._of_person[key] = self._scene.resolved([person], "full name").speakers[0]
        return self._of_person[key]


@lru_cache(maxsize=1 << 13)
def names_of(naming: Naming, run: str) -> tuple[_Name, ...]:
    """Return the names in a run of capitals, whoever they mean."""
    if "(" in run:
        run = run[: run.index("(")].rstrip()
        if not run:
            return ()
    reading = read_run(naming, run)
    if reading.kind == "country":
        return (_Name(0, len(run), Speaker(reading.name, "country")),)
    if fold_phrase(run) in naming.no_names:
        return ()
    if reading.kind in ("person", "word"):
        if set(reading.core) <= naming.suffixes | naming.documents | naming.things | ORDERS:
            return ()  # "Executive Order", and the "Jr." of a name that was taken for a title
        short = _listed(naming, run.split())
        if short is not None:
            return (_Name(0, len(run), short),)
        return (_Name(min(reading.start, len(run)), len(run), None, reading),)
    is_body = reading.kind == "body" or _is_armed(naming, run)
    if is_body and (body := _body_name(naming, run)):
        return (_Name(0, len(run), Speaker(body, "body")),)
    return pieces(naming, run)


def _body_name(naming: Naming, run: str) -> str | None:
    """Return the name of a body, None for what only ends like one: "Fly Formula Mission"."""
    words = run.split()
    plain = [fold(word) for word in words]
    listed = _listed(naming, words)
    if listed is not None:
        return listed.name
    if len(words) > 1 and plain[0] in ("us", "u.s") and " ".join(plain[1:]) in naming.known_bodies:
        return " ".join(words[1:])
    if len(words) == 1 or plain[-1] in naming.things_too or " ".join(plain) in naming.no_names:
        return None
    heads = (naming.body_heads, naming.companies, ("forces",))
    is_headed = any(plain[-1] in several for several in heads)
    return " ".join(words) if is_headed or words[-1] in naming.body_acronyms else None


def _is_armed(naming: Naming, run: str) -> bool:
    """Tell the "Israeli Defense Forces" and the "Armed Forces" from forces of any other kind."""
    words = [fold(word) for word in run.split()]
    armed = len(words) > 1 and words[-1] == "forces"
    return armed and (words[-2] in ARMS or naming.country(words[0]) is not None)


def _listed(naming: Naming, words: list[str]) -> Speaker | None:
    """Return the body of a list whose name these words are."""
    name = " ".join(words)
    if name in naming.body_acronyms or " ".join(map(fold, words)) in naming.known_bodies:
        return Speaker(name, "body")
    return None


@lru_cache(maxsize=1 << 13)
def pieces(naming: Naming, run: str) -> tuple[_Name, ...]:
    """Return the countries and listed bodies that open a longer name, or a part behind a hyphen.

    "U.S.-Indonesia Partnership" names two countries; "Latin America" and "Build America" none.
    """
    found: list[_Name] = []
    words = list(PIECE.finditer(run))
    at = 0
    while at < len(words):
        opens = at == 0 or run[words[at].start() - 1] in "-–—/"
        size = _size(naming, [word[0] for word in words[at : at + LONGEST_LIST_NAME]])
        if not (opens and size):
            at += 1
            continue
        start, end = words[at].start(), words[at + size - 1].end()
        name = [word[0] for word in words[at : at + size]]
        plain = " ".join(map(fold, name))
        country = naming.countries.get(plain)
        speaker = Speaker(country, "country") if country else _listed(naming, name)
        if speaker is not None and (plain != "america" or size == len(words)):
            found.append(_Name(start, end, speaker))
        at += size
    return tuple(found)


def _size(naming: Naming, words: list[str]) -> int:
    """Return how many of the first words are the longest name of a list."""
    for size in range(len(words), 0, -1):
        if " ".join(map(fold, words[:size])) in naming.countries:
            return size
        if _listed(naming, words[:size]):
            return size
    return 0
