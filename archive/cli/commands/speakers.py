"""`archive speakers`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from archive.cli.correcting import signed_options
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option
from archive.cli.output import Output, counted, note
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store.connect import open_for_reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.store.engine import Connection
    from archive.store.people.listing import Profile
    from archive.store.people.names import ResolvedSpeaker
    from archive.store.write.corrections import Made

COLUMNS = (
    Column("NAME", "name"),
    Column("KIND", "kind", optional=True),
    Column("STATEMENTS", "statements", number=True),
    Column("FIRST", "first_said_on"),
    Column("LAST", "last_said_on"),
    Column("OFFICE", "office", optional=True),
    Column("ID", "uid", optional=True),
)
PIPED = (*COLUMNS, Column("OFFICES", "roles"), Column("ALSO", "other_names"))
NAMES = (
    Column("NAME", "known_as"),
    Column("FROM", "from_on"),
    Column("UNTIL", "until_on"),
    Column("ORIGIN", "origin"),
    Column("REASON", "reason"),
)
OFFICES = (
    Column("OFFICE", "title"),
    Column("OF", "of"),
    Column("FROM", "seen_from"),
    Column("UNTIL", "seen_until"),
    Column("ARTICLES", "articles", number=True),
)
SUGGESTIONS = (
    Column("MOVES", "statements", number=True),
    Column("FROM", "speaker"),
    Column("TO", "other"),
    Column("EVIDENCE", "evidence"),
)
EXAMPLES = """\b
archive speakers                          the 20 with most statements
archive speakers biden                    whose name has the word
archive speakers show "Joe Biden"         names, offices, and why they are one person's
archive speakers suggest                  what could be one person, but is not proved
archive speakers merge tony-fauci fauci   decide that they are one
archive speakers split joe-biden Biden    decide that they are not

All about it: archive help speakers"""

FIRST = 20
"""Speakers that are listed unless more are asked for: a screen of them."""


class _Speakers(click.Group):
    """A group that lists speakers where no command is named: ``archive speakers biden``."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        if "--help" not in args and not any(arg in self.commands for arg in args[:1]):
            args = ["list", *args]
        return super().parse_args(context, args)


@click.group(name="speakers", cls=_Speakers, epilog=EXAMPLES)
def command() -> None:
    """List who makes statements; show, merge and split speakers."""


@command.command("list")
@click.argument("word", required=False)
@click.option("--all", "everybody", is_flag=True, help="Also who is known but says nothing.")
@click.option("--silent", "everybody", is_flag=True, hidden=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(0),
    default=FIRST,
    show_default=True,
    help="How many are listed; 0 lists all. A pipe gets all.",
)
@format_option()
@colour_option
@database_option
@click.pass_context
def list_(
    context: click.Context,
    *,
    word: str | None,
    everybody: bool,
    limit: int,
    form: str,
    colour: Choice,
) -> None:
    """List who makes statements, those with most first; WORD is a part of the name."""
    from archive.store.people.listing import count_speakers, speakers

    output = Output(form, colour)
    given = context.get_parameter_source("limit") != click.core.ParameterSource.DEFAULT
    limit = limit if given or output.draws else 0
    with open_for_reading(database()) as connection:
        found = speakers(connection, word=word, everybody=everybody, limit=limit)
        rows = [asdict(row) for row in found]
        total = count_speakers(connection, word=word, everybody=everybody)
    output.write_list(COLUMNS if output.draws else PIPED, rows)
    if len(rows) < total:
        note(f"{total:,} speakers, {len(rows)} shown, all with -n 0")


@command.command("show")
@click.argument("speaker")
@format_option()
@colour_option
@database_option
def show(speaker: str, *, form: str, colour: Choice) -> None:
    """Show a SPEAKER's names and offices, with days and counts, and why they are one person's."""
    from archive.store.people.listing import profile
    from archive.store.people.names import resolve_speaker

    with open_for_reading(database()) as connection:
        found = profile(connection, resolve_speaker(connection, speaker).key)
    output = Output(form, colour)
    one = found.speaker
    if form != "table":
        output.write_list(PIPED, [{**asdict(one), **_parts(found)}])
        return
    days = f", {one.first_said_on} to {one.last_said_on}" if one.first_said_on else ""
    wikidata = f", Wikidata {one.wikidata}" if one.wikidata else ""
    click.echo(f"{one.name} ({one.kind}), {one.uid}{wikidata}")
    click.echo(f"{counted(one.statements, 'statements')}{days}\n")
    output.write_list(OFFICES, [asdict(row) for row in found.offices])
    click.echo()
    output.write_list(NAMES, [asdict(row) for row in found.names])


