"""`archive new`."""

from datetime import date

import click

from archive.cli.completions import complete_field
from archive.cli.database import database, database_option
from archive.cli.options import HIT_FORMATS, colour_option, columns_option, format_option
from archive.cli.output import Output, counted, note
from archive.render.colour import Choice
from archive.store.connect import open_for_reading
from archive.store.search.request import columns_of

EXAMPLES = """\b
archive new islands
archive new islands --format atom > islands.atom
0 7 * * * archive ingest ~/news && archive new islands | mail -E -s islands me"""


@click.command(name="new", epilog=EXAMPLES)
@click.argument("search", metavar="NAME", shell_complete=complete_field)
@click.option("--keep", is_flag=True, help="Show them as new the next time, too.")
@format_option(*HIT_FORMATS)
@columns_option
@colour_option
@database_option
def command(search: str, *, keep: bool, form: str, columns: tuple[str, ...], colour: Choice) -> int:
    """Show what the saved search NAME finds now and did not find at the last look.

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
