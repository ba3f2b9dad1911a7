"""Recursive descent over the text of a query."""

import re

from archive.errors import QueryError
from archive.query.fields import FIELDS, SYNONYMS, build
from archive.query.tree import (
    And,
    Everything,
    Near,
    Node,
    Not,
    Phrase,
    Word,
    both,
    either,
)
from archive.query.words import encodable, folded, nearest, searchable, trimmed

LONGEST = 1000
"""Characters in a query: FTS5 takes 14 s for 10,000 alternatives, so the size has a bound."""
MOST_TERMS = 64
DEEPEST = 20
OPERATORS = ("AND", "OR", "NOT")

_PHRASE = re.compile(r'"([^"]*)(?:"|$)(\*)?(?:~(\d{1,3})(?!\d))?')
_NAME = re.compile(r"([A-Za-z][A-Za-z_-]{0,30}):(?!//)")
_VALUE = re.compile(r'"([^"]*)(?:"|$)|([^\s",()]+)')
_MINUS = re.compile(r'-+(?=[\w"(])')
_EARLY_STAR = re.compile(r"\*(?=\w)")


def parse(text: str) -> Node:
    """Return the tree of a query; raise QueryError that points at what cannot be read."""
    if len(text) > LONGEST:
        raise QueryError(
            f"the query has {len(text):,} characters; the limit is {LONGEST:,}",
            hint="search for part of the text as a phrase",
        )
    return _Parser(text).whole()


def as_phrase(argument: str) -> str:
    """Return an argument that holds several bare words as the phrase of them, any other as it is.

    A shell takes the quotation marks of ``kwic "core interests"`` away. The words come as one
    argument, which is how a command about phrases tells them from two words anywhere.

    >>> as_phrase("core interests"), as_phrase("taiwan speaker:xi"), as_phrase("all-weather")
    ('"core interests"', 'taiwan speaker:xi', 'all-weather')
    """
    tree = parse(argument)
    if not isinstance(tree, And) or not all(
        isinstance(part, Word) and not part.prefix for part in tree.parts
    ):
        return argument
    return str(Phrase(" ".join(str(part) for part in tree.parts)))


