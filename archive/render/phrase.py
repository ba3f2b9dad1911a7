"""The history of a phrase as parts of a report."""

from collections.abc import Sequence

from archive.corpus.phrase import PhraseHistory
from archive.corpus.said import Said, Who
from archive.corpus.uses import Spread, YearShare
from archive.corpus.variants import Variant
from archive.render.excerpt import excerpt, statement_row
from archive.render.report import Part, Row, percent
from archive.render.spark import sparkline
from archive.render.table import Column

SPEAKERS_BY_YEAR = 3
"""Speakers whose years are drawn: those who use it most."""


def history_parts(history: PhraseHistory) -> list[Part]:
    """Return the parts: phrase, first and last, speakers, years, publishers, variants, replaced."""
    return [
        _summary(history),
        _ends(history),
        _speakers(history),
        _years(history),
        Part(
            "publishers", "Published by", _PUBLISHERS, [_publisher(p) for p in history.publishers]
        ),
        _variants(history),
        _replaced(history),
        _statements(history),
    ]


def _summary(history: PhraseHistory) -> Part:
    articles = len({use.said.article for use in history.uses})
    row = {
        "phrase": history.phrase,
        "uses": len(history.uses),
        "articles": articles,
        "speakers": sum(bool(one.who.uid) for one in history.speakers),
        "begins_on": history.begins_on,
        "article": history.article.uid if history.article else None,
        "article_on": history.article.day if history.article else None,
    }
    title = (
        f"“{history.phrase}”: {_counted(len(history.uses), 'statement')} in "
        f"{_counted(articles, 'article')} by {_counted(int(str(row['speakers'])), 'speaker')}"
    )
    return Part("phrase", title + _within(history), (), [row], single=True)


def _within(history: PhraseHistory) -> str:
    return f" within {history.of}" if history.of else ""


def _ends(history: PhraseHistory) -> Part:
    rows = [
        _said(history, which, said)
        for which, said in (("first", history.first), ("last", history.last))
    ]
    begins = f", which begins on {history.begins_on}" if history.begins_on else ""
    note = f"“first” is the earliest statement in this archive{begins}"
    if history.article:
        title = f" “{history.article.title}”" if history.article.title else ""
        note += (
            f"\nAn article has it earlier, outside any statement: {history.article.day}{title}"
            f" ({history.article.uid}); all of them: archive kwic --articles '\"{history.phrase}\"'"
        )
    columns = (
        Column("", "which"),
        Column("DATE", "said_on"),
        Column("SPEAKER", "speaker"),
        Column("PLACE", "place"),
        Column("STATEMENT", "_text"),
        Column("PUBLISHER", "publisher", optional=True),
        Column("ID", "uid"),
    )
    return Part("ends", "First and last", columns, rows, note)


def _said(history: PhraseHistory, which: str, said: Said) -> Row:
    spans = next(use.spans for use in history.uses if use.said is said)
    return {"which": which, **statement_row(said), "_text": excerpt(said.text, spans)}


def _speakers(history: PhraseHistory) -> Part:
    rows = [
        {
            "speaker": one.who.name,
            "speaker_uid": one.who.uid or None,
            "uses": one.uses,
            "joint": one.joint,
            "statements": one.statements,
            "share": round(one.uses / one.statements, 6),
            "_share": percent(one.uses / one.statements),
            "first_said_on": one.first.said_on,
            "first_uid": one.first.uid,
            "last_said_on": one.last.said_on,
            "last_uid": one.last.uid,
            "_years": _spark(history.years, one.who),
        }
        for one in history.speakers
    ]
    columns = (
        Column("SPEAKER", "speaker"),
        Column("USES", "uses", number=True),
        Column("OF", "statements", number=True),
        Column("SHARE", "_share", number=True),
        Column("FIRST", "first_said_on"),
        Column("LAST", "last_said_on"),
        Column("BY YEAR", "_years"),
    )
    joint = any(one.joint for one in history.speakers)
    note = "A joint statement counts for each who made it." if joint else ""
    return Part("speakers", f"Who says it{_within(history)}", columns, rows, note)


