"""Hard pairs: a topic's word stands there and the topic does not, and the reverse."""

import pytest

from archive.extract.topics.subjects import topics_of
from archive.extract.topics.tag import tags
from archive.vocabulary import default_vocabulary

OURS = topics_of(default_vocabulary())


def slugs(statement: str, before: str = "", title: str = "") -> set[str]:
    text = before + statement
    [found] = tags(text, [[(len(before), len(text))]], OURS, title)
    return {tag.topic for tag in found}


@pytest.mark.parametrize(
    ("statement", "topic"),
    [
        ("May God bless you all, and may God protect our troops", "defence"),
        ("We are investing in America and in the community", "trade-and-investment"),
        ("The hospitals were bombed on the third night of the siege of Gaza", "health"),
        ("The trade union called its members out", "trade-and-investment"),
        ("He wished him good health and a long life", "health"),
        ("It shows the health of our democracy", "health"),
        ("She did a great job on that job", "jobs"),
        ("The bill failed by a party-line vote in the House", "elections"),
        ("That is a smoking gun, and he jumped the gun", "gun-violence"),
        ("We had a productive meeting, and I keep the faith", "religion"),
        ("The economy of words in his novel is striking", "trade-and-investment"),
        ("A new virus of hate spreads online", "pandemic"),
        ("She is a champion of small farms", "sport"),
        ("The ball is in his court", "judiciary"),
        ("They moved to another school of thought", "education"),
        ("A climate of fear reigns in the capital", "climate"),
        ("The green light was given to the visit", "green-development"),
        ("Contents are embargoed until 5:00 a.m. tomorrow", "sanctions"),
        ("The United States Marine Band played a flood of songs", "disaster-relief"),
        ("Taiwan Semiconductor opens a plant in Arizona", "taiwan"),
    ],
)
def test_a_word_of_the_topic_is_there_and_the_topic_is_not(statement: str, topic: str) -> None:
    assert topic not in slugs(statement)


@pytest.mark.parametrize(
    ("before", "title", "statement", "topic"),
    [
        pytest.param(
            "He praised Belt and Road cooperation and the Belt and Road Initiative. ",
            "Xi calls for Belt and Road cooperation",
            "China welcomes Belarus to continue its active participation in it",
            "belt-and-road", id="it is what the sentence before names"),
        pytest.param(
            "A ceasefire proposal is on the table, and the ceasefire talks go on. ",
            "Remarks on the ceasefire deal in Gaza",
            "They have not answered it yet, and that is the best update I have for you today",
            "peace-talks", id="they and it after a sentence and a title on it"),
        pytest.param(
            "", "Press Briefing by White House COVID-19 Response Team",
            "The new variants spread faster, and people with prior infection are at risk",
            "pandemic", id="hints under a title on it"),
        pytest.param(
            "", "", "The government should not tell a woman what to do with her own body",
            "reproductive-rights", id="what the law is about, not its name"),
        pytest.param(
            "", "", "Its steel glut is dumped on world markets", "industrial-overcapacity",
            id="a glut is overcapacity"),
    ],
)  # fmt: skip
def test_no_word_of_the_topic_is_there_and_the_topic_is(
    before: str, title: str, statement: str, topic: str
) -> None:
    assert topic in slugs(statement, before, title)
