"""The five articles in seed/, as they were crawled, give exactly the fields that a reader sees."""

from pathlib import Path
from typing import Any

import pytest

from archive.parse import parse
from archive.read import read
from archive.records import Article
from archive.vocabulary import default_vocabulary

SEED = Path(__file__).parents[2] / "seed"

FIELDS: dict[str, dict[str, Any]] = {
    "000": {
        "title": (
            "China to push for deeper synergy between BRI, Belarus' development strategy -- premier"
        ),
        "published": "2023-10-28",
        "event": ("2023-10-27", "weekday"),
        "place": "BISHKEK",
        "editors": (),
        "paragraphs": 8,
        "first": "China stands ready to push for",
        "last": "the multipolarization of the world, he added.",
    },
    "001": {
        "title": None,
        "published": "2024-08-23",
        "event": ("2024-08-22", "weekday"),
        "place": None,
        "editors": ("Zhu Ying",),
        "paragraphs": 10,
        "first": "Chinese Premier Li Qiang said Thursday that",
        "last": "They also jointly met the press.",
    },
    "002": {
        "title": (
            "Xi calls for high-quality development of China-Belarus Belt and Road cooperation"
        ),
        "published": "2021-01-27",
        "time": "01:27:25",
        "event": ("2021-01-26", "weekday"),
        "place": "BEIJING",
        "editors": ("huaxia",),
        "paragraphs": 11,
        "first": "Chinese President Xi Jinping on Tuesday",
        "last": "a happy New Year, prosperity and health.",
    },
    "003": {
        "title": "Chinese, Belarusian presidents pledge to enhance ties",
        "published": "2023-12-04",
        "time": "16:49",
        "event": ("2023-12-04", "weekday"),
        "place": "BEIJING",
        "editors": ("Zhang Kaiwei", "Liang Jun"),
        "paragraphs": 14,
        "first": "Chinese President Xi Jinping met with",
        "last": "Cai Qi and Wang Yi attended the event.",
    },
    "004": {
        "title": "Xi meets with Belarusian President Lukashenko",
        "published": "2022-09-16",
        "time": "17:51:59",
        "event": ("2022-09-15", "weekday"),
        "place": None,
        "editors": ("Leon",),
        "paragraphs": 15,
        "first": "Chinese President Xi Jinping on Thursday afternoon",
        "last": "He Lifeng and other officials attended the meeting.",
    },
}


def article(number: str) -> Article:
    (path,) = SEED.glob(f"{number}_*.txt")
    return parse(next(read(path)), default_vocabulary())


@pytest.mark.parametrize("number", FIELDS)
def test_fields(number: str) -> None:
    found, expected = article(number), FIELDS[number]
    assert found.title == expected["title"]
    assert found.published
    assert found.published.iso == expected["published"]
    assert found.published_time == expected.get("time")
    assert found.event
    assert (found.event.iso, found.event.method) == expected["event"]
    assert found.place == expected["place"]
    assert found.publisher == "Xinhua"
    assert found.editors == expected["editors"]


@pytest.mark.parametrize("number", FIELDS)
def test_body(number: str) -> None:
    found, expected = article(number), FIELDS[number]
    assert len(found.paragraphs) == expected["paragraphs"]
    assert found.body.startswith(expected["first"])
    assert found.body.endswith(expected["last"])


def test_the_one_caption_is_kept_apart() -> None:
    (caption,) = article("000").captions
    assert caption.startswith("Chinese Premier Li Qiang meets with Belarusian Prime Minister")
    assert caption.endswith("Oct. 27, 2023. (Xinhua/Yue Yuewei)")
    assert [article(number).captions for number in ("001", "002", "003", "004")] == [()] * 4
