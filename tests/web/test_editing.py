"""Corrections in the browser: made and taken back by whoever has the token, by nobody else."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from archive.cli import run
from archive.web.editing import EditingPages, editing
from tests.web.client import Answer, ask

ORIGIN = "http://localhost:8321"


@dataclass(frozen=True)
class Editor:
    """The pages of an archive of its own, as somebody sees them who opened the address."""

    app: ASGIApp
    pages: EditingPages
    cookie: str
    uid: str

    def see(self, address: str) -> str:
        return ask(self.app, address, cookie=self.cookie).text

    def send(self, address: str, form: dict[str, str], **headers: str) -> Answer:
        given = {"cookie": self.cookie, "origin": ORIGIN, "sec_fetch_site": "same-origin"}
        return ask(self.app, address, form, **(given | headers))

    def form(self, **fields: str) -> dict[str, str]:
        return {"token": self.pages.form_token(), "id": self.uid, **fields}

    def speaker(self) -> str:
        (name,) = ask(self.app, f"/s/{self.uid[2:]}.json").json["speakers"]
        return str(name)


@pytest.fixture
def editor(seed: Path, tmp_path: Path) -> Editor:
    database = tmp_path / "archive.db"
    shutil.copy(seed, database)
    pages = EditingPages(database, by="Ada")
    app = editing(pages)
    opened = ask(app, f"/edit?token={pages.secret}")
    assert (opened.status, opened.headers["location"]) == (303, "/")
    cookie = opened.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    (hit,) = ask(app, "/search.json?q=taiwan+speaker:lukashenko+said:2021").json["statements"]
    return Editor(app, pages, cookie.partition(";")[0], hit["uid"])


def test_a_statement_is_corrected_and_the_correction_taken_back(editor: Editor) -> None:
    done = editor.send("/correct", editor.form(speaker="Xi Jinping", why="a test"))
    assert (done.status, done.headers["location"]) == (303, f"/s/{editor.uid[2:]}")
    page = editor.see(f"/s/{editor.uid[2:]}")
    assert "<del>Alexander Lukashenko</del> → <ins>Xi Jinping</ins>" in page
    assert re.search(r"Ada, \d{4}-\d\d-\d\d: a test", page)
    assert editor.speaker() == "Xi Jinping"
    number = re.search(r'name="number" value="(\d+)"', page)
    assert number
    form = {"token": editor.pages.form_token(), "number": number[1], "back": editor.uid}
    assert editor.send("/undo", form).status == 303
    assert editor.speaker() == "Alexander Lukashenko"


def test_several_fields_are_one_correction(editor: Editor) -> None:
    editor.send("/correct", editor.form(said_on="2021-01-25", kind="answer", speaker="-"))
    known = ask(editor.app, f"/s/{editor.uid[2:]}.json").json
    assert (known["said_on"], known["kind"], known["speakers"]) == ("2021-01-25", "answer", [])
    assert len({one["number"] for one in known["corrections"]}) == 1


def test_whoever_has_no_cookie_sees_the_command(editor: Editor) -> None:
    address = f"/s/{editor.uid[2:]}"
    assert 'action="/correct"' in editor.see(address)
    page = ask(editor.app, address).text
    assert 'action="/correct"' not in page
    assert "archive correct" in page
    assert editor.pages.form_token() not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": ""},
        {"cookie": "archive_edit=guessed"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://localhost:9999"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
    ids=str,
)
def test_a_form_of_another_page_changes_nothing(editor: Editor, headers: dict[str, str]) -> None:
    for address in ("/correct", "/undo"):
        answer = editor.send(address, editor.form(speaker="Xi Jinping", number="1"), **headers)
        assert answer.status == 403
        assert "did not come from a page of this archive" in answer.text
    assert editor.speaker() == "Alexander Lukashenko"


def test_a_form_needs_its_own_token(editor: Editor) -> None:
    for token in ("", "guessed", editor.pages.secret):
        form = {"token": token, "id": editor.uid, "speaker": "Xi Jinping"}
        assert editor.send("/correct", form).status == 403
    assert editor.speaker() == "Alexander Lukashenko"


def test_a_wrong_token_opens_nothing(editor: Editor) -> None:
    answer = ask(editor.app, "/edit?token=guessed")
    assert answer.status == 403
    assert "set-cookie" not in answer.headers
    assert ask(editor.app, "/edit").status == 403


def test_nothing_is_corrected_by_an_address(editor: Editor) -> None:
    address = f"/correct?id={editor.uid}&speaker=Xi&token={editor.pages.form_token()}"
    for one in (address, "/undo?number=1"):
        assert ask(editor.app, one, cookie=editor.cookie, origin=ORIGIN).status == 404
    assert editor.speaker() == "Alexander Lukashenko"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "No field was filled in"),
        ({"speaker": "Nobody Known"}, "here is no speaker"),
        ({"said_on": "soon"}, "soon"),
        ({"kind": "rumour"}, "rumour"),
        ({"text": "words that stand nowhere in it"}, "words that stand nowhere in it"),
    ],
    ids=str,
)
def test_a_mistake_is_said_and_changes_nothing(
    editor: Editor, fields: dict[str, str], message: str
) -> None:
    answer = editor.send("/correct", editor.form(**fields))
    assert answer.status == 400
    assert message in answer.text
    assert ask(editor.app, f"/s/{editor.uid[2:]}.json").json["corrections"] == []


def test_without_edit_there_is_no_form(app: ASGIApp) -> None:
    assert ask(app, "/correct", {"id": "s:1"}).status == 405
    assert ask(app, "/edit?token=x").status == 404


def test_editing_is_for_this_machine_alone(seed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--db", str(seed), "serve", "--edit", "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--edit is for this machine alone" in capsys.readouterr().err
