"""Places of columns, in thousandths of the chart."""

from archive.web.charts import Bar, chart, width


def test_the_highest_column_is_as_high_as_the_chart() -> None:
    made = chart("By year", [Bar("2021", 5), Bar("2022", 10)])
    assert [(one.x, one.width, one.height) for one in made.columns] == [
        (55.0, 390.0, 500.0), (555.0, 390.0, 1000.0)
    ]  # fmt: skip


def test_shares_are_drawn_where_there_are_denominators() -> None:
    made = chart("By year", [Bar("2021", 5, 10), Bar("2022", 10, 100), Bar("2023", 0, 0)])
    assert (made.top, made.is_share) == (0.5, True)
    assert [one.height for one in made.columns] == [1000.0, 200.0, 0]
    assert made.columns[2].bar.share is None


def test_no_more_columns_are_named_than_a_telephone_has_room_for() -> None:
    made = chart("By month", [Bar(str(n), 1) for n in range(40)])
    assert [one.label for one in made.columns if one.label] == [str(n) for n in range(0, 40, 5)]


def test_months_are_named_by_their_years() -> None:
    months = [f"{year}-{month:02}" for year in (2021, 2022) for month in range(1, 13)]
    made = chart("By month", [Bar(one, 1) for one in months[3:]])
    assert [(one.bar.name, one.label) for one in made.columns if one.label] == [("2022-01", "2022")]
    some = chart("By month", [Bar(one, 1) for one in months[3:6]])
    assert [one.label for one in some.columns] == ["2021-04", "", ""]


def test_one_of_thousands_is_still_seen() -> None:
    assert chart("", [Bar("a", 1), Bar("b", 100_000)]).columns[0].height == 8
    assert (width(1, 100_000), width(0, 9), width(9, 9)) == (4, 0, 1000.0)
