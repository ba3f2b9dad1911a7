"""`archive correct`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from archive.cli.completions import complete_field, complete_topic
from archive.cli.correcting import ask, author_options, lines_of
from archive.cli.database import database, database_option
from archive.cli.output import counted, note
from archive.errors import UsageError
from archive.records import Quotation, SpeakerKind, StatementKind
from archive.render.correction import described

if TYPE_CHECKING:
    from archive.store.curate.corrections import Target

EXAMPLES = """\b
archive correct s:k3v7 --speaker "Donald Trump" --why "he is at the rostrum"
archive correct s:k3v7 --text "trade has grown by a third"
archive correct s:k3v7 --drop
archive correct a:x2pw --turns "THE PRESIDENT" --speaker "Donald Trump"
archive correct a:x2pw --add "We will build it." --speaker "Li Qiang"
archive correct --query 'speaker:xi title:gaggle' --speaker "Donald Trump"
archive correct --from corrections.csv

All about it: archive help corrections"""


@click.command(name="correct", epilog=EXAMPLES)
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option(
    "--speaker", multiple=True, metavar="NAME", shell_complete=complete_field,
    help="Who said it; given twice, both together; - for nobody known.",
)  # fmt: skip
@click.option("--text", metavar="TEXT", help="The words that are the statement, as in the article.")
@click.option("--date", "said_on", metavar="DATE", help="When it was said: 2021-03-15, 2021-03.")
@click.option("--cue", metavar="WORDS", help="The reporting expression.")
@click.option("--quotation", type=click.Choice(get_args(Quotation)), help="Kind of quotation.")
@click.option("--kind", type=click.Choice(get_args(StatementKind)), help="Kind of statement.")
@click.option("--drop", is_flag=True, help="It is no statement.")
@click.option(
    "--tag", multiple=True, metavar="TOPIC", shell_complete=complete_topic,
    help="It is on this topic.",
)  # fmt: skip
@click.option(
    "--untag", multiple=True, metavar="TOPIC", shell_complete=complete_topic,
    help="It is not on this topic.",
)  # fmt: skip
@click.option("--add", metavar="TEXT", help="A statement of the article that was missed.")
@click.option("--turns", metavar="LABEL", help="All that the article says under this label.")
@click.option("--body-end", metavar="TEXT", help="The last words of the article's body.")
@click.option("--genre", metavar="KIND", help="The kind of document: readout, briefing, news …")
@click.option("--title", metavar="TEXT", help="The article's title.")
@click.option("--published", "published_on", metavar="DATE", help="When it was published.")
@click.option("--event", "event_on", metavar="DATE", help="The day of what the article reports.")
@click.option("--place", metavar="NAME", help="Where the article was written.")
@click.option("--publisher", metavar="NAME", help="Who published the article.")
@click.option("--query", metavar="QUERY", help="Correct the statements that a query finds.")
@click.option(
    "--from", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE",
    help="Take corrections from a CSV or JSON Lines file, all or none.",
)  # fmt: skip
@click.option("--new", type=click.Choice(get_args(SpeakerKind)), help="Add an unknown speaker.")
@author_options
@database_option
def command(
    *,
    ids: tuple[str, ...],
    query: str | None,
    file: Path | None,
    new: str | None,
    why: str | None,
    by: str | None,
    yes: bool,
    dry_run: bool,
    **values: Any,
) -> None:
    """Correct statements or articles, permanently: no later ingest undoes it.

    The corrected value is what every command shows; the machine's stays beside it (archive show),
    and archive undo brings it back. A change of several statements asks first.
    """
    wanted = {name: value for name, value in values.items() if value not in (None, (), False)}
    if file:
        if ids or query or wanted:
            raise UsageError("--from FILE stands alone", hint="archive correct --from FILE")
        _from_file(file, new, why, by, dry_run=dry_run)
        return
    if not wanted:
        raise UsageError("what is to be corrected?", hint="archive correct ID --speaker NAME")
    if bool(ids) == bool(query):
        raise UsageError(
            "correct what? Name ids, or --query QUERY",
            hint="archive query lists statements with their ids",
        )
    targets = _targets(ids, query)
    if not targets:
        note("the query finds no statement; nothing was changed")
        return
    if dry_run or len(targets) > 1 or "turns" in wanted:
        _preview(targets, wanted)
        if dry_run:
            note("nothing was changed (--dry-run)")
            return
        if len(targets) > 1:
            ask(f"Correct {counted(len(targets), 'statements')}?", yes=yes)
    _correct(targets, wanted, new, why, by)


def _targets(ids: tuple[str, ...], query: str | None) -> "list[Target]":
    from archive.query import parse
    from archive.store.connect import open_for_reading
    from archive.store.curate.corrections import targets_of_ids, targets_of_query

    with open_for_reading(database()) as connection:
        if query:
            return targets_of_query(connection, parse(query))
        return targets_of_ids(connection, ids)


def _preview(targets: "list[Target]", wanted: dict[str, Any]) -> None:
    from archive.store.curate.corrections import said_by

    statements = [one for one in targets if one.statement]
    if statements:
        articles = counted(len({one.article for one in statements}), "articles")
        note(f"{counted(len(statements), 'statements')} in {articles}, now by:")
        for name, number in said_by(statements):
            note(f"  {number:>6,}  {name}")
    if "speaker" in wanted:
        note(f"to be by: {'; '.join(wanted['speaker'])}")


def _correct(
    targets: "list[Target]",
    wanted: dict[str, Any],
    new: str | None,
    why: str | None,
    by: str | None,
) -> None:
    from archive.store.curate.corrections import changed_since, decisions, standing_on
    from archive.store.engine import open_for_writing, reader
    from archive.store.people.decisions import corrections
    from archive.store.write.corrections import Made, correct_all

    with open_for_writing(database()) as connection, connection.begin():
        changed = changed_since(reader(connection), targets)
        if changed:
            raise UsageError(
                f"{counted(len(changed), 'statements')} changed meanwhile, the first"
                f" {changed[0].statement}; nothing was corrected",
                hint=f"archive corrections log {changed[0].statement}, then correct it again",
            )
        earlier = standing_on(reader(connection), targets)
        made = Made(by, why, "archive correct")
        number = correct_all(connection, decisions(connection, targets, wanted, new), made)
        done = list(corrections(reader(connection), command=number))
    by_command = {one.command: one for one in earlier}  # one line for all that one command did
    for one in list(by_command.values())[:3]:
        note(f"was corrected before: {described(one)}")
    for line in lines_of(number, done):
        click.echo(line)


def _from_file(
    file: Path, new: str | None, why: str | None, by: str | None, *, dry_run: bool
) -> None:
    from archive.cli.correcting import read_wanted
    from archive.store.curate.corrections import decisions, targets_of_ids
    from archive.store.engine import open_for_writing, reader
    from archive.store.people.decisions import corrections
    from archive.store.write.corrections import Made, correct_all

    command, faults, lines = None, 0, 0
    with open_for_writing(database()) as connection, connection.begin() as transaction:
        for line, id_, wanted, own in read_wanted(file):
            lines += 1
            tool = f"archive correct --from {file.name}"
            made = Made(own.get("by") or by, own.get("why") or why, tool)
            try:
                targets = targets_of_ids(reader(connection), [id_])
                decided = decisions(connection, targets, wanted, new)
                command = correct_all(connection, decided, made, command)
            except UsageError as error:
                faults += 1
                hint = f" ({error.hint})" if error.hint else ""
                click.echo(f"line {line}: {error.message}{hint}", err=True)
        if faults or dry_run or command is None:
            transaction.rollback()
        else:
            done = list(corrections(reader(connection), command=command))
    if faults:
        raise UsageError(
            f"{counted(faults, 'lines')} of {lines:,} cannot be taken; nothing was corrected",
            hint=f"correct them in {file} and run it again",
        )
    if dry_run or command is None:
        note(f"{counted(lines, 'lines')} read; nothing was changed")
        return
    for text in lines_of(command, done):
        click.echo(text)
