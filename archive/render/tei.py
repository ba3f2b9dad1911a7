"""Articles as a TEI corpus: each statement a ``<said who>`` with its id, people in the header.

The form is that of TEI P5 all, in the way of Parla-CLARIN: who somebody is stands once in
``particDesc``, topics in a taxonomy. Elements nest, so where two statements overlap, or one has
pieces, its later pieces have ids of their own and ``prev`` and ``next`` link them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Any

from archive.render.xml import attribute, text

NAMESPACE = "http://www.tei-c.org/ns/1.0"

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a statement: offsets into the body, or into the title where it is a headline."""

    start: int
    end: int
    statement: int
    is_head: bool = False
    number: int = 1
    of: int = 1


def corpus(
    records: Iterable[Record],
    people: Mapping[str, Sequence[Record]],
    topics: Sequence[Record],
) -> Iterator[str]:
    """Yield a corpus piece by piece.

    ``records`` are articles as `archive export` has them with ``speaker_uids``, ``people`` rows of
    the tables speakers, names and roles, and ``topics`` those with ``topic`` and ``label``.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<teiCorpus xmlns={attribute(NAMESPACE)}>\n"
    yield from _corpus_header(_People(people), topics)
    for record in records:
        yield from _document(record)
    yield "</teiCorpus>\n"


class _People:
    """Speakers with what is known of each."""

    def __init__(self, rows: Mapping[str, Sequence[Record]]) -> None:
        self.speakers = rows["speakers"]
        self._rows = {"names": defaultdict[str, list[Record]](list),
                      "roles": defaultdict[str, list[Record]](list)}  # fmt: skip
        for table, found in self._rows.items():
            for row in rows[table]:
                found[row["speaker"]].append(row)

    def names(self, speaker: Record) -> Sequence[Record]:
        return self._rows["names"][speaker["speaker"]]

    def roles(self, speaker: Record) -> Sequence[Record]:
        return self._rows["roles"][speaker["speaker"]]


def _corpus_header(people: _People, topics: Sequence[Record]) -> Iterator[str]:
    yield "<teiHeader>\n<fileDesc>"
    yield "<titleStmt><title>Archive of statements</title></titleStmt>"
    yield "<publicationStmt><p>Exported by statement-archive.</p></publicationStmt>"
    yield "<sourceDesc><p>The articles below.</p></sourceDesc></fileDesc>\n"
    if topics:
        yield '<encodingDesc><classDecl><taxonomy xml:id="topics">\n'
        for one in topics:
            key = attribute(f"topic.{one['topic']}")
            yield f"<category xml:id={key}><catDesc>{text(one['label'])}</catDesc></category>\n"
        yield "</taxonomy></classDecl></encodingDesc>\n"
    if people.speakers:
        yield "<profileDesc><particDesc>\n"
        persons = [one for one in people.speakers if one["kind"] == "person"]
        others = [one for one in people.speakers if one["kind"] != "person"]
        if persons:
            yield "<listPerson>\n"
            for one in persons:
                yield from _person(one, people)
            yield "</listPerson>\n"
        if others:
            yield "<listOrg>\n"
            for one in others:
                names = _names(one, people, "orgName")
                yield f"<org xml:id={attribute(_id(one['speaker']))}>{names}</org>\n"
            yield "</listOrg>\n"
        yield "</particDesc></profileDesc>\n"
    yield "</teiHeader>\n"


def _names(speaker: Record, people: _People, tag: str) -> str:
    """Return the names of a speaker, the canonical one first."""
    mine = sorted(people.names(speaker), key=lambda one: bool(one["name"] != speaker["name"]))
    return "".join(
        f"<{tag}{_days(one['from_on'], one['until_on'])}>{text(one['name'])}</{tag}>"
        for one in mine
    )


def _person(speaker: Record, people: _People) -> Iterator[str]:
    yield f"<person xml:id={attribute(_id(speaker['speaker']))}>"
    yield _names(speaker, people, "persName")
    for role in people.roles(speaker):
        of = f" <orgName>{text(role['of'])}</orgName>" if role["of"] else ""
        days = _days(role["seen_from"], role["seen_until"])
        yield f"<affiliation{days}><roleName>{text(role['title'])}</roleName>{of}</affiliation>"
    if speaker["wikidata"]:
        yield f"<idno type='URI'>https://www.wikidata.org/wiki/{text(speaker['wikidata'])}</idno>"
    yield "</person>\n"


def _days(since: str | None, until: str | None) -> str:
    return "".join(
        f" {name}={attribute(day)}" for name, day in (("from", since), ("to", until)) if day
    )


def _document(record: Record) -> Iterator[str]:
    language = f" xml:lang={attribute(record['language'])}" if record["language"] else ""
    yield f"<TEI xml:id={attribute(_id(record['uid']))}{language}>\n<teiHeader><fileDesc>"
    yield f"<titleStmt><title>{text(record['title'] or '')}</title></titleStmt>"
    yield "<publicationStmt><p>Exported by statement-archive.</p></publicationStmt>"
    yield f"<sourceDesc><bibl>{''.join(_bibl(record))}</bibl></sourceDesc></fileDesc>"
    if record["event_on"] or record["place"]:
        place = _element("name", record["place"], ' type="place"')
        yield "<profileDesc><settingDesc><setting>"
        yield f"{place}{_date(record['event_on'])}</setting></settingDesc></profileDesc>"
    yield "</teiHeader>\n<text><body>\n"
    pieces = list(_pieces(record))
    if record["title"]:
        head = [one for one in pieces if one.is_head]
        yield f"<head>{_marked(record, record['title'], 0, head)}</head>\n"
    body = [one for one in pieces if not one.is_head]
    for start, end in record["paragraphs"]:
        inside = [one for one in body if start <= one.start < end]
        yield f"<p>{_marked(record, record['body'][start:end], start, inside)}</p>\n"
    yield "<p/>\n" * (not record["paragraphs"])
    yield "</body></text>\n</TEI>\n"


def _bibl(record: Record) -> Iterator[str]:
    yield _element("title", record["title"])
    for author in record["authors"]:
        yield _element("author", author)
    yield _element("publisher", record["publisher"])
    yield _date(record["published_on"])
    url = record["url"] or ""
    if url.startswith("http"):
        yield _element("idno", url, ' type="URI"')


def _element(name: str, content: str | None, attributes: str = "") -> str:
    return f"<{name}{attributes}>{text(content)}</{name}>" if content else ""


def _date(day: str | None) -> str:
    return f"<date when={attribute(day)}>{text(day)}</date>" if day else ""


def _pieces(record: Record) -> Iterator[_Piece]:
    """Yield the pieces of all statements, cut at the borders of paragraphs and so that they nest.

    They are sorted by where they begin, outer ones first, and each knows its number.
    """
    whole = [(0, len(record["title"] or ""))]
    cut: list[_Piece] = []
    for number, one in enumerate(record["statements"]):
        for start, end in one["spans"]:
            for first, last in whole if one["headline"] else record["paragraphs"]:
                a, b = max(start, first), min(end, last)
                if a < b:
                    cut.append(_Piece(a, b, number, is_head=one["headline"]))
    nested = [*_nested([one for one in cut if one.is_head])]
    nested += _nested([one for one in cut if not one.is_head])
    numbered: list[_Piece] = []
    for _, group in groupby(sorted(nested, key=lambda one: one.statement), lambda p: p.statement):
        mine = sorted(group, key=lambda one: one.start)
        numbered += [replace(p, number=n, of=len(mine)) for n, p in enumerate(mine, 1)]
    yield from sorted(numbered, key=_outer_first)


def _outer_first(one: _Piece) -> tuple[int, int, int]:
    return one.start, -one.end, one.statement


def _nested(pieces: list[_Piece]) -> Iterator[_Piece]:
    """Cut pieces where one that began before ends inside them."""
    left, open_ = sorted(pieces, key=_outer_first), list[_Piece]()
    while left:
        one = left.pop(0)
        open_ = [other for other in open_ if other.end > one.start]
        ends = min((other.end for other in open_ if other.end < one.end), default=None)
        if ends is not None:
            left.append(replace(one, start=ends))
            left.sort(key=_outer_first)
            one = replace(one, end=ends)
        open_.append(one)
        yield one


def _marked(record: Record, content: str, offset: int, pieces: Sequence[_Piece]) -> str:
    """Return a text with a ``<said>`` around each piece; pieces are sorted and nest."""
    edges = [(one.start, 1, -one.end, n) for n, one in enumerate(pieces)]
    edges += [(one.end, 0, -one.start, -n) for n, one in enumerate(pieces)]
    made, at = list[str](), offset
    for place, opens, _, number in sorted(edges):
        made.append(text(content[at - offset : place - offset]))
        made.append(_said(record, pieces[number]) if opens else "</said>")
        at = place
    return "".join([*made, text(content[at - offset :])])


def _said(record: Record, piece: _Piece) -> str:
    one = record["statements"][piece.statement]
    ids = [_id(one["uid"]) + (f".{n}" if n > 1 else "") for n in range(1, piece.of + 1)]
    facts = {"xml:id": ids[piece.number - 1]}
    if one["speaker_uids"]:
        facts["who"] = " ".join(f"#{_id(uid)}" for uid in one["speaker_uids"])
    facts["direct"] = "false" if one["quotation"] == "indirect" else "true"
    if one["topics"]:
        facts["ana"] = " ".join(f"#topic.{topic}" for topic in one["topics"])
    facts |= {name: f"#{other}" for name, other in _links(ids, piece.number)}
    return f"<said {' '.join(f'{name}={attribute(value)}' for name, value in facts.items())}>"


def _links(ids: Sequence[str], number: int) -> Iterator[tuple[str, str]]:
    for place, (before, behind) in enumerate(pairwise(ids), 1):
        if place == number:
            yield "next", behind
        if place + 1 == number:
            yield "prev", before


def _id(uid: str) -> str:
    """Return a uid as XML allows it: "s:k3v7" is s.k3v7; one never begins with a digit there."""
    name = uid.replace(":", ".")
    return name if name[:1].isalpha() else f"n.{name}"
