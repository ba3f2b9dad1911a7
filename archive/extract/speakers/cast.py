"""The people an article names, from its title, captions and body: forms merged into persons.

One pass collects the runs of capitals; each distinct run is read once. Full names come first, then
what only adds to them ("President Biden" to "Joseph R. Biden, Jr."). Two people who share a surname
stay two, and a surname alone never makes a person.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from archive.extract.names.appositions import title_apposed, title_before, titles_after
from archive.extract.names.lexicon import Naming, Office, fold, fold_phrase, is_acronym
from archive.extract.names.roles import kept_title
from archive.extract.names.runs import Reading, Title, read_run
from archive.extract.names.title_case import Text, name_length, words_between_blanks
from archive.records import Article, Role

WEIGHTY_FORMS = 400
"""Forms of names that are looked at for titles before and after; a longer text has seen them."""

SPLIT = str.maketrans(dict.fromkeys("-–—’'(),;:", " "))
"""Characters that part "China-Belarus" and "India's" into words."""

CROWD = 24
"""People kept for one part of a name; two are too many for a surname to tell anything."""

WORD = re.compile(r"\S+")

BEHIND_PERSON = re.compile(r",\s(?:\d{1,2},|who\b)")
"""What follows people's names only, of whatever kind: "Tamba Kuru, 34, of Dover", "X, who"."""

NEAR_NAME = 24
"""Characters before a name that hold the word before it."""

KIN_BEHIND = re.compile(r",\s(?:an?\s|the\s|his\s|her\s|whose\s)?(?:\w+\s)?(\w+)(?:\sof\b|,)")
"""The word that tells a relative behind a name: "Eric Lee, son of", "Ann Lee, his wife,"."""

KIN_BEFORE = re.compile(r"(\w+),?\s+$")
"""The word right before a name: "my son Beau"."""

IN_TITLE = -1
"""``Person.start`` of somebody whom only the title or a caption names."""


@dataclass(slots=True)
class Person:
    """Somebody the article names: the fullest form of the name and all that was seen of it."""

    name: str
    core: tuple[str, ...]
    start: int
    gender: str = ""
    proof: bool = False
    titles: list[Title] = field(default_factory=list)
    surnames: set[str] = field(default_factory=set)


class Run(NamedTuple):
    """A run of capitals in the body and how it reads."""

    start: int
    end: int
    reading: Reading


