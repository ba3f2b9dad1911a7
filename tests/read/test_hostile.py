"""Hostile input: each kind is refused with a reason or read, in 30 s and 500 MB, and so are the
files beside it.

Every case is a folder with a text before and one behind what is hostile, read in a process that
reports its own peak of memory and that of its children. The normal run makes small ones; `poe
survive` those of full size.
"""

import gzip
import io
import json
import os
import random
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from archive.read import read_all
from archive.records import Unread
from tests.read.samples import WORDS, answer, article, json_lines, page, warc_record

SECONDS, MEGABYTES = 30, 500

PROGRAM = """
import json, resource, sys
from pathlib import Path
from archive.read import Reading, limits_of, read_all, walk
from archive.read.worker import _stop_all
from archive.records import Unread

reading, count = Reading(limits=limits_of(sys.argv[2:])), 0
for entry in walk([Path(sys.argv[1])]):
    for one in [] if entry.skipped else read_all(entry.path, reading):
        count += 1
        if isinstance(one, Unread):
            print(json.dumps([one.path, one.reason]))
        elif count < 20 or "after" in one.path:
            print(json.dumps([one.path, None]))
    if entry.skipped:
        print(json.dumps([str(entry.path), entry.skipped]))
_stop_all()
# ru_maxrss of a process begins with that of the one that started it; VmHWM does not.
status = Path("/proc/self/status").read_text()
own = int(status.split("VmHWM:")[1].split()[0]) >> 10
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
print(json.dumps([count, own + children]))
"""


class Outcome:
    """What reading a folder came to: reason for refusal by name, None for what was read."""

    def __init__(self, folder: Path, *settings: str) -> None:
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder), *settings],
            capture_output=True,
            text=True,
            timeout=SECONDS * 2,
            check=True,
        )
        self.seconds = time.monotonic() - started
        *lines, (self.count, self.megabytes) = map(json.loads, done.stdout.splitlines())
        self.reasons = {path.removeprefix(f"{folder}/"): reason for path, reason in lines}

    def check(self) -> None:
        """Assert the promise for what is beside and around the hostile file."""
        assert self.reasons.pop("a before.txt", "not read") is None
        assert self.reasons.pop("z after.txt", "not read") is None
        assert self.seconds < SECONDS
        assert self.megabytes < MEGABYTES


def zipped(path: Path, **members: bytes) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)


def zip_bomb(folder: Path, scale: float) -> None:
    with zipfile.ZipFile(folder / "m.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("1 before.txt", WORDS)
        with archive.open("2.txt", "w", force_zip64=True) as member:
            for _ in range(int(1000 * scale)):
                member.write(bytes(1 << 20))
        archive.writestr("3 after.txt", WORDS)


def zip_of_zips(folder: Path, scale: float) -> None:
    data = bytes(int(64 * scale) << 20)
    for _ in range(5):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(8):
                archive.writestr(f"{number}.zip", data)
        data = packed.getvalue()
    (folder / "m.zip").write_bytes(data)


def zip_with_a_lying_header(folder: Path, scale: float) -> None:
    zipped(folder / "m.zip", a_txt=WORDS.encode() * int(90_000 * scale), b_txt=WORDS.encode())
    data = bytearray((folder / "m.zip").read_bytes())
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 100)
    (folder / "m.zip").write_bytes(data)


def zip_of_many_names(folder: Path, scale: float) -> None:
    with zipfile.ZipFile(folder / "m.zip", "w") as archive:
        for number in range(int(100_000 * scale)):
            archive.writestr(f"{number}.png", b"\x89PNG\r\n\x1a\n")


def gzip_bomb(folder: Path, scale: float) -> None:
    with gzip.open(folder / "m.jsonl.gz", "wb", compresslevel=1) as file:
        file.write(json_lines(article(1)) * 2)
        for _ in range(int(1000 * scale)):
            file.write(b" " * (1 << 20))


