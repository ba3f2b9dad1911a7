"""Whatever the bytes, reading ends with documents and refusals, and texts can be stored."""

import gzip
import json
import subprocess
import sys
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.read import read_stream
from archive.records import Document, Unread
from tests.read.samples import answer, article, json_lines, page, warc_record
from tests.read.test_archives import MEMBERS, tarred, zipped
from tests.read.test_pages import ATOM, RSS
from tests.read.test_tables import TABLE

WARC = warc_record(answer(page())) + warc_record(b"China.", "conversion", "text/plain")
SAMPLES = {
    "JSON Lines": json_lines(article(1), article(2)),
    "an array": json.dumps([article(1), article(2)], indent=1).encode(),
    "statements": json_lines(article(1, statements=[{"text": "China", "speaker": "Li"}])),
    "a table": TABLE.encode(),
    "zip": zipped(MEMBERS),
    "tar": tarred(MEMBERS),
    "gzip": gzip.compress(json_lines(article(1)), mtime=0),
    "WARC": WARC,
    "WARC, gzip": gzip.compress(WARC, mtime=0) * 2,
    "RSS": RSS.encode(),
    "Atom": ATOM.encode(),
    "a page": page(),
}

HEAVY = (
    "trafilatura", "lxml", "htmldate", "charset_normalizer", "zipfile", "tarfile", "csv", "json",
    "subprocess", "xml.etree.ElementTree", "html.parser", "http.client", "archive.vocabulary",
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES.keys())
def test_damage_is_refused_or_read_over(sample: bytes, data: st.DataObject) -> None:
    """Bytes are changed, cut out and put in at up to six places."""
    damaged = bytearray(sample)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(damaged)))
        length = data.draw(st.sampled_from([0, 1, 1, 4, 100]))
        damaged[place : place + length] = data.draw(
            st.one_of(st.binary(max_size=5), st.sampled_from([b'"', b"\n", b"[", b"\0", b"9" * 9]))
        )
    for one in read_stream(BytesIO(bytes(damaged)), "-"):
        if isinstance(one, Document):
            assert one.text.strip()
            one.text.encode()
            "".join(one.given.values()).encode()
        elif isinstance(one, Unread):
            assert one.reason


def test_importing_the_reader_imports_no_parser() -> None:
    program = "import archive.read, sys; print(*sys.modules, sep='\\n')"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert set(HEAVY) & set(done.stdout.split()) == set()
