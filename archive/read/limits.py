"""What reading may cost. Every figure can be set; the defaults keep a run under 500 MB.

A document over a limit is refused with the limit's name, and the documents beside it are read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from archive.errors import UnreadableError, UsageError

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading may cost.

    - ``size``: bytes of a document: a text, a page, a feed, a record of a WARC file.
    - ``text``: characters of an article's text. The analysis takes three seconds and 100 MB for a
      million; a long book has a million.
    - ``record``: bytes of a line of JSON Lines, an object of a JSON array or a row of a table.
      Decoded JSON takes up to 25 times its size in memory, so it is less than ``size``.
    - ``depth``: how many folders may nest.
    - ``nesting``: how many of gzip, zip and tar may lie in each other: a ``.jsonl.gz`` in a
      ``.tar.gz`` is three.
    - ``ratio``: how many times its own size a compressed file may grow to, once it has grown
      beyond 16 MB. News in JSON compresses 5 times, tables of numbers 30; a bomb 1,000 and more.
    - ``contents``: bytes of a zip archive's table of contents: 16 MB are about 200,000 names.
    - ``seconds``, ``memory``: what a page or feed may take in the process that parses it.
    """

    size: int = 16 * MB
    text: int = 2 * MB
    record: int = 8 * MB
    depth: int = 32
    nesting: int = 3
    ratio: int = 200
    contents: int = 16 * MB
    seconds: float = 10
    memory: int = 400 * MB


DEFAULT = Limits()

_SETTING = re.compile(r"([a-z]{1,10})=(\d{1,12}(?:\.\d{1,3})?)\s?(kb|mb|gb)?", re.IGNORECASE)
_UNITS = {"kb": 1 << 10, "mb": MB, "gb": 1 << 30}


def limits_of(settings: Iterable[str], limits: Limits = DEFAULT) -> Limits:
    """Return ``limits`` with settings like "size=200MB" and "seconds=30" applied.

    Raises UsageError for a limit that doesn't exist and a value that is no number.
    """
    kinds = {field.name: field.type for field in fields(Limits)}
    for setting in settings:
        match = _SETTING.fullmatch(setting.strip())
        if match is None or match[1].lower() not in kinds:
            raise UsageError(
                f"{setting!r} is not a limit",
                hint=f"write NAME=NUMBER or NAME=NUMBERMB; the limits are {', '.join(kinds)}",
            )
        number = float(match[2]) * _UNITS.get((match[3] or "").lower(), 1)
        value: Any = number if kinds[match[1].lower()] is float else int(number)
        limits = replace(limits, **{match[1].lower(): value})
    return limits


def too_large(name: str, limit: int, what: str = "size") -> UnreadableError:
    """Return the refusal of a document over the limit, wherever it came from."""
    return UnreadableError(
        f"{name} is larger than the limit of {limit / MB:g} MB",
        hint=f"split it, or raise the limit: --limit {what}=NUMBER",
    )
