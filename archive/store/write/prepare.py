"""An analysed document as rows that lack only their keys, so that the one writer has little to do.

Whatever needs no look into the database is done here, in the process that analysed the document,
and what comes out is made of plain tuples: they cross from process to process in a tenth of the
time that the records take.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, NamedTuple

import archive
from archive.likeness import fingerprints
from archive.records import Article, Document, Speaker, Statement
from archive.store.checksum import with_checksum
from archive.store.columns import ARTICLE_FACTS, STATEMENT_FACTS
from archive.store.rows import Row, Tagged, tagged
from archive.store.search.forms import forms_of
from archive.store.search.inflections import words_of
from archive.store.uids import article_date, article_uid, statement_uids

BODY, WORDS, ORIGIN = (ARTICLE_FACTS.index(name) for name in ("body", "words", "origin"))
TEXT, SAID_ON = STATEMENT_FACTS.index("text"), STATEMENT_FACTS.index("said_on")

Value = str | int | float | None

Office = tuple[str, str, str | None]
"""Who holds it, its title, and of what."""


class Named(NamedTuple):
    """A speaker by name and kind, with the office held here."""

    name: str
    kind: str
    title: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document and its article, ready to be written.

    ``document`` is without its text. ``date`` is what the article is filed under, ``uid`` what it
    is called unless another one is, and ``uids`` are what its statements are called then.
    ``speakers`` are those of all statements, each once, and ``links`` says by their places whose
    each statement is; ``named`` and ``mentions`` tell whom it names, from where to where.
    ``fingerprints`` are what copies of it are found by; they begin with ``archive.likeness.same``,
    as does what ``copy_of`` and ``apart`` mean. ``words`` are those whose inflections are looked
    for. ``corrections`` came with it from another archive, and ``elsewhere`` is what that one calls
    the statements. The rows of the article and of its statements end with their checksums and
    forms; then come the article's number of mentions and genre, and the kinds of statements.
    """

    document: Document
    date: str | None
    uid: str
    article: Row
    statements: tuple[Row, ...] = ()
    uids: tuple[str, ...] = ()
    speakers: tuple[Named, ...] = ()
    links: tuple[tuple[int, ...], ...] = ()
    topics: tuple[tuple[Tagged, ...], ...] = ()
    named: tuple[Named, ...] = ()
    mentions: tuple[tuple[tuple[int, int, int], ...], ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    roles: tuple[Office, ...] = ()
    removed: tuple[tuple[str, str], ...] = ()
    fingerprints: tuple[int, ...] = ()
    words: str = ""
    copy_of: int | None = None
    apart: tuple[int, ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()
    corrected: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    elsewhere: tuple[str | None, ...] = ()

    @property
    def body(self) -> str:
        """Return the article's text."""
        return str(self.article[BODY])


def prepare(document: Document, article: Article, analysed_by: str | None = None) -> Prepared:
    """Lay out an article as rows; ``analysed_by`` is the version that did, None for this one."""
    speakers, named = _Places(), _Places()
    links = tuple(tuple(map(speakers.place, one.speakers)) for one in article.statements)
    mentions = tuple(
        tuple((named.place(about.speaker), *about.span) for about in one.about)
        for one in article.statements
    )
    date = article_date(article)
    uid = document.uid or article_uid(document.sha256)
    return Prepared(
        document=replace(document, text="", statements=(), article=None),
        date=date.iso if date else None,
        uid=uid,
        article=_article_facts(article, analysed_by or archive.__version__),
        statements=tuple(map(_statement_facts, article.statements)),
        uids=_uids(document, uid, article),
        speakers=tuple(speakers.named),
        links=links,
        named=tuple(named.named),
        mentions=mentions,
        topics=tuple(tuple(map(tagged, statement.topics)) for statement in article.statements),
        people=tuple((person.name, person.part) for person in article.people),
        roles=tuple((role.speaker, role.title, role.of) for role in article.roles),
        removed=tuple((one.reason, one.text) for one in article.removed),
        fingerprints=fingerprints(article.body),
        words=_words(article),
        copy_of=article.copy_of,
        apart=article.apart,
        corrections=article.corrections,
        corrected=article.corrected,
        elsewhere=tuple(one.uid for one in article.statements) if article.corrections else (),
    )


def _uids(document: Document, uid: str, article: Article) -> tuple[str, ...]:
    """Return what the statements are called: as elsewhere, where the whole article comes along."""
    known = [statement.uid for statement in article.statements if statement.uid]
    if document.uid and len({*known}) == len(article.statements):
        return tuple(known)
    return tuple(statement_uids(uid, [statement.text for statement in article.statements]))


class _Places:
    """Speakers, each once, by the place where it stands."""

    def __init__(self) -> None:
        self.named: dict[Named, int] = {}
        self._known: dict[int, int] = {}

    def place(self, speaker: Speaker) -> int:
        # Hashing the records themselves costs ten times as much as asking who they are.
        place = self._known.get(id(speaker))
        if place is None:
            place = self.named.setdefault(_named(speaker), len(self.named))
            self._known[id(speaker)] = place
        return place


def _words(article: Article) -> str:
    """Return the words of all texts; the machine's statements are pieces of the body."""
    given = (one.text for one in article.statements if one.origin == "given")
    texts = [article.title, article.body, *given]
    return words_of(*texts, *map(forms_of, filter(None, texts)))


def _named(speaker: Speaker) -> Named:
    role = speaker.role
    if role is None:
        return Named(speaker.name, speaker.kind)
    return Named(speaker.name, speaker.kind, role.title, role.of)


def _article_facts(article: Article, analysed_by: str) -> Row:
    values = {**article_values(article), "analysed_by": analysed_by}
    facts = with_checksum(*_IN_ORDER_OF_ARTICLE(values))
    mentions = sum(len(statement.about) for statement in article.statements)
    return (*facts, forms_of(f"{article.title or ''} {article.body}"), mentions, article.genre)


def _statement_facts(statement: Statement) -> Row:
    facts = with_checksum(*_IN_ORDER_OF_STATEMENT(statement_values(statement)))
    return (*facts, forms_of(statement.text), statement.kind)


# Values go by name into the order of the tables, where a swap of two would be seen by nothing: 2 of
# the 9 µs that a statement takes here.
_IN_ORDER_OF_ARTICLE = itemgetter(*ARTICLE_FACTS)
_IN_ORDER_OF_STATEMENT = itemgetter(*STATEMENT_FACTS)


def article_values(article: Article) -> Mapping[str, Value]:
    """Return what is stored of an article, by column."""
    published, event = article.published, article.event
    given = any(statement.origin == "given" for statement in article.statements)
    return {
        "title": article.title or None,
        "published_on": published.iso if published else None,
        "published_precision": published.precision if published else None,
        "published_method": published.method if published else None,
        "published_time": article.published_time or None,
        "event_on": event.iso if event else None,
        "event_precision": event.precision if event else None,
        "event_method": event.method if event else None,
        "place": article.place or None,
        "publisher": article.publisher or None,
        "editors": _json(article.editors),
        "authors": _json(article.authors),
        "captions": _json(article.captions),
        "url": article.url or None,
        "language": article.language or None,
        "body": article.body,
        "paragraphs": json.dumps(article.paragraphs, separators=(",", ":")),
        "words": len(article.body.split()),
        "analysed_by": archive.__version__,
        "origin": "given" if given else "machine",
    }


def statement_values(statement: Statement) -> Mapping[str, Value]:
    """Return what is stored of a statement, by column."""
    spans = statement.spans
    mention = statement.mention.span or _NOWHERE
    cue = statement.cue_span or _NOWHERE
    said = statement.said
    return {
        "text": statement.text,
        "start": spans[0][0],
        "end": spans[-1][1],
        "spans": json.dumps(spans, separators=(",", ":")) if len(spans) > 1 else None,
        "speaker_text": statement.mention.text or None,
        "speaker_start": mention[0],
        "speaker_end": mention[1],
        "cue": statement.cue or None,
        "cue_start": cue[0],
        "cue_end": cue[1],
        "cue_lemma": statement.cue_lemma or None,
        "cue_class": statement.cue_class or None,
        "quotation": statement.quotation,
        "implicit": 1 if statement.implicit else 0,
        "headline": 1 if statement.headline else 0,
        "collective": 1 if statement.collective else 0,
        "rule": statement.rule or None,
        "confidence": float(statement.confidence),
        "speaker_method": statement.speaker_method,
        "speaker_confidence": float(statement.speaker_confidence),
        "said_on": said.iso if said else None,
        "said_precision": said.precision if said else None,
        "said_method": said.method if said else None,
        "paragraph": statement.paragraph,
        "continues": statement.continues,
        "answers": statement.answers,
        "origin": statement.origin,
    }


_NOWHERE: tuple[None, None] = (None, None)


def _json(texts: Sequence[str]) -> str | None:
    return json.dumps(texts, ensure_ascii=False) if texts else None
