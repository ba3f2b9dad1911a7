"""Where pages live. Templates ask here, so that the same ones serve a server and a folder.

An address is permanent: it holds the id that the archive gave, never a number of a row.
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote, urlencode


def bare(uid: str) -> str:
    """Return an id without its mark: "s:k3v7" -> "k3v7"; the address says what it is of."""
    return uid.partition(":")[2] or uid


class Addresses:
    """The addresses of a server; ``here`` is that of the page being shown, without its host."""

    is_live = True

    def __init__(self, here: str = "/", *, style: str = "", data: bool = False) -> None:
        """Take where we are, the stylesheet's version, and whether SQL is served at /data."""
        self.here = here
        self._style = style
        self.has_data = data

    def home(self) -> str:
        return "/"

    def style(self) -> str:
        return f"/style.css?v={self._style}"

    def statement(self, uid: str) -> str:
        return f"/s/{_part(bare(uid))}"

    def article(self, uid: str, at: str = "", part: int = 1) -> str:
        """Return an article's address; at a statement (uid) of it, or at one of its parts."""
        if at:
            place = _part(bare(at))
            return f"/a/{_part(bare(uid))}?at={place}#{place}"
        return f"/a/{_part(bare(uid))}" + (f"?part={part}" if part > 1 else "")

    def speaker(self, uid: str) -> str:
        return f"/speaker/{_part(uid)}"

    def topic(self, slug: str) -> str:
        return f"/topic/{_part(slug)}"

    def event(self, uid: str) -> str:
        return f"/event/{_part(bare(uid))}"

    def page(self, name: str, **parameters: object) -> str:
        """Return the address of a page that is asked something: search, phrase, compare …"""
        given = [(key, str(value)) for key, value in parameters.items() if value not in ("", None)]
        return f"/{name}" + (f"?{urlencode(given)}" if given else "")

    def search(self, q: str = "", **narrowed: object) -> str:
        return self.page("search", q=q, **narrowed)

    def is_at(self, name: str) -> bool:
        """Tell whether the page being shown is the one of that name."""
        return self.here.partition("?")[0].strip("/").removesuffix(".html") == name

    def form(self, ending: str) -> str:
        """Return the address of the page being shown in another form: ".json", ".csv"."""
        path, mark, rest = self.here.partition("?")
        return ("/index" if path == "/" else path) + ending + mark + rest

    def without(self, *names: str) -> str:
        """Return the address of the page being shown without some of its parameters."""
        path, _, rest = self.here.partition("?")
        kept = [one for one in rest.split("&") if one and one.partition("=")[0] not in names]
        return path + ("?" + "&".join(kept) if kept else "")

    def with_(self, name: str, value: object) -> str:
        """Return the address of the page being shown with one more parameter."""
        path = self.without(name)
        return f"{path}{'&' if '?' in path else '?'}{urlencode([(name, str(value))])}"


class FileAddresses(Addresses):
    """The addresses within a folder of files: relative, and none for what is not in it."""

    is_live = False

    def __init__(
        self, here: str, known: Iterable[str], places: Mapping[str, int] | None = None
    ) -> None:
        """Take the page's file, "s/k3v7.html", all the files that there are, and the part of its
        article in which each statement begins.
        """
        super().__init__(here)
        self._places = places or {}
        self._known = frozenset(known)
        self._up = "../" * here.count("/")

    def home(self) -> str:
        return f"{self._up}index.html"

    def style(self) -> str:
        return f"{self._up}style.css"

    def statement(self, uid: str) -> str:
        return self._file(f"s/{bare(uid)}")

    def article(self, uid: str, at: str = "", part: int = 1) -> str:
        part = self._places.get(bare(at), part)
        numbered = f"-{part}" if part > 1 else ""
        found = self._file(f"a/{bare(uid)}{numbered}")
        return f"{found}#{_part(bare(at))}" if found and at else found

    def speaker(self, uid: str) -> str:
        return self._file(f"speaker/{uid}")

    def topic(self, slug: str) -> str:
        return self._file(f"topic/{slug}")

    def event(self, uid: str) -> str:
        return self._file(f"event/{bare(uid)}")

    def page(self, name: str, **parameters: object) -> str:
        """Return the file of a page that is asked nothing; there is no other in a folder."""
        return "" if any(parameters.values()) else self._file(name)

    def form(self, ending: str) -> str:
        file = self.here.removesuffix(".html") + ending
        return self._up + quote(file) if file in self._known else ""

    def _file(self, name: str) -> str:
        file = f"{name}.html"
        return self._up + quote(file) if file in self._known else ""


def _part(text: str) -> str:
    return quote(text, safe="")
