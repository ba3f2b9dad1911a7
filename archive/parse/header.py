"""The head of an article: title, dates, publisher and people, recognised by what surrounds them.

The lines before the lead are sorted into kinds. The last line of facts (a date, a source, an
author) is the anchor: what stands above it is head, the title is the title-like line next to it, or
the one that occurs twice. Without an anchor only menus go, and a first line that can be nothing but
a title. In doubt a line stays in the body: a lost lead is worse than a kept heading.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from archive.dates import Day, Order, as_day, dated
from archive.parse.boilerplate import Boilerplate, boilerplate
from archive.parse.captions import Credits, credits_of, split_captions
from archive.parse.dateline import Datelines, dateline_of, datelines
from archive.parse.draft import Draft, Line
from archive.parse.facts import Facts, Grammar, facts_of, grammar
from archive.parse.publishers import straight
from archive.records import Date, Removed
from archive.vocabulary import Vocabulary

Kind = Literal["facts", "noise", "title", "caption", "lead", "prose", "scrap"]

ZONE = 40
"""Lines that can be head. Menus and language bars above a title had up to 25."""

PROSE = 0.3
"""Share of the text that may stand above the anchor as sentences (a deck, a machine summary). More
than that is the article itself and the anchor belongs to something below it."""

SCRAP = 30
"""A line up to this length is no paragraph: a word of a menu, an addressee, "Q Thanks."."""

LONGEST_TITLE = 250
NEAR = datetime.timedelta(days=31)
"""A date in the head this near to the crawler's is the page's own, one farther off is not."""

# A turn's label in a transcript, which is no title.
_LABEL = re.compile(r"(?:Q|A|[A-Z][A-Z.'’\- ]{1,60}):?\s\s|[A-Z][A-Z.'’\- ]{2,60}:\s|[QA]:\s|Q\s")
_ITEM = re.compile(r"(?:[-*+•]|\d{1,3}[.)]|\(?[a-z]\))\s")
_CRUMB = re.compile(r"\s{0,3}(?:>{1,2}|»|›|→|::|/|\|)\s{0,3}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the head with what it is."""

    line: Line
    kind: Kind
    facts: Facts | None = None


def read_head(draft: Draft, vocabulary: Vocabulary) -> Draft:
    """Fill title, dates, publisher and people from the head, and leave the lines after it."""
    rows = _sorted_rows(draft.lines, vocabulary, draft.date_order)
    anchor = _anchor(rows, sum(len(line.text) for line in draft.lines))
    title = None if draft.title else _title(rows, anchor, draft.lines)
    for facts in _told(rows, anchor, title):
        draft = with_facts(draft, facts, "header")
    known = boilerplate(vocabulary)
    kept = _kept(rows, anchor, title, straight(draft.title) if draft.title else None)
    gone = [row for place, row in enumerate(rows) if row.line not in kept and place != title]
    return draft._replace(
        title=draft.title or (rows[title].line.text if title is not None else None),
        lines=(*kept, *draft.lines[len(rows) :]),
        removed=(*draft.removed, *(Removed(row.line.text, _reason(row, known)) for row in gone)),
    )


def _reason(row: _Row, known: Boilerplate) -> str:
    if known.is_opening(row.line.text):
        return "promotion"
    return {"noise": "menu", "title": "repeated title"}.get(row.kind, "header")


def _sorted_rows(lines: Sequence[Line], vocabulary: Vocabulary, order: Order | None) -> list[_Row]:
    """Sort the first lines into kinds, up to a dateline or to three paragraphs in a row."""
    rules = (
        grammar(vocabulary, order),
        boilerplate(vocabulary),
        credits_of(vocabulary),
        datelines(vocabulary),
    )
    rows: list[_Row] = []
    prose = 0
    for line in lines[:ZONE]:
        row = _row(line, *rules)
        rows.append(row)
        prose = prose + 1 if row.kind == "prose" else 0 if row.kind == "facts" else prose
        if row.kind == "lead" or prose == 3:
            break
    return rows


def _row(line: Line, rules: Grammar, known: Boilerplate, credit: Credits, start: Datelines) -> _Row:
    text = line.text
    if dateline_of(text, start):
        return _Row(line, "lead")
    if facts := facts_of(text, rules):
        return _Row(line, "facts" if facts.is_strong else "noise", facts)
    if split_captions(text, credit):
        return _Row(line, "caption")
    if len(text) > LONGEST_TITLE:
        return _Row(line, "prose")
    if text.startswith(known.memo):
        return _Row(line, "facts")
    entry = without_number(text)
    if known.is_opening(text):
        return _Row(line, "noise")
    if _is_crumb(text, rules) or known.head.match(entry) or straight(text[:80]) in known.settings:
        return _Row(line, "noise")
    if is_title_like(text):
        return _Row(line, "title")
    return _Row(line, "prose" if len(text) > SCRAP else "scrap")


