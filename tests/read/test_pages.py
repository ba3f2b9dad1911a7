"""Web pages: the article's words, and facts from where the publisher states them."""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UnreadableError
from archive.pipeline import analyse
from archive.read import Limits, Reading
from archive.read.worker import Worker
from archive.records import Document, Unread
from tests.read.samples import WORDS, answer, page, parts, warc_record, written

pytest.importorskip("trafilatura")


RUSSIAN = "Президент Белоруссии Александр Лукашенко встретился с председателем КНР в Пекине. " * 3
CHINESE = "国家主席习近平同白俄罗斯总统卢卡申科举行会谈。双方宣布建立全天候全面战略伙伴关系。" * 5


def ld(**node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Trade &amp; talks",
    "datePublished": "2015-04-20T08:00:00+08:00",
    "dateModified": "2022-01-01T00:00:00Z",
    "author": {"@type": "Person", "name": "Jane Doe"},
    "publisher": {"@type": "Organization", "name": "Xinhua"},
    "mainEntityOfPage": {"@id": "https://example.org/a"},
    "inLanguage": "en",
}


def facts(folder: Path, head: str, **options: Any) -> dict[str, str]:
    (document,) = written(folder, "a.html", page(head=head, **options))
    assert isinstance(document, Document)
    return dict(document.given)


