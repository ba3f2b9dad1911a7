"""Corrections made in the browser: for one person, on this machine.

Three things must agree before anything is written. The *cookie*: whoever opens the address that
`archive serve --edit` prints, with its token, gets it; no other page can send it along
(SameSite=Strict), and no script can read it. The *token of the form*, made from the cookie, which
only our own pages hold. And the *origin* that the browser names, which must be ours.
"""

import hmac
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from archive.errors import ArchiveError, UsageError
from archive.web.application import Answer, Pages, application, parameters_of

COOKIE = "archive_edit"
FIELDS = ("text", "said_on", "kind", "quotation")
"""Fields of a statement that the form sets, beside its speaker; an empty one is left as it is."""
TOOL = "archive serve --edit"


class ForbiddenError(ArchiveError):
    """A correction that did not come from our own page, opened with the token."""


class EditingPages(Pages):
    """Pages with a form for corrections, for whoever has the cookie."""

    def __init__(self, database: Path, *, by: str | None, data: bool = False) -> None:
        """Take who makes the corrections; the secret is new each time that it is served."""
        super().__init__(database, data=data)
        self.by = by
        self.secret = secrets.token_urlsafe(24)

    def edit_token(self, request: Request) -> str | None:
        """Return the token of the form, where the cookie is ours."""
        return self.form_token() if self.is_ours(request.cookies.get(COOKIE, "")) else None

    def is_ours(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.secret.encode())

    def form_token(self) -> str:
        return hmac.new(self.secret.encode(), b"form", sha256).hexdigest()

    async def opened(self, request: Request) -> Response:
        """Give the cookie to whoever has the token, and lead on to the first page."""
        if not self.is_ours(request.query_params.get("token", "")):
            return self.refused(request, ForbiddenError("this address has another token by now",
                hint="open the address that archive serve --edit has printed"))  # fmt: skip
        answer = RedirectResponse("/", 303)
        # A name without a port would be sent to every server of this machine; the path is all.
        answer.set_cookie(COOKIE, self.secret, httponly=True, samesite="strict", path="/")
        return answer

    async def correct(self, request: Request) -> Response:
        """Make the correction that the form says, and show the statement again."""
        return await self._write(request, self._corrected)

    async def undo(self, request: Request) -> Response:
        """Take a correction back, and show the statement again."""
        return await self._write(request, self._undone)

    async def _write(
        self, request: Request, work: Callable[[Mapping[str, Sequence[str]]], str]
    ) -> Response:
        form = await parameters_of(request)
        try:
            self._must_be_ours(request, form)
            uid = await self.in_thread(lambda: work(form))
        except ArchiveError as error:
            return self.refused(request, error)
        return RedirectResponse(self.addresses(request).statement(uid), 303)

    def refused(self, request: Request, error: ArchiveError) -> Response:
        answer: Answer = self.explained(error, self.addresses(request))
        status = 403 if isinstance(error, ForbiddenError) else answer.status
        return Response(answer.text, status, media_type=answer.media_type)

    def _must_be_ours(self, request: Request, form: Mapping[str, Sequence[str]]) -> None:
        """Raise ForbiddenError unless cookie, token and origin are all ours."""
        ours = f"{request.url.scheme}://{request.headers['host']}"
        site = request.headers.get("sec-fetch-site", "same-origin")
        given = next(iter(form.get("token", ())), "")
        if not (
            self.is_ours(request.cookies.get(COOKIE, ""))
            and hmac.compare_digest(given.encode(), self.form_token().encode())
            and request.headers.get("origin") == ours
            and site == "same-origin"
        ):
            raise ForbiddenError(
                "this correction did not come from a page of this archive, so nothing was changed",
                hint="open the address that archive serve --edit has printed, and try again",
            )

    def _corrected(self, form: Mapping[str, Sequence[str]]) -> str:
        from archive.store.curate.corrections import decisions, targets_of_ids
        from archive.store.engine import open_for_writing, reader
        from archive.store.write.corrections import Made, correct_all

        given = {name: next(iter(values), "").strip() for name, values in form.items()}
        wanted: dict[str, Any] = {name: given[name] for name in FIELDS if given.get(name)}
        if given.get("speaker"):
            wanted["speaker"] = [one.strip() for one in given["speaker"].split(";") if one.strip()]
        if given.get("drop"):
            wanted["drop"] = True
        if not wanted:
            raise UsageError("what is to be corrected? No field was filled in")
        made = Made(self.by, given.get("why") or None, TOOL)
        with open_for_writing(self.database) as connection, connection.begin():
            targets = targets_of_ids(reader(connection), [given.get("id", "")])
            decided = decisions(connection, targets, wanted, given.get("new") or None)
            correct_all(connection, decided, made)
        return given.get("id", "")

    def _undone(self, form: Mapping[str, Sequence[str]]) -> str:
        from archive.store.engine import open_for_writing
        from archive.store.write.corrections import undo

        number = next(iter(form.get("number", ())), "")
        if not (number.isascii() and number.isdecimal() and len(number) < 10):
            raise UsageError(f"{number!r} is not the number of a correction")
        with open_for_writing(self.database) as connection, connection.begin():
            undo(connection, int(number))
        return next(iter(form.get("back", ())), "")


def editing(pages: EditingPages, hosts: Iterable[str] = ()) -> Starlette:
    """Return the application with the pages that make corrections."""
    routes = [
        Route("/edit", pages.opened, methods=["GET"]),
        Route("/correct", pages.correct, methods=["POST"]),
        Route("/undo", pages.undo, methods=["POST"]),
    ]
    return application(pages.database, hosts, pages=pages, further=routes)
