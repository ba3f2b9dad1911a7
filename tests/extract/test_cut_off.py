"""A text may end anywhere: a page that was cut off costs its last words, not the article."""

from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest

from archive.errors import UnreadableError
from archive.extract.grammar.tokens import TOKEN
from archive.extract.names.lexicon import naming_of
from archive.extract.names.runs import Reading, read_run
from archive.extract.speakers.known import Known
from archive.pipeline import analyse
from archive.records import KnownPerson, KnownRole
from archive.vocabulary import default_vocabulary
from tests.cases import load_cases
from tests.factories import document

SEED = sorted((Path(__file__).parent.parent.parent / "seed").glob("*.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "Democratic pollster Chris Anderson told Fox that",
        "The leaders noted the focus on ensuring the safety of the people of Korea, as",
        "“We trade,” Mr. Li said on Monday, a claim",
        "It was announced",
        "He said:",
        "Asked whether",
        "Li said trade, which",
    ],
)
def test_a_text_that_ends_amid_a_sentence_is_analysed(text: str) -> None:
    assert analyse(document(text=text)).body == text


def test_people_whose_names_are_no_words_cost_nothing() -> None:
    """Whoever tagged texts by hand may have called a speaker "--"."""
    role = KnownRole("Foreign Minister", "China")
    known = Known(KnownPerson(name, roles=(role,)) for name in ("--", "–", "Jr.", "Al Berg"))
    text = "Chinese Foreign Minister Berg said that trade grows."

    (statement,) = analyse(document(text=text), known=known).statements
    assert [speaker.name for speaker in statement.speakers] == ["Al Berg"]


@pytest.mark.parametrize("run", ["“Bill”", '"Hillary"', "“Bill” “Ted”"])
def test_a_nickname_alone_names_nobody(run: str) -> None:
    assert read_run(naming_of(default_vocabulary()), run) == Reading("other")


def analysed(text: str) -> None:
    """Analyse a text; of one that is nothing but a header or a mark no article is left."""
    with suppress(UnreadableError):
        analyse(document(text=text))


@pytest.mark.parametrize("theme", sorted({case.theme for case in load_cases()}))
def test_the_cases_are_analysed_up_to_any_word(theme: str) -> None:
    """Each sentence that is known to be hard, cut off behind each of its words."""
    for case in load_cases():
        if case.theme == theme:
            body = case.article.body
            for match in TOKEN.finditer(body):
                analysed(body[: match.end()])


@pytest.mark.parametrize("path", SEED, ids=lambda path: path.stem[:3])
def test_a_readout_is_analysed_up_to_any_word(path: Path) -> None:
    """Of each paragraph, for a whole readout a thousand times over takes long."""
    lines = path.read_text("utf-8").splitlines()
    ends = chain.from_iterable(
        (line[: match.end()] for match in TOKEN.finditer(line)) for line in lines
    )
    for text in ends:
        analysed(text)
