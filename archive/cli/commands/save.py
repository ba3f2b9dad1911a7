"""`archive save`."""

from datetime import date

import click

from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted, note
from archive.cli.searching import Words, search_options
from archive.errors import UsageError
from archive.query import Everything, Node
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store.connect import open_for_reading
from archive.store.search.filters import Unit

EXAMPLES = """\b
archive save islands taiwan OR "south china sea" --speaker lukashenko
archive query query:islands said:2024
archive new islands
archive save                 lists what is saved"""
COLUMNS = (
    Column("NAME", "name"),
    Column("QUERY", "query"),
    Column("FOR", "unit", optional=True),
    Column("LAST LOOK", "looked_at"),
)


@click.command(cls=Words, name="save", epilog=EXAMPLES)
@click.argument("name", required=False)
@search_options
@click.option("--articles", is_flag=True, help="A search of whole articles.")
@click.option("--delete", is_flag=True, help="Forget the search NAME.")
@format_option()
@colour_option
@database_option
def command(
    name: str | None,
    *,
    tree: Node,
    articles: bool,
    delete: bool,
    form: str,
    colour: Choice,
) -> None:
    """Keep a search under a NAME, list the searches that are kept, or forget one.

    query:NAME stands for it in other searches, and `archive new NAME` shows what came since.
    """
    if name is None:
        _list(Output(form, colour))
        return
    from archive.store.curate.searches import forget, save
    from archive.store.engine import open_for_writing, reader
    from archive.store.search.saved import saved

    if not delete and tree == Everything():
        raise UsageError(f"say what {name} is to look for", hint=f"archive save {name} WORDS")
    unit: Unit = "articles" if articles else "statements"
    before = None
    with open_for_writing(database()) as writer, writer.begin():
        if delete:
            forget(writer, name)
        else:
            before = next((one for one in saved(reader(writer)) if one.name == name), None)
            number = save(writer, name, tree, unit, date.today())
    if before and before.query != str(tree):
        note(f"{name} was: {before.query}")
    if not delete:
        click.echo(f"{counted(number, unit)} now; later ones: archive new {name}")


def _list(output: Output) -> None:
    from archive.store.search.saved import saved

    with open_for_reading(database()) as connection:
        rows = [search._asdict() for search in saved(connection)]
    output.write_list(COLUMNS, rows)
