"""The readers of exports: a file with a vendor's marks is read as such, or refused by its name."""

from archive.errors import UnreadableError
from archive.read.exports.marks import Marks, vendor_of
from archive.read.source import Found, Reading, Source, whole

_UTF16 = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def export_of(data: bytes, *, is_page: bool) -> Marks | None:
    """Return the marks of the vendor whose export begins with these bytes."""
    encoding = next((name for mark, name in _UTF16 if data.startswith(mark)), "utf-8")
    text = data.decode(encoding, "replace")
    return vendor_of(text, is_page=is_page or text.lstrip("\ufeff \t\r\n").startswith("<"))


def read_export(source: Source, reading: Reading, data: bytes, marks: Marks) -> Found:
    """Refuse an export by its vendor and the number of its articles."""
    number = sum(1 for _ in marks.article.finditer(data.decode("utf-8", "replace")))
    raise UnreadableError(
        f"{source.name} is an export of {marks.vendor} with {number} articles, which is not read",
        hint="save each article on its own",
    )
    yield


def read_text_export(source: Source, reading: Reading, marks: Marks) -> Found:
    """Yield the articles of an export that is plain text."""
    yield from read_export(source, reading, whole(source, reading.limits.size), marks)
