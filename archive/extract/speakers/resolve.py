"""Mentions -> speakers: one function for each kind of mention, each giving one answer or None.

A wrong speaker is the worst fault of an archive of statements: a mention that more than one person
fits stays open, in its own words. The order follows eyecite's ``resolve``: read the mention, ask
the article, ask who is known, leave it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from archive.extract.names.lexicon import naming_of
from archive.extract.names.mention_words import Phrase
from archive.extract.names.mentions import read_phrase
from archive.extract.names.roles import kept_title
from archive.extract.names.runs import Title, split_title
from archive.extract.speakers.context import OPEN, THRESHOLD, Resolved, Scene, named_as
from archive.extract.speakers.groups import collective, listed
from archive.extract.speakers.individuals import body, name, office
from archive.extract.speakers.known import NOBODY, Known
from archive.extract.speakers.named import named_within
from archive.extract.speakers.nouns import earlier, noun, remember
from archive.extract.speakers.participants import attendance, attendees
from archive.extract.speakers.phrases import names_somebody
from archive.extract.speakers.pronouns import pronoun
from archive.extract.speakers.salience import Subject
from archive.extract.speakers.turns import turn
from archive.records import About, Article, Role, Span, Speaker, SpeakerKind, Statement
from archive.vocabulary import Vocabulary

__all__ = ["NOBODY", "THRESHOLD", "Known", "resolve"]

CARRIED_ON = 0.95
"""A statement that shares another's speaker is a little less sure than that one."""

NEAR = 16
"""Characters before a mention that hold the word before it."""

NOBODY_SPEAKS = Resolved()
"""The end of a chain of continuations that leads to no speaker; a chain is walked once."""

READERS: Mapping[str, Callable[[Scene, Phrase, Statement], Resolved | None]] = {
    "name": name,
    "office": office,
    "pronoun": pronoun,
    "collective": collective,
    "body": body,
    "document": earlier,
    "unnamed": noun,
    "group": earlier,
}
"""The function for each kind of mention; a list asks them for each of its members."""

KINDS: Mapping[str, SpeakerKind] = {
    "country": "country",
    "body": "body",
    "document": "document",
    "group": "group",
    "collective": "group",
    "list": "group",
}
"""What kind of speaker the words of an unresolved mention are; else "unnamed"."""


def resolve(article: Article, vocabulary: Vocabulary, known: Known = NOBODY) -> Article:
    """Return the article with its statements' speakers, its people and their roles.

    Statements are in text order, those of the headline first. A statement without a mention takes
    the speaker of the one that it ``continues``, or the document's issuer where its rule is
    "issuer".
    """
    scene = Scene(article, naming_of(vocabulary), known)
    answers = _answers(scene)
    participants = [known_name(scene, p.name) for p in scene.participants]
    also = [known_name(scene, p.name) for p in attendees(article, scene.cast)]
    return replace(
        article,
        statements=tuple(map(_with_answer, article.statements, answers, named_within(scene))),
        people=attendance(participants, also),
        roles=_roles(scene),
    )


def known_name(scene: Scene, name: str) -> str:
    """Return the known name of somebody whom the article calls ``name``."""
    return scene.canonical(Speaker(name, "person")).name


def _with_answer(statement: Statement, answer: Resolved, about: tuple[About, ...]) -> Statement:
    sure = answer.confidence >= THRESHOLD
    return statement._replace(
        speakers=answer.speakers if sure else (),
        collective=answer.collective and sure,
        speaker_method=answer.found if sure else "unresolved",
        speaker_confidence=round(answer.confidence, 3),
        rivals=answer.rivals,
        about=about,
    )


def _answers(scene: Scene) -> list[Resolved]:
    """Resolve every statement: mentions first, in text order, then those without one."""
    statements = scene.article.statements
    answers = [OPEN] * len(statements)
    same: dict[tuple[bool, Span], Resolved] = {}  # one mention, several statements: one answer
    for index in sorted(range(len(statements)), key=lambda i: _place(statements[i])):
        statement = statements[index]
        if statement.mention.text is not None:
            place = (statement.headline, statement.mention.span or (-1 - index, 0))
            if place not in same:
                same[place] = _mentioned(scene, statement)
                _note(scene, statement, same[place])
            answers[index] = same[place]
        elif statement.rule == "issuer":
            answers[index] = scene.issuer
    return [_carried(statements, answers, index) for index in range(len(answers))]


