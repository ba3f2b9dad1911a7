"""The words and options of a search, which several commands take, and the tree they stand for."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

import click

from archive.cli.completions import complete_field, complete_words
from archive.cli.output import note
from archive.query import Node, as_phrase, both, field, parse, period

Command = TypeVar("Command", bound=Callable[..., Any])

FIELDS = {
    "--speaker": ("NAME", "Speaker: a name, part of a name, another name or an id."),
    "--about": ("NAME", "Whom the statement names: a person, body or country."),
    "--topic": ("TOPIC", "Topic, including the topics below it."),
    "--topic-strict": ("TOPIC", "Topic that the statement itself names."),
    "--date": ("PERIOD", "When it was said: 2021, 2021-03, 2021..2023, -6m.."),
    "--role": ("TITLE", "Office of the speaker at the time, as written: president."),
    "--country": ("NAME", "Country or body of that office, or of the speaker."),
    "--title": ("WORDS", "Words of the article's title, as they stand there."),
    "--genre": ("NAME", "Kind of document: readout, briefing, remarks, statement, news …"),
    "--place": ("NAME", "Where the article was written."),
    "--publisher": ("NAME", "Who published the article."),
    "--published": ("PERIOD", "When the article was published."),
    "--lang": ("CODE", "Language of the article."),
    "--quotation": ("KIND", "direct, indirect or mixed."),
    "--cue": ("WORDS", "Reporting expression, as written or its lemma: say."),
    "--kind": ("KIND", "statement, question, answer or courtesy."),
    "--cue-class": ("CLASS", "Kind of expression: say, urge, pledge, deny …"),
    "--added": ("PERIOD", "When the article was taken in."),
}


class Words(click.Command):
    """A command whose words may begin with "-", if only one says so."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        given = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            typed = next((word for word in given if word.startswith(error.option_name)), "-word")
            if typed.startswith("--"):
                raise
            advice = f"To leave a word out write NOT {typed.lstrip('-')}, or -- before the words."
            raise click.UsageError(f"{error.format_message()} {advice}", ctx) from error


min_confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Only statements that are right at least so often: 0.9.",
)


def search_options(command: Command) -> Command:
    """Add the words and all options that narrow a search; the command gets them as ``tree``."""
    return _with_options(command, list)


def place_options(command: Command) -> Command:
    """Add the same to a command about places of words: an argument with a space is a phrase."""
    return _with_options(command, _phrases)


def _phrases(arguments: Sequence[str]) -> list[str]:
    """Read arguments of several bare words as phrases, and say so."""
    read = [as_phrase(argument) for argument in arguments]
    for argument, phrase in zip(arguments, read, strict=True):
        if phrase != argument:
            note(f"This is the phrase {phrase}; type the words apart to find both anywhere.")
    return read


def _with_options(command: Command, read: Callable[[Sequence[str]], list[str]]) -> Command:

    @wraps(command)
    def with_tree(
        *,
        words: tuple[str, ...],
        since: str | None,
        until: str | None,
        explicit: bool,
        min_confidence: float | None,
        **options: Any,
    ) -> Any:
        fields = {name: options.pop(name) for name in map(_parameter, FIELDS)}
        if min_confidence is not None:
            fields["confidence"] = (str(min_confidence),)
        tree = _tree(read(words), fields, since, until, explicit=explicit)
        return command(tree=tree, **options)

    decorated: Any = with_tree
    for name, text in reversed(_DATES.items()):
        decorated = click.option(name, metavar="DATE", help=text)(decorated)
    explicit = click.option(
        "--explicit", is_flag=True, help="Only statements with a cue of their own."
    )
    decorated = explicit(min_confidence_option(decorated))
    for name, (kind, text) in reversed(FIELDS.items()):
        decorated = click.option(
            name, multiple=True, metavar=kind, help=text, shell_complete=complete_field
        )(decorated)
    found: Command = click.argument("words", nargs=-1, shell_complete=complete_words)(decorated)
    return found


_DATES = {
    "--since": "Said in or after: 2021, 2021-03, 2021-03-15.",
    "--until": "Said in or before; that period included.",
}


def _parameter(option: str) -> str:
    return option.lstrip("-").replace("-", "_")


def _tree(
    words: Sequence[str],
    fields: dict[str, tuple[str, ...]],
    since: str | None,
    until: str | None,
    *,
    explicit: bool,
) -> Node:
    """Join the words and options into one tree; an option is the field of its name."""
    given = [field(name.replace("_", "-"), *texts) for name, texts in fields.items() if texts]
    flags = [field("is", "explicit")] if explicit else []
    return both(parse(" ".join(words)), *given, period("said", since, until), *flags)
