"""Which two names can be one person's, by their words alone."""

import pytest

from archive.entities.nameforms import NameForms
from archive.extract.names.lexicon import naming_of
from archive.vocabulary import default_vocabulary

FORMS = NameForms(naming_of(default_vocabulary()), default_vocabulary())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Joe Biden", "Joseph R. Biden Jr.", id="short form, initial, suffix"),
        pytest.param("Joseph Biden", "Joseph R. Biden, Jr.", id="initial and suffix"),
        pytest.param("J. Biden", "Joe Biden", id="initial for the name"),
        pytest.param("Jeff Zients", "Jeffrey Zients", id="short form"),
        pytest.param("Bob Menendez", "Bobby Menendez", id="two short forms"),
        pytest.param("Ted Kennedy", "Edward M. Kennedy", id="a form of several names"),
        pytest.param("Benjamin (Benny) Gantz", "Benny Gantz", id="nickname told"),
        pytest.param("JD Vance", "J.D. Vance", id="initials with and without dots"),
        pytest.param("J.D. Vance", "James David Vance", id="initials for both names"),
        pytest.param("Chang Ho-jin", "Chang Hojin", id="hyphen"),
        pytest.param("KARINE JEAN-PIERRE", "Karine Jean Pierre", id="hyphen and case"),
        pytest.param("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan", id="accent"),
        pytest.param("Fumio Kishida", "Kishida Fumio", id="surname first"),
        pytest.param("Mohammed bin Salman", "Mohammed bin Salman Al Saud", id="goes on"),
        pytest.param("Alexander Van der Bellen", "Alex Van der Bellen", id="particles"),
    ],
)
def test_names_that_can_be_one_persons(one: str, other: str) -> None:
    assert FORMS.are_compatible(FORMS.read(one), FORMS.read(other))
    assert FORMS.are_compatible(FORMS.read(other), FORMS.read(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Joe Biden", "Jill Biden", id="wife and husband"),
        pytest.param("George W. Bush", "George H. W. Bush", id="middle names"),
        pytest.param("George W. Bush", "Jeb Bush", id="brothers"),
        pytest.param("Bob Casey Sr.", "Bob Casey Jr.", id="father and son"),
        pytest.param("John Paul II", "John Paul I", id="numbers"),
        pytest.param("Li Qiang", "Li Keqiang", id="Chinese"),
        pytest.param("Wang Yi", "Wang Yiwei", id="Chinese, one begins the other"),
        pytest.param("Kim Jong Un", "Kim Yo Jong", id="Korean"),
        pytest.param("Kim Jong Un", "Kim Jong Il", id="Korean, father and son"),
        pytest.param("Alexander Lukashenko", "Alexander Lukashenka", id="transliteration"),
        pytest.param("Sviatlana Tsikhanouskaya", "Svyatlana Tsikhanouskaya", id="given too"),
        pytest.param("Alyaksandr Lukashenko", "Alexander Lukashenko", id="another language"),
        pytest.param("Biden", "Joe Biden", id="a surname alone tells too little"),
        pytest.param("Hillary Clinton", "Bill Clinton", id="Clinton"),
        pytest.param("John Michael Smith", "John Paul Smith", id="two middle names"),
    ],
)
def test_names_of_two_people(one: str, other: str) -> None:
    assert not FORMS.are_compatible(FORMS.read(one), FORMS.read(other))
    assert not FORMS.are_compatible(FORMS.read(other), FORMS.read(one))


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Xi Jinping", "xi"),
        ("Joseph R. Biden Jr.", "biden"),
        ("Ursula von der Leyen", "vonderleyen"),
        ("Karine Jean-Pierre", "jeanpierre"),
        ("O’Neill", "oneill"),
    ],
)
def test_surname(name: str, surname: str) -> None:
    assert FORMS.read(name).surname == surname
