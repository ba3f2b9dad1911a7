"""What the first bytes say a document is: the one place that tells kinds of content apart.

A name says little: crawlers write pictures, pages and archives into ``.txt``. So the bytes decide,
and a kind that has no reader is refused with its name instead of being decoded into noise.
"""

import re

PLAIN = "text/plain"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"PK\x05\x06", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\0", "application/x-xz"),
    (b"(\xb5/\xfd", "application/zstd"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"SQLite format 3\0", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"WARC/", "application/warc"),
)

# What may stand before the first tag of a page: space, comments, an XML declaration. The lengths
# are bounded, so a file of a million "<!--" costs no more than any other.
_PAGE = re.compile(
    rb"\s{0,256}(?:<\?xml[^>]{0,256}>\s{0,256})?(?:<!--[^>]{0,512}>\s{0,256}){0,4}"
    rb"<(?:!doctype\s{1,16}html|html|head|body)[\s>]",
    re.IGNORECASE,
)
_JSON = re.compile(rb'\s{0,256}(?:\{\s{0,64}["}]|\[\s{0,64}[\[{]\s{0,64}["\[{}])')
_XML = re.compile(rb"\s{0,256}<(?:\?xml|!DOCTYPE)\s")
# As for a page; a feed may name its style sheet too.
_FEED = re.compile(
    rb"\s{0,256}(?:<\?xml[^>]{0,256}>\s{0,256})?(?:<[!?][^>]{0,512}>\s{0,256}){0,6}"
    rb"<(?:[a-z]{1,9}:)?(?:rss|feed|RDF)[\s>]"
)
_TEI = re.compile(
    rb"\s{0,256}(?:<[!?][^>]{0,512}>\s{0,256}){0,6}"
    rb"<(?:TEI|teiCorpus|listPerson|listOrg|listRelation)\b[^>]{0,1024}www\.tei-c\.org/ns/1\.0"
)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]|[A-Za-z][A-Za-z0-9-]{1,60}:$")
_OF_MAIL = (b"mime-version:", b"received:", b"message-id:", b"return-path:")
_TAR = (b"ustar\x0000", b"ustar  \0")
_BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))

READ = frozenset(
    "application/gzip application/zip application/x-tar application/warc application/json "
    "application/feed+xml text/html application/rtf application/pdf message/rfc822 "
    "application/vnd.sqlite3 application/tei+xml".split()
)
"""Kinds that have a reader, beside plain text."""

_ADVICE = {
    "application/x-ole-storage": "save it as .docx, or as text",
    "application/vnd.rar": "unpack it",
    "application/x-7z-compressed": "unpack it",
    "application/x-bzip2": "unpack it",
    "application/x-xz": "unpack it",
    "application/zstd": "unpack it",
    "application/xml": "save what it holds as text, HTML or JSON Lines",
}

_NAMES = {
    "application/warc": "a WARC file",
    "application/zip": "a zip archive or an Office document",
    "application/gzip": "a gzip file",
    "application/pdf": "a PDF",
    "application/json": "JSON",
    "application/xml": "XML of a kind",
    "application/x-tar": "a tar archive",
    "application/feed+xml": "a feed",
    "application/tei+xml": "a TEI document",
    "application/rtf": "an RTF document",
    "message/rfc822": "a mail",
    "application/x-ole-storage": "an Office document of the kind before .docx",
    "text/html": "an HTML page",
}


def sniff(data: bytes) -> str:
    """Return the media type that the first bytes name; ``text/plain`` where they name none."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    for signature, media_type in _SIGNATURES:
        if head.startswith(signature):
            return media_type
    if head[:4] == b"RIFF":
        return "image/webp" if head[8:12] == b"WEBP" else "audio/x-riff"
    if head[257:265] in _TAR:
        return "application/x-tar"
    return _of_text(_as_ascii(head))


def _is_mail(head: bytes) -> bool:
    """Tell whether a text begins with the header of a mail, as servers and programs write it."""
    header, _, _ = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = [line for line in header.split(b"\n") if line[:1] not in (b" ", b"\t")]
    if len(fields) < 3 or not all(_FIELD.match(line) for line in fields[:-1]):
        return False
    return any(line.lower().startswith(_OF_MAIL) for line in fields)


def _of_text(head: bytes) -> str:
    if _PAGE.match(head):
        return "text/html"
    if _FEED.match(head):
        return "application/feed+xml"
    if _TEI.match(head):
        return "application/tei+xml"
    if _XML.match(head):
        return "application/xml"
    if _is_mail(head):
        return "message/rfc822"
    return "application/json" if _JSON.match(head) else PLAIN


def _as_ascii(head: bytes) -> bytes:
    """Return UTF-16 with a mark as ASCII, so that its signs can be seen."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace").encode("ascii", "replace")
    return head


def describe(media_type: str) -> str:
    """Return the words for a kind of content in a message: "a PDF", "image/png content"."""
    return _NAMES.get(media_type, f"{media_type} content")


def advice(media_type: str) -> str:
    """Return what to do with content of a kind that is not read."""
    return _ADVICE.get(media_type, "leave it out, or ingest with --skip-unknown")
