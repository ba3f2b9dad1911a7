"""A dataset's statements for engines that search over all of them: OpenSearch and Quickwit."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from archive.dataset.statements import held_statements

Form = Literal["opensearch", "quickwit"]

FIELDS = ("text", "said_on", "said_from", "said_until", "topics", "title", "publisher", "place",
          "published_on", "url", "path", "kind", "quotation", "cue_lemma", "headline", "role",
          "confidence", "speaker_confidence")  # fmt: skip


def lines(dataset: Path, form: Form, index: str = "statements") -> Iterator[str]:
    """Yield lines of JSON: for OpenSearch those of its bulk interface, an action before each
    document, for Quickwit the documents alone.

    What is unknown is left out. Raises StoreError for a dataset that is not whole.
    """
    for rows in held_statements(dataset, FIELDS):
        for row in rows:
            if form == "opensearch":
                yield _line({"index": {"_index": index, "_id": row["uid"]}})
            yield _line(_document(row))


def _document(row: Mapping[str, Any]) -> dict[str, Any]:
    known = {
        "uid": row["uid"],
        "article": row["article"],
        "speakers": [name for _, name in row["people"]],
        "speaker_uids": [uid for uid, _ in row["people"]],
        **{name: row[name] for name in FIELDS},
    }
    return {name: _plain(value) for name, value in known.items() if value not in (None, [])}


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
