"""The reader of TEI: transcripts of parliaments, whose lists of people may lie beside them.

A document states who is meant by an id; who that is stands in its header, in that of its corpus
(``ParlaMint-XX.xml`` of ``ParlaMint-XX_2021-03-04.xml``) or in lists of their own
(``ParlaMint-XX-listPerson.xml``), in the same folder or the one above.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from archive.errors import SourceError, UnreadableError
from archive.package import Row
from archive.read.files import opened
from archive.read.limits import Limits
from archive.read.recorded import each
from archive.read.source import Found, Reading, Source, whole
from archive.read.worker import worker
from archive.records import Note

NAMESPACE = b"http://www.tei-c.org/ns/1.0"
MEDIA_TYPE = "application/tei+xml"
LISTS = ("*listPerson*.xml", "*listOrg*.xml")
"""Files with lists of people and bodies, as ParlaMint names them."""

MEMBER = "member"
"""Of a party or a parliament: no office that one speaks in."""

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")

People = Mapping[str, Any]


def read_tei(source: Source, reading: Reading) -> Found:
    """Yield the texts of a TEI document; of a list of people that it is one."""
    answer = parsed(source.name, whole(source, reading.limits.size), reading.limits)
    people, orgs = answer["people"], answer["orgs"]
    if answer["texts"]:
        for beside in _lists_beside(source.name, reading.limits):
            people, orgs = {**beside["people"], **people}, {**beside["orgs"], **orgs}
    elif people or orgs:
        yield Note(source.name, f"lists {len(people)} people and {len(orgs)} bodies")
        return
    else:
        raise UnreadableError(f"{source.name} is TEI without a turn, a paragraph or a person")
    for number, text in enumerate(answer["texts"], 1):
        name = source.name if len(answer["texts"]) == 1 else f"{source.name}#{number}"
        yield from each(_record(text, people, orgs), name, MEDIA_TYPE, reading)


def parsed(name: str, data: bytes, limits: Limits) -> Mapping[str, Any]:
    """Return what the child makes of a document."""
    answer: Mapping[str, Any] = worker(limits).do("tei", name, data)
    return answer


def people_rows(answer: Mapping[str, Any], orgs: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return listed people as rows of ``speakers``, ``names`` and ``roles`` of a package."""
    rows: dict[str, list[Row]] = {"speakers": [], "names": [], "roles": []}
    for key, person in answer["people"].items():
        origin = {"speaker": key, "origin": "import"}
        first = person["names"][0]["name"]
        rows["speakers"].append(
            {**origin, "name": first, "kind": _kind(person), "wikidata": person["wikidata"]}
        )
        for one in person["names"]:
            since, until = _iso(one["from"]), _iso(one["to"])
            name = {"name": one["name"], "from_on": since, "until_on": until, "reason": None}
            rows["names"].append({**origin, **name})
        for one in person["roles"]:
            if one["title"]:
                role = {"title": one["title"], "of": _of(one, orgs)}
                days = {"seen_from": _iso(one["from"]), "seen_until": _iso(one["to"])}
                rows["roles"].append({**origin, **role, **days})
    return rows


def listed(path: Path, limits: Limits) -> Mapping[str, Any] | None:
    """Return the people and bodies that a file lists; None where it is no such list."""
    try:
        with opened(path) as (stream, size):
            if size > limits.size or NAMESPACE not in stream.peek(4096)[:4096]:
                return None
            data = stream.read(limits.size)
        lists = b"<listPerson" in data or b"<listOrg" in data
        return parsed(str(path), data, limits) if lists else None
    except SourceError:
        return None


def _lists_beside(name: str, limits: Limits) -> Iterator[Mapping[str, Any]]:
    path = Path(name)
    if path.is_file():
        corpus = path.name.partition("_")[0] + ".xml"
        for folder in dict.fromkeys((path.parent, path.parent.parent)):
            yield from _lists_in(folder, corpus if corpus != path.name else LISTS[0], limits)


@lru_cache(maxsize=16)
def _lists_in(folder: Path, corpus: str, limits: Limits) -> Sequence[Mapping[str, Any]]:
    """Parse the lists of a folder; kept, since a year of a parliament has hundreds of files."""
    found = []
    for path in sorted({*chain.from_iterable(map(folder.glob, LISTS)), *folder.glob(corpus)}):
        try:
            with opened(path) as (stream, _):
                data = stream.read(limits.size)
            if NAMESPACE in data[:4096]:
                found.append(parsed(str(path), data, limits))
        except SourceError:
            continue  # it is refused where it is read itself
    return found


