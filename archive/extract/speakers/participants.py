"""Who met whom, and who sat in: the parties of the article's meeting and its attendees."""

import re
from collections.abc import Iterator

from archive.extract.names.lexicon import fold
from archive.extract.speakers.cast import Cast, Person
from archive.records import Article, Attendance

VERBS = frozenset(
    """met meets meet meeting talk talks conversation spoke speaks speaking call calls
    discussion discussions consultation consultations negotiations summit phone dialogue
    breakfast lunch dinner conferred""".split()
)
REACH_WITH = 56
"""Characters between such a word and its "with": "spoke by phone on Monday afternoon with"."""

TOGETHER = ("discussed ", "exchanged views", "held talks", "held a phone", "met in ", "met on ")
"""What two who stand before it did with each other: "Li and Lee discussed trade"."""

RECEIVES = (
    *("met ", "meets ", "hosted ", "hosts ", "received ", "receives "),
    *("welcomed ", "welcomes "),
)
"""What one does to another: "Li met Lee"."""
TOGETHER_IN = re.compile(
    r"\s(?:[Bb]efore|[Aa]fter|[Ii]n|[Aa]t|[Dd]uring)\s(?:an?\s|the\s)?(?:[A-Z]\w{1,12}\s){0,2}"
    r"(?:(?:Bi|Tri|Multi)lateral\s|Joint\sPress\s|Press\sConference)"
)
"""What those did whom a title names before it: "Remarks by X and Y Before Bilateral Meeting"."""
ATTENDED = ("attended", "also present", "were present", "was present", "joined", "took part in the")
JOINED = re.compile(r"joined (?:the (?:meeting|call|talks)|virtually|them)")
BROUGHT = ("present were ", "present at the meeting were ", "accompanied by ", "Accompanied by ")
BETWEEN_NAMES = re.compile(r"[\s,]*(?:and|as well as)?[\s,]*(?:the\s)?$")
SENTENCE_END = re.compile(
    r"\n\n|(?<![A-Z])(?<!Mr)(?<!Ms)(?<!Dr)(?<!Jr)(?<!Sr)(?<!Mrs)(?<!Sen)(?<!Rep)(?<!Gov)(?<!Gen)[.!?]\s"
)
CLAUSE_END = re.compile(r"[.;]")
ON = re.compile(r"\son\s")
JOINS = re.compile(r",|\band\b")
RIGHT_END = re.compile(r"[.;(]|\s(?:[Oo]n|[Ii]n|[Aa]t)\s")
ENDS_LIST = re.compile(r"[.;:!?\n]\s|\n\n|\b(?:on|at|in|to)\s")
GAP_IN_LIST = 70
"""Characters between two people of a list: the longest title in the gold texts has 62."""

OPENERS = frozenset({"in", "during", "on", "at", "when", "while"})

LOOKS = 40
"""Words for attending that are looked at before it is given up."""

PAIR = 2

OPENING = 6000
"""Characters of the body in which a meeting that the article reports is described."""

SIDE = 260
"""Characters looked at to either side of such a word: one sentence."""


def parties(article: Article, cast: Cast) -> list[Person]:
    """The people whose meeting, talk or call the article reports; empty where it reports none."""
    for text in (article.title or "", *article.captions):
        found = _of_title(text, cast)
        if len(found) > 1:
            return _in_text_order(found)
    for verb, after in _meetings(article.body[:OPENING]):
        opens = _opens_sentence(article.body, verb)
        others = _list_after(article.body, after, cast, to_comma=opens)
        host = _before(article.body, verb, after, cast, opens=opens) if others else []
        if host and others and not set(map(id, host)) & set(map(id, others)):
            return _in_text_order([*host, *others])
    for word in RECEIVES:
        for place in _places(article.body[:OPENING], word):
            others = _list_after(article.body, place + len(word), cast)
            host = _subjects(article.body, place, cast) if others else []
            if host and not set(map(id, host)) & set(map(id, others)):
                return _in_text_order([*host, *others])
    for word in TOGETHER:
        for place in _places(article.body[:OPENING], word):
            both = _in_text_order(_subjects(article.body, place, cast))
            if len(both) == PAIR:
                return both
    return []


def _meetings(text: str) -> Iterator[tuple[int, int]]:
    """Where "met …" begins and the "with" that belongs to it ends, in text order."""
    place = text.find("ith")
    while place > 0:
        if text[place - 1] in "wW" and text[place + 3 : place + 4].isspace():
            before = text[max(0, place - REACH_WITH) : place - 1]
            before = CLAUSE_END.split(before)[-1]
            verb = next((w for w in reversed(before.split()) if w.lower() in VERBS), None)
            if verb:
                yield text.rfind(verb, 0, place), place + 4
        place = text.find("ith", place + 3)


