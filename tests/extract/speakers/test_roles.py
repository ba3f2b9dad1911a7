"""Roles, participants and attendees, and what is known from earlier texts."""

import pytest

from archive.extract.speakers.known import Known
from archive.records import KnownName, KnownPerson, KnownRole
from tests.extract.scenes import resolved, speakers


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Chinese Premier Zhou Wen came.", [("Zhou Wen", "Premier", "China")]),
        ("Prime Minister Bo Carr of Ghana came.", [("Bo Carr", "Prime Minister", "Ghana")]),
        ("White House Press Secretary Jen Roth came.",
         [("Jen Roth", "Press Secretary", "White House")]),
        ("Foreign Ministry spokesperson Mao Lan came.",
         [("Mao Lan", "spokesperson", "Foreign Ministry")]),
        ("Mao Lan, a spokesperson for the Foreign Ministry, came.",
         [("Mao Lan", "spokesperson", "Foreign Ministry")]),
        ("Secretary of State Anthony Roth came.", [("Anthony Roth", "Secretary of State", None)]),
        ("Former President Ida Roth came.", [("Ida Roth", "Former President", None)]),
        ("President Ann Lee, Vice President Ida Roth, and Secretary Bo Carr came.",
         [("Ann Lee", "President", None), ("Ida Roth", "Vice President", None),
          ("Bo Carr", "Secretary", None)]),
        ("Crown Prince and Prime Minister Salim Al Noor of Bahrain came.",
         [("Salim Al Noor", "Crown Prince", None),
          ("Salim Al Noor", "Prime Minister", "Bahrain")]),
        ("Ann Lee came.", []),
    ],
)  # fmt: skip
def test_roles(text: str, roles: list[tuple[str, str, str | None]]) -> None:
    article = resolved(text)

    assert [(role.speaker, role.title, role.of) for role in article.roles] == roles


def test_a_speaker_carries_the_role_seen_in_the_article() -> None:
    article = resolved("[Chinese Premier Zhou Wen] said. [Zhou] said")

    roles = [statement.speakers[0].role for statement in article.statements]
    assert [(role.title, role.of) for role in roles if role] == [("Premier", "China")] * 2


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("President Ann Lee met with Prime Minister Bo Carr in Oslo.", "Ann Lee + Bo Carr"),
        ("In his telephone conversation with President Bo Carr, Paul Roth also urged it.",
         "Bo Carr + Paul Roth"),
        ("Premier Zhou Wen said it when meeting with Prime Minister Bo Carr. Paul Roth left.",
         "Zhou Wen + Bo Carr"),
        ("{Readout of President Ann Lee’s Call with Prime Minister Bo Carr of Ghana} They spoke.",
         "Ann Lee + Bo Carr"),
        (("{Readout from NSC Spokesperson Ida Berg on Advisor Ann Lee’s Meeting with Minister Bo "
         "Carr} Ann Lee met today with Bo Carr."), "Ann Lee + Bo Carr"),
        ("President Ann Lee hosted Prime Minister Bo Carr.", "Ann Lee + Bo Carr"),
        ("President Ann Lee met Prime Minister Bo Carr on Monday.", "Ann Lee + Bo Carr"),
        (("President Ann Lee met with President Bo Carr. Wang Ru, Li Min and other officials "
         "attended the meeting."), "Ann Lee + Bo Carr; Wang Ru + Li Min"),
        ("Senior officials Wang Ru and Li Min attended the event.", "; Wang Ru + Li Min"),
        ("Ann Lee spoke about her plans.", ""),
    ],
)  # fmt: skip
def test_participants_and_attendees(text: str, people: str) -> None:
    article = resolved(text)

    parts = {"participant": "", "attendee": ""}
    for part in parts:
        parts[part] = " + ".join(p.name for p in article.people if p.part == part)
    assert "; ".join(parts.values()).removesuffix("; ") == people


ROTH = KnownPerson(
    "Ida Roth",
    aliases=(KnownName("Ida P. Roth"),),
    roles=(KnownRole("President", "Ghana", since="2021-01-01", until="2024-12-31"),),
)
CARR = KnownPerson("Bo Carr", roles=(KnownRole("President", "Ghana", since="2025-01-01"),))
SENATOR = KnownPerson("Bo Carr", roles=(KnownRole("Senator", since="2021-01-01"),))
OTHER_ROTH = KnownPerson("Max Roth")
LI = KnownPerson("Li Min", roles=(KnownRole("Premier", "China"),))


@pytest.mark.parametrize(
    ("text", "people", "day", "name"),
    [
        pytest.param("[Roth] said", [ROTH], "2024-05-06", "Roth", id="a surname proves nobody"),
        pytest.param("[President Roth] said", [ROTH], "2024-05-06", "Ida Roth",
                     id="surname with office"),
        pytest.param("[Senator Carr] said", [SENATOR], "2024-05-06", "Carr",
                     id="an office of many"),
        pytest.param("[President Roth] said", [ROTH, OTHER_ROTH], "2024-05-06", "Ida Roth",
                     id="office tells"),
        pytest.param("[President Roth] said", [ROTH, OTHER_ROTH], "2019-05-06", "Roth",
                     id="not yet in office"),
        pytest.param("[Ida P. Roth] said", [ROTH], "2024-05-06", "Ida Roth", id="alias"),
        pytest.param("[The Ghanaian president] said", [ROTH, CARR], "2024-05-06", "Ida Roth",
                     id="office then"),
        pytest.param("[The Ghanaian president] said", [ROTH, CARR], "2025-05-06", "Bo Carr",
                     id="office now"),
        pytest.param("[The president] said", [ROTH], "2024-05-06", "president",
                     id="no country told"),
        pytest.param("[Li] said", [LI], "2024-05-06", "Li", id="common family name"),
        pytest.param("[Premier Li] said", [LI], "2024-05-06", "Li Min",
                     id="common family name with office"),
        pytest.param("Max Roth came. [Roth] said", [ROTH], "2024-05-06", "Max Roth",
                     id="the article comes first"),
    ],
)  # fmt: skip
def test_known_people(text: str, people: list[KnownPerson], day: str, name: str) -> None:
    assert speakers(text, Known(people), day) == [name]


def test_an_alias_counts_only_in_its_time() -> None:
    person = KnownPerson("Nadia Group", "body", (KnownName("Old Name", until="2020-12-31"),))

    assert speakers("[Old Name] said", Known([person]), "2019-01-01") == ["Nadia Group"]
    assert speakers("[Old Name] said", Known([person]), "2022-01-01") == ["Old Name"]


def test_people_and_roles_bear_the_known_name() -> None:
    text = "President Ida P. Roth met with President Bo Carr."
    article = resolved(text, Known([ROTH]))

    assert [person.name for person in article.people] == ["Ida Roth", "Bo Carr"]
    assert article.roles[0].speaker == "Ida Roth"
