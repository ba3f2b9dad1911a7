"""Whole texts in the ways of their publishers, and general news that must lose nothing."""

from tests.parse.articles import BODY, parsed


def test_ministry_transcript_keeps_its_turns() -> None:
    article = parsed(
        "Transcript of Weekly Media Briefing by the Official Spokesperson (March 09, 2023)\n"
        "March 10, 2023\n\n"
        "Shri Arindam Bagchi, Official Spokesperson: Good evening everyone.\n\n"
        "Sidhant: Hi, Sir, Sidhant from WION. What is the response?\n\n"
        "Shri Arindam Bagchi, Official Spokesperson: We have seen the reports.\n\n"
        "New Delhi\nMarch 10, 2023\n"
    )
    assert article.title == (
        "Transcript of Weekly Media Briefing by the Official Spokesperson (March 09, 2023)"
    )
    assert article.published
    assert article.published.iso == "2023-03-10"
    assert article.place == "New Delhi"
    assert article.body.count("Official Spokesperson:") == 2
    assert article.body.endswith("We have seen the reports.")


def test_a_deck_between_title_and_date_stays_in_the_body() -> None:
    article = parsed(
        "Meeting with President of Belarus Alexander Lukashenko\n"
        "Vladimir Putin held a meeting with the President of Belarus, in the Kremlin.\n"
        f"March 11, 2022, 14:00, The Kremlin, Moscow\n\n{BODY}"
    )
    assert article.title == "Meeting with President of Belarus Alexander Lukashenko"
    assert article.body.startswith("Vladimir Putin held a meeting")
    assert article.body.endswith(BODY)


def test_a_memorandum_begins_below_its_subject() -> None:
    article = parsed(
        "---\ntitle: Memorandum on Priorities\ndate: 2022-07-12\n---\n\n"
        "NATIONAL SECURITY MEMORANDUM/NSM-12\n\nMEMORANDUM FOR THE VICE PRESIDENT  \n"
        "              THE SECRETARY OF STATE  \n\nSUBJECT:       The Priorities\n\n" + BODY
    )
    assert article.body == BODY


def test_who_signed_in_capitals_is_the_author() -> None:
    article = parsed(f"{BODY}\n\n                 JOSEPH R. BIDEN JR.\n")
    assert article.authors == ("JOSEPH R. BIDEN JR.",)
    assert article.body == BODY


def test_a_lead_is_never_taken_for_a_title() -> None:
    text = f"China and Belarus agreed on trade.\n\n{BODY}"
    assert parsed(text).title is None
    assert parsed(text).body == text


def test_a_quotation_that_opens_a_text_is_no_title() -> None:
    text = f"“We will work with Belarus on trade.”\n\n{BODY}"
    assert parsed(text).title is None
    assert parsed(text).body == text


def test_a_turn_that_opens_a_text_is_no_title() -> None:
    text = f"Q: Will China work with Belarus\n\n{BODY}"
    assert parsed(text).body == text


def test_one_paragraph_a_line_without_blank_rows() -> None:
    article = parsed("Premiers hold talks\n" + BODY.replace("\n\n", "\n"))
    assert article.title == "Premiers hold talks"
    assert article.body == BODY


def test_line_ends_of_any_system_are_the_same() -> None:
    for end in ("\r\n", "\r", "\u2028"):
        assert parsed(BODY.replace("\n", end)).body == BODY


def test_odd_spaces_and_invisible_characters() -> None:
    article = parsed("China\u00a0is\u202fre\u00adady,\u200b Xi\u2060 said\ufeff.")
    assert article.body == "China is ready, Xi said."


def test_a_number_with_joiners_keeps_other_scripts_whole() -> None:
    text = "نامه‌ای از می‌خواهم رسید."
    assert parsed(text).body == text


def test_what_a_container_says_of_its_document_is_used() -> None:
    from archive.parse import parse
    from archive.records import Document
    from archive.vocabulary import default_vocabulary

    given = {"title": "Premiers hold talks", "date": "2024-08-22", "url": "https://tass.com/a/1"}
    document = Document("n.jsonl#1", BODY, "0" * 64, len(BODY), given=given)
    article = parse(document, default_vocabulary())
    assert article.title == "Premiers hold talks"
    assert article.published
    assert article.published.iso == "2024-08-22"
    assert article.publisher == "TASS"
    assert article.body == BODY
