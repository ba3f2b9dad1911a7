"""When statements were made: by a time in their own sentence, else on the article's day."""

import pytest

from archive.extract.speakers.resolve import Known
from archive.pipeline import analyse
from archive.records import Article, Document

LEAD = "The dockers met their leader, Jonas Feld, about a crane."


def analysed(text: str, title: str = "Port row", day: str = "2020-06-10") -> Article:
    """Analyse a text that was published on a Wednesday."""
    given = {"title": title, "date": day}
    document = Document("a.txt", text, "0" * 64, len(text), given=given)
    return analyse(document, known=Known())


SENTENCES = [
    ("On 5 March 2018 Feld told parliament that the crane was safe.", "2018-03-05"),
    ("In March 2018, Feld told reporters the crane was safe.", "2018-03"),
    ("Feld said on March 5, 2018, that the crane was safe.", "2018-03-05"),
    ("\"The crane is new,\" Feld said in a speech on 7 May 2019.", "2019-05-07"),
    ("Feld said in 2017 that the crane was planned.", "2017"),
    ("Feld said in a 2017 interview that the crane was planned.", "2017"),
    ("Feld said yesterday that the crane was planned.", "2020-06-09"),
    ("Feld said last Thursday that the crane was planned.", "2020-06-04"),
    ("Feld had said in May that the crane was planned.", "2020-05"),
    ("In May 2019, Feld had said that the crane was planned.", "2019-05"),
    ("Feld said last week that the crane was planned.", "2020-06"),
    ("Feld said last month that the crane was planned.", "2020-05"),
    ("Feld said last year that the crane was planned.", "2019"),
    ("Two years ago, Feld said the crane was safe.", "2018"),
    ("Three days ago Feld said the crane was safe.", "2020-06-07"),
    ("\"The crane is new,\" Feld, elected in 2017, said.", "2020-06-10"),
    ("Feld, who was elected in 2017, said that the crane was new.", "2020-06-10"),
    ("Speaking at a conference in Rome on Tuesday, Feld said the crane was new.", "2020-06-09"),
    ("Speaking after the fire on Monday, Feld said the crane was new.", "2020-06-10"),
    ("Feld said the crane would come on Friday.", "2020-06-10"),
    ("\"The fire of 3 May 2015 was bad,\" Feld said.", "2020-06-10"),
    ("In a letter dated 3 April 2016, Feld wrote that the crane was old.", "2016-04-03"),
    ("In a statement issued on Monday, the ministry said the crane was old.", "2020-06-08"),
    ("The crane was bought in 2015, Feld said.", "2020-06-10"),
    ("Feld previously said that the crane was old.", None),
    ("Feld had said the crane was old.", None),
    ("Feld will tell parliament on Friday that the crane is old.", "2020-06-10"),
    ("According to a 2018 report by the bank, the crane was old.", "2018"),
    (
        ("On Monday, Feld told the board that the crane was old. He "
        "added that it was not safe."),
        "2020-06-08,2020-06-08",
    ),
    (
        ("Feld told the board on 3 June that the crane was old, "
        "adding that it was not safe."),
        "2020-06-03,2020-06-03",
    ),
    ("A day earlier, Feld had said that the crane was old.", "2020-06-09"),
    ("Feld, the minister since 2015, said that the crane was old.", "2020-06-10"),
    ("Feld said Monday the crane was old.", "2020-06-08"),
    ("Feld said Wednesday, June 3, that the crane was old.", "2020-06-03"),
    ("Feld warned late on Sunday that the crane was old.", "2020-06-07"),
    ("\"It is old,\" Feld told the Gazette on 2 June, two weeks before the vote.", "2020-06-02"),
    ("The minister announced in December 2019 that the crane was sold.", "2019-12"),
    ("Earlier this year, Feld promised that the crane would be sold.", "2020"),
    ("In the 1990s Feld said that the crane was safe.", None),
    ("Back in 2016, Feld said that the crane was safe.", "2016"),
    ("Feld tweeted on Tuesday evening that the crane was safe.", "2020-06-09"),
    ("Feld said at the 2019 summit that the crane was safe.", "2019"),
    ("During a visit to Oslo in April 2018, Feld said that the crane was safe.", "2018-04"),
    ("As early as 2014 Feld warned that the crane was not safe.", "2014"),
    ("Feld told CNN in an interview aired Sunday that the crane was safe.", "2020-06-07"),
    ("Feld said in January that the crane was safe.", "2020-01"),
    ("Feld said in November that the crane was safe.", "2019-11"),
    ("On May 7 Feld told the board that the crane was safe.", "2020-05-07"),
    ("On December 7 Feld told the board that the crane was safe.", "2019-12-07"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "days"), SENTENCES, ids=[row[0][:60] for row in SENTENCES])
def test_the_time_in_a_sentence(sentence: str, days: str | None) -> None:
    """Several days are those of several statements, in their order."""
    found = [
        one.said.iso if one.said else None for one in analysed(f"{LEAD}\n\n{sentence}").statements
    ]
    assert found == ([None] if days is None else days.split(","))


def test_a_date_has_the_precision_and_the_source_that_it_has() -> None:
    text = f"{LEAD}\n\nFeld said in May 2019 that it was old.\n\nFeld said that it was new."
    first, second = analysed(text).statements
    assert first.said is not None
    assert second.said is not None
    assert (first.said.iso, first.said.precision, first.said.method) == (
        "2019-05",
        "month",
        "sentence",
    )
    assert (second.said.iso, second.said.method) == ("2020-06-10", "published")


def test_days_count_from_the_dateline() -> None:
    text = "OSLO, June 8 (Xinhua) -- Feld said yesterday that the crane was old."
    (statement,) = analysed(text).statements
    assert statement.said is not None
    assert statement.said.iso == "2020-06-07"


def test_without_a_day_of_writing_only_whole_dates_count() -> None:
    text = "Feld said on Monday that it was old.\n\nFeld said on 7 May 2019 that it was new."
    document = Document("a.txt", text, "0" * 64, len(text), given={"title": "Port row"})
    first, second = analyse(document).statements
    assert first.said is None
    assert second.said is not None
    assert second.said.iso == "2019-05-07"


ISSUED = {
    "a transcript": (
        "Remarks by President Feld on the Storm",
        "THE PRESIDENT: Last night in Rosport, we ended a long war.\n\nOn Monday, I told you so.",
    ),
    "a statement in the first person": (
        "Statement by President Feld on the Storm",
        "Yesterday, our town lost its mole. We will build it again, and I thank all who helped us.",
    ),
    "a statement in the third person": (
        "Statement by the Press Secretary",
        "Yesterday, a court stopped the bill. The president believes that the court is wrong.",
    ),
    "an address": (
        "Address by President Feld on the End of the Storm",
        "My fellow citizens, on Monday we buried our dead. I promise that we shall not forget.",
    ),
}


@pytest.mark.parametrize(("title", "text"), ISSUED.values(), ids=ISSUED.keys())
def test_what_somebody_issues_is_of_its_header_s_day(title: str, text: str) -> None:
    article = analysed(text, title)
    assert article.event is not None
    assert article.event.iso == "2020-06-10"
    assert {one.said.iso for one in article.statements if one.said} == {"2020-06-10"}
    assert article.statements


def test_a_transcript_keeps_the_day_that_its_header_states() -> None:
    text = "June 8, 2020\n\n7:01 P.M. EDT\n\nTHE PRESIDENT: Last night, we met here.\n\nThank you."
    article = analysed(text, "Remarks by President Feld at a Reception")
    assert {one.said.iso for one in article.statements if one.said} == {"2020-06-08"}
