"""Publishers and agencies by any of their names, from ``publishers.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from archive.dates import alternatives
from archive.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Publishers:
    """The names of ``publishers.toml`` with what each stands for."""

    names: Mapping[str, str]
    hosts: Mapping[str, str]
    source: str


@cache
def publishers(vocabulary: Vocabulary) -> Publishers:
    """Return the publishers of a vocabulary."""
    table = vocabulary.table("publishers")["publisher"]
    names: dict[str, str] = {}
    for entry in table:
        for name in (entry["name"], *entry.get("also", ())):
            names.setdefault(straight(name), entry["name"])
    hosts = {host: entry["name"] for entry in table for host in entry.get("hosts", ())}
    return Publishers(names, hosts, alternatives(names).replace("'", "['’]"))


def straight(text: str) -> str:
    """Return a text to compare by: small letters, straight apostrophes, single spaces."""
    return " ".join(text.casefold().replace("’", "'").replace("‘", "'").split())


def canonical(text: str, known: Publishers) -> str:
    """Return a publisher's own name, or the text as it stands, without signs at its edges."""
    name = re.sub(r"^\W{1,20}", "", text[:200]).rstrip(" .,;:|-–—/").removeprefix("the ")
    return known.names.get(straight(name), name)


def of_url(url: str | None, known: Publishers) -> str | None:
    """Return the publisher whose host an address has, the host's parents included."""
    try:
        host = (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return None
    while "." in host:
        if host in known.hosts:
            return known.hosts[host]
        host = host.partition(".")[2]
    return None