def attendees(article: Article, cast: Cast) -> list[Person]:
    """The people who are said to have attended or joined."""
    body = article.body
    found: list[Person] = []
    for word in ATTENDED:
        for place in _places(body, word):
            if word != "joined" or JOINED.match(body, place):
                found += _list_before(body, place, cast)
    for word in BROUGHT:
        for place in _places(body, word):
            found += _list_after(body, place + len(word), cast)
    return list({id(person): person for person in found}.values())


def _places(body: str, word: str) -> list[int]:
    """The first places of a word; ``str.find`` is many times as fast as a pattern here."""
    places: list[int] = []
    place = body.find(word)
    while place >= 0 and len(places) < LOOKS:
        places.append(place)
        place = body.find(word, place + 1)
    return places


def attendance(participants: list[str], also: list[str]) -> tuple[Attendance, ...]:
    """Return the names of participants, then of attendees who are none, each once."""
    parts = [Attendance(name, "participant") for name in dict.fromkeys(participants)]
    others = [Attendance(n, "attendee") for n in dict.fromkeys(also) if n not in participants]
    return (*parts, *others)


def _in_text_order(people: list[Person]) -> list[Person]:
    once = list({id(person): person for person in people if person.proof}.values())
    return sorted(once, key=lambda person: person.start if person.start >= 0 else 1 << 60)


def _of_title(text: str, cast: Cast) -> list[Person]:
    """The people on either side of "meets with" or "X's call with" in a title, or before both."""
    place = next(_meetings(text), None)
    is_remarks = place is None and text.startswith("Remarks")
    met = TOGETHER_IN.search(text) if is_remarks else None
    if place is None and met is None:
        return []
    found: list[tuple[int, int, Person]] = []
    for start, end, reading in cast.headline_runs(text):
        person = cast.person_of(reading)
        if person:
            found.append((start, end, person))
    if place is None:
        return [person for _, end, person in found if met and end <= met.start() + 1]
    verb, after = place
    left = [item for item in found if item[1] <= verb + 1]
    kept: list[Person] = []
    edge = verb
    for start, end, person in reversed(left):
        gap = text[end:edge].removeprefix("’s").removeprefix("'s").removeprefix("’")
        if (kept and not BETWEEN_NAMES.fullmatch(gap)) or len(gap) > 30 or ON.search(gap):
            break
        kept.insert(0, person)
        edge = start
    ends = RIGHT_END.search(text[after:])
    stop = after + ends.start() if ends else len(text)
    right = [person for start, _, person in found if after - 1 <= start < stop]
    return [*kept, *right] if kept and right else []


def _sentence_start(body: str, place: int) -> int:
    """Where the sentence that holds ``place`` begins; dots of initials and titles end none."""
    begin = max(0, place - SIDE)
    ends = [match.end() for match in SENTENCE_END.finditer(body, begin, place)]
    return ends[-1] if ends else begin


def _opens_sentence(body: str, verb: int) -> bool:
    """Tell whether the words open a sentence: "In his talks with Y, X said"."""
    lead = body[_sentence_start(body, verb) : verb].split()
    return len(lead) < 5 and bool(lead) and fold(lead[0]) in OPENERS


def _before(body: str, verb: int, after: int, cast: Cast, *, opens: bool) -> list[Person]:
    """The party named before the verb; with "in his talks with Y, X said", the one after it."""
    if not opens:
        return _subjects(body, verb, cast)
    end = body.find(",", after, after + SIDE)
    runs = cast.between(end, end + 60) if end > 0 else []
    return [p for p in map(cast.person_of, (run.reading for run in runs)) if p][:1]


def _subjects(body: str, place: int, cast: Cast) -> list[Person]:
    """The people of the sentence before ``place``: the last list of names, "X and Y met"."""
    people: list[Person] = []
    edge = place
    for run in reversed(cast.between(_sentence_start(body, place), place)):
        person = cast.person_of(run.reading)
        if person is None:
            if people:
                break
            continue
        if people and not BETWEEN_NAMES.fullmatch(_gap(body, run.end, edge)):
            break
        people.insert(0, person)
        edge = run.start
    return people


def _gap(body: str, start: int, end: int) -> str:
    return body[start:end] if end - start < 40 else "x"


def _list_after(body: str, place: int, cast: Cast, *, to_comma: bool = False) -> list[Person]:
    """The people listed right after ``place``, with titles between, up to the sentence's end."""
    people: list[Person] = []
    edge = place
    for run in cast.between(place, place + SIDE):
        gap = body[edge : run.start]
        person = cast.person_of(run.reading)
        if len(gap) > GAP_IN_LIST or ENDS_LIST.search(gap):
            break
        if to_comma and people and "," in gap:
            break
        if person is None:
            continue
        if people and not JOINS.search(gap):
            break
        people.append(person)
        edge = run.end
    return people


def _list_before(body: str, place: int, cast: Cast) -> list[Person]:
    """The people listed in the sentence before ``place``: "A, B and other officials attended"."""
    start = _sentence_start(body, place)
    found = [cast.person_of(run.reading) for run in cast.between(start, place)]
    people = [person for person in found if person]
    return people if any(person.proof for person in people) else []
