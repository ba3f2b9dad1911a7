"""What a speaker says on a subject, meeting by meeting: new, repeated, dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive.corpus.events import Event
from archive.corpus.repetition import Wording, dropped, wordings
from archive.corpus.said import Said, in_order


@dataclass(frozen=True, slots=True)
class Moment:
    """A meeting at which the speaker spoke, on the subject or where it was to be expected.

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

    Where it did not, a meeting counts only with somebody present with whom the subject came up at
    another: a leader who speaks of Taiwan to China's president drops it if he meets him and does
    not, but not by speaking at home of the harvest.

    ``all_said`` are the speaker's statements, against which wording is new or repeated, ``events``
    the meeting of each article.
    """
    wanted = {said.uid for said in on_subject}
    by_event: dict[str, list[Said]] = {}
    for said in sorted(all_said, key=in_order):
        by_event.setdefault(events[said.article].uid, []).append(said)
    expected = _company(by_event.values(), wanted, events)
    judged = {one.said.uid: one for one in wordings(all_said)}
    moments: list[Moment] = []
    before: Sequence[str] = ()
    for held in by_event.values():
        on = tuple(judged[said.uid] for said in held if said.uid in wanted)
        event = events[held[0].article]
        if not on and (not moments or not (_others(held, event) & expected)):
            continue
        now = [one.said.text for one in on]
        gone = tuple(dropped(before, now)) if on else ()
        place = next((said.place for said in held if said.place), None)
        moments.append(Moment(event, held[0].said_on, place, on, gone))
        before = now or before
    return moments


def _company(
    meetings: Iterable[Sequence[Said]], wanted: set[str], events: dict[str, Event]
) -> frozenset[str]:
    """Return those beside the speaker at the meetings at which the subject came up."""
    return frozenset[str]().union(
        *(
            _others(held, events[held[0].article])
            for held in meetings
            if any(said.uid in wanted for said in held)
        )
    )


def _others(held: Sequence[Said], event: Event) -> frozenset[str]:
    """Return who took part besides those whose statements these are."""
    return event.people - {who.uid for said in held for who in said.speakers}
