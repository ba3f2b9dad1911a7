"""Figures computed by hand, or taken from the papers that the docstrings name."""

from math import log, log2

import pytest

from archive.corpus.association import (
    chance_of_none,
    contingency,
    log_dice,
    log_likelihood,
    log_ratio,
    pointwise,
)


def test_log_likelihood_of_two_corpora() -> None:
    """10 of 1,000 against 5 of 2,000: expected are 5 and 10."""
    assert log_likelihood(10, 5, 1000, 2000) == pytest.approx(
        2 * (10 * log(10 / 5) + 5 * log(5 / 10))
    )


def test_the_same_share_has_no_log_likelihood() -> None:
    assert log_likelihood(10, 20, 1000, 2000) == pytest.approx(0)


def test_log_ratio_counts_doublings() -> None:
    assert log_ratio(40, 10, 1000, 1000) == 2
    assert log_ratio(10, 40, 1000, 1000) == -2


def test_none_counts_as_half_a_use() -> None:
    assert log_ratio(8, 0, 100, 100) == 4


def test_contingency_of_a_table_of_two_by_two() -> None:
    """Cells 20, 10, 10, 60 of 100 with margins of 30 and 70."""
    expected = 2 * (20 * log(20 / 9) + 10 * log(10 / 21) + 10 * log(10 / 21) + 60 * log(60 / 49))
    assert contingency(20, 30, 30, 100) == pytest.approx(expected)


def test_independent_words_have_no_contingency() -> None:
    assert contingency(9, 30, 30, 100) == pytest.approx(0)


def test_pointwise_information_in_bits() -> None:
    assert pointwise(4, 8, 8, 64) == log2(4)


def test_log_dice_is_fourteen_where_words_never_part() -> None:
    assert log_dice(7, 7, 7) == 14
    assert log_dice(5, 10, 10) == 13
    assert log_dice(0, 10, 10) == 0


def test_three_expected_come_to_none_once_in_twenty() -> None:
    assert chance_of_none(3) == pytest.approx(0.05, abs=0.001)
