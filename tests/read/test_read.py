"""Files to documents: what is read, what is refused and why, what of a folder counts."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from archive.errors import ArchiveError, UndecodableError, UnreadableError
from archive.read import Limits, read, read_bytes, walk


def test_a_file_gives_one_document_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"China is ready.\r\n")
    (document,) = read(path)
    assert document.path == str(path)
    assert document.text == "China is ready.\r\n"
    assert document.sha256 == sha256(b"China is ready.\r\n").hexdigest()
    assert (document.size, document.media_type) == (17, "text/plain")
    assert (document.encoding, document.encoding_found) == ("utf-8", "utf-8")


def test_markdown_is_told_from_the_name() -> None:
    (document,) = read_bytes(b"**China** is ready.", "a.md")
    assert document.media_type == "text/markdown"


def test_standard_input_is_read_under_its_name() -> None:
    (document,) = read_bytes(b"China is ready.", "-")
    assert document.path == "-"


REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UndecodableError, "image/png content"),
    "a PDF": (b"%PDF-1.7\n", UnreadableError, "a PDF, which is not read"),
    "a zip": (b"PK\x03\x04\x14\0", UnreadableError, "a zip archive"),
    "gzip": (b"\x1f\x8b\x08\0", UnreadableError, "a gzip file"),
    "WARC": (b"WARC/1.0\r\n", UnreadableError, "a WARC file"),
    "a page": (b"\n<!DOCTYPE html>\n<html>", UnreadableError, "an HTML page"),
    "a page with a comment": (b"<!-- a --><html lang='en'>", UnreadableError, "an HTML page"),
    "JSON Lines": (b'{"title": "a"}\n{"title": "b"}', UnreadableError, "JSON"),
    "nothing": (b"", UnreadableError, "empty"),
}


@pytest.mark.parametrize(("data", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(data: bytes, error: type[ArchiveError], message: str) -> None:
    with pytest.raises(error, match=message):
        read_bytes(data, "a.txt")


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"a\.txt cannot be opened: No such file"):
        read(tmp_path / "a.txt")


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(UnreadableError, match="a pipe, no regular file"):
        read(tmp_path / "a.txt")


def test_a_device_is_refused_also_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("/dev/zero")
    with pytest.raises(UnreadableError, match="a device, no regular file"):
        read(tmp_path / "a.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="a folder, no regular file"):
        read(tmp_path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 2001)
    with pytest.raises(UnreadableError, match="larger than the limit"):
        read(tmp_path / "a.txt", limits=Limits(size=2000))
    with pytest.raises(UnreadableError, match="larger than the limit"):
        read_bytes(b"a" * 2001, "-", limits=Limits(size=2000))


def test_a_name_that_is_no_utf_8_is_escaped(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(path)).write_bytes(b"China is ready.")
    (document,) = read(Path(os.fsdecode(path)))
    assert document.path.endswith("\\xff.txt")


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("China is ready.")


def names_of(
    folder: Path, *paths: Path, limits: Limits | None = None
) -> list[tuple[str, str | None]]:
    entries = walk(paths or [folder], limits=limits or Limits())
    return [(entry.path.relative_to(folder).as_posix(), entry.skipped) for entry in entries]


def test_a_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.md", "a/b/c.text", "c", "d.TXT")
    assert names_of(tmp_path) == [
        ("a/b/c.text", None),
        ("a/z.md", None),
        ("b.txt", None),
        ("c", None),
        ("d.TXT", None),
    ]


def test_what_is_not_read_of_a_folder_is_reported(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "b.png", ".hidden.txt", ".git/config")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    assert names_of(tmp_path) == [
        (".git", "hidden"),
        (".hidden.txt", "hidden"),
        ("a.txt", None),
        ("b.png", ".png files are not read"),
        ("link.txt", "a link"),
        ("loop", "a link"),
        ("pipe.txt", "no regular file"),
    ]


def test_a_file_that_is_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    make(tmp_path, "b.png", "a.html")
    given = [tmp_path / "b.png", tmp_path / "a.html", tmp_path / "missing"]
    assert names_of(tmp_path, *given) == [("b.png", None), ("a.html", None), ("missing", None)]


def test_folders_that_nest_too_deep_are_skipped(tmp_path: Path) -> None:
    make(tmp_path, "a/b/c/d.txt", "a/b.txt")
    assert names_of(tmp_path, limits=Limits(depth=1)) == [
        ("a/b", "folders nest too deep"),
        ("a/b.txt", None),
    ]
