"""What a user names as one side of a comparison: an event, an article, a file, or a query."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from sqlite3 import Connection

from archive.corpus.said import Said
from archive.errors import UsageError
from archive.query import Field, Node, conjuncts, parse, terms
from archive.store.reports.events import find_event
from archive.store.reports.ids import article_of_file, files_beginning, find
from archive.store.reports.said import SAID, read_said, said_in
from archive.store.search.lookup import named_people
from archive.store.sql import scalar

SHOWN = 3
"""Names of files in a message."""


@dataclass(frozen=True, slots=True)
class Side:
    """The statements of one side, and what the user's text was taken for.

    ``whose`` names the speakers where the text was a name, none where it was something else.
    """

    asked: str
    meaning: str
    statements: tuple[Said, ...]
    whose: tuple[str, ...] = ()

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """The first and the last date."""
        known = [said.said_on for said in self.statements if said.said_on]
        return (min(known), max(known)) if known else (None, None)


def read_side(connection: Connection, text: str, today: date) -> Side:
    """Return the statements that ``text`` means.

    It is the id of an event or article ("e:k3v7", "a:k3v7"), the beginning of a file's name that
    only one article has ("002", "002…"), the name of a speaker, or else a query. Raises UsageError
    where that finds nothing.
    """
    if articles := _articles(connection, text):
        side = Side(text, _titled(connection, articles), tuple(said_in(connection, articles, SAID)))
    else:
        tree, whose = _meant(connection, text)
        side = Side(text, str(tree), tuple(read_said(connection, tree, today)), whose)
    if not side.statements:
        raise _nothing(connection, text)
    return side


def _meant(connection: Connection, text: str) -> tuple[Node, tuple[str, ...]]:
    """Read a speaker's name as that speaker, with the names; all else as a query.

    What stands in quotation marks is words: '"Jen Psaki"' are the statements that name her.
    """
    tree = parse(text)
    bare = len(list(terms(tree))) == len(conjuncts(tree)) and '"' not in str(tree)
    named = named_people(connection, text.strip()) if bare else None
    if named is None:
        return tree, ()
    return Field("speaker", (text.strip(),)), named.names


def _nothing(connection: Connection, text: str) -> UsageError:
    """Say what the text was taken for: a file's name that several have, or a query."""
    several = files_beginning(connection, text)
    if several:
        names = sorted(PurePath(path).name for path in several)
        shown = ", ".join(names[:SHOWN]) + (", …" if len(names) > SHOWN else "")
        return UsageError(
            f"{len(names):,} file names begin with {text!r}", hint=f"type more of it: {shown}"
        )
    return UsageError(
        f"no file name begins with {text!r}, and no statement matches it",
        hint="archive query says why nothing matches",
    )


def _articles(connection: Connection, text: str) -> tuple[str, ...]:
    mark = text.strip().lower()[:2]
    if mark == "e:":
        return find_event(connection, text).articles
    if mark == "a:":
        return (find(connection, text).uid,)
    found = article_of_file(connection, text)
    return (found,) if found else ()


def _titled(connection: Connection, articles: tuple[str, ...]) -> str:
    title = scalar(connection.execute("SELECT title FROM articles WHERE uid = ?", articles[:1]))
    more = f" and {len(articles) - 1} more" if len(articles) > 1 else ""
    return f"{title or '[no title]'} ({articles[0]}{more})"
