"""What can be corrected: for each field, what a decision changes in an article's rows.

Each function changes a ``Sheet`` and returns what it replaced; it raises ``UsageError`` for a value
that cannot be, with what to write instead. A statement's date follows the article's where it had
the article's.
"""

import datetime
import json
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, get_args

from archive.errors import UsageError
from archive.records import GAP, Quotation, StatementKind
from archive.store.columns import STATEMENT_VALUES
from archive.store.people.sheets import (
    Before,
    Facts,
    Sheet,
    add,
    change,
    paragraph_of,
    place,
    remove,
)
from archive.store.uids import statement_uids
from archive.text import fold

METHOD = "correction"
"""In the columns that say how a value was found: a person decided it."""

END = 60
"""Characters of the end of a longer body that are shown as what stood there."""

_PRECISIONS = {4: "year", 7: "month", 10: "day"}


def _speaker(sheet: Sheet, uid: str, value: Any) -> Before:
    return change(
        sheet,
        uid,
        speakers=[_office(sheet, uid, one) for one in value],
        speaker_method=METHOD,
        speaker_confidence=1.0,
    )


def _office(sheet: Sheet, uid: str, speaker: str) -> list[str | None]:
    """Return a speaker with the office that the article gives elsewhere."""
    for other, facts in sheet.statements.items():
        for who, title, of in facts["speakers"]:
            if other != uid and who == speaker and title:
                return [who, title, of]
    return [speaker, None, None]


def _said_on(sheet: Sheet, uid: str, value: Any) -> Before:
    return change(sheet, uid, said_on=value, said_precision=_precision(value), said_method=METHOD)


def _text(sheet: Sheet, uid: str, value: Any) -> Before:
    facts = sheet.statements[uid]
    placed = _placed(sheet, sheet.around(facts), value, facts["start"], facts["headline"])
    start, end = placed["start"], placed["end"]
    inside = [tag for tag in facts["topics"] if tag[4] != "statement" or start <= tag[2] < end]
    return change(sheet, uid, topics=inside, **placed)


def _placed(sheet: Sheet, text: str, words: str, near: int, headline: int) -> Facts:
    spans = place(text, words, near)
    if spans is None:
        where = "title" if headline else "body"
        raise UsageError(
            f"the {where} of {sheet.uid} does not hold these words: {words[:80]!r}",
            hint=f"copy them from: archive show {sheet.uid}",
        )
    start, end = spans[0][0], spans[-1][1]
    paragraphs = json.loads(sheet.article["paragraphs"])
    return {
        "text": GAP.join(text[first:last] for first, last in spans),
        "start": start,
        "end": end,
        "spans": json.dumps(spans, separators=(",", ":")) if len(spans) > 1 else None,
        "paragraph": -1 if headline else paragraph_of(paragraphs, start),
    }


def _cue(sheet: Sheet, uid: str, value: Any) -> Before:
    facts = sheet.statements[uid]
    spans = place(sheet.around(facts), value, facts["start"]) if value else None
    start, end = spans[0] if spans and len(spans) == 1 else (None, None)
    return change(
        sheet, uid, cue=value, cue_start=start, cue_end=end, cue_lemma=None, cue_class=None
    )


def _quotation(sheet: Sheet, uid: str, value: Any) -> Before:
    known = get_args(Quotation)
    if value not in known:
        raise UsageError(f"{value!r} is no kind of quotation", hint=f"one of {', '.join(known)}")
    return change(sheet, uid, quotation=value)


def _kind(sheet: Sheet, uid: str, value: Any) -> Before:
    known = get_args(StatementKind)
    if value not in known:
        raise UsageError(f"{value!r} is no kind of statement", hint=f"one of {', '.join(known)}")
    return change(sheet, uid, kind=value)


def _drop(sheet: Sheet, uid: str, _value: Any) -> Before:
    return remove(sheet, uid)


def _tag(sheet: Sheet, uid: str, value: Any) -> Before:
    facts = sheet.statements[uid]
    if any(tag[0] == value for tag in facts["topics"]):
        return {}
    new = [value, value, facts["start"], facts["end"], "statement", 1.0]
    facts["topics"] = [*facts["topics"], new]
    return {uid: {"topics_less": [value, value]}}


