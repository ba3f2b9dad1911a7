"""The sequences of words of two large sides, as arrays (needs numpy): ``ngrams`` for two people.

What 46,000 statements of two spokespeople repeat takes 10 s in plain Python and half a second here.
The answers are the same; tests/corpus/test_side_counts.py compares them.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from archive.corpus.ngrams import FORMS, LONGEST, Ngram
from archive.corpus.tokens import Lexicon, Places
from archive.corpus.words import surface, word_spans

Keys = NDArray[np.int64]


class SideCounts:
    """The sequences that ``least`` texts of one side hold, with where they begin.

    ``counts`` has the number of texts of each side that hold a sequence.
    """

    def __init__(self, sides: Sequence[Sequence[str]], least: int, longest: int = LONGEST) -> None:
        """Count length by length: a sequence recurs only where both its shorter parts do."""
        self._texts = [text for side in sides for text in side]
        lexicon = Lexicon()
        self._ids, lengths = lexicon.encode(self._texts)
        self._words = lexicon.words
        self._text = np.repeat(np.arange(len(self._texts), dtype=np.int64), lengths)
        self._edges = np.cumsum([0, *map(len, sides)])
        self._least = least
        self.counts: dict[Ngram, tuple[int, ...]] = {}
        self._begins: dict[Ngram, Keys] = {}
        starts = np.flatnonzero(self._ids).astype(np.int64)
        grams = self._ids[starts].astype(np.int64)
        for length in range(1, longest + 1):
            starts, grams, known = self._recurring(starts, grams, length)
            if not known:
                break
            starts, grams = self._longer(starts, grams, known)

    def _recurring(self, starts: Places, keys: Keys, length: int) -> tuple[Places, Keys, int]:
        """Keep the sequences that enough texts hold; number them, and count them by side."""
        order = np.argsort(keys, kind="stable")
        number_of = np.empty(len(keys), np.int64)
        number_of[order] = np.cumsum(_first(keys[order])) - 1
        known = int(number_of.max(initial=-1)) + 1
        held = np.sort(number_of * len(self._texts) + self._text[starts])
        held = held[_first(held)]
        side = np.searchsorted(self._edges, held % len(self._texts), side="right") - 1
        counts = np.array(
            [
                np.bincount(held[side == one] // len(self._texts), minlength=known)
                for one in range(len(self._edges) - 1)
            ]
        )
        often = counts.max(axis=0, initial=0) >= self._least
        renumbered = np.cumsum(often) - 1
        kept = often[number_of]
        starts, grams = starts[kept], renumbered[number_of[kept]]
        self._keep(starts, grams, counts[:, often], length)
        return starts, grams, int(often.sum())

    def _keep(self, starts: Places, grams: Keys, counts: Keys, length: int) -> None:
        order = np.argsort(grams, kind="stable")
        ends = np.cumsum(np.bincount(grams, minlength=counts.shape[1]))
        begin = 0
        for end, numbers in zip(ends.tolist(), counts.T.tolist(), strict=True):
            mine = starts[order[begin : min(end, begin + FORMS)]]
            at = int(mine[0])
            gram = tuple(self._words[word] for word in self._ids[at : at + length].tolist())
            self.counts[gram] = tuple(numbers)
            self._begins[gram] = mine
            begin = end

    def _longer(self, starts: Places, grams: Keys, known: int) -> tuple[Places, Keys]:
        """Return where a sequence may begin that is a word longer: both its parts recur."""
        here = np.full(len(self._ids) + 1, -1, np.int64)
        here[starts] = grams
        following = here[starts + 1]
        both = following >= 0
        return starts[both], grams[both] * known + following[both]

    def written(self, wanted: Collection[Ngram]) -> dict[Ngram, str]:
        """Return each sequence as the first texts that hold it write it most often."""
        words_before = np.cumsum(self._ids > 0)
        begin_of_text = np.searchsorted(self._text, np.arange(len(self._texts)))
        seen: dict[Ngram, Counter[str]] = {}
        held: dict[int, list[tuple[int, int]]] = {}
        for gram in wanted:
            forms = seen[gram] = Counter()
            for at in self._begins[gram].tolist():
                number = int(self._text[at])
                if number not in held:
                    held[number] = list(self._spans(number))
                first = int(words_before[at] - words_before[begin_of_text[number]])
                first += int(self._ids[begin_of_text[number]] > 0) - 1
                spans = held[number]
                text = self._texts[number]
                forms[surface(text[spans[first][0] : spans[first + len(gram) - 1][1]])] += 1
        return {gram: forms.most_common(1)[0][0] for gram, forms in seen.items()}

    def _spans(self, number: int) -> Iterator[tuple[int, int]]:
        return word_spans(self._texts[number])


def _first(ordered: Keys) -> NDArray[np.bool_]:
    """Tell which values of an ordered array are the first of their kind.

    np.unique does the same by a hash since numpy 2.3: a second for a million, ten times as long.
    """
    found = np.ones(len(ordered), np.bool_)
    found[1:] = ordered[1:] != ordered[:-1]
    return found
