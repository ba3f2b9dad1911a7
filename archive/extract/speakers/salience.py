"""Who is being talked of: whom "he", "she", "they" and "it" can mean at a place in the text.

Subjects count, objects don't: the sources of earlier statements and the names that open a clause,
outside what is reported. Each look goes back over a bounded number of them.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from archive.extract.names.lexicon import Naming
from archive.extract.names.mention_words import head_noun
from archive.extract.speakers.cast import Cast, Person, Run
from archive.records import Article, Span, Speaker

REACH = 12
"""Subjects looked at, newest first. In the gold texts no pronoun reaches back over more than 5."""

RUNS = 24
"""Runs of capitals looked at between the newest source and a pronoun."""

PARAGRAPH = 3000
"""Characters of a long paragraph; it bounds the look for where a pronoun's begins."""

REACH_CLAUSE = 300
"""Characters of a clause in which somebody else is met."""

WITH = re.compile(r"\b(?:with|met|meets|meeting|received|receives|hosted|phoned|called|by)\s")

TITLE_OF = re.compile(r"\b(?:[A-Z]\w{2,20}\s){1,3}(?:of|for)\s(?:the\s)?$")
"""What opens a title that the run of capitals goes on with: "Minister of | Defense Ann Lee"."""

CLAUSE_OPENS = re.compile(
    r"(?:^|[.!?:;,”\"\n—–]|,\sand|\b(?:when|as|while|after|before|because|if|that|but|since|where|"
    r"how|what|why|then|so))[\s“\"]*(?:the\s|The\s)?$"
)
SENTENCE_OPENS = re.compile(
    r"(?:^|[.!?][”\"’']?\s|\n|—\s?)(?:(?:But|And|Yet|Still|Then|On \w+|In [^,.]{1,40}),?\s)?"
    r"[\s“\"]*(?:[Tt]he\s|(?:His|Her|Its|Their|The|A)\s[^.,\n]{2,40},\s)?$"
)
"""What stands before the subject of a whole sentence: "His foreign minister, | Ann Lee, said"."""

ENDS_SENTENCE = re.compile(
    r"(?<!\b[A-Z])(?<!Mr)(?<!Ms)(?<!Dr)(?<!Jr)(?<!Sr)(?<!Mrs)(?<!Sen)(?<!Rep)(?<!Gov)(?<!Gen)"
    r"[.!?][”\"’']{0,2}\s+(?=[A-Z“\"])"
)

SPEAKS_OF_ONE = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey)\b")