def test_navigation_and_footer_are_no_words_of_the_article(tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.html", page())
    paragraphs = document.text.split("\n\n")
    assert paragraphs[-2:] == [WORDS.strip(), WORDS + "The end."]
    assert analyse(document).body == "\n\n".join(paragraphs[-2:])
    assert document.media_type == "text/html"


def test_json_ld_states_the_facts(tmp_path: Path) -> None:
    assert facts(tmp_path, ld(**NEWS)) == {
        "title": "Trade & talks",
        "published": "2015-04-20T08:00:00+08:00",
        "published_method": "json-ld",
        "author": "Jane Doe",
        "publisher": "Xinhua",
        "url": "https://example.org/a",
        "language": "en",
    }


def test_references_in_a_graph_are_followed(tmp_path: Path) -> None:
    graph = [
        {"@type": "WebPage", "@id": "#page", "name": "Page", "datePublished": "2020-01-01"},
        {"@type": "Article", "headline": "Title", "author": {"@id": "#jane"}},
        {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
    ]
    found = facts(tmp_path, ld(**{"@graph": graph}))
    assert (found["title"], found["author"]) == ("Title", "Jane Doe")


def test_meta_elements_state_what_json_ld_does_not(tmp_path: Path) -> None:
    head = """<meta property="og:title" content="A title"><meta name="PubDate" content="2021-03-11">
        <meta property="og:site_name" content="Xinhua"><link rel="canonical" href="https://x.org/1">
        <meta property="article:author" content="https://facebook.com/jane">"""
    assert facts(tmp_path, head) == {
        "title": "A title",
        "published": "2021-03-11",
        "published_method": "meta",
        "publisher": "Xinhua",
        "url": "https://x.org/1",
        "language": "en",
    }


def test_no_day_is_made_of_the_years_in_a_footer(tmp_path: Path) -> None:
    assert "published" not in facts(tmp_path, "")


def test_the_day_of_the_last_change_is_not_the_day_of_publication(tmp_path: Path) -> None:
    changed = {key: value for key, value in NEWS.items() if key != "datePublished"}
    assert facts(tmp_path, ld(**changed)).get("published", "")[:4] != "2022"


def test_the_day_found_in_a_page_keeps_where_it_was_found(tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.html", page(head=ld(**NEWS)))
    found = analyse(document)
    assert found.published is not None
    assert (found.published.iso, found.published.method) == ("2015-04-20", "json-ld")
    assert (found.title, found.publisher) == ("Trade & talks", "Xinhua")


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (page(words=RUSSIAN), "cp1251"),
        (page(words=CHINESE, head="<meta charset=gb2312>"), "gb18030"),
        (page(words="“Ready”, he said. " * 20), "utf-8-sig"),
        (page(words="“Ready”, he said. " * 20), "utf-16"),
    ],
    ids=["told from the bytes", "declared", "a mark", "UTF-16"],
)  # fmt: skip
def test_encodings(data: bytes, encoding: str, tmp_path: Path) -> None:
    (document,) = written(tmp_path, "a.html", data.decode().encode(encoding))
    assert any(words in document.text for words in (RUSSIAN.strip(), CHINESE, "“Ready”, he said."))


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    (refused,) = written(tmp_path, "a.html", b"<html><body><a href=/>Home</a></body></html>")
    assert "has no article text" in refused.reason


RSS = """<?xml version="1.0"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Xinhua</title><link>http://x.org</link><language>en</language>
<item><title>One &amp; all</title><link>http://x.org/1</link><dc:creator>Jane Doe</dc:creator>
<pubDate>Thu, 11 Mar 2021 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>China&nbsp;is ready.</p><p>So is <b>Minsk</b>.</p>]]>
</content:encoded></item><item><title>Two&nbsp;more</title>
<description>&lt;p&gt;Belarus is ready.&lt;/p&gt;</description></item>
<item><title>Empty</title></item></channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>BelTA</title>
<entry><title>One</title><link rel="self" href="http://x.org/s"/><link href="http://x.org/1"/>
<published>2021-03-11T08:00:00Z</published><updated>2022-01-01T00:00:00Z</updated>
<author><name>Jane Doe</name></author><content type="xhtml"><div
xmlns="http://www.w3.org/1999/xhtml"><p>China is <b>ready</b>.</p></div></content></entry></feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>BelTA</title></channel><item><title>One</title><link>http://x.org/1</link>
<description>China is ready.</description><dc:date>2021-03-11</dc:date></item></rdf:RDF>"""


def test_rss(tmp_path: Path) -> None:
    one, two, empty = written(tmp_path, "feed.xml", RSS.encode())
    assert one.text == "China is ready.\n\nSo is Minsk."
    assert one.given == {
        "title": "One & all",
        "url": "http://x.org/1",
        "published": "Thu, 11 Mar 2021 08:00:00 GMT",
        "published_method": "feed",
        "author": "Jane Doe",
        "publisher": "Xinhua",
        "language": "en",
    }
    published = analyse(one).published
    assert published is not None
    assert (published.iso, published.method) == ("2021-03-11", "feed")
    assert (two.text, two.given["title"], two.path[-2:]) == ("Belarus is ready.", "Two more", "#2")
    assert empty.reason.endswith("feed.xml#3 has no words but its title")


@pytest.mark.parametrize("data", [ATOM, RDF], ids=["Atom", "RSS 1.0"])
def test_other_feeds(data: str, tmp_path: Path) -> None:
    (one,) = written(tmp_path, "feed", data.encode())
    assert (one.text, one.given["title"], one.given["url"]) == (
        "China is ready.",
        "One",
        "http://x.org/1",
    )
    assert one.given["published"].startswith("2021-03-11")
    assert one.given["publisher"] == "BelTA"


def test_a_broken_feed_gives_what_stands_before_the_fault(tmp_path: Path) -> None:
    one, fault = written(tmp_path, "feed.xml", RSS.partition("<item><title>Empty")[0].partition(
        "<item><title>Two")[0].encode() + b"<item><broken")  # fmt: skip
    assert isinstance(one, Document)
    assert "no well-formed XML, behind its entry 1" in fault.reason


ITEM = "<item><title>{0}</title><description>{0} is gone.</description></item>"
FAULTS = {
    "a bare ampersand": ITEM.format("R & D"),
    "an ampersand in an address": ITEM.format("?a=1&b=2"),
    "an entity of HTML": ITEM.format("Caf&eacute;"),
    "an unknown entity": ITEM.format("&nonsense;"),
    "an element left open": "<item><title>Open<description>It is gone.</description></item>",
    "a less-than sign": ITEM.format("3 < 5"),
    "a tag in words": ITEM.format("<b>Bold</b>"),
    "a control character": ITEM.format("A\x0bB"),
    "a prefix that is not declared": "<item><title>P</title><x:y>1</x:y>"
    "<description>It is gone.</description></item>",
}


@pytest.mark.parametrize("item", FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("place", [0, 1, 2], ids=["first", "in the middle", "last"])
def test_a_fault_in_one_entry_costs_no_other(item: str, place: int, tmp_path: Path) -> None:
    items = [ITEM.format("Mole"), ITEM.format("Pier")]
    items.insert(place, item)
    data = f"<rss version='2.0'><channel><title>Gazette</title>{''.join(items)}</channel></rss>"
    found = written(tmp_path, "feed.xml", data.encode())
    assert len(found) == 3
    others = [one for at, one in enumerate(found) if at != place]
    assert [(one.given["title"], one.text) for one in others] == [
        ("Mole", "Mole is gone."), ("Pier", "Pier is gone.")]  # fmt: skip
    assert item.startswith("<item><title>Open") or found[place].text.endswith("is gone.")


def test_an_entry_is_the_same_in_tomorrow_s_feed(tmp_path: Path) -> None:
    item = "<item><title>New</title><description>News.</description></item>"
    tomorrow = RSS.replace("<item>", item + "<item>", 1)
    today = {
        one.sha256 for one in written(tmp_path, "a.xml", RSS.encode()) if type(one) is Document
    }
    later = {one.sha256 for one in written(tmp_path, "b.xml", tomorrow.encode())
             if type(one) is Document}  # fmt: skip
    assert today < later


WARC = [
    warc_record(b"software: x\r\n", "warcinfo", "application/warc-fields"),
    warc_record(answer(page("One"))),
    warc_record(answer(gzip.compress(page("Two")), headers="Content-Encoding: gzip\r\n")),
    warc_record(answer(b"%x\r\n%b\r\n0\r\n\r\n" % (len(page("Three")), page("Three")),
                       headers="Transfer-Encoding: chunked\r\n")),
    warc_record(answer(b"\x89PNG", "image/png")),
    warc_record(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n" + page("Lost")),
    warc_record(WORDS.encode(), "conversion", "text/plain"),
    warc_record(page("Four"), "resource", "text/html"),
]  # fmt: skip
READ = [("#2", "One"), ("#3", "Two"), ("#4", "Three"), ("#7", "China i"), ("#8", "Four")]


@pytest.mark.parametrize(
    "data",
    [b"".join(WARC), b"".join(map(gzip.compress, WARC)), gzip.compress(b"".join(WARC))],
    ids=["plain", "a gzip member a record", "gzip around all"],
)
def test_the_pages_of_a_warc_file(data: bytes, tmp_path: Path) -> None:
    found = written(tmp_path, "crawl.warc", data)
    assert parts(found, tmp_path) == [(f"crawl.warc{number}", title) for number, title in READ]
    assert {one.given["url"] for one in found} == {"https://example.org/a"}


BROKEN = {
    "a length that takes in the next ones": warc_record(
        warc_record(answer(page("Bad", words=WORDS * 3000))), length=10_000
    ),
    "too short a length": warc_record(answer(page("Bad")), length=50),
    "too long a length": warc_record(answer(page("Bad")), length=2000),
    "a length of a terabyte": warc_record(answer(page("Bad")), length=10**12),
    "a negative length": warc_record(answer(page("Bad")), length=-5),
    "no headers": b"WARC/1.0\r\n\r\n",
    "garbage": b"garbage\r\n\r\nmore of it\r\n",
    "an endless header": b"WARC/1.0\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    "very many headers": b"WARC/1.0\r\n" + b"X: a\r\n" * 10_000 + b"\r\n",
    "no answer of a server": warc_record(b"hello"),
    "a bomb": warc_record(answer(gzip.compress(bytes(1 << 25)),
                                 headers="Content-Encoding: gzip\r\n")),
}  # fmt: skip


@pytest.mark.parametrize("record", BROKEN.values(), ids=BROKEN.keys())
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_broken_record_costs_no_neighbour(record: bytes, pack: Any, tmp_path: Path) -> None:
    data = b"".join(pack(one) for one in (WARC[1], record, WARC[7]))
    found = parts(written(tmp_path, "a.warc", data), tmp_path)
    assert [title for _, title in found] == ["One", "refused", "Four"]


def test_a_damaged_member_costs_no_neighbour(tmp_path: Path) -> None:
    members = [gzip.compress(one) for one in (WARC[1], WARC[1], WARC[7])]
    members[1] = members[1][:200] + bytes(40) + members[1][240:]
    found = parts(written(tmp_path, "a.warc.gz", b"".join(members)), tmp_path)
    assert [title for _, title in found] == ["One", "refused", "Four"]


def test_a_file_that_is_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    data = gzip.compress(b"".join(WARC))[:-100]
    found = parts(written(tmp_path, "a.warc.gz", data), tmp_path)
    assert found[0] == ("a.warc.gz#2", "One")
    assert found[-1][1] == "refused"


def test_a_missing_library_is_named_with_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trafilatura.py").write_text("raise ImportError('no', name='trafilatura')")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    limits = Limits(seconds=9.5)  # a worker of its own, which sees that path
    (refused,) = written(tmp_path, "a.html", page(), Reading(limits=limits))
    assert isinstance(refused, Unread)
    assert refused.reason.endswith(
        "needs trafilatura, which is not installed: pip install 'statement-archive[html]'"
    )
    assert refused.hint == "pip install 'statement-archive[html]'"


def test_the_worker_imports_nothing_from_the_folder_it_works_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    child = Worker(Limits())
    assert child.do("fragment", "a", b"<p>China.</p>") == "China."
    child.stop()


@pytest.fixture
def child(request: pytest.FixtureRequest) -> Iterator[Worker]:
    child = Worker(request.param)
    yield child
    child.stop()


@pytest.mark.parametrize("child", [Limits(seconds=1)], ids=["1 s"], indirect=True)
def test_a_worker_that_hangs_is_replaced(child: Worker) -> None:
    attributes = b" ".join(b"a%d=1" % number for number in range(100_000))
    with pytest.raises(UnreadableError, match="takes longer to parse than the limit of 1 s"):
        child.do("page", "a.html", page(words=f"<a {attributes.decode()}>"))
    assert child.do("fragment", "b", b"<p>China.</p>") == "China."


@pytest.mark.parametrize("child", [Limits()], ids=["defaults"], indirect=True)
def test_a_worker_that_dies_is_replaced(child: Worker) -> None:
    assert child.do("fragment", "a", b"<p>China.</p>") == "China."
    assert child._process is not None
    child._process.kill()
    with pytest.raises(UnreadableError, match="crashes the parser"):
        child.do("fragment", "b", b"<p>China.</p>")
    assert child.do("fragment", "c", b"<p>China.</p>") == "China."


@pytest.mark.parametrize(
    "child", [Limits(memory=150 << 20, size=1 << 30)], ids=["150 MB"], indirect=True
)
def test_a_worker_has_no_more_memory_than_the_limit(child: Worker) -> None:
    with pytest.raises(UnreadableError, match="takes more memory to parse than the limit"):
        child.do("fragment", "a", b"<p>" + b"China. " * (20 << 20) + b"</p>")
