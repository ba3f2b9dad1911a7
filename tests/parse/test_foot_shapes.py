"""Every shape of an end that real publishers use; the body above is the same each time."""

from typing import Any

import pytest

from tests.parse.articles import BODY, parsed

ENDS: dict[str, tuple[str, dict[str, Any]]] = {
    "Enditem, glued": (" Enditem", {}),
    "Endi, glued": (" Endi", {}),
    "Xinhua's old page": (
        " Enditem\n\nKEY WORDS:\nEXPLORE XINHUANET\n010020070750000000000000011100001396997181",
        {},
    ),
    "three signs": ("\n\n###", {}),
    "three signs, escaped": ("\n\n\\###", {}),
    "three signs apart, escaped": ("\n\n\\# \\# \\#", {}),
    "web editors": (
        "\n\n(Web editor: Zhang Kaiwei, Liang Jun)",
        {"editors": ("Zhang Kaiwei", "Liang Jun")},
    ),
    "web editors, glued": (" (Web editor: Du Mingming)", {"editors": ("Du Mingming",)}),
    "editor": ("\n\nEditor: Leon", {"editors": ("Leon",)}),
    "editor in brackets": ("\n\n[Editor: Liu Yang]", {"editors": ("Liu Yang",)}),
    "source and editor with no-break spaces": (
        "\n\nSource:\u00a0 Xinhua\u00a0 \u00a0 Editor:\u00a0 Zhu Ying\n",
        {"editors": ("Zhu Ying",), "publisher": "Xinhua"},
    ),
    "a government site's footer": (
        (
            "\n\n\nEditor: Leon\n\nAbout us | Contact us | Legal notice\n\n"
            "Sponsored by National Energy Administration\u00a0 Operated by China Co\n\n"
            "Registration number:11044902\n\n"
            "It's recommended to use the Chrome,Firefox,IE9 and above browsers to get a better view"
        ),
        {"editors": ("Leon",)},
    ),
    "copyright": ("\n\nCopyright © 2023 Xinhua. All rights reserved.", {}),
    "copyright after sharing": (
        "\n\nShare\nFacebook\nTwitter\n\n© 2024 Global Times. All Rights Reserved",
        {},
    ),
    "contributors": ("\n\nLi Yang in Minsk contributed to this story.", {}),
    "reporting and editing": (
        (
            "\n\nReporting by Andrew Osborn; Editing by Gareth Jones\n"
            "Our Standards: The Thomson Reuters Trust Principles."
        ),
        {},
    ),
    "read more with a link": ("\n\nRead more: https://example.org/china-belarus", {}),
    "related articles": (
        "\n\nRelated articles\nXi meets the president of Serbia\nTrade fair opens in Urumqi",
        {},
    ),
    "comment form": (
        "\n\nLeave a comment\nYour email address will not be published.\nName\nSubmit",
        {},
    ),
    "video time stamps": ("\n\n00:58\n01:23", {}),
    "channel plug": ("\n\nSubscribe to our channel for more videos.", {}),
    "translation credit": ("\n\n(Translated by Zhang Wei)", {}),
    "agency as signature": ("\n\n- Reuters", {"publisher": "Reuters"}),
    "transcript's end with the time": (
        "\n\n                 END                 9:38 A.M. EST",
        {},
    ),
    "MEA's place and date": (
        "\n\nNew Delhi\nMarch 09, 2023",
        {"published": "2023-03-09", "place": "New Delhi"},
    ),
    "nothing": ("", {}),
}


@pytest.mark.parametrize(("end", "expected"), ENDS.values(), ids=ENDS.keys())
def test_foot(end: str, expected: dict[str, Any]) -> None:
    article = parsed(BODY + end)
    assert article.body == BODY
    assert article.editors == expected.get("editors", ())
    assert article.publisher == expected.get("publisher")
    assert article.place == expected.get("place")
    assert (article.published.iso if article.published else None) == expected.get("published")


def test_marks_between_the_articles_of_a_bulletin_end_none_of_them() -> None:
    article = parsed(f"{BODY}\n\n###\n\n{BODY}\n\n{BODY}")
    assert article.body.count("the Chinese premier said") == 3


def test_a_last_sentence_that_names_an_editor_stays() -> None:
    text = f"{BODY}\n\nThe editor of the paper said that trade would grow."
    assert parsed(text).body == text


def test_a_bracket_at_the_end_that_is_body_stays() -> None:
    text = f"{BODY}\n\nThe talks were held in the capital (Minsk)"
    assert parsed(text).body == text
