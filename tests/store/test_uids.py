"""Names and keys: what they are made of, and where they end."""

import pytest
from sqlalchemy import Connection

from archive.errors import StoreError
from archive.store.schema import articles
from archive.store.uids import article_uid, day_of, slug, statement_uids
from archive.store.write.keys import Numbers, day_of_key

DAY = day_of("2022-09-15")


def test_uids_never_change() -> None:
    """They are cited, and compared between archives: these values hold for every version."""
    article = article_uid("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")

    assert article == "a:zu3s7ocrjbya"
    said = ["We stand with China", "We trade", "We stand with China"]
    assert list(statement_uids(article, said))[::2] == ["s:mkvf2mlnws2g", "s:khtne2ncnaaj"]


def test_a_uid_begins_with_a_letter_so_that_digits_can_mean_a_number() -> None:
    uids = list(statement_uids("a:x", ["text"] * 500))

    assert all(uid[2].isalpha() and uid[2:].isalnum() and len(uid) == 14 for uid in uids)


@pytest.mark.parametrize(
    ("name", "uid"),
    [
        ("Xi Jinping", "xi-jinping"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Joseph R. Biden, Jr.", "joseph-r-biden-jr"),
        ("Brian O’Neill", "brian-oneill"),
        ("Лукашенко", "лукашенко"),
        ("习近平", "习近平"),
        ("…", "speaker"),
        ("a " * 100, "a-" * 39 + "a"),
    ],
)
def test_a_speakers_uid_is_the_name_made_plain(name: str, uid: str) -> None:
    assert slug(name) == uid


@pytest.mark.parametrize(
    ("iso", "same"),
    [("2022", "2022-01-01"), ("2022-09", "2022-09-01"), ("0001-01-01", "0001-01-01")],
)
def test_a_date_without_a_day_is_filed_under_its_first(iso: str, same: str) -> None:
    assert day_of(iso) == day_of(same)


def test_no_date_is_day_nought() -> None:
    assert day_of(None) == 0


def test_a_key_tells_its_day() -> None:
    assert day_of_key(DAY << 20 | 77) == DAY
    assert day_of_key(77) == 0
    assert day_of_key(3 << 20) == 0, "undated keys may run on where no news was ever dated"


def test_a_day_that_is_full_is_refused_and_not_spilt_into_the_next(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO articles (id, uid, event_on, body, paragraphs, words, analysed_by)"
            " VALUES (?, 'a:x', '2022-09-15', 'text', '[]', 1, 'test')",
            ((DAY + 1 << 20) - 2,),
        )
        numbers = Numbers(connection, articles, [DAY, 0])

        assert numbers.next(DAY) == (DAY + 1 << 20) - 1
        with pytest.raises(StoreError, match="1,048,576"):
            numbers.next(DAY)
        assert [numbers.next(0), numbers.next(0)] == [1, 2]
