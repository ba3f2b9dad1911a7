"""ProQuest as text, page and mail: labels, captions, credits, what stands in no text."""

import quopri
from pathlib import Path

from tests.read.exports.makers import Told

RULE = "_" * 60
FIRST = f"""{RULE}

The harbour will close for the winter

Author: O'Dell, Mira; Sobotka, Pavel

Publication info: The Lantern ; Ostrow, Ont. [Ostrow, Ont]. 08 May 2010: AA.2.

https://www.proquest.com/newspapers/x/docview/410000001/se-2?accountid=1

Abstract: The harbour will close...

Links: https://resolver.example/openurl

Full text: The harbour will close for the winter, the board said.
The question is:
Who asked the boats?
Twitter: @lantern
CAPTION: The harbour. “We were not asked,” said the captain.
CREDIT: Ann Li

Subject: Harbours; Winter

Business indexing term: Industry: 48831

Title: The harbour will close for the winter

Publication title: The Lantern; Ostrow, Ont.

Publication year: 2010

Publication date: May 9, 2010

Section: News

Publisher: Lantern Newspapers Limited

Language of publication: English

ProQuest document ID: 410000001

Document URL: https://www.proquest.com/docview/410000001

Last updated: 2023-01-01

Database: Newsstream

"""
SECOND = f"""{RULE}

A fog

Publication info: The Lantern Diary (Online), Ostrow. 10 May 2010.

Full text: A fog came.

CREDIT: Ida Crane Jo Lind

Publication title: The

Publication date: May 10, 2010

ProQuest document ID: 410000002

"""
THIRD = f"""{RULE}

Only an abstract

Abstract: The board met.

Full text: Not available.

Publication title: The Lantern

ProQuest document ID: 410000003

{RULE}

Contact us at: http://about.proquest.com/go/pqissupportcontact
Database copyright © 2024 ProQuest LLC. All rights reserved.
Terms and Conditions: https://www.proquest.com/info/termsAndConditions
"""


def test_text(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.txt", (FIRST + SECOND + THIRD).replace("\n", "\r\n").encode())
    assert told.given("title", "publisher", "published", "author", "section", "id", "language") == [
        ("The harbour will close for the winter", "The Lantern", "2010-05-09",
         "Mira O'Dell; Pavel Sobotka", "News", "proquest:410000001", "en"),
        ("A fog", "The Lantern Diary", "2010-05-10", "Ida Crane Jo Lind", None,
         "proquest:410000002", None),
    ]  # fmt: skip
    assert told.bodies == [
        [
            "The harbour will close for the winter, the board said.",
            "The question is:",
            "Who asked the boats?",
            "Twitter: @lantern",
        ],
        ["A fog came."],
    ]
    assert told.given("captions")[0] == "The harbour. “We were not asked,” said the captain."


def test_an_article_without_full_text_is_told(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.txt", (FIRST + SECOND + THIRD).encode())
    assert told.notes == ["ProQuest, 2 of 3 articles"]
    assert told.failures == [
        "a.txt#3 ('Only an abstract') has no full text in this export, only what is said of it"
    ]


def page() -> str:
    """Two articles as ProQuest saves them: no html element, a block for each label."""

    def article(number: int, title: str, words: str) -> str:
        return (
            f'<a name="DocID_{number}"></a><p style="margin:5pt"><strong>{title}</strong></p>'
            "<p><strong>Author:  </strong>O'Dell, Mira</p>"
            "<p><strong>Publication info:  </strong>The Lantern ; Ostrow [Ostrow]. 08 May 2010.</p>"
            "<p><strong>Abstract:  </strong>None available.</p>"
            f"<p><strong>Full text:  </strong></p><p>{words}</p><p>Nobody asked why.</p>"
            "<p><strong>Publication title:  </strong>The Lantern</p>"
            "<p><strong>Publication date:  </strong>May 8, 2010</p>"
            f"<p><strong>ProQuest document ID:  </strong>41000000{number}</p>"
        )

    return f"<div>{article(1, 'A fog', 'A fog came.')}{article(2, 'A flag', 'A flag rose.')}</div>"


PAGE = [("A fog", "2010-05-08", "Mira O'Dell"), ("A flag", "2010-05-08", "Mira O'Dell")]
WORDS = [["A fog came.", "Nobody asked why."], ["A flag rose.", "Nobody asked why."]]


def test_page(tmp_path: Path) -> None:
    told = Told(tmp_path, "a.html", page().encode())
    assert told.given("title", "published", "author") == PAGE
    assert told.bodies == WORDS


def test_mail(tmp_path: Path) -> None:
    body = quopri.encodestring(f"<html><body>{page()}</body></html>".encode())
    mail = (
        b"Received: from pq.example\r\n\tby mx.example; Fri, 5 Jul 2019 09:31:00 +0200\r\n"
        b"From: ProQuest <noreply@proquest.example>\r\nSubject: Your articles\r\n"
        b"MIME-Version: 1.0\r\n"
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nYour articles.\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
        b"\r\n\r\n" + body + b"\r\n--b--\r\n"
    )
    told = Told(tmp_path, "a.eml", mail)
    assert told.given("title", "published", "author") == PAGE
    assert told.bodies == WORDS
    assert told.notes == ["ProQuest, 2 of 2 articles"]


def test_a_mail_of_anybody_is_one_article(tmp_path: Path) -> None:
    mail = (
        "From: A. Clerk <clerk@board.example>\nTo: desk@lantern.example\nSubject: The harbour\n"
        "Date: Fri, 05 Jul 2019 09:31:00 +0200\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\n"
        "The harbour will close for the winter,\nthe board said.\n\nIt opens in May.\n"
    )
    told = Told(tmp_path, "a.eml", mail.encode())
    assert told.given("title", "published") == [("The harbour", "2019-07-05 09:31")]
    assert told.bodies == [
        ["The harbour will close for the winter, the board said.", "It opens in May."]
    ]