def _record(text: Mapping[str, Any], people: People, orgs: Mapping[str, str]) -> dict[str, Any]:
    """Return a text as our own format has it, with offsets into the body."""
    day, head = text["date"], text.get("head")
    maker = _Maker(day, people, orgs)
    if head:
        maker.add(head, None)
    for number, paragraph in enumerate(text["paragraphs"]):
        maker.add(paragraph, number)
    body = "\n\n".join(paragraph["text"] for paragraph in text["paragraphs"])
    return {
        "title": (head or {}).get("text") or text["title"],
        "published_on": text["published"],
        "published_method": "given",
        "event_on": day,
        "event_method": "given",
        **{name: text[name] for name in ("place", "publisher", "url", "language")},
        "body": body,
        "paragraphs": maker.paragraphs,
        "roles": maker.roles,
        "statements": maker.statements,
    }


class _Maker:
    """Puts the statements of a text together, paragraph by paragraph."""

    def __init__(self, day: str | None, people: People, orgs: Mapping[str, str]) -> None:
        self.statements: list[dict[str, Any]] = []
        self.paragraphs: list[list[int]] = []
        self.roles: list[dict[str, str | None]] = []
        self._day, self._people, self._orgs = day, people, orgs
        self._by_id: dict[str, dict[str, Any]] = {}
        self._turns: dict[int, int] = {}

    def add(self, paragraph: Mapping[str, Any], number: int | None) -> None:
        """Add a paragraph of the body, or the head where it has no number."""
        offset = self.paragraphs[-1][1] + 2 if self.paragraphs and number is not None else 0
        text = paragraph["text"]
        if number is not None:
            self.paragraphs.append([offset, offset + len(text)])
        # Outer ones end behind inner ones, and begin before.
        for said in sorted(paragraph["said"], key=lambda one: one["spans"]):
            spans = [[start + offset, end + offset] for start, end in said["spans"]]
            words = " … ".join(text[start:end] for start, end in said["spans"])
            before = self._by_id.get(said.get("prev") or "")
            if before is not None:
                before["spans"] += spans
                before["text"] += f" … {words}"
                one = before
            else:
                one = self._statement(said, spans, words, number)
                self.statements.append(one)
            if said.get("id"):
                self._by_id[said["id"]] = one

    def _statement(
        self, said: Mapping[str, Any], spans: list[list[int]], words: str, number: int | None
    ) -> dict[str, Any]:
        turn = said.get("turn")
        before = self._turns.get(turn) if turn is not None else None
        if turn is not None:
            self._turns[turn] = len(self.statements)
        speakers = [self._speaker(key) for key in said["who"]]
        label = said.get("label")
        if not speakers and label:
            speakers = [(label.strip(" .:"), "person", None)]
        is_turn = turn is not None
        return {
            "speakers": [name for name, _, _ in speakers],
            "speaker_kinds": [kind for _, kind, _ in speakers],
            "speaker_roles": [role for _, _, role in speakers],
            "speaker_method": ("turn" if is_turn else "given") if speakers else "unresolved",
            "speaker_confidence": 1.0 if speakers else 0.0,
            "quotation": "indirect" if said.get("direct") == "false" else "direct",
            "implicit": before is not None,
            "continues": before,
            "headline": number is None,
            "spans": spans,
            "text": words,
            "said_on": self._day,
            "said_method": "given",
            "paragraph": -1 if number is None else number,
            "topics": None if is_turn else [*map(_topic, said.get("topics", ()))],
            "rule": "tei",
            "confidence": 1.0,
            "origin": "given",
        }

    def _speaker(self, key: str) -> tuple[str, str, str | None]:
        person = self._people.get(key)
        if person is None:
            return self._orgs.get(key, key), "body" if key in self._orgs else "person", None
        name, role = person["names"][0]["name"], self._role(person)
        if role is None:
            return name, _kind(person), None
        known = {"speaker": name, **role}
        if known not in self.roles:
            self.roles.append(known)
        of = f" of {role['of']}" if role["of"] else ""
        return name, _kind(person), f"{role['title']}{of}"

    def _role(self, person: Mapping[str, Any]) -> dict[str, str | None] | None:
        """Return the office that somebody holds on the day, if any beside being a member."""
        day = self._day or ""
        for one in person["roles"]:
            since, until = one["from"] or "", one["to"] or "9999"
            held = since <= day and day[: len(until)] <= until
            if one["title"] and one["title"].lower() != MEMBER and held and day:
                return {"title": one["title"], "of": _of(one, self._orgs)}
        return None


def _topic(one: str) -> str:
    """Return a topic's slug; this program writes "topic.trade", because an id is of one thing."""
    return one.removeprefix("topic.")


def _of(role: Mapping[str, Any], orgs: Mapping[str, str]) -> str | None:
    return role["of"] or (orgs.get(role["ref"], role["ref"]) if role["ref"] else None)


def _kind(person: Mapping[str, Any]) -> str:
    kinds = ("person", "body", "country", "group", "document", "unnamed")
    return person["kind"] if person["kind"] in kinds else "person"


def _iso(value: str | None) -> str | None:
    match = _DATE.match(value or "")
    return match[0] if match else None
