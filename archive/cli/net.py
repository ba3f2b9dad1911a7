"""Whatever ends a command becomes a message and an exit code, and no traceback.

What is foreseen is an ArchiveError and says what to do. What the system refuses (no file, no room,
too many open files) is said in its words. All else is a fault of this program: one line asks to
report it, and the traceback is in a file, with the command and the versions, and no stored text.
"""

import os
import re
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from archive import __version__
from archive.cli.streams import drop_output, undecodable
from archive.errors import ArchiveError, OutputError, QueryError, StoreError, UsageError

INTERRUPTED = 130
"""As shells say it: 128 and the number of SIGINT."""

FAULT = 70
"""A fault of this program: EX_SOFTWARE of sysexits.h."""


def caught(work: Callable[[], int], arguments: Sequence[str]) -> int:
    """Do the work and return its exit code, or that of what ended it, explained."""
    try:
        return work()
    except ArchiveError as error:
        return _explained(error)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except BrokenPipeError:
        drop_output()
        return 0
    except UnicodeEncodeError as error:
        # Bytes of the command line that are no text come as lone surrogates, which nobody stores.
        broken = undecodable(arguments)
        if broken is None:
            return _fault(error, arguments)
        return _explained(UsageError(f"{broken!a} is not UTF-8", hint="name it in UTF-8"))
    except (OverflowError, ValueError) as error:
        if not any(_HUGE.search(one) for one in arguments):
            return _fault(error, arguments)
        return _explained(UsageError("a number is too large", hint="the largest has 18 digits"))
    except MemoryError:
        return _explained(StoreError("no memory left", hint="end other programs and try again"))
    except OSError as error:
        return _explained(_refusal(error))
    except Exception as error:  # the net: nobody but the person at the terminal is left to tell
        return _fault(error, arguments)


_HUGE = re.compile(r"\d{19}")
"""More digits than fit into SQLite's numbers of 64 bits."""

_HINTS = {"PermissionError": "check who may read and write it"}


def _refusal(error: OSError) -> StoreError:
    """Say in the system's words what it refuses, and of which file."""
    where = f"{error.filename}: " if error.filename else ""
    if isinstance(error, FileNotFoundError) and not where:
        where = "the current folder: "  # nothing else is asked for without a name
    hint = _HINTS.get(type(error).__name__)
    return StoreError(f"{where}{error.strerror or error}", hint=hint)


def _explained(error: ArchiveError) -> int:
    from archive.render.safe import safe

    lines = [f"Error: {error.message}"]
    if isinstance(error, QueryError) and error.position is not None:
        lines += [f"  {error.query}", f"  {' ' * error.position}^"]
    if error.hint:
        lines.append(f"Hint: {error.hint}")
    if isinstance(error, OutputError):
        drop_output()
    click.echo(safe("\n".join(lines)), err=True)
    return error.exit_code


def _fault(error: Exception, arguments: Sequence[str]) -> int:
    kept = _kept(error, arguments)
    where = f"with what stands in {kept}" if kept else "with the command that you typed"
    click.echo(
        f"Error: a fault of this program: {type(error).__name__}; what was stored is safe\n"
        f"Hint: please report it {where}: archive help security",
        err=True,
    )
    return FAULT


def _kept(error: Exception, arguments: Sequence[str]) -> Path | None:
    """Write the traceback to a file that only this user may read, and return where it is."""
    lines = [
        f"statement-archive {__version__}, Python {sys.version}, {sys.platform}\n",
        f"command: {' '.join(map(ascii, arguments))}\n",
        *traceback.format_exception(error),
    ]
    try:
        import tempfile  # 7 ms with what it imports, which every start would pay

        folders = _folders()
    except OSError:  # too many open files
        return None
    for folder in folders:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(
                ".txt", time.strftime("fault-%Y%m%d-%H%M%S-"), folder, text=True
            )
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
                stream.writelines(lines)
        except OSError:
            continue
        return Path(name)
    return None


def _folders() -> tuple[Path, Path]:
    import tempfile

    from platformdirs import user_log_path

    return user_log_path("statement-archive", appauthor=False), Path(tempfile.gettempdir())
