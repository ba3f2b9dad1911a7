"""Topics as readers gave them: floors below which the tagger may not fall."""

import pytest

from archive.extract.topics.score import weights_of
from archive.extract.topics.subjects import topics_of
from archive.extract.topics.tag import tagger_of
from archive.vocabulary import default_vocabulary
from tests.extract.topics.readers import agreement, read


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        pytest.param("fitted", 73, 72, id="what was looked at"),
        pytest.param("kept", 65, 56, id="what was not"),
    ],
)
def test_the_tagger_agrees_with_readers(name: str, precision: float, recall: float) -> None:
    vocabulary = default_vocabulary()
    tagger = tagger_of(topics_of(vocabulary), weights_of(vocabulary))

    found = agreement(read(name), tagger)
    assert found.precision >= precision, found
    assert found.recall >= recall, found