SUBJECT_GOES_ON = re.compile(
    r",\s\d{1,2},|"
    r"(?:(?<=[JS]r\.),)?\s(?!(?:and|or|of|to|with)\b)[a-z(]"
    r"|,\s(?:who|for|a|the|in|is|was|has|had|will|would|did|\w{2,20}ed)\b"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the text at ``place``: its speakers, and the people among them."""

    place: int
    speakers: tuple[Speaker, ...]
    people: tuple[Person, ...] = ()


class Focus:
    """The subjects met so far, in text order."""

    def __init__(self, article: Article, cast: Cast, naming: Naming) -> None:
        """Note what each statement covers, to leave its inside out."""
        self._body = article.body
        self._cast = cast
        self._naming = naming
        contents = sorted({s for st in article.statements if not st.headline for s in st.spans})
        self._starts = [span[0] for span in contents]
        self._ends = [span[1] for span in contents]
        self._subjects: list[Subject] = []

    def note(self, subject: Subject) -> None:
        """Remember the source of a statement."""
        self._subjects.append(subject)

    def person(
        self, place: int, gender: str, content: tuple[Span, ...], parties: list[Person]
    ) -> Person | None:
        """The newest single subject before ``place`` that the pronoun's gender allows.

        Somebody whom the statement itself names is no "he" outside it. Behind a woman "he" is a man
        of the same paragraph or one of the ``parties`` who met: else it may be her husband.
        """
        named = {id(person) for person in self._people_in(content)}
        far = max(0, place - PARAGRAPH)
        begin = max(far, self._body.rfind("\n\n", far, place))
        alone = self._alone_before(begin, place)
        if alone and gender and alone.gender in ("", gender) and id(alone) not in named:
            return alone
        passed = False
        for start, people in self._newest_first(place):
            if len(people) != 1:
                continue
            person = people[0]
            if id(person) in named:
                return None
            if not gender or person.gender in ("", gender):
                near = start > begin or any(party is person for party in parties)
                return person if near or not passed else None
            passed = True
        return None

    def _alone_before(self, begin: int, place: int) -> Person | None:
        """The only person whom the sentence before names, where the pronoun opens the next one.

        "Just look at Speaker Ann Lee. She has said": nobody else is being talked of.
        """
        ends = [m.end() for m in ENDS_SENTENCE.finditer(self._body, begin, place)]
        if not ends or self._body[ends[-1] : place].strip("“\"' "):
            return None
        start = ends[-2] if len(ends) > 1 else begin
        if SPEAKS_OF_ONE.search(self._body, start, ends[-1]) or "“" in self._body[start : ends[-1]]:
            return None
        runs = self._cast.between(start, ends[-1])
        people = [self._cast.person_of(run.reading) for run in runs if run.reading.core]
        found = {id(p): p for p in people if p and p.proof}
        if len(found) != 1 or any(
            run.reading.kind in ("person", "word") and self._body[run.end : run.end + 1] in "’'"
            for run in runs
        ):
            return None
        return next(iter(found.values()))

    def described(self, place: int) -> Subject | None:
        """The newest source that is nobody of the cast: "a senior official", whom "he" then means.

        So is somebody of whom the text tells no more than a part of the name.
        """
        subject = self.last(place)
        if subject is None or len(subject.speakers) != 1 or subject.people:
            return None
        opened = self._cast.between(subject.place, place)[-RUNS:]
        if any(self._opener(run, place) for run in opened):
            return None
        speaker = subject.speakers[0]
        noun = head_noun(speaker.name)
        human = noun in self._naming.unnamed or noun in self._naming.heads
        described = speaker.kind == "unnamed" and human
        return subject if described or speaker.kind == "person" else None

    def one_of(self, people: list[Person], place: int, content: tuple[Span, ...]) -> Person | None:
        """The newest subject among ``people``, or the only one whom the content does not name."""
        named = {id(person) for person in self._people_in(content)}
        allowed = [person for person in people if id(person) not in named]
        if len(allowed) == 1:
            return allowed[0]
        wanted = {id(person) for person in allowed}
        for _, subject in self._newest_first(place):
            if len(subject) == 1 and id(subject[0]) in wanted:
                return subject[0]
        return None

    def several(self, place: int) -> Subject | None:
        """The newest subject of more than one, or a group or body, that "they" can mean."""
        for subject in reversed(self._before(place)):
            plural = len(subject.speakers) > 1
            if plural or any(s.kind in ("group", "body", "country") for s in subject.speakers):
                return subject
        return None

    def thing(self, place: int) -> Subject | None:
        """The newest body, country or document: what "it" can mean; so is "the bluebook"."""
        for subject in reversed(self._before(place)):
            kinds = {speaker.kind for speaker in subject.speakers}
            if len(subject.speakers) != 1:
                continue
            if kinds <= {"body", "country", "document"} or self._is_thing(subject.speakers[0]):
                return subject
        return None

    def _is_thing(self, speaker: Speaker) -> bool:
        noun = head_noun(speaker.name)
        human = noun in self._naming.unnamed or noun in self._naming.heads
        several = noun.endswith("s") or noun in self._naming.unnamed_plural
        return speaker.kind == "unnamed" and not human and not several

    def last(self, place: int) -> Subject | None:
        """The newest source of a statement before ``place``."""
        before = self._before(place)
        return before[-1] if before else None

    def _before(self, place: int) -> list[Subject]:
        end = bisect_left(self._subjects, place, key=lambda subject: subject.place)
        return self._subjects[max(0, end - REACH) : end]

    def _newest_first(self, place: int) -> list[tuple[int, tuple[Person, ...]]]:
        """The people of each subject before ``place``, sources and openers of clauses together."""
        sources = self._before(place)
        begin = sources[-1].place if sources else 0
        runs = self._cast.between(begin, place)[-RUNS:]
        strictly = bool(sources and sources[-1].people)
        openers = [
            (run.start, (person,))
            for run in reversed(runs)
            if (person := self._opener(run, place, strictly=strictly))
        ]
        return openers + [(one.place, one.people) for one in reversed(sources) if one.people]

    def _opener(self, run: Run, place: int, *, strictly: bool = False) -> Person | None:
        """The person of a run that is the subject of a clause in the writer's own words.

        ``strictly``: of a whole sentence, which alone outdoes the source of the statement before.
        """
        if run.reading.kind not in ("person", "word", "office") or self._reported(run, place):
            return None
        before = self._body[max(0, run.start - 60) : run.start]
        if run.reading.kind == "person":
            before = TITLE_OF.sub("", before)
        if before.endswith(", ") and self._is_apposition(run):
            return None
        opens = SENTENCE_OPENS if strictly else CLAUSE_OPENS
        if not opens.search(before) or not SUBJECT_GOES_ON.match(self._body, run.end):
            return None
        if run.reading.kind == "office":
            return self._officer(run)
        person = self._cast.person_of(run.reading)
        return person if person and person.proof else None

    def _is_apposition(self, run: Run) -> bool:
        """Tell "met his counterpart, Ivan Petrov, in Oslo" from "On Monday, Ivan Petrov met"."""
        end = run.end
        if self._body[end : end + 1] != ",":
            return False
        start = max(self._body.rfind(mark, 0, run.start - 2) for mark in (". ", "\n", ", "))
        clause = self._body[start + 1 : run.start - 2]
        return (
            run.reading.title is None and len(clause) < REACH_CLAUSE and bool(WITH.search(clause))
        )

    def _officer(self, run: Run) -> Person | None:
        title = run.reading.title
        office = self._naming.office(list(run.reading.core)) if title else None
        found = self._cast.by_office(office, title.of if title else None) if office else []
        return found[0] if len(found) == 1 else None

    def _reported(self, run: Run, place: int) -> bool:
        """Tell whether a run lies in a statement's content that does not hold ``place`` too."""
        index = bisect_right(self._starts, run.start) - 1
        for content in range(index, max(-1, index - 3), -1):
            if self._starts[content] <= run.start < self._ends[content]:
                return not self._starts[content] <= place < self._ends[content]
        return False

    def _people_in(self, spans: tuple[Span, ...]) -> list[Person]:
        runs = [run for start, end in spans for run in self._cast.between(start, end)[:RUNS]]
        return [p for p in map(self._cast.person_of, (run.reading for run in runs)) if p]
