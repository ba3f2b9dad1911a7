"""An article with its statements marked in the text, or one statement in its context.

Both take the public JSON of an article (``render.extract``) with ``uid`` added to it and to each
statement, and ``documents``. In colour a statement stands out; else it stands between ⟦ and ⟧.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archive.render.safe import one_line, safe

Shown = Mapping[str, Any]

WIDEST = 88
"""Columns of running text: longer lines are hard to read."""

_BOLD, _DIM, _GREEN, _END = "\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[0m"


class View:
    """Draws for one width, in colour or without; every method yields lines."""

    def __init__(self, width: int, *, colour: bool) -> None:
        self.width = min(width, WIDEST)
        self.colour = colour

    def article(self, article: Shown) -> Iterator[str]:
        """Draw the whole article, and under each paragraph who says what is marked in it."""
        yield from self._head(article)
        shown = dict(enumerate(article["statements"], 1))
        for number, statement in shown.items():
            if statement["headline"]:
                yield from self._says(number, statement)
        for index, span in enumerate(article["paragraphs"]):
            yield ""
            yield from self._paragraph(article, span, shown)
            for number, statement in shown.items():
                if statement["paragraph"] == index and not statement["headline"]:
                    yield from self._says(number, statement)
        yield ""
        yield from self._facts(_article_facts(article))

    def statement(self, article: Shown, position: int) -> Iterator[str]:
        """Draw one statement between the paragraphs around it, and how all of it was found."""
        statement = article["statements"][position]
        yield self._styled(
            safe(", ".join(filter(None, (_who(statement), statement["said_on"])))), _BOLD
        )
        context = () if statement["headline"] else _around(article["paragraphs"], statement)
        if statement["headline"]:
            yield from self._wrapped(_with_marks(article["title"], {0: statement}, self._mark))
        for span in context:
            yield ""
            yield from self._paragraph(article, span, {0: statement})
        yield ""
        yield from self._facts(_exchange(article["statements"], position))
        yield from self._facts(_statement_facts(article, statement))

    def removed(self, article: Shown) -> Iterator[str]:
        """List the lines that were left out of an article's body, each with the reason."""
        yield from self._head(article)
        yield ""
        facts = ((one["reason"], one["text"]) for one in article["removed"])
        yield from self._facts(facts if article["removed"] else [("removed", "no line")])

    def _head(self, article: Shown) -> Iterator[str]:
        headlines = {n: s for n, s in enumerate(article["statements"], 1) if s["headline"]}
        title = _with_marks(article["title"] or "[no title]", headlines, self._mark)
        yield from (self._styled(line, _BOLD) for line in self._wrapped(title, indent=""))
        source = (article["event_on"], article["place"], article["publisher"], article.get("uid"))
        yield self._styled(" · ".join(safe(str(part)) for part in source if part), _DIM)

    def _paragraph(
        self, article: Shown, span: Sequence[int], statements: Mapping[int, Shown]
    ) -> Iterator[str]:
        start, end = span
        inside = {
            number: statement
            for number, statement in statements.items()
            if not statement["headline"]
            and any(s < end and e > start for s, e in statement["spans"])
        }
        yield from self._wrapped(
            _with_marks(article["body"][start:end], inside, self._mark, offset=start)
        )

    def _says(self, number: int, statement: Shown) -> Iterator[str]:
        kinds = [name for name in ("implicit", "headline", "collective") if statement[name]]
        parts = [_who(statement), statement["cue"], statement["quotation"], *kinds]
        topics = ", ".join(statement["topics"])
        line = " · ".join(safe(one_line(str(part))) for part in [*parts, topics] if part)
        mark = "    " + " ".join(filter(None, (str(number), statement.get("uid")))) + "  "
        wrapped = _wrap(line, self.width - len(mark)) or [""]
        for at, piece in enumerate(wrapped):
            yield self._styled((mark if at == 0 else " " * len(mark)) + piece, _DIM)

    def _facts(self, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
        for name, value in facts:
            head = f"{name:<12} "
            wrapped = _wrap(safe(one_line(value)), self.width - len(head)) or [""]
            yield self._styled(head, _DIM) + wrapped[0]
            yield from (" " * len(head) + line for line in wrapped[1:])

    def _wrapped(self, text: str, indent: str = "  ") -> list[str]:
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines += [indent + line for line in _wrap(paragraph, self.width - len(indent))]
        return self._spread(lines)

    def _spread(self, lines: Sequence[str]) -> list[str]:
        """Turn the marks into colour, again in each line that a marked text goes over."""
        if not self.colour:
            return list(lines)
        coloured, opened = [], 0
        for line in lines:
            body = line.lstrip(" ")
            start = line[: len(line) - len(body)] + _GREEN * (opened > 0)
            opened += body.count(_OPEN) - body.count(_CLOSE)
            shown = body.replace(_OPEN, _GREEN).replace(_CLOSE, _END)
            coloured.append(start + shown + _END * (opened > 0))
        return coloured

    def _mark(self, number: int) -> tuple[str, str]:
        """Return what stands before and after a marked text."""
        shown = f"{number} " if number else ""
        return (f"{_OPEN}{shown}", _CLOSE) if self.colour else (f"⟦{shown}", "⟧")

    def _styled(self, text: str, style: str) -> str:
        return f"{style}{text}{_END}" if self.colour and text.strip() else text


_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
"""Marks in text that is still to be wrapped; noncharacters, which have no width."""


def _wrap(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, max(20, width), break_on_hyphens=False)


def _with_marks(text: str, statements: Mapping[int, Shown], mark: Any, *, offset: int = 0) -> str:
    """Return the text with marks around each statement's spans, cut to this piece of text."""
    edges: list[tuple[int, int, str]] = []
    for number, statement in statements.items():
        before, after = mark(number)
        for start, end in statement["spans"]:
            first, last = max(start - offset, 0), min(end - offset, len(text))
            if first < last:
                edges += [(first, 1, before), (last, 0, after)]
    at, pieces = 0, []
    for place, _, piece in sorted(edges, key=lambda edge: edge[:2]):
        pieces += [safe(text[at:place]), piece]
        at = place
    return "".join([*pieces, safe(text[at:])])


def _around(paragraphs: Sequence[Sequence[int]], statement: Shown) -> Sequence[Sequence[int]]:
    """Return the paragraphs that a statement touches, with one before and one after."""
    start, end = statement["spans"][0][0], statement["spans"][-1][1]
    touched = [i for i, (first, last) in enumerate(paragraphs) if first < end and last > start]
    return paragraphs[max(touched[0] - 1, 0) : touched[-1] + 2] if touched else ()


def _who(statement: Shown) -> str:
    return "; ".join(statement["speakers"]) or f"[{statement['speaker_text'] or 'unknown'}]"


def _article_facts(article: Shown) -> Iterator[tuple[str, str]]:
    yield from dates(article, ("event", "published"))
    for name in ("participants", "attendees", "editors", "authors", "captions"):
        if article[name]:
            yield name, "; ".join(article[name])
    if article["url"]:
        yield "url", article["url"]
    documents = article.get("documents", ())
    yield from (("document", _document(document)) for document in documents)


def _exchange(statements: Sequence[Shown], position: int) -> Iterator[tuple[str, str]]:
    """Yield the question that a statement answers, or the answers to it."""
    asked = statements[position]["answers"]
    if asked is not None:
        yield "question", _line(statements[asked])
    for answer in statements:
        if answer["answers"] == position:
            yield "answer", _line(answer)


def _line(statement: Shown) -> str:
    return " · ".join(filter(None, (statement.get("uid"), _who(statement), statement["text"])))


def _statement_facts(article: Shown, statement: Shown) -> Iterator[tuple[str, str]]:
    yield "id", statement["uid"]
    yield "speaker", speaker(statement)
    yield "cue", cue_at(statement) if statement["cue"] else "none: carried on from what is before"
    yield "quotation", statement["quotation"]
    yield from dates(statement, ("said",))
    if statement["topic_terms"]:
        yield (
            "topics",
            "; ".join(
                f"{t['topic']}: “{t['term']}”{_at(t['span'])}" for t in statement["topic_terms"]
            ),
        )
    where = "title" if statement["headline"] else f"paragraph {statement['paragraph'] + 1}"
    yield "words", f"{where}, {', '.join(_range(span) for span in statement['spans'])}"
    for one in statement.get("corrections", ()):
        yield "corrected", one["described"]
    yield "rule", f"{statement['rule']}, confidence {statement['confidence']:.2f}"
    yield "article", " · ".join(filter(None, (article["uid"], article["title"])))
    yield from dates(article, ("event", "published"))
    for name in ("place", "publisher", "url"):
        if article[name]:
            yield name, article[name]
    yield from (("document", _document(document)) for document in article["documents"])


def cue_at(statement: Shown) -> str:
    """Return a cue with its lemma, its class and where it stands."""
    kind = ", ".join(filter(None, (statement["cue_lemma"], statement["cue_class"])))
    return f"“{statement['cue']}”" + f" ({kind})" * bool(kind) + _at(statement["cue_span"])


def speaker(statement: Shown) -> str:
    """Return who speaks, in which words of the text, and how that was found."""
    roles = [f" ({role})" if role else "" for role in statement["speaker_roles"]]
    names = [name + role for name, role in zip(statement["speakers"], roles, strict=True)]
    who = "; ".join(names) or "unknown"
    words = f", named “{statement['speaker_text']}”" if statement["speaker_text"] else ""
    how = f": {statement['speaker_method']}, confidence {statement['speaker_confidence']:.2f}"
    return who + words + _at(statement["speaker_span"]) + how


def dates(record: Shown, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the dates of a record by name, "said" or "event", with where each was found."""
    for name in names:
        if record[f"{name}_on"]:
            found = f" (from: {record[f'{name}_method']})" if record[f"{name}_method"] else ""
            yield f"{name} on", record[f"{name}_on"] + found


def _document(document: Shown) -> str:
    size = f"{document['size']:,} bytes, {document['encoding']} ({document['encoding_method']})"
    read = f", read {document['read_at']}" if document["read_at"] else ""
    stated = [document[name] for name in ("number", "section", "edition") if document.get(name)]
    if document.get("stated_words"):
        stated.append(f"{document['stated_words']:,} words stated")
    shown = f"{', '.join(stated)}; " * bool(stated)
    return f"{document['path']}: {shown}{size}{read}, sha256 {document['sha256']}"


def _at(span: Sequence[int] | None) -> str:
    return f" at {_range(span)}" if span else ""


def _range(span: Sequence[int]) -> str:
    return f"{span[0]}–{span[1]}"
