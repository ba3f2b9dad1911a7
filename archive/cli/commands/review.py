"""`archive review`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.cli.correcting import signed_option
from archive.cli.database import database, database_option
from archive.cli.output import counted, note
from archive.errors import UsageError

if TYPE_CHECKING:
    from archive.ingest.review import Review
    from archive.store.reports.queue import Item

EXAMPLES = """\b
archive review                       what repairs most comes first
archive review --sample 100          a hundred drawn at random, for archive evaluate
archive review --export label-studio tasks.json --sample 200

All about it: archive help corrections"""


@click.command(name="review", epilog=EXAMPLES)
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--sample", type=click.IntRange(1), metavar="N",
    help="N statements drawn at random instead.",
)  # fmt: skip
@click.option(
    "--seed", type=int, default=0, show_default=True,
    help="Another seed draws others.",
)  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(1), metavar="N", help="The first N alone.")
@click.option("--list", "listed", is_flag=True, help="Print the queue, and ask nothing.")
@click.option(
    "--export", "form", type=click.Choice(["label-studio"]),
    help="Write tasks for a team to FILE, and FILE's labelling configuration beside it.",
)  # fmt: skip
@signed_option
@database_option
def command(
    *,
    file: Path | None,
    sample: int | None,
    seed: int,
    limit: int | None,
    listed: bool,
    form: str | None,
    by: str | None,
) -> None:
    """Review what the machine is not sure of: the decisions that repair most come first.

    In the terminal: the statement in its context, the candidates with what speaks for each, one
    key an answer. Each answer is written at once, u takes it back; the next session goes on where
    this one ended. Needs pip install 'statement-archive[review]'.
    """
    if bool(form) != bool(file):
        raise UsageError(
            "a file and its form go together",
            hint="archive review --export label-studio tasks.json",
        )
    from archive.ingest.review import Review, queue

    items = queue(database(), sample=sample, seed=seed)[:limit]
    if listed:
        for item in items:
            what = item.label or item.statement or f"{item.source} = {item.target}"
            click.echo(f"{item.repairs:>7,}  {item.confidence:4.0%}  {item.kind:<9}  {what}")
        return
    if form and file:
        _export(file, items, is_sample=sample is not None)
        return
    if not items:
        note("nothing is left to review")
        return
    _review(Review(database(), items, by, is_sample=sample is not None))


def _review(review: "Review") -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "a review asks somebody, and there is no terminal",
            hint="archive review --list prints the queue; archive correct --from FILE decides",
        )
    try:
        from archive.cli.reviewing import ReviewApp
    except ImportError as error:
        raise UsageError(
            f"to review in the terminal, {error.name} is needed",
            hint="pip install 'statement-archive[review]'",
        ) from error
    ReviewApp(review).run()
    note(f"{counted(len(review.commands), 'decisions')}; to take one back: archive undo N")


def _export(file: Path, items: "list[Item]", *, is_sample: bool) -> None:
    from archive.cli.labelling import write_tasks

    articles = list(dict.fromkeys(item.article for item in items if item.article))
    beside = write_tasks(database(), file, articles, items if is_sample else [])
    click.echo(f"{counted(len(articles), 'articles')} in {file}, their labels in {beside}")
