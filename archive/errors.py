"""What can go wrong for a user, as one tree; each class carries its exit code.

::

    ArchiveError                 1
    ├── UsageError               2   a wrong option, name or id; says what is near it
    │   └── QueryError           2   a query that cannot be read; points at the place
    ├── SourceError              3   one document that cannot be taken in; the others go on
    │   ├── UndecodableError     3   bytes that are no text
    │   ├── AnalysisTimeoutError 3   a text whose analysis takes longer than it may
    │   └── UnreadableError      3   a file that cannot be opened or is over a limit
    │       └── UnknownKindError 3   a file of a kind that is not read
    ├── VocabularyError          2   a mistake in a TOML file of words
    ├── StoreError               4
    │   ├── NotAnArchiveError    4   the file is no archive
    │   ├── RevisionError        4   the file is of an older or newer revision
    │   └── LockedError          4   another process holds the file
    └── OutputError              5   standard output is closed, or its disk is full

The message says what was wrong, where, and what to do; ``hint`` is the command or change to try.
They are caught once, in ``cli``. Anything else is a fault of this program: its traceback is kept in
a file, and the exit code is 70.
"""


class ArchiveError(Exception):
    """The root: a mistake that its message explains to the user."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        """Keep the message, and apart from it what the user can do."""
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ArchiveError):
    """A wrong option, name or id."""

    exit_code = 2


class QueryError(UsageError):
    """A query that cannot be read: the text, the place of the fault, what was expected."""

    def __init__(
        self, message: str, *, query: str = "", position: int | None = None, hint: str | None = None
    ) -> None:
        """Keep the query and the offset of the fault in code points."""
        super().__init__(message, hint=hint)
        self.query = query
        self.position = position


class VocabularyError(ArchiveError):
    """A mistake in a TOML file of words."""

    exit_code = 2


class SourceError(ArchiveError):
    """One document that cannot be taken in."""

    exit_code = 3


class UndecodableError(SourceError):
    """Bytes that are no text."""


class UnreadableError(SourceError):
    """A file that cannot be opened, is no document, or is over a limit."""


class UnknownKindError(UnreadableError):
    """A file of a kind that is not read: a picture, a program, a spreadsheet."""


class AnalysisTimeoutError(SourceError):
    """A text whose analysis takes longer than it may."""


class StoreError(ArchiveError):
    """The database cannot be used."""

    exit_code = 4


class NotAnArchiveError(StoreError):
    """The file is no archive."""


class RevisionError(StoreError):
    """The file is of an older or newer revision than this program."""


class LockedError(StoreError):
    """Another process holds the file."""


class OutputError(ArchiveError):
    """What was asked for cannot be written to standard output."""

    exit_code = 5
