"""Ten times the text takes about ten times the time, whatever the text: no input hangs the parser.

A ratio, because absolute times say more of the machine. Of 13 hostile inputs, 9 of 11 naive
patterns took more than 8 seconds for 50 kB.
"""

import gc
import time
from collections.abc import Iterator

import pytest

from tests.parse.articles import BODY, parsed

HOSTILE = {
    "quotation marks": '"',
    "curly quotation marks": "“",
    "one word": "a",
    "one word in capitals": "A",
    "names": "Ab ",
    "words in capitals": "AB ",
    "opening brackets": "(",
    "square brackets": "[",
    "links that never close": "[a](",
    "captions that never close": "(Photo by ",
    "credits": "(Xinhua/A) ",
    "figures that never close": "<figure>",
    "nested figures": "<figure><figure></figure>",
    "tags that never close": "<a ",
    "pictures": "<img ",
    "spaces": " ",
    "tabs": "\t",
    "no-break spaces": "\u00a0",
    "line ends": "\n",
    "blank rows": " \n",
    "carriage returns": "\r",
    "asterisks": "*",
    "underscores": "_ a_",
    "backslashes": "\\",
    "dashes": "-",
    "digits": "1",
    "dates": "Jan. 1, 2021 ",
    "days": "on Monday ",
    "labels": "Source: ",
    "bars": "|",
    "slashes": "/",
    "full stops": ". ",
    "list items": "- a\n",
    "short lines": "Ab cd\n",
    "one sentence after the other": "China is ready, he said. ",
    "soft hyphens": "a\u00ad",
    "joiners": "a\u200d",
    "quoted YAML": '---\na: "',
    "fences": "---\n",
}


FLOOR = 0.006
"""Below these seconds the clock and the fixed costs decide, not the text."""


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    """Python's collector runs by the number of all objects, also those of other tests."""
    gc.disable()
    yield
    gc.enable()


def seconds(text: str, path: str) -> float:
    """Return the CPU time that a text takes, the best of two."""
    times = []
    for _ in range(2):
        start = time.process_time()
        parsed(text, path, "text/markdown" if path.endswith("md") else "text/plain")
        times.append(time.process_time() - start)
    return min(times)


def grows_no_faster(small: str, large: str, path: str) -> bool:
    """Say whether ten times the text takes at most 13 times the time, in one of three tries.

    A busy machine spoils a try now and then; a pattern that is not linear spoils all of them.
    """
    return any(seconds(large, path) <= 13 * max(seconds(small, path), FLOOR) for _ in range(3))


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_with_the_text_and_no_faster(unit: str, path: str) -> None:
    small, large = (unit * (size // len(unit)) for size in (30_000, 300_000))
    assert grows_no_faster(small, large, path)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_amid_an_article_costs_no_more(unit: str) -> None:
    small, large = (f"{BODY}\n\n{unit * (n // len(unit))}\n\n{BODY}" for n in (30_000, 300_000))
    assert grows_no_faster(small, large, "a.txt")


@pytest.mark.parametrize("unit", ['"', "A", "(", "a", "Ab ", "[a]("])
def test_a_megabyte_in_one_line_parses(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert parsed(text).body.replace(" ", "").startswith(text[:20].replace(" ", ""))
