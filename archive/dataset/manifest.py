"""The manifest of a dataset: of what it is made and how, and at the end the hash of every file."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import archive
from archive.dataset.folder import (
    FACTS,
    MANIFEST,
    WHOLE,
    check_hashes,
    hashes_of,
    part_folder,
    read_json,
    write_json,
)
from archive.dataset.parts import Part, as_json, part_of_json
from archive.errors import StoreError, UsageError
from archive.pipeline import Topic, TopicList, checked
from archive.read import Reading

FORMAT = 1
"""Goes up when a dataset of before cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a dataset is made of and how, and of a whole one ``files``: their hashes by path.

    ``settings`` are what the analysis depends on, ``topics`` those that it was told to tag with.
    """

    input: str
    settings: Mapping[str, Any]
    parts: tuple[Part, ...]
    topics: tuple[Mapping[str, Any], ...] | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Tell whether every part was done and looked at together."""
        return bool(self.files)

    def given_topics(self) -> TopicList | None:
        """Return the topics that it was made with; None where they are the program's."""
        if self.topics is None:
            return None
        made = (Topic(**{key: _tuples(value) for key, value in one.items()}) for one in self.topics)
        return checked(made, "the dataset's topics")


def settings_of(
    reading: Reading, vocabulary: Path | None, topics: TopicList | None, *, skip_unknown: bool
) -> dict[str, Any]:
    """Return all that the analysis depends on besides its input, so that two can be compared."""
    return {
        "version": archive.__version__,
        "encoding": reading.encoding,
        "fields": dict(sorted(reading.fields.items())),
        "limits": asdict(reading.limits),
        "dates": reading.dates,
        "skip_unknown": skip_unknown,
        "vocabulary": vocabulary_digest(vocabulary),
        "topics": _digest(repr(topics.topics)) if topics else None,
    }


def vocabulary_digest(folder: Path | None) -> str | None:
    """Return what tells one folder of words from another; None for the program's own words."""
    if folder is None:
        return None
    texts = [f"{path.name}\n{path.read_text('utf-8')}" for path in sorted(folder.glob("*.toml"))]
    return _digest("\n".join(texts))


def begun(dataset: Path, manifest: Manifest) -> Manifest:
    """Return the manifest that a dataset has, or begin it with this one.

    The parts are dealt out once; who comes later does what is left of them. Raises UsageError where
    the dataset was begun with other input or settings, or the folder holds something else.
    """
    path = dataset / MANIFEST
    if not path.exists():
        if dataset.exists() and any(dataset.iterdir()):
            raise UsageError(f"{dataset} is not empty, and no dataset", hint="name a new folder")
        write_json(dataset, path, _as_json(manifest), replace=False)
    held = read_manifest(dataset)
    if held.settings != manifest.settings:
        names = [key for key, value in manifest.settings.items() if held.settings[key] != value]
        raise UsageError(
            f"{dataset} was begun with other settings: {', '.join(names)}",
            hint="give the same options, or name a new folder",
        )
    return held


def read_manifest(dataset: Path) -> Manifest:
    """Return a dataset's manifest; raise StoreError where the folder is no dataset."""
    path = dataset / MANIFEST
    if not path.is_file():
        raise StoreError(
            f"{dataset} is no dataset: it has no {MANIFEST}",
            hint="to make one: archive dataset make INPUT --out FOLDER",
        )
    stored = read_json(path)
    if stored.get("format") != FORMAT:
        raise StoreError(
            f"{dataset} is a dataset of format {stored.get('format')}; this program reads {FORMAT}"
        )
    return Manifest(
        stored["input"],
        stored["settings"],
        tuple(part_of_json(number, files) for number, files in enumerate(stored["parts"])),
        None if stored["topics"] is None else tuple(stored["topics"]),
        stored.get("files", {}),
    )


def whole_manifest(dataset: Path) -> Manifest:
    """Return the manifest of a whole dataset; raise StoreError where parts of it are missing."""
    manifest = read_manifest(dataset)
    if not manifest.is_whole:
        missing = len(missing_parts(dataset, manifest.parts))
        raise StoreError(
            f"{dataset} is not whole: {missing} of {len(manifest.parts)} parts are missing",
            hint="give the command that made it once more: it does what is missing",
        )
    return manifest


def missing_parts(dataset: Path, parts: Sequence[Part]) -> list[Part]:
    """Return the parts that are still to be done."""
    return [part for part in parts if not part_folder(dataset, part.name).is_dir()]


def end(dataset: Path, manifest: Manifest) -> Manifest:
    """Write the hashes of all files into the manifest: with that the dataset is whole."""
    files: dict[str, str] = {}
    for part in manifest.parts:
        folder = part_folder(dataset, part.name)
        hashes = read_json(folder / FACTS)["files"]
        files |= {f"parts/{part.name}/{name}": digest for name, digest in hashes.items()}
    files |= {f"{WHOLE}/{name}": one for name, one in hashes_of(dataset / WHOLE).items()}
    whole = replace(manifest, files=files)
    write_json(dataset, dataset / MANIFEST, _as_json(whole))
    return whole


def check_part(dataset: Path, manifest: Manifest, part: Part) -> None:
    """Raise StoreError where a file of a part is not what it was when the dataset was made."""
    begin = f"parts/{part.name}/"
    mine = {
        name.removeprefix(begin): digest
        for name, digest in manifest.files.items()
        if name.startswith(begin)
    }
    check_hashes(part_folder(dataset, part.name), mine)


def counts_of(dataset: Path, parts: Sequence[Part]) -> Counter[str]:
    """Return how many rows the done parts have in each table, and characters of text."""
    counts: Counter[str] = Counter()
    for part in parts:
        folder = part_folder(dataset, part.name)
        if folder.is_dir():
            counts.update(read_json(folder / FACTS)["counts"])
    return counts


def _as_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "input": manifest.input,
        "settings": manifest.settings,
        "topics": manifest.topics,
        "parts": [as_json(part) for part in manifest.parts],
        "files": manifest.files,
    }


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
