"""Who met whom, and who sat in: the parties of the article's meeting and its attendees."""

import re

from archive.extract.cast import Cast, Person
from archive.extract.naming import fold
from archive.records import Article, Attendance

MEETS = re.compile(
    r"\b(?:[Mm]et|[Mm]eets|[Mm]eet|[Mm]eeting|[Tt]alks?|[Cc]onversation|[Ss]poke|[Ss]peaks|"
    r"[Ss]peaking|[Cc]alls?|[Dd]iscussions?|[Cc]onsultations?|[Nn]egotiations?|[Ss]ummit|"
    r"[Pp]hone|[Dd]ialogue|[Bb]reakfast|[Ll]unch|[Dd]inner|[Cc]onferred)\b"
    r"[^.;\n]{0,48}?\s(?:[Ww]ith)\s"
)
RECEIVES = re.compile(r"\b(?:hosted|hosts|received|receives|welcomed|welcomes|greeted)\s")
ATTEND = re.compile(
    r"\b(?:attended|(?:was|were) also present|(?:was|were) present|joined (?:the (?:meeting|call|talks)"
    r"|virtually|them)|took part in the (?:meeting|talks|event)|sat in)\b"
)
ACCOMPANIED = re.compile(
    r"\b(?:[Aa]lso present(?: at the [a-z]{3,12})? were|[Jj]oined by|[Aa]ccompanied by)\s"
)
BETWEEN_NAMES = re.compile(r"[\s,]*(?:and|as well as)?[\s,]*(?:the\s)?$")
OPENERS = frozenset({"in", "during", "on", "at", "when", "while"})

LOOKS = 40
"""Words for meetings that are looked at before it is given up: the first pages of a text."""

SIDE = 260
"""Characters looked at to either side of such a word: one sentence."""


def parties(article: Article, cast: Cast) -> list[Person]:
    """The people whose meeting, talk or call the article reports; empty where it reports none."""
    for text in (article.title or "", *article.captions):
        found = _of_title(text, article.body, cast)
        if len(found) > 1:
            return _in_text_order(found)
    for number, match in enumerate(MEETS.finditer(article.body)):
        if number == LOOKS:
            break
        opens = _opens_sentence(article.body, match)
        others = _list_after(article.body, match.end(), cast, to_comma=opens)
        host = _before(article.body, match, cast, opens=opens) if others else []
        if host and others and not set(map(id, host)) & set(map(id, others)):
            return _in_text_order([*host, *others])
    for match in list(RECEIVES.finditer(article.body))[:LOOKS]:
        others = _list_after(article.body, match.end(), cast)
        host = _subjects(article.body, match.start(), cast) if others else []
        if host and not set(map(id, host)) & set(map(id, others)):
            return _in_text_order([*host, *others])
    return []


def attendees(article: Article, cast: Cast) -> list[Person]:
    """The people who are said to have attended or joined."""
    found: list[Person] = []
    for match in list(ATTEND.finditer(article.body))[:LOOKS]:
        found += _list_before(article.body, match.start(), cast)
    for match in list(ACCOMPANIED.finditer(article.body))[:LOOKS]:
        found += _list_after(article.body, match.end(), cast)
    return list({id(person): person for person in found}.values())


def attendance(participants: list[Person], also: list[Person]) -> tuple[Attendance, ...]:
    """Return participants, then attendees who are none, each once."""
    parts = [Attendance(person.name, "participant") for person in participants]
    names = {part.name for part in parts}
    others = [Attendance(p.name, "attendee") for p in also if p.name not in names]
    return (*parts, *others)


def _in_text_order(people: list[Person]) -> list[Person]:
    once = list({id(person): person for person in people}.values())
    return sorted(once, key=lambda person: person.start if person.start >= 0 else 1 << 60)


def _of_title(text: str, body: str, cast: Cast) -> list[Person]:
    """The people on either side of "meets with" or "X's call with" in a title."""
    match = MEETS.search(text)
    if match is None:
        return []
    found: list[tuple[int, int, Person]] = []
    for start, end, reading in cast.headline_runs(text, body):
        person = cast.person_of(reading)
        if person:
            found.append((start, end, person))
    left = [item for item in found if item[1] <= match.start() + 1]
    kept: list[Person] = []
    edge = match.start()
    for start, end, person in reversed(left):
        gap = text[end:edge].removeprefix("’s").removeprefix("'s").removeprefix("’")
        if (
            (kept and not BETWEEN_NAMES.fullmatch(gap))
            or len(gap) > 30
            or re.search(r"\son\s", gap)
        ):
            break
        kept.insert(0, person)
        edge = start
    ends = re.search(r"[.;(]|\s(?:[Oo]n|[Ii]n|[Aa]t)\s", text[match.end() :])
    stop = match.end() + ends.start() if ends else len(text)
    right = [person for start, _, person in found if match.end() - 1 <= start < stop]
    return [*kept, *right] if kept and right else []


def _sentence_start(body: str, place: int) -> int:
    begin = max(0, place - SIDE)
    return max(begin, body.rfind("\n\n", begin, place) + 1, body.rfind(". ", begin, place) + 1)


def _opens_sentence(body: str, match: re.Match[str]) -> bool:
    """Tell whether the words open a sentence: "In his talks with Y, X said"."""
    lead = body[_sentence_start(body, match.start()) : match.start()].split()
    return len(lead) < 5 and bool(lead) and fold(lead[0]) in OPENERS


def _before(body: str, match: re.Match[str], cast: Cast, *, opens: bool) -> list[Person]:
    """The party named before the verb; with "in his talks with Y, X said", the one after it."""
    if not opens:
        return _subjects(body, match.start(), cast)
    end = body.find(",", match.end(), match.end() + SIDE)
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
        if len(gap) > (90 if not people else 60) or re.search(
            r"[.;:!?\n]\s|\n\n|\b(?:on|at|in|to)\s", gap
        ):
            break
        if to_comma and people and "," in gap:
            break
        if person is None:
            continue
        if people and not re.search(r",|\band\b", gap):
            break
        people.append(person)
        edge = run.end
    return people


def _list_before(body: str, place: int, cast: Cast) -> list[Person]:
    """The people listed in the sentence before ``place``: "A, B, C and other officials attended"."""
    start = _sentence_start(body, place)
    found = [cast.person_of(run.reading) for run in cast.between(start, place)]
    people = [person for person in found if person]
    return people if any(person.proof for person in people) else []
