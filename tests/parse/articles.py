"""What the tests of parsing share: a body of two paragraphs, and a short way to parse a text."""

from archive.parse import parse
from archive.records import Article, Document
from archive.vocabulary import default_vocabulary

BODY = (
    "China stands ready to work with Belarus to expand practical cooperation in trade, "
    "science and technology, the Chinese premier said.\n"
    "\n"
    "The two sides should strengthen coordination within multilateral mechanisms and support "
    "each other on issues of core interests, he added."
)


def parsed(text: str, path: str = "a.txt", media_type: str = "text/plain") -> Article:
    """Parse a text as if it had been read from a file."""
    document = Document(
        path=path, text=text, sha256="0" * 64, size=len(text), media_type=media_type
    )
    return parse(document, default_vocabulary())
