"""Find the statements of an article: by the form it has, then what joins its paragraphs."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from archive.extract.attribution.block_quotations import take_blocks
from archive.extract.attribution.continuation import carry_quotations, fill_awaited
from archive.extract.attribution.drafts import Draft
from archive.extract.attribution.paragraphs import Paragraph, read_paragraph
from archive.extract.dating import NEAR, Dates, on_header_day
from archive.extract.genres.genre import Form, genre_of
from archive.extract.genres.headlines import read_headline
from archive.extract.genres.issued import is_issued, issued_paragraphs
from archive.extract.genres.kinds import kind_in_turn, kind_of
from archive.extract.genres.readouts import continue_readout, is_readout
from archive.extract.genres.teasers import is_teaser
from archive.extract.genres.transcripts import Turn, read_turns
from archive.extract.grammar.lexicon import Lexicon, load_lexicon
from archive.extract.grammar.tokens import Passage
from archive.extract.grammar.wordclass import NARRATES, WORD, WordClasses, word_classes
from archive.records import GAP, Article, Date, Mention, Quotation, Span, Statement
from archive.vocabulary import Vocabulary

POINTS = frozenset("0123456789(-–—•*·●▪")
"""What a point of a list opens with, which holds no cue of its own."""

CLITICS = ("'s", "’s", "'ve", "’ve", "'d", "’d", "'ll", "’ll", "'re", "’re", "'m", "’m")


@dataclass(frozen=True, slots=True)
class _Frame:
    """What all statements of an article share: when they were made, the words for their kinds."""

    dates: Dates
    vocabulary: Vocabulary


class _Found(NamedTuple):
    """A statement with the objects that other statements know it by, until all are in order."""

    statement: Statement
    key: object
    continues: object = None
    answers: object = None


def find_statements(article: Article, vocabulary: Vocabulary) -> Article:
    """Return the article with its statements in the order of the text, their speakers open."""
    classes, lexicon = word_classes(vocabulary), load_lexicon(vocabulary)
    turns = read_turns(article, vocabulary)
    spoken = {number for turn in turns for number in turn.paragraphs}
    points = POINTS if ":\n" in article.body else frozenset()
    introduced = _introduced(article)
    paragraphs = [
        read_paragraph(number, Passage(article.body, classes, start, end), lexicon)
        for number, (start, end) in enumerate(article.paragraphs)
        if number not in spoken
        and not is_teaser(article.body, start, vocabulary)
        and (
            number in introduced
            or article.body[start] in points
            or lexicon.spotter.search(article.body, start, end)
        )
    ]
    issued = frozenset[int]()
    if not turns and is_issued(article, vocabulary):
        issued = issued_paragraphs(article, vocabulary, _reports(paragraphs))
        paragraphs = [paragraph for paragraph in paragraphs if paragraph.number not in issued]
    fill_awaited(paragraphs)
    take_blocks(paragraphs, article.block_quotations, lexicon, vocabulary)
    carry_quotations(paragraphs)
    is_report = not turns and not issued and is_readout(paragraphs, article, vocabulary)
    if is_report:
        continue_readout(paragraphs)
    if turns or (is_issued(article, vocabulary) and not is_report):
        article = on_header_day(article)
    frame = _Frame(Dates(article, vocabulary), vocabulary)
    headline = _from_headline(article, classes, lexicon, frame)
    found = [
        *_from_paragraphs(paragraphs, frame),
        *_from_turns(turns, article.body, frame),
        *_from_issuer(article, issued, frame),
    ]
    found.sort(key=lambda one: one.statement.spans[0])
    form: Form = "turns" if turns else "issued" if issued else "report" if is_report else "prose"
    return replace(
        article,
        statements=_linked([*headline, *found]),
        genre=genre_of(article.title, form, vocabulary),
    )


def _introduced(article: Article) -> frozenset[int]:
    """Return the paragraphs that a colon before them may introduce, and block quotations."""
    behind = (
        n + 1 for n, (_, end) in enumerate(article.paragraphs) if article.body[end - 1] == ":"
    )
    return article.block_quotations.union(behind)


def _reports(paragraphs: list[Paragraph]) -> int:
    """Count the statements that a third person made, in the past, by the document's account."""
    return sum(
        1
        for paragraph in paragraphs
        for draft in paragraph.drafts
        if draft.cue
        and draft.source
        and _is_past(paragraph.passage, draft.cue[0])
        and paragraph.passage.lower[draft.source[0]] not in ("i", "we")
    )


def _is_past(passage: Passage, i: int) -> bool:
    return bool(passage.kinds[i] & NARRATES) or passage.lower[i].endswith("ed")


def _linked(found: list[_Found]) -> tuple[Statement, ...]:
    """Turn the objects by which statements know each other into positions."""
    position = {id(one.key): at for at, one in enumerate(found)}
    return tuple(
        one.statement._replace(
            continues=position.get(id(one.continues)) if one.continues is not None else None,
            answers=position.get(id(one.answers)) if one.answers is not None else None,
        )
        if one.continues is not None or one.answers is not None
        else one.statement
        for one in found
    )


