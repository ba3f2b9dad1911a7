"""The child's side of ``worker``: reads a job, does it, writes the answer, and again.

Run as ``python -m archive.read.child MEMORY``. A request is two lengths of 8 bytes, a JSON object
(job, seconds, options) and the bytes to parse; an answer is a length and a JSON object with
``done``, ``error`` or ``memory``.
"""

import json
import os
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from archive.errors import SourceError

_LENGTH = 8

Options = Mapping[str, Any]


def main() -> None:
    """Answer jobs until the parent closes its end."""
    limit_memory(int(sys.argv[1]))
    warnings.simplefilter("ignore")
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    requests = sys.stdin.buffer
    while lengths := requests.read(2 * _LENGTH):
        head = requests.read(int.from_bytes(lengths[:_LENGTH], "big"))
        data = requests.read(int.from_bytes(lengths[_LENGTH:], "big"))
        write(answers, answer(json.loads(head), data))


def answer(head: Options, data: bytes) -> dict[str, Any]:
    """Do one job, whatever comes of it."""
    try:
        limit_time(head.get("seconds"))
        return {"done": JOBS[head["job"]](data, head)}
    except MemoryError:
        return {"memory": True}
    except ImportError as error:
        extra = "office" if head.get("job") == "export" else "html"
        # In the reason itself: an ingest of many files tells reasons, not hints.
        install = f"pip install 'statement-archive[{extra}]'"
        return _error(f"needs {error.name}, which is not installed: {install}", hint=install)
    except SourceError as error:
        return _error(error.message, type(error).__name__, error.hint)
    except RecursionError:
        return _error("nests too deep to be parsed")
    except Exception as error:  # whatever a parser makes of hostile bytes costs this document alone
        return _error(f"breaks the parser: {type(error).__name__}: {error}"[:300])


def _error(
    reason: str, kind: str = "UnreadableError", hint: str | None = None
) -> dict[str, str | None]:
    return {"error": reason, "class": kind, "hint": hint}


def write(answers: BinaryIO, value: Mapping[str, Any]) -> None:
    """Send an answer."""
    data = json.dumps(value).encode()
    answers.write(len(data).to_bytes(_LENGTH, "big") + data)
    answers.flush()


def limit_memory(size: int) -> None:
    """Let allocating more than ``size`` bytes fail; does nothing where the system can't."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time(seconds: float | None) -> None:
    """End the process after so many more seconds of CPU, also when its parent is gone."""
    try:
        import resource
    except ImportError:
        return
    if seconds:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime + seconds) + 2
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _start(data: bytes, options: Options) -> bool:
    return True


def _page(data: bytes, options: Options) -> dict[str, Any]:
    from archive.read.page import read_page

    return read_page(data, options.get("url"), options.get("charset"))


def _fragment(data: bytes, options: Options) -> str:
    from archive.read.markup import text_of

    return text_of(data.decode("utf-8"))


def _feed(data: bytes, options: Options) -> dict[str, Any]:
    from archive.read.feed import read_feed

    return read_feed(data)


def _response(data: bytes, options: Options) -> dict[str, Any] | None:
    from archive.read.response import read_response

    return read_response(data, options.get("url"), int(options["size"]))


def _content(data: bytes, options: Options) -> dict[str, Any]:
    from archive.read.response import read_content

    return read_content(data, options["kind"], options.get("url"), options.get("charset"))


def _export(data: bytes, options: Options) -> dict[str, Any] | None:
    from archive.read.exports.job import read

    return read(data, options)


def _tei(data: bytes, options: Options) -> dict[str, Any]:
    from archive.read.tei_text import read_tei

    return read_tei(data)


JOBS: Mapping[str, Callable[[bytes, Options], Any]] = {
    "start": _start,
    "page": _page,
    "fragment": _fragment,
    "feed": _feed,
    "response": _response,
    "content": _content,
    "export": _export,
    "tei": _tei,
}

if __name__ == "__main__":
    main()
