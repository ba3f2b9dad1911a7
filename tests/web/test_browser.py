"""The pages in a real browser: Debian's Chromium without a screen, driven by Playwright.

Each walk is what a reader does: search, narrow, open an article, follow a statement to its speaker
and on to a phrase, compare, verify, correct and take back, go back. No page may write an error to
the console or ask another host, and axe-core finds nothing serious or moderate on any of them.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from archive.cli import run
from tests.survive.tools import lacking

pytestmark = pytest.mark.xdist_group("browser")  # one browser, one worker

AXE = Path(__file__).parent / "axe" / "axe.min.js"
ARGUMENTS = (
    # A container has no room for a sandbox of its own; what is opened are our own pages.
    "--no-sandbox",
    # As after DNS rebinding: another's name leads to this machine.
    "--host-resolver-rules=MAP evil.example 127.0.0.1",
)
FORMS = {
    "wide": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "light"},
    "phone, dark": {"viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}
"""How pages are looked at; 320 pixels are also what 1,280 are at a zoom of 400 %."""


@dataclass
class Reader:
    """A browser's page at our server, with all that it complained of and asked for."""

    page: Page
    address: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path.lstrip("/"))
        return self.page

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for this module alone: while Playwright runs, its thread has an event loop."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        lacking("chromium", "Debian's package chromium is not installed")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=ARGUMENTS)


@dataclass
class Server:
    """A running `archive serve`: its address, and that which allows corrections."""

    address: str
    edit: str


@contextmanager
def serving(database: Path, *options: str) -> Iterator[Server]:
    command = [sys.executable, "-m", "archive", "--db", str(database), "serve", "--port", "0"]
    with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found
            yield Server(found[0].partition("edit?")[0], found[0])
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def server(seed: Path, browser: Browser) -> Iterator[Server]:
    with serving(seed) as server:
        yield server


@pytest.fixture
def reader(server: Server, browser: Browser) -> Iterator[Reader]:
    with browser.new_context() as context, reading(context, server) as reader:
        yield reader


@contextmanager
def reading(context: BrowserContext, server: Server) -> Iterator[Reader]:
    """Give a page; at the end fail where it complained, or asked anybody but our server."""
    page = context.new_page()
    found = Reader(page, server.address)
    page.on("console", lambda message: found.complaints.append(message.text))
    page.on("pageerror", lambda error: found.complaints.append(str(error)))

    def asked(request: Any) -> None:
        if not request.url.startswith((server.address, "data:")):
            found.complaints.append(f"asked {request.url}")

    page.on("request", asked)
    yield found
    assert found.complaints == []


def test_a_reader_goes_from_a_search_to_a_speaker_and_a_phrase(reader: Reader) -> None:
    page = reader.open("/")
    page.keyboard.type("taiwan")  # the box has the focus
    page.keyboard.press("Enter")
    assert reader.heading() == "2 statements for taiwan"
    page.get_by_role("navigation", name="Narrow down").get_by_role("link", name="2021").click()
    assert reader.heading() == "1 statement for taiwan"
    page.get_by_role("link", name="Remove Year: 2021").click()
    assert reader.heading().startswith("2 statements")
    page.go_back()
    assert reader.heading().startswith("1 statement")

    page.get_by_role("link", name="Xi calls for high-quality development").click()
    assert reader.heading().startswith("Xi calls for high-quality development")
    assert page.locator(".said:target").inner_text().startswith("Belarus firmly stands with China")
    page.locator(".notes a", has_text="Alexander Lukashenko").first.click()
    assert page.get_by_role("heading", name="How it was found").is_visible()
    kept = page.url
    page.get_by_role("link", name="Alexander Lukashenko").first.click()
    assert reader.heading() == "Alexander Lukashenko"

    page.get_by_role("link", name="comprehensive strategic partnership").first.click()
    assert "comprehensive strategic partnership" in reader.heading()
    assert page.get_by_role("heading", name="First use").is_visible()
    page.goto(kept)  # as from a bookmark
    assert page.get_by_role("heading", name="How it was found").is_visible()


