"""Dates that fields state, in the ways of programs, feeds and spreadsheets."""

import pytest

from archive.dates import Order, calendar, field_date, order_of
from archive.records import Date
from archive.vocabulary import default_vocabulary

DATES = calendar(default_vocabulary())

READ = {
    "2020-05-01": "2020-05-01",
    "2020-05-01T12:30:00Z": "2020-05-01",
    "2020-05-01 12:30:00+02:00": "2020-05-01",
    "2020/05/01": "2020-05-01",
    "2020.05.01": "2020-05-01",
    "20200501": "2020-05-01",
    "20200501123000": "2020-05-01",
    "20200501T123000Z": "2020-05-01",
    "202005011230": "2020-05-01",
    "1588291200": "2020-05-01",
    "1588291200000": "2020-05-01",
    "1588291200.25": "2020-05-01",
    "01 Aug 17 13:26 UTC": "2017-08-01",
    "Tue, 01 Aug 17 13:26:00 GMT": "2017-08-01",
    "1 Aug 1999": "1999-08-01",
    "1 Aug 99": "1999-08-01",
    "01-May-20": "2020-05-01",
    "1-MAY-20 10.15.00": "2020-05-01",
    "May 1, '20": "2020-05-01",
    "Mon, May 25 2020 04:45:26 +0000": "2020-05-25",
    "Fri May 01 2020 04:45:26 GMT+0200 (CEST)": "2020-05-01",
    "Friday, May 1st, 2020": "2020-05-01",
    "1st of May 2020": "2020-05-01",
    "1 mai 2020": "2020-05-01",
    "1er mai 2020": "2020-05-01",
    "vendredi 1 mai 2020 à 10h15": "2020-05-01",
    "12 août 2021": "2021-08-12",
    "3 décembre 2019": "2019-12-03",
    "24 févr. 2022": "2022-02-24",
    "1. Mai 2020": "2020-05-01",
    "Freitag, 1. Mai 2020, 10:15 Uhr": "2020-05-01",
    "3. Dezember 2019": "2019-12-03",
    "7. März 2022": "2022-03-07",
    "9. Okt. 2022": "2022-10-09",
    "2020年5月1日": "2020-05-01",
    "13/03/2020": "2020-03-13",
    "03/13/2020": "2020-03-13",
    "01.05.20": "2020-05-01",
    "1.5.2020": "2020-05-01",
    "July 2018": "2018-07",
    "Jul-2018": "2018-07",
    "juillet 2018": "2018-07",
    "Juli 2018": "2018-07",
    "2018 July": "2018-07",
    "2018-07": "2018-07",
    "2018/07": "2018-07",
    "07/2018": "2018-07",
    "2018": "2018",
}


@pytest.mark.parametrize(("text", "iso"), READ.items())
def test_a_field_is_read_as_exactly_as_it_says(text: str, iso: str) -> None:
    precision = {10: "day", 7: "month", 4: "year"}[len(iso)]
    assert field_date(text, "given", DATES) == Date(iso, precision, "given")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "n/a", "0000-00-00", "31 February 2020", "20201399", "2020-13", "99/99/2020",
     "12345", "Vol. 12, no. 3", "2 hours ago"],
)  # fmt: skip
def test_what_is_no_date_is_none(text: str) -> None:
    assert field_date(text, "given", DATES) is None


ORDERED = [
    ("04/05/2020", "day-first", "2020-05-04"),
    ("04/05/2020", "month-first", "2020-04-05"),
    ("04/05/2020", "unknown", "2020"),
    ("04-05-2020", "day-first", "2020-05-04"),
    ("04-05-2020", "unknown", "2020"),
    ("5/1/20", "day-first", "2020-01-05"),
    ("5/1/20", "month-first", "2020-05-01"),
    ("5/1/20", "unknown", "2020"),
    ("05/05/2020", "unknown", "2020-05-05"),
    ("13/05/2020", "month-first", "2020-05-13"),
    ("04/05/2020 10:30", "month-first", "2020-04-05"),
    ("04.05.2020", "unknown", "2020-05-04"),
]


@pytest.mark.parametrize(("text", "order", "iso"), ORDERED)
def test_numbers_are_read_in_the_order_of_their_file(text: str, order: Order, iso: str) -> None:
    found = field_date(text, "given", DATES, order)
    assert found is not None
    assert found.iso == iso
    unsure = len(iso) == 4
    assert found.method == ("given, day and month in unknown order" if unsure else "given")


TOLD = {
    "13/03/2020": "day-first", "03/13/2020": "month-first", "3/13/20": "month-first",
    "04/05/2020": "unknown", "04-05-2020": "unknown", "05/05/2020": None, "04.05.2020": None,
    "2020-05-04": None, "4 May 2020": None, "99/99/2020": None, "1/2/3/2020": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "order"), TOLD.items())
def test_what_a_value_tells_of_its_order(text: str, order: Order | None) -> None:
    assert order_of(text) == order