def _untag(sheet: Sheet, uid: str, value: Any) -> Before:
    facts = sheet.statements[uid]
    gone = [tag for tag in facts["topics"] if tag[0] == value]
    facts["topics"] = [tag for tag in facts["topics"] if tag[0] != value]
    return {uid: {"topics_more": gone}} if gone else {}


def _add(sheet: Sheet, _uid: str, value: Any) -> Before:
    """Add a statement that was missed; one that the machine has found meanwhile gets its values."""
    placed = _placed(sheet, sheet.article["body"], value["text"], value.get("start") or 0, 0)
    said = value.get("said_on") or _day(sheet.article)
    own: Facts = {
        "speakers": [_office(sheet, "", one) for one in value["speakers"]],
        "speaker_method": METHOD,
        "speaker_confidence": 1.0,
        "said_on": said,
        "said_precision": _precision(said),
        "said_method": METHOD,
    }
    for uid, facts in sheet.statements.items():
        if (facts["start"], facts["end"], facts["headline"]) == (placed["start"], placed["end"], 0):
            return change(sheet, uid, **own)
    uid = new_uid(sheet, placed["text"])
    new = {**_EMPTY, **placed, **own, "quotation": value.get("quotation", "indirect")}
    facts = {**dict.fromkeys(STATEMENT_VALUES), **new, "topics": []}
    earlier = [
        other
        for other, held in sheet.statements.items()
        if held["headline"] or held["start"] <= placed["start"]
    ]
    sheet.insert(uid, facts, earlier[-1] if earlier else None)
    return {uid: None}


def new_uid(sheet: Sheet, text: str) -> str:
    """Return the uid of a statement that the article does not have yet."""
    for repeat in count(1):
        *_, uid = statement_uids(sheet.uid, [text] * repeat)
        if uid not in sheet.statements:
            return uid
    raise AssertionError


# What is not said of a statement that a person added.
_EMPTY: Facts = {
    **dict.fromkeys(
        "speaker_text speaker_start speaker_end cue cue_start cue_end cue_lemma cue_class continues"
        " answers".split()
    ),
    "implicit": 0,
    "headline": 0,
    "collective": 0,
    "kind": "statement",
    "rule": METHOD,
    "confidence": 1.0,
    "origin": "given",
}


def _turns(sheet: Sheet, _uid: str, value: Any) -> Before:
    """Give all that stands under a label, and what is carried on from it, to somebody."""
    label, before = fold(value["label"]), Before()
    mine: dict[str, None] = {}
    for uid, facts in sheet.statements.items():
        own = facts["speaker_text"]
        carried = not own and facts["continues"] in mine
        if carried or (own and fold(own) == label):
            mine[uid] = None
    for uid in mine:
        add(before, _speaker(sheet, uid, value["speakers"]))
    if not mine:
        raise UsageError(
            f"nothing in {sheet.uid} is said under the label {value['label']!r}",
            hint=f"its labels: archive show {sheet.uid}",
        )
    return before


def _title(sheet: Sheet, uid: str, value: Any) -> Before:
    """Change the title; a statement in it moves with its words or goes with them."""
    before = Before()
    for statement, facts in list(sheet.statements.items()):
        if facts["headline"]:
            spans = place(value or "", facts["text"])
            if spans is None:
                add(before, remove(sheet, statement))
            elif len(spans) == 1:
                moved = {"start": spans[0][0], "end": spans[0][1], "spans": None}
                add(before, change(sheet, statement, **moved))
    add(before, change(sheet, uid, title=value))
    return before


def _event_on(sheet: Sheet, uid: str, value: Any) -> Before:
    return _dated(sheet, uid, "event", value)


def _published_on(sheet: Sheet, uid: str, value: Any) -> Before:
    return _dated(sheet, uid, "published", value)


def _dated(sheet: Sheet, uid: str, name: str, value: Any) -> Before:
    held = _day(sheet.article)
    before = change(
        sheet,
        uid,
        **{f"{name}_on": value, f"{name}_precision": _precision(value), f"{name}_method": METHOD},
    )
    day = _day(sheet.article)
    for statement, facts in sheet.statements.items():
        if day != held and facts["said_on"] == held and facts["said_method"] != METHOD:
            precision = _precision(day)
            add(before, change(sheet, statement, said_on=day, said_precision=precision))
    return before


def _place(sheet: Sheet, uid: str, value: Any) -> Before:
    return change(sheet, uid, place=value)


