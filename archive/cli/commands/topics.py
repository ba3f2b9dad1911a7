"""`archive topics`."""

from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli.completions import complete_topic
from archive.cli.database import database, database_option
from archive.cli.options import colour_option, format_option, vocabulary_option
from archive.cli.output import Output, counted
from archive.render.colour import Choice
from archive.render.table import Column
from archive.store.connect import open_for_reading
from archive.store.reports import info

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from sqlite3 import Connection

    from archive.pipeline import TopicList
    from archive.store.reports.topic import Suggestion
    from archive.vocabulary import Vocabulary

TERMS = (
    Column("TERM", "term"),
    Column("KIND", "kind"),
    Column("STATEMENTS", "statements", number=True),
    Column("REVIEWED", "reviewed", number=True),
    Column("RIGHT", "right", number=True),
)
SUGGESTIONS = (
    Column("PHRASE", "phrase"),
    Column("ON", "on", number=True),
    Column("OFF", "off", number=True),
    Column("LL", "g2", number=True),
    Column("ARTICLES", "articles", number=True),
    Column("SPEAKERS", "speakers", number=True),
    Column("EXAMPLE", "example", optional=True),
)
CHANGES = (
    Column("TOPIC", "topic"),
    Column("ADDED", "added", number=True),
    Column("REMOVED", "removed", number=True),
)
COLUMNS = (
    Column("TOPIC", "topic"),
    Column("LABEL", "label", optional=True),
    Column("STATEMENTS", "statements", number=True),
    Column("FIRST", "first_said_on"),
    Column("LAST", "last_said_on"),
)


@click.group(name="topics", invoke_without_command=True)
@format_option()
@colour_option
@database_option
@click.pass_context
def command(context: click.Context, *, form: str, colour: Choice) -> None:
    """List the topics, indented below their parents; numbers include the topics below."""
    if context.invoked_subcommand is None:
        with open_for_reading(database()) as connection:
            rows = [asdict(row) for row in info.topics(connection)]
        output = Output(form, colour)
        if output.draws:
            rows = [{**row, "topic": "  " * row["depth"] + row["slug"]} for row in rows]
        output.write_list(COLUMNS, rows)


@command.command("show")
@click.argument("topic", shell_complete=complete_topic)
@format_option()
@colour_option
@database_option
def show(topic: str, *, form: str, colour: Choice) -> None:
    """Show a TOPIC's scope note and terms, with how many statements each gave it.

    REVIEWED of these were tagged or untagged by people, and RIGHT of them are on the topic.
    """
    from archive.store.reports.topic import term_uses, topic_facts

    with open_for_reading(database()) as connection:
        facts = topic_facts(connection, topic)
        terms = [asdict(use) for use in term_uses(connection, facts.topic)]
    output = Output(form, colour)
    if output.draws:
        for name, value in asdict(facts).items():
            if value is not None:
                click.echo(f"{name:<11} {value}")
        click.echo()
        output.write_list(TERMS, terms)
    else:
        output.write_list(TERMS, [{"topic": facts.topic, **term} for term in terms])


@command.command("suggest")
@click.argument("topic", shell_complete=complete_topic)
@click.option("-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option(
    "--articles",
    "least",
    type=click.IntRange(min=2),
    default=3,
    metavar="N",
    help="In at least N articles.  [default: 3]",
)
@format_option()
@colour_option
@database_option
def suggest(topic: str, *, limit: int, least: int, form: str, colour: Choice) -> None:
    """Suggest terms for a TOPIC: phrases that go with it, each with statements that hold it.

    Read the statements before you add a term: what goes with a topic need not show it.
    """
    from archive.store.reports.topic import suggestions, topic_facts

    with open_for_reading(database()) as connection:
        slug = topic_facts(connection, topic).topic
        found = list(suggestions(connection, slug, date.today(), most=limit, least=least))
    Output(form, colour).write_list(SUGGESTIONS, [_suggested(one) for one in found])


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@database_option
def export(file: Path | None) -> None:
    """Write all topics as a TOML FILE that can be edited and imported; without FILE print it."""
    from archive.render.vocabulary import toml_of
    from archive.store.curate.topics import load_topics

    with open_for_reading(database()) as connection:
        topics = [asdict(topic) for topic in load_topics(connection)]
    text = "\n".join(toml_of(topics))
    if file is None:
        click.echo(text, nl=False)
    else:
        file.write_text(text, "utf-8")
        click.echo(f"{counted(len(topics), 'topics')} in {file}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", "replaces", is_flag=True, help="Remove all topics not in FILE.")
