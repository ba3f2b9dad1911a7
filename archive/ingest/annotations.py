"""What a team annotated in Label Studio, made into corrections.

A task comes back with what the machine had said (``predictions``) and what each annotator made of
it (``annotations``). What they changed is decided; what they left is not. Where the archive says
something else by now than the task did, somebody changed it meanwhile: that is reported and left.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sqlite3 import Connection as Reader
from typing import Any

from archive.errors import UsageError
from archive.ingest.marks import Mark, marks
from archive.records import GAP
from archive.render.label_studio import task
from archive.store.curate.corrections import NOTHING, speaker_uids
from archive.store.engine import Connection, open_for_writing, reader
from archive.store.people.names import speakers_of_statement
from archive.store.reports.show import load_article
from archive.store.write.corrections import Decision, Made, correct_all

TOOL = "label-studio"


@dataclass(slots=True)
class Annotated:
    """What came of annotated tasks. ``alpha`` is Krippendorff's, None where all say the same."""

    tasks: int = 0
    corrections: int = 0
    confirmed: int = 0
    command: int | None = None
    annotators: int = 0
    alpha: float | None = None
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is to become of a statement (uid), or of new words: the fields that change."""

    uid: str
    fields: Mapping[str, Any]
    is_confirmed: bool = False


def tasks_of(
    connection: Reader, articles: Iterable[str], sample: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Yield articles (uids) as tasks; ``sample`` are statements that were drawn at random."""
    drawn = set(sample)
    for uid in articles:
        stored = load_article(connection, uid)
        named = [(one.uid, one.statement) for one in stored.statements]
        made = task(uid, stored.article.title, stored.article.body, named)
        if drawn:
            made["data"]["sample"] = [name for name, _ in named if name in drawn]
        yield made


def read_tasks(file: Path) -> list[Mapping[str, Any]] | None:
    """Return the tasks in a file; None where it is no export of Label Studio.

    Raises UsageError for one of doccano, whose labels say nothing of who said what.
    """
    text = file.read_text("utf-8-sig")
    found = _json(text)
    first = _json(next(iter(text.splitlines()), "")) if found is None else found
    if isinstance(first, list) and first:
        first = first[0]
    if isinstance(first, dict) and "text" in first and first.keys() & {"label", "entities"}:
        raise UsageError(
            f"{file} is an export of doccano: its labels name spans, but not who said which"
            " statement, nor which statement of the archive each is",
            hint="annotate with Label Studio: archive review --export label-studio FILE",
        )
    if isinstance(found, list) and all(isinstance(one, dict) and "data" in one for one in found):
        return found
    return None


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def take_annotations(
    database: Path, tasks: Sequence[Mapping[str, Any]], *, by: str | None, dry_run: bool = False
) -> Annotated:
    """Make corrections of what annotators changed in tasks, as one command.

    What several annotators say differently of a statement is reported and left. Statements that
    were drawn at random and that nobody changed are confirmed. With ``dry_run`` nothing is written.
    """
    done = Annotated(tasks=len(tasks))
    ratings: list[dict[str, str]] = []
    with open_for_writing(database) as connection, connection.begin() as transaction:
        for number, one in enumerate(tasks, 1):
            try:
                _take(connection, one, by, done, ratings)
            except UsageError as error:
                done.faults.append(f"task {number}: {error.message}")
        if dry_run:
            transaction.rollback()
    done.annotators = max((len(one) for one in ratings), default=0)
    done.alpha = _alpha(ratings)
    return done


def _take(
    connection: Connection,
    one: Mapping[str, Any],
    by: str | None,
    done: Annotated,
    ratings: list[dict[str, str]],
) -> None:
    data = one.get("data", {})
    uid, body = str(data.get("article")), str(data.get("text", ""))
    raw = reader(connection)
    row = raw.execute("SELECT body FROM articles WHERE uid = ?", (uid,)).fetchone()
    if row is None:
        raise UsageError(f"there is no article {uid}")
    if row[0] != body:
        raise UsageError(f"the text of {uid} is another one by now; export the task anew")
    annotations = [a for a in one.get("annotations") or () if not a.get("was_cancelled")]
    if not annotations:
        return
    [now] = tasks_of(raw, [uid])
    before = _results(one.get("predictions"), body)
    current = _results(now["predictions"], body)
    versions = {
        _annotator(a, number): marks(a.get("result") or (), body)
        for number, a in enumerate(annotations)
    }
    ratings += _ratings(before, versions)
    sample = set(data.get("sample") or ())
    made = Made(by, None, f"{TOOL} --sample" if sample else TOOL)
    for wanted in _agreed(before, list(versions.values()), body, sample, done.faults):
        if wanted.uid in before and current.get(wanted.uid) != before[wanted.uid]:
            done.faults.append(f"{wanted.uid} was changed meanwhile: archive log {wanted.uid}")
            continue
        _decide(connection, uid, wanted, made, done)


