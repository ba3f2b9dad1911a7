"""Fragments of HTML, as feeds and JSON have them: paragraphs, quotation marks, block quotations."""

import pytest

from archive.read.markup import text_of

FRAGMENTS = {
    "a paragraph": ("<p>One.</p>", "One."),
    "two breaks": ("One.<br><br>Two.", "One.\n\nTwo."),
    "two breaks, closed": ("One.<br /><br />Two.", "One.\n\nTwo."),
    "two breaks with space between": ("One<br>\n&nbsp;<br/>Two", "One\n\nTwo"),
    "three breaks": ("One<br><br><br>Two", "One\n\nTwo"),
    "two breaks amid a sentence": ("One<br><br>and two.", "One\n\nand two."),
    "one break behind a sentence": ("One.<br>Two.", "One.\n\nTwo."),
    "one break behind a quotation": ("“One.”<br>Two.", "“One.”\n\nTwo."),
    "one break amid a sentence": ("One and<br>two.", "One and two."),
    "breaks in a paragraph": ("<p>“One.<br><br>“Two.”</p>", "“One.\n\n“Two.”"),
    "q": ("She said <q>it is gone</q>.", "She said “it is gone”."),
    "q in q": ("<q>A <q>b</q> c</q>", "“A ‘b’ c”"),
    "q never closed": ("<q>A", "“A"),
    "q closed twice": ("A</q>", "A"),
    "a block quotation": (
        "<p>She wrote:</p><blockquote><p>One.</p><p>Two.</p></blockquote><p>Three.</p>",
        "She wrote:\n\n> One.\n\n> Two.\n\nThree.",
    ),
    "a block quotation in another": (
        "<blockquote>A.<blockquote>B.</blockquote>C.</blockquote>D.",
        "> A.\n\n> B.\n\n> C.\n\nD.",
    ),
    "entities": ("<p>R&amp;D &mdash; 50&nbsp;%</p>", "R&D — 50 %"),
    "a script": ("A <script>x = '<p>'</script>b", "A b"),
}


@pytest.mark.parametrize(("fragment", "text"), FRAGMENTS.values(), ids=FRAGMENTS.keys())
def test_fragments(fragment: str, text: str) -> None:
    assert text_of(fragment) == text
