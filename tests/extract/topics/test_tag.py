"""Topics of statements: the shipped vocabulary, its matching, and mistakes in a user's own."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from archive.errors import VocabularyError
from archive.extract.topics.evidence import COUNTS, UNIT, index_of
from archive.extract.topics.score import case_of, features_of, reduced
from archive.extract.topics.subjects import (
    Topic,
    TopicList,
    checked,
    load_topics,
    read_topics,
    topics_of,
)
from archive.extract.topics.tag import tag, tagger_for, tags
from archive.extract.topics.terms import spellings
from archive.records import GAP, Article, Mention, Span, Statement, Tag
from archive.vocabulary import Vocabulary, default_vocabulary

OURS = topics_of(default_vocabulary())
INDEX = index_of(OURS)
SLUGS = {topic.slug for topic in OURS.topics}


def slugs(text: str, topics: TopicList = OURS) -> list[str]:
    [found] = tags(text, [[(0, len(text))]], topics)
    return sorted({tag.topic for tag in found})


def small(**terms: list[str]) -> TopicList:
    return checked((Topic(slug, slug, terms=tuple(listed)) for slug, listed in terms.items()), "-")


def places(found: Sequence[Tag]) -> list[tuple[str, str, Span]]:
    return [(tag.topic, tag.term, tag.span) for tag in found]


def statement(*spans: Span, headline: bool = False) -> Statement:
    return Statement(
        spans=spans,
        text="",
        mention=Mention(),
        cue=None,
        cue_span=None,
        quotation="indirect",
        headline=headline,
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Belarus firmly supports China on its core interests",
         ["core-interests", "political-trust"]),
        ("Belarus abides by the one-China principle", ["taiwan"]),
        ("the state of Taiwan's weather", ["taiwan"]),
        ("Kenya supports China's national reunification", ["taiwan"]),
        ("issues concerning Hong Kong, Xinjiang and Xizang", ["hong-kong", "xinjiang", "xizang"]),
        ("synergy between the Belt and Road Initiative and others", ["belt-and-road"]),
        ("projects such as the China-Belarus Industrial Park", ["industrial-park"]),
        ("cooperation within the SCO and the Security Council", ["sco", "un"]),
        ("the three global initiatives", ["global-initiatives"]),
        ("the GDI, the GSI and the GCI", ["gci", "gdi", "gsi"]),
        ("trade and investment, digital economy and green development",
         ["digital-economy", "green-development", "trade-and-investment"]),
        ("science and technology", ["science-and-technology"]),
        ("exchanges in higher education and tourism", ["education", "tourism"]),
        ("support in the fight against the epidemic", ["pandemic"]),
        ("anti-epidemic cooperation", ["pandemic"]),
        ("exchanges at local levels", ["local-cooperation"]),
        ("an all-weather comprehensive strategic partnership", ["strategic-partnership"]),
        ("political mutual trust", ["political-trust"]),
        ("it opposes all external interference", ["non-interference"]),
        ("a development path suited to its national conditions", ["development-path"]),
        ("the modernization drive", ["modernization"]),
        ("the 20th National Congress of the Communist Party of China", ["party-congress"]),
        ("the Ukraine crisis", ["ukraine"]),
        ("a happy New Year", ["condolence-and-greetings"]),
        ("our deepest condolences", ["condolence-and-greetings"]),
        ("a two-state solution for Israelis and Palestinians", ["israel-palestine"]),
        ("the Inflation Reduction Act", []),
        ("mass shootings and assault weapons", ["gun-violence"]),
        ("freedom of navigation in the South China Sea", ["south-china-sea"]),
        ("tariffs on steel", ["tariffs"]),
        ("nuclear arms control", ["arms-control", "nuclear-weapons"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_topics_of_a_sentence(sentence: str, expected: list[str]) -> None:
    assert slugs(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Taiwan Semiconductor opened a plant", id="a company's name"),
        pytest.param("the National Security Council met", id="another council"),
        pytest.param("who is the president", id="who is not WHO"),
        pytest.param("an old school friend", id="old school"),
        pytest.param("Lunar New Year", id="no space flight"),
        pytest.param("the eu-logy and the aim", id="small letters are no acronym"),
        pytest.param("a trademark", id="no trade"),
        pytest.param("an uninhabited island", id="no UN"),
    ],
)
def test_near_misses(sentence: str) -> None:
    assert not {"taiwan", "un", "health", "education", "space", "eu", "trade-and-investment"} & {
        *slugs(sentence)
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("collective bargaining by trade unions", ["jobs"],
                     id="the longer term of another topic counts alone"),
        pytest.param("school shootings", ["gun-violence"], id="so it does for schools"),
        pytest.param("vaccines, wind farms and tariffs", ["energy", "pandemic", "tariffs"],
                     id="one topic may have several"),
    ],
)  # fmt: skip
def test_nested_terms(sentence: str, expected: list[str]) -> None:
    assert slugs(sentence) == expected


def test_an_exclusion_covers_only_its_own_place() -> None:
    sentence = "Taiwan Semiconductor left Taiwan"

    [found] = tags(sentence, [[(0, len(sentence))]], OURS)
    assert [tag.span for tag in found if tag.topic == "taiwan"] == [(26, 32)]


def test_each_tag_keeps_term_and_place() -> None:
    body = "Lin said vaccines and Taiwan’s ports matter."

    [found] = tags(body, [[(9, 43)]], small(health=["vaccin*"], taiwan=["Taiwan"]))
    assert places(found) == [("health", "vaccin*", (9, 17)), ("taiwan", "Taiwan", (22, 28))]


def test_a_term_counts_where_it_lies_wholly_in_a_span() -> None:
    body = "trade war, he said, on trade war"

    found = tags(body, [[(0, 5)], [(0, 9), (20, 32)], [(2, 9)]], small(tariffs=["trade war"]))
    assert [[tag.span for tag in of_one] for of_one in found] == [[], [(0, 9), (23, 32)], []]


def test_tag_looks_into_the_body_and_for_headlines_into_the_title() -> None:
    article = Article(
        path="a",
        title="Trade deal -- premier",
        body="Tourism will grow, Lin said.",
        paragraphs=((0, 28),),
        statements=(statement((0, 10), headline=True), statement((0, 17))),
    )

    tagged = tag(article, default_vocabulary())
    assert [places(s.topics) for s in tagged.statements] == [
        [("trade-and-investment", "trade deal+", (0, 10))],
        [("tourism", "tourism", (0, 7))],
    ]


def test_tag_takes_another_vocabulary() -> None:
    article = Article(
        path="a", body="Bees die.", paragraphs=((0, 9),), statements=(statement((0, 8)),)
    )

    tagged = tag(article, default_vocabulary(), small(bees=["bee+"]))
    assert places(tagged.statements[0].topics) == [("bees", "bee+", (0, 4))]


@pytest.mark.parametrize("path", sorted(Path("seed").glob("*.txt")), ids=lambda path: path.name[:3])
def test_every_tag_of_the_seeds_stands_at_its_place(path: Path) -> None:
    text = path.read_text("utf-8")

    for found in tags(text, [[(0, len(text))]], OURS)[0]:
        quote = text[slice(*found.span)]
        assert (found.topic, found.term) in {
            (INDEX.entries[number].slug, INDEX.entries[number].term)
            for _, _, number in INDEX.find(quote).matches
        }


@pytest.mark.parametrize("topic", OURS.topics, ids=lambda topic: topic.slug)
def test_shipped_topics_are_whole(topic: Topic) -> None:
    assert topic.definition.endswith(".")
    assert len(topic.terms) >= 2
    assert topic.belongs or topic.parent
    assert topic.example
    assert topic.cap is None or re.fullmatch(r"\d{1,4}", topic.cap)
    assert topic.eurovoc is None or topic.eurovoc.isdigit()
    assert topic.iptc is None or re.fullmatch(r"\d{8}", topic.iptc)


@pytest.mark.parametrize("topic", OURS.topics, ids=lambda topic: topic.slug)
def test_every_shipped_term_finds_its_topic(topic: Topic) -> None:
    missed = [
        term
        for term in topic.terms
        if not any(topic.slug in slugs(one) for one in spellings(term.removeprefix("=")))
    ]

    assert missed == []


def test_the_topics_that_readouts_need_are_there() -> None:
    assert {
        "core-interests", "taiwan", "hong-kong", "xinjiang", "xizang", "belt-and-road",
        "industrial-park", "multilateralism", "un", "sco", "global-initiatives",
        "trade-and-investment", "digital-economy", "green-development", "science-and-technology",
        "education", "culture-and-people", "tourism", "health", "pandemic", "local-cooperation",
        "strategic-partnership", "political-trust", "non-interference", "development-path",
        "modernization", "party-congress", "ukraine", "condolence-and-greetings",
    } <= SLUGS  # fmt: skip


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        ("taiwan", "core-interests"),
        ("industrial-park", "belt-and-road"),
        ("un", "multilateralism"),
        ("gdi", "global-initiatives"),
        ("pandemic", "health"),
    ],
)
def test_parents(child: str, parent: str) -> None:
    assert {topic.slug: topic.parent for topic in OURS.topics}[child] == parent


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            '[a]\nlabel="A"\nparent="b"', "topic 'a': the parent 'b' is not a topic", id="parent"
        ),
        pytest.param(
            '[a]\nlabel="A"\nparent="a"', "topic 'a': parents go in a circle: a > a", id="itself"
        ),
        pytest.param(
            '[a]\nlabel="A"\nparent="b"\n[b]\nlabel="B"\nparent="a"',
            "topic 'a': parents go in a circle: a > b > a",
            id="circle",
        ),
        pytest.param(
            '[a]\nlabel="A"\nterms=["x", "="]',
            "topic 'a': the term '' contains no letter",
            id="term",
        ),
        pytest.param(
            '[a]\nlabel="A"\nterms="x"', "topic 'a': terms must be a list of strings", id="no list"
        ),
        pytest.param(
            '[a]\nlabel="A"\nterms=[1]', "topic 'a': terms must be a list of strings", id="number"
        ),
        pytest.param(
            "[a]\nlabel=1", "topic 'a': label must be a string in quotation marks", id="label type"
        ),
        pytest.param('[a]\nterms=["x"]', "topic 'a': has no label", id="no label"),
        pytest.param(
            '[a]\nlabel="A"\nterm=["x"]',
            "topic 'a': unknown key term; the keys are label,",
            id="key",
        ),
        pytest.param('[A_b]\nlabel="A"', "topic 'A_b': cannot be a topic's id", id="slug"),
        pytest.param("a = 1", "topic 'a': must be a table, [a]", id="no table"),
        pytest.param('[a]\nlabel="A"\n[a]\nlabel="B"', "is not valid TOML", id="twice"),
        pytest.param("[a", "is not valid TOML", id="no TOML"),
    ],
)
def test_mistakes_in_a_file_are_told(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(VocabularyError, match=re.escape(reason)) as error:
        load_topics(path)
    assert str(path) in error.value.message


def test_a_slug_that_is_there_twice() -> None:
    with pytest.raises(VocabularyError, match="rows: topic 'a': is defined twice"):
        checked([Topic("a", "A"), Topic("a", "B")], "rows")


def test_a_topic_that_only_groups_needs_no_terms() -> None:
    topics = read_topics({"sea": {"label": "Sea"}, "reef": {"label": "R", "parent": "sea"}}, "-")

    assert [topic.parent for topic in topics.topics] == [None, "sea"]


def test_a_users_folder_adds_terms_and_topics(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text(
        '[taiwan]\nterms = ["Formosa"]\n[bees]\nlabel = "Bees"\nterms = ["bee+", "hive+"]\n',
        "utf-8",
    )
    topics = topics_of(Vocabulary(tmp_path))

    assert slugs("Formosa has bees, Taiwan too", topics) == ["bees", "taiwan"]


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("UN ", id="one term"),
        pytest.param("a", id="one letter"),
        pytest.param('"', id="quotation marks"),
        pytest.param("trade war ", id="nested terms"),
        pytest.param("vaccin", id="a term without end"),
        pytest.param("Taiwan Semiconductor ", id="exclusions"),
        pytest.param("-\xa0", id="spaces and hyphens"),
    ],
)
def test_hostile_text_is_tagged(hostile: str) -> None:
    """Finding terms in 400 kB of nothing but terms comes to an end."""
    text = (hostile * (400_000 // len(hostile) + 1))[:400_000]

    [found] = tags(text, [[(0, len(text))]], OURS)
    assert all(text[tag.span[0] : tag.span[1]] for tag in found)


def test_no_statements_cost_no_search() -> None:
    assert tags("trade", [], OURS) == []
    assert tags("trade", [()], OURS) == [()]


def test_interrupted_statements_are_searched_piece_by_piece() -> None:
    body = "Trade deals, Lin said, doubled since the vaccine came."
    spans = [(0, 11), (23, 53)]

    [found] = tags(body, [spans], OURS)
    assert [tag.topic for tag in found] == ["trade-and-investment", "pandemic"]
    assert GAP.join(body[a:b] for a, b in spans) == "Trade deals … doubled since the vaccine came"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("We met many people, and the vaccine came up.", ["pandemic"], id="a term"),
        pytest.param("They welcomed it.", [], id="only the title"),
    ],
)
def test_without_the_learned_weights_a_term_in_the_statement_decides(
    tmp_path: Path, said: str, expected: list[str]
) -> None:
    (tmp_path / "topic_weights.toml").write_text("learned = false\n", "utf-8")
    topics = small(pandemic=["vaccine+"])
    tagger = tagger_for(topics, Vocabulary(tmp_path))

    [found] = tagger.tags(said, [[(0, len(said))]], "Vaccines arrive, vaccines work")
    assert [tag.topic for tag in found] == expected


def test_a_switch_that_is_neither_on_nor_off(tmp_path: Path) -> None:
    (tmp_path / "topic_weights.toml").write_text('learned = "no"\n', "utf-8")

    with pytest.raises(VocabularyError, match="learned must be true or false"):
        tagger_for(OURS, Vocabulary(tmp_path))


@pytest.mark.parametrize("count", range(1, 6))
@pytest.mark.parametrize("name", COUNTS)
def test_equal_evidence_holds_the_same_features(name: str, count: int) -> None:
    """No feature asks for more than ``ENOUGH``, alone or beside others."""
    for beside in (0, UNIT["terms"], UNIT["hints"], UNIT["before"] + UNIT["title"]):
        number = count * UNIT[name] + beside
        held = features_of(case_of(number, 0))
        assert features_of(case_of(reduced(number), 0)) == held