def _parts(found: "Profile") -> dict[str, object]:
    return {
        "offices": [asdict(row) for row in found.offices],
        "names": [asdict(row) for row in found.names],
    }


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@database_option
def import_(file: Path) -> None:
    """Add names and offices from a FILE: TOML, CSV of office holders, or legislators in YAML.

    The columns of a CSV are name, alias, title, of, start, end, wikidata: archive help speakers.
    """
    from archive.store.people.holders import read_csv, read_legislators
    from archive.store.people.known import import_speakers, read_speakers
    from archive.store.upkeep.create import open_or_create

    readers = {".csv": read_csv, ".yaml": read_legislators, ".yml": read_legislators}
    entries = readers.get(file.suffix.lower(), read_speakers)(file)
    with open_or_create(database()) as connection, connection.begin():
        done = import_speakers(connection, entries)
    moved = counted(done.moved, "statements")
    click.echo(f"{done.added:,} added · {done.known:,} known · {moved} moved")


@command.command("export")
@click.option("--all", "everybody", is_flag=True, help="Also who is known from texts alone.")
@database_option
def export(*, everybody: bool) -> None:
    """Write the office holders that were imported or decided, as CSV that `import` reads."""
    from archive.store.people.holders import write_csv

    with open_for_reading(database()) as connection:
        Output("csv").write(f"{line}\n" for line in write_csv(connection, everybody=everybody))


@command.command("names")
@click.argument("speaker")
@format_option()
@colour_option
@database_option
def names(speaker: str, *, form: str, colour: Choice) -> None:
    """List the names of a SPEAKER, and how each was found to be this one's."""
    from archive.store.people.names import names_of_speaker, resolve_speaker

    with open_for_reading(database()) as connection:
        rows = names_of_speaker(connection, resolve_speaker(connection, speaker).key)
    Output(form, colour).write_list(NAMES, [asdict(row) for row in rows])


@command.command("merge")
@click.argument("speaker")
@click.argument("others", nargs=-1, required=True)
@signed_options
@database_option
def merge(speaker: str, others: tuple[str, ...], *, why: str | None, by: str | None) -> None:
    """Merge OTHERS into SPEAKER, permanently; the name of SPEAKER is kept. archive undo splits."""
    from archive.store.curate.speakers import merge_by_hand
    from archive.store.engine import open_for_writing, reader
    from archive.store.people.names import resolve_speaker
    from archive.store.write.corrections import Made

    made = Made(by, why, "archive speakers merge")
    with open_for_writing(database()) as connection, connection.begin():
        target, *sources = (
            resolve_speaker(reader(connection), text) for text in (speaker, *others)
        )
        for one in sources:
            moved = merge_by_hand(connection, one.key, target.key, made)
            click.echo(f"{one.name} is now {target.uid}: {counted(moved, 'statements')} moved")


@command.command("split")
@click.argument("speaker")
@click.argument("name")
@signed_options
@database_option
def split(speaker: str, name: str, *, why: str | None, by: str | None) -> None:
    """Split a NAME from a SPEAKER, permanently, with what was said under it."""
    from archive.ingest.joining import split as split_name
    from archive.store.write.corrections import Made

    uid, moved = split_name(database(), speaker, name, made=Made(by, why, "archive speakers split"))
    click.echo(f"{name} is now {uid}: {counted(moved, 'statements')} moved")


@command.command("rename")
@click.argument("speaker")
@click.argument("name")
@signed_options
@database_option
def rename(speaker: str, name: str, *, why: str | None, by: str | None) -> None:
    """Call a SPEAKER by NAME, permanently; the name of before still means this one."""
    from archive.store.curate.speakers import rename as call

    _decide(lambda at, one, made: call(at, one, name, made), speaker, Signed(by, why, "rename"))


