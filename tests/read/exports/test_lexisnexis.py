"""LexisNexis Academic as wrapped text and as a page, with labels of several languages."""

from pathlib import Path

import pytest

from tests.read.exports.makers import Told

SLIP = """\ufeff\r
Download Request: Selected Items: 1-3\r
Time Of Request: Friday, March 20, 2020  16:51:31\r
\r
Send To:\r
\r
HOUSE 39\r
\r
Terms: (bread OR ferry)\r
\r
Source: The Lantern;Das Blatt\r
\r
"""
FIRST = """                                1 of 3 DOCUMENTS


                          The Lantern (Ostrow)

                            January 11, 2010 Monday
                                 First Edition

Harbour to close for a winter, says the board that was
asked; Boats must leave

BYLINE: MIRA O'DELL, HARBOUR CORRESPONDENT

SECTION: NEWS; Pg. 2

LENGTH: 31 words


ANNOUNCER: Good evening. The harbour will close
for a winter, the board said.

DOBBS: Nobody asked the boats.

NOTES: A map stood beside the text.

LOAD-DATE: January 13, 2010

LANGUAGE: ENGLISH

GRAPHIC: "We were not asked," said the captain of the first boat, pictured
left.

PUBLICATION-TYPE: Newspaper


                   Copyright 2010 Lantern Press
                              All Rights Reserved


"""
SECOND = """                               Dokument 2 von 3

                          Copyright 2011 Blattverlag
                          Alle Rechte vorbehalten

                                   Das Blatt

                           Mittwoch 31. August 2011

Bäcker kehren zurück

AUTOR: Von Jörg Weiß

RUBRIK: LOKALES; S. 3

LÄNGE: 9 Wörter


Die Bäcker sind wieder da.

UPDATE: 1. September 2011

SPRACHE: GERMAN; DEUTSCH


"""
THIRD = """                               3 of 3 DOCUMENTS

We are sorry but there is an error in this document and it is not possible to display it.
"""


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """Three documents, the last one an error page."""
    text = SLIP + (FIRST + SECOND + THIRD).replace("\n", "\r\n")
    return Told(tmp_path, "a.TXT", text.encode())


def test_each_document_is_an_article(told: Told) -> None:
    assert told.given("title", "publisher", "published", "author", "edition", "language") == [
        ("Harbour to close for a winter, says the board that was asked; Boats must leave",
         "The Lantern (Ostrow)", "2010-01-11", "Mira O'Dell", "First Edition", "en"),
        ("Bäcker kehren zurück", "Das Blatt", "2011-08-31", "Jörg Weiß", None, "de"),
    ]  # fmt: skip


def test_speakers_in_capitals_are_no_labels_and_notes_are_text(told: Told) -> None:
    assert told.bodies == [
        [
            "ANNOUNCER: Good evening. The harbour will close for a winter, the board said.",
            "DOBBS: Nobody asked the boats.",
            "A map stood beside the text.",
        ],
        ["Die Bäcker sind wieder da."],
    ]
    assert told.given("captions")[0] == (
        '"We were not asked," said the captain of the first boat, pictured left.'
    )


def test_an_error_page_is_told_and_counted(told: Told) -> None:
    assert told.notes == ["LexisNexis, 2 of 3 articles"]
    assert len(told.failures) == 1
    assert "a.TXT#3" in told.failures[0]
    assert "is a page that says the article could not be shown" in told.failures[0]


def page(*documents: str) -> bytes:
    """A page as LexisNexis wrote them: numbered classes, comments, words of the search in spans."""
    parts = "".join(
        f'<A NAME="DOC_ID_0_{n}"></A><!-- Hide XML section from browser\n<DOC NUMBER={n}>\n'
        f"<DOCFULL> -->{document}<!-- </DOCFULL> --><BR CLASS='c9'>"
        for n, document in enumerate(documents, 1)
    )
    number = f'<META NAME="x" DOCUMENTS="{len(documents)}">'
    return f"<HTML><HEAD>{number}</HEAD><BODY>{parts}</BODY></HTML>".encode()


def document(number: str, *lines: str) -> str:
    """A document of a page, a DIV and P for each line."""
    return "".join(
        f'<DIV CLASS="c{n}"><P CLASS="c1"><SPAN CLASS="c2">{line}</SPAN></P></DIV>'
        for n, line in enumerate((number, *lines))
    )


def test_a_page_with_french_labels(tmp_path: Path) -> None:
    data = page(
        document("Document 1 de 2", "Le Fanal", "12</SPAN><SPAN CLASS='c3'> avril 2013 vendredi",
                 "Le port ferme", "AUTEUR: Par Anne Dubois et Luc Morel", "RUBRIQUE: VILLE; Pg. 3",
                 "LONGUEUR: 8 mots", "Le port ferme, <SPAN CLASS='c7'>dit</SPAN> le maire.",
                 "Rien ne part.", "DATE-CHARGEMENT: 13 avril 2013", "LANGUE: FRENCH; FRANÇAIS",
                 "Copyright 2013 Le Fanal", "Tous Droits Réservés"),
        document("Document 2 de 2", "Le Fanal", "13 avril 2013 samedi", "Édition nationale",
                 "Le maire part", "LONGUEUR: 3 mots", "Le maire part."),
    )  # fmt: skip
    told = Told(tmp_path, "a.html", data)
    assert told.given("title", "publisher", "published", "author", "edition") == [
        ("Le port ferme", "Le Fanal", "2013-04-12", "Anne Dubois; Luc Morel", None),
        ("Le maire part", "Le Fanal", "2013-04-13", None, "Édition nationale"),
    ]
    assert told.bodies == [
        ["Le port ferme, dit le maire.", "Rien ne part."],
        ["Le maire part."],
    ]
    assert told.notes == ["LexisNexis, 2 of 2 articles"]


def test_dutch_labels_name_headline_and_text(tmp_path: Path) -> None:
    text = """                               1 of 1 DOCUMENT

                                  De Bode

                       5 oktober 2017 donderdag

KOP: Bakkers: weer aan het werk

AUTEUR: Piet de Vries

LENGTE: 4 woorden

TEKST: De bakkers zijn terug.

De stad is blij.

LAAD-DATUM: 6 oktober 2017
"""
    told = Told(tmp_path, "a.txt", text.encode())
    assert told.given("title", "publisher", "author") == [
        ("Bakkers: weer aan het werk", "De Bode", "Piet de Vries")
    ]
    assert told.bodies == [["De bakkers zijn terug.", "De stad is blij."]]


def test_a_file_without_separators_is_one_article(tmp_path: Path) -> None:
    text = FIRST.split("DOCUMENTS", 1)[1]
    told = Told(tmp_path, "a.txt", text.encode())
    assert told.given("publisher", "published") == [("The Lantern (Ostrow)", "2010-01-11")]
