"""The pages as files: every link leads somewhere, and nothing is in them that was not chosen."""

import os
import re
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from archive.cli import run
from archive.errors import StoreError, UsageError
from archive.query import parse
from archive.store.connect import open_for_reading
from archive.web.site import MARKER, Site, write_site

TODAY = date(2026, 11, 28)


def write(database: Path, folder: Path, query: str = "", url: str = "") -> Site:
    with open_for_reading(database) as connection:
        return write_site(connection, folder, parse(query), TODAY, url, lambda done, of: None)


def pages(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text("utf-8") for path in folder.rglob("*.html")
    }


@pytest.fixture(scope="module")
def whole(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    write(seed, folder)
    return folder


def test_every_link_leads_to_a_file(whole: Path) -> None:
    links = 0
    for name, text in pages(whole).items():
        for link in re.findall(r'(?:href|src|action)="([^"#]+)', text):
            if not link.startswith(("https:", "http:", "data:")):
                links += 1
                assert (whole / name).parent.joinpath(unquote(link)).resolve().is_file(), link
    assert links > 500


def test_every_place_in_a_page_that_is_linked_is_there(whole: Path) -> None:
    shown = pages(whole)
    for name, text in shown.items():
        for file, place in re.findall(r'href="([^":]*\.html)#([^"]+)"', text):
            target = os.path.normpath(Path(name).parent / file)
            assert f'id="{place}"' in shown[target]


def test_nothing_in_a_folder_asks_a_server(whole: Path) -> None:
    for text in pages(whole).values():
        assert "<form" not in text
        assert 'href="/' not in text


def test_a_selection_has_its_articles_alone(seed: Path, tmp_path: Path) -> None:
    write(seed, tmp_path / "pages", "speaker:lukashenko said:2021")
    shown = pages(tmp_path / "pages")
    assert len([name for name in shown if name.startswith("a/")]) == 1
    assert "17 statements in 1 article" in re.sub(r"<[^>]+>", "", shown["index.html"])
    assert "11 statements, 26 January 2021" in re.sub(
        r"<[^>]+>", "", shown["speaker/xi-jinping.html"]
    )
    assert "2022" not in shown["speaker/xi-jinping.html"]
    assert "speaker/li-qiang.html" not in shown


def test_a_sitemap_names_all_pages(seed: Path, tmp_path: Path) -> None:
    write(seed, tmp_path / "pages", "said:2021", "https://example.org/talks/")
    text = (tmp_path / "pages" / "sitemap.xml").read_text("utf-8")
    found = set(re.findall(r"<loc>https://example\.org/talks/([^<]+)</loc>", text))
    assert found == set(pages(tmp_path / "pages"))


def test_files_hold_no_folder_of_this_machine(whole: Path, seed: Path) -> None:
    for path in whole.rglob("*"):
        if path.is_file():
            text = path.read_text("utf-8")
            assert "/seed/" not in text, path
            assert str(seed.parent) not in text, path


def test_what_was_made_here_is_made_anew(seed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    first = write(seed, folder)
    second = write(seed, folder, "said:2021")
    assert second.files < first.files
    assert len([path for path in folder.rglob("*") if path.name != MARKER and path.is_file()]) == (
        second.files
    )
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


def test_a_folder_with_other_files_is_left_alone(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear", "utf-8")
    with pytest.raises(StoreError, match="holds files that archive site did not make"):
        write(seed, tmp_path / "mine")
    assert (tmp_path / "mine" / "letter.txt").read_text("utf-8") == "Dear"


def test_nothing_chosen_is_said(seed: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no article matches xylophone"):
        write(seed, tmp_path / "pages", "xylophone")
    assert not (tmp_path / "pages").exists()


def test_the_command_says_what_it_wrote(
    seed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["--db", str(seed), "site", str(tmp_path / "pages"), "said:2021"])
    assert code == 0
    assert re.match(r"\d+ files, 0\.\d MB in ", capsys.readouterr().out)
    assert run(["--db", str(seed), "site", str(tmp_path / "x"), "--url", "example.org"]) == 2
