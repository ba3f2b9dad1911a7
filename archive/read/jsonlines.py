"""JSON Lines, JSON arrays and single objects: one article per object, read one at a time.

Memory is bounded by the largest record. A broken or oversized one is refused alone, because lines
are cut before they are parsed, and an array's objects are separated by their brackets.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from archive.errors import SourceError, UnreadableError
from archive.read.decode import decode
from archive.read.limits import too_large
from archive.read.recorded import documents_of
from archive.read.source import BUFFER, Found, Reading, Source, lines, unread
from archive.read.transcoded import in_utf8

MEDIA_TYPE = "application/json"

_BOM = b"\xef\xbb\xbf"
_OUTSIDE = re.compile(rb'["{}\[\]]')
_INSIDE = re.compile(rb'(?:[^"\\]++|\\.)*+', re.DOTALL)
_ESCAPE = ord("\\")
_CHUNK = 1 << 16
_LONGEST_NUMBER = 30


def read_json(source: Source, reading: Reading) -> Found:
    """Yield the articles of JSON Lines (``#12`` is line 12) or of an array (the 12th object)."""
    source = replace(source, stream=in_utf8(source, reading))
    head = source.stream.peek(BUFFER).removeprefix(_BOM).lstrip()
    if is_by_line(head):
        yield from read_lines(source, reading)
    else:
        yield from _read_objects(source, reading, is_array=head.startswith(b"["))


def decoded(data: bytes, name: str) -> Any:
    """Return the value of one JSON text.

    NaN, which is no JSON but what many programs write for "missing", is null. Raises
    UnreadableError for what is no JSON, nests too deep or says two things of one field.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, _, _ = decode(data, name)
    try:
        return _DECODER.decode(text.strip())
    except RecursionError:
        raise UnreadableError(f"{name} is nested too deeply") from None
    except ValueError as error:
        raise UnreadableError(f"{name} is not valid JSON: {error}") from None


def read_lines(source: Source, reading: Reading) -> Found:
    """Yield the articles of JSON Lines in UTF-8, or of a piece of them."""
    for number, line in lines(source.stream, reading.limits.record, source.first):
        if line is None or line.strip():
            yield from _record(line, f"{source.name}#{number}", reading)


def _read_objects(source: Source, reading: Reading, *, is_array: bool) -> Found:
    number, held, fault = 0, None, None
    try:
        for data in objects(source, reading.limits.record, depth=1 if is_array else 0):
            if number:
                yield from _record(held, f"{source.name}#{number}", reading)
            number, held = number + 1, data
    except SourceError as error:
        fault = error
    if number:
        # A file that is one object has the article under its own name.
        alone = number == 1 and not is_array and fault is None
        yield from _record(held, source.name if alone else f"{source.name}#{number}", reading)
    elif fault is None:
        fault = UnreadableError(f"{source.name} is JSON, but contains no object")
    if fault:
        raise fault


def _record(data: bytes | None, name: str, reading: Reading) -> Found:
    try:
        if data is None:
            raise too_large(name, reading.limits.record, "record")
        data = data.removeprefix(_BOM).strip()
        yield from documents_of(decoded(data, name), name, data, MEDIA_TYPE, reading)
    except SourceError as error:
        yield unread(name, error)


def is_by_line(head: bytes) -> bool:
    """Say whether each line is an object: the first one ends it, or the second one begins one.

    ``head`` is the beginning, without a mark of the encoding and without blanks. An object that is
    written over several lines has a name or a bracket in its second line. A file that is one object
    has the article under its own name, however it is written.
    """
    if not head.startswith(b"{"):
        return False
    line, end, rest = head.partition(b"\n")
    if not rest.strip():
        return len(head) >= BUFFER // 2 and not end
    depth = sum(change for _, change in _Signs().brackets(line))
    return depth <= 0 or rest.lstrip().startswith(b"{")


def objects(source: Source, limit: int, depth: int) -> Iterator[bytes | None]:
    """Yield the bytes of each object or array at ``depth`` brackets; None for one over ``limit``.

    Raises UnreadableError where the source ends amid one.
    """
    signs, level = _Signs(), 0
    kept: bytearray | None = None
    while chunk := source.stream.read1(_CHUNK):
        start = 0
        for place, change in signs.brackets(chunk):
            if change > 0 and level == depth:
                start, kept = place, bytearray()
            level = max(level + change, 0)
            if change < 0 and level == depth and kept is not None:
                kept += chunk[start : place + 1]
                yield bytes(kept) if len(kept) <= limit else None
                kept = None
        if kept is not None and len(kept) <= limit:
            kept += chunk[start:]
    if kept is not None:
        raise UnreadableError(f"{source.name} ends in the middle of an object: it is cut off")


class _Signs:
    """Finds the brackets of JSON in one chunk after another, those inside strings left out."""

    def __init__(self) -> None:
        self._is_text = False
        self._skipped = 0

    def brackets(self, chunk: bytes) -> Iterator[tuple[int, int]]:
        """Yield the place of each and the change of depth, 1 or -1."""
        position = self._skipped
        while position < len(chunk):
            if self._is_text:
                position = _INSIDE.match(chunk, position).end()  # type: ignore[union-attr]
                if position == len(chunk):
                    break
                if chunk[position] == _ESCAPE:  # what it escapes is in the next chunk
                    position += 2
                    break
                self._is_text = False
                position += 1
            sign = _OUTSIDE.search(chunk, position)
            if sign is None:
                position = len(chunk)
                break
            position = sign.end()
            if sign[0] == b'"':
                self._is_text = True
            else:
                yield sign.start(), 1 if sign[0] in b"{[" else -1
        self._skipped = max(0, position - len(chunk))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; a field that is named twice must say the same twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        for name, value in pairs:
            if found[name] != value:
                raise ValueError(f"the field {name[:80]!r} appears twice with different values")
    return found


def _whole_number(digits: str) -> int | str:
    """Return a number; one too long to be any is kept as it is written."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


_DECODER = json.JSONDecoder(
    strict=False,
    parse_constant=lambda name: None,
    parse_int=_whole_number,
    object_pairs_hook=_once,
)
