"""The guide to sources names what there is."""

from dataclasses import fields
from pathlib import Path

import pytest

from archive.read import Limits
from archive.read.fields import known_fields
from archive.read.limits import MB

GUIDE = (Path(__file__).parents[2] / "archive" / "help" / "sources.md").read_text("utf-8")


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_a_limit_stands_there_with_its_default(name: str) -> None:
    value = getattr(Limits(), name)
    shown = f"{value / MB:g} MB" if value >= MB else f"{value:g}"
    assert f"| `{name}` | {shown} |" in GUIDE


def test_every_field_stands_there() -> None:
    assert [name for name in known_fields() if f"`{name}`" not in GUIDE] == []
