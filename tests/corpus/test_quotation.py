import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.corpus.quotation import Agreement, compare, splice

STORED = "Belarus firmly stands with China on issues such as Hong Kong, Taiwan and Xinjiang"
NEGATIONS = frozenset({"not", "never", "don", "t"})


@pytest.mark.parametrize(
    ("quotation", "agreement", "differences"),
    [
        ("firmly stands with China", "verbatim", []),
        ("“Belarus firmly stands with China …”", "verbatim", []),
        ("firmly  stands\nwith China", "verbatim", []),
        ("Firmly stands with CHINA", "typography", []),
        ("such as Hong Kong – Taiwan and Xinjiang", "typography", []),
        ("Belarus strongly stands with China", "altered", [("strongly", "firmly")]),
        ("Belarus never firmly stands with China", "altered", [("never", "")]),
        ("Belarus firmly stands with our China", "altered", [("our", "")]),
        ("firmly stands with China on Taiwan and Xinjiang", "cut",
         [("", "issues such as Hong Kong")]),
        ("Minsk has always been a friend of Beijing", "none", []),
        ("", "none", []),
        ("…!", "none", []),
    ],
)  # fmt: skip
def test_agreement(quotation: str, agreement: str, differences: list[tuple[str, str]]) -> None:
    found = compare(quotation, STORED, NEGATIONS)
    assert found.agreement == agreement
    assert [(one.quoted, one.stored) for one in found.differences] == differences


def test_a_negation_left_out_is_a_change_not_a_cut() -> None:
    stored = "We will not change our policy on this matter"
    found = compare("We will change our policy on this matter", stored, NEGATIONS)
    assert (found.agreement, found.negation) == (Agreement.ALTERED, True)


def test_what_a_cue_interrupts_is_said_in_one_go() -> None:
    stored = "Trade grew, … and it will grow again"
    assert compare("Trade grew, and it will grow again", stored).agreement is Agreement.VERBATIM


def test_the_span_is_where_the_words_stand() -> None:
    found = compare("stands with China", STORED)
    assert STORED[slice(*found.span)] == "stands with China"


def test_a_small_word_far_off_does_not_stretch_what_is_found() -> None:
    stored = "The " + "talks went on for many days in the old town hall " * 3 + STORED
    found = compare("the Belarus firmly stands with China on issues", stored)
    assert stored[slice(*found.span)] == "Belarus firmly stands with China on issues"


@pytest.mark.parametrize(
    ("quotation", "pieces"),
    [
        ("we will trade more and we want peace", ["we will trade more", "and we want peace"]),
        ("we will trade more", []),  # one piece is none
        ("we will trade more than ever", []),  # two words that no text has
        ("and tomorrow we will trade more", []),  # in another order, but "and tomorrow" is short
    ],
)
def test_splice(quotation: str, pieces: list[str]) -> None:
    texts = ["we will trade more today and tomorrow", "here I stand and we want peace"]
    found = splice(quotation, texts)
    assert [texts[one.text][slice(*one.there)] for one in found] == pieces
    assert [quotation[slice(*one.at)] for one in found] == pieces


def test_pieces_of_one_text_in_another_order_are_a_splice() -> None:
    text = "peace comes first of all and then we will trade more"
    assert len(splice("then we will trade more peace comes first", [text])) == 2


TEXT = st.text(alphabet=st.sampled_from("abc deé’'-.,… \n"), max_size=60)


@given(TEXT, TEXT, TEXT)
def test_what_stands_in_a_text_is_found_in_it(before: str, quotation: str, after: str) -> None:
    """Cut out at white space, so that no word of it is only a part of one."""
    found = compare(quotation, f"{before} {quotation} {after}")
    has_word = any(map(str.isalnum, quotation))
    same = (Agreement.VERBATIM, Agreement.TYPOGRAPHY)
    assert (found.agreement in same) is has_word


@given(TEXT, TEXT)
def test_spans_lie_in_the_texts(quotation: str, text: str) -> None:
    found = compare(quotation, text)
    assert 0 <= found.span[0] <= found.span[1] <= len(text)
    for one in found.differences:
        assert quotation[slice(*one.at)] == one.quoted
        assert text[slice(*one.there)] == one.stored
