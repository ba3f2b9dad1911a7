"""Word sequences counted the slow way, by the definitions alone, to hold the fast way against."""

from collections.abc import Iterable, Sequence

Ngram = tuple[str, ...]
Text = tuple[int, str]
"""The number of an article and a text in it, whose words spaces part and sentences a full stop."""


def count(texts: Iterable[Text], least: int) -> dict[Ngram, tuple[int, int]]:
    """Return (articles, occurrences) of every sequence in at least ``least`` articles."""
    articles: dict[Ngram, set[int]] = {}
    occurrences: dict[Ngram, int] = {}
    for article, text in texts:
        for sentence in text.split("."):
            for gram in ngrams(sentence.split()):
                articles.setdefault(gram, set()).add(article)
                occurrences[gram] = occurrences.get(gram, 0) + 1
    return {
        gram: (len(held), occurrences[gram])
        for gram, held in articles.items()
        if len(held) >= least
    }


def ngrams(words: Sequence[str]) -> Iterable[Ngram]:
    """Yield every sequence of one word and more."""
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield tuple(words[start:end])


def listed(texts: Sequence[Text], least: int, fixed: Iterable[Ngram]) -> set[Ngram]:
    """Fold: of the sequences that are ``fixed``, those that stand alone in ``least`` articles.

    From the longest on; a place counts where no listed longer one covers it.
    """
    sentences = [(a, s.split()) for a, text in texts for s in text.split(".")]
    covered: list[list[tuple[int, int]]] = [[] for _ in sentences]
    found: set[Ngram] = set()
    candidates = set(fixed)
    for length in sorted({len(gram) for gram in candidates}, reverse=True):
        free: dict[Ngram, set[int]] = {}
        places: dict[Ngram, list[tuple[int, int]]] = {}
        for number, (article, words) in enumerate(sentences):
            for start in range(len(words) - length + 1):
                gram, end = tuple(words[start : start + length]), start + length
                if gram not in candidates:
                    continue
                places.setdefault(gram, []).append((number, start))
                if not any(first <= start and end <= last for first, last in covered[number]):
                    free.setdefault(gram, set()).add(article)
        for gram, held in free.items():
            if len(held) >= least:
                found.add(gram)
                for number, start in places[gram]:
                    covered[number].append((start, start + length))
    return found