def test_two_events_are_compared(reader: Reader) -> None:
    page = reader.open("/events")
    ids = [link.get_attribute("href") or "" for link in page.locator("tbody th a").all()]
    page.get_by_role("link", name="Compare").click()
    page.get_by_label("A", exact=True).fill("e:" + ids[0].removeprefix("/event/"))
    page.get_by_label("B", exact=True).fill("e:" + ids[-1].removeprefix("/event/"))
    page.get_by_role("button", name="Compare").click()
    assert reader.heading() == "Side by side"
    assert page.get_by_role("heading", name="Said by both, in other words").is_visible()
    assert page.locator(".against mark").count() > 3


def test_a_quotation_is_verified(reader: Reader) -> None:
    page = reader.open("/verify")
    page.get_by_label("Quotation or text").fill("Belarus firmly stands with Russia on issues")
    page.get_by_role("button", name="Verify").click()
    assert page.locator(".verdict h2").inner_text() == "Altered: some words differ"
    assert page.locator(".verdict mark").all_inner_texts() == ["Russia", "China"]
    page.get_by_role("link", name="Address of this page").click()
    assert page.locator(".verdict mark").all_inner_texts() == ["Russia", "China"]


def test_a_statement_is_corrected_and_taken_back(
    seed: Path, tmp_path: Path, browser: Browser
) -> None:
    database = tmp_path / "archive.db"
    shutil.copy(seed, database)
    with (
        browser.new_context() as context,
        serving(database, "--edit") as server,
        reading(context, server) as reader,
    ):
        correct_and_take_back(reader, server)


def correct_and_take_back(reader: Reader, server: Server) -> None:
    page = reader.page
    page.goto(server.edit)
    assert "token" not in page.url
    reader.open("/search?q=taiwan")
    page.locator(".hit .from a").first.click()
    before = page.locator("header .who").inner_text()
    page.get_by_label("Who said it").fill("Wang Yi")
    page.get_by_label("Why", exact=True).fill("a test")
    page.get_by_role("button", name="Correct").click()
    assert page.locator("header .who").inner_text() == "Wang Yi"
    page.get_by_role("button", name="Take back").click()
    assert page.locator("header .who").inner_text() == before
    assert page.get_by_role("heading", name="Corrections").count() == 0


EVERY = {
    "first page": "/",
    "search": "/search?q=cooperation&year=2021",
    "whole articles": "/search?q=cooperation&unit=articles",
    "nothing found": "/search?q=xylophone",
    "a mistake": "/search?q=said:never",
    "speakers": "/speakers",
    "speaker": "/speaker/xi-jinping",
    "topics": "/topics",
    "topic": "/topic/strategic-partnership",
    "events": "/events",
    "phrase": "/phrase?phrase=strategic+partnership",
    "compare": "/compare?a=Xi+Jinping&b=Lukashenko",
    "what to compare": "/compare",
    "verify": "/verify?text=Belarus+firmly+stands+with+Russia+on+issues",
    "about": "/about",
    "not there": "/nothing",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_page_is_fit_for_everybody(server: Server, browser: Browser, form: str) -> None:
    """Nothing serious or moderate by axe-core, and nothing wider than the screen."""
    axe, faults = AXE.read_text("utf-8"), dict[str, Any]()
    settings: Any = FORMS[form]
    with browser.new_context(**settings) as context:
        page = context.new_page()
        for name, address in addresses(page, server).items():
            page.goto(server.address + address.lstrip("/"))
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            page.evaluate(axe)
            found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
            serious = [
                f"{one['id']}: {one['nodes'][0]['html'][:200]}"
                for one in found
                if one["impact"] in ("critical", "serious", "moderate")
            ]
            wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
            if serious or wide:
                faults[name] = [*serious, *(["wider than the screen"] if wide else [])]
    assert faults == {}


def addresses(page: Page, server: Server) -> dict[str, str]:
    """Add the pages whose addresses are ids."""
    page.goto(server.address + "search?q=taiwan")
    links = page.locator(".hit .from a")
    said, whole = (links.nth(n).get_attribute("href") or "" for n in (0, 1))
    event = "/event/" + whole.removeprefix("/a/").partition("?")[0]
    return {**EVERY, "statement": said, "article": whole, "event": event}


PLAIN = """\
Port to open

MINSK, May 3, 2022 (Wire) -- Minister Ana Roth said that the port would open again in June.
"""
HOSTILE = (
    """<script>document.title = "taken"</script><img src=x onerror="document.title='taken'"> """
    """\u202esdrawkcab\u202c \x1b[31mred\x1b[0m \u2066apart\u2069 """
    """"quotes' </p></span><h1>again</h1> """
    """<a href="javascript:alert(1)">link</a> {{ 7 * 7 }} {% raw %} <!-- ]]> &lt; \x00 """
)


def test_a_hostile_text_harms_nothing(tmp_path: Path, browser: Browser) -> None:
    """Written into an archive by hand, as somebody may who hands one on: ingest takes out most."""
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "plain.txt").write_text(PLAIN, "utf-8")
    (texts / "long.txt").write_text("A long text\n\nHANOI, May 4, 2022 -- It rained.\n", "utf-8")
    database = tmp_path / "archive.db"
    assert run(["--db", str(database), "ingest", str(texts)]) == 0
    with closing(sqlite3.connect(database)) as raw, raw:
        said = {"hostile": HOSTILE}
        raw.execute("UPDATE statements SET text = :hostile || text, cue = :hostile", said)
        raw.execute("UPDATE speakers SET name = :hostile", said)
        raw.execute(
            "UPDATE articles SET title = :hostile, publisher = :hostile, place = :hostile,"
            " url = 'javascript:alert(1)', body = body || :hostile WHERE title = 'Port to open'",
            said,
        )
        # 10 MB in one paragraph.
        raw.execute(
            "UPDATE articles SET body = ?, words = 2000000, paragraphs = '[[0, 10000000]]'"
            " WHERE title = 'A long text'",
            ("All of it was said before. " * 400_000,),
        )
    with (
        browser.new_context() as context,
        serving(database) as server,
        reading(context, server) as reader,
    ):
        walk_through_hostile_pages(reader)


