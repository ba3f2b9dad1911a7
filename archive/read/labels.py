"""What the label of an encoding means, as browsers read it: the WHATWG Encoding Standard.

Pages, feeds, servers and users name encodings by labels. "iso-8859-1", "latin1" and "us-ascii" are
names of Windows-1252 there, because that is what such pages are written in: read by the letter they
would lose every curly quotation mark. The table is ``data/encodings.toml``.
"""

import codecs
from collections.abc import Mapping
from functools import cache

from archive.vocabulary import default_vocabulary

_SPACE = " \t\n\f\r"
"""What the standard strips off a label: ASCII white space."""

_UNASSIGNED = "archive.unassigned"


def codec_of(label: str) -> str | None:
    """Return Python's name of the encoding that a label means; None for an unknown label."""
    return _labels().get(label.strip(_SPACE).lower())


def decoded_as(data: bytes, label: str) -> tuple[str, str] | None:
    """Return the text of ``data`` and Python's name of the encoding that ``label`` means.

    None where the label is unknown or the bytes are not in that encoding. Bytes that read strictly
    as UTF-8 with more than ASCII in them are UTF-8, whatever single bytes the label means: in those
    such text would be noise.
    """
    codec = codec_of(label)
    if codec is None:
        return None
    if not data.isascii() and not codec.startswith("utf") and (text := _strict(data, "utf-8")):
        return text, "utf-8"
    text = _strict(data, codec)
    return None if text is None else (text, codec)


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec, _UNASSIGNED if codec in _with_gaps() else "strict")
    except UnicodeError:
        return None


@cache
def _labels() -> Mapping[str, str]:
    table = default_vocabulary().table("encodings")["labels"]
    return {label: codec for codec, labels in table.items() for label in labels.split()}


@cache
def _with_gaps() -> frozenset[str]:
    return frozenset(default_vocabulary().table("encodings")["unassigned"]["codecs"].split())


def _as_control(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that a code page leaves out as the control character of the same number."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(map(chr, error.object[error.start : error.end])), error.end


codecs.register_error(_UNASSIGNED, _as_control)
