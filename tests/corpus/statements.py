"""Statements for tests of wording: said("We trade", by="Xi", on="2021-01-26")."""

from archive.corpus.said import Said, Who


def said(
    text: str,
    by: str = "Xi",
    on: str | None = "2021-01-26",
    *,
    article: str = "",
    topics: str = "",
    country: str = "",
    publisher: str | None = None,
    place: str | None = None,
    uid: str = "",
) -> Said:
    """Return a statement; several speakers are parted by a comma, topics by a space."""
    names = [name.strip() for name in by.split(",") if name.strip()]
    return Said(
        uid=uid or f"s:{text}",
        text=text,
        said_on=on,
        article=article or f"a:{on}",
        speakers=tuple(Who(name.lower(), name) for name in names),
        publisher=publisher,
        place=place,
        topics=tuple(topics.split()),
        countries=tuple(country.split()),
    )
