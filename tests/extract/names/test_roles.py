"""Which titles are kept as offices, and whose they are."""

import pytest

from archive.extract.names.lexicon import naming_of
from archive.extract.names.roles import kept_title
from archive.extract.names.runs import Title
from archive.vocabulary import default_vocabulary

NAMING = naming_of(default_vocabulary())


@pytest.mark.parametrize(
    ("text", "of", "kept"),
    [
        ("President", None, ("President", None)),
        ("President", "Belarus", ("President", "Belarus")),
        ("Secretary of State", "United States", ("Secretary of State", "United States")),
        ("Tulsa Mayor", None, ("Mayor", "Tulsa")),
        ("Baton Rouge Police Chief", None, ("Police Chief", "Baton Rouge")),
        ("By President", None, ("President", None)),
        ("Joining President", None, ("President", None)),
        ("Environmental Justice", None, None),
        ("Nominee", None, None),
        ("Executive", None, None),
        ("executive", "Acme Corp", ("executive", "Acme Corp")),
        ("Jonathan Meyer for General Counsel", None, None),
        ("Secretary", "Homeland Security Alejandro Roth", ("Secretary", "Homeland Security")),
        ("Chair", "African Union Macky Roth", ("Chair", "African Union")),
        ("foreign ministry", None, None),
    ],
)
def test_which_titles_are_kept(
    text: str, of: str | None, kept: tuple[str, str | None] | None
) -> None:
    found = kept_title(NAMING, Title(text, of))

    assert (found and (found.text, found.of)) == kept
