"""The readers of exports and office documents: bytes go to the child, articles come back.

A file with a vendor's marks is read as such or refused by the vendor's name, never as one article.
How many articles came out of how many is said of each file, and where that or the lengths of texts
are not what the export states.
"""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from archive.errors import UnreadableError
from archive.read.exports.marks import Marks
from archive.read.source import Found, Reading, Source, whole
from archive.read.worker import worker
from archive.records import Document, Note, Unread

INFLATED = 8
"""How many times ``Limits.size`` the parts of a document may inflate to. WordprocessingML of news
is ten times its text, and a text may be no larger than ``Limits.text``: an export of 500 articles
of Nexis has some 30 MB."""

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "rtf": "application/rtf",
    "pdf": "application/pdf",
    "page": "text/html",
    "text": "text/plain",
    "mail": "message/rfc822",
    "xml": "application/xml",
}

SHOWN = 3
"""Articles whose length is not that stated that are named; the others are counted."""


def read_text_export(source: Source, reading: Reading, marks: Marks) -> Found:
    """Yield the articles of an export that is text or begins as if it were."""
    yield from read_export(source, reading, whole(source, reading.limits.size), marks)


def read_export(source: Source, reading: Reading, data: bytes, marks: Marks) -> Found:
    """Yield the articles of an export; raise UnreadableError where none is found in it."""
    answer = _asked(source, reading, data, marks.form, vendor=marks.vendor)
    if answer is None:
        number = sum(1 for _ in marks.article.finditer(data.decode("utf-8", "replace")))
        raise UnreadableError(
            f"{source.name} bears the marks of an export of {marks.vendor} with {number} articles, "
            "and none of them could be separated from the others",
            hint="export it again; archive help sources says in which form",
        )
    yield from documents_of(answer, source.name, MEDIA_TYPES[marks.form])


def read_office(source: Source, reading: Reading, kind: str) -> Found:
    """Yield the article of a document of an office program, or those of an export."""
    data = whole(source, reading.limits.size)
    answer = _asked(source, reading, data, kind)
    if answer is None:
        raise UnreadableError(f"{source.name} holds no text")
    if answer["vendor"]:
        yield from documents_of(answer, source.name, MEDIA_TYPES[kind])
        return
    if answer["remark"]:
        yield Note(source.name, answer["remark"])
    (article,) = answer["articles"]
    if not article["paragraphs"]:
        raise UnreadableError(f"{source.name} {article['problem'] or 'holds no text'}")
    yield _document(article, source.name, MEDIA_TYPES[kind], data, is_body=bool(article["title"]))


def _asked(source: Source, reading: Reading, data: bytes, kind: str, vendor: str = "") -> Any:
    limits = reading.limits
    return worker(limits).do(
        "export",
        source.name,
        data,
        kind=kind,
        vendor=vendor,
        charset=reading.encoding,
        limit=str(limits.size * INFLATED),
    )


def documents_of(answer: Mapping[str, Any], name: str, media_type: str) -> Found:
    """Yield what is to be said of an export, and its articles under their numbers from 1."""
    articles, stated = answer["articles"], answer["stated"]
    yield Note(name, _summary(answer))
    for number, article in enumerate(articles, 1):
        part = f"{name}#{number}"
        if article["problem"]:
            title = f" ({article['title'][:80]!r})" if article["title"] else ""
            yield Unread(part, f"{part}{title} {article['problem']}")
            continue
        # The article alone, so that it is the same one in another download.
        data = json.dumps(article, sort_keys=True).encode()
        yield _document(article, part, media_type, data, is_body=True)
    if stated is not None and stated > len(articles):
        yield Unread(
            name,
            f"{name} states that it holds {stated} documents, and {len(articles)} were found in it",
            hint="export it again: it may be cut off",
        )


def _summary(answer: Mapping[str, Any]) -> str:
    articles, stated = answer["articles"], answer["stated"]
    read = sum(not one["problem"] for one in articles)
    total = max(len(articles), stated or 0)
    text = f"{answer['vendor']}, {read} of {total} articles"
    if stated is not None and stated < len(articles):
        text += f"; it states {stated}"
    unlike = [f"#{n} ({one['unlike']})" for n, one in enumerate(articles, 1) if one["unlike"]]
    if unlike:
        more = f" and {len(unlike) - SHOWN} more" if len(unlike) > SHOWN else ""
        text += f"; not as long as stated: {', '.join(unlike[:SHOWN])}{more}"
    return text


def _document(
    article: Mapping[str, Any], name: str, media_type: str, data: bytes, *, is_body: bool
) -> Document:
    return Document(
        path=name,
        text="\n\n".join(article["paragraphs"]),
        sha256=sha256(data).hexdigest(),
        size=len(data),
        media_type=media_type,
        given=dict(_given(article)),
        is_body=is_body,
    )


def _given(article: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("title", "publisher", "published", "published_method", "section", "edition",
                 "place", "language", "url", "id"):  # fmt: skip
        if article[name]:
            yield name, str(article[name])
    if article["id"] and not article["url"]:
        yield "url", article["id"]  # the number by which the database finds it
    if article["words"]:
        yield "stated_words", str(article["words"])
    if article["authors"]:
        yield "author", "; ".join(article["authors"])
    if article["captions"]:
        yield "captions", "\n".join(article["captions"])
