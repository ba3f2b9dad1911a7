"""The words of the statements as numbers, kept beside the database so that a day adds only its own.

It is a file in the user's cache folder that may go at any time. A text is known by a hash of its
own, so whatever was edited, deleted or added since is noticed, and the archive itself holds nothing
that only numpy can read. Cutting 1.2 million statements into words takes most of the time.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from archive.corpus.tokens import Lexicon, Numbers, Places, begins

FORMAT = 1
"""Goes up whenever words are cut otherwise."""
BATCH = 20_000
Hashes = NDArray[np.uint64]


class WordCache:
    """Known texts and their words; ``changed`` where some were added since it was read."""

    def __init__(self, path: Path | None) -> None:
        """Read the file; begin with nothing where there is none, or one that cannot be used."""
        self.path = path
        self.lexicon = Lexicon()
        self.keys: Hashes = np.zeros(0, np.uint64)
        self.starts: Places = np.zeros(1, np.int64)
        self.ids: Numbers = np.zeros(0, np.int32)
        self.changed = False
        if path is not None and path.exists():
            self._read(path)

    def encode(self, texts: Iterable[str]) -> tuple[Numbers, Places]:
        """Return the words of texts, each followed by a break, and where each text begins."""
        keys = self._learn(texts)
        place = np.searchsorted(self.keys, keys)
        first = self.starts[place]
        lengths = self.starts[place + 1] - first
        starts = begins(lengths)
        shift = np.repeat(first - starts[:-1], lengths)
        return self.ids[np.arange(int(starts[-1])) + shift], starts[:-1]

    def write(self) -> None:
        """Keep what was added; where a folder cannot be written it is done again each time."""
        if self.path is None or not self.changed:
            return
        words = np.frombuffer("\n".join(self.lexicon.words[1:]).encode(), np.uint8)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.path.parent, delete=False) as file:
                np.savez(
                    file,
                    format=np.array(FORMAT),
                    keys=self.keys,
                    starts=self.starts,
                    ids=self.ids,
                    words=words,
                )
            Path(file.name).replace(self.path)
        except OSError:
            return

    def _learn(self, texts: Iterable[str]) -> Hashes:
        """Return the hashes of texts; cut those into words that are not known."""
        asked, added = list[Hashes](), list[tuple[Hashes, Numbers, Places]]()
        known = set(self.keys.tolist()) if len(self.keys) else set[int]()
        for batch in _batches(texts):
            hashes = [_hash(text) for text in batch]
            asked.append(np.array(hashes, np.uint64))
            new = {key: text for key, text in zip(hashes, batch, strict=True) if key not in known}
            if new:
                known.update(new)
                added.append((np.array(list(new), np.uint64), *self.lexicon.encode(new.values())))
        if added:
            self._add(added)
        return np.concatenate([np.zeros(0, np.uint64), *asked])

    def _add(self, added: Sequence[tuple[Hashes, Numbers, Places]]) -> None:
        """Append texts, and sort the places of all by their hashes."""
        keys = np.concatenate([self.keys, *(keys for keys, _, _ in added)])
        lengths = np.concatenate([np.diff(self.starts), *(lengths for _, _, lengths in added)])
        ids = np.concatenate([self.ids, *(ids for _, ids, _ in added)])
        order = np.argsort(keys)
        first = begins(lengths)[:-1][order]
        self.keys, self.starts = keys[order], begins(lengths[order])
        shift = np.repeat(first - self.starts[:-1], lengths[order])
        self.ids = ids[np.arange(len(ids)) + shift]
        self.changed = True

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
                if int(stored["format"]) != FORMAT:
                    return
                words = stored["words"].tobytes().decode().split("\n")
                self.keys, self.starts, self.ids = stored["keys"], stored["starts"], stored["ids"]
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return
        self.lexicon = Lexicon(words)


def cache_path(database: Path) -> Path:
    """Return where the words of a database are kept."""
    from platformdirs import user_cache_path

    name = blake2b(str(database.resolve()).encode(), digest_size=8).hexdigest()
    return user_cache_path("statement-archive", appauthor=False) / f"words-{name}.npz"


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little")


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while batch := list(islice(rest, BATCH)):
        yield batch
