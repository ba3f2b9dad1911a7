"""`archive copies`."""

from itertools import groupby

import click

from archive.cli.correcting import signed_options
from archive.cli.database import database, database_option
from archive.cli.output import counted, note, shown_path
from archive.errors import UsageError
from archive.render.safe import safe
from archive.store.connect import open_for_reading
from archive.store.reports.copies import Copy, copies

EXAMPLES = """\b
archive copies
archive copies similar a:k3v7
archive copies split 12
archive copies merge a:k3v7 a:x2pw"""


@click.group(name="copies", invoke_without_command=True, epilog=EXAMPLES)
@database_option
@click.pass_context
def command(context: click.Context) -> None:
    """List copies of articles and why each is one; merge or split them permanently.

    Of a reprint or a shortened wire copy the fullest version is the article, and its statements are
    counted once.
    """
    if context.invoked_subcommand is None:
        _list()


def _list() -> None:
    with open_for_reading(database()) as connection:
        found = list(copies(connection))
    for article, group in groupby(found, key=lambda one: (one.article, one.article_title)):
        uid, title = article
        click.echo(safe(f"{uid}  {title or '(no title)'}"))
        for one in group:
            click.echo(safe(_line(one)))
    if not found:
        click.echo("no copies")
    else:
        note(
            f"{counted(len(found), 'copies')}; to split one off: archive copies split {found[0].id}"
        )


def _line(one: Copy) -> str:
    facts = [one.publisher or "", one.edition or "", one.published_on or "", f"{one.words:,} words"]
    where = shown_path(one.path) if one.path else "(no document)"
    shown = ", ".join(fact for fact in facts if fact)
    return f"  {one.id:<6} {one.kind:<7}{one.similarity:5.2f}  {shown}  {where}: {one.reason}"


@command.command("similar")
@click.argument("article")
@database_option
def similar(article: str) -> None:
    """List the articles on the same template as one: the same words, other names, numbers or days.

    They are articles of their own, and found as all others are.
    """
    from archive.store.reports.copies import similar as like
    from archive.store.reports.ids import find

    with open_for_reading(database()) as connection:
        one = find(connection, article)
        if one.kind != "article":
            raise UsageError(f"{one.uid} is no article", hint="archive query --articles")
        found = like(connection, one.uid)
    for other in found:
        day = other.published_on or "no date"
        click.echo(safe(f"{other.article}  {day}  {other.title or '(no title)'}: {other.reason}"))
    if not found:
        click.echo(f"nothing is similar to {one.uid}")


@command.command("split")
@click.argument("copy", type=int)
@signed_options
@database_option
def split(copy: int, *, why: str | None, by: str | None) -> None:
    """Make a copy (by number) an article of its own, permanently."""
    from archive.ingest.separate import split as split_copy
    from archive.store.write.corrections import Made

    made = Made(by, why, "archive copies split")

    click.echo(f"copy {copy} is now the article {split_copy(database(), copy, made)}")


@command.command("merge")
@click.argument("article")
@click.argument("others", nargs=-1, required=True)
@signed_options
@database_option
def merge(article: str, others: tuple[str, ...], *, why: str | None, by: str | None) -> None:
    """Make the other articles copies of the first one, permanently; its text is kept."""
    from archive.store.curate.copies import merge as join
    from archive.store.engine import open_for_writing, reader
    from archive.store.reports.ids import find
    from archive.store.write.corrections import Made

    with open_for_writing(database()) as connection, connection.begin():
        target, *sources = (find(reader(connection), text) for text in (article, *others))
        for one in (target, *sources):
            if one.kind != "article":
                raise UsageError(
                    f"{one.uid} is not an article",
                    hint="to list articles: archive query --articles",
                )
        for one in sources:
            number = join(connection, target.uid, one.uid, Made(by, why, "archive copies merge"))
            click.echo(f"{one.uid} is now copy {number} of {target.uid}")
