"""Captions and credits, wherever they stand, and what only looks like one."""

import pytest

from tests.parse.articles import BODY, parsed

CAPTIONS = [
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek, Oct. 27, 2023. (Xinhua/Yue Yuewei)",
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek. [Photo/Xinhua]",
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek. (Photo by Wang Ye)",
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek. (Photo: Xinhua)",
    "Premier Li Qiang meets with Roman Golovchenko. [Photo by Wang Ye/China Daily]",
    "Premier Li Qiang meets with Roman Golovchenko. [Photo provided to China Daily]",
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek, Oct. 27, 2023. /VCG",
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek, Oct. 27, 2023. /Xinhua",
    "Premier Li Qiang meets with Roman Golovchenko in Bishkek. Photo: VCG",
    "Premier Li Qiang and Roman Golovchenko in Bishkek (AP Photo/Ng Han Guan)",
    "File photo: The Great Stone industrial park near Minsk",
    "Photo taken on Oct. 27, 2023 shows the Great Stone industrial park near Minsk.",
    "FILE PHOTO: Premier Li Qiang speaks in Beijing, China, March 13, 2023. REUTERS/Aly Song",
]


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_before_the_lead(caption: str) -> None:
    article = parsed(f"{caption}\n\n{BODY}")
    assert article.captions == (caption,)
    assert article.body == BODY


@pytest.mark.parametrize("caption", CAPTIONS)
def test_a_caption_amid_the_body(caption: str) -> None:
    lead, rest = BODY.split("\n\n")
    article = parsed(f"{lead}\n\n{caption}\n\n{rest}")
    assert article.captions == (caption,)
    assert article.body == BODY


@pytest.mark.parametrize("caption", CAPTIONS[:6])
def test_a_caption_glued_to_the_lead(caption: str) -> None:
    article = parsed(f"{caption} BISHKEK, Oct. 27, 2023 (Xinhua) -- {BODY}")
    assert article.captions == (caption,)
    assert article.place == "BISHKEK"
    assert article.body == BODY


def test_a_caption_in_a_text_whose_breaks_were_lost_is_its_last_sentence() -> None:
    sentence = "China stands ready to work with Belarus on trade, the premier said. " * 20
    article = parsed(f"{sentence}Li meets Golovchenko. (Xinhua/Yue Yuewei) Both agreed, he said.")
    assert article.captions == ("Li meets Golovchenko. (Xinhua/Yue Yuewei)",)
    assert article.body == f"{sentence.strip()}\n\nBoth agreed, he said."


NO_CAPTIONS = [
    "The Environmental Protection Agency (EPA) agreed, the minister said (on tape).",
    "He showed a file photo (taken in May) to the members of the committee, officials said.",
    "He spoke of the talks (Xinhua said they were fruitful) and left for Minsk.",
    "Photography is a hobby of the premier, his spokesman said on Friday.",
]


@pytest.mark.parametrize("text", NO_CAPTIONS)
def test_a_sentence_in_brackets_is_body(text: str) -> None:
    article = parsed(f"{BODY}\n\n{text}\n\n{BODY}")
    assert article.captions == ()
    assert article.body == f"{BODY}\n\n{text}\n\n{BODY}"
