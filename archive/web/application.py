"""The pages over HTTP. Each request opens the archive for itself and sees it as it is by then."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from sqlite3 import Connection
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from archive.errors import ArchiveError, LockedError, QueryError, StoreError, UsageError
from archive.render.atom import feed
from archive.web.addresses import Addresses
from archive.web.asked import Asked, MissingError, Page
from archive.web.guard import Guard
from archive.web.limits import TooLongError, reading
from archive.web.pages import (
    about,
    article,
    compare,
    event,
    home,
    lists,
    phrase,
    search,
    speaker,
    statement,
    topic,
    verify,
)
from archive.web.rendering import citation, html, message, page_citation, style

AT_ONCE = 4
"""Pages that are made at the same time; further ones wait in a line. More threads than processors
make none of them faster, and each holds an open file."""

FIELDS = 50
"""Fields of a form at the most; ours have ten."""

Make = Callable[[Connection, Asked], Page]
PAGES: Mapping[str, Make] = {
    "/": home.home,
    "/search": search.search,
    "/s/{id}": statement.statement,
    "/a/{id}": article.article,
    "/speaker/{id}": speaker.speaker,
    "/topic/{id}": topic.topic,
    "/event/{id}": event.event,
    "/phrase": phrase.phrase,
    "/compare": compare.compare,
    "/verify": verify.verify,
    "/about": about.about,
    "/events": event.all_events,
    "/speakers": lists.all_speakers,
    "/topics": lists.all_topics,
}
"""Which function makes the page at which address."""

FORMS = {"json": "application/json", "csv": "text/csv"}
STYLES = {
    "bib": ("bibtex", "application/x-bibtex"),
    "ris": ("ris", "application/x-research-info-systems"),
    "csl": ("csl-json", "application/vnd.citationstyles.csl+json"),
}
"""Endings of addresses that give a page to a program, or its citation."""
STATUS: Mapping[type[ArchiveError], int] = {
    MissingError: 404,
    UsageError: 400,
    TooLongError: 503,
    LockedError: 503,
    StoreError: 500,
}


class Answer(NamedTuple):
    """What is sent: text, its media type, the status, and the name of a file to keep."""

    text: str
    media_type: str = "text/html"
    status: int = 200
    file: str | None = None


class Pages:
    """Answers requests from one archive."""

    def __init__(self, database: Path, *, data: bool = False) -> None:
        """Take the archive, and whether Datasette shows its tables at /data."""
        self.database = database
        self.data = data
        self.limiter: CapacityLimiter | None = None

    async def answer(self, request: Request, make: Make) -> Response:
        """Make a page in a thread of its own, and send it in the form that the address ends in."""
        id_, form = _form(request.path_params.get("id", ""), request.path_params.get("form"))
        to = self.addresses(request)
        asked = Asked(date.today(), id_, await parameters_of(request))
        edit = self.edit_token(request)
        more = {"origin": str(request.base_url).rstrip("/"), "edit": edit}
        answer = await self.in_thread(lambda: self.made(make, asked, form, to, more))
        headers = (
            {"content-disposition": f'inline; filename="{answer.file}"'} if answer.file else {}
        )
        return Response(answer.text, answer.status, headers, answer.media_type)

    async def in_thread(self, work: Callable[[], Any]) -> Any:
        if self.limiter is None:
            self.limiter = CapacityLimiter(AT_ONCE)
        return await to_thread.run_sync(work, limiter=self.limiter)

    def addresses(self, request: Request) -> Addresses:
        query = request.url.query
        here = request.url.path + (f"?{query}" if query else "")
        return Addresses(here, style=style()[1], data=self.data)

    def edit_token(self, request: Request) -> str | None:
        """Return what a form must hold that corrects a statement, None where none may."""
        return None

    def made(
        self, make: Make, asked: Asked, form: str, to: Addresses, more: Mapping[str, Any]
    ) -> Answer:
        """Make a page; what goes wrong becomes a page that says so."""
        try:
            with reading(self.database) as connection:
                if form == "atom" and make is search.search:
                    return _feed(connection, asked, to, more["origin"])
                if form and form not in FORMS and form not in STYLES:
                    raise MissingError(f"there is no form {form!r} of a page")
                page = make(connection, asked)
                if form in STYLES:
                    return _cited(page, form)
                if form:
                    text = "".join(page.written(form))
                    return Answer(text, FORMS[form], 200, _file_name(to, form))
                return Answer(html(page, to, today=_today(), citation=page_citation(page), **more))
        except ArchiveError as error:
            return self.explained(error, to, form)

    def explained(self, error: ArchiveError, to: Addresses, form: str = "") -> Answer:
        """Return a page that says what was wrong, without the folders of this machine."""
        status = next((s for kind, s in STATUS.items() if isinstance(error, kind)), 500)
        text = self._without_path(error.message)
        hint = self._without_path(error.hint or "")
        if form:
            return Answer(f"{text}\n{hint}\n".strip() + "\n", "text/plain", status)
        titles = {404: "Not found", 400: "This cannot be read", 503: "Too much at once"}
        title = titles.get(status, "The archive cannot be read")
        more: dict[str, Any] = {"query": None, "place": None}
        if isinstance(error, QueryError) and error.query:
            more = {"query": error.query, "place": error.position}
        return Answer(message(title, text, hint, to, **more), status=status)

    def _without_path(self, text: str) -> str:
        return text.replace(str(self.database), self.database.name)


def application(
    database: Path,
    hosts: Iterable[str] = (),
    *,
    data: bool = False,
    pages: Pages | None = None,
    further: Iterable[Route] = (),
) -> Starlette:
    """Return the application for one archive; ``data`` mounts Datasette, where it is installed.

    ``pages`` answer, and ``further`` routes are those of corrections, where they are allowed.
    """
    shown = pages or Pages(database, data=data)
    routes: list[Any] = [Route("/style.css", _stylesheet), *further]
    for path, make in PAGES.items():
        routes += _routes(path, shown, make)
    routes.append(Route("/meeting/{id}", _moved))
    if shown.data:
        from archive.web.tables import tables

        routes.append(Mount("/data", tables(database)))
    routes.append(Route("/{path:path}", _missing(shown)))
    return Starlette(routes=routes, middleware=[Middleware(Guard, hosts=tuple(hosts))])


def has_datasette() -> bool:
    """Tell whether Datasette is installed, without importing it: that takes 0.9 s."""
    return find_spec("datasette") is not None


def _routes(path: str, shown: Pages, make: Make) -> list[Route]:
    async def page(request: Request) -> Response:
        return await shown.answer(request, make)

    methods = ["GET", "POST"] if path == "/verify" else ["GET"]
    found = [Route(path, page, methods=methods)]
    if "{" not in path:
        named = "/index" if path == "/" else path
        found.append(Route(f"{named}.{{form}}", page, methods=methods))
    return found


async def parameters_of(request: Request) -> dict[str, list[str]]:
    """Return the parameters of an address, and those of a form that was sent."""
    found: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        found.setdefault(name, []).append(value)
    if request.method == "POST":
        text = (await request.body()).decode("utf-8", "replace")
        for name, value in parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS):
            found.setdefault(name, []).append(value)
    return found


def _form(id_: str, named: str | None) -> tuple[str, str]:
    """Split "k3v7.json" into the id and the form; raise MissingError for a form that is none."""
    if named is None:
        id_, _, named = id_.partition(".")
    return id_, named or ""


def _today() -> str:
    return date.today().isoformat()


def _feed(connection: Connection, asked: Asked, to: Addresses, base: str) -> Answer:
    rows, title, updated = search.newest(connection, asked)
    place = to.statement if asked.one("unit") != "articles" else to.article
    linked = ({**row, "url": base + place(row["uid"])} for row in rows)
    return Answer("".join(feed(linked, title, updated)), "application/atom+xml")


def _cited(page: Page, form: str) -> Answer:
    if page.cited is None:
        raise MissingError("this page has no citation of its own")
    style_name, media_type = STYLES[form]
    return Answer("".join(citation(page, style_name)), media_type)


def _file_name(to: Addresses, form: str) -> str:
    path = to.here.partition("?")[0].removesuffix(f".{form}").strip("/")
    return "".join(c if c.isalnum() and c.isascii() else "-" for c in path or "index") + f".{form}"


async def _stylesheet(_: Request) -> Response:
    kept = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(style()[0], headers=kept, media_type="text/css")


async def _moved(request: Request) -> Response:
    return RedirectResponse(f"/event/{request.path_params['id']}", 308)


def _missing(shown: Pages) -> Callable[[Request], Any]:
    async def missing(request: Request) -> Response:
        error = MissingError(f"there is no page {request.url.path[:200]}")
        answer = shown.explained(error, shown.addresses(request))
        return Response(answer.text, answer.status, media_type=answer.media_type)

    return missing
