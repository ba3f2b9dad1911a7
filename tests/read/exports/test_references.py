"""References without text are told as such; a Zotero library says what its attached files are."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from archive.read import read_all
from archive.records import Document, Note
from tests.read.exports.makers import Told, docx, paragraph

RIS = """TY  - NEWS
TI  - Harbour to close
AU  - O'Dell, Mira
L1  - files/12/harbour.pdf
L2  - https://example.org/a
ER  -

TY  - NEWS
TI  - A fog
ER  -
"""
BIBTEX = """
@article{odell2019,
  title = {Harbour to close},
  file = {Harbour:files/12/harbour.pdf:application/pdf;Page:files/13/a.html:text/html},
}
@misc{fog, title = {A fog}}
"""
CSL = json.dumps(
    [
        {"id": "a", "type": "article-newspaper", "title": "A", "issued": {"date-parts": [[2019]]}},
        {"id": "b", "type": "webpage", "title": "B", "issued": {"date-parts": [[2020]]}},
    ]
)
UNDATED = json.dumps([{"id": "a", "type": "article-newspaper", "title": "A"}])
NEWS = json.dumps([{"id": "a", "type": "article-newspaper", "title": "A", "text": "Li spoke."}])
FILES = "ingest the files attached to them: files/12/harbour.pdf"
REFERENCES = {
    "RIS": (RIS, f"2 references (RIS) without the text of their articles; {FILES}"),
    "BibTeX": (BIBTEX, f"2 references (BibTeX) without the text of their articles; {FILES}"),
    "CSL JSON": (CSL, "2 references (CSL JSON) without the text of their articles; export them"),
    "CSL JSON, undated": (UNDATED, "1 reference (CSL JSON) without the text of their articles"),
}


@pytest.mark.parametrize(("text", "reason"), REFERENCES.values(), ids=REFERENCES.keys())
def test_references_are_one_failure(text: str, reason: str, tmp_path: Path) -> None:
    told = Told(tmp_path, "a.txt", text.encode())
    assert told.documents == []
    assert len(told.failures) == 1
    assert reason in told.failures[0]


def test_what_has_a_text_is_no_reference(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.json", NEWS.encode())
    assert [document.text for document in told.documents] == ["Li spoke."]
    assert told.failures == []


def library(folder: Path) -> Path:
    """A Zotero library with two attached files, one of them not there; returns the other."""
    with closing(sqlite3.connect(folder / "zotero.sqlite")) as raw, raw:
        raw.executescript(
            """CREATE TABLE items (itemID, key);
            CREATE TABLE itemAttachments (itemID, parentItemID);
            CREATE TABLE itemData (itemID, fieldID, valueID);
            CREATE TABLE fields (fieldID, fieldName);
            CREATE TABLE itemDataValues (valueID, value);
            CREATE TABLE creators (creatorID, firstName, lastName);
            CREATE TABLE itemCreators (itemID, creatorID, orderIndex);
            INSERT INTO items VALUES (1, 'PARENT01'), (2, 'ABCD2345'), (3, 'EFGH2345');
            INSERT INTO itemAttachments VALUES (2, 1), (3, 1);
            INSERT INTO fields VALUES (1, 'title'), (2, 'date'), (3, 'publicationTitle');
            INSERT INTO itemDataValues VALUES (1, 'Harbour to close'),
                (2, '2019-03-00 March 2019'), (3, 'The Lantern');
            INSERT INTO itemData VALUES (1, 1, 1), (1, 2, 2), (1, 3, 3);
            INSERT INTO creators VALUES (1, 'Mira', 'O''Dell'), (2, 'Ann', 'Li');
            INSERT INTO itemCreators VALUES (1, 2, 1), (1, 1, 0);"""
        )
    attached = folder / "storage" / "ABCD2345"
    attached.mkdir(parents=True)
    (attached / "odell.docx").write_bytes(docx(paragraph("The harbour will close.")))
    return attached / "odell.docx"


def test_files_in_a_librarys_storage_have_the_facts_of_their_items(tmp_path: Path) -> None:
    (document,) = read_all(library(tmp_path))
    assert isinstance(document, Document)
    assert document.given == {
        "title": "Harbour to close",
        "published": "2019-03",
        "published_method": "zotero",
        "publisher": "The Lantern",
        "author": "Mira O'Dell; Ann Li",
    }


def test_a_library_says_how_many_files_it_has(tmp_path: Path) -> None:
    library(tmp_path)
    before = (tmp_path / "zotero.sqlite").read_bytes()
    (note,) = read_all(tmp_path / "zotero.sqlite")
    assert isinstance(note, Note)
    assert note.text == (
        "a Zotero library with 2 files attached to its items, which are read where they lie; "
        "1 missing"
    )
    assert (tmp_path / "zotero.sqlite").read_bytes() == before


def test_another_database_is_of_an_unknown_kind(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a.sqlite")) as raw, raw:
        raw.execute("CREATE TABLE a (b)")
    told = Told(tmp_path, "b.sqlite", (tmp_path / "a.sqlite").read_bytes())
    assert told.failures == ["b.sqlite is an SQLite database, which is not read"]


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
 <bib:Article rdf:about="https://example.org/a"><z:itemType>newspaperArticle</z:itemType>
  <dcterms:isPartOf><bib:Newspaper><dc:title>The Lantern</dc:title></bib:Newspaper>
  </dcterms:isPartOf>
  <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>O'Dell</foaf:surname>
   <foaf:givenName>Mira</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
  <link:link rdf:resource="#item_2"/><dc:title>Harbour to close</dc:title>
  <dc:date>March 15, 2019</dc:date></bib:Article>
 <z:Attachment rdf:about="#item_2"><rdf:resource rdf:resource="files/2/odell.txt"/></z:Attachment>
</rdf:RDF>"""


def test_an_exported_library(tmp_path: Path) -> None:
    attached = tmp_path / "files" / "2" / "odell.txt"
    attached.parent.mkdir(parents=True)
    attached.write_text("The harbour will close for the winter.")
    (tmp_path / "My Library.rdf").write_text(RDF)
    (document,) = read_all(attached)
    assert isinstance(document, Document)
    assert document.given == {
        "title": "Harbour to close",
        "published": "2019-03-15",
        "published_method": "zotero",
        "publisher": "The Lantern",
        "author": "Mira O'Dell",
    }
    (note,) = read_all(tmp_path / "My Library.rdf")
    assert isinstance(note, Note)
    assert note.text.startswith("a Zotero library with 1 file attached")
