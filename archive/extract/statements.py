"""Find the statements of an article: title, then paragraph by paragraph, then what joins them."""

from dataclasses import replace
from functools import cache

from archive.extract.attributions import attribute
from archive.extract.cues import Lexicon, find_cues, load_lexicon
from archive.extract.drafts import Draft, Range, trimmed
from archive.extract.grammar import Grammar, load_grammar
from archive.extract.phrases import Window
from archive.extract.quotes import Quote, pair_quotes
from archive.extract.sentences import split_sentences
from archive.extract.tokens import Passage
from archive.records import GAP, Article, Mention, Quotation, Span, Statement
from archive.vocabulary import Vocabulary


def find_statements(article: Article, vocabulary: Vocabulary) -> Article:
    """Return the article with its statements in the order of the text, their speakers open."""
    grammar, lexicon = load_grammar(vocabulary), load_lexicon(vocabulary)
    statements = []
    for number, (start, end) in enumerate(article.paragraphs):
        if lexicon.spotter.search(article.body, start, end) is None:
            continue
        passage = Passage(article.body, start, end)
        for draft in read_paragraph(passage, grammar, lexicon):
            statements.append(make_statement(passage, draft, number))
    return replace(article, statements=tuple(statements))


def read_paragraph(passage: Passage, grammar: Grammar, lexicon: Lexicon) -> list[Draft]:
    """Return the statements of one paragraph."""
    quotes = pair_quotes(passage)
    cues = find_cues(passage, lexicon)
    drafts: list[Draft] = []
    at = 0
    for first, after in split_sentences(passage, quotes, grammar):
        mine = []
        while at < len(cues) and cues[at].first < after:
            mine.append(cues[at])
            at += 1
        window = Window(passage, first, after, grammar, lexicon)
        found = attribute(window, mine)
        if not found:
            found = lone_quotation(window)
        drafts.extend(found)
    return join_quotations(passage, drafts)


def lone_quotation(window: Window) -> list[Draft]:
    """Return a sentence that is all quotation as a statement without a cue."""
    passage = window.passage
    words = [i for i in range(window.first, window.after) if passage.is_word(i)]
    quoted = [i for i in words if passage.quoted[i]]
    if len(quoted) < 3 or len(quoted) < 0.8 * len(words):
        return []
    piece = trimmed(passage, quoted[0], quoted[-1] + 1)
    if piece is None:
        return []
    return [Draft([piece], "quotation", implicit=True, confidence=0.6, sentence=(window.first, window.after))]


def join_quotations(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Join a lone quotation to the direct statement before it; hang others on their neighbours."""
    joined: list[Draft] = []
    for draft in drafts:
        if draft.rule == "quotation" and joined:
            before = _interrupted(passage, joined)
            if before is not None:
                before.pieces.extend(draft.pieces)
                before.sentence = draft.sentence
                continue
            draft.continues = joined[-1]
            draft.source = joined[-1].source
        joined.append(draft)
    return [d for d in joined if d.rule != "quotation" or d.continues is not None]


def _interrupted(passage: Passage, drafts: list[Draft]) -> Draft | None:
    """Return the statement of the sentence before that has words in quotation marks."""
    last = drafts[-1].sentence
    for draft in reversed(drafts):
        if draft.sentence != last:
            return None
        if draft.cue and any(passage.quoted[i] for a, b in draft.pieces for i in range(a, b)):
            return draft
    return None


def make_statement(passage: Passage, draft: Draft, paragraph: int) -> Statement:
    """Turn a draft into a record with offsets."""
    spans = tuple(passage.span(first, after) for first, after in draft.pieces)
    source = draft.source
    cue = draft.cue
    return Statement(
        spans=spans,
        text=GAP.join(passage.text[a:b] for a, b in spans),
        mention=Mention(passage.said(*source), passage.span(*source)) if source else Mention(),
        cue=passage.said(*cue) if cue else None,
        cue_span=passage.span(*cue) if cue else None,
        quotation=quotation_of(passage, draft),
        implicit=draft.implicit,
        cue_lemma=draft.verb.lemma if draft.verb else None,
        cue_class=draft.verb.kind if draft.verb else None,
        rule=draft.rule,
        confidence=draft.confidence,
        paragraph=paragraph,
    )


def quotation_of(passage: Passage, draft: Draft) -> Quotation:
    """Tell direct, indirect and mixed speech by how many of the words stand in quotation marks."""
    words = quoted = 0
    for first, after in draft.pieces:
        for i in range(first, after):
            if passage.is_word(i):
                words += 1
                quoted += bool(passage.quoted[i])
    if not quoted:
        return "indirect"
    return "direct" if quoted == words else "mixed"
