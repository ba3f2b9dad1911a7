"""Who is being talked of: whom "he", "she", "they" and "it" can mean at a place in the text.

Subjects count, objects don't: the sources of earlier statements and the names that open a clause,
outside what is reported. Each look goes back over a bounded number of them.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from archive.extract.names.lexicon import Naming, fold
from archive.extract.names.mention_words import head_noun
from archive.extract.speakers.cast import Cast, Person, Run
from archive.records import Article, Span, Speaker

REACH = 12
"""Subjects looked at, newest first. In the gold texts no pronoun reaches back over more than 5."""

RUNS = 24
"""Runs of capitals looked at between the newest source and a pronoun."""

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
    r"[.!?](?<!\b[A-Z]\.)(?<!(?:Mr|Ms|Dr|Jr|Sr)\.)(?<!(?:Mrs|Sen|Rep|Gov|Gen)\.)"
    r"[”\"’']{0,2}\s+(?=[A-Z“\"])"
)
"""The mark stands first: a pattern that begins with a look back is tried at every character."""

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
        self.naming = naming
        contents = sorted({s for st in article.statements if not st.headline for s in st.spans})
        self._starts = [span[0] for span in contents]
        self._ends = [span[1] for span in contents]
        self._subjects: list[Subject] = []
        self._functions: dict[int, tuple[Person, str] | None] = {}

    def note(self, subject: Subject) -> None:
        """Remember the source of a statement."""
        self._subjects.append(subject)

    def one_of(self, people: list[Person], place: int, content: tuple[Span, ...]) -> Person | None:
        """The newest subject among ``people``, or the only one whom the content does not name."""
        named = {id(person) for person in self.people_in(content)}
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
        for subject in reversed(self.before(place)):
            plural = len(subject.speakers) > 1
            if plural or any(s.kind in ("group", "body", "country") for s in subject.speakers):
                return subject
        return None

    def thing(self, place: int) -> Subject | None:
        """The newest body, country or document: what "it" can mean; so is "the bluebook"."""
        for subject in reversed(self.before(place)):
            kinds = {speaker.kind for speaker in subject.speakers}
            if len(subject.speakers) != 1:
                continue
            if kinds <= {"body", "country", "document"} or self._is_thing(subject.speakers[0]):
                return subject
        return None

    def _is_thing(self, speaker: Speaker) -> bool:
        noun = head_noun(speaker.name)
        human = noun in self.naming.unnamed or noun in self.naming.heads
        several = noun.endswith("s") or noun in self.naming.unnamed_plural
        return speaker.kind == "unnamed" and not human and not several

    def last(self, place: int) -> Subject | None:
        """The newest source of a statement before ``place``."""
        before = self.before(place)
        return before[-1] if before else None

    def before(self, place: int) -> list[Subject]:
        end = bisect_left(self._subjects, place, key=lambda subject: subject.place)
        return self._subjects[max(0, end - REACH) : end]

    def _newest_first(self, place: int) -> list[tuple[int, tuple[Person, ...]]]:
        """The people of each subject before ``place``, sources and openers of clauses together."""
        sources = self.before(place)
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
        if self.reported(run.start, place):
            return None
        person, function = self.function(run) or (None, "")
        return person if function == "sentence" or (function == "clause" and not strictly) else None

    def _opens(self, run: Run, opening: re.Pattern[str]) -> bool:
        before = self._body[max(0, run.start - 60) : run.start]
        if run.reading.kind == "person":
            before = TITLE_OF.sub("", before)
        if before.endswith(", ") and self._is_apposition(run):
            return False
        return bool(opening.search(before) and SUBJECT_GOES_ON.match(self._body, run.end))

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
        office = self.naming.office(list(run.reading.core)) if title else None
        found = self._cast.by_office(office, title.of if title else None) if office else []
        return found[0] if len(found) == 1 else None

    def reported(self, at: int, place: int) -> bool:
        """Tell whether ``at`` lies in a statement's content that does not hold ``place`` too."""
        index = bisect_right(self._starts, at) - 1
        for content in range(index, max(-1, index - 3), -1):
            if self._starts[content] <= at < self._ends[content]:
                return not self._starts[content] <= place < self._ends[content]
        return False

    def is_reported(self, at: int) -> bool:
        """Tell whether ``at`` lies in a statement's content."""
        return self.reported(at, -1)

    def spoke_at(self, place: int) -> bool:
        """Tell whether the words at ``place`` are the source of a statement."""
        last = self.last(place + 1)
        return last is not None and last.place == place

    def runs(self, start: int, end: int) -> list[Run]:
        """Return the runs of capitals that begin there."""
        return self._cast.between(start, end)

    def is_office(self, words: str) -> bool:
        """Tell whether small words can name an office: "foreign minister", "admiral"."""
        return words.split()[-1] in self.naming.heads or words.split()[0] in self.naming.heads

    def officer(self, words: str) -> Person | None:
        """Return the only person who holds the office, of two words or the first of them."""
        for part in (words.split(), words.split()[:1]):
            office = self.naming.office([fold(word) for word in part])
            found = self._cast.by_office(office, None) if office else []
            if len(found) == 1:
                return found[0]
        return None

    def is_body(self, run: Run) -> bool:
        """Tell whether a run names a body, or a name that nothing shows to be a person's."""
        if run.reading.kind == "body":
            return True
        return (
            run.reading.kind == "person"
            and not run.reading.proof
            and ((person := self._cast.person_of(run.reading)) is None or not person.proof)
        )

    def function(self, run: Run) -> tuple[Person, str] | None:
        """Return whom a run names, and as what: subject of a sentence or clause, object, owner."""
        if run.start not in self._functions:
            self._functions[run.start] = self._function(run)
        return self._functions[run.start]

    def _function(self, run: Run) -> tuple[Person, str] | None:
        if run.reading.kind == "office":
            person = self._officer(run)
        elif run.reading.kind in ("person", "word"):
            person = self._cast.person_of(run.reading)
            person = person if person and person.proof else None
        else:
            return None
        if person is None:
            return None
        if self._opens(run, SENTENCE_OPENS):
            return person, "sentence"
        if self._opens(run, CLAUSE_OPENS):
            return person, "clause"
        owns = self._body.startswith(("'", "’"), run.end)
        return person, "owner" if owns else "object"

    def people_in(self, spans: tuple[Span, ...]) -> list[Person]:
        runs = [run for start, end in spans for run in self._cast.between(start, end)[:RUNS]]
        return [p for p in map(self._cast.person_of, (run.reading for run in runs)) if p]
