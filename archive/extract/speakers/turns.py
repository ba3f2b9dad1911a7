"""The labels of a transcript's turns: "MS. JEAN-PIERRE", "THE PRESIDENT", "Q", "CCTV"."""

from collections.abc import Callable
from dataclasses import replace

from archive.extract.names.lexicon import fold
from archive.extract.names.mention_words import PARENTHESIS, TRIM, Phrase, kept_words
from archive.extract.names.mentions import read_phrase
from archive.extract.speakers.cast import display
from archive.extract.speakers.context import CONFIDENCE, Resolved, Scene, told
from archive.records import Statement


def turn(
    scene: Scene,
    statement: Statement,
    answer: Callable[[Phrase, Statement], Resolved | None],
) -> Resolved:
    """Resolve a label; one that nobody fits is kept as it stands."""
    text = statement.mention.text or ""
    label = " ".join(PARENTHESIS.sub("", text).split()).strip(TRIM) or text
    if _is_unnamed(scene, label):
        return _answerer(scene, label) or told(label, "unnamed", "turn")
    phrase = read_phrase(scene.naming, display(label) if label.isupper() else label)
    found = _issuing_officer(scene, phrase) or answer(phrase, statement)
    if found is None or found.found == "ambiguous":
        return told(kept_words(label), "unnamed" if " " in label else "body", "turn")
    if " " not in label and label.isupper() and not found.people:
        return told(label, "body", "turn")
    return replace(found, found="turn", confidence=CONFIDENCE["turn"])


def _is_unnamed(scene: Scene, label: str) -> bool:
    words = [fold(word) for word in label.split() if word[0] not in "#0123456789"]
    if not words:
        return True
    return " ".join(words) in scene.naming.labels or words[-1] in scene.naming.labels


def _answerer(scene: Scene, label: str) -> Resolved | None:
    """Who answers as "A": the only spokesperson of the article."""
    office = scene.naming.office(["spokesperson"])
    if fold(label) not in ("a", "answer") or office is None:
        return None
    found = scene.cast.by_office(office, None)
    return scene.resolved(found, "turn") if len(found) == 1 else None


def _issuing_officer(scene: Scene, phrase: Phrase) -> Resolved | None:
    """Of several presidents, "THE PRESIDENT" whose remarks the title announces."""
    speakers = scene.issuer.speakers
    if len(speakers) != 1 or phrase.kind != "office" or phrase.office is None:
        return None
    role = speakers[0].role
    held = scene.office_of(role.title) if role else None
    if held is None or not phrase.office.means(held, scene.naming):
        return None
    people = tuple(p for p in scene.cast.people if p.name == speakers[0].name)
    return Resolved(speakers, "turn", CONFIDENCE["turn"], people)
