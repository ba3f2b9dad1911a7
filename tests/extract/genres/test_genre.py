"""What kind of document a title names, and what its form tells where the title names none."""

import pytest

from archive.extract.genres.genre import Form, genre_of
from archive.vocabulary import default_vocabulary

TITLES = {
    "Readout of President Orsk’s Call with Prime Minister Vex": "readout",
    "Joint Readout of the Trilateral Meeting": "readout",
    "FACT SHEET: The Ministry Signs an Executive Order on Ferries": "fact-sheet",
    "Joint Leaders’ Statement on Ferries": "joint-statement",
    "G7 Foreign Ministers’ Statement on Ferries": "joint-statement",
    "Statement from President Orsk on the Withdrawal of a Nomination": "statement",
    "Statement by the Minister on Launch of the Coalition to Address Piracy": "statement",
    "Presidential Message on Midsummer": "statement",
    "Remarks by President Orsk Before a Press Conference": "remarks",
    "Excerpts of Remarks as Prepared for Delivery": "remarks",
    "President Orsk’s Farewell Address": "remarks",
    "Press Gaggle by Press Secretary Ada Vex En Route Holm": "briefing",
    "Background Press Call on the Executive Order": "briefing",
    "Foreign Ministry Press Conference on May 4": "briefing",
    "A Proclamation on Ferry Week": "order",
    "Letter to the Speaker of the House on Ferries": "letter",
    "Nominations Sent to the Senate": "nomination",
    "Interview with Ada Vex": "interview",
    "Storm closes the port of Holm": "news",
    "Action Taken to Address Piracy": "news",
}


@pytest.mark.parametrize("title", TITLES, ids=TITLES)
def test_genre_of_a_title(title: str) -> None:
    assert genre_of(title, "prose", default_vocabulary()) == TITLES[title]


@pytest.mark.parametrize(
    ("form", "genre"),
    [("turns", "transcript"), ("issued", "statement"), ("report", "readout"), ("prose", "news")],
)
def test_genre_of_a_form(form: Form, genre: str) -> None:
    assert genre_of("Orsk and Vex", form, default_vocabulary()) == genre
    assert genre_of(None, form, default_vocabulary()) == genre
