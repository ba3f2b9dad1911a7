"""Every shape of a head that real publishers use, with the fields that it must give.

The body below each head is the same, and must come out without a word more or less.
"""

from typing import Any

import pytest

from tests.parse.articles import BODY, parsed

TITLE = "Chinese, Belarusian premiers hold talks in Minsk"

HEADS: dict[str, tuple[str, dict[str, Any]]] = {
    "crawl prefix, title on the same line": (
        f" date 2023-10-28 {TITLE}\n\n",
        {"title": TITLE, "published": "2023-10-28", "found": "crawl prefix"},
    ),
    "crawl prefix, no title": (
        " date 2024-08-23 \n",
        {"title": None, "published": "2024-08-23", "found": "crawl prefix"},
    ),
    "crawl prefix, then the page's own title and date": (
        f" date 2024-08-25 \n{TITLE}\nAugust 23, 2024\n\n",
        {"title": TITLE, "published": "2024-08-23", "found": "header"},
    ),
    "crawl prefix of another year than an old date in the head": (
        f" date 2024-08-25 {TITLE}\n\n(12 May 1949)\n\n",
        {"title": TITLE, "published": "2024-08-25", "found": "crawl prefix"},
    ),
    "agency stamp whose opening bracket is lost": (
        f"{TITLE}\n\nXinhua) 16:49, December 04, 2023\n\n",
        {"title": TITLE, "published": "2023-12-04", "time": "16:49", "publisher": "Xinhua"},
    ),
    "agency stamp with both brackets, People's Daily": (
        f"{TITLE}\n(People's Daily Online) 09:05, May 16, 2023\n\n",
        {
            "title": TITLE,
            "published": "2023-05-16",
            "time": "09:05",
            "publisher": "People's Daily",
        },
    ),
    "place and date under the title, as ministries write": (
        f"{TITLE}\nHelsinki, 3 June 2024\n\n",
        {"title": TITLE, "published": "2024-06-03", "place": "Helsinki"},
    ),
    "place of several words and date, English style": (
        f"{TITLE}\n\nNew York, September 22, 2023\n\n",
        {"title": TITLE, "published": "2023-09-22", "place": "New York"},
    ),
    "old stamp without an agency": (
        f"{TITLE}\n\n08:37, July 08, 2012\n\n",
        {"title": TITLE, "published": "2012-07-08", "time": "08:37"},
    ),
    "bar-separated": (
        f"{TITLE}\n\nSource: Xinhua| 2021-01-27 01:27:25|Editor: huaxia\n\n",
        {
            "title": TITLE,
            "published": "2021-01-27",
            "time": "01:27:25",
            "publisher": "Xinhua",
            "editors": ("huaxia",),
        },
    ),
    "stamp above the title, publisher alone below it": (
        f"15:45, 23-Mar-2022\n{TITLE}\nCGTN\n\n",
        {"title": TITLE, "published": "2022-03-23", "time": "15:45", "publisher": "CGTN"},
    ),
    "labelled, breadcrumb above the title": (
        (
            f"Home > NEWS > China > Government Dynamic >\n\n\n{TITLE}\n\n"
            "Release Date:2022-09-16 17:51:59 \u00a0 \u00a0 \u00a0 \u00a0 Source:Xinhua\n\n"
        ),
        {
            "title": TITLE,
            "published": "2022-09-16",
            "time": "17:51:59",
            "publisher": "Xinhua",
        },
    ),
    "gov.cn breadcrumb in capitals": (
        f"HOME >> PREMIER >> NEWS\n{TITLE}\nUpdated: Mar 27,2015 7:12 PM     Xinhua\n\n",
        {"title": TITLE, "published": "2015-03-27", "time": "19:12", "publisher": "Xinhua"},
    ),
    "gov.cn of today": (
        f"{TITLE}\nUpdated: February 26, 2020 21:30 Xinhua\n\n",
        {
            "title": TITLE,
            "published": "2020-02-26",
            "found": "updated",
            "time": "21:30",
            "publisher": "Xinhua",
        },
    ),
    "China Daily: author, site, updated": (
        f"{TITLE}\nBy XU WEI | China Daily | Updated: 2024-11-19 10:05\n\n",
        {
            "title": TITLE,
            "published": "2024-11-19",
            "time": "10:05",
            "publisher": "China Daily",
            "authors": ("XU WEI",),
        },
    ),
    "China Daily: agency copy with a share bar": (
        f"{TITLE}\nXinhua | Updated: 2024-11-19 10:05\nShare\nShare - WeChat\n\n",
        {
            "title": TITLE,
            "published": "2024-11-19",
            "time": "10:05",
            "publisher": "Xinhua",
        },
    ),
    "China Daily: site's host as its name": (
        f"{TITLE}\nBy Cao Desheng in Minsk | chinadaily.com.cn | Updated: 2024-08-22 23:10\n\n",
        {
            "title": TITLE,
            "published": "2024-08-22",
            "time": "23:10",
            "publisher": "China Daily",
            "authors": ("Cao Desheng in Minsk",),
        },
    ),
    "Shanghai Daily: time before the date": (
        f"{TITLE}\nUpdated: 9:12pm, 2 Nov, 2021\n\n",
        {"title": TITLE, "published": "2021-11-02", "time": "21:12"},
    ),
    "Global Times": (
        f"{TITLE}\nBy Global Times Published: Mar 24, 2022 06:46 PM\n\n",
        {
            "title": TITLE,
            "published": "2022-03-24",
            "time": "18:46",
            "publisher": "Global Times",
        },
    ),
    "Global Times: published and updated": (
        f"{TITLE}\nBy Zhang Han\nPublished: Mar 24, 2022 06:46 PM Updated: Mar 25, 2022 1:02AM\n\n",
        {
            "title": TITLE,
            "published": "2022-03-24",
            "time": "18:46",
            "authors": ("Zhang Han",),
        },
    ),
    "published on, in words": (
        f"{TITLE}\nPublished on Mar 14, 2019\n\n",
        {"title": TITLE, "published": "2019-03-14"},
    ),
    "agency then date, with font sizes": (
        f"{TITLE}\nXinhua, September 2, 2015 Adjust font size:\n\n",
        {"title": TITLE, "published": "2015-09-02", "publisher": "Xinhua"},
    ),
    "agency then date, after a comment bar": (
        f"{TITLE}\n0 CommentsPrint E-mail Xinhua, September 2, 2015\n\n",
        {"title": TITLE, "published": "2015-09-02", "publisher": "Xinhua"},
    ),
    "CGTN: day and month name with hyphens": (
        f"Politics\n{TITLE}\nUpdated 15:45, 23-Mar-2022\nCGTN\n\n",
        {
            "title": TITLE,
            "published": "2022-03-23",
            "time": "15:45",
            "publisher": "CGTN",
        },
    ),
    "weekday, day, month": (
        f"{TITLE}\nSunday 15 June 2025 - 14:10\n\n",
        {"title": TITLE, "published": "2025-06-15", "time": "14:10"},
    ),
    "EU: slashes, day first": (
        f"{TITLE}\n05/06/2025\nEEAS Press Team\n\n",
        {
            "title": TITLE,
            "published": "2025-06-05",
            "publisher": "European External Action Service",
        },
    ),
    "CCTV: dashes, month first": (
        f"{TITLE}\nCCTV.com 05-06-2012 14:20 BJT\n\n",
        {"title": TITLE, "published": "2012-05-06", "time": "14:20 BJT", "publisher": "CCTV"},
    ),
    "embassy: ISO date with time after a bar of languages": (
        f"中文 | English | Français\nHome > Embassy News\n{TITLE}\n2020-07-18 20:14\n\n",
        {"title": TITLE, "published": "2020-07-18", "time": "20:14"},
    ),
    "embassy: source and day in brackets": (
        f"{TITLE}\n(From the Chinese Embassy in Belarus)\n2020/07/18\n\n",
        {
            "title": TITLE,
            "published": "2020-07-18",
            "publisher": "Chinese Embassy in Belarus",
        },
    ),
    "a bare date line": (
        f"{TITLE}\n\nOctober 28, 2023\n\n",
        {"title": TITLE, "published": "2023-10-28"},
    ),
    "ministry: date in brackets": (
        f"{TITLE}\n\n(2023-10-28)\n\n",
        {"title": TITLE, "published": "2023-10-28"},
    ),
    "MEA India: title, then month first": (
        f"{TITLE}\nMarch 09, 2023\n\n",
        {"title": TITLE, "published": "2023-03-09"},
    ),
    "NPC: source and date in one line": (
        f"Home > News\n{TITLE}\nSource: Xinhua  |  October 27, 2023  |  Editor: Zhang Jie\n\n",
        {
            "title": TITLE,
            "published": "2023-10-27",
            "publisher": "Xinhua",
            "editors": ("Zhang Jie",),
        },
    ),
    "ecns: date, time, site, editor": (
        f"{TITLE}\n2023-10-27 22:10:55 Ecns.cn Editor : Li Yan\n\n",
        {
            "title": TITLE,
            "published": "2023-10-27",
            "time": "22:10:55",
            "publisher": "China News Service",
            "editors": ("Li Yan",),
        },
    ),
    "Kremlin: date line with the place": (
        f"{TITLE}\nMarch 11, 2022, 14:00, The Kremlin, Moscow\n\n",
        {
            "title": TITLE,
            "published": "2022-03-11",
            "time": "14:00",
            "place": "The Kremlin, Moscow",
        },
    ),
    "TASS: day without a year above the title, dateline in slashes": (
        f"16 MAY, 11:53\n{TITLE}\n\nMOSCOW, May 16. /TASS/. ",
        {
            "title": TITLE,
            "published": None,
            "time": "11:53",
            "place": "MOSCOW",
            "publisher": "TASS",
        },
    ),
    "BelTA": (
        f"21 August 2024, 17:30\n{TITLE}\n\nMINSK, 21 August (BelTA) – ",
        {
            "title": TITLE,
            "published": "2024-08-21",
            "time": "17:30",
            "place": "MINSK",
            "publisher": "BelTA",
        },
    ),
    "Reuters": (
        (
            f"{TITLE}\nBy Andrew Osborn\nAugust 22, 2024 6:12 PM GMT+8 Updated 2 days ago\n\n"
            "MOSCOW, Aug 22 (Reuters) - "
        ),
        {
            "title": TITLE,
            "published": "2024-08-22",
            "time": "18:12 GMT+8",
            "authors": ("Andrew Osborn",),
            "place": "MOSCOW",
            "publisher": "Reuters",
        },
    ),
    "AP": (
        f"{TITLE}\nBY KEN MORITSUGU\nUpdated 9:45 PM BJT, August 22, 2024\n\nBEIJING (AP) — ",
        {
            "title": TITLE,
            "published": "2024-08-22",
            "time": "21:45 BJT",
            "authors": ("KEN MORITSUGU",),
            "place": "BEIJING",
            "publisher": "Associated Press",
        },
    ),
    "White House web page": (
        f"July 10, 2022 • Statements and Releases\n{TITLE}\n\n",
        {"title": TITLE, "published": "2022-07-10"},
    ),
    "site's name after the title": (
        f"{TITLE} - Xinhua | English.news.cn\n\n2023-10-27 22:10:55\n\n",
        {
            "title": TITLE,
            "published": "2023-10-27",
            "time": "22:10:55",
            "publisher": "Xinhua",
        },
    ),
    "title twice": (
        f"{TITLE}\nHome\nOther articles of the day\n{TITLE}\nOctober 27, 2023\n\n",
        {"title": TITLE, "published": "2023-10-27"},
    ),
    "title repeated as the lead": (
        f"{TITLE}\n\nOctober 27, 2023\n\n{TITLE}\n\n",
        {"title": TITLE, "published": "2023-10-27"},
    ),
    "cookie notice, login bar and other titles before the title": (
        (
            "We use cookies to improve your experience. By continuing you agree to our policy.\n"
            "Log in | Sign up\nSearch Trends\nForeign ministry holds press conference\n"
            f"Trade fair opens in Urumqi\n\n{TITLE}\n\nUpdated: 2024-11-19 10:05\n\n"
        ),
        {"title": TITLE, "published": "2024-11-19", "time": "10:05"},
    ),
    "machine summary before a title that comes twice": (
        (
            f"{TITLE}\nAI summary\nThe premiers of both countries met and agreed.\n{TITLE}\n"
            "By Li Wei\n2024-11-19 10:05\n\n"
        ),
        {
            "title": TITLE,
            "published": "2024-11-19",
            "time": "10:05",
            "authors": ("Li Wei",),
        },
    ),
    "author alone, as a byline": (
        "BYLINE: Amber Phillips.\n\n",
        {"title": None, "published": None, "authors": ("Amber Phillips",)},
    ),
    "nothing but a title": (
        f"{TITLE}\n\n",
        {"title": TITLE, "published": None},
    ),
    "nothing at all": ("", {"title": None, "published": None}),
}


@pytest.mark.parametrize(("head", "expected"), HEADS.values(), ids=HEADS.keys())
def test_head(head: str, expected: dict[str, Any]) -> None:
    article = parsed(head + BODY)
    assert article.title == expected["title"]
    assert (article.published.iso if article.published else None) == expected["published"]
    if article.published and "found" in expected:
        assert article.published.method == expected["found"]
    assert article.published_time == expected.get("time")
    assert article.publisher == expected.get("publisher")
    assert article.place == expected.get("place")
    assert article.editors == expected.get("editors", ())
    assert article.authors == expected.get("authors", ())
    assert article.body == BODY