def _results(given: Any, body: str) -> dict[str, Mark]:
    return marks(given[0].get("result") or (), body) if given else {}


def _annotator(annotation: Mapping[str, Any], number: int) -> str:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    return str(who) if who is not None else f"annotation {number + 1}"


def _agreed(
    before: Mapping[str, Mark],
    versions: Sequence[Mapping[str, Mark]],
    body: str,
    sample: set[str],
    faults: list[str],
) -> Iterator[_Wanted]:
    """Yield what all annotators decided of each statement; report what they disagree on."""
    names = dict.fromkeys(name for marked in (before, *versions) for name in marked)
    for name in names:
        said = [_changed(before.get(name), marked.get(name), body) for marked in versions]
        if any(one != said[0] for one in said):
            faults.append(f"{name}: the annotators disagree, so nothing is decided")
        elif said[0]:
            yield _Wanted(name, said[0])
        elif name in sample:
            yield _Wanted(name, {}, is_confirmed=True)


def _changed(before: Mark | None, after: Mark | None, body: str) -> dict[str, Any]:
    """Return what was changed of a statement, by field; nothing where it is as it was."""
    if after is None:
        return {"drop": True} if before is not None else {}
    text = GAP.join(body[start:end] for start, end in after.spans)
    if before is None:
        return {"add": text, "start": after.spans[0][0], "speaker": after.speakers}
    found: dict[str, Any] = {}
    if after.speakers != before.speakers:
        found["speaker"] = after.speakers
    if after.spans != before.spans:
        found["text"] = text
    if after.cue != before.cue:
        found["cue"] = after.cue
    return found


def _decide(
    connection: Connection, article: str, wanted: _Wanted, made: Made, done: Annotated
) -> None:
    try:
        with connection.begin_nested():
            decisions = list(_decisions(connection, article, wanted))
            done.command = correct_all(connection, decisions, made, done.command)
    except UsageError as error:
        hint = f" ({error.hint})" if error.hint else ""
        done.faults.append(f"{wanted.uid}: {error.message}{hint}")
        return
    done.confirmed += wanted.is_confirmed
    done.corrections += 0 if wanted.is_confirmed else len(decisions)


def _decisions(connection: Connection, article: str, wanted: _Wanted) -> Iterator[Decision]:
    if wanted.is_confirmed:
        held = speakers_of_statement(reader(connection), wanted.uid)
        yield Decision(article, "speaker", held, wanted.uid)
        return
    fields = dict(wanted.fields)
    if "speaker" in fields:
        names = fields["speaker"] or (NOTHING,)
        fields["speaker"] = speaker_uids(connection, names, None)
    if "add" in fields:
        value = {"text": fields["add"], "start": fields["start"], "speakers": fields["speaker"]}
        yield Decision(article, "add", value)
        return
    for name, value in fields.items():
        yield Decision(article, name, value, wanted.uid)


def _ratings(
    before: Mapping[str, Mark], versions: Mapping[str, Mapping[str, Mark]]
) -> list[dict[str, str]]:
    """Return of each statement who says it, by annotator; "" where it is none for that one."""
    names = dict.fromkeys(name for marked in (before, *versions.values()) for name in marked)
    return [
        {
            who: "; ".join(marked[name].speakers) or "nobody" if name in marked else ""
            for who, marked in versions.items()
        }
        for name in names
    ]


def _alpha(ratings: Sequence[Mapping[str, str]]) -> float | None:
    """Return Krippendorff's alpha of nominal ratings; None where there is nothing to compare."""
    several = [one for one in ratings if len(one) > 1]
    values = sorted({value for one in several for value in one.values()})
    if len(values) < 2:
        return None
    try:
        import krippendorff
    except ImportError as error:
        raise UsageError(
            f"to compare annotators, {error.name} is needed",
            hint="pip install 'statement-archive[review]'",
        ) from error
    annotators = sorted({who for one in several for who in one})
    places = {value: float(number) for number, value in enumerate(values)}
    table = [
        [places[one[who]] if who in one else float("nan") for one in several] for who in annotators
    ]
    return float(krippendorff.alpha(table, level_of_measurement="nominal"))
