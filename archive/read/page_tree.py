"""A page's tree made ready for what tells its article from the rest. Runs in the child.

Three things would be lost there: the quotation marks that ``<q>`` stands for, which paragraphs a
``<blockquote>`` sets off, and the paragraphs of a page that is laid out with tables.
"""

from collections.abc import Iterator
from typing import Any

from archive.read.markup import MARKS, QUOTED

Tree = Any
"""An element of lxml, which has no types."""

LONG_CELL = 200
"""Characters of a cell that is text and no datum; the longest cell of a table of figures seen in
news has 60. tests/read/test_page_tree.py has cells on both sides."""

LINKED = 0.6
"""Share of a cell's letters in links from which on it is navigation: a sentence with a link in it
has under half. tests/read/test_page_tree.py guards it."""

_BLOCKS = frozenset(
    "p div h1 h2 h3 h4 h5 h6 ul ol dl table article section blockquote pre form figure hr".split()
)
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 li pre dd dt".split())


def prepare(tree: Tree) -> None:
    """Change a tree in place."""
    for table in reversed(list(tree.iter("table"))):  # the inner ones first
        if _is_layout(table):
            _unfold(table)
    for quote in list(tree.iter("blockquote")):
        if not any(parent.tag == "blockquote" for parent in quote.iterancestors()):
            _mark(quote)
    for quotation in reversed(list(tree.iter("q"))):  # while those around it are still "q"
        _write_marks(quotation)


def _is_layout(table: Tree) -> bool:
    """Say whether a table arranges a page and holds no figures."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if any(True for _ in _own(table, ("th", "caption"))):
        return False
    return any(
        any(child.tag in _BLOCKS for child in cell.iter())
        or len(cell.text_content().strip()) > LONG_CELL
        for cell in _own(table, ("td",))
    )


def _own(table: Tree, tags: tuple[str, ...]) -> Iterator[Tree]:
    """Yield the parts of a table that are not those of a table in it."""
    for part in table.iter(*tags):
        if next(part.iterancestors("table"), None) is table:
            yield part


def _unfold(table: Tree) -> None:
    """Make divisions of a table's parts, and drop its cells that are navigation."""
    cells = list(_own(table, ("td", "th")))
    if len(cells) > 1:
        for cell in cells:
            if _is_navigation(cell):
                cell.drop_tree()
    for part in [table, *_own(table, ("tbody", "thead", "tfoot", "tr", "td", "th"))]:
        part.tag = "div"


def _is_navigation(cell: Tree) -> bool:
    """Say whether a cell holds links and little else."""
    text = len("".join(cell.text_content().split()))
    linked = sum(len("".join(link.text_content().split())) for link in cell.iter("a"))
    return linked > LINKED * text


def _mark(quote: Tree) -> None:
    """Begin each paragraph of a block quotation with the sign for one."""
    leaves = [one for one in quote.iter() if one.tag in _LEAVES and one.text_content().strip()]
    for leaf in leaves or [quote]:
        leaf.text = QUOTED + (leaf.text or "").lstrip()
        for line_end in list(leaf.iter("br")):
            if line_end.tail and line_end.tail.strip():
                line_end.tail = QUOTED + line_end.tail.lstrip()
    quote.tag = "div"


def _write_marks(quotation: Tree) -> None:
    depth = sum(1 for _ in quotation.iterancestors("q"))
    opening, closing = MARKS[depth % 2]
    quotation.text = opening + (quotation.text or "")
    if len(quotation):
        quotation[-1].tail = (quotation[-1].tail or "") + closing
    else:
        quotation.text += closing
    quotation.tag = "span"
