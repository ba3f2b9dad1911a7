"""Lists of office holders: a CSV of our own, and the YAML of the project congress-legislators.

The CSV has a header; only ``name`` is needed, and a person may have several rows, one an office::

    name,alias,title,of,start,end,wikidata
    Angela Merkel,Angela Dorothea Merkel,Chancellor,Germany,2005-11-22,2021-12-08,Q567

Rows are one person's where the Wikidata id is the same, else where the name is. ``alias`` may hold
several names with semicolons between them. Days may be those of Wikidata, "2005-11-22T00:00:00Z".
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from archive.errors import UsageError, VocabularyError
from archive.records import KnownName, KnownPerson, KnownRole
from archive.store.people.known import Entry

COLUMNS = ("name", "alias", "title", "of", "start", "end", "wikidata")
_WIKIDATA = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)")

_TERMS = {
    "sen": ("Senator", "United States"),
    "rep": ("Representative", "United States"),
    "prez": ("President", "United States"),
    "viceprez": ("Vice President", "United States"),
}
"""What the types of terms in congress-legislators and in its list of executives mean."""


@dataclass(slots=True)
class _Holder:
    name: str
    wikidata: str | None
    aliases: dict[str, None] = field(default_factory=dict)
    roles: dict[KnownRole, None] = field(default_factory=dict)

    def entry(self) -> Entry:
        aliases = tuple(KnownName(name) for name in self.aliases if name != self.name)
        person = KnownPerson(self.name, "person", aliases, tuple(self.roles))
        return Entry(person, wikidata=self.wikidata)


def read_csv(path: Path) -> tuple[Entry, ...]:
    """Read a list of office holders; raise VocabularyError that names the line and the fault."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"cannot read {path}: {error}") from error
    rows = csv.DictReader(io.StringIO(text))
    header = [name.strip().lower() for name in rows.fieldnames or ()]
    if "name" not in header or not set(header) <= set(COLUMNS):
        raise VocabularyError(
            f"{path}: line 1 must name columns, among them name",
            hint=f"the columns are {', '.join(COLUMNS)}",
        )
    rows.fieldnames = header
    holders: dict[str, _Holder] = {}
    for number, row in enumerate(rows, 2):
        _take(holders, row, f"{path}: line {number}")
    return tuple(holder.entry() for holder in holders.values())


def _take(holders: dict[str, _Holder], row: Mapping[str | Any, Any], where: str) -> None:
    if None in row:
        raise VocabularyError(f"{where} has more fields than line 1 has columns")
    fields = {column: (row.get(column) or "").strip() or None for column in COLUMNS}
    name = fields["name"]
    if name is None:
        raise VocabularyError(f"{where} has no name")
    wikidata = _wikidata(fields["wikidata"], where)
    holder = holders.setdefault(wikidata or name, _Holder(name, wikidata))
    for alias in (name, *(fields["alias"] or "").split(";")):
        if alias.strip() and alias.strip() != holder.name:
            holder.aliases[alias.strip()] = None
    days = _day(fields["start"], where), _day(fields["end"], where)
    if fields["title"]:
        holder.roles[KnownRole(fields["title"], fields["of"], *days)] = None
    elif fields["of"] or any(days):
        raise VocabularyError(f"{where} has no title, but a country, a body or days")


def _wikidata(text: str | None, where: str) -> str | None:
    if text is None:
        return None
    found = _WIKIDATA.fullmatch(text)
    if found is None:
        raise VocabularyError(f"{where}: {text!r} is not a Wikidata id", hint="write Q567")
    return found[1]


def _day(text: str | None, where: str) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text.partition("T")[0]).isoformat()
    except ValueError as error:
        raise VocabularyError(f"{where}: {text!r} is not a day", hint="write 2013-03-14") from error


def read_legislators(path: Path) -> tuple[Entry, ...]:
    """Read legislators-*.yaml or executive.yaml; raise VocabularyError where it is another file."""
    try:
        yaml = import_module("yaml")
    except ImportError as error:
        raise UsageError(f"to read {path}, PyYAML is needed", hint="pip install pyyaml") from error
    try:
        listed = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, yaml.YAMLError) as error:
        raise VocabularyError(f"cannot read {path}: {error}") from error
    if not isinstance(listed, list):
        raise VocabularyError(f"{path} is not a list of legislators")
    return tuple(_legislator(one, f"{path}: entry {n}") for n, one in enumerate(listed, 1))


def _legislator(given: Any, where: str) -> Entry:
    try:
        names, terms = given["name"], given["terms"]
        first, last = names["first"], names["last"]
    except (KeyError, TypeError) as error:
        raise VocabularyError(f"{where} has no name and terms of a legislator") from error
    holder = _Holder(
        names.get("official_full") or f"{first} {last}",
        _wikidata((given.get("id") or {}).get("wikidata"), where),
    )
    short = [names.get("nickname"), first]
    holder.aliases |= {f"{given_name} {last}": None for given_name in short if given_name}
    for term in terms:
        title = _TERMS.get(term.get("type"))
        if title:
            days = _day(str(term["start"]), where), _day(str(term["end"]), where)
            holder.roles[KnownRole(title[0], title[1], *days)] = None
    return holder.entry()


def write_csv(connection: Connection, *, everybody: bool = False) -> Iterator[str]:
    """Yield the lines of a list that ``read_csv`` reads: whom people made known, or everybody."""
    yield ",".join(COLUMNS)
    for key, name, wikidata in connection.execute(
        "SELECT id, name, wikidata FROM speakers WHERE kind = 'person'"
        " AND (origin <> 'text' OR ?) ORDER BY name, id",
        (everybody,),
    ):
        aliases = ";".join(
            alias
            for (alias,) in connection.execute(
                "SELECT name FROM speaker_names WHERE speaker_id = ? AND name <> ?"
                " AND origin IN ('import', 'correction') ORDER BY name",
                (key, name),
            )
        )
        roles = connection.execute(
            "SELECT title, of, seen_from, seen_until FROM roles WHERE speaker_id = ?"
            " AND (origin = 'import' OR ?) ORDER BY seen_from, id",
            (key, everybody),
        ).fetchall()
        for role in roles or [(None, None, None, None)]:
            yield _line((name, aliases, *role, wikidata))


def _line(fields: Iterable[str | None]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([field or "" for field in fields])
    return out.getvalue()
