"""What a speaker says on a subject, meeting by meeting: new, repeated, dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.corpus.meetings import Event
from archive.corpus.repetition import Wording, dropped, wordings
from archive.corpus.said import Said, in_order


@dataclass(frozen=True, slots=True)
class Moment:
    """A meeting at which the speaker spoke.

    ``wordings`` are the statements on the subject, none where it did not come up. ``dropped`` are
    words that stood in those of the last meeting at which it did, and stand in none of these.
    """

    event: Event
    day: str | None
    place: str | None
    wordings: tuple[Wording, ...]
    dropped: tuple[str, ...]


def timeline(
    all_said: Sequence[Said], on_subject: Iterable[Said], events: dict[str, Event]
) -> list[Moment]:
    """Return the meetings of a speaker from the first on at which the subject came up.

    ``all_said`` are the speaker's statements, against which wording is new or repeated, ``events``
    the meeting of each article.
    """
    wanted = {said.uid for said in on_subject}
    by_event: dict[str, list[Said]] = {}
    for said in sorted(all_said, key=in_order):
        by_event.setdefault(events[said.article].uid, []).append(said)
    judged = {one.said.uid: one for one in wordings(all_said)}
    moments: list[Moment] = []
    before: Sequence[str] = ()
    for held in by_event.values():
        on = tuple(judged[said.uid] for said in held if said.uid in wanted)
        if not on and not moments:
            continue
        now = [one.said.text for one in on]
        gone = tuple(dropped(before, now)) if on else ()
        place = next((said.place for said in held if said.place), None)
        moments.append(Moment(events[held[0].article], held[0].said_on, place, on, gone))
        before = now or before
    return moments
