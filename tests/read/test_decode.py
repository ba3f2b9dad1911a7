"""The encoding ladder: which rung reads what, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import ArchiveError, UndecodableError, UnreadableError, UsageError
from archive.read.decode import decode, without_surrogates

TEXT = "“China stands ready”, Li Qiang said – in Minsk."
PLAIN = "China stands ready, Li Qiang said in Minsk. " * 3

READ = {
    "ASCII": (PLAIN.encode(), PLAIN, "utf-8", "utf-8"),
    "UTF-8": (TEXT.encode(), TEXT, "utf-8", "utf-8"),
    "UTF-8 with a mark": (TEXT.encode("utf-8-sig"), TEXT, "utf-8", "bom"),
    "UTF-16 with a mark": (TEXT.encode("utf-16"), TEXT, "utf-16-le", "bom"),
    "UTF-16, big end first, with a mark": (
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT,
        "utf-16-be",
        "bom",
    ),
    "UTF-32 with a mark": (TEXT.encode("utf-32"), TEXT, "utf-32-le", "bom"),
    "UTF-16 without a mark": (TEXT.encode("utf-16-le"), TEXT, "utf-16-le", "guessed"),
    "UTF-16, big end first": (TEXT.encode("utf-16-be"), TEXT, "utf-16-be", "guessed"),
    "Windows quotation marks": (TEXT.encode("cp1252"), TEXT, "cp1252", "guessed"),
    "UTF-8 cut amid a character": (
        ("Минск и Пекин " * 20).encode()[:-2],
        ("Минск и Пекин " * 20)[:-2] + "\ufffd",
        "utf-8",
        "guessed",
    ),
}


@pytest.mark.parametrize(("data", "text", "encoding", "found"), READ.values(), ids=READ.keys())
def test_reads(data: bytes, text: str, encoding: str, found: str) -> None:
    assert decode(data, "a.txt") == (text, encoding, found)


def test_a_cyrillic_code_page_is_guessed() -> None:
    text = "Президент Белоруссии Александр Лукашенко встретился с председателем КНР. " * 5
    assert decode(text.encode("cp1251"), "a.txt")[0] == text
    assert decode(text.encode("cp1251"), "a.txt")[2] == "guessed"


def test_chinese_in_gb18030_is_guessed() -> None:
    text = "国家主席习近平同白俄罗斯总统卢卡申科举行会谈。双方宣布建立全天候全面战略伙伴关系。" * 5
    assert decode(text.encode("gb18030"), "a.txt")[0] == text


def test_the_encoding_given_is_used() -> None:
    assert decode("Минск".encode("koi8-r"), "a.txt", "koi8-r") == ("Минск", "koi8-r", "given")


def test_a_given_encoding_that_does_not_fit_is_refused() -> None:
    with pytest.raises(UndecodableError, match="is not utf-8"):
        decode(TEXT.encode("cp1252"), "a.txt", "utf-8")


@pytest.mark.parametrize("name", ["utf-9", "rot13", "base64"])
def test_an_unknown_encoding_is_a_mistake_of_the_user(name: str) -> None:
    with pytest.raises(UsageError, match=name):
        decode(PLAIN.encode(), "a.txt", name)


REFUSED = {
    "nothing": (b"", UnreadableError, "a.txt is empty"),
    "blank space": (b" \n\t\n", UnreadableError, "nothing but white space"),
    "a mark alone": (b"\xef\xbb\xbf", UnreadableError, "nothing but white space"),
    "NUL bytes": (b"China\0Belarus\0\0agree" * 9, UndecodableError, "NUL characters"),
    "NUL bytes in UTF-8 with a mark": (b"\xef\xbb\xbfChina\0", UndecodableError, "NUL characters"),
    "control characters": (bytes(range(1, 32)) * 40, UndecodableError, "binary data"),
    "noise": (bytes(range(256)) * 40, UndecodableError, "NUL bytes"),
    "a mark of UTF-16 before noise": (b"\xff\xfe" + b"\x00\xd8" * 200, UndecodableError, "mark"),
}


@pytest.mark.parametrize(("data", "error", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refuses(data: bytes, error: type[ArchiveError], message: str) -> None:
    with pytest.raises(error, match=message):
        decode(data, "a.txt")


def test_surrogates_stored_one_by_one_become_their_character() -> None:
    data = "China 🇨🇳".encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    halves = "".join(
        chr(0xD800 + ((ord(c) - 0x10000) >> 10)) + chr(0xDC00 + ((ord(c) - 0x10000) & 0x3FF))
        if ord(c) > 0xFFFF
        else c
        for c in data
    )
    assert decode(halves.encode("utf-8", "surrogatepass"), "a.txt")[0] == "China 🇨🇳"


def test_a_lone_surrogate_becomes_the_replacement_character() -> None:
    assert without_surrogates("a\ud800b") == "a\ufffdb"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused_and_text_can_be_stored(data: bytes) -> None:
    try:
        text, _, _ = decode(data, "a.txt")
    except (UndecodableError, UnreadableError):
        return
    assert text.encode("utf-8").decode("utf-8") == text
    assert "\0" not in text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_any_text_survives_utf_8(text: str) -> None:
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(text.encode(), "a.txt")[:2] == (text, "utf-8")
