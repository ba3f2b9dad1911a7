"""Names that a user types -> the speakers and topics that they mean."""

import re
from collections.abc import Iterable, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from archive.errors import UsageError
from archive.store.sql import column, json_list
from archive.text import fold, name_words, plain_letters


class Named(NamedTuple):
    """What a name means: keys, names to show, and how many statements they have together."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    statements: int


def merged(found: Iterable[Named]) -> Named:
    """Return what several names mean together."""
    known = list(found)
    names = {id_: name for named in known for id_, name in zip(named.ids, named.names, strict=True)}
    return Named(tuple(names), tuple(names.values()), sum(named.statements for named in known))


def find_speakers(connection: Connection, text: str) -> Named:
    """Return the speakers of that uid or name; else those whose name holds its words.

    "Xi" is everybody called Xi, "Lukash" whoever's name begins so, "Erdogan" is Erdoğan. Raises
    UsageError with the names that are near where nobody is meant.
    """
    rows = _exact(connection, text)
    if not rows or any(map(_is_known_by_a_part, rows)):
        # Whoever is known as "Biden" alone may be Joe Biden; China is not the China Daily.
        people_only = bool(rows)
        others = _of_words(_names_with(connection, text), text)
        rows += [row for row in others if row.kind == "person" or not people_only]
    rows = rows or _of_words(_all_names(connection), text)
    if not rows:
        raise UsageError(
            f"there is no speaker {text!r} in the archive",
            hint=_suggestion(text, (row.also for row in _all_names(connection)), "speakers"),
        )
    return _named(rows)


def find_mentioned(connection: Connection, text: str) -> Named:
    """Return whom a text names, also a country by a short name: "US"; counted are mentions."""
    from archive.vocabulary import default_vocabulary

    countries = default_vocabulary().table("countries")["countries"]
    known = (
        name
        for name, more in countries.items()
        if text.casefold() in map(str.casefold, more.get("aliases", ()))
    )
    found = find_speakers(connection, next(known, text))
    rows = connection.execute(
        "SELECT x.speaker_id, count(*) FROM statement_mentions AS x"
        " WHERE x.speaker_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        (json_list(found.ids),),
    )
    numbers: dict[int, int] = dict(rows.fetchall())
    shown = dict(zip(found.ids, found.names, strict=True))
    order = sorted(numbers, key=lambda one: -numbers[one]) or [*shown]
    return Named(tuple(order), tuple(shown[one] for one in order), sum(numbers.values()))


def named_people(connection: Connection, text: str) -> Named | None:
    """Return who is meant where a text is a name and nothing else, None where it is not.

    It is the name of a body, or words of a person's name: several of them, or a capitalised one. A
    country's name and a word in small letters are words: "China", "may".
    """
    known = set(_words(text))
    if not known or (len(known) == 1 and not text[0].isupper()):
        return None
    rows = [row for row in _exact(connection, text) if row.kind in ("person", "body")]
    if not rows:
        found = _of_words(_names_with(connection, text) or _all_names(connection), text)
        rows = [r for r in found if r.kind == "person" and known <= set(_words(r.also))]
    rows = [row for row in rows if row.statements]
    return _named(rows) if rows else None


def alike(connection: Connection, text: str, most: int = 3) -> list[tuple[str, int]]:
    """Return speakers with statements and a name spelled like ``text``, the nearest first.

    A silent "Zelensky" stands beside the Zelenskyy who speaks, so who has no statement is no help.
    """
    rows = [row for row in _all_names(connection) if row.statements]
    names = near(text, (row.also for row in rows), most=2 * most)
    spelled = sorted((row for row in rows if row.also in names), key=lambda r: names.index(r.also))
    return list({row.name: row.statements for row in spelled}.items())[:most]


SHORT_SURNAME = 6
"""Letters of a surname that is compared whole: "Biden"; tests/store/search/test_namesakes.py."""


class Namesake(NamedTuple):
    """A person of the same surname, in this or another spelling, whom a name does not mean."""

    uid: str
    name: str
    statements: int


def namesakes(connection: Connection, text: str, found: Named) -> list[Namesake]:
    """Return the people of a name's surname who have more statements than those whom it means.

    A spelling counts from its first letters on, all but two: "Zelensky" is "Zelenskyy", too.
    """
    words = name_words(text)
    if not words:
        return []
    begin = words[-1][:-2] if len(words[-1]) > SHORT_SURNAME else words[-1]
    rows = connection.execute(
        "SELECT uid, name, statements FROM speakers WHERE kind = 'person' AND statements > ?"
        " AND name LIKE ? AND id NOT IN (SELECT value FROM json_each(?))"
        " ORDER BY statements DESC, uid LIMIT 20",
        (found.statements, f"%{begin}%", json_list(found.ids)),
    )
    alike = (Namesake(*row) for row in rows)
    return [one for one in alike if _can_be_meant(words, begin, name_words(one.name))]


def _can_be_meant(asked: Sequence[str], surname: str, words: Sequence[str]) -> bool:
    """Tell whether somebody of the surname has it alone, or a given name that begins alike."""
    whole = len(surname) <= SHORT_SURNAME and surname == asked[-1]
    if not any(w == surname if whole else w.startswith(surname) for w in words):
        return False
    return len(asked) == 1 or len(words) == 1 or asked[0][:2] == words[0][:2]


def find_topics(connection: Connection, text: str) -> Named:
    """Return the topic of that slug or label and all below it; raise UsageError as above.

    "cap:19" and "cap:1925" are all topics with that code of the Comparative Agendas Project, a
    major one with the finer ones in it; "iptc:…" and "eurovoc:…" go by those.
    """
    slug = "-".join(re.findall(r"[^\W_]+", fold(text)))
    scheme, _, code = text.partition(":")
    if scheme.strip().casefold() in _SCHEMES and code:
        rows = connection.execute(
            f"SELECT id, slug, statements FROM topics WHERE {_SCHEMES[scheme.strip().casefold()]}",
            {"code": code.strip()},
        ).fetchall()
        return _topics(rows, text, "archive topics -f json lists the codes")
    rows = connection.execute(
        """\
        WITH RECURSIVE wanted (id) AS (
            SELECT id FROM topics WHERE slug = ? OR label = ? COLLATE NOCASE
            UNION SELECT t.id FROM topics AS t JOIN wanted ON t.parent_id = wanted.id
        )
        SELECT t.id, t.slug, t.statements FROM wanted JOIN topics AS t ON t.id = wanted.id""",
        (slug, text),
    ).fetchall()
    known = column(connection.execute("SELECT slug FROM topics"))
    return _topics(rows, text, _suggestion(slug, known, "topics"))


_SCHEMES = {
    "cap": (
        "cap = :code OR length(:code) < 3 AND length(cap) > 2"
        " AND substr(cap, 1, length(cap) - 2) = ltrim(:code, '0')"
    ),
    "iptc": "iptc = :code",
    "eurovoc": "eurovoc = :code",
}
"""What says that a topic has a code. The last two digits of a code of the Comparative Agendas
Project are the minor topic: 1925 is in 19, 105 in 1."""


def _topics(rows: Sequence[tuple[int, str, int]], text: str, hint: str) -> Named:
    if not rows:
        raise UsageError(f"there is no topic {text!r} in the archive", hint=hint)
    ids, slugs, counts = zip(*rows, strict=True)
    return Named(ids, slugs, sum(counts))


def near(text: str, names: Iterable[str], most: int = 3) -> list[str]:
    """Return the ``most`` names that are most like ``text``, whole or in one of their words."""
    from difflib import get_close_matches

    spelled: dict[str, str] = {}
    for name in names:
        for form in (plain_letters(fold(name)), *_words(name)):
            spelled.setdefault(form, name)
    matches = get_close_matches(plain_letters(fold(text)), spelled, n=2 * most, cutoff=0.7)
    return list(dict.fromkeys(spelled[match] for match in matches))[:most]


class _Row(NamedTuple):
    id: int
    name: str
    kind: str
    statements: int
    also: str


def _named(rows: Iterable[_Row]) -> Named:
    shown = {row.id: row for row in sorted(rows, key=lambda row: (-row.statements, row.name))}
    return Named(
        tuple(shown),
        tuple(row.name for row in shown.values()),
        sum(row.statements for row in shown.values()),
    )


def _is_known_by_a_part(row: _Row) -> bool:
    return row.kind == "person" and " " not in row.also


_NAMES = """\
SELECT p.id, p.name, p.kind, p.statements, n.name
FROM speaker_names AS n JOIN speakers AS p ON p.id = n.speaker_id"""
_BY_UID = "SELECT id, name, kind, statements, name FROM speakers WHERE uid = :text"


def _exact(connection: Connection, text: str) -> list[_Row]:
    sql = f"{_NAMES} WHERE n.name = :text UNION {_BY_UID}"
    return [_Row(*row) for row in connection.execute(sql, {"text": text})]


def _names_with(connection: Connection, text: str) -> list[_Row]:
    """Narrow by LIKE, which folds the case of ASCII alone, before names are read in Python."""
    longest = max(_words(text), key=len, default="")
    if not longest.isascii():
        return []
    found = connection.execute(f"{_NAMES} WHERE n.name LIKE ?", (f"%{longest}%",))
    return [_Row(*row) for row in found]


def _all_names(connection: Connection) -> list[_Row]:
    return [_Row(*row) for row in connection.execute(_NAMES)]


def _of_words(rows: Iterable[_Row], text: str) -> list[_Row]:
    """Keep those with all words of the text; where none has them, those with their beginnings."""
    wanted = re.findall(r"[^\W_]+", plain_letters(fold(text)))
    known = [(row, _words(row.also)) for row in rows]
    whole = [row for row, words in known if wanted and set(wanted) <= set(words)]
    return whole or [
        row
        for row, words in known
        if wanted and all(any(len(w) > 2 and x.startswith(w) for x in words) for w in wanted)
    ]


def _words(text: str) -> list[str]:
    """Return the words of a name as one types them; one with ə in both ways to write that."""
    folded = fold(text)
    spelled = [plain_letters(folded), *([plain_letters(folded, "e")] if "ə" in folded else [])]
    return list(dict.fromkeys(w for one in spelled for w in re.findall(r"[^\W_]+", one)))


def _suggestion(text: str, names: Iterable[str], command: str) -> str:
    found = near(text, names)
    guess = f"did you mean {' or '.join(found)}? " if found else ""
    return f"{guess}All are listed by: archive {command}"
