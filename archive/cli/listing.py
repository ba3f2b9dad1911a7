"""The commands by what they are for: the table from which `archive --help` is printed.

Listing a command imports nothing of it: `archive --help` needs click alone.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple


class Listed(NamedTuple):
    """A command: what kind of work it does, and that in one line of at most 56 characters."""

    group: str
    text: str


COMMANDS = {
    name: Listed(group, text)
    for group, commands in {
        "Take in": {
            "ingest": "Take in articles, from files and folders",
            "extract": "Analyse files without a database; print JSON Lines",
            "dataset": "Analyse on a cluster into Parquet; load that (make, load)",
        },
        "Ask": {
            "query": "Search statements, or articles",
            "show": "Show an article, a statement in context, or an event",
            "kwic": "Show every place where words occur, one per line",
            "verify": "Check whether somebody said a quotation",
            "cite": "Print the citation of a statement or an article",
            "speakers": "List who speaks; merge, split and import names",
            "topics": "List topics; import a vocabulary, tag again",
            "events": "List events: all the articles about one meeting",
        },
        "Compare": {
            "phrase": "Who uses a phrase, since when, in which forms",
            "phrases": "Find set phrases: frequent, new, no longer used",
            "trend": "Count words or queries by month or year, as shares",
            "compare": "Compare two articles, events, speakers or years",
            "timeline": "Follow a speaker on a topic: new, repeated, dropped",
            "network": "Who speaks of whom, by year, as shares; also GraphML",
            "collocates": "List the words that occur near a word",
        },
        "Correct": {
            "correct": "Correct a statement or an article, permanently",
            "review": "Review what the machine is not sure of, worst first",
            "corrections": "List corrections, and take them back (log, undo)",
            "copies": "List reprints and cut versions; merge or split them",
        },
        "Keep": {
            "searches": "Save searches, and show what is new in them",
            "db": "Check, back up, publish and upgrade the database",
        },
        "Hand on": {
            "export": "Print articles and statements as JSON",
            "serve": "Show the archive in a browser",
            "site": "Write these pages as files, for any host",
        },
        "Help": {
            "help": "Show a guide, or the help of a command",
            "completion": "Print the completion script for your shell",
        },
    }.items()
    for name, text in commands.items()
}

SHORT = {
    "undo": ("corrections", "undo"),
    "log": ("corrections", "log"),
    "tag": ("correct", "--tag"),
    "untag": ("correct", "--untag"),
    "evaluate": ("db", "evaluate"),
}
"""Commands that are typed so often that a short name leads to them, too."""

MOVED = {"save": ("searches", "save"), "new": ("searches", "new")}
"""Commands that were renamed, and what they are called now. An entry works for one release: delete
it with the version after the one that CHANGELOG.md names beside the new name."""


def listing() -> list[str]:
    """Return the commands in lines of at most 79 characters, each group named on its first line."""
    lines, before = [], ""
    for name, (group, text) in COMMANDS.items():
        lines.append(f"{group if group != before else '':9} {name:11} {text}")
        before = group
    return lines


def moved(arguments: Sequence[str]) -> list[str] | None:
    """Return how a command line that begins with an old name is written now, None for any other."""
    name, *rest = arguments
    if name not in MOVED:
        return None
    if name == "save" and "--delete" in rest:
        return ["searches", "delete", *(word for word in rest if word != "--delete")]
    if name == "save" and (not rest or rest[0].startswith("-")):
        return ["searches", *rest]
    return [*MOVED[name], *rest]


def spelled_out(arguments: Sequence[str]) -> list[str]:
    """Return a command line that begins with a short name as it is written in full.

    >>> spelled_out(["tag", "s:k3v7", "taiwan", "--why", "he says so"])
    ['correct', 's:k3v7', '--tag', 'taiwan', '--why', 'he says so']
    """
    name, *rest = arguments
    if name not in SHORT:
        return [*arguments]
    command, verb = SHORT[name]
    if not verb.startswith("-"):
        return [command, verb, *rest]
    topics = list(takewhile(lambda word: not word.startswith("-"), rest[1:]))
    named = [word for topic in topics for word in (verb, topic)]
    return [command, *rest[:1], *named, *rest[1 + len(topics) :]]
