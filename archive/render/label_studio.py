"""Articles as tasks of Label Studio: statements, sources and cues as regions, related by "said by".

Its offsets count UTF-16 code units, as browsers do: a character beyond U+FFFF, such as an emoji or
a rare Chinese one, is two. The ids of regions are the uids of the statements, so that what comes
back is known again. The format is that of ``predictions`` in
https://labelstud.io/guide/predictions: annotators begin with what the machine found.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from archive.records import Span, Statement

VERSION = "statement-archive"
"""What Label Studio shows as the maker of the predictions."""

CONFIGURATION = """\
<View>
  <Relations><Relation value="said by"/></Relations>
  <Header value="$title"/>
  <Labels name="label" toName="text">
    <Label value="Statement" background="#2f6f9f"/>
    <Label value="Source" background="#9f6f2f"/>
    <Label value="Cue" background="#6f9f2f"/>
  </Labels>
  <Text name="text" value="$text" granularity="symbol"/>
  <TextArea name="speaker" toName="text" perRegion="true" whenTagName="label"
            whenLabelValue="Statement" editable="true" maxSubmissions="1"
            placeholder="Who says it; several with a semicolon between them"/>
</View>
"""
"""The labelling configuration that the tasks need: Settings, Labeling Interface, Code."""


class Units:
    """The UTF-16 code units of a text: offsets in code points to them, and back."""

    def __init__(self, text: str) -> None:
        """Note where characters of two units stand."""
        self._wide = [at for at, character in enumerate(text) if character > "\uffff"]
        self._units = [at + number for number, at in enumerate(self._wide)]

    def of(self, offset: int) -> int:
        """Return the offset in code units.

        >>> Units("a😀b").of(2)
        3
        """
        return offset + bisect_left(self._wide, offset)

    def back(self, units: int) -> int:
        """Return the offset in code points; one inside a character is that of the character.

        >>> Units("a😀b").back(3)
        2
        """
        return units - bisect_right(self._units, units - 1)


def task(
    uid: str, title: str | None, body: str, statements: Sequence[tuple[str, Statement]]
) -> dict[str, Any]:
    """Return an article (uid) as a task; ``statements`` come with their uids.

    A statement in the title stands in no task: its offsets point elsewhere.
    """
    units = Units(body)
    result: list[dict[str, Any]] = []
    for name, statement in statements:
        if not statement.headline:
            result += _regions(name, statement, body, units)
    return {
        "data": {"text": body, "title": title or "", "article": uid},
        "predictions": [{"model_version": VERSION, "result": result}],
    }


def _regions(uid: str, one: Statement, body: str, units: Units) -> Iterator[dict[str, Any]]:
    for number, span in enumerate(one.spans, 1):
        name = uid if number == 1 else f"{uid}/{number}"
        yield _region(name, "Statement", span, body, units)
    speakers = "; ".join(who.name for who in one.speakers)
    first = one.spans[0]
    place = {"start": units.of(first[0]), "end": units.of(first[1])}
    if speakers:
        yield {
            "id": uid, "from_name": "speaker", "to_name": "text", "type": "textarea",
            "value": {**place, "text": [speakers]},
        }  # fmt: skip
    if one.mention.span:
        yield _region(f"{uid}/source", "Source", one.mention.span, body, units)
        yield {
            "type": "relation", "from_id": uid, "to_id": f"{uid}/source",
            "direction": "right", "labels": ["said by"],
        }  # fmt: skip
    if one.cue_span:
        yield _region(f"{uid}/cue", "Cue", one.cue_span, body, units)


def _region(name: str, label: str, span: Span, body: str, units: Units) -> dict[str, Any]:
    start, end = span
    value = {"start": units.of(start), "end": units.of(end), "text": body[start:end]}
    return {
        "id": name, "from_name": "label", "to_name": "text", "type": "labels",
        "value": {**value, "labels": [label]},
    }  # fmt: skip
