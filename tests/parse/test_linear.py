"""No input hangs the parser. What it costs is printed by ``python -m tests.benchmarks.analysis``.

Of 13 hostile inputs, 9 of 11 naive patterns took more than 8 seconds for 50 kB.
"""

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


@pytest.mark.parametrize("path", ["a.txt", "a.md"])
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_parses(unit: str, path: str) -> None:
    """A pattern that backtracks would not come back from this in hours."""
    article = parsed(unit * (300_000 // len(unit)), path, media_type(path))

    assert all(0 <= start <= end <= len(article.body) for start, end in article.paragraphs)


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_amid_an_article_leaves_the_article(unit: str) -> None:
    article = parsed(f"{BODY}\n\n{unit * (300_000 // len(unit))}\n\n{BODY}", "a.txt")

    assert BODY.split("\n", 1)[0][:40] in article.body


def media_type(path: str) -> str:
    return "text/markdown" if path.endswith("md") else "text/plain"


@pytest.mark.parametrize("unit", ['"', "A", "(", "a", "Ab ", "[a]("])
def test_a_megabyte_in_one_line_parses(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert parsed(text).body.replace(" ", "").startswith(text[:20].replace(" ", ""))