def walk_through_hostile_pages(reader: Reader) -> None:
    page = reader.open("/search")
    must_be_text(page)
    for path in ("/", "/speakers"):
        must_be_text(reader.open(path))
    reader.open("/search")
    links = [page.locator(".hit a").nth(n).get_attribute("href") or "" for n in range(3)]
    for path in links:  # the speaker, the statement, the article
        must_be_text(reader.open(path))
    reader.open("/search?q=rained+OR+before&unit=articles")
    page.get_by_role("link", name="A long text").click()
    assert re.search(r"Part 1 of \d{3}", page.locator("nav.pages").first.inner_text())
    assert len(page.content()) < 80_000
    page.get_by_role("link", name="Next →").first.click()
    assert "Part 2 of" in page.locator("nav.pages").first.inner_text()


def must_be_text(page: Page) -> None:
    """Fail where something of the text became a part of the page."""
    assert page.title() != "taken"
    assert page.locator("h1").count() == 1
    assert page.locator("script, img, [onerror], a[href^=javascript]").count() == 0
    shown = page.locator("main").inner_text()
    assert "{{ 7 * 7 }}" in shown
    assert not re.search("[\x00\x1b\u202e\u2066]", page.content())


def test_another_name_of_this_machine_gets_nothing(server: Server, browser: Browser) -> None:
    """DNS rebinding: a page of evil.example reads what the browser finds under that name."""
    port = server.address.rstrip("/").rpartition(":")[2]
    with browser.new_context() as context:
        page = context.new_page()
        answer = page.goto(f"http://evil.example:{port}/search?q=taiwan")
        assert answer
        assert answer.status == 421
        assert "Taiwan" not in page.content()


def test_a_static_page_is_the_same_from_a_folder(
    seed: Path, tmp_path: Path, browser: Browser
) -> None:
    assert run(["--db", str(seed), "site", str(tmp_path / "pages")]) == 0
    complaints: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.goto((tmp_path / "pages" / "index.html").as_uri())
        page.get_by_role("link", name="Xi calls for high-quality development").click()
        page.locator(".notes a").first.click()
        page.get_by_role("link", name="Xi Jinping").first.click()
        assert page.locator("h1").inner_text() == "Xi Jinping"
        assert page.evaluate("getComputedStyle(document.body).maxWidth") is not None
        assert page.evaluate("document.styleSheets.length") == 1
    assert complaints == []
