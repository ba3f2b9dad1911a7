"""What people decided, in words."""

from collections.abc import Mapping
from typing import Any, Protocol

from archive.render.safe import one_line, safe


class Correction(Protocol):
    """What is told of a decision; ``archive.store.people.decisions`` says what each means."""

    @property
    def command(self) -> int: ...
    @property
    def field(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def machine_value(self) -> Any: ...
    @property
    def made_by(self) -> str | None: ...
    @property
    def made_at(self) -> str: ...
    @property
    def reason(self) -> str | None: ...


def described(one: Correction) -> str:
    """Tell of a correction in one line."""
    who = f" by {one.made_by}" if one.made_by else ""
    why = f": {one.reason}" if one.reason else ""
    change = f"{one.field}: {shown(one.machine_value)} → {shown(one.value)}"
    return safe(one_line(f"{change} (correction {one.command},{who} {one.made_at[:10]}){why}"))


def described_json(one: Correction) -> dict[str, Any]:
    """Return a correction as the JSON of a statement has it."""
    return {
        "number": one.command,
        "field": one.field,
        "value": one.value,
        "machine_value": one.machine_value,
        "made_by": one.made_by,
        "made_at": one.made_at,
        "reason": one.reason,
        "described": described(one),
    }


def shown(value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, list):
        return "; ".join(map(str, value)) or "nobody"
    if isinstance(value, dict):
        if "same" in value:
            return f"{'' if value['same'] else 'not '}the event of {value['article']}"
        if "title" in value:
            return _office(value)
        words = value.get("label") or value.get("text") or ""
        return f"“{words}”: {'; '.join(value.get('speakers', ())) or 'nobody'}"
    if value is True:
        return "dropped"
    return "nothing" if value is None else str(value)


def _office(value: Mapping[str, Any]) -> str:
    of = f" of {value['of']}" if value.get("of") else ""
    days = " to ".join(value.get(name) or "" for name in ("from", "until")).strip()
    gone = "no longer " if value.get("removed") else ""
    return f"{gone}{value['title']}{of}" + (f", {days}" if days != "to" else "")
