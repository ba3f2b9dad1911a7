"""The records that the steps hand to each other: immutable, small, without behaviour that costs.

Spans are half-open offsets ``(start, end)`` in Unicode code points into ``Article.body`` (into
``Article.title`` for a statement with ``headline``), and the text of a statement is always what
stands there; the pieces of one that its cue interrupts are joined by ``GAP``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

Span = tuple[int, int]
Quotation = Literal["direct", "indirect", "mixed"]
Precision = Literal["day", "month", "year"]
SpeakerKind = Literal["person", "body", "country", "group", "document", "unnamed"]
Part = Literal["participant", "attendee"]
Origin = Literal["machine", "given"]
TagPlace = Literal["statement", "before", "after", "title"]
TAG_PLACES: tuple[TagPlace, ...] = ("statement", "before", "after", "title")
StatementKind = Literal["statement", "question", "answer", "courtesy"]

GAP = " … "
"""Joins the pieces of an interrupted quotation in ``Statement.text``: "It is good, … for us"."""


@dataclass(frozen=True, slots=True)
class Date:
    """A date with what it is worth.

    ``iso`` is "2022-09-15", "2022-09" or "2022", as long as ``precision`` says; ``method``
    names what gave it: "front matter", "dateline", "weekday", "crawl prefix", "stamp" …
    """

    iso: str
    precision: Precision
    method: str


@dataclass(frozen=True, slots=True)
class Document:
    """What was read: where from, the text and how its bytes were decoded.

    ``path`` is as the user gave it (``-`` for standard input; ``pack.zip!/a.txt`` and
    ``news.jsonl#12`` inside a container). ``encoding_method`` is "bom", "utf-8", "guessed" or
    "given". ``given`` holds what the container says of the article (title, published, url …),
    ``date_order`` which of two numbers in its dates is the day, where that had to be found out, and
    ``statements`` those that came with it. Where it came with a list of them (``is_tagged``), which
    may be empty, ``text`` is the body as it stands, which their offsets point into. ``article`` is
    the rest of an article that was analysed before (what `archive extract` prints), without
    statements. ``uid`` is what the archive that it comes from calls that article, where all came
    along that was decided there. ``is_body``: nothing stands around the text, what a head would say
    is in ``given``.
    """

    path: str
    text: str
    sha256: str
    size: int
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    encoding_method: str = "utf-8"
    given: Mapping[str, str] = field(default_factory=dict)
    date_order: Literal["day-first", "month-first", "unknown"] | None = None
    statements: "tuple[GivenStatement, ...]" = ()
    article: "Article | None" = None
    is_tagged: bool = False
    is_body: bool = False
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, a part of one or a statement in one that could not be taken in, and why.

    ``error_class`` is the name of a class of ``archive.errors``.
    """

    path: str
    reason: str
    error_class: str = "UnreadableError"
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be said of a file that was read: how many of its articles came out of it."""

    path: str
    text: str


class Removed(NamedTuple):
    """A line that was left out of a body, and why: "promotion", "footer", "menu" …"""

    text: str
    reason: str


class Tag(NamedTuple):
    """A topic of a statement, with a term that gave it and where that stands.

    ``place`` says whether the statement holds it, the text ``before`` it (or right ``after``), or
    the ``title``, which ``span`` points into then. ``score`` is how likely the topic is, from 0
    to 1, and the same for each tag of one topic.
    """

    topic: str
    term: str
    span: Span
    place: TagPlace = "statement"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Role:
    """An office as written, "Premier" of "China", held by ``speaker`` on the article's day."""

    speaker: str
    title: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class KnownName:
    """Another name of somebody known, and the ISO days from and until which it is used."""

    name: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class KnownRole:
    """An office that somebody known held, from and until the ISO days given, both inclusive."""

    title: str
    of: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody known from earlier texts or from the user: a person, body or country."""

    name: str
    kind: SpeakerKind = "person"
    aliases: tuple[KnownName, ...] = ()
    roles: tuple[KnownRole, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody or something that speaks, resolved: the canonical name and what kind it is."""

    name: str
    kind: SpeakerKind
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person who took part in the meeting, or only attended it."""

    name: str
    part: Part


class Mention(NamedTuple):
    """The words that name the speaker here: "Xi", "he", "the two presidents".

    ``span`` is None where no words stand for it (a continuation, an issuer known from the title).
    """

    text: str | None = None
    span: Span | None = None


class About(NamedTuple):
    """A person, body or country named within a statement, and where in the body (or the title)."""

    speaker: Speaker
    span: Span


class Statement(NamedTuple):
    """Content attributed to a source by a reporting cue, or carried on from one (``implicit``).

    ``speaker_method`` says how the speaker was resolved ("full name", "surname", "office",
    "pronoun", "collective", "issuer", "turn", "carried on", "unresolved" …) and
    ``speaker_confidence`` how sure that is; ``rule`` names the rule that found the statement and
    ``confidence`` how sure it is, both from 0 to 1. ``continues`` and ``answers`` are positions in
    ``Article.statements``: of the statement whose speaker an implicit one shares, and of the
    question that this one answers.
    ``about`` are the people, bodies and countries that are named in it, in text order.
    ``rivals`` counts others whom the words for the speaker could have meant, too.
    ``origin`` is "given" for one that came with its document, tagged by people or another tool, and
    ``uid`` what the archive that it came from calls it.
    ``kind`` tells questions, the answers of a transcript and turns of three words or fewer that
    say nothing ("Go ahead") from other statements, so that a search or a share can leave them out.

    A named tuple, because each step makes new statements: of a frozen dataclass with as many
    fields a copy costs 8 µs, and all copies a tenth of the analysis.
    """

    spans: tuple[Span, ...]
    text: str
    mention: Mention
    cue: str | None
    cue_span: Span | None
    quotation: Quotation
    implicit: bool = False
    headline: bool = False
    cue_lemma: str | None = None
    cue_class: str | None = None
    rule: str = ""
    confidence: float = 1.0
    paragraph: int = 0
    speakers: tuple[Speaker, ...] = ()
    collective: bool = False
    speaker_method: str = "unresolved"
    speaker_confidence: float = 0.0
    said: Date | None = None
    topics: tuple[Tag, ...] = ()
    about: tuple[About, ...] = ()
    continues: int | None = None
    answers: int | None = None
    origin: str = "machine"
    rivals: int = 0
    kind: StatementKind = "statement"
    uid: str | None = None


@dataclass(frozen=True, slots=True)
class GivenStatement:
    """A statement that people or another tool tagged, before it is looked for in the body.

    ``stated`` holds what was said of it; its spans are empty where only the words are known.
    ``position`` counts the statements of its document, those refused included: ``continues`` and
    ``answers`` mean it. ``quotation`` and ``topics`` (slugs) are None where nothing was said of
    them, and ``is_dated`` is false where nothing was said of a date, not even that there is none.
    """

    path: str
    position: int
    stated: Statement
    quotation: Quotation | None = None
    topics: tuple[str, ...] | None = None
    is_dated: bool = True


@dataclass(frozen=True, slots=True)
class Article:
    """One news text: what stands around it, the body without any of that, and its statements.

    ``paragraphs`` are spans of the body that cover all but the blank lines between them.
    ``published_time`` is "16:49" or "16:49:00" as given, without a zone unless it was given.
    ``written`` is the day in the dateline, from which "yesterday" counts. ``removed`` are the lines
    that were left out of the body, ``block_quotations`` the numbers of the paragraphs that a page
    or a Markdown text sets off as quoted. ``genre`` is what kind of document it is: readout,
    briefing, news … (``archive.extract.genres.genre``). ``unread`` are statements that came with
    the document and do not stand in its body. An article out of another archive may say, by what
    ``archive.likeness.same`` makes of a body, of which text it is a copy (``copy_of``), and of
    which it is none though they are alike (``apart``), and which ``corrections`` people made there,
    with the names and kinds of the speakers in these (``corrected``).
    """

    path: str
    body: str
    paragraphs: tuple[Span, ...]
    title: str | None = None
    published: Date | None = None
    published_time: str | None = None
    event: Date | None = None
    written: Date | None = None
    place: str | None = None
    publisher: str | None = None
    editors: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    removed: tuple[Removed, ...] = ()
    block_quotations: frozenset[int] = frozenset()
    url: str | None = None
    language: str | None = None
    genre: str | None = None
    people: tuple[Attendance, ...] = ()
    roles: tuple[Role, ...] = ()
    statements: tuple[Statement, ...] = ()
    unread: tuple[Unread, ...] = ()
    copy_of: int | None = None
    apart: tuple[int, ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()
    corrected: Mapping[str, tuple[str, str]] = field(default_factory=dict)


class Seen(NamedTuple):
    """Articles of one publisher and day in which somebody spoke under a name.

    ``role`` is the position in ``PersonRecord.roles``, -1 where the article gives no office, and
    ``day`` counts from 0001-01-01 = 1. ``labelled`` tells labels of transcripts from running text.
    """

    role: int
    day: int
    publisher: str
    labelled: bool = False
    articles: int = 1


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A name of an archive with all that was seen of it, for telling who is who.

    ``kind`` is "person", or "unnamed" for an office alone ("President"). ``fixed`` is somebody whom
    a user's list or decision made. ``aliases`` are names that mean this person whatever the office;
    ``joined`` are those of them that were found to, and when they were seen. ``roles`` are the
    dated offices, and ``role_keys`` their keys. ``since`` and ``until`` are the ISO days of the
    first and last statement, and ``seen`` the articles in which the name speaks. ``short`` are
    names that meant this person on some days.
    """

    key: int
    uid: str
    name: str
    statements: int = 0
    fixed: bool = False
    aliases: tuple[str, ...] = ()
    roles: tuple[KnownRole, ...] = ()
    role_keys: tuple[int, ...] = ()
    joined: tuple[KnownName, ...] = ()
    since: str | None = None
    until: str | None = None
    kind: SpeakerKind = "person"
    seen: tuple[Seen, ...] = ()
    short: tuple[KnownName, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Independent articles that speak for a decision and against it, and what they show."""

    supporting: int
    opposing: int
    shown: str

    def __str__(self) -> str:
        """Return it in one line: "President of Belarus: 14 articles, 1 against"."""
        noun = "article" if self.supporting == 1 else "articles"
        against = f", {self.opposing:,} against" if self.opposing else ""
        return f"{self.shown}: {self.supporting:,} {noun}{against}"


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names of one person: all that ``source`` said is ``target``'s."""

    source: PersonRecord
    target: PersonRecord
    why: Evidence


@dataclass(frozen=True, slots=True)
class Reassignment:
    """What a name that tells too little said in one office on some days is ``target``'s.

    ``role`` is the office's key, None for what was said in none; then ``labelled`` tells what
    labels of transcripts gave it from running text. ``days`` count from 0001-01-01 = 1.
    """

    source: PersonRecord
    role: int | None
    days: tuple[int, ...]
    target: PersonRecord
    why: Evidence
    labelled: bool = False
