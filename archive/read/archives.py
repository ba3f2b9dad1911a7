"""Containers: gzip, zip and tar. What lies in them is read as if it lay alone.

Names inside are data and never paths of files, so "../../evil" does no harm. Nothing is trusted:
what a member expands to is counted, and a table of contents is measured before it is loaded.
``open_`` reads a member, whatever its kind.
"""

import io
import shutil
import stat
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from archive.errors import SourceError, UnknownKindError, UnreadableError
from archive.read.exports.reader import read_office
from archive.read.gunzip import Gunzip
from archive.read.limits import too_large
from archive.read.source import BUFFER, Found, Pull, Reader, Reading, Source, Stream, unread
from archive.read.warc import WARC, read_warc

_BLOCK = 512
_LONGEST_TAR_NAME = 1 << 16
_BEFORE_A_FILE = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE)
_END_RECORD = 22 + 0xFFFF
_END = b"PK\x05\x06"
_IGNORED = ("__MACOSX/", ".DS_Store", "Thumbs.db")
WORD = "a Word document"
# What the zip archive of a document or program has at its top, and what it is then.
_DOCUMENTS = (
    ("word/", WORD),
    ("xl/", "a spreadsheet"),
    ("ppt/", "a presentation"),
)
_OFFICE = frozenset(["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"])


def read_gzip(source: Source, reading: Reading, open_: Reader) -> Found:
    """Yield what is in a gzip file, under the file's own name.

    A WARC file is compressed record by record, and read so: damage costs one of them.
    """
    inner = Gunzip(source.stream.read, source.name, source.budget, by_member=True)
    stream: Stream = io.BufferedReader(inner, BUFFER)
    inside = Source(source.name, stream, source.budget, source.inside + 1, source.first)
    if not stream.peek(1).startswith(WARC):
        inner.by_member = False
        yield from open_(inside, reading)
        return

    def following() -> Stream | None:
        nonlocal stream
        stream.detach()  # what it still held belongs to the member before
        stream = io.BufferedReader(inner, BUFFER)
        return stream if inner.advance() else None

    yield from read_warc(inside, reading, following)


def read_zip(source: Source, reading: Reading, open_: Reader) -> Found:
    """Yield what is in a zip archive, as ``pack.zip!/a.txt``."""
    if not source.stream.seekable():  # standard input, or inside another container
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(source.stream, copy, 1 << 20)
            copy.flush()
            stream = io.BufferedReader(io.FileIO(copy.fileno(), closefd=False), BUFFER)
            yield from read_zip(replace(source, stream=stream), reading, open_)
        return
    _check_contents(source, reading)
    try:
        archive = zipfile.ZipFile(source.stream)
    except (zipfile.BadZipFile, OSError, ValueError, struct.error) as error:
        raise UnreadableError(f"{source.name} is a damaged zip archive: {error}") from error
    with archive:
        members = [member for member in archive.infolist() if not _is_ignored(member.filename)]
        kind = office_kind(member.filename for member in members)
        if kind == WORD:
            source.stream.seek(0)
            yield from read_office(source, reading, "docx")
            return
        if kind:
            raise UnknownKindError(
                f"{source.name} is {kind}, which is not read", hint="save it as plain text"
            )
        for member in members:
            name = f"{source.name}!/{member.filename}"
            if special := _SPECIAL.get(stat.S_IFMT(member.external_attr >> 16)):
                yield unread(name, _special(name, special))
                continue
            try:
                yield from open_(source.member(name, _unzipped(archive, member, source)), reading)
            except SourceError as error:
                yield unread(name, error)
    if not members:
        raise UnreadableError(f"{source.name} is a zip archive that contains no files")


def read_tar(source: Source, reading: Reading, open_: Reader) -> Found:
    """Yield what is in a tar archive, as ``pack.tar!/a.txt``; links and devices are refused."""
    count = 0
    for path, portion, special in _tar_members(source):
        count += 1
        name = f"{source.name}!/{path}"
        if special:
            yield unread(name, _special(name, special))
        elif not _is_ignored(path):
            yield from open_(source.member(name, Pull(portion.read)), reading)
    if not count:
        raise UnreadableError(f"{source.name} is a tar archive that contains no files")


_SPECIAL = {
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}
"""What a member of a zip archive is by its mode on Unix, where it is no file."""

_TAR_SPECIAL = {
    tarfile.LNKTYPE: "a link",
    tarfile.SYMTYPE: "a link",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
}


def _special(name: str, what: str) -> UnreadableError:
    return UnreadableError(f"{name} is {what}, which is not read")


def office_kind(names: Iterable[str]) -> str | None:
    """Return the words for a document or program that is a zip archive; None for a mere archive.

    Whatever stands first in it: Word begins with the list of types, Nexis with the properties.
    """
    known = set(names)
    if not known & _OFFICE:
        return None
    if "[Content_Types].xml" in known:
        for folder, words in _DOCUMENTS:
            if any(name.startswith(folder) for name in known):
                return words
    return "an Office document or a program"


