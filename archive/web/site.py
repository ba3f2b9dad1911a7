"""The pages of a selection as files: for publishing a small archive on any host, or in a folder.

They are made by the functions and templates of the server, with addresses that lead from file to
file. What only a server can do is left out: search, comparisons, checks.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from tempfile import mkdtemp
from typing import Any
from xml.sax.saxutils import escape

from archive.errors import StoreError, UsageError
from archive.query import Node
from archive.store.reports.events import all_events
from archive.store.reports.selection import Chosen, chosen
from archive.store.reports.show import StoredArticle, load_article
from archive.web.addresses import FileAddresses, bare
from archive.web.asked import Asked, Page
from archive.web.pages import article, event, index, speaker, statement, topic
from archive.web.pages.article import places
from archive.web.rendering import html, page_citation, style

MOST = 5_000
"""Articles of a site: with their statements some 200,000 files, as many as most hosts take."""
MARKER = ".statement-archive"
"""A file that says that a folder was made here, so that it may be made anew."""

Say = Callable[[int, int], None]
"""Is told how many articles of how many are written."""


@dataclass(frozen=True, slots=True)
class Site:
    """What was written: files, and how large they are together, in bytes."""

    files: int
    size: int


def write_site(
    connection: Connection, folder: Path, tree: Node, today: date, url: str, say: Say
) -> Site:
    """Write the pages of the articles that a query finds into a folder, which may not be in use.

    The folder is there whole or not at all; one that was made here is replaced. ``url`` is where it
    will be published, "" where that is not known: a sitemap needs it. Raises UsageError where
    nothing or too much is found, StoreError for a folder that holds something else.
    """
    _must_be_free(folder)
    found = chosen(connection, tree, today, MOST + 1)
    if not found.articles:
        raise UsageError(f"no article matches {tree}", hint="archive query --articles says why")
    if len(found.articles) > MOST:
        raise UsageError(
            f"more than {MOST:,} articles match {tree}",
            hint="choose some: archive site DIR speaker:xi said:2023; or show all: archive serve",
        )
    made = Path(mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        done = _Writing(connection, made, found, str(tree), today, url.rstrip("/")).write(say)
        _put(made, folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return done


class _Writing:
    """Writes one site."""

    def __init__(
        self, connection: Connection, folder: Path, found: Chosen, query: str, today: date, url: str
    ) -> None:
        self.connection, self.folder, self.found = connection, folder, found
        self.query, self.today, self.url = query, today, url
        self.stored = [load_article(connection, uid) for uid in found.articles]
        self.events = {
            uid: one
            for one in all_events(connection)
            if len(one.people) > 1 and one.day
            for uid in one.articles
            if uid in found.articles
        }
        self.files = frozenset(self._names())
        self.places = {at: part for one in self.stored for at, part in places(one).items()}
        self.size = 0

    def _names(self) -> Iterator[str]:
        yield from ("index.html", "index.csv", "index.json", "style.css")
        for one in self.stored:
            name = f"a/{bare(one.uid)}"
            yield f"{name}.html"
            yield f"{name}.json"
            for part in range(2, article.number_of_parts(one) + 1):
                yield f"{name}-{part}.html"
            yield from (f"s/{bare(said.uid)}.html" for said in one.statements)
        yield from (f"speaker/{uid}.html" for uid in self.found.speakers)
        yield from (f"topic/{slug}.html" for slug in self.found.topics)
        yield from (f"event/{bare(one.uid)}.html" for one in self.events.values())

    def write(self, say: Say) -> Site:
        """Write all files, and say how far that is after each article."""
        self._put("style.css", style()[0].decode())
        page = index.index(self.connection, self._asked(), self.query)
        self._page("index.html", page)
        for form in ("csv", "json"):
            self._put(f"index.{form}", "".join(page.written(form)))
        for number, stored in enumerate(self.stored, 1):
            self._article(stored)
            say(number, len(self.stored))
        for uid in self.found.speakers:
            self._page(f"speaker/{uid}.html", speaker.speaker(self.connection, self._asked(uid)))
        for slug in self.found.topics:
            self._page(f"topic/{slug}.html", topic.topic(self.connection, self._asked(slug)))
        for one in dict.fromkeys(self.events.values()):
            asked = self._asked(bare(one.uid))
            self._page(f"event/{bare(one.uid)}.html", event.event(self.connection, asked))
        self._put(MARKER, "Made by archive site, which may make it anew.\n")
        if self.url:
            self._put("sitemap.xml", _sitemap(self.url, self.files))
        return Site(len(self.files) + bool(self.url), self.size)

    def _article(self, stored: StoredArticle) -> None:
        name, reported = f"a/{bare(stored.uid)}", self.events.get(stored.uid)
        for part in range(1, article.number_of_parts(stored) + 1):
            file = f"{name}-{part}.html" if part > 1 else f"{name}.html"
            page = article.article_page(self.connection, stored, part, reported)
            self._page(file, page)
            if part == 1:
                self._put(f"{name}.json", "".join(page.written("json")))
        labels = self.found.labels
        for position, said in enumerate(stored.statements):
            shown = statement.statement_page(self.connection, stored, position, reported, labels)
            self._page(f"s/{bare(said.uid)}.html", shown)

    def _asked(self, id_: str = "") -> Asked:
        return Asked(self.today, id_, selected=self.found.selection)

    def _page(self, name: str, page: Page) -> None:
        to = FileAddresses(name, self.files, self.places)
        more: dict[str, Any] = {
            "origin": f"{self.url}/" if self.url else "",
            "today": self.today.isoformat(),
            "citation": page_citation(page),
            "edit": None,
        }
        self._put(name, html(page, to, **more))

    def _put(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        data = text.encode("utf-8", "replace")
        path.write_bytes(data)
        self.size += len(data)


def _sitemap(url: str, files: frozenset[str]) -> str:
    """Return a sitemap (sitemaps.org), which search engines read."""
    pages: Sequence[str] = sorted(name for name in files if name.endswith(".html"))
    lines = [f"<url><loc>{escape(f'{url}/{name}')}</loc></url>" for name in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return "\n".join([head, f'<urlset xmlns="{space}">', *lines, "</urlset>", ""])


def _must_be_free(folder: Path) -> None:
    """Raise StoreError where there is something that was not made here."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise StoreError(f"{folder} is not a folder", hint="name another")
    if not folder.parent.is_dir():
        raise StoreError(f"there is no folder {folder.parent}", hint="make it, or name another")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise StoreError(
            f"{folder} holds files that archive site did not make", hint="name another folder"
        )


def _put(made: Path, folder: Path) -> None:
    """Put a folder in its place; the one that stood there goes away when all is well."""
    made.chmod(0o755)
    old = made.with_name(f"{made.name}.old")
    if folder.exists():
        folder.rename(old)
    made.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
