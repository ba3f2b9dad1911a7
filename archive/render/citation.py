"""Citations of a statement or an article: BibTeX, RIS, CSL-JSON, plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from archive.records import Article, Statement
from archive.render.formats import json_text
from archive.text import fold

STYLES = ("text", "bibtex", "ris", "csl-json")


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation names; ``quote`` and ``speaker`` where a statement is cited.

    ``speakers`` are those who are known by name, ``speaker`` them or the words for who spoke.

    ``published_on`` is 2022-09-16, 2022-09 or 2022; ``accessed_on`` the day it was read.
    """

    uid: str
    title: str | None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    place: str | None = None
    published_on: str | None = None
    url: str | None = None
    accessed_on: str | None = None
    language: str | None = None
    speaker: str | None = None
    speakers: tuple[str, ...] = ()
    quote: str | None = None
    said_on: str | None = None


def cited_from(
    uid: str, article: Article, statement: Statement | None = None, read_at: str | None = None
) -> Cited:
    """Return what a citation of an article names, or of a ``statement`` of it, with that uid."""
    published = article.published or article.event
    named = statement.speakers if statement else ()
    who = "; ".join(speaker.name for speaker in named)
    return Cited(
        uid=uid,
        title=article.title,
        authors=article.authors,
        publisher=article.publisher,
        place=article.place,
        published_on=published.iso if published else None,
        url=article.url,
        accessed_on=read_at[:10] if read_at else None,
        language=article.language,
        speaker=who or statement.mention.text if statement else None,
        speakers=tuple(speaker.name for speaker in named if speaker.kind != "unnamed"),
        quote=statement.text if statement else None,
        said_on=statement.said.iso if statement and statement.said else None,
    )


def citations(several: Iterable[Cited], style: str) -> Iterator[str]:
    """Yield the citations in a style, each ending in a line break; CSL-JSON is one array of all."""
    tidied = (
        replace(
            cited,
            title=_line(cited.title) if cited.title else None,
            quote=_line(cited.quote) if cited.quote else None,
        )
        for cited in several
    )
    if style == "csl-json":
        yield json_text([_csl(cited) for cited in tidied], indent=2) + "\n"
        return
    written = {"text": _text, "bibtex": _bibtex, "ris": _ris}[style]
    yield from map(written, tidied)


def _text(cited: Cited) -> str:
    """Write it as Chicago does a news article, the statement before it."""
    said = ""
    if cited.quote:
        who = cited.speaker or "Unknown speaker"
        said = (
            f"{who}, “{cited.quote}”" + (f" ({cited.said_on})" if cited.said_on else "") + ". In "
        )
    authors = f"{', '.join(cited.authors)}. " if cited.authors else ""
    head = f"“{cited.title or 'Untitled'}.” "
    parts = [cited.publisher, cited.published_on, cited.url]
    end = ", ".join(filter(None, parts))
    read = f" (read {cited.accessed_on})" if cited.accessed_on else ""
    return f"{said}{authors}{head}{end}{read}. [{cited.uid}]\n"


def _bibtex(cited: Cited) -> str:
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in cited.authors),
        "title": f"{{{_tex(cited.title)}}}" if cited.title else "",
        "journal": _tex(cited.publisher or ""),
        "address": _tex(cited.place or ""),
        "date": cited.published_on or "",
        "year": (cited.published_on or "")[:4],
        "url": cited.url or "",
        "urldate": cited.accessed_on or "",
        "langid": cited.language or "",
        "note": _tex(_note(cited)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{_key(cited)},", *lines, "}"]) + "\n"


def _ris(cited: Cited) -> str:
    day = (cited.published_on or "").replace("-", "/")
    tags = [
        ("TY", "NEWS"),
        ("TI", cited.title),
        *(("AU", name) for name in cited.authors),
        ("T2", cited.publisher),
        ("CY", cited.place),
        ("DA", day),
        ("PY", day[:4]),
        ("UR", cited.url),
        ("Y2", (cited.accessed_on or "").replace("-", "/")),
        ("LA", cited.language),
        ("N1", _note(cited)),
        ("ID", cited.uid),
    ]
    lines = [f"{tag}  - {_line(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - "]) + "\n"


def _csl(cited: Cited) -> dict[str, object]:
    """Return an item of CSL: a statement is a speech by its speaker, which others report.

    CSL 1.0.2 has the type "speech"; BibTeX and RIS have none, so there the speaker is in a note.
    """
    is_speech = bool(cited.quote and cited.speakers)
    names = cited.speakers if is_speech else cited.authors
    item = {
        "id": cited.uid,
        "type": "speech" if is_speech else "article-newspaper",
        "title": cited.title,
        "author": [{"literal": name} for name in names],
        "container-title": None if is_speech else cited.publisher,
        "publisher": cited.publisher if is_speech else None,
        "event-place" if is_speech else "publisher-place": cited.place,
        "event-date": _csl_date(cited.said_on) if is_speech else None,
        "issued": _csl_date(cited.published_on),
        "URL": cited.url,
        "accessed": _csl_date(cited.accessed_on),
        "language": cited.language,
        "note": _note(cited),
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(iso: str | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else None


def _note(cited: Cited) -> str:
    if not cited.quote:
        return cited.uid
    who = cited.speaker or "Unknown speaker"
    return f"{who}: “{cited.quote}” [{cited.uid}]"


def _key(cited: Cited) -> str:
    """Name an entry by its first author or publisher, its year and id: xinhua2022s-k3v7."""
    name = (cited.authors or (cited.publisher or "news",))[0].split()[-1]
    letters = "".join(c for c in fold(name) if c.isascii() and c.isalnum())
    return f"{letters or 'news'}{(cited.published_on or '')[:4]}{cited.uid.replace(':', '-')[:6]}"


_TEX = {**{c: f"\\{c}" for c in "&%$#_{}"}, "\\": "\\textbackslash{}", "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}"}  # fmt: skip


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _line(text))


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
