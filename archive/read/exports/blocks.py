"""A paragraph of a document, whatever its format, with what tells headings and sections apart."""

from dataclasses import dataclass


@dataclass(slots=True)
class Block:
    """A paragraph. ``style`` is the name of its style, small; ``cells`` are those of a table's row.

    ``is_centred`` and ``is_bold`` are false where the format does not say.
    """

    text: str
    style: str = ""
    link: str | None = None
    bookmarks: tuple[str, ...] = ()
    is_centred: bool = False
    is_bold: bool = False
    cells: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The text with single spaces."""
        return " ".join(self.text.replace("\xa0", " ").split())


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text, one a line."""
    lines = (" ".join(line.replace("\xa0", " ").split()) for line in text.split("\n"))
    return [line for line in lines if line]
