"""The life of a phrase as parts of a report."""

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


def life_parts(life: PhraseHistory) -> list[Part]:
    """Return the parts: phrase, first and last, speakers, years, publishers, variants, replaced."""
    return [
        _summary(life),
        _ends(life),
        _speakers(life),
        _years(life),
        Part("publishers", "Published by", _PUBLISHERS, [_publisher(p) for p in life.publishers]),
        _variants(life),
        _replaced(life),
        _statements(life),
    ]


def _summary(life: PhraseHistory) -> Part:
    articles = len({use.said.article for use in life.uses})
    row = {
        "phrase": life.phrase,
        "uses": len(life.uses),
        "articles": articles,
        "speakers": sum(bool(one.who.uid) for one in life.speakers),
        "begins_on": life.begins_on,
        "article": life.article.uid if life.article else None,
        "article_on": life.article.day if life.article else None,
    }
    title = (
        f"“{life.phrase}”: {_counted(len(life.uses), 'statement')} in "
        f"{_counted(articles, 'article')} by {_counted(int(str(row['speakers'])), 'speaker')}"
    )
    return Part("phrase", title + _within(life), (), [row], single=True)


def _within(life: PhraseHistory) -> str:
    return f" within {life.of}" if life.of else ""


def _ends(life: PhraseHistory) -> Part:
    rows = [
        _said(life, which, said) for which, said in (("first", life.first), ("last", life.last))
    ]
    begins = f", which begins on {life.begins_on}" if life.begins_on else ""
    note = f"“first” is the earliest statement in this archive{begins}"
    if life.article:
        title = f" “{life.article.title}”" if life.article.title else ""
        note += (
            f"\nAn article has it earlier, in no statement: {life.article.day}{title}"
            f" ({life.article.uid}); all of them: archive kwic --articles '\"{life.phrase}\"'"
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


def _said(life: PhraseHistory, which: str, said: Said) -> Row:
    spans = next(use.spans for use in life.uses if use.said is said)
    return {"which": which, **statement_row(said), "_text": excerpt(said.text, spans)}


def _speakers(life: PhraseHistory) -> Part:
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
            "_years": _spark(life.years, one.who),
        }
        for one in life.speakers
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
    joint = any(one.joint for one in life.speakers)
    note = "A joint statement counts for each who made it." if joint else ""
    return Part("speakers", f"Who says it{_within(life)}", columns, rows, note)


def _spark(years: Sequence[YearShare], who: Who | None) -> str:
    """Draw the shares of somebody's years on the years of everybody, so that lines compare."""
    shares = {one.year: one.share for one in years if one.who == who and one.statements}
    return sparkline([shares.get(one.year) for one in years if one.who is None])


def _years(life: PhraseHistory) -> Part:
    rows = [_year(one) for one in life.years]
    drawn = [None, *(one.who for one in life.speakers[:SPEAKERS_BY_YEAR])]
    rows = [
        row for who in drawn for row, one in zip(rows, life.years, strict=True) if one.who == who
    ] + [row for row, one in zip(rows, life.years, strict=True) if one.who not in drawn]
    columns = (
        Column("SPEAKER", "speaker"),
        Column("YEAR", "_year"),
        Column("USES", "uses", number=True),
        Column("OF", "statements", number=True),
        Column("SHARE", "_share", number=True),
    )
    most = sum(one.who in drawn for one in life.years)
    title = "By year, of all statements of that year"
    return Part("years", title + _among(life), columns, rows, most=most)


def _among(life: PhraseHistory) -> str:
    """Say of what the shares are shares, where that is not the whole archive."""
    return f" that match {life.of}" if life.of else ""


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


def _variants(life: PhraseHistory) -> Part:
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
        for one in life.variants
    ]
    columns = (
        Column("VARIANT", "variant"),
        Column("KIND", "kind"),
        Column("USES", "uses", number=True),
        Column("FIRST", "first_said_on"),
        Column("LAST", "last_said_on"),
        Column("SPEAKERS", "_speakers"),
    )
    common = ", ".join(f"“{word}”" for word in life.too_common)
    note = f"Not looked for beside {common}, which too many statements have." if common else ""
    return Part("variants", "Variants", columns, rows, note)


def _names(variant: Variant) -> list[str]:
    return list(dict.fromkeys(who.name for use in variant.uses for who in use.said.who))


def _replaced(life: PhraseHistory) -> Part:
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
        for one in life.replaced
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


def _statements(life: PhraseHistory) -> Part:
    rows = [statement_row(use.said) for use in life.uses]
    return Part("statements", "", (), rows, most=0)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"