def _is_crumb(text: str, rules: Grammar) -> bool:
    """Say whether a line is a path of short parts, "Home > NEWS > China >"."""
    if len(text) > 200 or not any(sign in text for sign in (">", "»", "›", "→", "::", "|", "/")):
        return False
    parts = [part for part in _CRUMB.split(text) if part.strip()]
    short = all(len(part.split()) <= 5 for part in parts) and text[-1:] not in '.!?”"'
    arrowed = any(sign in text for sign in (">", "»", "›", "→", "::"))
    rooted = bool(parts) and straight(parts[0]) in ("home", "homepage", "app", "front page", "main")
    return short and (arrowed or rooted or text.count("|") >= 2)


def is_title_like(text: str) -> bool:
    """Say whether a line can be a title: short, opened by a capital, without a full stop."""
    if len(text) > LONGEST_TITLE or not 2 <= len(text.split()) <= 35:
        return False
    if text.rstrip("”’\"')]")[-1:] in ".;,:…" or _LABEL.match(text) or _ITEM.match(text):
        return False
    first = text.lstrip("“‘\"'([«")[:1]
    return first.isupper() or first.isdigit() or not first.isascii()


def _anchor(rows: Sequence[_Row], total: int) -> int:
    """Return the place of the last line of facts above the body, -1 where there is none."""
    anchor, prose = -1, 0
    for place, row in enumerate(rows):
        if row.kind in ("prose", "scrap"):
            prose += len(row.line.text)
        if prose > PROSE * total:
            break
        if row.kind == "facts":
            anchor = place
    return anchor


def _title(rows: Sequence[_Row], anchor: int, lines: Sequence[Line]) -> int | None:
    above = [place for place, row in enumerate(rows[: anchor + 1]) if row.kind == "title"]
    twice = [place for place in above if _again(rows, place)]
    if above:
        return (twice or above)[-1]
    below = next(
        (n for n, row in enumerate(rows) if n > anchor and row.kind not in ("noise", "caption")),
        None,
    )
    if below is None or rows[below].kind != "title" or below + 1 >= len(lines):
        return None
    text = next(
        (n for n in range(below + 1, len(rows)) if rows[n].kind != "noise"), below + 1
    )  # behind a title can stand who publishes it
    gap = any(line.gap for line in lines[below + 1 : text + 1])
    gap = gap or (text < len(rows) and rows[text].kind == "lead")
    one_a_line = not any(line.gap for line in lines[1:])
    followed = gap or (one_a_line and not is_title_like(lines[text].text))
    return below if followed and len(rows[below].line.text.split()) <= 30 else None


def _told(rows: Sequence[_Row], anchor: int, title: int | None) -> Iterator[Facts]:
    """Yield the facts of the head: down to the anchor, and of the lines of noise below it."""
    for place, row in enumerate(rows):
        if place > anchor and row.kind != "noise" and place != title:
            break
        if row.facts:
            yield row.facts


def _again(rows: Sequence[_Row], place: int) -> bool:
    text = straight(rows[place].line.text)
    return any(straight(row.line.text) == text for row in rows[:place])


def _kept(rows: Sequence[_Row], anchor: int, title: int | None, known: str | None) -> list[Line]:
    """Return the lines of the head that are body: a deck under the title, all below the anchor."""
    named = straight(rows[title].line.text) if title is not None else known
    kept: list[Line] = []
    for place, row in enumerate(rows):
        is_deck = title is not None and title < place and row.kind == "prose"
        is_above = place <= anchor and not is_deck and row.kind != "caption"
        is_menu = row.kind == "noise" and not any(map(is_body, kept))
        is_title = named is not None and straight(without_number(row.line.text)) == named
        if not is_above and not is_menu and not is_title:
            kept.append(row.line)
    return kept


def without_number(text: str) -> str:
    """Return a line without the sign of a list's item: breadcrumbs are lists on some sites."""
    item = _ITEM.match(text)
    return text[item.end() :].strip() if item else text


def is_body(line: Line) -> bool:
    """Say whether a line is long enough to be a paragraph and not a menu's entry."""
    return len(line.text) > 60


def with_facts(draft: Draft, facts: Facts, found: str) -> Draft:
    """Fill what a line of facts says into the fields that are empty.

    A text whose date is known already (its front matter says it) names in its head the day that it
    reports; a crawler's date gives way to the page's own, unless that is of another month.
    """
    published = _date(facts.published, found, draft)
    updated = _date(facts.updated, "updated", draft)
    if published and draft.published:
        own, known = as_day(published), as_day(draft.published)
        if draft.published.method == "crawl prefix" and own and known and abs(own - known) <= NEAR:
            draft = draft._replace(published=published)
        elif own and known and known - NEAR <= own <= known:
            draft = draft._replace(event=draft.event or published)
    return draft._replace(
        published=draft.published or published,
        updated=draft.updated or updated,
        published_time=draft.published_time or facts.time,
        source=draft.source or facts.source,
        agency=draft.agency or facts.publisher,
        editors=draft.editors or facts.editors,
        authors=draft.authors or facts.authors,
        place=draft.place or (facts.place if found == "header" else None),
    )


def _date(days: Sequence[Day], found: str, draft: Draft) -> Date | None:
    near = as_day(draft.published)
    return next((date for day in days if (date := dated(day, found, near))), None)