def long_line(folder: Path, scale: float) -> None:
    with (folder / "m.jsonl").open("wb") as file:
        file.write(json_lines(article(1)) + b'{"body": "')
        for _ in range(int(300 * scale)):
            file.write(b"a" * (1 << 20))
        file.write(b'"}\n' + json_lines(article(3)))


def long_row(folder: Path, scale: float) -> None:
    with (folder / "m.csv").open("wb") as file:
        file.write(b'Title,Body\nA,China.\nB,"')
        for _ in range(int(300 * scale)):
            file.write(b"a" * (1 << 20))
        file.write(b'"\nC,China.\n')


def long_object(folder: Path, scale: float) -> None:
    with (folder / "m.json").open("wb") as file:
        file.write(b"[" + json.dumps(article(1)).encode() + b', {"body": "')
        for _ in range(int(300 * scale)):
            file.write(b"a{\\" * (1 << 18) + b"\\")
        file.write(b'"}, ' + json.dumps(article(3)).encode() + b"]")


def deep_json(folder: Path, scale: float) -> None:
    depth = int(3_000_000 * scale)
    good = json_lines(article(1))
    (folder / "m.jsonl").write_bytes(good + b'{"a":' * depth + b"1" + b"}" * depth + b"\n" + good)


def wide_json(folder: Path, scale: float) -> None:
    good = json_lines(article(1))
    wide = b'{"body": "a", "b": [' + b"{}," * int(2_600_000 * scale) + b"{}]}\n"
    (folder / "m.jsonl").write_bytes(good + wide + good)


def strange_json(folder: Path, scale: float) -> None:
    lines = [
        b'{"body": "China.", "views": NaN, "a": -Infinity}',
        b'{"body": "China.", "body": "Minsk."}',
        b'{"body": "China.", "id": ' + b"9" * int(5_000_000 * scale) + b"}",
        b'{"body": "China.", "id": 1e99999}',
        b'{"body": "\\ud800 China \\udc00", "title": "\\ud83c"}',
        b'{"body": ["China.", [["Minsk."]], {"text": {"text": {"text": "x"}}}]}',
    ]
    (folder / "m.jsonl").write_bytes(b"\n".join(lines))


def pipe(folder: Path, scale: float) -> None:
    os.mkfifo(folder / "m.txt")


def device(folder: Path, scale: float) -> None:
    (folder / "m.txt").symlink_to("/dev/zero")


def loop_of_links(folder: Path, scale: float) -> None:
    (folder / "m").symlink_to(folder)
    (folder / "n.txt").symlink_to(folder / "n.txt")


def deep_folders(folder: Path, scale: float) -> None:
    here = os.open(folder, os.O_RDONLY)
    for _ in range(int(3000 * scale)):
        os.mkdir("m", dir_fd=here)
        inner = os.open("m", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)


def many_files(folder: Path, scale: float) -> None:
    (folder / "m").mkdir()
    for number in range(int(100_000 * scale)):
        (folder / "m" / f"{number}.txt").write_bytes(b"China is ready.")


