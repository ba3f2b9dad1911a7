"""A vocabulary of topics as the TOML file that ``archive topics import`` reads."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

WIDTH = 100


def toml_of(topics: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the table of each topic; what is empty is left out."""
    for topic in topics:
        lines = [f"[{topic['slug']}]"]
        for key, value in topic.items():
            if key != "slug" and value:
                lines.append(_text(key, value) if isinstance(value, str) else _list(key, value))
        yield "\n".join(lines) + "\n"


def _text(key: str, value: str) -> str:
    return f"{key} = {_string(value)}"


def _list(key: str, values: Sequence[str]) -> str:
    strings = [_string(value) for value in values]
    whole = f"{key} = [{', '.join(strings)}]"
    if len(whole) <= WIDTH:
        return whole
    lines = [" "]
    for string in strings:
        if len(lines[-1]) + len(string) + 2 > WIDTH:
            lines.append(" ")
        lines[-1] += f" {string},"
    return "\n".join([f"{key} = [", *lines, "]"])


def _string(text: str) -> str:
    """Return a basic string of TOML, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)
