"""Statements that came with an article in JSON: our own extract format, or little more than words.

What was said of each is taken over as it stands. Whether its words stand in the body is for
``extract.given`` to find out. An article of our own format is taken over whole.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, get_args

from archive.errors import UnreadableError
from archive.read.decode import without_surrogates
from archive.read.fields import Record, first, found, plain_name, table, texts
from archive.read.source import unread
from archive.records import (
    TAG_PLACES,
    Article,
    Attendance,
    Date,
    GivenStatement,
    Mention,
    Precision,
    Quotation,
    Removed,
    Role,
    Span,
    Speaker,
    SpeakerKind,
    Statement,
    StatementKind,
    Tag,
    TagPlace,
    Unread,
)

MOST_APART = 100
"""Texts that a person may have parted one from; what states more was made by no person."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].{0,40})?")
_NO_WORD = re.compile(r"[\W_]{1,200}")
_PRECISIONS: tuple[Precision, ...] = ("year", "month", "day")


def statements_of(
    record: Record, name: str, fields: Mapping[str, str]
) -> tuple[tuple[GivenStatement, ...], list[Unread]]:
    """Return the statements in an article's record, and those refused: without words, say."""
    given, refused = list[GivenStatement](), list[Unread]()
    value = found(record, "statements", fields)
    roles = {_written(role): role for role in _roles(record)}
    for position, one in enumerate(value if isinstance(value, list) else ()):
        path = f"{name}.statements[{position}]"
        try:
            given.append(_given(one, path, position, roles))
        except UnreadableError as error:
            refused.append(unread(path, error))
    return tuple(given), refused


def is_tagged(record: Record, fields: Mapping[str, str]) -> bool:
    """Tell whether a record lists statements: an empty list says that there are none."""
    named = record.get(fields.get("statements", "statements"))  # an empty one is not found below
    return isinstance(named, list) or isinstance(found(record, "statements", fields), list)


def extracted(record: Record, name: str) -> Article | None:
    """Return the article of a record in our own format, its statements apart; None for others."""
    paragraphs, body = _spans(record.get("paragraphs")), record.get("body")
    is_ours = isinstance(record.get("statements"), list) and (paragraphs or _is_bare(record))
    if not is_ours or not isinstance(body, str) or (paragraphs and paragraphs[-1][1] > len(body)):
        return None
    people = [Attendance(one, "participant") for one in _names(record.get("participants"))]
    people += [Attendance(one, "attendee") for one in _names(record.get("attendees"))]
    return Article(
        path=name,
        body=without_surrogates(body),
        paragraphs=paragraphs,
        title=_word(record.get("title")),
        published=_date(record, "published"),
        published_time=_word(record.get("published_time")),
        event=_date(record, "event"),
        place=_word(record.get("place")),
        publisher=_word(record.get("publisher")),
        editors=_names(record.get("editors")),
        authors=_names(record.get("authors")),
        captions=_names(record.get("captions")),
        removed=_removed(record),
        url=_word(record.get("url")),
        language=_word(record.get("language")),
        people=tuple(people),
        roles=_roles(record),
        copy_of=next(_texts([record.get("copy_of")]), None),
        apart=tuple(islice(_texts(_list(record.get("apart"))), MOST_APART)),
        corrections=tuple(one for one in _list(record.get("corrections")) if isinstance(one, dict)),
        corrected=_corrected(record.get("corrected")),
    )


def _corrected(value: Any) -> dict[str, tuple[str, str]]:
    """Return the names and kinds of the speakers in corrections, by uid."""
    return {
        str(uid): (name, _kind(one.get("kind")))
        for uid, one in (value if isinstance(value, dict) else {}).items()
        if isinstance(one, dict) and (name := _word(one.get("name")))
    }


def _texts(numbers: Sequence[Any]) -> Iterator[int]:
    """Yield those that can be numbers of texts: ``archive.likeness.same`` makes 48 bits."""
    return (one for one in numbers if _is_number(one) and 0 <= one < 1 << 48)


def _is_bare(record: Record) -> bool:
    """Tell whether an article of ours has nothing but a head."""
    return record.get("body") == "" and record.get("paragraphs") == []


def _given(one: Any, path: str, position: int, roles: Mapping[str, Role]) -> GivenStatement:
    if not isinstance(one, dict):
        raise UnreadableError(f"{path} is not an object with fields")
    names = table("statement")
    text = without_surrogates(texts(first(one, names["text"])))
    spans = _spans(one.get("spans")) or _spans([one.get("span")]) or _offsets(one)
    if not text and not spans:
        raise UnreadableError(f"{path} has neither a text nor a position in the body")
    quotation = _word(one.get("quotation"))
    return GivenStatement(
        path=path,
        position=position,
        stated=Statement(
            spans=spans,
            text=text,
            mention=Mention(_word(one.get("speaker_text")), _span(one.get("speaker_span"))),
            cue=_word(first(one, names["cue"])),
            cue_span=_span(one.get("cue_span")),
            cue_lemma=_word(one.get("cue_lemma")),
            cue_class=_word(one.get("cue_class")),
            quotation="indirect",
            implicit=one.get("implicit") is True,
            headline=one.get("headline") is True,
            collective=one.get("collective") is True,
            rule=_word(one.get("rule")) or "given",
            confidence=_share(one.get("confidence")),
            speakers=_speakers(one, roles),
            speaker_method=_method(one, "speaker"),
            speaker_confidence=_share(one.get("speaker_confidence")),
            said=_date(one, "said") or _said(first(one, names["said"]), path),
            topics=_tags(one.get("topic_terms")),
            continues=_number(one.get("continues")),
            answers=_number(one.get("answers")),
            origin="machine" if one.get("origin") == "machine" else "given",
            kind=_statement_kind(one.get("kind")),
            uid=_word(one.get("uid")),
        ),
        quotation=next((known for known in get_args(Quotation) if known == quotation), None),
        topics=_topics(one, names["topics"]),
        is_dated=any(plain_name(key) in names["said"] for key in one),
    )


