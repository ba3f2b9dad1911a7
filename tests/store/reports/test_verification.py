"""`archive verify` on the seed: five articles, with speakers, headlines and narration."""

from pathlib import Path

import pytest

from archive.corpus.verdict import Claim
from archive.errors import UsageError
from archive.ingest import ingest
from archive.store.connect import open_for_reading
from archive.store.reports.verification import verify

SEED = Path(__file__).parents[3] / "seed"
STANDS = "Belarus firmly stands with China on issues"


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "archive.db"
    list(ingest([str(SEED)], path))
    return path


@pytest.mark.parametrize(
    ("quotation", "speaker", "verdict", "by"),
    [
        (STANDS, None, "verbatim", "Alexander Lukashenko"),
        (STANDS, "Lukashenko", "verbatim", "Alexander Lukashenko"),
        (STANDS.upper(), "Lukashenko", "typography", "Alexander Lukashenko"),
        (STANDS, "Xi Jinping", "other-speaker", "Alexander Lukashenko"),
        (STANDS, "Nobody Known", "other-speaker", "Alexander Lukashenko"),
        ("Belarus strongly stands with China on issues", None, "altered", "Alexander Lukashenko"),
        ("Belarus never firmly stands with China on issues", None, "altered",
         "Alexander Lukashenko"),
        ("firmly stands with China on issues such as Hong Kong, Taiwan and Xinjiang", None, "cut",
         "Alexander Lukashenko"),
        ("met with Belarusian President Alexander Lukashenko", None, "author", None),
        ("the moon is made of green cheese", None, "not-found", None),
    ],
)  # fmt: skip
def test_verdict(
    seed: Path, quotation: str, speaker: str | None, verdict: str, by: str | None
) -> None:
    with open_for_reading(seed) as connection:
        found = verify(connection, Claim(quotation, speaker))
    assert found.judgement.verdict == verdict
    if by is not None:
        assert {one.names for one in found.judgement.statements} == {by}
    assert found.unknown is (speaker == "Nobody Known")


def test_a_quotation_without_a_word_is_refused(seed: Path) -> None:
    with open_for_reading(seed) as connection, pytest.raises(UsageError, match="no word"):
        verify(connection, Claim("“…”"))
