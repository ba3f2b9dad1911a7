"""Who may ask, and what every answer says to the browser.

A page of another host may lead a browser here under a name of its own that it points at this
machine (DNS rebinding), and would then read the answers: so a request must name this machine.
"""

import ipaddress
import socket
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'"
)
"""No script, nothing from another host, in nobody's frame."""
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    # Where a reader comes from is nobody's business; our own forms need it (see ``editing``).
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
LARGEST = 1_000_000
"""Bytes of what is sent to a page: a report of 150,000 words to be verified."""


class Guard:
    """Refuses what names another host or sends too much; adds the headers to all answers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = ()) -> None:
        """Take names besides localhost and this machine's by which it is reached."""
        self.app = app
        self.hosts = frozenset({"localhost", socket.gethostname().lower(), *map(str.lower, hosts)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        own = not scope["path"].startswith("/data")
        headers = Headers(scope=scope)
        refused = self._refusal(headers)
        app = self.app if refused is None else refused
        await app(scope, receive, _adding(send) if own else send)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        name = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self.is_ours(name):
            text = f"This server does not answer to the name {name[:100]!r}.\n"
            return PlainTextResponse(text, 421)
        size = headers.get("content-length", "0")
        if not size.isdecimal() or int(size) > LARGEST or "transfer-encoding" in headers:
            return PlainTextResponse(f"At most {LARGEST:,} bytes can be sent.\n", 413)
        return None

    def is_ours(self, name: str) -> bool:
        """Tell whether a Host header names this machine: by a number, or by a known name."""
        host = name.rpartition(":")[0] if not name.endswith("]") and ":" in name else name
        bare = host.removeprefix("[").removesuffix("]").lower().rstrip(".")
        try:
            ipaddress.ip_address(bare)
        except ValueError:
            return bare in self.hosts
        return True


def _adding(send: Send) -> Send:
    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "private, no-cache")
        await send(message)

    return adding
