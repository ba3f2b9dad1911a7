"""Records for tests, with what matters said and the rest filled in.

article("Xi said: good.", statement("good", by="Xi Jinping", cue="said"))
"""

from collections.abc import Sequence
from hashlib import sha256

from archive.records import (
    Article,
    Attendance,
    Date,
    Document,
    Mention,
    Part,
    Quotation,
    Role,
    Speaker,
    SpeakerKind,
    Statement,
    Tag,
)


def document(path: str = "/news/a.txt", text: str = "text") -> Document:
    """Return a document whose hash is that of its text."""
    data = text.encode()
    return Document(path=path, text=text, sha256=sha256(data).hexdigest(), size=len(data))


def day(iso: str, found: str = "test") -> Date:
    """Return a date as precise as its text: "2022-09" is a month."""
    precision = {4: "year", 7: "month", 10: "day"}
    return Date(iso, precision[len(iso)], found)  # type: ignore[arg-type]


def speaker(
    name: str, kind: SpeakerKind = "person", title: str | None = None, of: str | None = None
) -> Speaker:
    """Return a speaker, in an office where a title is given."""
    return Speaker(name, kind, Role(name, title, of) if title else None)


def statement(
    text: str,
    by: Speaker | str | Sequence[Speaker] = (),
    *,
    said: str | None = None,
    topics: Sequence[str] = (),
    cue: str | None = None,
    quotation: Quotation = "indirect",
    start: int = 0,
    implicit: bool = False,
    headline: bool = False,
) -> Statement:
    """Return a statement; ``article`` moves its span to where its text stands in the body."""
    speakers = (speaker(by),) if isinstance(by, str) else (by,) if isinstance(by, Speaker) else by
    return Statement(
        spans=((start, start + len(text)),),
        text=text,
        mention=Mention(speakers[0].name if speakers else None),
        cue=cue,
        cue_span=None,
        quotation=quotation,
        implicit=implicit,
        headline=headline,
        speakers=tuple(speakers),
        speaker_method="full name" if speakers else "unresolved",
        said=day(said) if said else None,
        topics=tuple(Tag(topic, topic, (start, start + 1)) for topic in topics),
    )


def article(
    *statements: Statement,
    path: str = "/news/a.txt",
    title: str | None = "A title",
    event: str | None = None,
    published: str | None = None,
    place: str | None = None,
    publisher: str | None = None,
    people: Sequence[tuple[str, Part]] = (),
    roles: Sequence[Role] = (),
) -> Article:
    """Return an article whose body is its statements, one a paragraph."""
    placed, spans, body = [], [], ""
    for one in statements:
        start = len(body)
        body += one.text + "\n\n"
        spans.append((start, start + len(one.text)))
        placed.append(_moved(one, start))
    return Article(
        path=path,
        body=body.rstrip(),
        paragraphs=tuple(spans),
        title=title,
        event=day(event) if event else None,
        published=day(published) if published else None,
        place=place,
        publisher=publisher,
        people=tuple(Attendance(name, part) for name, part in people),
        roles=tuple(roles),
        statements=tuple(placed),
    )


def _moved(one: Statement, start: int) -> Statement:
    return one._replace(
        spans=((start, start + len(one.text)),),
        topics=tuple(Tag(tag.topic, tag.term, (start, start + 1)) for tag in one.topics),
    )
