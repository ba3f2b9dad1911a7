"""A session of reviewing: the queue, answers that are written at once, and the way back.

It needs no terminal: ``archive.cli.reviewing`` shows it and takes the keys. What was decided is in
the log of corrections, so the next session goes on where this one ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive.errors import UsageError
from archive.ingest.joining import suggestions
from archive.ingest.undoing import undo
from archive.store.connect import open_for_reading
from archive.store.curate.corrections import speaker_uids, targets_of_ids
from archive.store.curate.speakers import keep_apart, merge_by_hand
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people.names import resolve_speaker, speakers_of_statement
from archive.store.reports.evaluation import SAMPLE, unreviewed
from archive.store.reports.queue import (
    Context,
    Item,
    context,
    doubtful,
    labels,
    statement_items,
)
from archive.store.write.corrections import Decision, Made, correct_all

TOOL = "archive review"

LIKELY = 0.5
"""Confidence of a suggested merge, for its place among decisions that repair as many."""


def queue(database: Path, *, sample: int | None = None, seed: int = 0) -> list[Item]:
    """Return what is to be reviewed, the worst first; ``sample`` are as many drawn at random.

    Raises StoreError where the database cannot be used.
    """
    with open_for_reading(database) as connection:
        if sample is not None:
            return list(statement_items(connection, unreviewed(connection, sample, seed)))
        merges = [
            Item(
                *("merge", one.source.statements, LIKELY),
                source=one.source.uid,
                target=one.target.uid,
                evidence=str(one.why),
            )
            for one in suggestions(connection)
            if one.source.statements
        ]
        found = [*merges, *labels(connection), *doubtful(connection)]
    return sorted(found, key=lambda item: item.order)


@dataclass(slots=True)
class Review:
    """A person's way through a queue. ``repaired`` counts the statements decided about."""

    database: Path
    items: Sequence[Item]
    by: str | None = None
    is_sample: bool = False
    position: int = 0
    repaired: int = 0
    commands: list[tuple[int, int, int]] = field(default_factory=list)
    shown: object = None

    @property
    def item(self) -> Item | None:
        """Return what is to be decided now, None at the end."""
        return self.items[self.position] if self.position < len(self.items) else None

    @property
    def progress(self) -> str:
        """Say how far it is."""
        left = len(self.items) - self.position
        return f"{len(self.commands):,} decided · {left:,} left · {self.repaired:,} statements"

    def context(self) -> Context | None:
        """Return the statement to be judged, as it is now; one that is gone is passed over."""
        while self.item is not None and self.item.kind != "merge":
            with open_for_reading(self.database) as connection:
                found = context(connection, self.item)
                if found is not None:
                    self.shown = targets_of_ids(connection, [self.item.statement])
                    return found
            self.position += 1
        return None

    def confirm(self) -> None:
        """Say that the machine is right: two speakers are one, or these said it."""
        item = self._item()
        if item.kind == "merge":
            self._merge(item)
        else:
            with open_for_reading(self.database) as connection:
                self.decide(speakers_of_statement(connection, item.statement))

    def reject(self) -> None:
        """Say that two are not the same, or that this is no statement."""
        item = self._item()
        if item.kind == "merge":
            with open_for_writing(self.database) as connection, connection.begin():
                one, other = (
                    resolve_speaker(reader(connection), u) for u in (item.target, item.source)
                )
                keep_apart(connection, one, other, self._made())
                self._done(_latest(connection), 0)
        elif item.kind == "label":
            raise UsageError("a label is dropped statement by statement", hint="s skips it")
        else:
            self._write(item, "drop", True)

    def decide(self, speakers: Sequence[str]) -> None:
        """Say that these speakers (uids) said it; nobody known, where there are none."""
        item = self._item()
        if item.kind == "merge":
            raise UsageError("two speakers are to be compared", hint="Enter for one, d for two")
        if item.kind == "label":
            self._write(item, "turns", {"label": item.label, "speakers": list(speakers)})
        else:
            self._write(item, "speaker", list(speakers))

    def name(self, text: str) -> None:
        """Say that the speaker of this id or name said it; raise UsageError for nobody known."""
        with open_for_writing(self.database) as connection, connection.begin():
            uids = speaker_uids(connection, [text], None)
        self.decide(uids)

    def skip(self) -> None:
        """Leave it for another session."""
        if self.item is not None:
            self.position += 1

    def undo(self) -> None:
        """Take the latest answer of this session back, and ask again."""
        if not self.commands:
            raise UsageError("there is nothing to undo in this session", hint="archive log")
        command, self.position, repairs = self.commands[-1]
        undo(self.database, command)
        self.commands.pop()
        self.repaired -= repairs

    def _item(self) -> Item:
        if self.item is None:
            raise UsageError("there is nothing left to review")
        return self.item

    def _merge(self, item: Item) -> None:
        with open_for_writing(self.database) as connection, connection.begin():
            raw = reader(connection)
            target, source = (resolve_speaker(raw, uid) for uid in (item.target, item.source))
            merge_by_hand(connection, source.key, target.key, self._made())
            self._done(_latest(connection), item.repairs)

    def _write(self, item: Item, name: str, value: object) -> None:
        statement = item.statement if item.kind == "statement" else None
        with open_for_writing(self.database) as connection, connection.begin():
            targets = targets_of_ids(reader(connection), [item.statement])
            if self.shown is not None and targets != self.shown:
                self.shown = targets
                raise UsageError(
                    "somebody changed it meanwhile, and it is shown as it is now: decide again"
                )
            decision = Decision(item.article, name, value, statement)
            number = correct_all(connection, [decision], self._made())
            self._done(number, item.repairs)

    def _made(self) -> Made:
        return Made(self.by, None, f"{TOOL} --{SAMPLE}" if self.is_sample else TOOL)

    def _done(self, command: int, repairs: int) -> None:
        self.commands.append((command, self.position, repairs))
        self.repaired += repairs
        self.position += 1
        self.shown = None


def _latest(connection: Connection) -> int:
    rows = reader(connection).execute("SELECT max(command) FROM corrections")
    return int(rows.fetchone()[0])
