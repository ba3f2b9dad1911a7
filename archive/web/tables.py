"""The tables of an archive for SQL, by Datasette where it is installed (0.65 or 1.0)."""

import asyncio
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

PRIVATE = "/-/"
"""What Datasette tells of itself, the folder of the file among it; its styles are there as well."""
STATIC = "/-/static"
SECONDS = 10


def tables(database: Path) -> ASGIApp:
    """Return Datasette's application, which is imported when it is first asked for."""
    made: MutableMapping[str, ASGIApp] = {}
    lock = asyncio.Lock()

    async def shown(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if path.startswith(PRIVATE) and not path.startswith(STATIC):
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b"This is not shown here.\n"})
            return
        async with lock:
            if "app" not in made:
                made["app"] = _datasette(database)
        await made["app"](scope, receive, send)

    return shown


def _datasette(database: Path) -> ASGIApp:
    from datasette.app import Datasette

    settings: dict[str, Any] = {
        "base_url": "/data/",
        "sql_time_limit_ms": SECONDS * 1000,
        # Suggesting facets takes 4 s on 415,000 statements.
        "suggest_facets": False,
        "allow_download": False,
    }
    app: ASGIApp = Datasette([str(database)], settings=settings).app()
    return app
