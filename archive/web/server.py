"""Listening on an address."""

import ipaddress
import socket

import uvicorn
from starlette.types import ASGIApp

from archive.errors import StoreError, UsageError

PORT = 8321
"""Where it listens if nothing else is said; of no well-known service (IANA)."""


def is_local(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listening(host: str, port: int) -> socket.socket:
    """Open the address; raise StoreError where that is refused, UsageError for no address."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise UsageError(f"{host} is no address of this machine: {error.strerror}") from None
    opened = socket.socket(family, kind, protocol)
    try:
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise StoreError(
            f"cannot listen on {host}, port {port}: {error.strerror}",
            hint="choose another port: --port 8400; --port 0 takes any that is free",
        ) from None
    return opened


def address_of(opened: socket.socket, host: str) -> str:
    """Return the address to type into a browser."""
    port = opened.getsockname()[1]
    shown = "localhost" if host in ("0.0.0.0", "::") else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}/"


def serve(app: ASGIApp, opened: socket.socket) -> None:
    """Answer until it is interrupted."""
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
    )
    uvicorn.Server(config).run(sockets=[opened])
