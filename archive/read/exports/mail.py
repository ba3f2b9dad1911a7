"""A mail to the articles that it carries, ProQuest's or its own text, by the standard library."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from archive.read.exports import proquest
from archive.read.exports.blocks import paragraphs_of
from archive.read.exports.html import Tree, lines, tree_of
from archive.read.exports.record import Export, Exported


def read_mail(data: bytes) -> Export:
    """Return the articles of ProQuest in a mail, or the mail's own text as one."""
    message = message_from_bytes(data, policy=policy.default)
    bodies = list(_bodies(message))
    for kind, content in bodies:
        is_page = kind == "html"
        if found := proquest.read_tree(_tree(content)) if is_page else proquest.read_text(content):
            return found
    article = Exported(title=" ".join(str(message["Subject"] or "").split()) or None)
    article.published = _day(message)
    for kind, content in reversed(bodies):  # the plain one, where there is one
        article.paragraphs = _paragraphs(content) if kind == "plain" else _of_page(content)
        if article.paragraphs:
            break
    else:
        article.problem = "is a mail without text"
    return Export("", [article])


def _bodies(message: EmailMessage) -> Iterator[tuple[str, str]]:
    """Yield the page and the text of a mail, what cannot be decoded left out."""
    for kind in ("html", "plain"):
        part = message.get_body((kind,))
        try:
            content = part.get_content() if part is not None else None
        except (LookupError, UnicodeError, KeyError):
            continue
        if isinstance(content, str):
            yield kind, content


def _of_page(content: str) -> list[str]:
    return lines(_tree(content))


def _tree(content: str) -> Tree:
    return tree_of(content.encode("utf-8", "surrogatepass"), "utf-8")


def _paragraphs(content: str) -> list[str]:
    """Return the paragraphs of a text that is wrapped: an empty line parts them."""
    parts = content.replace("\r\n", "\n").split("\n\n")
    return [" ".join(paragraphs_of(part)) for part in parts if part.strip()]


def _day(message: EmailMessage) -> str | None:
    try:
        moment = parsedate_to_datetime(str(message["Date"] or ""))
    except (TypeError, ValueError):
        return None
    return moment.strftime("%Y-%m-%d %H:%M")