@click.option("--yes", is_flag=True, help="Do not ask before topics are removed.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@vocabulary_option
@database_option
def import_(
    file: Path, *, replaces: bool, yes: bool, dry_run: bool, vocabulary: Path | None
) -> None:
    """Add the topics in a TOML FILE or change them, and tag all statements again.

    Topics that FILE does not name stay: archive help vocabulary.
    """
    from archive.ingest.topics import plan_import
    from archive.pipeline import load_entries

    with open_for_reading(database()) as connection:
        plan = plan_import(connection, load_entries(file), str(file), replaces=replaces)
        going = {row.slug: row.statements for row in info.topics(connection)}
    for word, slugs in (
        ("added", plan.added),
        ("changed", plan.changed),
        ("removed", plan.removed),
    ):
        if slugs:
            click.echo(f"{counted(len(slugs), 'topics')} {word}: {_few(slugs)}")
    if not (plan.added or plan.changed or plan.removed):
        click.echo(f"The archive has these topics already: {file}")
        return
    if dry_run:
        return
    if plan.removed and not yes:
        lost = sum(going.get(slug, 0) for slug in plan.removed)
        click.confirm(
            f"Remove {counted(len(plan.removed), 'topics')} from {counted(lost, 'statements')}?",
            abort=True,
        )
    _retag(plan.topics, vocabulary)


@command.command("retag")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@vocabulary_option
@format_option()
@colour_option
@database_option
def retag(*, dry_run: bool, vocabulary: Path | None, form: str, colour: Choice) -> None:
    """Tag all statements again with the topics in the database; no article is read.

    Of a --vocabulary only topic_weights.toml counts here: archive help topics.
    """
    if not dry_run:
        _retag(None, vocabulary)
        return
    from archive.ingest.topics import differences

    with open_for_reading(database()) as connection, _progress(connection) as advance:
        found = differences(connection, advance, _words(vocabulary))
    topics = sorted({*found.added, *found.removed})
    rows = [{"topic": t, "added": found.added[t], "removed": found.removed[t]} for t in topics]
    output = Output(form, colour)
    if output.draws:
        click.echo(f"{counted(found.statements, 'statements')} would change")
    output.write_list(CHANGES, rows)


def _retag(topics: "TopicList | None", vocabulary: Path | None) -> None:
    from archive.ingest import retag_all

    with open_for_reading(database()) as connection, _progress(connection) as advance:
        number = retag_all(database(), topics, advance, _words(vocabulary))
    click.echo(counted(number, "tags"))


@contextmanager
def _progress(connection: "Connection") -> "Iterator[Callable[[int], None]]":
    """Draw a bar; what it gives is called with the number of articles of each step."""
    from archive.cli.progress import progress_bar

    total = info.info(connection, database()).counts["articles"]
    done: list[int] = []
    with progress_bar("Tagging") as (step, _):

        def advance(articles: int) -> None:
            done.append(articles)
            step(sum(done), total)

        yield advance


def _suggested(one: "Suggestion") -> dict[str, Any]:
    row = asdict(one)
    row["examples"] = [said.uid for said in one.examples]
    row["example"] = one.examples[0].text if one.examples else None
    return row


def _few(slugs: Sequence[str], most: int = 8) -> str:
    """Return some of many names."""
    more = f" … and {len(slugs) - most} more" if len(slugs) > most else ""
    return ", ".join(slugs[:most]) + more


def _words(folder: Path | None) -> "Vocabulary":
    from archive.vocabulary import vocabulary_of

    return vocabulary_of(folder)