@command.command("add-name")
@click.argument("speaker")
@click.argument("name")
@signed_options
@database_option
def add_name(speaker: str, name: str, *, why: str | None, by: str | None) -> None:
    """Let a NAME mean a SPEAKER, too, permanently."""
    from archive.store.curate.speakers import add_name as give

    _decide(lambda at, one, made: give(at, one, name, made), speaker, Signed(by, why, "add-name"))


@command.command("office")
@click.argument("speaker")
@click.argument("title")
@click.option("--of", metavar="NAME", help="Of which country or body.")
@click.option("--from", "since", metavar="DATE", help="The first day: 2013-03-14.")
@click.option("--until", metavar="DATE", help="The last day.")
@click.option("--remove", is_flag=True, help="Take an office away that was set.")
@signed_options
@database_option
def office(
    speaker: str,
    title: str,
    *,
    of: str | None,
    since: str | None,
    until: str | None,
    remove: bool,
    why: str | None,
    by: str | None,
) -> None:
    """Set an office of a SPEAKER, with its days, permanently; --remove takes it away."""
    from archive.records import KnownRole
    from archive.store.curate.speakers import set_office

    role = KnownRole(title, of, _day(since), _day(until))
    _decide(
        lambda at, one, made: set_office(at, one, role, made, remove=remove),
        speaker,
        Signed(by, why, "office"),
    )


@command.command("distinct")
@click.argument("speaker")
@click.argument("other")
@signed_options
@database_option
def distinct(speaker: str, other: str, *, why: str | None, by: str | None) -> None:
    """Say that two speakers are not the same: no ingest merges them, and none is suggested."""
    from archive.store.curate.speakers import keep_apart
    from archive.store.engine import reader
    from archive.store.people.names import resolve_speaker

    _decide(
        lambda at, one, made: keep_apart(at, one, resolve_speaker(reader(at), other), made),
        speaker,
        Signed(by, why, "distinct"),
    )


class Signed(NamedTuple):
    """Who decides, why, and with which verb."""

    by: str | None
    why: str | None
    verb: str


def _decide(
    decide: "Callable[[Connection, ResolvedSpeaker, Made], None]", speaker: str, signed: Signed
) -> None:
    """Decide something of a speaker and say how it is taken back."""
    from archive.render.correction import described
    from archive.store.engine import open_for_writing, reader
    from archive.store.people.decisions import corrections
    from archive.store.people.names import resolve_speaker
    from archive.store.write.corrections import Made

    with open_for_writing(database()) as connection, connection.begin():
        one = resolve_speaker(reader(connection), speaker)
        decide(connection, one, Made(signed.by, signed.why, f"archive speakers {signed.verb}"))
        made = max(corrections(reader(connection)), key=lambda made: made.id)
    click.echo(f"{one.uid}: {described(made)}; to take it back: archive undo {made.command}")


def _day(text: str | None) -> str | None:
    from archive.errors import UsageError

    try:
        return None if text is None else date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"{text!r} is not a day", hint="write 2013-03-14") from None


@command.command("suggest")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(0),
    default=FIRST,
    show_default=True,
    help="How many are listed; 0 lists all.",
)
@format_option()
@colour_option
@database_option
def suggest(*, limit: int, form: str, colour: Choice) -> None:
    """List what could be one person, but is not proved; what would move most comes first."""
    from archive.ingest.joining import suggestions

    with open_for_reading(database()) as connection:
        found = suggestions(connection)
    rows = [
        {
            "statements": one.source.statements,
            "speaker": one.source.uid,
            "other": one.target.uid,
            "evidence": str(one.why),
        }
        for one in found[: limit or None]
    ]
    Output(form, colour).write_list(SUGGESTIONS, rows)
    note("to merge two: archive speakers merge TO FROM" if rows else "nothing to suggest")


@command.command("resolve")
@database_option
def resolve() -> None:
    """Merge the names of one person in the whole archive, as each ingest does at its end."""
    from archive.ingest.joining import join_again

    done = join_again(database())
    for join in done.merges:
        click.echo(f"{join.source.name} is {join.target.name}: {join.why}")
    for share in done.reassignments:
        click.echo(f"{share.source.name} is {share.target.name}: {share.why}")
    note(f"{counted(len(done.merges) + len(done.reassignments), 'names')} merged")