def _speakers(one: Record, roles: Mapping[str, Role]) -> tuple[Speaker, ...]:
    names = table("statement")
    people = [texts(name) for name in _each(first(one, names["speaker"]))]
    kinds = _each(first(one, names["kind"]))
    offices = _each(first(one, names["role"]))
    return tuple(
        Speaker(name, _kind(_at(kinds, place)), _role(name, _at(offices, place), roles))
        for place, name in enumerate(map(without_surrogates, people))
        if name
    )


def _statement_kind(value: Any) -> StatementKind:
    kinds: tuple[StatementKind, ...] = get_args(StatementKind)
    return next((known for known in kinds if known == value), "statement")


def _kind(value: Any) -> SpeakerKind:
    kinds: tuple[SpeakerKind, ...] = get_args(SpeakerKind)
    return next((known for known in kinds if known == value), "person")


def _role(speaker: str, office: Any, roles: Mapping[str, Role]) -> Role | None:
    """Return an office as the article's own list parts it: "Premier of China" may be one title."""
    if not isinstance(office, str) or not office:
        return None
    known = roles.get(f"{speaker}\n{office}")
    return known or Role(speaker, office)


def _removed(record: Record) -> tuple[Removed, ...]:
    return tuple(
        Removed(text, reason)
        for one in _list(record.get("removed"))
        if isinstance(one, dict)
        and (text := _word(one.get("text")))
        and (reason := _word(one.get("reason")))
    )


def _written(role: Role) -> str:
    return f"{role.speaker}\n{role.title}" + (f" of {role.of}" if role.of else "")


def _roles(record: Record) -> tuple[Role, ...]:
    return tuple(
        Role(speaker, title, _word(one.get("of")))
        for one in _list(record.get("roles"))
        if isinstance(one, dict)
        and (speaker := _word(one.get("speaker")))
        and (title := _word(one.get("title")))
    )


def _topics(one: Record, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return topics as slugs: "Belt and Road" is "belt-and-road"."""
    value = first(one, names)
    if value is None:
        return () if any(plain_name(key) in names for key in one) else None
    values = value if isinstance(value, list) else [value]
    slugs = (_NO_WORD.sub("-", texts(topic)[:80].casefold()).strip("-") for topic in values)
    return tuple(dict.fromkeys(filter(None, slugs)))


def _tags(value: Any) -> tuple[Tag, ...]:
    return tuple(
        Tag(topic, term, span, _place(one.get("place")), _score(one.get("score")))
        for one in _list(value)
        if isinstance(one, dict)
        and (topic := _word(one.get("topic")))
        and (term := _word(one.get("term")))
        and (span := _span(one.get("span")))
    )


def _place(value: Any) -> TagPlace:
    return value if value in TAG_PLACES else "statement"


def _score(value: Any) -> float:
    """Return a score from 0 to 1; what people tagged has none, and is sure."""
    is_score = isinstance(value, int | float) and 0 <= value <= 1
    return float(value) if is_score else 1.0


def _date(record: Record, kind: str) -> Date | None:
    """Return a date with its precision and what found it, as our own format writes them."""
    match = _ISO.fullmatch(texts(record.get(f"{kind}_on")))
    if match is None or not _exists(match):
        return None
    return _dated(match, _method(record, kind))


def _method(record: Record, kind: str) -> str:
    """Return how a value was found; until 0.1 its field was called "said_found" and so on."""
    return _word(record.get(f"{kind}_method")) or _word(record.get(f"{kind}_found")) or "given"


def _said(value: Any, path: str) -> Date | None:
    text = texts(value)
    match = _ISO.fullmatch(text)
    if text and (match is None or not _exists(match)):
        raise UnreadableError(
            f"{path} has the date {text[:40]!r}, which cannot be read",
            hint="write 2021-03-11 or 2021-03",
        )
    return _dated(match, "given") if match else None


def _exists(match: re.Match[str]) -> bool:
    try:
        datetime.date(*(int(part or 1) for part in match.groups()))
    except ValueError:
        return False
    return True


def _dated(match: re.Match[str], method: str) -> Date:
    parts = [part for part in match.groups() if part]
    return Date("-".join(parts), _PRECISIONS[len(parts) - 1], method)


def _offsets(one: Record) -> tuple[Span, ...]:
    names = table("statement")
    span = _span([first(one, names["start"]) or 0, first(one, names["end"])])
    return (span,) if span else ()


def _spans(value: Any) -> tuple[Span, ...]:
    spans = [_span(one) for one in _list(value)]
    known = tuple(span for span in spans if span)
    return known if len(known) == len(spans) else ()


def _span(value: Any) -> Span | None:
    if isinstance(value, list) and len(value) == 2 and all(map(_is_number, value)):
        return (value[0], value[1]) if 0 <= value[0] < value[1] else None
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> int | None:
    return value if _is_number(value) else None


def _share(value: Any) -> float:
    is_share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_share else 1.0


def _word(value: Any) -> str | None:
    return without_surrogates(value) or None if isinstance(value, str) else None


def _names(value: Any) -> tuple[str, ...]:
    return tuple(filter(None, map(_word, _list(value))))


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _each(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _at(values: Sequence[Any], place: int) -> Any:
    return values[place] if place < len(values) else None
