"""The regions and relations of Label Studio as marks: a statement with its speakers and its cue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archive.records import Span
from archive.render.label_studio import Units


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement as annotators marked it: its pieces, who says it (names), and its cue."""

    spans: tuple[Span, ...]
    speakers: tuple[str, ...] = ()
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class _Region:
    id: str
    label: str
    span: Span


def marks(result: Iterable[Mapping[str, Any]], body: str) -> dict[str, Mark]:
    """Return the statements marked in a text, by the ids of their regions.

    Who says it stands in the text field of a region; where an annotator has drawn "said by" to
    another source, it is who says the statement of that source, else the source's own words. What
    cannot be read is left out. Offsets come in UTF-16 code units and are code points here.
    """
    units, listed = Units(body), list(result)
    regions = [one for one in (_region(given, units) for given in listed) if one is not None]
    named = {str(given.get("id")): _names(given) for given in listed if _is(given, "textarea")}
    sources = {one.id: body[slice(*one.span)] for one in regions if one.label == "Source"}
    cues = {one.id: body[slice(*one.span)] for one in regions if one.label == "Cue"}
    said_by = {
        str(given["from_id"]): str(given["to_id"])
        for given in listed
        if _is(given, "relation") and "from_id" in given and "to_id" in given
    }
    pieces: dict[str, list[Span]] = {}
    for one in regions:
        if one.label == "Statement":
            pieces.setdefault(_whole(one.id), []).append(one.span)
    return {
        name: Mark(
            tuple(sorted(spans)),
            _speakers(name, named, said_by, sources),
            cues.get(f"{name}/cue"),
        )
        for name, spans in pieces.items()
    }


def _speakers(
    name: str, named: Mapping[str, tuple[str, ...]], said_by: Mapping[str, str],
    sources: Mapping[str, str],
) -> tuple[str, ...]:  # fmt: skip
    target = said_by.get(name)
    if target is None or target == f"{name}/source":
        return named.get(name, ())
    other = target.removesuffix("/source")
    if other in named:
        return named[other]
    return (sources[target],) if target in sources else named.get(name, ())


def _region(given: Mapping[str, Any], units: Units) -> _Region | None:
    value = given.get("value")
    if not _is(given, "labels") or not isinstance(value, dict) or not value.get("labels"):
        return None
    start, end = value.get("start"), value.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or start >= end:
        return None
    return _Region(
        str(given.get("id")), str(value["labels"][0]), (units.back(start), units.back(end))
    )


def _names(given: Mapping[str, Any]) -> tuple[str, ...]:
    value = given.get("value")
    texts = value.get("text") if isinstance(value, dict) else None
    listed = [texts] if isinstance(texts, str) else texts or []
    return tuple(name.strip() for text in listed for name in str(text).split(";") if name.strip())


def _is(given: Mapping[str, Any], kind: str) -> bool:
    return given.get("type") == kind


def _whole(name: str) -> str:
    """Return the id of a statement's first piece: "s:k3v7/2" is the second of "s:k3v7"."""
    whole, mark, number = name.rpartition("/")
    return whole if mark and number.isdecimal() else name
