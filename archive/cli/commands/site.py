"""`archive site`."""

from datetime import date
from pathlib import Path

import click

from archive.cli.completions import complete_words
from archive.cli.database import database, database_option
from archive.cli.output import counted, note
from archive.cli.searching import Words
from archive.errors import UsageError

EXAMPLES = """\b
archive site pages                                     the whole archive, where it is small
archive site pages speaker:lukashenko said:2021..      articles that a query finds
archive site pages --url https://example.org/talks     with a sitemap for search engines

More: archive help web"""


@click.command(cls=Words, name="site", epilog=EXAMPLES)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("query", nargs=-1, shell_complete=complete_words)
@click.option("--url", default="", metavar="URL", help="Where it will be published.")
@database_option
def command(*, folder: Path, query: tuple[str, ...], url: str) -> None:
    """Write the pages of `archive serve` as files, for any host or to be read from the folder.

    QUERY chooses articles, as archive query --articles does. Search, comparisons and checks need a
    server and are left out. A folder that this command made is made anew.
    """
    from archive.cli.commands.serve import must_have_web

    must_have_web()
    from archive.cli.progress import progress_bar
    from archive.query import parse
    from archive.store.connect import open_for_reading
    from archive.web.site import write_site

    if url and not url.startswith(("http://", "https://")):
        raise UsageError(f"{url} is no address of a page", hint="--url https://example.org/talks")
    tree = parse(" ".join(query))
    target = folder.absolute()
    with open_for_reading(database()) as connection, progress_bar("articles") as (step, _):
        done = write_site(connection, target, tree, date.today(), url, step)
    click.echo(f"{counted(done.files, 'files')}, {done.size / 1e6:.1f} MB in {folder}")
    if not url:
        note("There is no sitemap, which needs --url.")
