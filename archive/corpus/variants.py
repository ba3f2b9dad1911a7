"""The forms that a phrase takes: another spelling, a word more, less or other.

A phrase is compared by its *units*, words as they are written: "all-weather" is one. What stands in
a statement is a variant where at most one unit of the phrase is missing and at most one other has
come in, whatever the order: "all-weather strategic cooperative partnership" lacks "comprehensive"
and has "cooperative" instead. Of a phrase of two units one must stand in its place.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from archive.corpus.said import Said, Who, in_order
from archive.corpus.uses import Use
from archive.corpus.words import Unit, function_words, surface, units
from archive.records import Span

Kind = Literal["as asked", "case", "hyphen", "spelling", "order", "more", "less", "other"]
REPEATED = 2
"""Statements in which a word more, less or other must recur, where the phrase has two units or the
word stands outside of it: there chance alone gives many."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A form of a phrase: as it is written most often, what kind it is, and where it is used."""

    text: str
    kind: Kind
    uses: tuple[Use, ...]

    @property
    def first(self) -> Said:
        """The earliest statement that has it."""
        return min((use.said for use in self.uses), key=in_order)

    @property
    def last(self) -> Said:
        """The latest statement with a date that has it."""
        dated = [use.said for use in self.uses if use.said.said_on]
        return max(dated or [use.said for use in self.uses], key=in_order)


@dataclass(frozen=True, slots=True)
class Replacement:
    """One form fading as another rises, with one speaker.

    ``since`` is the first statement with the new form. The old one stood in ``old_before`` of the
    speaker's statements that have either until then, and in ``old_after`` from then on;
    ``new_after`` have the new one.
    """

    who: Who
    old: str
    new: str
    since: Said
    last_old: Said
    old_before: int
    old_after: int
    new_after: int


class _Found(NamedTuple):
    keys: tuple[str, ...]
    span: Span
    edits: int


def find_variants(phrase: str, uses: Sequence[Use], statements: Iterable[Said]) -> list[Variant]:
    """Return the forms among the ``uses`` of a phrase and in other ``statements``, most first."""
    asked = tuple(unit.key for unit in units(phrase))
    exact = {use.said.uid: use.spans for use in uses}
    grouped: dict[tuple[tuple[str, ...], str], list[Use]] = {}
    for said in statements:
        taken = exact.get(said.uid, ())
        for form, spans in _grouped(said.text, _in(said.text, asked, taken)).items():
            grouped.setdefault(form, []).append(Use(said, spans))
    found = [*_written(phrase, uses), *_longer(uses)]
    for (keys, _), held in grouped.items():
        kind = _kind(asked, keys)
        if kind in ("hyphen", "order") or len(asked) > 2 or _recurs(held):
            found.append(Variant(_form(held), _spelling(phrase, held, kind), tuple(held)))
    return sorted(found, key=lambda one: (-len(one.uses), in_order(one.first), one.text))


def replaced(new: Sequence[Use], new_text: str, variants: Iterable[Variant]) -> list[Replacement]:
    """Return what gave way to a phrase, speaker by speaker.

    A variant gave way where the speaker used it before the first use of the phrase, and its part
    of the speaker's statements with either fell by half or more from then on.
    """
    found = [
        replacement
        for variant in variants
        if variant.kind in ("more", "less", "other", "order")
        for who in sorted({who for use in variant.uses for who in use.said.speakers})
        if (replacement := _replacement(who, new, new_text, variant))
    ]
    return sorted(found, key=lambda one: (-one.old_before, one.since.said_on or "", one.who))


def _replacement(
    who: Who, new: Sequence[Use], new_text: str, variant: Variant
) -> Replacement | None:
    olds = [u.said for u in variant.uses if who in u.said.speakers and u.said.said_on]
    held = {use.said.uid for use in new}
    olds = [said for said in olds if said.uid not in held]
    news = [u.said for u in new if who in u.said.speakers and u.said.said_on]
    if not olds or not news:
        return None
    since = min(news, key=in_order)
    before = sum((said.said_on or "") < (since.said_on or "") for said in olds)
    after = len(olds) - before
    # Before the first use of the new form the old one had the whole, so half is half of all.
    if not before or after > len(news):
        return None
    last = max(olds, key=in_order)
    return Replacement(who, variant.text, new_text, since, last, before, after, len(news))


def _written(phrase: str, uses: Sequence[Use]) -> Iterator[Variant]:
    """Yield the exact uses by what they differ in to the eye: case and hyphens."""
    forms: dict[tuple[Kind, str], list[Use]] = {}
    for use in uses:
        for form in dict.fromkeys(use.forms):
            kind = _to_the_eye(phrase, form)
            shown = phrase if kind == "as asked" else form.lower() if kind == "hyphen" else form
            forms.setdefault((kind, shown), []).append(use)
    for (kind, shown), held in forms.items():
        yield Variant(shown, kind, tuple(dict.fromkeys(held)))


def _to_the_eye(phrase: str, form: str) -> Kind:
    if form == phrase:
        return "as asked"
    return "case" if form.lower() == phrase.lower() else "hyphen"


