"""A user adds a publisher's shape in TOML files of their own, without touching code."""

from pathlib import Path

from archive.parse import parse
from archive.records import Document
from archive.vocabulary import Vocabulary
from tests.parse.articles import BODY


def test_labels_publishers_and_footers_of_the_users_own(tmp_path: Path) -> None:
    (tmp_path / "headers.toml").write_text('[labels]\neditor = ["Redakteur"]\n')
    (tmp_path / "publishers.toml").write_text('[[publisher]]\nname = "The Daily Planet"\n')
    (tmp_path / "boilerplate.toml").write_text('[foot]\nstarts = ["Der Planet im Netz"]\n')
    text = (
        "Premiers hold talks\n\nThe Daily Planet | 2024-08-22 10:05 | Redakteur: Lois Lane\n\n"
        f"{BODY}\n\nDer Planet im Netz: planet.example\n"
    )
    article = parse(Document("a.txt", text, "0" * 64, len(text)), Vocabulary(tmp_path))
    assert article.title == "Premiers hold talks"
    assert article.publisher == "The Daily Planet"
    assert article.editors == ("Lois Lane",)
    assert article.body == BODY
