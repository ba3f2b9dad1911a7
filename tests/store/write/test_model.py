"""Corrections against a model: whatever is decided, undone, merged and read again in any order.

The model keeps the decisions that stand as a list. What an archive shows must be what the machine
says now with these applied in their order, and nothing else: no decision lost, none left behind.
"""

import json
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.exc import DBAPIError

from archive.cli.commands.export import article_json
from archive.pipeline import analyse
from archive.read.recorded import documents_of
from archive.read.source import Reading
from archive.records import Article, Document, Mention
from archive.store.curate.speaker_log import undo_speakers
from archive.store.curate.speakers import Said, merge_by_hand, reassign_split, split
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people.names import resolve_speaker
from archive.store.reports.show import stored_articles
from archive.store.sql import names
from archive.store.write import batch, sheets
from archive.store.write.again import machine_articles, replace_with
from archive.store.write.batch import write_batch
from archive.store.write.corrections import Decision, correct_all, undo
from archive.store.write.prepare import prepare
from tests.conftest import check_whole
from tests.factories import article, document, statement

PEOPLE = ("Ann Lee", "Bob Ray", "Cy Orr", "Di Fox")
UIDS = {"Ann Lee": "ann-lee", "Bob Ray": "bob-ray", "Cy Orr": "cy-orr", "Di Fox": "di-fox"}
TEXTS = tuple(f"The {word} is ours" for word in "sea hill lake wood road town".split())
DAYS = ("2021-01-02", "2022-03-04")
LABEL = "THE PRESIDENT"


@dataclass(frozen=True)
class Made:
    """A decision of the model: of a text, or of the label."""

    command: int
    field: str
    text: str | None
    value: Any


def renamed(one: Made, source: str, target: str) -> Made:
    """Return a decision that names another speaker in the place of one."""
    uids = {source: target}
    if one.field == "speaker":
        return replace(one, value=[uids.get(uid, uid) for uid in one.value])
    if one.field == "turns":
        people = [uids.get(uid, uid) for uid in one.value["speakers"]]
        return replace(one, value={**one.value, "speakers": people})
    return one


def latest(connection: Connection) -> int:
    found = connection.exec_driver_sql("SELECT max(command) FROM corrections").scalar_one()
    return int(found)


def heard(texts: list[str], who: int, day: str) -> Article:
    """Return what the machine says this time: who speaks turns with ``who``."""
    said = [
        statement(text, PEOPLE[(place + who) % 3], said=day)
        for place, text in enumerate(TEXTS)
        if text in texts
    ]
    labelled = [
        one._replace(mention=Mention(LABEL)) if n % 2 else one for n, one in enumerate(said)
    ]
    return article(*labelled, event=day)