def _longer(uses: Sequence[Use]) -> Iterator[Variant]:
    """Yield the phrase with a unit before or after it that recurs: it is then said with it."""
    forms: dict[str, list[Use]] = {}
    for use in uses:
        around = units(use.said.text)
        for start, end in use.spans:
            before = [unit for unit in around if unit.span[1] <= start][-1:]
            after = [unit for unit in around if unit.span[0] >= end][:1]
            for unit in (*before, *after):
                span = (min(start, unit.span[0]), max(end, unit.span[1]))
                if _is_content(unit) and _is_joined(use.said.text, unit, (start, end)):
                    forms.setdefault(surface(use.said.text[slice(*span)]).lower(), []).append(use)
    for form, held in forms.items():
        if _recurs(held):
            yield Variant(_cased(form, held), "more", tuple(dict.fromkeys(held)))


def _cased(form: str, held: Sequence[Use]) -> str:
    """Return the form as it is written most often."""
    seen = Counter[str]()
    for use in held:
        at = use.said.text.lower().find(form)
        seen[surface(use.said.text[at : at + len(form)]) if at >= 0 else form] += 1
    return seen.most_common(1)[0][0]


def _is_joined(text: str, unit: Unit, span: Span) -> bool:
    between = (
        text[unit.span[1] : span[0]] if unit.span[1] <= span[0] else text[span[1] : unit.span[0]]
    )
    return between.strip() == ""


def _is_content(unit: Unit) -> bool:
    return unit.key not in function_words()


def _in(text: str, asked: Sequence[str], taken: Sequence[Span]) -> list[_Found]:
    """Return the variants in a text that overlap neither exact uses nor each other."""
    held, wanted = units(text), Counter(asked)
    known = [unit.key in wanted for unit in held]
    found = [one for start in range(len(held)) for one in _from(held, known, start, asked, wanted)]
    found.sort(key=lambda one: (one.edits, one.span[0] - one.span[1], one.span))
    kept: list[_Found] = []
    for one in found:
        if not any(_overlap(one.span, span) for span in (*taken, *(k.span for k in kept))):
            kept.append(one)
    return kept


def _from(
    held: Sequence[Unit],
    known: Sequence[bool],
    start: int,
    asked: Sequence[str],
    wanted: Counter[str],
) -> Iterator[_Found]:
    """Yield the variants that begin here; ``known`` says which units are among those asked for."""
    if len(asked) > 2 and not known[start]:
        return
    for length in range(max(2 if len(asked) > 1 else 1, len(asked) - 1), len(asked) + 2):
        if start + length > len(held):
            return
        # Two strangers, or two missing, cannot be a variant; counting alone rules out most places.
        same = sum(known[start : start + length])
        if length - same > 1 or same < len(asked) - 1:
            continue
        if found := _compared(held[start : start + length], asked, wanted):
            yield found


def _compared(window: Sequence[Unit], asked: Sequence[str], wanted: Counter[str]) -> _Found | None:
    keys = tuple(unit.key for unit in window)
    seen = Counter(keys)
    missing, added = (wanted - seen).total(), (seen - wanted).total()
    if missing > 1 or added > 1 or (len(asked) == 1 and (missing or added)):
        return None
    if len(asked) == 2:
        if not _fits_two(keys, asked):
            return None
    elif not _keeps_its_ends(keys, asked):
        return None
    moved = int(not missing and not added and keys != tuple(asked))
    return _Found(keys, (window[0].span[0], window[-1].span[1]), missing + added + moved)


def _keeps_its_ends(keys: Sequence[str], asked: Sequence[str]) -> bool:
    """Does it begin with a unit of the phrase and end with one, or with a word for the last?

    In English the last unit is what the others describe, so it can be replaced and not left out:
    "comprehensive strategic partners", but not "comprehensive strategic".
    """
    if keys[0] not in asked:
        return False
    if tuple(keys[:-1]) == tuple(asked[:-1]) and keys[-1] != asked[-1]:
        return keys[-1] not in function_words()
    return keys[-1] == asked[-1]


def _fits_two(keys: Sequence[str], asked: Sequence[str]) -> bool:
    """Of two units, one stays and a word of content takes the other's place, or comes between."""
    if tuple(keys) == tuple(asked):
        return True
    if len(keys) == 3:
        return (keys[0], keys[2]) == tuple(asked) and keys[1] not in function_words()
    others = [key for key, old in zip(keys, asked, strict=True) if key != old]
    return len(others) == 1 and others[0] not in function_words()


def _grouped(
    text: str, found: Iterable[_Found]
) -> dict[tuple[tuple[str, ...], str], tuple[Span, ...]]:
    """Put together what has the same keys and is spelled alike."""
    groups: dict[tuple[tuple[str, ...], str], list[Span]] = {}
    for one in found:
        groups.setdefault((one.keys, _letters(text[slice(*one.span)])), []).append(one.span)
    return {form: tuple(sorted(spans)) for form, spans in groups.items()}


def _kind(asked: Sequence[str], keys: Sequence[str]) -> Kind:
    missing, added = Counter(asked) - Counter(keys), Counter(keys) - Counter(asked)
    if missing and added:
        return "other"
    if missing or added:
        return "less" if missing else "more"
    return "hyphen" if tuple(asked) == tuple(keys) else "order"


def _spelling(phrase: str, held: Sequence[Use], kind: Kind) -> Kind:
    """Tell another spelling from another hyphen where the keys are the same."""
    if kind != "hyphen":
        return kind
    return "hyphen" if _letters(_form(held)) == _letters(phrase) else "spelling"


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _form(held: Sequence[Use]) -> str:
    return Counter(form for use in held for form in use.forms).most_common(1)[0][0]


def _recurs(held: Sequence[Use]) -> bool:
    return len({use.said.uid for use in held}) >= REPEATED


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