def warc_cut_off(folder: Path, scale: float) -> None:
    record = warc_record(answer(page()))
    (folder / "m.warc").write_bytes(record + record[: len(record) // 2])


def warc_of_a_terabyte(folder: Path, scale: float) -> None:
    record = warc_record(answer(page()))
    (folder / "m.warc").write_bytes(record + warc_record(b"x", length=10**12) + record)


def warc_of_lies(folder: Path, scale: float) -> None:
    liars = warc_record(b"x", length=15 << 20) * int(100_000 * scale)
    (folder / "m.warc").write_bytes(warc_record(answer(page())) + liars)


def warc_gzip_cut_off(folder: Path, scale: float) -> None:
    record = gzip.compress(warc_record(answer(page())))
    (folder / "m.warc.gz").write_bytes(record + record[:-50])


def warc_with_a_long_header(folder: Path, scale: float) -> None:
    record = warc_record(answer(page()))
    long = b"WARC/1.0\r\nX: " + b"a" * int(50 * scale * (1 << 20)) + b"\r\n\r\n"
    (folder / "m.warc").write_bytes(record + long + record)


def warc_with_a_bomb(folder: Path, scale: float) -> None:
    packed = gzip.compress(bytes(int(300 * scale) << 20))
    bomb = warc_record(answer(packed, headers="Content-Encoding: gzip\r\n"))
    record = warc_record(answer(page()))
    (folder / "m.warc").write_bytes(record + bomb + record)


def attributes(folder: Path, scale: float) -> None:
    many = " ".join(f"a{number}=1" for number in range(100_000))
    (folder / "m.html").write_bytes(page(words=f"<a {many}>{WORDS}</a>"))


def long_text_node(folder: Path, scale: float) -> None:
    (folder / "m.html").write_bytes(page(words="China and " * int(1_000_000 * scale)))


def nested_blocks(folder: Path, scale: float) -> None:
    (folder / "m.html").write_bytes(page(words="<div>" * int(100_000 * scale) + WORDS))


def open_paragraphs(folder: Path, scale: float) -> None:
    (folder / "m.html").write_bytes(page(words="<p>" * int(200_000 * scale) + WORDS))


def declarations(folder: Path, scale: float) -> None:
    (folder / "m.html").write_bytes(page(words="<![<\nI" + "<!--" * int(1_000_000 * scale)))
    (folder / "m.json").write_bytes(
        json.dumps({"body_html": "<p><![<\nI" + "<a" * int(1_000_000 * scale)}).encode()
    )


def multiplying_entities(folder: Path, scale: float) -> None:
    entities = '<!ENTITY a0 "China">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    feed = "<rss><channel><item><title>&a11;</title></item></channel></rss>"
    (folder / "m.xml").write_text(f"<!DOCTYPE rss [{entities}]>{feed}")


def deep_feed(folder: Path, scale: float) -> None:
    deep = "<a>" * int(1_000_000 * scale)
    (folder / "m.xml").write_text(f"<rss><channel><item>{deep}</item></channel></rss>")


def nul_bytes(folder: Path, scale: float) -> None:
    (folder / "m.txt").write_bytes(b"China\0Belarus\0\0agree. " * int(100_000 * scale))


def utf_16_without_a_mark(folder: Path, scale: float) -> None:
    (folder / "m.txt").write_bytes((WORDS * int(9000 * scale)).encode("utf-16-le"))


def gb18030(folder: Path, scale: float) -> None:
    text = "国家主席习近平同白俄罗斯总统卢卡申科举行会谈。双方宣布建立全天候全面战略伙伴关系。"
    (folder / "m.txt").write_bytes((text * int(30_000 * scale)).encode("gb18030"))


def lone_surrogates(folder: Path, scale: float) -> None:
    (folder / "m.txt").write_bytes((WORDS + "\ud800 China \udfff").encode("utf-8", "surrogatepass"))


def signs_that_command(folder: Path, scale: float) -> None:
    text = "\u202eChina\u202c is \x1b]52;c;ZXZpbA==\x07ready\x9b31m. " + WORDS
    (folder / "m \x1b[31m\u202e.txt").write_text(text, "utf-8")


def nothing(folder: Path, scale: float) -> None:
    (folder / "m.txt").touch()


def picture(folder: Path, scale: float) -> None:
    data = random.Random(1).randbytes(int(10_000_000 * scale))
    (folder / "m.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + data)


def long_text(folder: Path, scale: float) -> None:
    (folder / "m.txt").write_bytes(b"China and Belarus. " * int(800_000 * scale))
    (folder / "n.txt").write_bytes(b"China and Belarus. " * 150_000)


def noise(folder: Path, scale: float) -> None:
    (folder / "m.txt").write_bytes(random.Random(2).randbytes(int(15_000_000 * scale)))


READ = None
ANYHOW = ""
"""For what libraries make of it: an article or none, in the limits all the same."""

CASES: dict[str, tuple[Callable[[Path, float], None], dict[str, str | None]]] = {
    "zip bomb": (zip_bomb, {"m.zip!/1 before.txt": READ, "m.zip!/2.txt": "larger than the limit",
                            "m.zip!/3 after.txt": READ}),
    "zip of zips of zips": (zip_of_zips, {"m.zip!" + "/0.zip!" * 3 + "/0.zip": "is nested in"}),
    "lying zip header": (zip_with_a_lying_header, {"m.zip!/a.txt": "damaged",
                                                   "m.zip!/b.txt": READ}),
    "zip of very many names": (zip_of_many_names, {"m.zip!/9.png": "image/png content"}),
    "gzip bomb": (gzip_bomb, {"m.jsonl.gz#1": READ, "m.jsonl.gz": "more than 200 times"}),
    "long line": (long_line, {"m.jsonl#1": READ, "m.jsonl#2": "larger than", "m.jsonl#3": READ}),
    "long row": (long_row, {"m.csv#2": READ, "m.csv#3": "longer than", "m.csv#4": READ}),
    "long object": (long_object, {"m.json#1": READ, "m.json#2": "larger than", "m.json#3": READ}),
    "deep JSON": (deep_json, {"m.jsonl#1": READ, "m.jsonl#3": READ}),
    "wide JSON": (wide_json, {"m.jsonl#1": READ, "m.jsonl#2": READ, "m.jsonl#3": READ}),
    "strange JSON": (strange_json, {"m.jsonl#1": READ, "m.jsonl#2": "twice", "m.jsonl#3": READ,
                                    "m.jsonl#4": READ, "m.jsonl#5": READ, "m.jsonl#6": READ}),
    "pipe": (pipe, {"m.txt": "not a regular file"}),
    "device": (device, {"m.txt": "a link"}),
    "loop of links": (loop_of_links, {"m": "a link", "n.txt": "a link"}),
    "deep folders": (deep_folders, {"/".join("m" * 33): "folders nest too deep"}),
    "many files": (many_files, {"m/0.txt": READ}),
    "WARC, cut off": (warc_cut_off, {"m.warc#1": READ, "m.warc#2": "is cut off"}),
    "WARC of a terabyte": (warc_of_a_terabyte, {"m.warc#1": READ, "m.warc#2": "is cut off",
                                                "m.warc#3": READ}),
    "WARC of lies": (warc_of_lies, {"m.warc#1": READ, "m.warc": "1000 broken records"}),
    "WARC, gzip cut off": (warc_gzip_cut_off, {"m.warc.gz#1": READ, "m.warc.gz#2": "cut off"}),
    "WARC with a long header": (warc_with_a_long_header, {
        "m.warc#1": READ, "m.warc#2": "a header that is too long", "m.warc#3": READ}),
    "WARC with a bomb": (warc_with_a_bomb, {"m.warc#1": READ, "m.warc#2": "larger than the limit",
                                            "m.warc#3": READ}),
    "100,000 attributes": (attributes, {"m.html": "takes longer to parse than the limit"}),
    "long text node": (long_text_node, {"m.html": ANYHOW}),
    "nested blocks": (nested_blocks, {"m.html": ANYHOW}),
    "open paragraphs": (open_paragraphs, {"m.html": ANYHOW}),
    "broken declarations": (declarations, {"m.html": ANYHOW}),
    "multiplying entities": (multiplying_entities, {"m.xml": "XML of a kind"}),
    "deep feed": (deep_feed, {"m.xml": ANYHOW}),
    "NUL bytes": (nul_bytes, {"m.txt": "NUL"}),
    "UTF-16 without a mark": (utf_16_without_a_mark, {"m.txt": READ}),
    "GB18030": (gb18030, {"m.txt": READ}),
    "lone surrogates": (lone_surrogates, {"m.txt": READ}),
    "bidi and escapes": (signs_that_command, {"m \x1b[31m\u202e.txt": READ}),
    "nothing": (nothing, {"m.txt": "is empty"}),
    "PNG named .txt": (picture, {"m.txt": "image/png content"}),
    "long texts": (long_text, {"n.txt": "text is larger than the limit of 2 MB"}),
    "noise": (noise, {"m.txt": "binary data"}),
}  # fmt: skip
SMALL = {"deep folders": 0.02, "many files": 0.02, "gzip bomb": 0.3, "WARC of lies": 0.02}


def check(folder: Path, case: str, scale: float, *settings: str) -> Outcome:
    make, expected = CASES[case]
    for name in ("a before.txt", "z after.txt"):
        (folder / name).write_text(WORDS)
    make(folder, scale)
    outcome = Outcome(folder, *settings)
    outcome.check()
    for name, reason in expected.items():
        if reason == ANYHOW:  # how far a parser comes depends on its version
            assert any(part.partition("#")[0] == name for part in outcome.reasons), name
            continue
        assert name in outcome.reasons
        found = outcome.reasons[name]
        assert found is READ if reason is READ else reason in (found or ""), name
    # 3,000 folders in each other are too much for what tidies up after a test.
    subprocess.run(["rm", "-rf", folder / "m"], check=True)
    return outcome


@pytest.mark.parametrize("case", CASES)
def test_hostile_input_is_refused_and_its_neighbours_read(case: str, tmp_path: Path) -> None:
    check(tmp_path, case, SMALL.get(case, 0.1), f"seconds={seconds_for(case)}")


def seconds_for(case: str) -> int:
    """Return the limit of time: short where a parser would not end, whatever comes of it.

    Elsewhere it is so long that a busy machine decides nothing.
    """
    reasons = [reason for reason in CASES[case][1].values() if reason is not READ]
    endless = any(reason == ANYHOW or "takes longer" in reason for reason in reasons)
    return 2 if endless else 120


@pytest.mark.survive
@pytest.mark.parametrize("case", CASES)
def test_hostile_input_of_full_size(case: str, tmp_path: Path) -> None:
    outcome = check(tmp_path, case, 1)
    print(f"{case:26} {outcome.seconds:5.1f} s  {outcome.megabytes:4} MB  {outcome.count:7} parts")


@pytest.mark.survive
def test_a_gigabyte_of_json_lines(tmp_path: Path) -> None:
    lines = b"".join(json_lines(article(number, pad="x" * 3000)) for number in range(300))
    with (tmp_path / "m.jsonl").open("wb") as file:
        while file.tell() < 1 << 30:
            file.write(lines)
    done = Outcome(tmp_path)
    print(f"1 GB of JSON Lines: {done.seconds:.1f} s, {done.megabytes} MB, {done.count} articles")
    assert done.count > 300_000
    assert done.megabytes < MEGABYTES


def reading_slowly(path: Path, change: Callable[[Path], Any]) -> list[Any]:
    """Read a file, and change it as soon as its first part was given."""
    found = []
    for one in read_all(path):
        found.append(one)
        if len(found) == 1:
            change(path)
    return found


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(json_lines(article(9)))


def same_size_and_time(path: Path) -> None:
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"China", b"Japan"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


@pytest.mark.parametrize("change", [append, same_size_and_time])
@pytest.mark.parametrize("age", [0, 9], ids=["written just now", "older"])
def test_a_file_that_changes_while_it_is_read_is_refused(
    change: Callable[[Path], None], age: int, tmp_path: Path
) -> None:
    path = tmp_path / "m.jsonl"
    path.write_bytes(json_lines(*(article(number) for number in range(900))))
    os.utime(path, (time.time() - age, time.time() - age))
    last = reading_slowly(path, change)[-1]
    assert last == Unread(
        str(path),
        f"{path} changed while it was being read",
        "UnreadableError",
        "ingest it again when nothing writes to it any more",
    )