class _Parser:
    """``at`` is the offset of what comes next; methods read one construct and move it on.

    They return None where nothing stands that an index could hold, such as a lone "&".
    """

    def __init__(self, text: str) -> None:
        self.query, self.text = encodable(text), folded(text)
        self.at = self.depth = self.count = 0

    def whole(self) -> Node:
        tree = self.group_content()
        if self.at < len(self.text):
            raise self.mistake("this ) closes nothing", hint='quote brackets to search: "(a)"')
        if tree is None and self.text.strip():
            self.at = len(self.text) - len(self.text.lstrip())
            raise self.mistake("there is no word to search for: expected a letter or a digit")
        return tree or Everything()

    def group_content(self) -> Node | None:
        parts: list[Node] = []
        while (ahead := self.peek()) not in ("", ")"):
            if ahead in ("OR", "AND"):
                if not parts:
                    raise self.misplaced(ahead, "before")
                self.at += len(ahead)
                right = self.operand(ahead)
                parts[-1:] = [either(parts[-1], right)] if ahead == "OR" else [parts[-1], right]
            elif (node := self.negation()) is not None:
                parts.append(node)
        return both(*parts) if parts else None

    def operand(self, operator: str) -> Node:
        """Read what an operator needs on its right."""
        place = self.at - len(operator)
        while self.peek() not in ("", ")", "AND", "OR"):
            if (node := self.negation()) is not None:
                return node
        self.at = place
        raise self.misplaced(operator, "after")

    def negation(self) -> Node | None:
        if self.peek() == "NOT":
            self.at += len("NOT")
            self.depth += 1
            if self.depth > DEEPEST:
                raise self.mistake(f"NOT stands before NOT more than {DEEPEST} times")
            denied = Not(self.operand("NOT"))
            self.depth -= 1
            return denied
        if minus := _MINUS.match(self.text, self.at):
            self.at = minus.end()
            node = self.primary()
            return None if node is None else Not(node)
        return self.primary()

    def primary(self) -> Node | None:
        here = self.text[self.at]
        if here == "(":
            return self.group()
        if here == '"':
            return self.phrase()
        name = _NAME.match(self.text, self.at)
        if name and (known := self.field_name(name[1])):
            self.at = name.end()
            return self.field(known)
        return self.word()

    def group(self) -> Node | None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.mistake(f"brackets stand in brackets more than {DEEPEST} deep")
        self.at += 1
        node = self.group_content()
        self.at = min(self.at + 1, len(self.text))
        self.depth -= 1
        return node

    def phrase(self) -> Node | None:
        found = _PHRASE.match(self.text, self.at)
        assert found, "a quotation mark is here"
        text = " ".join(trimmed(found[1]).split())
        starred = bool(found[2]) or found[1].rstrip().endswith("*")
        if starred and found[3]:
            raise self.mistake(
                "* and ~ don't go together", hint="look for whole words, or without ~"
            )
        if searchable(text):
            self.count_terms(1)
        self.at = found.end()
        if not searchable(text):
            return None
        if self.text.startswith("~", self.at):
            raise self.mistake('expected a number up to 999 behind ~, as in "trade talks"~5')
        words = tuple(word for word in map(trimmed, text.split()) if word)
        if found[3] and len(words) > 1:
            return Near(words, int(found[3]))
        return Phrase(text, starred)

    def word(self) -> Node | None:
        start, end = self.at, self.word_end()
        raw = self.text[start:end]
        text = trimmed(raw.replace("(", "-").replace(")", "-"))
        if star := text and (_EARLY_STAR.search(raw) or _EARLY_STAR.search(text)):
            self.at += star.start()
            raise self.mistake("expected * only at the end of a word, as in modern*")
        self.at = end
        if not text:
            return Everything() if raw == "*" else None
        self.count_terms(1)
        if text in OPERATORS:
            text = text.lower()
        if not raw.startswith(text):
            text = text.replace(":", "-")  # ",topic:x" is text, so it must not print as a field
        return Word(text, raw.endswith("*"))

    def word_end(self) -> int:
        """Find the end of a word; a bracket glued to one belongs to it: president(s)."""
        inner = 0
        for place in range(self.at, len(self.text)):
            here = self.text[place]
            inner += (here == "(") - (here == ")")
            if here.isspace() or here == '"' or inner < 0:
                return place
        return len(self.text)

    def field_name(self, written: str) -> str | None:
        """Return the field that is named, None where it is only a word with a colon.

        Names are typed in lower case with a value right behind, so "Note: this" and
        "Taiwan:China" are words and "spekaer:xi" is a mistake.
        """
        name = written.lower().replace("_", "-")
        name = SYNONYMS.get(name, name)
        if name in FIELDS:
            return name
        after = self.text[self.at + len(written) + 1 :][:1]
        if written.islower() and (after == '"' or after.isalnum()):
            near = nearest(name, [*FIELDS, *SYNONYMS])
            guess = f"did you mean {near}:? " if near else ""
            known = f"The fields are {', '.join(sorted(FIELDS))}."
            raise self.mistake(f"there is no field {written}:", hint=guess + known)
        return None

    def field(self, name: str) -> Node:
        start, values = self.at, list[str | None]()
        while found := _VALUE.match(self.text, self.at):
            self.at = found.end()
            value = (found[1] if found[2] is None else found[2]).strip()
            if searchable(value):
                values.append(None if (found[2] or "").lower() == "none" else value)
            if self.text[self.at : self.at + 1] != ",":
                break
            self.at += 1
        if not values:
            self.at = start
            raise self.mistake(f"expected a value right behind {name}:")
        self.count_terms(len(values))
        return build(name, values, query=self.query, at=start)

    def count_terms(self, number: int) -> None:
        self.count += number
        if self.count > MOST_TERMS:
            raise self.mistake(
                f"there are more than {MOST_TERMS} words", hint="search for a phrase of them"
            )

    def peek(self) -> str:
        """Skip white space and return the operator or the character that comes next."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        for operator in OPERATORS:
            end = self.at + len(operator)
            after = self.text[end : end + 1]
            if self.text.startswith(operator, self.at) and (after in '()"' or after.isspace()):
                return operator
        return self.text[self.at : self.at + 1]

    def misplaced(self, operator: str, side: str) -> QueryError:
        return self.mistake(
            f"{operator} needs something {side} it",
            hint=f'to search for the word itself write "{operator}"',
        )

    def mistake(self, message: str, *, hint: str | None = None) -> QueryError:
        return QueryError(message, query=self.query, position=self.at, hint=hint)
