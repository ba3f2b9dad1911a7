"""Gzip, zip and tar of anything that is read: names are data, and damage costs one member."""

import gzip
import io
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest

from archive.read import Limits, Reading, read_stream
from tests.read.samples import WORDS, article, json_lines, parts, written

LINES = json_lines(article(1), article(2))
MEMBERS = {
    "a.txt": WORDS.encode(),
    "in/news.jsonl.gz": gzip.compress(LINES),
    "b.png": b"\x89PNG\r\n\x1a\n",
}


def zipped(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(members: dict[str, bytes], form: int = tarfile.PAX_FORMAT) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=form) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("pack.zip", zipped(MEMBERS)),
        ("pack.tar", tarred(MEMBERS)),
        ("pack.tar", tarred(MEMBERS, tarfile.GNU_FORMAT)),
        ("pack.tgz", gzip.compress(tarred(MEMBERS))),
        ("no suffix", zipped(MEMBERS)),
    ],
    ids=["zip", "tar", "GNU's tar", "tar and gzip", "any name"],
)
def test_members_are_read_as_if_they_lay_alone(name: str, data: bytes, tmp_path: Path) -> None:
    assert parts(written(tmp_path, name, data), tmp_path) == [
        (f"{name}!/a.txt", "China i"),
        (f"{name}!/in/news.jsonl.gz#1", "Title 1"),
        (f"{name}!/in/news.jsonl.gz#2", "Title 2"),
        (f"{name}!/b.png", "refused"),
    ]


def test_gzip_has_the_file_s_own_name(tmp_path: Path) -> None:
    data = gzip.compress(LINES)
    assert [name for name, _ in parts(written(tmp_path, "a.jsonl.gz", data), tmp_path)] == [
        "a.jsonl.gz#1",
        "a.jsonl.gz#2",
    ]


def test_gzip_of_several_members_is_one_text(tmp_path: Path) -> None:
    data = gzip.compress(b"China ") + gzip.compress(b"is ready.") + bytes(512)
    assert written(tmp_path, "a.txt.gz", data)[0].text == "China is ready."


@pytest.mark.parametrize("data", [zipped(MEMBERS), gzip.compress(tarred(MEMBERS))])
def test_standard_input_may_be_an_archive(data: bytes) -> None:
    assert len(list(read_stream(io.BytesIO(data), "-"))) == 4


def test_a_zip_in_a_tar_is_read(tmp_path: Path) -> None:
    found = written(tmp_path, "a.tar", tarred({"b.zip": zipped(MEMBERS)}))
    assert parts(found, tmp_path)[0][0] == "a.tar!/b.zip!/a.txt"


def test_archives_in_archives_end_at_the_limit(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"China."})
    for _ in range(4):
        data = zipped({"a.zip": data})
    (refused,) = written(tmp_path, "a.zip", data)
    assert refused.reason.endswith("a.zip!/a.zip!/a.zip!/a.zip is nested in more than 3 archives")


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT], ids=["pax", "GNU"])
def test_long_and_foreign_names_of_tar(form: int, tmp_path: Path) -> None:
    name = "длинное имя/" * 20 + "a.txt"
    found = written(tmp_path, "a.tar", tarred({name: b"China.", "b.txt": b"Minsk."}, form))
    assert [path for path, _ in parts(found, tmp_path)] == [f"a.tar!/{name}", "a.tar!/b.txt"]


def test_links_and_devices_are_refused_by_name(tmp_path: Path) -> None:
    tar, packed = io.BytesIO(), io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            member = tarfile.TarInfo(f"member{kind.decode()}")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    with zipfile.ZipFile(packed, "w") as zipped_:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        zipped_.writestr(link, "/etc/passwd")
        zipped_.writestr("a.txt", "China is ready.")

    found = [
        *written(tmp_path, "a.tar", tar.getvalue()),
        *written(tmp_path, "b.zip", packed.getvalue()),
    ]

    assert [one.reason.rpartition("/")[2] for one in found[:-1]] == [
        "member2 is a link, which is not read",
        "member1 is a link, which is not read",
        "member6 is a pipe, which is not read",
        "member3 is a device, which is not read",
        "link is a link, which is not read",
    ]
    assert found[-1].text == "China is ready."


def test_names_inside_are_never_paths(tmp_path: Path) -> None:
    evil = ["../../evil.txt", "/etc/evil.txt", "\x1b]0;evil\x07.txt", "C:\\evil.txt"]
    found = written(tmp_path, "a.zip", zipped(dict.fromkeys(evil, b"China.")))
    assert [one.path.partition("!/")[2] for one in found] == evil
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


REFUSED = {
    "a document": (zipped({"[Content_Types].xml": b"<a/>", "b": b"c"}), "an Office document"),
    "nothing in it": (zipped({}), "that contains no files"),
    "cut off": (zipped(MEMBERS)[:-30], "zip archive that is cut off"),
    "gzip, cut off": (gzip.compress(WORDS.encode())[:-20], "its compressed data ends early"),
    "gzip, damaged": (gzip.compress(LINES)[:-8] + bytes(8), "damaged gzip data"),
    "tar, cut off": (tarred(MEMBERS)[:700], "cut off"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(data: bytes, reason: str, tmp_path: Path) -> None:
    assert reason in written(tmp_path, "a", data)[-1].reason


def test_an_encrypted_member_costs_no_neighbour(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"China.", "b.txt": b"Minsk."}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    refused, document = written(tmp_path, "a.zip", bytes(data))
    assert refused.reason.endswith("a.zip!/a.txt is encrypted")
    assert document.text == "Minsk."


def test_a_damaged_member_costs_no_neighbour(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": WORDS.encode(), "b.txt": b"Minsk."}))
    data[45:60] = bytes(15)
    refused, document = written(tmp_path, "a.zip", bytes(data))
    assert "a.zip!/a.txt is damaged" in refused.reason
    assert document.text == "Minsk."


def test_a_member_that_is_larger_than_it_says_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": WORDS.encode(), "b.txt": b"Minsk."}))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (100).to_bytes(4, "little")
    refused, document = written(tmp_path, "a.zip", bytes(data))
    assert "a.zip!/a.txt is damaged" in refused.reason
    assert document.text == "Minsk."


def test_a_table_of_contents_over_the_limit_is_refused(tmp_path: Path) -> None:
    data = zipped({f"{number}.txt": b"China." for number in range(300)})
    (refused,) = written(tmp_path, "a.zip", data, Reading(limits=Limits(contents=9000)))
    assert "table of contents is larger than the limit" in refused.reason


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.txt": data})],
                         ids=["gzip", "zip"])  # fmt: skip
def test_a_bomb_is_refused(pack: object, tmp_path: Path) -> None:
    lines = json_lines(article(1)) + b" " * (40 << 20) + b"\n"
    (*_, refused) = written(tmp_path, "a", pack(lines), Reading(limits=Limits(ratio=20)))  # type: ignore[operator]
    assert "expands to more than 20 times the size of its file" in refused.reason
