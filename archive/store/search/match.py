"""Words of a query -> an FTS5 expression. Nothing that a user typed goes there unquoted.

Of 81 ordinary strings, 50 raise when handed to MATCH as they are: all-weather, U.S., O'Neill.
Between double quotes FTS5 takes anything, and its tokenizer makes "all-weather" the phrase of its
parts.
"""

from archive.query import And, Near, Node, Not, Or, Phrase, Term, Word
from archive.store.search.forms import pieces


def expression(tree: Node) -> str | None:
    """Return the tree as one FTS5 expression; None unless words alone decide.

    FTS5 knows NOT only between two expressions, so a tree that excludes and asks for nothing is
    none either.
    """
    match tree:
        case Word() | Phrase() | Near():
            return quoted(tree)
        case Or(parts=parts):
            found = [expression(part) for part in parts]
            return None if None in found else "(" + " OR ".join(filter(None, found)) + ")"
        case And(parts=parts):
            return _conjunction(parts)
        case _:
            return None


def quoted(term: Term) -> str:
    """Return a word or phrase as FTS5 reads it literally."""
    if isinstance(term, Near):
        return f"NEAR({' '.join(map(_string, term.words))}, {term.distance})"
    return _string(term.text, prefix=term.prefix)


def _conjunction(parts: tuple[Node, ...]) -> str | None:
    wanted = [expression(part) for part in parts if not isinstance(part, Not)]
    unwanted = [expression(part.part) for part in parts if isinstance(part, Not)]
    if not wanted or None in wanted or None in unwanted:
        return None
    asked = " AND ".join(filter(None, wanted))
    return "(" + " NOT ".join([f"({asked})", *filter(None, unwanted)]) + ")"


def _string(text: str, *, prefix: bool = False) -> str:
    """Quote a text; one character of a script without spaces is the beginning of a pair."""
    words, open_ended = pieces(text)
    return '"' + words.replace('"', '""') + '"' + "*" * (prefix or open_ended)
