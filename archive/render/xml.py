"""Text and attributes of XML: escaped, without the characters that XML 1.0 has not."""

import re
from xml.sax.saxutils import escape, quoteattr

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """Return a text without characters that may stand in no XML."""
    return _NOT_IN_XML.sub("\ufffd", text)


def text(value: str) -> str:
    """Return a text as it stands between tags."""
    return escape(clean(value))


def attribute(value: str) -> str:
    """Return a text in quotation marks, as it stands in a tag."""
    return quoteattr(clean(value))
