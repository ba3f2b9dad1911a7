"""Files to documents: what is read, what is refused and why, what of a folder counts."""

import io
import os
from hashlib import sha256
from pathlib import Path

import pytest

from archive.errors import (
    ArchiveError,
    UnknownKindError,
    UnreadableError,
    UsageError,
)
from archive.read import (
    Limits,
    Reading,
    file_of,
    limits_of,
    read,
    read_all,
    read_bytes,
    read_stream,
    walk,
)
from archive.records import Document, Unread


def test_a_file_gives_one_document_with_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"China is ready.\r\n")
    (document,) = read(path)
    assert document.path == str(path)
    assert document.text == "China is ready.\r\n"
    assert document.sha256 == sha256(b"China is ready.\r\n").hexdigest()
    assert (document.size, document.media_type) == (17, "text/plain")
    assert (document.encoding, document.encoding_method) == ("utf-8", "utf-8")


def test_markdown_is_told_from_the_name() -> None:
    (document,) = read_bytes(b"**China** is ready.", "a.md")
    assert document.media_type == "text/markdown"


def test_standard_input_is_read_under_its_name() -> None:
    (document,) = read_bytes(b"China is ready.", "-")
    assert document.path == "-"


REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", UnknownKindError, "image/png content"),
    "a damaged PDF": (b"%PDF-1.7\n", UnreadableError, "is a damaged PDF"),
    "XML of no known kind": (b"<?xml version='1.0'?><a/>", UnknownKindError, "XML of a kind"),
    "nothing": (b"", UnreadableError, "empty"),
}


@pytest.mark.parametrize(("data", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(data: bytes, error: type[ArchiveError], message: str) -> None:
    with pytest.raises(error, match=message):
        list(read_bytes(data, "a.txt"))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match=r"a\.txt cannot be opened: No such file"):
        list(read(tmp_path / "a.txt"))


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="a folder, not a regular file"):
        list(read(tmp_path))


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 2001)
    with pytest.raises(UnreadableError, match="larger than the limit"):
        list(read(tmp_path / "a.txt", limits=Limits(size=2000)))
    with pytest.raises(UnreadableError, match="larger than the limit"):
        list(read_bytes(b"a" * 2001, "-", limits=Limits(size=2000)))


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(UnreadableError, match="-'s text is larger than the limit"):
        list(read_bytes(b"a" * 2001, "-", limits=Limits(text=2000)))


def test_a_refusal_is_a_record_with_its_reason_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    assert list(read_all(tmp_path / "a.txt")) == [
        Unread(
            str(tmp_path / "a.txt"),
            f"{tmp_path / 'a.txt'} is empty",
            "UnreadableError",
            "remove the file, or fill it",
        )
    ]


def test_a_stream_is_read_like_a_file() -> None:
    (document,) = read_stream(io.BytesIO(b"China is ready."), "-")
    assert isinstance(document, Document)
    assert (document.path, document.text) == ("-", "China is ready.")


def test_an_unknown_field_is_a_mistake_of_the_user(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--map headline: there is no such field"):
        list(read_all(tmp_path, Reading(fields={"headline": "title"})))


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("a.txt", "a.txt"),
        ("pack.zip!/in/a.txt", "pack.zip"),
        ("pack.tar.gz!/in/b.zip!/news.jsonl#3", "pack.tar.gz"),
        ("news.jsonl#12", "news.jsonl"),
        ("news.jsonl#12.3", "news.jsonl"),
        ("news.jsonl#12.statements[3]", "news.jsonl"),
        ("no.#1 of all.txt", "no.#1 of all.txt"),
    ],
)
def test_the_file_of_a_part(path: str, file: str) -> None:
    assert file_of(path) == file


def test_limits_are_set_by_name() -> None:
    assert limits_of(["size=200MB", "seconds=2.5", "ratio=9"]) == Limits(
        size=200 << 20, seconds=2.5, ratio=9
    )


@pytest.mark.parametrize("setting", ["sise=3", "size", "size=much", "size=-1"])
def test_a_limit_that_does_not_exist_is_a_mistake_of_the_user(setting: str) -> None:
    with pytest.raises(UsageError, match="is not a limit"):
        limits_of([setting])


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
        ("b.png", ".png files are taken for text only where they are named themselves"),
        ("link.txt", "a link"),
        ("loop", "a link"),
        ("pipe.txt", "not a regular file"),
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


def test_the_limit_of_a_table_is_its_own() -> None:
    """Python keeps one limit for the whole process; a table leaves it as it was."""
    small = Reading(limits=Limits(record=50))
    short, long = (b"title,body\nA," + b"a " * number + b"\n" for number in (9, 60))
    (document,) = read_stream(io.BytesIO(short), "-", small)
    (longer,) = read_stream(io.BytesIO(long), "-")
    assert not isinstance(document, Unread)
    assert not isinstance(longer, Unread)
