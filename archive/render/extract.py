"""An analysed article as the public JSON of `archive extract`; `archive help extract` explains it.

Names and meanings here are a promise: a field may be added, none changes.
"""

from typing import Any

from archive.records import Article, Date, Speaker, Statement


def extract_json(article: Article) -> dict[str, Any]:
    """Return all that the analysis found; spans are code points into ``body``, the end exclusive.

    A statement with ``headline`` has its spans in ``title``.
    """
    return {
        "path": article.path,
        "url": article.url,
        "title": article.title,
        **_date("published", article.published),
        "published_time": article.published_time,
        **_date("event", article.event),
        "place": article.place,
        "publisher": article.publisher,
        "editors": list(article.editors),
        "authors": list(article.authors),
        "language": article.language,
        "participants": [p.name for p in article.people if p.part == "participant"],
        "attendees": [p.name for p in article.people if p.part == "attendee"],
        "roles": [
            {"speaker": role.speaker, "title": role.title, "of": role.of} for role in article.roles
        ],
        "captions": list(article.captions),
        "removed": [{"reason": one.reason, "text": one.text} for one in article.removed],
        "body": article.body,
        "paragraphs": [list(span) for span in article.paragraphs],
        "statements": [_statement(statement) for statement in article.statements],
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "speakers": [speaker.name for speaker in statement.speakers],
        "speaker_kinds": [speaker.kind for speaker in statement.speakers],
        "speaker_roles": [_role(speaker) for speaker in statement.speakers],
        "speaker_text": statement.mention.text,
        "speaker_span": _span(statement.mention.span),
        "speaker_method": statement.speaker_method,
        "speaker_confidence": statement.speaker_confidence,
        "cue": statement.cue,
        "cue_span": _span(statement.cue_span),
        "cue_lemma": statement.cue_lemma,
        "cue_class": statement.cue_class,
        "quotation": statement.quotation,
        "implicit": statement.implicit,
        "headline": statement.headline,
        "collective": statement.collective,
        "spans": [list(span) for span in statement.spans],
        "text": statement.text,
        **_date("said", statement.said),
        "paragraph": statement.paragraph,
        "continues": statement.continues,
        "answers": statement.answers,
        "topics": list(dict.fromkeys(tag.topic for tag in statement.topics)),
        "topic_terms": [
            {
                "topic": tag.topic,
                "term": tag.term,
                "span": list(tag.span),
                "place": tag.place,
                "score": round(tag.score, 2),
            }
            for tag in statement.topics
        ],
        "rule": statement.rule,
        "confidence": statement.confidence,
        "origin": statement.origin,
        "kind": statement.kind,
    }


def _date(name: str, date: Date | None) -> dict[str, str | None]:
    return {
        f"{name}_on": date.iso if date else None,
        f"{name}_precision": date.precision if date else None,
        f"{name}_method": date.method if date else None,
    }


def _span(span: tuple[int, int] | None) -> list[int] | None:
    return None if span is None else list(span)


def _role(speaker: Speaker) -> str | None:
    """Write an office as the views do: "Premier of China"."""
    if speaker.role is None:
        return None
    return speaker.role.title + (f" of {speaker.role.of}" if speaker.role.of else "")
