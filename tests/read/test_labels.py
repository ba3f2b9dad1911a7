"""The labels of encodings mean what the WHATWG Encoding Standard says, wherever one stands."""

from pathlib import Path

import pytest

from archive.read.labels import codec_of, decoded_as
from tests.read.samples import WORDS, answer, page, warc_record, written

QUOTED = "“The pier’s gone – for €5,” said Jörg Groß. "
MEANINGS = {
    "iso-8859-1": "cp1252", "ISO-8859-1": "cp1252", " latin1\n": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "l1": "cp1252", "windows-1252": "cp1252", "ISO_8859-1:1987": "cp1252",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "Shift_JIS": "cp932", "x-sjis": "cp932",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8", "utf-16": "utf-16-le", "iso-8859-2": "iso-8859-2",
    "koi8-r": "koi8-r", "macintosh": "mac-roman", "utf-9": None, "": None,
}  # fmt: skip


@pytest.mark.parametrize(("label", "codec"), MEANINGS.items())
def test_a_label_means(label: str, codec: str | None) -> None:
    assert codec_of(label) == codec


def test_a_byte_that_a_code_page_leaves_out_is_a_control_character() -> None:
    assert decoded_as(b"a\x81b\x93c", "latin1") == ("a\x81b“c", "cp1252")


def test_bytes_that_are_utf_8_are_read_so_whatever_the_label() -> None:
    assert decoded_as("Groß – “ja”".encode(), "iso-8859-1") == ("Groß – “ja”", "utf-8")


def test_bytes_that_do_not_fit_are_not_read() -> None:
    assert decoded_as("“ja”".encode("cp1252"), "utf-8") is None


SINGLE = ["iso-8859-1", "latin1", "us-ascii", "ISO8859-1", "windows-1252", "x-cp1252"]
HEADS = {
    "meta charset": '<meta charset="{}">',
    "meta http-equiv": '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "meta, single quotation marks": "<meta charset='{}' />",
}


@pytest.mark.parametrize("label", SINGLE)
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_in_a_page(label: str, head: str, tmp_path: Path) -> None:
    data = page(head=head.format(label), words=QUOTED + WORDS).decode()
    (document,) = written(tmp_path, "a.html", data.encode("cp1252", "replace"))
    assert QUOTED.strip() in document.text


@pytest.mark.parametrize("label", SINGLE)
def test_in_the_answer_of_a_server(label: str, tmp_path: Path) -> None:
    data = page(words=QUOTED + WORDS).decode().encode("cp1252", "replace")
    record = warc_record(answer(data, kind=f"text/html; charset={label}"))
    (document,) = written(tmp_path, "a.warc", record)
    assert QUOTED.strip() in document.text


def test_in_the_answer_of_a_server_with_plain_text(tmp_path: Path) -> None:
    text = "“Ústí is ready,” said Mayor Žďár. " + WORDS
    record = warc_record(answer(text.encode("cp1250"), kind="text/plain; charset=windows-1250"))
    (document,) = written(tmp_path, "a.warc", record)
    assert document.text == text


@pytest.mark.parametrize("kind", ["text/plain; charset=koi8-r", 'text/plain; charset="KOI8-R"'])
def test_in_a_record_of_a_crawler(kind: str, tmp_path: Path) -> None:
    text = "Мэр Роспорта сказала, что причал закрыт. " * 3
    record = warc_record(text.encode("koi8-r"), "conversion", kind)
    (document,) = written(tmp_path, "a.warc", record)
    assert document.text == text


@pytest.mark.parametrize(
    ("label", "codec", "words"),
    [*((label, "cp1252", QUOTED) for label in (*SINGLE, "no-such-label")),
     ("utf-8", "utf-8", QUOTED), ("iso-8859-15", "iso-8859-15", "Jörg Groß took 5 €. "),
     ("windows-1251", "cp1251", "«Причал закрыт», — сказала мэр. ")],
)  # fmt: skip
def test_in_a_feed(label: str, codec: str, words: str, tmp_path: Path) -> None:
    feed = (
        f'<?xml version="1.0" encoding="{label}"?><rss version="2.0"><channel><title>Gazette'
        f"</title><item><title>Pier</title><description>{words}</description></item></channel></rss>"
    )
    (document,) = written(tmp_path, "feed.xml", feed.encode(codec))
    assert document.text == words.strip()
