"""Did somebody say this? A quotation, or all quotations of a text that is pasted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from sqlite3 import Connection

from archive.corpus.said import Said
from archive.corpus.verdict import Claim, Verdict, Verified
from archive.errors import SourceError, UsageError
from archive.records import Document
from archive.render.formats import json_lines, written
from archive.render.verification import COLUMNS, MEANING, verified_row
from archive.store.reports.verification import verify as verified
from archive.web.asked import Asked, Page
from archive.web.marks import Piece, pieces

LONGEST = 100_000
"""Characters of a text that is pasted: forty pages, which are analysed in a second."""
MOST = 200
"""Quotations that are checked, the first ones: 10 ms each."""
IN_ADDRESS = 1_000
"""Characters of a text that an address may hold: in Chinese it is then 9 kB long."""
WORDS = 4
"""Words of a quotation that is checked, as `archive verify` has it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation with its verdict; what differs is marked in it and in the stored words."""

    one: Verified
    meaning: str
    quoted: tuple[Piece, ...]
    stored: tuple[Piece, ...]
    is_said: bool

    @property
    def statements(self) -> tuple[Said, ...]:
        return self.one.judgement.statements

    @property
    def holds(self) -> bool:
        return self.one.judgement.verdict.holds


@dataclass(frozen=True, slots=True)
class VerifyPage:
    """A text with its quotations checked; ``left`` of them were not, and ``short`` too short."""

    text: str
    speaker: str
    checked: tuple[Checked, ...] = ()
    left: int = 0
    short: int = 0
    counts: tuple[tuple[Verdict, int], ...] = ()

    @property
    def is_short(self) -> bool:
        """May the text stand in an address, which can then be kept and handed on?"""
        return 0 < len(self.text) <= IN_ADDRESS


def verify(connection: Connection, asked: Asked) -> Page:
    """Return the page of a text with its quotations checked; without one, that which asks."""
    text = next(iter(asked.parameters.get("text", ())), "").strip()
    speaker = asked.one("speaker")
    if not text:
        return Page(
            "Verify a quotation", "verify.html", VerifyPage("", speaker), _nothing, None, False
        )
    if len(text) > LONGEST:
        raise UsageError(
            f"the text has {len(text):,} characters; at most {LONGEST:,} are checked",
            hint="check it in parts, or use the command: archive verify FILE",
        )
    claims, short = _claims(text, speaker or None)
    found = [verified(connection, claim) for claim in claims[:MOST]]
    verdicts = [one.judgement.verdict for one in found]
    shown = VerifyPage(
        text,
        speaker,
        tuple(map(_checked, found)),
        len(claims) - len(found),
        short,
        tuple((v, verdicts.count(v)) for v in Verdict if v in verdicts),
    )
    return Page("Verified", "verify.html", shown, partial(_written, found), None, False)


def _claims(text: str, speaker: str | None) -> tuple[list[Claim], int]:
    """Return what a text quotes, and how many quotations are too short.

    A text without quotation marks is itself the quotation.
    """
    plain = text.strip('"“”„«» ')
    if not any(mark in plain for mark in '"“”„«»'):
        return [Claim(plain, speaker)], 0
    # The analysis takes longer to import than all pages together.
    from archive.pipeline import analyse, quotations

    data = text.encode("utf-8", "replace")
    document = Document("pasted text", text, sha256(data).hexdigest(), len(data))
    try:
        quoted = quotations(analyse(document))
    except SourceError:  # it is no article, so nothing around its quotation says who speaks
        return [Claim(plain, speaker)], 0
    found = [
        Claim(one.text, speaker or "; ".join(one.speakers) or None, one.span)
        for one in quoted
        if one.words >= WORDS
    ]
    short = len(quoted) - len(found)
    return (found, short) if found or short else ([Claim(plain, speaker)], 0)


def _checked(one: Verified) -> Checked:
    judgement = one.judgement
    compared = judgement.comparison
    differing = compared.differences if compared else ()
    row = verified_row(one)
    stored: Sequence[Piece] = [Piece(row["stored"] or "")]
    if compared:
        start, end = compared.span
        spans = [
            (max(d.there[0], start) - start, min(d.there[1], end) - start)
            for d in differing
            if d.stored and d.there[0] < end and d.there[1] > start
        ]
        stored = pieces(judgement.text[start:end], spans)
    return Checked(
        one,
        MEANING[judgement.verdict],
        tuple(pieces(one.claim.quotation, [d.at for d in differing if d.quoted])),
        tuple(stored) if row["stored"] else (),
        judgement.verdict is not Verdict.AUTHOR,
    )


def _written(found: Sequence[Verified], form: str) -> Iterator[str]:
    rows = [verified_row(one) for one in found]
    return json_lines(rows, array=True) if form == "json" else written(rows, form, COLUMNS)


def _nothing(_: str) -> Iterator[str]:
    raise UsageError("verify what?", hint="/verify.json?text=WORDS&speaker=NAME")
