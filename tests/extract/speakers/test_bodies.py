"""Acronyms of bodies: which name a text spells out for one."""

import pytest

from archive.extract.speakers.bodies import acronyms

TEXT = "The International Ice Union (IIU) met the Bank of the North (BN), the press (in Oslo)."


@pytest.mark.parametrize(
    ("acronym", "bodies", "name"),
    [
        pytest.param("IIU", [], "International Ice Union", id="in brackets"),
        pytest.param("BN", [], "Bank of the North", id="small words between"),
        pytest.param("BN", ["Baker Nine"], "Bank of the North", id="brackets before first letters"),
        pytest.param("HP", ["Harbor Press"], "Harbor Press", id="first letters"),
        pytest.param("HP", ["Harbor Press", "House of Peers"], None, id="two it could be"),
        pytest.param("UN", ["Harbor Press"], None, id="nothing in the text"),
    ],
)
def test_acronyms(acronym: str, bodies: list[str], name: str | None) -> None:
    assert acronyms(TEXT, bodies).get(acronym) == name
