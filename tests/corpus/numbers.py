"""Corpora of numbers made of texts, as the store makes them of rows."""

from collections.abc import Sequence

import numpy as np

from archive.corpus.tokens import Corpus, Lexicon, begins


def corpus(
    texts: Sequence[tuple[int, str]],
    speakers: Sequence[Sequence[int]] | None = None,
    days: Sequence[int] | None = None,
) -> Corpus:
    """Return the corpus of texts with the numbers of their articles, in the order of time."""
    lexicon = Lexicon()
    ids, lengths = lexicon.encode(text for _, text in texts)
    said_by = speakers if speakers is not None else [[0] for _ in texts]
    return Corpus(
        lexicon.words,
        ids,
        begins(lengths)[:-1],
        np.array([article for article, _ in texts], np.int32),
        np.array(days if days is not None else range(1, len(texts) + 1), np.int32),
        np.array([one for several in said_by for one in several], np.int32),
        begins(np.array([len(several) for several in said_by], np.int64)),
    )