def _spark(years: Sequence[YearShare], who: Who | None) -> str:
    """Draw the shares of somebody's years on the years of everybody, so that lines compare."""
    shares = {one.year: one.share for one in years if one.who == who and one.statements}
    return sparkline([shares.get(one.year) for one in years if one.who is None])


def _years(history: PhraseHistory) -> Part:
    rows = [_year(one) for one in history.years]
    drawn = [None, *(one.who for one in history.speakers[:SPEAKERS_BY_YEAR])]
    rows = [
        row for who in drawn for row, one in zip(rows, history.years, strict=True) if one.who == who
    ] + [row for row, one in zip(rows, history.years, strict=True) if one.who not in drawn]
    columns = (
        Column("SPEAKER", "speaker"),
        Column("YEAR", "_year"),
        Column("USES", "uses", number=True),
        Column("OF", "statements", number=True),
        Column("SHARE", "_share", number=True),
    )
    most = sum(one.who in drawn for one in history.years)
    title = "By year, of all statements of that year"
    return Part("years", title + _among(history), columns, rows, most=most)


def _among(history: PhraseHistory) -> str:
    """Name the base of the shares, where that is not the whole archive."""
    return f" that match {history.of}" if history.of else ""


def _year(one: YearShare) -> Row:
    return {
        "speaker": one.who.name if one.who else "everybody",
        "year": one.year,
        "_year": str(one.year),
        "uses": one.uses,
        "statements": one.statements,
        "share": round(one.share, 6),
        "_share": percent(one.share) if one.statements else "",
    }


_PUBLISHERS = (
    Column("PUBLISHER", "_publisher"),
    Column("USES", "uses", number=True),
    Column("ARTICLES", "articles", number=True),
    Column("COPIES", "copies", number=True),
)


def _publisher(one: Spread) -> Row:
    return {
        "publisher": one.publisher,
        "_publisher": one.publisher or "[unknown]",
        "uses": one.uses,
        "articles": one.articles,
        "copies": one.copies,
    }


def _variants(history: PhraseHistory) -> Part:
    rows = [
        {
            "variant": one.text,
            "kind": one.kind,
            "uses": len(one.uses),
            "first_said_on": one.first.said_on,
            "first_uid": one.first.uid,
            "last_said_on": one.last.said_on,
            "speaker": "; ".join(_names(one)),
            "_speakers": "; ".join(_names(one)[:3]) + "; …" * (len(_names(one)) > 3),
        }
        for one in history.variants
    ]
    columns = (
        Column("VARIANT", "variant"),
        Column("KIND", "kind"),
        Column("USES", "uses", number=True),
        Column("FIRST", "first_said_on"),
        Column("LAST", "last_said_on"),
        Column("SPEAKERS", "_speakers"),
    )
    common = ", ".join(f"“{word}”" for word in history.too_common)
    note = f"Not looked for beside {common}, which too many statements have." if common else ""
    return Part("variants", "Variants", columns, rows, note)


def _names(variant: Variant) -> list[str]:
    return list(dict.fromkeys(who.name for use in variant.uses for who in use.said.who))


def _replaced(history: PhraseHistory) -> Part:
    rows = [
        {
            "speaker": one.who.name,
            "old": one.old,
            "new": one.new,
            "since": one.since.said_on,
            "since_uid": one.since.uid,
            "last_old": one.last_old.said_on,
            "last_old_uid": one.last_old.uid,
            "old_before": one.old_before,
            "old_after": one.old_after,
            "new_after": one.new_after,
        }
        for one in history.replaced
    ]
    columns = (
        Column("SPEAKER", "speaker"),
        Column("SAID BEFORE", "old"),
        Column("UNTIL", "last_old"),
        Column("TIMES TILL THEN", "old_before", number=True),
        Column("THIS SINCE", "since"),
        Column("TIMES SINCE", "new_after", number=True),
        Column("OLD SINCE THEN", "old_after", number=True),
    )
    return Part("replaced", "It took the place of", columns, rows)


def _statements(history: PhraseHistory) -> Part:
    rows = [statement_row(use.said) for use in history.uses]
    return Part("statements", "", (), rows, most=0)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"
