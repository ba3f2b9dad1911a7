"""Acronyms of bodies: which name a text spells out for one."""

import pytest

from archive.extract.speakers.bodies import spelled_out

TEXT = "The International Ice Union (IIU) met the Bank of the North (BN) and the press in Oslo."


@pytest.mark.parametrize(
    ("acronym", "bodies", "name"),
    [
        pytest.param("IIU", [], "International Ice Union", id="in brackets"),
        pytest.param("BN", [], "Bank of the North", id="small words between"),
        pytest.param("HP", ["Harbor Press"], "Harbor Press", id="first letters"),
        pytest.param("HP", ["Harbor Press", "House of Peers"], None, id="two it could be"),
        pytest.param("UN", ["Harbor Press"], None, id="nothing in the text"),
        pytest.param("Ice", ["Ice"], None, id="no acronym"),
    ],
)
def test_spelled_out(acronym: str, bodies: list[str], name: str | None) -> None:
    assert spelled_out(acronym, TEXT, bodies) == name
