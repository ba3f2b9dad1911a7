"""The public JSON, whole: a name that changes here breaks other people's programs."""

from dataclasses import replace

from archive.records import Mention, Removed, Role, Tag
from archive.render.extract import extract_json
from tests.factories import article, day, speaker, statement

PREMIER = Role("Li Qiang", "Premier", "China")


def test_an_article_with_a_statement() -> None:
    said = statement(
        "trade has grown", by=speaker("Li Qiang", title="Premier", of="China")
    )._replace(
        mention=Mention("Li", (30, 32)),
        cue="said",
        cue_span=(33, 37),
        cue_lemma="say",
        cue_class="say",
        rule="after",
        confidence=0.9,
        speaker_confidence=0.95,
        said=day("2023-10-27", "dateline"),
        topics=(Tag("trade", "trade", (0, 5)), Tag("trade", "trades", (6, 12))),
        continues=None,
    )
    record = replace(
        article(said, event="2023-10-27", published="2023-10", people=[("Li Qiang", "participant")],
                roles=[PREMIER]),
        editors=("huaxia",),
        removed=(Removed("Share this article", "promotion"),),
    )  # fmt: skip
    assert extract_json(record) == {
        "path": "/news/a.txt",
        "url": None,
        "title": "A title",
        "published_on": "2023-10",
        "published_precision": "month",
        "published_method": "test",
        "published_time": None,
        "event_on": "2023-10-27",
        "event_precision": "day",
        "event_method": "test",
        "place": None,
        "publisher": None,
        "editors": ["huaxia"],
        "authors": [],
        "language": None,
        "participants": ["Li Qiang"],
        "attendees": [],
        "roles": [{"speaker": "Li Qiang", "title": "Premier", "of": "China"}],
        "captions": [],
        "removed": [{"reason": "promotion", "text": "Share this article"}],
        "body": "trade has grown",
        "paragraphs": [[0, 15]],
        "statements": [
            {
                "speakers": ["Li Qiang"],
                "speaker_kinds": ["person"],
                "speaker_roles": ["Premier of China"],
                "speaker_text": "Li",
                "speaker_span": [30, 32],
                "speaker_method": "full name",
                "speaker_confidence": 0.95,
                "cue": "said",
                "cue_span": [33, 37],
                "cue_lemma": "say",
                "cue_class": "say",
                "quotation": "indirect",
                "implicit": False,
                "headline": False,
                "collective": False,
                "spans": [[0, 15]],
                "text": "trade has grown",
                "said_on": "2023-10-27",
                "said_precision": "day",
                "said_method": "dateline",
                "paragraph": 0,
                "continues": None,
                "answers": None,
                "topics": ["trade"],
                "topic_terms": [
                    {
                        "topic": "trade",
                        "term": term,
                        "span": [0, 1],
                        "place": "statement",
                        "score": 1.0,
                    }
                    for term in ("trade", "trades")
                ],
                "rule": "after",
                "confidence": 0.9,
                "origin": "machine",
                "kind": "statement",
            }
        ],
    }
