"""A TEI document as plain values: texts with who says what in them, people and bodies.

The forms of ParlaMint and Parla-CLARIN: ``<u who>`` is a turn with a ``<seg>`` a paragraph, in
the annotated form with ``<w>`` and ``<pc>``; ``<listPerson>`` and ``<listOrg>`` say who is who.
Where no turns are, ``<said who>`` is a statement, as this program writes it. Notes, applause and
other events are no text. Run in the child process: a parser may hang on some input.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, fromstring

from archive.errors import UnreadableError

TEI = "{http://www.tei-c.org/ns/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"

_NO_TEXT = frozenset(
    f"{TEI}{name}" for name in "note vocal kinesic incident gap desc figure fw teiHeader".split()
)
_BREAKS = frozenset(f"{TEI}{name}" for name in ("lb", "pb", "cb"))
_WIKIDATA = re.compile(r"wikidata\.org/(?:wiki|entity)/(Q\d{1,12})\b")


def read_tei(data: bytes) -> dict[str, Any]:
    """Return the texts of a document, and the people and bodies that it lists, by their ids."""
    try:
        root = fromstring(data)
    except ParseError as error:
        raise UnreadableError(f"is no well-formed XML: {error}") from None
    return {
        "texts": [text for one in _texts(root) if (text := _text(one))["paragraphs"]],
        "people": dict(_people(root)),
        "orgs": dict(_orgs(root)),
    }


def _texts(root: Element) -> list[Element]:
    """Return the documents of a corpus, or the one that there is."""
    return [root] if root.tag == f"{TEI}TEI" else list(root.iter(f"{TEI}TEI"))


def _text(root: Element) -> dict[str, Any]:
    header, text = root.find(f"{TEI}teiHeader"), root.find(f"{TEI}text")
    found = _facts(header if header is not None else Element("none"))
    found["id"] = root.get(f"{_XML}id")
    language = root.get(f"{_XML}lang") or (text is not None and text.get(f"{_XML}lang"))
    found["language"] = language or None
    paragraphs: list[dict[str, Any]] = []
    if text is not None:
        turns = list(_each(text, "u", "sp"))
        paragraphs = [*_turns(turns)] if turns else [*_paragraphs(text)]
        if not turns and (head := text.find(f".//{TEI}head")) is not None:
            found["head"] = _Words().read(head)
    return {**found, "paragraphs": paragraphs}


def _facts(header: Element) -> dict[str, Any]:
    setting = f".//{TEI}settingDesc//{TEI}"
    source = f".//{TEI}sourceDesc//{TEI}"
    dates = (header.find(f"{where}date") for where in (setting, source))
    event, published = (None if date is None else _day(date) for date in dates)
    titles = header.findall(f".//{TEI}titleStmt/{TEI}title")
    main = [one for one in titles if one.get("type") == "main"] or titles
    places = (one for one in header.iterfind(f"{setting}name")
              if one.get("type") in ("place", "city", "address"))  # fmt: skip
    return {
        "title": next(filter(None, map(_plain, main)), None),
        "date": event or published,
        "published": published or event,
        "place": next(filter(None, map(_plain, places)), None),
        "publisher": next(filter(None, map(_plain, header.iterfind(f"{source}publisher"))), None),
        "url": next((t for one in header.iterfind(f"{source}idno")
                     if (t := _plain(one)).startswith("http")), None),
    }  # fmt: skip


def _day(date: Element) -> str | None:
    value = date.get("when") or date.get("from") or _plain(date)
    return value[:10] if re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:$|T)", value) else None


def _turns(turns: list[Element]) -> Iterator[dict[str, Any]]:
    """Yield the paragraphs of turns: all of each is said by whom the turn names."""
    for number, turn in enumerate(turns):
        inside = turn.findall(f"{TEI}seg") or turn.findall(f"{TEI}p") or [turn]
        speaker = turn.find(f"{TEI}speaker")
        for one in inside:
            words = _Words()
            words.skipped = speaker
            text = words.read(one)["text"]
            if text:
                said = {"who": _ids(turn), "spans": [[0, len(text)]], "turn": number}
                label = _plain(speaker) if speaker is not None else None
                yield {"text": text, "said": [{**said, "label": label}]}


def _paragraphs(text: Element) -> Iterator[dict[str, Any]]:
    for one in _each(text, "p", "ab", "l"):
        if (words := _Words().read(one))["text"]:
            yield words


class _Words:
    """The words of an element with single spaces, and what is said where in them."""

    def __init__(self) -> None:
        self.text = ""
        self.said: list[dict[str, Any]] = []
        self.skipped: Element | None = None
        self._space = False

    def read(self, element: Element) -> dict[str, Any]:
        """Return the text of an element and the statements in it, with the spans of each."""
        self._inside(element, is_tokens=element.find(f".//{TEI}w") is not None)
        return {"text": self.text, "said": self.said}

    def _inside(self, element: Element, *, is_tokens: bool) -> None:
        # Between tokens white space is layout: what they say themselves counts.
        if not is_tokens or element.tag in (f"{TEI}w", f"{TEI}pc"):
            self._add(element.text)
        for child in element:
            if child.tag in _BREAKS:
                self._space = True
            elif child.tag not in _NO_TEXT and child is not self.skipped:
                self._child(child, is_tokens=is_tokens)
            if not is_tokens:
                self._add(child.tail)

    def _child(self, child: Element, *, is_tokens: bool) -> None:
        start = len(self.text) + self._space * bool(self.text)
        self._inside(child, is_tokens=is_tokens)
        if is_tokens and child.tag in (f"{TEI}w", f"{TEI}pc"):
            self._space = child.get("join") not in ("right", "both")
        if child.tag == f"{TEI}said" and len(self.text) > start:
            self.said.append(
                {
                    "who": _ids(child),
                    "spans": [[start, len(self.text)]],
                    "direct": child.get("direct"),
                    "id": child.get(f"{_XML}id"),
                    "prev": (child.get("prev") or "").lstrip("#") or None,
                    "topics": [one.lstrip("#") for one in (child.get("ana") or "").split()],
                }
            )

    def _add(self, text: str | None) -> None:
        if not text:
            return
        words = text.split()
        if words:
            if (self._space or text[0].isspace()) and self.text:
                self.text += " "
            self.text += " ".join(words)
        self._space = (self._space and not words) or text[-1].isspace()


def _each(root: Element, *names: str) -> Iterator[Element]:
    tags = {f"{TEI}{name}" for name in names}
    return (one for one in root.iter() if one.tag in tags)


def _ids(element: Element) -> list[str]:
    return [one.rpartition("#")[2] for one in (element.get("who") or "").split()]


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _people(root: Element) -> Iterator[tuple[str, dict[str, Any]]]:
    for person in root.iter(f"{TEI}person"):
        key = person.get(f"{_XML}id")
        names = [
            {"name": name, "from": one.get("from"), "to": one.get("to")}
            for one in person.findall(f"{TEI}persName") if (name := _name(one))
        ]  # fmt: skip
        if not key or not names:
            continue
        numbers = (_WIKIDATA.search(_plain(one)) for one in person.findall(f"{TEI}idno"))
        yield (
            key,
            {
                "names": names,
                "kind": person.get("role") or "person",
                "wikidata": next((one[1] for one in numbers if one), None),
                "roles": [_affiliation(one) for one in person.findall(f"{TEI}affiliation")],
            },
        )


def _affiliation(one: Element) -> dict[str, str | None]:
    title, of = one.find(f"{TEI}roleName"), one.find(f"{TEI}orgName")
    return {
        "title": _plain(title) if title is not None else one.get("role"),
        "ref": (one.get("ref") or "").lstrip("#") or None,
        "of": _plain(of) if of is not None else None,
        "from": one.get("from") or one.get("when"),
        "to": one.get("to") or one.get("when"),
    }


def _name(one: Element) -> str:
    """Return a name in its usual order: forenames, link, surnames."""
    parts = [
        _plain(part)
        for tag in ("forename", "nameLink", "surname")
        for part in one.findall(f"{TEI}{tag}")
    ]
    return " ".join(filter(None, parts)) or _plain(one)


def _orgs(root: Element) -> Iterator[tuple[str, str]]:
    for org in root.iter(f"{TEI}org"):
        names = org.findall(f"{TEI}orgName")
        whole = [one for one in names if one.get("full") == "yes"]
        english = [one for one in whole if one.get(f"{_XML}lang") == "en"]
        found = next(filter(None, map(_plain, [*english, *whole, *names])), None)
        if (key := org.get(f"{_XML}id")) and found:
            yield key, found
