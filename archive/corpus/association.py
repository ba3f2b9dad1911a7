"""How strongly words belong together, and how much two corpora differ: formulas with sources.

All take counts and give a float. Logarithms are natural in the log-likelihood, whose scale is that
of chi-squared with one degree of freedom (3.84 is p < 0.05, 6.63 p < 0.01, 10.83 p < 0.001), and
to the base 2 in the others, whose unit is the doubling.
"""

from math import exp, log, log2

SIGNIFICANT = 10.83
"""Log-likelihood at p < 0.001, the customary threshold for corpora (Rayson and others 2004)."""
LIKELY = 3.84
"""Log-likelihood at p < 0.05: for comparing two texts, where more is hardly ever reached."""


def log_likelihood(first: float, second: float, size_first: float, size_second: float) -> float:
    """Return G² for ``first`` of ``size_first`` against ``second`` of ``size_second``.

    G² = 2 (a ln(a / E1) + b ln(b / E2)), E1 = n1 (a + b) / (n1 + n2), E2 likewise. Two cells, as in
    Rayson and Garside, "Comparing corpora using frequency profiling" (2000). No sign: see
    ``log_ratio``.
    """
    total = first + second
    if not total or not size_first or not size_second:
        return 0.0
    share = total / (size_first + size_second)
    terms = ((first, size_first * share), (second, size_second * share))
    return max(0.0, 2 * sum(seen * log(seen / expected) for seen, expected in terms if seen))


def log_ratio(first: float, second: float, size_first: float, size_second: float) -> float:
    """Return how many doublings separate two relative frequencies; negative where B has more.

    log2((a / n1) / (b / n2)), half a use standing in for none: Hardie, "Log Ratio" (2014).
    """
    if not size_first or not size_second:
        return 0.0
    return log2(((first or 0.5) / size_first) / ((second or 0.5) / size_second))


def contingency(both: float, left: float, right: float, total: float) -> float:
    """Return G² of a table of two by two: do ``left`` and ``right`` come together by chance?

    ``both`` of ``total`` places hold left and right, ``left`` and ``right`` hold each at all. Four
    cells, as in Dunning, "Accurate methods for the statistics of surprise and coincidence" (1993).
    """
    cells = (
        (both, left * right),
        (left - both, left * (total - right)),
        (right - both, (total - left) * right),
        (total - left - right + both, (total - left) * (total - right)),
    )
    return max(0.0, 2 * sum(n * log(n * total / e) for n, e in cells if n > 0 and e > 0))


def pointwise(both: float, left: float, right: float, total: float) -> float:
    """Return PMI, log2(both × total / (left × right)): Church and Hanks (1990), in bits."""
    if not both or not left or not right:
        return 0.0
    return log2(both * total / (left * right))


def log_dice(both: float, left: float, right: float) -> float:
    """Return logDice, 14 + log2(2 both / (left + right)): Rychlý (2008).

    At most 14, where the two never come apart; one less is half as close. It does not depend on the
    size of the corpus.
    """
    return 14 + log2(2 * both / (left + right)) if both else 0.0


def chance_of_none(expected: float) -> float:
    """Return the probability of no use where ``expected`` are (Poisson)."""
    return exp(-expected)