def _place(statement: Statement) -> tuple[bool, int]:
    span = statement.mention.span or statement.spans[0]
    return (not statement.headline, span[0])


def _mentioned(scene: Scene, statement: Statement) -> Resolved:
    """Resolve a statement's own mention."""

    def answer(phrase: Phrase, statement: Statement) -> Resolved | None:
        return _answer(scene, phrase, statement)

    if statement.rule == "turn":
        return turn(scene, statement, answer)
    mention, span = statement.mention.text or "", statement.mention.span
    text = scene.article.title if statement.headline else scene.article.body
    before = (text or "")[max(0, span[0] - NEAR) : span[0]].split() if span else []
    near = before[-1].lower() if before else ""
    if not names_somebody(scene.naming, mention, near, scene.cast.is_common):
        return OPEN
    phrase = read_phrase(scene.naming, mention)
    return _answer(scene, phrase, statement) or as_written(scene, phrase)


def _answer(scene: Scene, phrase: Phrase, statement: Statement) -> Resolved | None:
    if phrase.kind == "list":
        return listed(
            phrase, statement, lambda part, st: _answer(scene, part, st) or as_written(scene, part)
        )
    reader = READERS.get(phrase.kind)
    return reader(scene, phrase, statement) if reader else None


def as_written(scene: Scene, phrase: Phrase) -> Resolved:
    """The words themselves, for whom nobody is found; a pronoun without anybody stays open.

    An office of a country keeps it, so that the rest of the archive can tell who held it.
    """
    if phrase.kind == "pronoun":
        return OPEN
    if phrase.kind == "body":
        whole = scene.acronyms.get(phrase.words)
        if whole:
            return named_as(whole, "body", "full name")
    found = named_as(phrase.words, KINDS.get(phrase.kind, "unnamed"), "as written")
    if phrase.kind != "office" or not phrase.of:
        return found
    title = split_title(scene.naming, phrase.words.split())
    kept = kept_title(scene.naming, Title(title.text, phrase.of)) if title else None
    if kept is None:
        return found
    role = Role(phrase.words, kept.text, kept.of)
    return replace(found, speakers=(Speaker(phrase.words, "unnamed", role),))


def _note(scene: Scene, statement: Statement, answer: Resolved) -> None:
    """Remember the source of a statement, for the pronouns and nouns that follow."""
    asks = statement.rule == "passive" and (statement.cue_lemma or "").startswith("ask")
    if statement.headline or not answer.speakers or asks:
        return  # "asked by a reporter, Lee said": "he" is Lee
    remember(scene, answer)
    if statement.mention.span:
        scene.focus.note(Subject(statement.mention.span[0], answer.speakers, answer.people))


def _carried(statements: tuple[Statement, ...], answers: list[Resolved], index: int) -> Resolved:
    """Follow ``continues`` to a statement that has a speaker, however long the chain."""
    seen: set[int] = set()
    at = index
    while answers[at] is OPEN and statements[at].mention.text is None:
        seen.add(at)
        following = statements[at].continues
        if following is None or following in seen or not 0 <= following < len(answers):
            source = NOBODY_SPEAKS
            break
        at = following
    else:
        source = answers[at]
    if at != index and source.speakers and source.found != "carried on":
        source = replace(source, found="carried on", confidence=source.confidence * CARRIED_ON)
    for link in seen:
        answers[link] = source
    return source


def _roles(scene: Scene) -> tuple[Role, ...]:
    """The offices seen, in text order; a bare one only where none tells its country."""
    roles: list[Role] = []
    for person in scene.cast.people:
        if not person.proof:
            continue
        shown = known_name(scene, person.name)
        titles = [kept for one in person.titles if (kept := kept_title(scene.naming, one))]
        titled = {title.text.lower() for title in titles if title.of}
        roles += [
            Role(shown, title.text, title.of)
            for title in titles
            if title.of or title.text.lower() not in titled
        ]
    return tuple(dict.fromkeys(roles))
