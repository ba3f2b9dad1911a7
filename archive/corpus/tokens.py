"""A corpus as numbers: the words of millions of statements in a few arrays (needs numpy).

Thirty-six million words, as in 1.2 million statements, take 290 MB.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archive.corpus.words import BREAK, tokens

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Lexicon:
    """Words and their numbers, from 1 on; 0 is a break."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """Begin with words that have numbers already, in their order."""
        self.words = [BREAK, *words]
        self._numbers = _Numbers(self.words)

    def encode(self, texts: Iterable[str]) -> tuple[Numbers, Places]:
        """Return the numbers of all words, a break after each text, and how many each text has."""
        from array import array

        ids, lengths = array("i"), array("q")
        numbers = self._numbers
        for text in texts:
            before = len(ids)
            ids.extend([numbers[token] for token in tokens(text)])
            ids.append(0)
            lengths.append(len(ids) - before)
        return np.frombuffer(ids, np.int32).copy(), np.frombuffer(lengths, np.int64).copy()


class _Numbers(dict[str, int]):
    """Gives a new word the next number, and every mark that ends a sentence 0."""

    def __init__(self, words: list[str]) -> None:
        super().__init__((word, number) for number, word in enumerate(words))
        self.words = words

    def __missing__(self, token: str) -> int:
        if not token[0].isalnum():
            self[token] = 0
            return 0
        self[token] = len(self.words)
        self.words.append(token)
        return self[token]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Statements in the order of time, those without a date last.

    ``ids`` are the words of all, a 0 after each statement and each sentence; ``starts`` says where
    each statement begins. By statement: ``articles`` numbers its article, ``days`` is the ordinal
    of its day or 0. Speakers are by statement too, ``speaker_starts[n]`` to ``speaker_starts[n+1]``
    in ``speakers``, because a joint statement has several.
    """

    words: Sequence[str]
    ids: Numbers
    starts: Places
    articles: Numbers
    days: Numbers
    speakers: Numbers
    speaker_starts: Places

    @property
    def size(self) -> int:
        """The number of statements."""
        return len(self.articles)

    @property
    def statements(self) -> Numbers:
        """The statement of every word; made again at each call."""
        lengths = np.diff(np.append(self.starts, len(self.ids)))
        return np.repeat(np.arange(self.size, dtype=np.int32), lengths)


def chosen(corpus: Corpus, keep: Flags) -> Corpus:
    """Return the corpus of the statements for which ``keep`` is true, their order kept."""
    lengths = np.diff(np.append(corpus.starts, len(corpus.ids)))
    of_speakers = np.diff(corpus.speaker_starts)
    return Corpus(
        corpus.words,
        corpus.ids[np.repeat(keep, lengths)],
        begins(lengths[keep])[:-1],
        corpus.articles[keep],
        corpus.days[keep],
        corpus.speakers[np.repeat(keep, of_speakers)],
        begins(of_speakers[keep]),
    )


def begins(lengths: NDArray[Any]) -> Places:
    """Return where each piece begins, and behind them where the last ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
