"""Pages as HTML, by the templates of this folder."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from archive import __version__
from archive.render.citation import citations
from archive.render.report import percent
from archive.web.addresses import Addresses
from archive.web.asked import Page
from archive.web.charts import width

FOLDER = Path(__file__).parent / "templates"
STYLE = FOLDER / "style.css"

# C0 and C1, which HTML forbids or a terminal obeys when a page's text is copied into it; characters
# that turn the direction of what follows them; halves of characters.
_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)


def html(page: Page, to: Addresses, **more: Any) -> str:
    """Return a page; ``more`` is what its template needs besides."""
    template = environment().get_template(page.template)
    return template.render(page=page.data, title=page.title, whole=page, to=to, **more)


def message(title: str, text: str, hint: str | None, to: Addresses, **more: Any) -> str:
    """Return a page that says what went wrong, and what to do."""
    template = environment().get_template("message.html")
    return template.render(title=title, text=text, hint=hint, whole=None, to=to, **more)


def citation(page: Page, style: str) -> Iterator[str]:
    """Yield the citation of a page in a style."""
    assert page.cited is not None
    return citations([page.cited()], style)


def page_citation(page: Page) -> str:
    """Return the citation of a page as text, nothing where it has none of its own."""
    return "".join(citation(page, "text")).strip() if page.cited else ""


@cache
def environment() -> Environment:
    """Return the environment of the templates: all text is escaped, and what is missing raises."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "day": day,
        "number": lambda value: f"{value:,}",
        "percent": percent,
        "address": outer_address,
        "counted": counted,
        "inner": inner,
    }
    made.globals |= {"version": __version__, "bar_width": width}
    return made


@cache
def style() -> tuple[bytes, str]:
    """Return the stylesheet and its version, so that a browser may keep it for ever."""
    data = STYLE.read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:12]


def harmless(value: Any) -> Any:
    """Return a text in which what would turn or end the line is shown as a sign of its own."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup) and _HARMFUL.search(value):
        return _HARMFUL.sub("\N{REPLACEMENT CHARACTER}", value)
    return value


def day(iso: str | None) -> str:
    """Return a date as one reads it: "2022-09-15" -> "15 September 2022"."""
    if not iso:
        return "no date"
    year, *rest = iso[:10].split("-")
    words = [_MONTHS[int(rest[0]) - 1]] if rest else []
    return " ".join([*([str(int(rest[1]))] if len(rest) > 1 else []), *words, year])


def outer_address(url: str | None) -> str:
    """Return an address that a link may lead to, nothing for any other than of the web."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""


def inner(title: str) -> str:
    """Return a title as it stands between quotation marks: those in it are single."""
    return title.replace("“", "‘").replace("”", "’")


def counted(number: int, things: str) -> str:
    """Return "1 statement" or "1,204 statements"."""
    return f"{number:,} {things if number != 1 else things[:-1]}"
