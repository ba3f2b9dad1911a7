"""A set formulation with its figures, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formulation:
    """A formulation as it is written, with its figures and its first and last statement.

    ``expected`` are the uses to be expected where none came, for new and gone ones; ``a``, ``b``,
    ``contrast_g2`` and ``ratio`` are those of a contrast, between ``of_a`` statements and ``of_b``.
    """

    text: str
    words: int
    articles: int
    statements: int
    speakers: int
    g2: float
    pmi: float
    score: float
    first: tuple[str | None, str]
    last: tuple[str | None, str]
    expected: float | None = None
    a: int | None = None
    b: int | None = None
    contrast_g2: float | None = None
    ratio: float | None = None
    of_a: int | None = None
    of_b: int | None = None
