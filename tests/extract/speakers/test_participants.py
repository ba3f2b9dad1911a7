"""Who met whom, by the title of remarks that both made: they belong to the readout of that day."""

import pytest

from archive.extract.names.lexicon import naming_of
from archive.extract.speakers.cast import Cast
from archive.extract.speakers.participants import parties
from archive.records import Article
from archive.vocabulary import default_vocabulary

TITLES = {
    "Remarks by President Orsk and Prime Minister Vex of Norway Before Bilateral Meeting": [
        *("Orsk", "Vex"),
    ],
    "Remarks by President Orsk and Prime Minister Vex Before Virtual Bilateral Meeting": [
        *("Orsk", "Vex"),
    ],
    "Remarks by President Orsk and Chancellor Vex of Germany in Press Conference | Bonn": [
        *("Orsk", "Vex"),
    ],
    "Remarks by President Orsk, President Vex, and Premier Holm at a Trilateral Meeting": [
        *("Orsk", "Vex", "Holm"),
    ],
    "Remarks by President Orsk Before Meeting with Senators": [],
    "Remarks by President Orsk and Secretary Vex on the Bilateral Agreement": [],
    "Press Gaggle by Secretary Orsk and Administrator Vex Before Bilateral Meeting": [],
}  # fmt: skip


@pytest.mark.parametrize("title", TITLES, ids=TITLES)
def test_who_met_by_the_title_of_remarks(title: str) -> None:
    article = Article("t.txt", "Good morning.", ((0, 13),), title=title)
    cast = Cast(article, naming_of(default_vocabulary()))

    assert [person.name for person in parties(article, cast)] == TITLES[title]