def _from_headline(
    article: Article, classes: WordClasses, lexicon: Lexicon, frame: _Frame
) -> Iterator[_Found]:
    if article.title:
        passage, drafts = read_headline(article.title, classes, lexicon)
        for draft in drafts:
            statement = _statement(passage, draft, -1, frame, frame.dates.default)
            yield _Found(statement._replace(headline=True), draft)


def _from_paragraphs(paragraphs: list[Paragraph], frame: _Frame) -> Iterator[_Found]:
    for paragraph in paragraphs:
        for at, draft in enumerate(paragraph.drafts):
            if draft.pieces:
                passage, number = paragraph.passage, paragraph.number
                near = paragraph.drafts[max(0, at - NEAR) : at + NEAR + 1]
                said = frame.dates.of(passage, draft, number, near)
                statement = _statement(passage, draft, number, frame, said)
                yield _Found(statement, draft, draft.continues)


def _statement(
    passage: Passage, draft: Draft, paragraph: int, frame: _Frame, said: Date | None
) -> Statement:
    """Turn a draft into a record with offsets."""
    spans = tuple(passage.span(first, after) for first, after in draft.pieces)
    where, source = draft.said_in or (passage, draft.source)
    cue, verb = draft.cue, draft.verb
    statement = Statement(
        spans=spans,
        text=GAP.join(passage.text[start:end] for start, end in spans),
        mention=_mention(where, source),
        cue=where.said(*cue) if cue else None,
        cue_span=where.span(*cue) if cue else None,
        quotation=_quotation(passage, draft),
        implicit=draft.implicit,
        cue_lemma=verb.lemma if verb else None,
        cue_class=verb.kind if verb else None,
        rule=draft.rule,
        paragraph=paragraph,
        said=said,
    )
    kind = kind_of(statement, frame.vocabulary)
    return statement if kind == statement.kind else statement._replace(kind=kind)


def _mention(passage: Passage, source: tuple[int, int] | None) -> Mention:
    """Return the words of a source without a clitic: "he's said" is said by "he"."""
    if source is None:
        return Mention()
    start, end = passage.span(*source)
    last = passage.lower[source[1] - 1]
    clitic = next((len(ending) for ending in CLITICS if last.endswith(ending)), 0)
    if clitic < len(last):
        end -= clitic
    return Mention(passage.text[start:end], (start, end))


def _quotation(passage: Passage, draft: Draft) -> Quotation:
    """Tell direct, indirect and mixed speech by how many words stand in quotation marks."""
    if draft.block:
        return "direct"
    words = quoted = 0
    for first, after in draft.pieces:
        marks = passage.quoted[first:after]
        kinds = passage.kinds[first:after]
        words += sum(1 for kind in kinds if kind & WORD)
        if any(marks):
            quoted += sum(
                1 for kind, mark in zip(kinds, marks, strict=True) if mark and kind & WORD
            )
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"


def _from_turns(turns: list[Turn], body: str, frame: _Frame) -> Iterator[_Found]:
    """Each paragraph of a turn is a direct statement; an answer knows its question."""
    question: Turn | None = None
    for turn in turns:
        answers = question if not turn.question else None
        for at, (number, span) in enumerate(turn.said):
            said = _without_marks(body, span)
            text = body[slice(*said)]
            yield _Found(
                Statement(
                    spans=(said,),
                    text=text,
                    mention=Mention(turn.name, turn.label),
                    cue=turn.name if at == 0 else None,
                    cue_span=turn.label if at == 0 else None,
                    quotation="direct",
                    implicit=at > 0,
                    cue_lemma="label" if at == 0 else None,
                    cue_class="say",
                    rule="turn",
                    paragraph=number,
                    said=frame.dates.default,
                    kind=kind_in_turn(
                        text,
                        frame.vocabulary,
                        asks=turn.question,
                        answers=answers is not None,
                    ),
                ),
                turn if at == 0 else span,
                turn if at > 0 else None,
                answers,
            )
        if turn.said:
            question = turn if turn.question else None


def _from_issuer(article: Article, issued: frozenset[int], frame: _Frame) -> Iterator[_Found]:
    first = None
    for number in sorted(issued):
        span = _without_marks(article.body, article.paragraphs[number])
        statement = Statement(
            spans=(span,),
            text=article.body[slice(*span)],
            mention=Mention(),
            cue=None,
            cue_span=None,
            quotation="direct",
            implicit=True,
            cue_class="say",
            rule="issuer",
            paragraph=number,
            said=frame.dates.default,
        )
        yield _Found(statement, span, first)
        first = first or span


def _without_marks(body: str, span: Span) -> Span:
    """Cut white space, a final full stop and enclosing quotation marks off a span."""
    start, end = span
    while start < end and body[start] in ' “"\u00a0':
        start += 1
    while start < end and body[end - 1] in ' .,;”"\u00a0':
        end -= 1
    return (start, end) if start < end else span