class Cast:
    """The people of one article, found by any part of their names or by their offices."""

    def __init__(self, article: Article, naming: Naming) -> None:
        """Read the title, the captions and the body once."""
        self.naming = naming
        self.body = article.body
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._headlines: dict[str, list[tuple[int, int, Reading]]] = {}
        self.runs = [
            Run(*match.span(), read_run(naming, match[0]))
            for match in naming.run.finditer(article.body)
        ]
        self.starts = [run.start for run in self.runs]
        self.alone = {run.reading.core[0] for run in self.runs if run.reading.kind == "word"}
        self.bodies = [run.reading.name for run in self.runs if run.reading.kind == "body"]
        self._take(self._forms(article))

    @cached_property
    def _text(self) -> Text:
        return Text(words_between_blanks(self.body), self.alone, self._pairs())

    def _pairs(self) -> frozenset[str]:
        """Two words that end a name of the running text, or stand alone in it."""
        ends = (run.reading.name.split()[-2:] for run in self.runs if run.reading.kind == "person")
        return frozenset(" ".join(words) for words in ends)

    def _forms(self, article: Article) -> list[tuple[Reading, int]]:
        """The distinct readings of persons, with the titles around them, in text order."""
        body = self.body
        forms: dict[tuple[object, ...], tuple[Reading, int]] = {}
        for run in self.runs:
            reading = run.reading
            if reading.kind != "person":
                continue
            if len(reading.core) > 2:
                reading = self._without_headline(run)
            if reading.title and body[run.start - 8 : run.start].endswith((" to the ", " to ")):
                # In "Advisor to the Vice President Ida Roth" Roth is the advisor.
                reading = replace(reading, title=None)
            if not reading.proof and self._is_told_of(run):
                reading = replace(reading, proof=True)
            key = (reading.name, reading.title, reading.gender)
            if key not in forms or (reading.proof and not forms[key][0].proof):
                forms[key] = (reading, run.start + reading.start)
                if len(forms) < WEIGHTY_FORMS:
                    self._titles_around(body, run, forms)
        for text in (*article.captions, article.title or ""):
            for reading in self.read_headline(text):
                forms.setdefault((reading.name, reading.title, reading.gender), (reading, IN_TITLE))
        return list(forms.values())

    def _is_told_of(self, run: Run) -> bool:
        """Tell whether the words around a name show that it is a person's.

        A noun for people stands right before it, or an age or ", who" follows; but in "the head of
        the Foundation for Peace, who" the name is the foundation's.
        """
        before = self.body[max(0, run.start - NEAR_NAME) : run.start].split()
        word = before[-1] if before else ""
        if word.islower() and fold(word) in self.naming.unnamed:
            return True
        placed = word in ("of", "for", "in", "at", "to", "the")
        return not placed and bool(BEHIND_PERSON.match(self.body, run.end))

    def _without_headline(self, run: Run) -> Reading:
        """Read a long run again, without the words of a headline behind its name."""
        return self.cut(self.body[run.start : run.end], run.reading)

    def cut(self, written: str, reading: Reading, keep: int = 2) -> Reading:
        """Read a run of a headline again without the words behind its name."""
        words = written.split()
        titles = len(words) - len(reading.name.split())
        size = name_length(self.naming, words[titles:], self._text, keep=keep)
        again = read_run(self.naming, " ".join(words[: titles + size]))
        return again if again.kind == "person" and titles + size < len(words) else reading

    def is_common(self, word: str) -> bool:
        """Tell whether the text has a word in lower case, too, as it never has a name."""
        return word.lower() in self._text.written

    def _titles_around(
        self, body: str, run: Run, forms: dict[tuple[object, ...], tuple[Reading, int]]
    ) -> None:
        """Add the titles that stand in lower case before, after a comma, or with "of Israel"."""
        reading = run.reading
        found = []
        name_at = run.start + reading.start
        if reading.title is None:
            found.append(title_before(self.naming, body, name_at, reading))
            if reading.kind == "person" and body[name_at - 2 : name_at] == ", ":
                found.append(title_apposed(self.naming, body, name_at, reading))
        elif body[run.start - 5 : run.start].split() == ["and"]:
            found.append(title_before(self.naming, body, run.start - 4, reading, joined=True))
        found += titles_after(self.naming, body, run.end, reading)
        for title in found:
            if title:
                more = _with_title(reading, title)
                forms[(more.name, title, more.gender)] = (more, name_at)

    def read_headline(self, text: str) -> Iterator[Reading]:
        """Read the people of a title, and the titles that follow their names."""
        for _, end, reading in self.headline_runs(text):
            if reading.kind == "person":
                yield reading
                for title in titles_after(self.naming, text, end, reading):
                    yield _with_title(reading, title)

    def headline_runs(self, text: str) -> list[tuple[int, int, Reading]]:
        """Read the runs of a title, where a name may be glued to verbs in capitals; keep them."""
        if text not in self._headlines:
            found = self._headlines[text] = []
            for match in self.naming.run.finditer(text):
                found += self._pieces(match[0], match.start())
        return self._headlines[text]

    def _pieces(self, run: str, start: int) -> Iterator[tuple[int, int, Reading]]:
        """The names in a run that a title in capitals makes of many: "By Anna Berg And Bo Carr"."""
        words = list(WORD.finditer(run))
        written = [word[0] for word in words]
        at = 0
        while at < len(words):
            size = name_length(self.naming, written[at:], self._text)
            if size:
                begin, end = words[at].start(), words[at + size - 1].end()
                yield start + begin, start + end, read_run(self.naming, run[begin:end])
            at += size + 1  # the word that ended the name is none

    def _take(self, forms: list[tuple[Reading, int]]) -> None:
        full = [form for form in forms if len(form[0].core) > 1]
        cores = {form[0].core for form in full}
        full = [form for form in full if not self._overruns(form[0].core, cores)]
        for reading, start in sorted(full, key=lambda form: -len(form[0].core)):
            self._merge(reading, start, self._same(reading))
        for reading, start in forms:
            if len(reading.core) == 1:
                self._merge(reading, start, self._bearer(reading))
        self.people.sort(key=lambda person: (person.start == IN_TITLE, person.start))

    def _overruns(self, core: tuple[str, ...], cores: set[tuple[str, ...]]) -> bool:
        """Tell whether a run goes on behind a name, as in a headline: "Anna Berg Wins Again".

        The name alone is there too, or a word of headlines follows; and it ends in a word that
        stands alone elsewhere, as surnames do, which the run's last word never does.
        """
        if core[-1] in self.alone:
            return False
        return any(
            core[end - 1] in self.alone
            and (core[:end] in cores or core[end] in self.naming.headline)
            for end in range(2, len(core))
        )

    def _same(self, reading: Reading) -> Person | None:
        """The person whose full name this form is, too."""
        seen = self._by_word.get(reading.core[-1], []) + self._by_word.get(reading.core[0], [])
        return next((p for p in seen if same_name(self.naming, reading.core, p.core)), None)

    def _bearer(self, reading: Reading) -> Person | None:
        """The only person who can be meant by a title with one name: "President Biden"."""
        found = [p for p in self.by_name(reading.core) if agrees(self.naming, reading, p)]
        return found[0] if len(found) == 1 else None

    def _merge(self, reading: Reading, start: int, person: Person | None) -> None:
        if person is None:
            person = Person(display(reading.name), reading.core, start)
            person.surnames = surnames(self.naming, reading.core, self.alone)
            self.people.append(person)
            for word in dict.fromkeys((*reading.core, "-".join(reading.core))):
                bearers = self._by_word.setdefault(word, [])
                if len(bearers) < CROWD:
                    bearers.append(person)
        elif fuller(reading.name, person.name):
            person.name = display(reading.name)
        if start != IN_TITLE and (person.start == IN_TITLE or start < person.start):
            person.start = start
        person.gender = person.gender or reading.gender
        person.proof = person.proof or reading.proof
        for title in split_title(self.naming, reading.title):
            if title not in person.titles:
                person.titles.append(title)

    def by_name(self, core: tuple[str, ...]) -> list[Person]:
        """People whom these words of a name can mean: by surname, else by any other part."""
        words = dict.fromkeys((core[-1], core[0]))
        found = list({id(p): p for word in words for p in self._by_word.get(word, ())}.values())
        strong = [p for p in found if is_surname(core, p)]
        if strong:
            proved = [p for p in strong if p.proof]
            return proved or strong
        return [p for p in found if p.proof and _contains(p.core, core)]

    def by_office(self, office: Office, of: str | None) -> list[Person]:
        """People who hold the office, of that country or body where both are known."""
        return [p for p in self.people if any(holds(self.naming, t, office, of) for t in p.titles)]

    def lead_countries(self, article: Article) -> list[str]:
        """The countries that the title names, else those of the first paragraph."""
        lead = article.paragraphs[0] if article.paragraphs else (0, 400)
        for text in (article.title or "", article.body[lead[0] : lead[1]]):
            words = fold_phrase(text.translate(SPLIT)).split()
            found = [
                country
                for size in (1, 2, 3)
                for i in range(len(words) - size + 1)
                if (country := self.naming.countries.get(" ".join(words[i : i + size])))
            ]
            if found:
                return list(dict.fromkeys(found))
        return []

    def _principal(self, core: tuple[str, ...], people: list[Person]) -> list[Person]:
        """Of several of a surname, the one whom it meant alone before another was introduced.

        An article on Chris Roth calls him Roth, also where his wife Ann Roth is named later on.
        """
        if len(people) < 2 or any(person.start < 0 for person in people):
            return people
        first, second = sorted(people, key=_by_start)[:2]
        alone = any(
            run.reading.core == core and not run.reading.title
            for run in self.between(first.start + len(first.name), second.start)
        )
        return [first] if alone else people

    def between(self, start: int, end: int) -> list[Run]:
        """The runs of the body that begin in ``start <= offset < end``."""
        return self.runs[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def person_of(self, reading: Reading) -> Person | None:
        """The only person whom a run names, or None."""
        if reading.kind not in ("person", "word") or not reading.core:
            return None
        found = [p for p in self.by_name(reading.core) if agrees(self.naming, reading, p)]
        if len(found) > 1 and reading.title:
            found = [p for p in found if p.titles] or found
        if len(found) > 1 and not reading.title:
            # "Trump" beside "his son Eric Trump" is the other.
            found = [p for p in found if not is_kin(self.naming, self.body, p)] or found
            found = self._principal(reading.core, found)
        return found[0] if len(found) == 1 else None


def is_kin(naming: Naming, body: str, person: Person) -> bool:
    """Tell whether somebody is introduced as a relative: "my son Beau", "Eric Lee, son of"."""
    start = person.start
    if start < 0:
        return False
    before = KIN_BEFORE.search(body, max(0, start - 24), start) if start > 0 else None
    behind = KIN_BEHIND.match(body, start + len(person.name))
    if behind and fold(behind[1]) in naming.parents:
        return False  # "Ann Lee, mother of Bo Lee": the text is about her
    return any(found is not None and fold(found[1]) in naming.kin for found in (before, behind))


def role_of(naming: Naming, person: Person, name: str | None = None) -> Role | None:
    """Return the office of somebody: the first that tells its country or body, else the first."""
    kept = [title for one in person.titles if (title := kept_title(naming, one))]
    best = next((title for title in kept if title.of), kept[0] if kept else None)
    return Role(name or person.name, best.text, best.of) if best else None


def _by_start(person: Person) -> int:
    return person.start


def holds(naming: Naming, title: Title, office: Office, of: str | None) -> bool:
    """Tell whether a title is the office, and of the country or body asked for."""
    if of and title.of and not _same_house(naming, fold_phrase(of), fold_phrase(title.of)):
        return False
    held = naming.office([fold(word) for word in title.text.split()])
    return held is not None and office.means(held, naming)


def _same_house(naming: Naming, one: str, other: str) -> bool:
    """Tell whether two countries or bodies agree: one's name is part of the other's, or one is the
    country and the other a ministry that names no other country.
    """
    if one in other or other in one:
        return True
    first, second = naming.country(one), naming.country(other)
    if (first is None) == (second is None):
        return first is not None and first == second
    body = (other if first else one).split()
    named = {naming.country(word) for word in body} - {None}
    return body[-1] in naming.state_bodies and named <= {first or second}


def agrees(naming: Naming, reading: Reading, person: Person) -> bool:
    """Tell whether gender and title of a form allow this person."""
    if reading.gender and person.gender and reading.gender != person.gender:
        return False
    if reading.title is None or not person.titles or len(reading.core) > 1:
        return True
    office = naming.office([fold(word) for word in reading.title.text.split()])
    return office is None or any(
        holds(naming, title, office, reading.title.of) or related(naming, title, office)
        for title in person.titles
    )


def related(naming: Naming, title: Title, office: Office) -> bool:
    """Tell titles of which one may be a looser word for the other: "Mr. Secretary", "Director"."""
    held = naming.office([fold(word) for word in title.text.split()])
    return held is None or held.head == office.head or held.means(office, naming)


def is_surname(core: tuple[str, ...], person: Person) -> bool:
    """Tell whether the words are the person's surname, or a full form of the name."""
    if len(core) == 1:
        return core[0] in person.surnames
    return (
        person.core[-len(core) :] == core
        or person.core[: len(core)] == core
        or (person.core[0] == core[0] and person.core[-1] == core[-1])
    )


def _contains(core: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return all(word in core for word in part)


def surnames(naming: Naming, core: tuple[str, ...], alone: set[str]) -> set[str]:
    """The words that later mentions use for a name: the family name, where the text shows it.

    A family name may stand first (Xi Jinping). The text decides where the list does not: the first
    word, when it stands alone somewhere and the last one never does.
    """
    first, last = core[0], core[-1]
    if first in naming.family_first and len(core) in (2, 3):
        western = first in naming.given and last in alone and first not in alone
        return {last} if western else {first, "-".join(core[1:])}
    if first in alone and last not in alone and first not in naming.given:
        return {first, last}
    return {last}


def same_name(naming: Naming, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two full names are forms of one: parts left out, a short given name."""
    short, long = sorted((one, other), key=len)
    if long[: len(short)] == short or long[-len(short) :] == short:
        return True
    if one[-1] != other[-1]:
        return False
    first, second = (naming.short.get(name[0], name[0]) for name in (one, other))
    return first == second


def fuller(name: str, than: str) -> bool:
    """Tell whether a form of a name says more than another."""
    return _weight(name) > _weight(than)


def _weight(form: str) -> tuple[int, bool, int]:
    return len(form.split()), not form.isupper(), len(form)


def display(name: str) -> str:
    """Return a name as it is shown: a name all in capitals gets its small letters back.

    >>> display("JOSEPH R. BIDEN JR."), display("MS. O'NEILL"), display("BIDEN’S")
    ('Joseph R. Biden Jr.', "Ms. O'Neill", 'Biden’s')
    """
    shouted = name.isupper() or name.removesuffix(".").removesuffix("Jr").isupper()
    if not shouted or (is_acronym(name) and len(name) < 4):
        return name
    return " ".join(w if w.rstrip(".,").lower() in ROMAN else _lower(w) for w in name.split())


ENDS_OWNER = frozenset({"'S", "’S"})
ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii"})


def _lower(word: str) -> str:
    return "".join(
        char
        if not index or not (word[index - 1].isalpha() or word[index - 1 :] in ENDS_OWNER)
        else char.lower()
        for index, char in enumerate(word)
    )


def split_title(naming: Naming, title: Title | None) -> list[Title]:
    """Return the offices of a double title apart: "Crown Prince and Prime Minister".

    So is "Foreign Minister Prince", where a rank of birth follows the office.
    """
    if title is None:
        return []
    office, _, rank = title.text.rpartition(" ")
    if fold(rank) in naming.born and naming.office([fold(word) for word in office.split()]):
        return [Title(office, title.of), Title(rank)]
    parts = title.text.split(" and ")
    if all(naming.office([fold(word) for word in part.split()]) for part in parts):
        return [Title(part, title.of) for part in parts]
    return [title]


def _with_title(reading: Reading, title: Title) -> Reading:
    return Reading(
        reading.kind, reading.name, reading.core, reading.start, title, reading.gender, False, True
    )
