"""A text with nothing around it: what its source says is kept, and no head is looked for in it."""

from archive.parse import parse
from archive.records import Document
from archive.vocabulary import default_vocabulary

WORDS = "The harbour will close for the winter, the board said on Monday."
FIRST = "By Friday 5 July 2019 the boats have to leave."
BODY = f"{FIRST}\n\n{WORDS}\n\n* Nobody was asked.\n\nSource: AP"


def test_a_body_keeps_its_first_and_last_lines() -> None:
    article = parse(Document("a", BODY, "", 1, is_body=True), default_vocabulary())
    assert article.body == BODY


def test_captions_of_a_source_are_captions() -> None:
    given = {"title": "A title", "captions": "A boat.\nThe board in May."}
    article = parse(Document("a", BODY, "", 1, given=given, is_body=True), default_vocabulary())
    assert article.captions == ("A boat.", "The board in May.")
    assert "A boat." not in article.body
