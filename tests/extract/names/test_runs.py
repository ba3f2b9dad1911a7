"""Reading runs of capitals and the words of mentions, before anybody is looked for."""

import pytest

from archive.extract.names.lexicon import naming_of
from archive.extract.names.mentions import read_phrase
from archive.extract.names.runs import read_run
from archive.extract.names.title_case import Text, name_length, words_between_blanks
from archive.vocabulary import default_vocabulary
from tests.extract.scenes import resolved

NAMING = naming_of(default_vocabulary())


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The Chinese Premier Li Qiang said", ["Chinese Premier Li Qiang"]),
        ("Joseph R. Biden, Jr. came", ["Joseph R. Biden, Jr."]),
        ("In the U.S. President Lee said", ["U.S. President Lee"]),
        ("Ursula von der Leyen and Li", ["Ursula von der Leyen", "Li"]),
        ("Xi’s visit, O'Neill's home", ["Xi", "O'Neill"]),
        ("He Lifeng came. He left.", ["He Lifeng"]),
        ("Mr. Jean-Pierre came", ["Mr. Jean-Pierre"]),
        ("Anna\nBerg\n\nPaul Roth", ["Anna\nBerg", "Paul Roth"]),
        ("Andrés Manuel López Obrador", ["Andrés Manuel López Obrador"]),
        ("President Abdel-Fattah al-Sisi came", ["President Abdel-Fattah al-Sisi"]),
    ],
)
def test_runs_of_capitals(text: str, runs: list[str]) -> None:
    assert [match[0] for match in NAMING.run.finditer(text)] == runs


@pytest.mark.parametrize(
    ("run", "kind", "name"),
    [
        ("Chinese Premier Li Qiang", "person", "Li Qiang"),
        ("Secretary-General Jens Berg", "person", "Jens Berg"),
        ("Majesty King Rashid II", "person", "Rashid II"),
        ("EAM Dr. S. Rao", "person", "S. Rao"),
        ("Personnel Management Rob Roth", "person", "Rob Roth"),
        ("Anna Berg Tuesday", "person", "Anna Berg"),
        ("President Berg I", "person", "Berg"),
        ("Anna Berg Expressway", "other", "Anna Berg Expressway"),
        ("Economic Advisers Anna Berg", "person", "Anna Berg"),
        ("Acting Administration Berg", "word", "Berg"),
        ("Acting Deputy Director", "office", "Acting Deputy Director"),
        ("White House", "body", "White House"),
        ("NATO", "body", "NATO"),
        ("General Assembly", "body", "General Assembly"),
        ("People's Republic of China", "country", "China"),
        ("United States", "country", "United States"),
        ("New Delhi", "other", "New Delhi"),
        ("Xi", "word", "Xi"),
    ],
)
def test_what_a_run_reads_as(run: str, kind: str, name: str) -> None:
    reading = read_run(NAMING, run)

    assert (reading.kind, reading.name) == (kind, name)


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("President Berg Announces Key Nominees", 2),
        ("Principal Deputy Press Secretary Anna Berg", 6),
        ("Paul Roth Marking Freedom Day", 2),
        ("Paul Roth Wins", 2),
        ("Joseph P. Oakes, Jr. Call", 4),
        ("Anna Berg Trounces Paul Roth", 2),
        ("King Salim Al Noor", 4),
        ("President Berg Providing", 2),
        ("Anna Berg Aboard", 2),
        ("President Anna Berg Prevents Abuses", 3),
    ],
)
def test_a_headline_is_cut_behind_the_name(run: str, words: int) -> None:
    text = Text(words_between_blanks("he wins a day"), frozenset())

    assert name_length(NAMING, run.split(), text) == words


@pytest.mark.parametrize(
    ("mention", "kind", "words"),
    [
        ("Li and Golovchenko", "list", "Li and Golovchenko"),
        ("the Food and Drug Administration (FDA)", "body", "Food and Drug Administration"),
        ("a spokesman for Mr. Oakes", "unnamed", "a spokesman for Mr. Oakes"),
        ("Ann Lee, president and CEO of Acme", "name", "Ann Lee"),
        ("Tim Oakes, 53, who lives in Joliet, Ill.", "name", "Tim Oakes"),
        ("officials from China and Belarus", "group", "officials from China and Belarus"),
        ("the leaders of Chad and Mali", "collective", "leaders of Chad and Mali"),
        ("the former president", "office", "former president"),
        ("his spokesman", "unnamed", "his spokesman"),
        ("SENIOR ADMINISTRATION OFFICIAL", "unnamed", "SENIOR ADMINISTRATION OFFICIAL"),
        ("Carr's", "name", "Carr"),
        ("which", "pronoun", "which"),
    ],
)
def test_what_a_mention_reads_as(mention: str, kind: str, words: str) -> None:
    phrase = read_phrase(NAMING, mention)

    assert (phrase.kind, phrase.words) == (kind, words)


@pytest.mark.parametrize(
    "unit",
    ["A", "Aa ", "a ", "President Xi Jinping. ", "Al al ", "met with ", "Bo Yi, ", '"', "(A "],
    ids=["capitals", "words in capitals", "one word", "one name", "particles", "meetings", "list",
         "quotation marks", "brackets"],
)  # fmt: skip
def test_hostile_text_is_resolved(unit: str) -> None:
    """A pattern that backtracks would not come back from this in hours."""
    assert resolved(unit * (500_000 // len(unit))) is not None
