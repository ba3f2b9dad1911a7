"""Meetings as reports: a list of them, and one with what was said there."""

from collections.abc import Iterable, Mapping, Sequence

from archive.corpus.events import Event, Reported
from archive.corpus.said import Said
from archive.render.excerpt import excerpt
from archive.render.report import Part, Row
from archive.render.table import Column

COLUMNS = (
    Column("DATE", "day"),
    Column("WHO MET", "participants"),
    Column("PLACE", "place"),
    Column("REPORTS", "reports", number=True),
    Column("PUBLISHERS", "publishers", optional=True),
    Column("TITLE", "title", optional=True),
    Column("ID", "uid"),
)


def events_parts(events: Iterable[Event], names: Mapping[str, str]) -> list[Part]:
    """Return one part, a row a meeting; ``names`` are those of the people by uid."""
    rows = [_event(event, names) for event in events]
    return [Part("events", f"{len(rows):,} meetings", COLUMNS, rows, most=None)]


def event_parts(
    event: Event,
    reported: Iterable[Reported],
    names: Mapping[str, str],
    copies: Mapping[str, Sequence[str]],
) -> list[Part]:
    """Return the parts of one meeting: event, reports with who copied them, statements."""
    sources = {report.article: report.publisher or report.article for report in event.reports}
    several = len(event.reports) > 1
    row = _event(event, names)
    title = " · ".join(str(row[key]) for key in ("day", "participants", "place") if row[key])
    reports = [
        {
            "article": one.article,
            "publisher": one.publisher,
            "title": one.title,
            "place": one.place,
            "copied_by": "; ".join(name or "unknown" for name in copies.get(one.article, ())),
        }
        for one in event.reports
    ]
    columns = (
        Column("PUBLISHER", "publisher"),
        Column("COPIED BY", "copied_by"),
        Column("TITLE", "title"),
        Column("ID", "article"),
    )
    said = [_statement(one, sources) for one in _by_side(list(reported))]
    shown = (
        Column("SPEAKER", "speaker"),
        Column("STATEMENT", "_text"),
        *((Column("REPORTED BY", "reported_by"), Column("LEFT OUT BY", "left_out_by")) * several),
        Column("ID", "uid"),
    )
    return [
        Part("event", title, (), [row], single=True),
        Part("reports", "Reports", columns, reports, most=None),
        Part("statements", "Who said what", shown, said, most=None),
    ]


def _by_side(reported: Sequence[Reported]) -> list[Reported]:
    """Put together what one side says, in the order in which the sides begin to speak."""
    sides = list(dict.fromkeys(_side(one) for one in reported))
    return sorted(reported, key=lambda one: sides.index(_side(one)))


def _side(reported: Reported) -> str:
    said = reported.statements[0]
    return said.names if len(said.countries) != 1 else said.countries[0]


def _event(event: Event, names: Mapping[str, str]) -> Row:
    places = dict.fromkeys(report.place for report in event.reports if report.place)
    publishers = dict.fromkeys(report.publisher for report in event.reports if report.publisher)
    return {
        "uid": event.uid,
        "day": event.day,
        "participants": "; ".join(sorted(names.get(uid, uid) for uid in event.people)),
        "place": "; ".join(places) or None,
        "reports": len(event.reports),
        "publishers": "; ".join(publishers) or None,
        "title": event.reports[0].title,
        "articles": list(event.articles),
    }


def _statement(reported: Reported, sources: Mapping[str, str]) -> Row:
    said: Said = max(reported.statements, key=lambda one: len(one.text))
    return {
        "said_on": said.said_on,
        "speaker": said.names,
        "text": said.text,
        "_text": excerpt(said.text),
        "topics": ", ".join(said.topics),
        "uid": said.uid,
        "also": [one.uid for one in reported.statements if one is not said],
        "reported_by": [sources[article] for article in reported.reported],
        "left_out_by": [
            source for article, source in sources.items() if article not in reported.reported
        ],
    }
