"""How sure a statement is, and what lowers it."""

import pytest

from archive.extract.confidence import confidence, signs_of, state_confidence
from archive.pipeline import analyse_body, doubts
from archive.records import Article, Mention, Speaker, Statement
from archive.vocabulary import default_vocabulary


def analysed(*paragraphs: str) -> Article:
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append((start, start + len(paragraph)))
        start += len(paragraph) + 2
    body = "\n\n".join(paragraphs)
    return analyse_body(Article(path="x", body=body, paragraphs=tuple(spans), language="en"))


SURE = "“Trade grew by a third,” Foreign Minister Ingrid Dahl said."
VAGUE = "Some welcomed the new pier in the bay of Bergen for what it is, and the rest."


def test_a_quotation_of_a_named_minister_is_surer_than_what_some_welcomed() -> None:
    sure, vague = analysed(SURE).statements[0], analysed(VAGUE).statements[0]

    assert sure.confidence >= 0.9 > 0.75 > vague.confidence


@pytest.mark.parametrize(
    ("total", "stated"), [(0.0, 0.5), (2.0, 0.8808), (-2.0, 0.1192), (50.0, 0.99)]
)
def test_a_sum_of_weights_is_a_frequency(total: float, stated: float) -> None:
    said = analysed(SURE).statements[0]

    assert confidence(total, said) == pytest.approx(stated, abs=1e-4)


def test_a_statement_of_him_is_no_surer_than_who_he_is() -> None:
    he = analysed(SURE).statements[0]._replace(speaker_method="pronoun", speaker_confidence=0.8)

    assert confidence(50.0, he) == pytest.approx(0.99 * 0.8)


def test_what_came_with_its_document_keeps_its_confidence() -> None:
    given = Statement(
        ((0, 4),), "Go on", Mention(), None, None, "direct", origin="given", confidence=1.0
    )
    article = Article(path="x", body="Go on.", paragraphs=((0, 6),), statements=(given,))

    assert state_confidence(article, default_vocabulary()).statements == (given,)


def test_signs_tell_the_rule_the_cue_and_the_speaker() -> None:
    [signs] = signs_of(analysed(SURE))

    assert {
        "rule: closing cue",
        "cue: say",
        "speaker by: full name",
        "quotation: direct",
        "source of 3-4 words",
        "content of 3-5 words",
    } <= {*signs}


def test_doubts_are_named_for_each_statement() -> None:
    [sure, vague] = doubts(analysed(SURE, VAGUE))

    assert "cue class: praise" in vague
    assert "cue class: praise" not in sure


def test_a_speaker_by_a_pronoun_is_a_doubt() -> None:
    article = analysed("Ingrid Dahl left. She said trade grew.")
    said = article.statements[0]._replace(
        speaker_method="pronoun",
        speaker_confidence=0.8,
        speakers=(Speaker("Ingrid Dahl", "person"),),
    )

    [found] = doubts(Article("x", article.body, article.paragraphs, statements=(said,)))

    assert found[0] == "speaker by pronoun only, 0.80"
