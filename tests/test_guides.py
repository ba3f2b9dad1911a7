"""What the guides show is what the commands print."""

from pathlib import Path

import pytest

from tests.guides import GUIDES, renewed


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_the_output_in_a_guide_is_real(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert text.count("$ archive ") > 2
    assert renewed(text) == text
