"""An archive of some thousand articles, made with planted noise: every label comes out right.

A house publishes the remarks and briefings of two presidents, who change on one day, and of their
people; a paper of the same years has people of the same surnames. Speeches name relatives and
guests, titles run on in capitals, and a third of the documents name nobody in their headers.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import cast

import pytest

from archive.entities.identity import Identity, identity_of
from archive.pipeline import analyse
from archive.records import Article, Document, KnownRole, PersonRecord, Role, Seen, SpeakerKind
from archive.vocabulary import default_vocabulary

CHANGE = date(2022, 7, 1)
FIRST = date(2020, 1, 3)
WEEKS = 260

OUTGOING, INCOMING = "Maria Santos", "Henry Brandt"
RELATIVES = ("my son Peter Santos", "my wife Clara Brandt", "my brother Paul Santos")
GUESTS = ("President Joseph Mwangi of Kenya", "Prime Minister Ali Rahman of Jordan")
ENDINGS = ("", " Providing an Update on Trade", " Before Departure", " Aboard Air Force One",
           " and First Lady Clara Brandt", " at a Dinner")  # fmt: skip

CHECKED = 22 * WEEKS
"""Statements under labels whose speaker is known: eleven labels a week, each comes twice."""

Labelled = tuple[Document, str, dict[str, str]]
"""A document, its publisher, and who speaks under each of its labels."""


def documents() -> Iterator[Labelled]:
    """Make the archive, week by week."""
    chance = random.Random(11)
    for week in range(WEEKS):
        day = FIRST + timedelta(7 * week)
        president = OUTGOING if day < CHANGE else INCOMING
        surname = president.split()[1]
        for number in range(8):
            relative, guest = chance.choice(RELATIVES), chance.choice(GUESTS)
            talk = f"{relative} is here. Thank you, {guest}. And to the north: we are not done."
            ending = chance.choice(ENDINGS if president == INCOMING else ENDINGS[:4])
            kind = (week + number) % 8
            if kind < 3:
                title = f"Remarks by President {surname}{ending}"
                yield _made(day, title, [("THE PRESIDENT", talk), ("Q", "Why?")],
                            {"THE PRESIDENT": president})  # fmt: skip
            elif kind == 3:
                yield _made(day, "Remarks Before Marine Departure",
                            [("Q", f"And {guest}?"), ("THE PRESIDENT", talk)],
                            {"THE PRESIDENT": president})  # fmt: skip
            elif kind == 4:
                title = f"Statement by President {president} on Trade"
                yield _made(day, title, [("THE PRESIDENT", talk), ("MS. HALL", "Thank you.")],
                            {"THE PRESIDENT": president, "MS. HALL": "Tina Hall"})  # fmt: skip
            elif kind == 5:
                title = "Press Briefing by Press Secretary Tina Hall and Adviser Otto Kern"
                yield _made(day, title, [("MS. HALL", "Good day."), ("MR. KERN", talk)],
                            {"MS. HALL": "Tina Hall", "MR. KERN": "Otto Kern"})  # fmt: skip
            elif kind == 6:
                yield _made(day, "Press Call on Trade",
                            [("MR. KERN", "Good day."), ("MS. HALL", "Thank you all.")],
                            {"MS. HALL": "Tina Hall", "MR. KERN": "Otto Kern"})  # fmt: skip
            else:
                yield _made(day, "Interview with Mayor Lena Kern",
                            [("MAYOR KERN", "The roads are bad."), ("Q", "Which?")],
                            {"MAYOR KERN": "Lena Kern"}, "The Herald")  # fmt: skip


def _made(
    day: date,
    title: str,
    turns: Sequence[tuple[str, str]],
    truth: dict[str, str],
    publisher: str = "The House",
) -> Labelled:
    body = "\n\n".join(f"{label}: {said}" for label, said in (*turns, *turns))
    body = body.replace("Q: ", "Q ")
    given = {"title": title, "published": day.isoformat(), "publisher": publisher}
    return Document(f"{title} {day}", body, "", len(body), given=given), publisher, truth


Place = tuple[str, str, tuple[str, str | None] | None, int, str, bool]
"""Name, kind, office, day, publisher, and whether a label gave it."""


def records(articles: Sequence[tuple[Article, str]]) -> list[PersonRecord]:
    """Gather what an archive stores of names, in the order in which it met them."""
    seen: dict[tuple[str, str], Counter[Place]] = defaultdict(Counter)
    offices: dict[tuple[str, str], dict[tuple[str, str | None], list[int]]] = defaultdict(dict)
    for article, publisher in articles:
        day = _day(article)
        places = set()
        for statement in article.statements:
            for one in statement.speakers:
                key: tuple[str, str] = (one.name, one.kind)
                office = (one.role.title, one.role.of) if one.role else None
                labelled = statement.speaker_method == "turn"
                places.add((*key, office, day, publisher, labelled))
                if one.role:
                    _note(offices[key], one.role, day)
        for role in article.roles:
            _note(offices[role.speaker, "person"], role, day)
        for place in places:
            seen[place[0], place[1]][place] += 1
    found = []
    for number, key in enumerate(dict.fromkeys((*seen, *offices)), 1):
        held = list(offices.get(key, {}))
        roles = tuple(KnownRole(*office, *map(_iso, (min(d), max(d))))
                      for office, d in offices.get(key, {}).items())  # fmt: skip
        said = tuple(
            Seen(held.index(office) if office else -1, day, publisher, labelled, count)
            for (_, _, office, day, publisher, labelled), count in seen.get(key, {}).items()
        )
        if key[1] in ("person", "unnamed"):
            found.append(
                PersonRecord(
                    number, str(number), key[0], sum(s.articles for s in said), False, (), roles,
                    tuple(range(len(roles))), kind=cast(SpeakerKind, key[1]), seen=said,
                )
            )  # fmt: skip
    return found


def _note(offices: dict[tuple[str, str | None], list[int]], role: Role, day: int) -> None:
    offices.setdefault((role.title, role.of), []).append(day)


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _day(article: Article) -> int:
    assert article.published
    return date.fromisoformat(article.published.iso).toordinal()


def decided(identity: Identity) -> dict[tuple[str, int, bool], str]:
    """Return whose the words under a name were found to be, by name, day and label."""
    merged = {one.source.name: one.target.name for one in identity.merges()}
    given = {
        (one.source.name, day, one.labelled or one.role is not None): one.target.name
        for one in identity.reassignments()
        for day in one.days
    }
    return {key: merged.get(name, name) for key, name in given.items()} | {
        (name, 0, True): target for name, target in merged.items()
    }


@pytest.mark.parametrize("seed", [1, 2])
def test_every_label_comes_out_right_whatever_the_order(seed: int) -> None:
    made = list(documents())
    random.Random(seed).shuffle(made)
    articles = [(analyse(document), publisher) for document, publisher, _ in made]
    found = decided(identity_of(records(articles), default_vocabulary()))

    wrong: Counter[tuple[str, str, str]] = Counter()
    checked = 0
    for (article, _), (_, _, truth) in zip(articles, made, strict=True):
        for statement in article.statements:
            label = statement.mention.text or ""
            if label in truth:
                checked += 1
                (one,) = statement.speakers
                name = found.get((one.name, 0, True), one.name)
                name = found.get((one.name, _day(article), True), name)
                if name != truth[label]:
                    wrong[label, truth[label], name] += 1
    assert (len(made), checked) == (8 * WEEKS, CHECKED)
    assert not wrong
