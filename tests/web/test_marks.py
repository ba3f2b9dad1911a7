"""Texts in pieces."""

from archive.web.marks import Piece, excerpt, overlaid, pieces


def test_a_text_is_cut_at_its_marks() -> None:
    assert pieces("one two three", [(4, 7)]) == [Piece("one "), Piece("two", True), Piece(" three")]


def test_an_excerpt_is_cut_between_words_around_its_mark() -> None:
    text = "word " * 100 + "Taiwan" + " word" * 100
    cut = excerpt(text, [(500, 506)], 60)
    assert Piece("Taiwan", True) in cut
    assert (cut[0].text, cut[-1].text) == ("… ", " …")
    assert "".join(one.text for one in cut[1:-1]) in text


def test_of_marks_that_overlap_the_first_holds() -> None:
    cut = overlaid("abcdef", {"x": [(0, 3)], "y": [(2, 5)]}, 0, 6)
    assert cut == [Piece("abc", "x"), Piece("de", "y"), Piece("f")]


def test_a_mark_that_goes_over_a_paragraph_is_cut_at_its_edges() -> None:
    assert overlaid("abcdef", {"x": [(1, 5)]}, 2, 4) == [Piece("cd", "x")]
