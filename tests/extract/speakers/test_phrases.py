"""What the grammar took for a source and is no noun phrase."""

import pytest

from archive.extract.names.lexicon import naming_of
from archive.extract.speakers.phrases import names_somebody
from archive.vocabulary import default_vocabulary


@pytest.mark.parametrize(
    ("mention", "before", "answer"),
    [
        pytest.param("the ministry", "", True, id="a body"),
        pytest.param("officials", "", True, id="people"),
        pytest.param("an individual", "", True, id="a noun that ends like an adjective"),
        pytest.param("Boeing", "", True, id="a name that ends like a participle"),
        pytest.param("leading economists", "", True, id="a participle before people"),
        pytest.param("Norway’s illegal and", "", False, id="cut off behind and"),
        pytest.param("half of", "", False, id="cut off behind of"),
        pytest.param("cultural", "", False, id="an adjective"),
        pytest.param("a specific", "", False, id="an adjective behind an article"),
        pytest.param("illustrates", "", False, id="a verb"),
        pytest.param("Building", "", False, id="a participle that opens a sentence"),
        pytest.param("Together these values", "", False, id="an adverb"),
        pytest.param("deploy technology teams", "would", False, id="a verb behind a modal"),
        pytest.param("Undermining clean air progress", "", False, id="a gerund with its object"),
    ],
)
def test_names_somebody(mention: str, before: str, answer: bool) -> None:
    naming = naming_of(default_vocabulary())

    assert names_somebody(naming, mention, before, {"Building"}.__contains__) is answer