def _publisher(sheet: Sheet, uid: str, value: Any) -> Before:
    return change(sheet, uid, publisher=value)


def _day(article: Mapping[str, Any]) -> str | None:
    """Return the day that an article is filed under."""
    found: str | None = article["event_on"] or article["published_on"]
    return found


def _precision(iso: str | None) -> str | None:
    """Return how precise a date is; raise UsageError for what is none."""
    if iso is None:
        return None
    try:
        datetime.date.fromisoformat(iso + "0000-01-01"[len(iso) :])
        return _PRECISIONS[len(iso)]
    except (ValueError, KeyError):
        raise UsageError(
            f"{iso!r} is not a date", hint="write 2021-03-11, 2021-03 or 2021"
        ) from None


def _genre(sheet: Sheet, uid: str, value: Any) -> Before:
    from archive.extract.genres.genre import genres
    from archive.vocabulary import default_vocabulary

    known = genres(default_vocabulary())
    if value not in known:
        listed = ", ".join(sorted(known))
        raise UsageError(f"{value!r} is no kind of document", hint=f"one of {listed}")
    return change(sheet, uid, genre=value)


def _event(_sheet: Sheet, _uid: str, _value: Any) -> Before:
    """Decide whether an article and another are about one event: nothing in the rows says so."""
    return {}


def _body_end(sheet: Sheet, uid: str, value: Any) -> Before:
    """Let the body end with these words; what was said behind them goes, or is cut there."""
    body: str = sheet.article["body"]
    at = body.rfind(value)
    if not value.strip() or at < 0:
        raise UsageError(
            f"the body of {sheet.uid} does not hold these words: {value[:80]!r}",
            hint=f"copy its last words from: archive show {sheet.uid}",
        )
    end, before = at + len(value), Before()
    for statement, facts in list(sheet.statements.items()):
        if facts["headline"] or facts["end"] <= end:
            continue
        spans = json.loads(facts["spans"]) if facts["spans"] else [[facts["start"], facts["end"]]]
        left = [(first, min(last, end)) for first, last in spans if first < end]
        text = GAP.join(body[first:last].rstrip() for first, last in left)
        if not text.strip():
            add(before, remove(sheet, statement))
        else:
            add(before, _text(sheet, statement, text))
    paragraphs = [
        [first, min(last, end)]
        for first, last in json.loads(sheet.article["paragraphs"])
        if first < end
    ]
    shorter = {
        "body": body[:end],
        "paragraphs": json.dumps(paragraphs, separators=(",", ":")),
        "words": len(body[:end].split()),
    }
    add(before, change(sheet, uid, **shorter))
    return before


Apply = Callable[[Sheet, str, Any], Before]

OF_STATEMENT: Mapping[str, Apply] = {
    "speaker": _speaker,
    "said_on": _said_on,
    "text": _text,
    "cue": _cue,
    "quotation": _quotation,
    "kind": _kind,
    "drop": _drop,
    "tag": _tag,
    "untag": _untag,
}
OF_ARTICLE: Mapping[str, Apply] = {
    "add": _add,
    "turns": _turns,
    "title": _title,
    "published_on": _published_on,
    "event_on": _event_on,
    "place": _place,
    "publisher": _publisher,
    "body_end": _body_end,
    "genre": _genre,
    "event": _event,
}
FIELDS: Mapping[str, Apply] = {**OF_STATEMENT, **OF_ARTICLE}


def speakers_in(field: str, value: Any) -> list[str]:
    """Return the speakers (uids) whom a decision names."""
    if field == "speaker":
        return list(value)
    return list(value["speakers"]) if field in ("add", "turns") else []


def with_speakers(field: str, value: Any, uids: list[str]) -> Any:
    """Return a decision that names other speakers."""
    if field in ("add", "turns"):
        return {**value, "speakers": uids}
    return uids if field == "speaker" else value


def machine_value(field: str, before: Before, uid: str | None) -> Any:
    """Return what stood there before, as a person wants to see it."""
    if field == "turns":
        found = [one[0] for facts in before.values() for one in (facts or {}).get("speakers", ())]
        return list(dict.fromkeys(found))
    facts = before.get(uid or "") or {}
    if field == "speaker":
        return [one[0] for one in facts.get("speakers", ())]
    if field == "drop":
        return facts.get("text")
    if field == "body_end":
        return facts.get("body", "")[-END:] or None
    return facts.get(field)
