"""The steps from a document's text to the fields of an article, each a function of a draft."""

import re
from dataclasses import replace
from functools import cache

from archive.dates import as_day, calendar, clock_of, dated, field_date
from archive.parse import markdown
from archive.parse.captions import credits_of, split_captions
from archive.parse.characters import plain_characters
from archive.parse.dateline import dateline_of, datelines
from archive.parse.draft import Draft, Line
from archive.parse.event import event_day
from archive.parse.facts import people
from archive.parse.frontmatter import Fields, split_front_matter
from archive.parse.header import is_title_like
from archive.parse.layout import logical_lines, tidy
from archive.parse.publishers import canonical, of_url, publishers, straight
from archive.records import Date, Document, Removed
from archive.vocabulary import Vocabulary

_CRAWLED = re.compile(r"\s{0,20}date (\d{4}-\d{2}-\d{2})(?:[ \t]([^\n]{0,5000}))?(?:\n|$)")
# Where a speech was given, on a line of its own below its title: "Herzliya, Israel".
_PLACE_LINE = re.compile(r"[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2}, [A-Z][\w.'’ -]{1,30}")
_OPENING = 3
"""Lines of the body among which the dateline is looked for: a kicker or deck may stand above."""


def opened(document: Document, vocabulary: Vocabulary) -> Draft:
    """Begin a draft: front matter read, characters made plain, hard wraps undone."""
    fields, text = split_front_matter(document.text.replace("\r\n", "\n"))
    empty = Draft(path=document.path, lines=(), date_order=document.date_order)
    draft = _with_fields(empty, fields, vocabulary, "front matter")
    draft = with_given(draft, document, vocabulary)
    text = plain_characters(text)
    if match := _CRAWLED.match(text):
        day = field_date(match[1], "crawl prefix", calendar(vocabulary))
        draft = draft._replace(published=draft.published or day)
        rest, text = tidy(match[2] or ""), text[match.end() :]
        if rest and (draft.title or not is_title_like(rest)):
            text = f"{rest}\n\n{text}"
        else:
            draft = draft._replace(title=draft.title or rest or None)
    is_markdown = not document.is_body and (
        bool(fields) or document.media_type == "text/markdown" or markdown.looks_like_markdown(text)
    )
    captions: tuple[str, ...] = ()
    if is_markdown:
        text, captions = markdown.without_pictures(text)
    lines = logical_lines(text, is_markdown=is_markdown)
    return draft._replace(lines=lines, captions=(*draft.captions, *captions))


def with_given(draft: Draft, document: Document, vocabulary: Vocabulary) -> Draft:
    """Fill the draft from what a page, record or container says of its document."""
    fields: Fields = {key: (value,) for key, value in document.given.items()}
    found = document.given.get("published_method", "given")
    captions = tuple(filter(None, document.given.get("captions", "").split("\n")))
    draft = draft._replace(captions=(*draft.captions, *captions))
    return _with_fields(draft, fields, vocabulary, found)


def _with_fields(draft: Draft, fields: Fields, vocabulary: Vocabulary, found: str) -> Draft:
    """Fill what is empty in the draft from named fields; ``found`` says where a date came from."""
    if not fields:
        return draft
    names = vocabulary.table("headers")["front_matter"]

    def values(kind: str) -> tuple[str, ...]:
        found = next((fields[name] for name in names[kind] if fields.get(name)), ())
        return tuple(filter(None, (tidy(plain_characters(v).replace("\n", " ")) for v in found)))

    def first(kind: str) -> str | None:
        return next(iter(values(kind)), None)

    dates, known = calendar(vocabulary), publishers(vocabulary)
    time = first("time") or ""
    day = field_date(first("published") or time, found, dates, draft.date_order)
    clock = dates.time.search(time or first("published") or "", 8)
    publisher = first("publisher")
    return draft._replace(
        title=draft.title or first("title"),
        published=draft.published or day,
        published_time=draft.published_time or (clock_of(clock) if clock else None),
        url=draft.url or first("url"),
        source=draft.source or (canonical(publisher, known) if publisher else None),
        authors=draft.authors or tuple(n for value in values("author") for n in people(value)),
        editors=draft.editors or tuple(n for value in values("editor") for n in people(value)),
        place=draft.place or first("place"),
        language=draft.language or first("language"),
    )


def without_captions(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Take captions and credits out of the lines."""
    rules = credits_of(vocabulary)
    captions, lines = list(draft.captions), list[Line]()
    for line in draft.lines:
        pieces = split_captions(line.text, rules)
        captions += [piece.text for piece in pieces if piece.is_caption]
        lines += [Line(one.text, True, line.quoted) for one in pieces if not one.is_caption]
        lines += () if pieces else (line,)
    return draft._replace(lines=tuple(lines), captions=tuple(captions))


def without_dateline(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Take the dateline from the lead: place, day and agency are its fields."""
    rules = datelines(vocabulary)
    if draft.title and draft.lines and _PLACE_LINE.fullmatch(draft.lines[0].text):
        place_line = draft.lines[0].text
        draft = draft._replace(place=draft.place or place_line, lines=draft.lines[1:])
    for place, line in enumerate(draft.lines[:_OPENING]):
        text = _without_title(line.text, draft.title)
        found = dateline_of(text, rules)
        if found is None:
            continue
        near = as_day(draft.published) or as_day(draft.updated)
        rest = line._replace(text=text[found.end :].lstrip())
        after = (rest, *draft.lines[place + 1 :]) if rest.text else draft.lines[place + 1 :]
        return draft._replace(
            place=found.place,
            written=dated(found.day, "dateline", near) if found.day else None,
            agency=found.agency or draft.agency,
            lines=(*draft.lines[:place], *after),
        )
    return draft


def _without_title(text: str, title: str | None) -> str:
    """Return a lead without the title that is glued to its beginning."""
    return text[len(title) :].lstrip() if title and text.startswith(title + " ") else text


def with_dates(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Settle the day of publication and of the event."""
    updated = with_method(draft.updated, "updated")
    published = draft.published or updated or draft.written
    body = [line.text for line in draft.lines]
    event = draft.event or event_day(draft.title, body, draft.written, published, vocabulary)
    return draft._replace(published=published, event=event)


def with_method(date: Date | None, method: str) -> Date | None:
    """Return a date with another word for what found it."""
    return replace(date, method=method) if date else None


@cache
def _site_names(vocabulary: Vocabulary) -> re.Pattern[str]:
    source = publishers(vocabulary).source
    return re.compile(
        rf"\s{{0,3}}(?:\s[-–—]{{1,2}}\s|[|_])\s{{0,3}}(?:{source})\s?$", re.IGNORECASE
    )


def without_site_names(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Take sites' names from the end of the title, "… - Xinhua | English.news.cn"."""
    title, agency = draft.title, draft.agency
    names = _site_names(vocabulary)
    while title and (match := names.search(title, max(0, len(title) - 60))):
        agency = agency or canonical(match[0], publishers(vocabulary))
        title = title[: match.start()]
    return draft._replace(title=title or draft.title, agency=agency)


def with_publisher(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Settle the publisher: the source that is named, the agency, the site of the address."""
    found = draft.source or draft.agency or of_url(draft.url, publishers(vocabulary))
    return draft._replace(source=found)


def without_title_in_lead(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Drop a first paragraph that only repeats the title."""
    if draft.title and draft.lines and straight(draft.lines[0].text) == straight(draft.title):
        repeated = Removed(draft.lines[0].text, "repeated title")
        return draft._replace(lines=draft.lines[1:], removed=(*draft.removed, repeated))
    return draft
