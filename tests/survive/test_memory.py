"""Memory has a bound, however much is taken in: what is learned from texts is forgotten again."""

import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from archive.likeness import Cut
from archive.store.write.versions import CUT, Cuts
from tests.benchmarks.analysis import new_names
from tests.benchmarks.resident import PROC, peak
from tests.benchmarks.texts import Press
from tests.survive.conftest import Tell
from tests.survive.tools import lacking

MEGABYTES = 500
GROWTH = 6

PROGRAM = """
from archive.extract.speakers.resolve import Known
from archive.pipeline import analyse
from archive.records import Document
from archive.vocabulary import default_vocabulary
from tests.benchmarks.analysis import new_names
from tests.benchmarks.resident import memory

def megabytes():
    return memory("self").resident

text = new_names(700_000)
pieces = [text[first : first + 20_000] for first in range(0, len(text), 20_000)]
for number, piece in enumerate(pieces):
    if number == len(pieces) // 2:
        before = megabytes()
    document = Document(path="new.txt", text=piece, sha256="0" * 64, size=len(piece))
    analyse(document, default_vocabulary(), Known())
print(megabytes() - before)
"""


@pytest.fixture(autouse=True)
def _linux() -> None:
    if not (PROC / "self" / "smaps_rollup").exists():
        lacking("proc", "only Linux tells what memory a process has")


def test_analysis_forgets_words_and_names_again() -> None:
    """100,000 words of names, none of them twice: from the middle on nothing more is kept."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert not done.stderr
    assert float(done.stdout) < GROWTH


def test_few_texts_stay_cut_for_comparison() -> None:
    text, cuts = new_names(2 * CUT), Cuts()
    tracemalloc.start()
    try:
        for first in range(0, 2 * CUT, 20_000):
            assert cuts.of(Cut(text[first : first + 20_000])).runs
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 50 * CUT


@pytest.mark.survive
def test_an_ingest_stays_within_its_memory(tmp_path: Path, tell: Tell) -> None:
    """80 MB of articles with ever new people and words, on two processes."""
    texts = tmp_path / "articles.jsonl"
    with texts.open("wb") as stream:
        stream.writelines(Press(30_000, strange=True).lines(range(30_000)))
    command = [sys.executable, "-m", "archive", "ingest", str(texts), "--jobs", "2", "--db"]
    most = peak([*command, str(tmp_path / "archive.db")])
    size = texts.stat().st_size / 1e6
    tell(f"{size:.0f} MB taken in with {most.resident:.0f} MB of memory in all processes")
    assert most.resident < MEGABYTES
