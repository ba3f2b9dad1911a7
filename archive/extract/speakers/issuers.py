"""Who issues a document: the person or bodies whose own words a statement or joint statement is.

Looked for in this order: "we, the leaders of …", the title, "I, NAME, President …", a signature,
the byline.
"""

import re

from archive.extract.names.lexicon import Naming, fold_phrase
from archive.extract.names.mention_words import kept_words
from archive.extract.names.mentions import read_phrase
from archive.extract.names.runs import split_title
from archive.extract.speakers.cast import Cast, Person, display, role_of
from archive.extract.speakers.header import Header
from archive.records import Article, Role, Speaker

ISSUED = re.compile(r"\b(?:[Bb]y|[Ff]rom|[Oo]f)\s(?:the\s)?(?=[A-Z])")
ISSUES = re.compile(
    r"\b(?:statement|remarks|message|letter|declaration|communiqu|speech|address|proclamation|leaders|"
    r"report|comments|briefing|note|testimony|op-ed|interview|readout|call|order|memorandum)",
    re.IGNORECASE,
)
"""What a title calls a document that somebody issues."""

OWNED = re.compile(
    r"['’]s?\s(?:[A-Z][a-z]{2,12}\s){0,2}(?:[Ss]tatement|[Rr]emarks|[Ss]peech|[Mm]essage|[Ll]etter)"
)
WE_THE = re.compile(r"\b[Ww]e,?\s(the\s(?:\w{2,20}\s){1,4}of\s)(?=[A-Z]|the\s)")
I_NAME = re.compile(r"\bI,\s(?=[A-Z])")
PRESIDENTIAL = re.compile(r"\b(Vice )?Presidential (?:Message|Statement|Proclamation)\b")
ABOUT = re.compile(r"\s(?:on|at|in|to|for|about|regarding|following|before|marking)\s")
OPENING = 1500
"""Characters of the body in which "we, the leaders of" and "I, NAME" stand."""

SIGNATURE = 200
"""Characters of the body's end in which a signature stands."""


def issuer(article: Article, cast: Cast, header: Header, naming: Naming) -> tuple[Speaker, ...]:
    """Return who issues the document, empty where nothing tells."""
    title = article.title or ""
    return (
        _we_the(article, naming)
        or _presidential(title)
        or _of_title(title, cast, header, naming)
        or _i_name(article, cast)
        or _signature(article, cast)
        or _countries(title, naming)
        or _byline(article, header, naming)
    )


def _speaker(person: Person, naming: Naming) -> Speaker:
    return Speaker(person.name, "person", role_of(naming, person))


def _we_the(article: Article, naming: Naming) -> tuple[Speaker, ...]:
    """Read "we, the leaders of Australia, the United Kingdom, and the United States"."""
    match = WE_THE.search(article.body, 0, OPENING)
    if match is None:
        return ()
    end = match.end()
    for run in naming.run.finditer(article.body, match.end(), match.end() + 300):
        gap = article.body[end : run.start()]
        if not re.fullmatch(r"[\s,]*(?:and)?\s*(?:the\s*)?", gap):
            break
        end = run.end()
    words = " ".join(article.body[match.start(1) : end].split())
    return (Speaker(kept_words(words), "group"),)


def _of_title(title: str, cast: Cast, header: Header, naming: Naming) -> tuple[Speaker, ...]:
    """Read "Statement by President Joe Biden on …", "Remarks of X", "X's statement"."""
    owned = OWNED.search(title)
    if owned:
        people = _people_of(title[: owned.start()], cast, header, last=True)
        if people:
            return people
    for match in ISSUED.finditer(title):
        after = title[match.end() :]
        people = _people_of(after, cast, header)
        if people:
            return people
        words = ABOUT.split(after)[0]
        if not ISSUES.search(title):
            return ()  # "Adjusting Imports of Steel": nobody's
        phrase = read_phrase(naming, words)
        if phrase.kind == "office" and phrase.office:
            found = header.officers(phrase.office, phrase.of)
            if len(found) == 1:
                return (_speaker(found[0], cast.naming),)
            role = Role(phrase.words, phrase.words, phrase.of)
            return (Speaker(phrase.words, "unnamed", role),)
        if phrase.kind == "body":
            return (Speaker(phrase.words, "body"),)
        if phrase.kind == "list" and all(part.kind == "country" for part in phrase.parts):
            return tuple(Speaker(part.words, "country") for part in phrase.parts)
        if phrase.kind in ("collective", "group"):
            return (Speaker(phrase.words, "group"),)
    return ()


