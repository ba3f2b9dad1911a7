"""`archive db reanalyse`: which articles, and what is said of the result."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.output import counted, note
from archive.cli.progress import progress_bar
from archive.render.safe import one_line, safe
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from archive.ingest.reanalyse import Reanalysed


def chosen(path: Path, ids: tuple[str, ...], query: str | None) -> list[str] | None:
    """Return the uids of the articles that are meant; None for all."""
    if not ids and not query:
        return None
    from archive.query import parse
    from archive.store.reports.ids import article_of, find
    from archive.store.search.request import Request, plan, rows

    with open_for_reading(path) as connection:
        found = [find(connection, text) for text in ids]
        uids = [
            one.uid if one.kind == "article" else article_of(connection, one.uid) for one in found
        ]
        if query:
            request = Request(parse(query), "articles", "date", None, date.today())
            uids += [str(row["uid"]) for row in rows(connection, plan(connection, request))]
    return list(dict.fromkeys(uids))


def run(path: Path, articles: list[str] | None, *, dry_run: bool) -> "Reanalysed":
    """Analyse them with a progress bar."""
    from archive.ingest.reanalyse import reanalyse
    from archive.store.reports.info import info

    with open_for_reading(path) as connection:
        total = len(articles) if articles is not None else info(connection, path).counts["articles"]
    done: list[int] = []
    with progress_bar("Analysing") as (step, _):

        def advance(number: int) -> None:
            done.append(number)
            step(sum(done), total)

        return reanalyse(path, articles, dry_run=dry_run, progress=advance)


def tell(path: Path, done: "Reanalysed", *, dry_run: bool) -> None:
    """Print the differences of a dry run, how many there are, and corrections without a place."""
    from archive.store.people.decisions import corrections

    for one in done.differences if dry_run else ():
        click.echo(safe(f"{one.article}  {one.title or '(no title)'}"))
        for line in one.lines:
            click.echo(safe(f"  {one_line(line)}"))
    changed = sum(len(one.lines) for one in done.differences)
    click.echo(
        f"{counted(done.articles, 'articles')} analysed, {counted(changed, 'differences')} in"
        f" {len(done.differences):,} of them"
    )
    if done.given:
        note(f"{counted(done.given, 'articles')} came with their statements and keep them")
    if dry_run:
        note("nothing was changed (--dry-run)")
        return
    with open_for_reading(path) as connection:
        lost = [one for one in corrections(connection) if not one.is_placed]
    lost = [one for one in lost if one.field not in ("copy", "no copy")]
    if lost:
        note(f"{counted(len(lost), 'corrections')} no longer find their place: archive log --lost")
