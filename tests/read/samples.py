"""Bytes of the formats that are read, and what reading them gave."""

import json
from typing import Any

from archive.read import Reading, read_all
from archive.records import Document, Unread

WORDS = "China is ready to work with Belarus, Li Qiang said on Friday in Minsk. " * 3


def article(number: int = 1, **fields: Any) -> dict[str, Any]:
    """An article as schema.org names its fields."""
    return {"headline": f"Title {number}", "articleBody": f"{WORDS}Number {number}.", **fields}


def json_lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def page(title: str = "A title", head: str = "", words: str = WORDS) -> bytes:
    """A page whose article stands among navigation and a footer with years."""
    return f"""<!DOCTYPE html><html lang="en"><head><title>{title} | Site</title>{head}</head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{title}</h1><p>{words}</p><p>{words}The end.</p></article>
<footer>© 2019-2026 Site. All rights reserved.</footer></body></html>""".encode()


def answer(content: bytes, kind: str = "text/html; charset=utf-8", headers: str = "") -> bytes:
    """What a web server sends."""
    return f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{headers}\r\n".encode() + content


def warc_record(
    block: bytes,
    kind: str = "response",
    content_type: str = "application/http; msgtype=response",
    length: int | None = None,
) -> bytes:
    """A record of a WARC file, which may lie about its length."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/a\r\n"
        f"Content-Type: {content_type}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def parts(found: list[Document | Unread], folder: object) -> list[tuple[str, str]]:
    """Each part's path below ``folder``, with the title of what was read or "refused"."""
    return [
        (
            one.path.removeprefix(f"{folder}/"),
            one.given.get("title", one.text[:7]) if isinstance(one, Document) else "refused",
        )
        for one in found
    ]


def written(folder: Any, name: str, data: bytes, reading: Reading | None = None) -> list[Any]:
    """Write a file and read it."""
    path = folder / name
    path.write_bytes(data)
    return list(read_all(path, reading))