def _is_ignored(name: str) -> bool:
    return name.endswith(("/", *_IGNORED[1:])) or name.startswith(_IGNORED[0])


def _check_contents(source: Source, reading: Reading) -> None:
    """Refuse an archive whose table of contents would fill the memory: 300 bytes a name."""
    end = source.stream.seek(0, io.SEEK_END)
    source.stream.seek(max(0, end - _END_RECORD))
    tail = source.stream.read(_END_RECORD)
    place = tail.rfind(_END)
    if place < 0 or len(tail) < place + 22:
        raise UnreadableError(f"{source.name} is a zip archive that is cut off")
    _, _, _, _, _, size, offset, _ = struct.unpack("<IHHHHIIH", tail[place : place + 22])
    if 0xFFFFFFFF in (size, offset):  # zip64 says it elsewhere; it can't be more than what is there
        size = _zip64_size(source, end - len(tail) + place)
    if size > reading.limits.contents:
        raise too_large(f"{source.name}'s table of contents", reading.limits.contents, "contents")
    source.stream.seek(0)


def _zip64_size(source: Source, end: int) -> int:
    """Return the size of the table of contents as the record of zip64 states it."""
    source.stream.seek(max(0, end - 20))
    locator = source.stream.read(20)
    if locator.startswith(b"PK\x06\x07"):
        source.stream.seek(struct.unpack("<Q", locator[8:16])[0])
        record = source.stream.read(56)
        if len(record) == 56 and record.startswith(b"PK\x06\x06"):
            return int(struct.unpack("<Q", record[40:48])[0])
    raise UnreadableError(f"{source.name} is a damaged zip archive")


def _unzipped(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> Pull:
    name = f"{source.name}!/{member.filename}"
    if member.flag_bits & 1:
        raise UnreadableError(f"{name} is encrypted", hint="unpack it and read the files in it")
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UnreadableError(f"{name} uses a compression method that is not supported")
    faults = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error)
    try:
        stream = archive.open(member)
    except (*faults, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"{name} is damaged: {error}") from error

    def take(size: int) -> bytes:
        try:
            data = stream.read(size)
        except faults as error:
            raise UnreadableError(f"{name} is damaged: {error}") from error
        source.budget.spend(len(data), source.name)
        return data

    return Pull(take)


class _Portion:
    """The next ``left`` bytes of a stream; raises UnreadableError where it ends before."""

    def __init__(self, take: Callable[[int], bytes], size: int, name: str) -> None:
        self._take, self.left, self._name = take, size, name

    def read(self, size: int) -> bytes:
        wanted = min(size, self.left)
        data = self._take(wanted) if wanted else b""
        self.left -= len(data)
        if wanted and not data:
            raise UnreadableError(f"{self._name} is cut off: {self.left} bytes are missing")
        return data


def _tar_members(source: Source) -> Iterator[tuple[str, _Portion, str | None]]:
    """Yield name and bytes of each file, and skip what is not read of it; say what else is there.

    ``tarfile`` would load names and headers of any size that the archive states.
    """
    stream, long_name = source.stream, ""
    while len(block := stream.read(_BLOCK)) == _BLOCK and block.strip(b"\0"):
        try:
            header = tarfile.TarInfo.frombuf(block, "utf-8", "backslashreplace")
        except tarfile.HeaderError as error:
            raise UnreadableError(f"{source.name} is a damaged tar archive: {error}") from error
        if header.size < 0:
            raise UnreadableError(f"{source.name} is a damaged tar archive: a negative size")
        name = long_name or header.name
        portion = _Portion(stream.read, header.size, f"{source.name}!/{name}")
        if header.type in (tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE):
            if header.size > _LONGEST_TAR_NAME:
                raise UnreadableError(f"{source.name} contains a file name of {header.size} bytes")
            long_name = _long_name(header.type, portion.read(header.size)) or long_name
        elif header.type in (tarfile.REGTYPE, tarfile.AREGTYPE):
            yield name, portion, None
        elif special := _TAR_SPECIAL.get(header.type):
            yield name, portion, special
        if header.type not in _BEFORE_A_FILE:
            long_name = ""
        _skip(stream, portion.left + -header.size % _BLOCK, source.name)


def _long_name(kind: bytes, data: bytes) -> str:
    r"""Return the name that GNU's header or a record like ``23 path=a/b.txt\n`` holds."""
    if kind == tarfile.GNUTYPE_LONGNAME:
        return data.rstrip(b"\0").decode("utf-8", "backslashreplace")
    for line in data.split(b"\n"):
        _, _, record = line.partition(b" ")
        if record.startswith(b"path="):
            return record[len(b"path=") :].decode("utf-8", "backslashreplace")
    return ""


def _skip(stream: Stream, size: int, name: str) -> None:
    while size > 0:
        data = stream.read(min(size, 1 << 20))
        if not data:
            raise UnreadableError(f"{name} is a tar archive that is cut off")
        size -= len(data)
