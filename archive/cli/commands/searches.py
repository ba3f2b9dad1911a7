"""`archive searches`: saved searches, and what is new in them."""

from datetime import date

import click

from archive.cli.completions import complete_field
from archive.cli.database import database, database_option
from archive.cli.options import HIT_FORMATS, colour_option, columns_option, format_option
from archive.cli.output import Output, counted, note
from archive.cli.searching import Words, search_options
from archive.errors import UsageError
from archive.query import Everything, Node
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store.connect import open_for_reading
from archive.store.search.filters import Unit
from archive.store.search.request import columns_of

EXAMPLES = """\b
archive searches save islands taiwan OR "south china sea" --speaker lukashenko
archive query query:islands said:2024
archive searches new islands
archive searches                       lists them
archive searches delete islands"""
NEW_EXAMPLES = """\b
archive searches new islands
archive searches new islands --format atom > islands.atom
0 7 * * * archive ingest ~/news && archive searches new islands | mail -E -s islands me"""
COLUMNS = (
    Column("NAME", "name"),
    Column("QUERY", "query"),
    Column("FOR", "unit", optional=True),
    Column("LAST LOOK", "looked_at"),
)


@click.group(name="searches", invoke_without_command=True, epilog=EXAMPLES)
@format_option()
@colour_option
@database_option
@click.pass_context
def command(context: click.Context, *, form: str, colour: Choice) -> None:
    """List the saved searches; save one, show what is new in it, delete it.

    query:NAME stands for a saved search in other searches.
    """
    if context.invoked_subcommand is None:
        _list(form, colour)


@command.command("list")
@format_option()
@colour_option
@database_option
def list_(*, form: str, colour: Choice) -> None:
    """List the saved searches."""
    _list(form, colour)


def _list(form: str, colour: Choice) -> None:
    from archive.store.search.saved import saved

    with open_for_reading(database()) as connection:
        rows = [search._asdict() for search in saved(connection)]
    Output(form, colour).write_list(COLUMNS, rows)


@command.command("save", cls=Words)
@click.argument("name")
@search_options
@click.option("--articles", is_flag=True, help="Search whole articles.")
@database_option
def save(name: str, *, tree: Node, articles: bool) -> None:
    """Save a search under a NAME, replacing one of that name."""
    from archive.store.curate.searches import save as save_search
    from archive.store.engine import open_for_writing, reader
    from archive.store.search.saved import saved

    if tree == Everything():
        raise UsageError(
            f"no words and no options: what should the search {name} look for?",
            hint=f"archive searches save {name} WORDS",
        )
    unit: Unit = "articles" if articles else "statements"
    with open_for_writing(database()) as writer, writer.begin():
        before = next((one for one in saved(reader(writer)) if one.name == name), None)
        number = save_search(writer, name, tree, unit, date.today())
    if before and before.query != str(tree):
        note(f"{name} was: {before.query}")
    click.echo(f"{counted(number, unit)} now; for later ones: archive searches new {name}")


@command.command("new", epilog=NEW_EXAMPLES)
@click.argument("search", metavar="NAME", shell_complete=complete_field)
@click.option("--keep", is_flag=True, help="Show them as new the next time, too.")
@format_option(*HIT_FORMATS)
@columns_option
@colour_option
@database_option
def new(search: str, *, keep: bool, form: str, columns: tuple[str, ...], colour: Choice) -> int:
    """Show what the saved search NAME finds now and did not find the last time.

    The exit code is 1 where there is nothing new.
    """
    from archive.query import parse
    from archive.store.search.alerts import look
    from archive.store.search.highlights import marked
    from archive.store.search.saved import load

    output = Output(form, colour, columns)
    with open_for_reading(database()) as connection:
        known = load(connection, search)
        found = look(connection, search, date.today())
        if output.draws and found.new:
            ids = [row["id"] for row in found.new]
            column = "text" if known.unit == "statements" else "title"
            marks = marked(connection, known.unit, parse(known.query), ids, column)
            output.draw_hits(found.new, marks)
        elif not output.draws:
            output.write_hits(found.new, columns_of(known.unit), search)
    if not keep:
        from archive.store.curate.searches import remember
        from archive.store.engine import open_for_writing

        with open_for_writing(database()) as writer, writer.begin():
            remember(writer, search, found.uids)
    note(f"{counted(len(found.new), known.unit)} new since {known.looked_at}")
    return 0 if found.new else 1


@command.command("delete")
@click.argument("search", metavar="NAME", shell_complete=complete_field)
@database_option
def delete(search: str) -> None:
    """Delete the saved search NAME."""
    from archive.store.curate.searches import forget
    from archive.store.engine import open_for_writing

    with open_for_writing(database()) as writer, writer.begin():
        forget(writer, search)
