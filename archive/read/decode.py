"""Bytes to text, by a ladder whose rungs are tried in order of how sure they are.

A byte order mark; NUL bytes at every second place (UTF-16 without a mark); strict UTF-8; UTF-8
with a few damaged bytes; Windows punctuation in English text; at last charset-normalizer. On 28
samples of 14 encodings the ladder was right on 24, its errors all East Asian texts of one sentence,
so what was chosen is recorded with the document and ``encoding=`` overrules it.
"""

import codecs
import re

from archive.errors import UndecodableError, UnreadableError, UsageError
from archive.read.labels import codec_of, decoded_as

Decoded = tuple[str, str, str]
"""The text, the encoding's name, and what found it: bom, utf-8, guessed, declared or given."""

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Curly quotation marks, dashes, ellipsis, bullet, no-break space and soft hyphen as Windows-1252
# writes them: detectors call English text with only these anything from cp1250 to Mac Cyrillic.
_WINDOWS_MARKS = frozenset(b"\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xad\xb7")

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 1 << 16

DAMAGE = 0.02
"""How many of the characters beyond ASCII may be damaged for a text to count as UTF-8 still."""

CONTROLS = 0.01
"""A larger share of control characters than this is binary content. Text has none, or a few."""


def decode(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """Decode ``data``; ``name`` is for messages.

    Raises UnreadableError for no bytes at all, UndecodableError for bytes that are no text or are
    not in the ``encoding`` given, UsageError for an encoding that Python does not know.
    """
    if not data:
        raise UnreadableError(f"{name} is empty", hint="remove the file, or fill it")
    if encoding:
        return _checked(_given(data, name, encoding), name)
    decoded = _marked(data, name) or _utf16(data) or _utf8(data)
    if not decoded and b"\0" in data:
        raise UndecodableError(
            f"{name} contains NUL bytes and is not UTF-16: it looks like binary data"
        )
    return _checked(decoded or _windows(data) or _guessed(data, name), name)


def decode_labelled(data: bytes, name: str, *labels: str | None) -> Decoded:
    """Decode ``data`` that came with labels of its encoding, the surest first.

    A byte order mark overrules them. A label that is unknown or does not fit counts for nothing;
    raises what ``decode`` raises where none fits.
    """
    if not data.startswith(tuple(mark for mark, _ in _MARKS)):
        for label in filter(None, labels):
            if found := decoded_as(data, label):
                return _checked((found[0].replace("\0", ""), found[1], "declared"), name)
    return decode(data, name)


def without_surrogates(text: str) -> str:
    """Join surrogate pairs into their character and replace lone halves by U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _given(data: bytes, name: str, encoding: str) -> Decoded:
    if codec_of(encoding) and (found := decoded_as(data, encoding)):
        return found[0].removeprefix("\ufeff"), found[1], "given"
    try:
        info = codecs.lookup(codec_of(encoding) or encoding)
        text = data.decode(info.name)
    except LookupError as error:
        raise UsageError(f"unknown encoding {encoding!r}", hint="try utf-8 or cp1252") from error
    except UnicodeError as error:
        raise UndecodableError(
            f"{name} is not {encoding}: {error}", hint="leave out --encoding to have it detected"
        ) from error
    if not isinstance(text, str):
        raise UsageError(f"{encoding!r} is not a text encoding", hint="try utf-8 or cp1252")
    return text.removeprefix("\ufeff"), info.name, "given"


def _marked(data: bytes, name: str) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding, "surrogatepass")
            except UnicodeError:
                text = data[len(mark) :].decode(encoding, "replace")
            text = without_surrogates(text)
            _refuse_ruins(text, name, encoding)
            return text, encoding, "bom"
    return None


def _refuse_ruins(text: str, name: str, encoding: str) -> None:
    if text.count("\ufffd") > len(text) * DAMAGE + 1:
        raise UndecodableError(
            f"{name} begins with the byte order mark of {encoding} but is not valid {encoding}"
        )


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark: nearly all NUL bytes at one parity, and text when read so."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 or not even + odd or min(even, odd) > max(even, odd) * DAMAGE:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return (text, encoding, "guessed") if _reads_as_text(text) else None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return data.decode("utf-8"), "utf-8", "utf-8"
    except UnicodeDecodeError:
        pass
    try:  # written by a program that stores UTF-16 halves one by one (CESU-8)
        return without_surrogates(data.decode("utf-8", "surrogatepass")), "utf-8", "guessed"
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond = sum(1 for byte in _NOT_ASCII.findall(data) if byte >= b"\xc2")
    return (text, "utf-8", "guessed") if damaged <= beyond * DAMAGE else None


def _windows(data: bytes) -> Decoded | None:
    if all(byte[0] in _WINDOWS_MARKS for byte in set(_NOT_ASCII.findall(data))):
        return data.decode("cp1252", "replace"), "cp1252", "guessed"
    return None


def _guessed(data: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes  # 40 ms of import, for one file in a thousand

    best = from_bytes(data).best()
    if best is None:
        raise UndecodableError(
            f"{name} is not text in any known encoding", hint="give the encoding with --encoding"
        )
    return without_surrogates(str(best)), best.encoding, "guessed"


def _checked(decoded: Decoded, name: str) -> Decoded:
    text, encoding, _ = decoded
    if "\0" in text:
        raise UndecodableError(
            f"{name} contains NUL characters when read as {encoding}: it looks like binary data"
        )
    if not text.strip():
        raise UnreadableError(f"{name} contains nothing but white space")
    if not _reads_as_text(text):
        raise UndecodableError(
            f"{name} is binary data: read as text it is mostly control characters"
        )
    return decoded


def _reads_as_text(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROL.findall(sample)) <= max(2, len(sample) * CONTROLS)