class Corrections(RuleBasedStateMachine):
    """An archive of one article, and what it should show."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "archive.db"
        shutil.copy(EMPTY, self.path)
        self.made: list[Made] = []
        self.commands = 0
        self.renamed: dict[str, str] = {}
        self.merges: list[tuple[int, str]] = []
        self.copies = 0
        self.document: Document = document()
        self.machine = heard(list(TEXTS), 0, DAYS[0])
        self.given: Article | None = None
        with open_for_writing(self.path) as connection:
            write_batch(connection, [(self.document, self.machine)])
            silent = article(*(statement(f"By {name}", name) for name in PEOPLE), path="/b")
            write_batch(connection, [(document("/b", "other"), silent)])

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            check_whole(self.path)
            shutil.rmtree(self.folder)

    def name(self, person: str) -> str:
        while person in self.renamed:
            person = self.renamed[person]
        return person

    @precondition(lambda self: self.given is None)
    @rule(
        texts=st.lists(st.sampled_from(TEXTS), min_size=1, unique=True),
        who=st.integers(0, 2),
        day=st.sampled_from(DAYS),
    )
    def read_anew(self, texts: list[str], who: int, day: str) -> None:
        self.machine = heard(texts, who, day)
        with open_for_writing(self.path) as connection:
            write_batch(connection, [(self.document, self.machine)], again=True)

    @precondition(lambda self: self.given is not None)
    @rule()
    def read_the_export_anew(self) -> None:
        assert self.given is not None
        with open_for_writing(self.path) as connection:
            write_batch(connection, [prepare(self.document, self.given)], again=True)

    @rule(text=st.sampled_from(TEXTS), person=st.sampled_from(PEOPLE))
    def correct_a_speaker(self, text: str, person: str) -> None:
        self.decide("speaker", text, [UIDS[self.name(person)]])

    @rule(text=st.sampled_from(TEXTS), day=st.sampled_from((*DAYS, None)))
    def correct_a_date(self, text: str, day: str | None) -> None:
        self.decide("said_on", text, day)

    @rule(text=st.sampled_from(TEXTS))
    def drop(self, text: str) -> None:
        self.decide("drop", text, True)

    @rule(text=st.sampled_from(TEXTS), field=st.sampled_from(("tag", "untag")))
    def tag(self, text: str, field: str) -> None:
        self.decide(field, text, "trade")

    @rule(person=st.sampled_from(PEOPLE))
    def correct_a_label(self, person: str) -> None:
        if any(text in self.labelled() for text in self.expected()):
            value = {"label": LABEL, "speakers": [UIDS[self.name(person)]]}
            self.decide("turns", None, value)

    def decide(self, field: str, text: str | None, value: Any) -> None:
        if text is not None and text not in self.expected():
            return
        article = self.article()
        with open_for_writing(self.path) as connection, connection.begin():
            uid = connection.exec_driver_sql(
                "SELECT uid FROM statements WHERE text = ?", (text,)
            ).scalar()
            command = correct_all(connection, [Decision(article, field, value, uid)])
        self.made.append(Made(command, field, text, value))

    @precondition(lambda self: self.made)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(self.made))
        with open_for_writing(self.path) as connection, connection.begin():
            undo(connection, one.command)
        self.made.remove(one)

    @rule(one=st.sampled_from(PEOPLE), other=st.sampled_from(PEOPLE))
    def merge(self, one: str, other: str) -> None:
        source, target = self.name(one), self.name(other)
        if source == target:
            return
        with open_for_writing(self.path) as connection, connection.begin():
            first, second = (resolve_speaker(reader(connection), UIDS[n]) for n in (source, target))
            merge_by_hand(connection, first.key, second.key)
            self.merges.append((latest(connection), source))
        self.renamed[source] = target

    @precondition(lambda self: self.merges)
    @rule()
    def take_a_merge_back(self) -> None:
        """What was read since was resolved with it, and is read anew, as the command does."""
        command, source = self.merges.pop()
        with open_for_writing(self.path) as connection, connection.begin():
            undo_speakers(connection, command)
        del self.renamed[source]
        self.read_the_same_anew()

    @precondition(lambda self: self.merges and self.given is None)
    @rule()
    def split(self) -> None:
        """Split off what was merged last; decisions that named the one go on naming the other.

        An export that is read again names them as it did when it was made, so none is here.
        """
        _, source = self.merges.pop()
        target = UIDS[self.name(source)]
        with open_for_writing(self.path) as connection, connection.begin():
            one = resolve_speaker(reader(connection), target)
            said = [
                Said(str(uid), None, None)
                for uid in connection.exec_driver_sql(
                    "SELECT uid FROM statements WHERE speaker_text = ?", (source,)
                ).scalars()
            ]
            split(connection, one, source)
            reassign_split(connection, one, source, said, [])
        del self.renamed[source]
        self.made = [renamed(one, UIDS[source], target) for one in self.made]
        # Who was merged into the one that is split off now is still the other's.
        for other, into in list(self.renamed.items()):
            if into == source:
                self.renamed[other] = self.name_of(target)
        self.merges = []
        self.read_the_same_anew()

    @precondition(lambda self: self.given is None)
    @rule(who=st.integers(0, 2))
    def reanalyse(self, who: int) -> None:
        """Another analysis of the stored text: what the machine had said is known without it."""
        uid = self.article()
        self.machine = heard([one.text for one in self.machine.statements], who, DAYS[0])
        with open_for_writing(self.path) as connection, connection.begin():
            [held] = machine_articles(connection, [uid])
            replace_with(connection, [(held, prepare(self.document, self.machine))])

    def read_the_same_anew(self) -> None:
        with open_for_writing(self.path) as connection:
            items = [(self.document, self.machine)]
            if self.given is not None:
                write_batch(connection, [prepare(self.document, self.given)], again=True)
            else:
                write_batch(connection, items, again=True)

    @staticmethod
    def name_of(uid: str) -> str:
        return next(name for name, held in UIDS.items() if held == uid)

    @precondition(lambda self: self.copies < 2)
    @rule()
    def go_elsewhere(self) -> None:
        """Export everything and take it into a new archive, with which the run goes on."""
        with open_for_writing(self.path) as connection, connection.begin():
            lines = [article_json(one) for one in stored_articles(reader(connection))]
        check_whole(self.path)
        self.copies += 1
        self.path = self.folder / f"{self.copies}.db"
        shutil.copy(EMPTY, self.path)
        with open_for_writing(self.path) as connection:
            for number, line in enumerate(lines):
                data = json.dumps(line).encode()
                [one] = documents_of(
                    json.loads(data), f"x.jsonl#{number}", data, "application/json", Reading()
                )
                assert isinstance(one, Document)
                taken = analyse(one)
                write_batch(connection, [prepare(one, taken)])
                if not taken.body.startswith("By"):
                    self.document, self.given = one, taken
        self.merges = []  # the names are one there; who merged them is not in an export
        self.renumber()
        self.people_elsewhere()

    def renumber(self) -> None:
        """Find out which numbers the decisions have in the new archive; the order stays."""
        with open_for_writing(self.path) as connection, connection.begin():
            rows = connection.exec_driver_sql(
                "SELECT command FROM corrections WHERE speaker_uid IS NULL ORDER BY made_at, id"
            ).scalars()
            numbers = list(rows)
        assert len(numbers) == len(self.made)
        self.made = [
            Made(number, one.field, one.text, one.value)
            for number, one in zip(numbers, self.made, strict=True)
        ]

    def people_elsewhere(self) -> None:
        """There the names of whom somebody else was merged into are not known any more."""
        names = {one for one in PEOPLE if self.name(one) == one}
        for one in PEOPLE:
            assert self.name(one) in names

    def article(self) -> str:
        with open_for_writing(self.path) as connection, connection.begin():
            return str(
                connection.exec_driver_sql(
                    "SELECT uid FROM articles WHERE body NOT LIKE 'By%'"
                ).scalar_one()
            )

    def labelled(self) -> set[str]:
        return {one.text for one in self.machine.statements if one.mention.text == LABEL}

    def expected(self) -> dict[str, tuple[str, str | None, bool]]:
        """Return speaker, day and whether it is on trade, of each text that is to be there."""
        shown: dict[str, tuple[str, str | None, bool]] = {
            one.text: (
                self.name(one.speakers[0].name),
                one.said.iso if one.said else None,
                False,
            )
            for one in self.machine.statements
        }
        of_uid = {uid: name for name, uid in UIDS.items()}
        for made in self.made:
            texts = [made.text] if made.text else sorted(self.labelled())
            for text in texts:
                if text not in shown:
                    continue
                who, day, trade = shown[text]
                if made.field in ("speaker", "turns"):
                    uids = made.value if made.field == "speaker" else made.value["speakers"]
                    who = self.name(of_uid[uids[0]])
                if made.field == "said_on":
                    day = made.value
                if made.field in ("tag", "untag"):
                    trade = made.field == "tag"
                shown[text] = (who, day, trade)
                if made.field == "drop":
                    del shown[text]
        return shown

    @invariant()
    def shows_what_it_should(self) -> None:
        if not hasattr(self, "path"):
            return
        with open_for_writing(self.path) as connection, connection.begin():
            rows = connection.exec_driver_sql(
                "SELECT text, speaker, said_on, coalesce(topics = 'trade', 0) FROM v_statements"
                " WHERE text NOT LIKE 'By %'"
            ).all()
            found = connection.exec_driver_sql(
                "SELECT count(*) FROM statements_fts WHERE statements_fts MATCH 'ours'"
            ).scalar()
            wrong = connection.exec_driver_sql(
                "SELECT count(*) FROM corrections WHERE undone_at IS NULL AND speaker_uid IS NULL"
            ).scalar()
        shown = {text: (who, day, bool(trade)) for text, who, day, trade in rows}
        assert shown == self.expected()
        assert found == len(shown)
        assert wrong == len(self.made)


EMPTY = Path()


@pytest.fixture(autouse=True)
def empty(empty_archive: Path) -> None:
    global EMPTY
    EMPTY = empty_archive


def run(examples: int, **more: Any) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Corrections,
        settings=settings(
            max_examples=examples,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            **more,
        ),
    )


def test_no_decision_is_lost_and_none_is_left_behind() -> None:
    run(20)


def test_a_replace_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """REPLACE deletes what it replaces, with all that belongs to it, and fires no trigger."""

    def move(
        connection: Connection,
        table: str,
        columns: Sequence[str],
        expected: int,
        *,
        guard: str = "",
    ) -> None:
        connection.exec_driver_sql(
            f"INSERT OR REPLACE INTO main.{table} ({names(columns)})"
            f" SELECT {names(columns)} FROM temp.stage_{table}"
        )

    for module in (sheets, batch):
        monkeypatch.setattr(module, "move", move)

    with pytest.raises((AssertionError, sqlite3.Error, DBAPIError)):
        run(20, derandomize=True, database=None, phases=[Phase.generate])


@pytest.mark.survive
def test_no_decision_is_lost_in_many_runs() -> None:
    run(150)
