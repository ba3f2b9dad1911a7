"""Time of a scholar's questions on an archive: ``python -m tests.benchmarks.questions ARCHIVE``.

Each is printed in seconds of processor time and as a multiple of the plain query, the number of
statements on Taiwan: machines differ, ratios less. The aim is 3 s for each, and for a count by
groups twice the plain query. On 212,000 statements `compare` (13 s) and a count by topic of 18,000
statements (5 times) miss it.
"""

import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from time import process_time

from archive.cli import run

QUESTIONS = (
    ["query", "taiwan", "--count"],
    ["query", "taiwan", "--by", "year"],
    ["query", "taiwan", "--by", "speaker"],
    ["query", 'speaker:"Jen Psaki"', "--count"],
    ["query", 'speaker:"Jen Psaki"', "--by", "topic"],
    ["kwic", "rules-based order"],
    ["phrase", "rules-based order"],
    ["trend", "AUKUS", "fentanyl"],
    ["timeline", "--speaker", "sullivan", "taiwan"],
    ["events", "--with", "Xi Jinping"],
    ["compare", "Jen Psaki", "Karine Jean-Pierre", "--part", "topics"],
)


def main(archive: str) -> None:
    """Print the seconds of each question."""
    run(["query", "warm", "--count", "--db", archive])
    plain = 0.0
    for question in QUESTIONS:
        before = process_time()
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            run([*question, "--db", archive])
        seconds = process_time() - before
        plain = plain or seconds
        print(f"{seconds:7.2f} s {seconds / plain:6.1f} x  archive {' '.join(question)}")


if __name__ == "__main__":
    main(sys.argv[1])