def _people_of(text: str, cast: Cast, header: Header, *, last: bool = False) -> tuple[Speaker, ...]:
    """The people that a phrase of the title begins with; the one it ends with (``last``)."""
    found: list[tuple[int, int, Person]] = []
    for start, end, reading in cast.headline_runs(text):
        person = header.named(reading) if reading.kind in ("person", "word") else None
        person = person and header.in_full(person)
        if person and person.proof:
            found.append((start, end, person))
    if last:
        return (_speaker(found[-1][2], cast.naming),) if found else ()
    people: list[Person] = []
    edge = 0
    for start, end, person in found:
        gap = text[edge:start].strip(" ,")
        adviser = not people and gap.endswith(" to the")
        if gap not in ("", "and", "the", "and the") and not adviser:
            break
        people.append(person)
        edge = end
    return tuple(_speaker(person, cast.naming) for person in people)


def _i_name(article: Article, cast: Cast) -> tuple[Speaker, ...]:
    match = I_NAME.search(article.body, 0, OPENING)
    runs = cast.between(match.end(), match.end() + 1) if match else []
    person = cast.person_of(runs[0].reading) if runs else None
    return (_speaker(person, cast.naming),) if person else ()


def _signature(article: Article, cast: Cast) -> tuple[Speaker, ...]:
    """A name that stands alone on one of the last lines."""
    body = article.body.rstrip()
    for run in reversed(cast.between(max(0, len(body) - SIGNATURE), len(body))):
        line = body[body.rfind("\n", 0, run.start) + 1 : _line_end(body, run.end)]
        person = cast.person_of(run.reading)
        alone = len(line.strip(" \xa0*_.,—-–\t")) <= run.end - run.start + 2
        if person and alone and len(run.reading.core) > 1:
            return (_speaker(person, cast.naming),)
    return ()


def _line_end(body: str, place: int) -> int:
    end = body.find("\n", place)
    return len(body) if end < 0 else end


def _presidential(title: str) -> tuple[Speaker, ...]:
    match = PRESIDENTIAL.search(title)
    if match is None:
        return ()
    office = f"{match[1] or ''}President"
    return (Speaker(office, "unnamed", Role(office, office)),)


def _countries(title: str, naming: Naming) -> tuple[Speaker, ...]:
    """The two or more countries of a joint statement's title: "China-Belarus Joint Statement"."""
    if "joint" not in title.lower():
        return ()
    names: list[str] = []
    for phrase in re.split(r"\s(?:of|between|by|and|with)\s(?:the\s)?|[-–,]\s?", title):
        words = phrase.split()
        for size in range(min(len(words), 5), 0, -1):
            country = naming.countries.get(" ".join(words[:size]).lower())
            if country:
                names.append(country)
                break
    unique = dict.fromkeys(names)
    return tuple(Speaker(name, "country") for name in unique) if len(unique) > 1 else ()


def _byline(article: Article, header: Header, naming: Naming) -> tuple[Speaker, ...]:
    """The authors; "By the President of the United States" is whoever holds the office."""
    return tuple(_author(name, header, naming) for name in article.authors[:3])


def _author(name: str, header: Header, naming: Naming) -> Speaker:
    title = split_title(naming, name.removeprefix("The ").split())
    office = naming.office(fold_phrase(title.text).split()) if title else None
    if title is None or office is None or name.casefold().find(title.text.casefold()) > len("The "):
        return Speaker(display(name), "person")
    found = header.officers(office, title.of)
    if len(found) == 1:
        return _speaker(found[0], naming)
    return Speaker(title.text, "unnamed", Role(title.text, title.text, title.of))
