"""What README and the guides say is true: their commands run, their names are the program's."""

import re
import shlex
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from archive.cli import run
from archive.cli.listing import COMMANDS
from archive.query import FIELDS, parse
from archive.render.extract import extract_json
from archive.store.search.request import ARTICLE_COLUMNS, STATEMENT_COLUMNS
from tests import readme
from tests.factories import article, statement

END = "<!-- [[[end]]] -->\n"
README = (readme.ROOT / "README.md").read_text("utf-8")
GUIDES = sorted((readme.ROOT / "archive" / "help").glob("*.md"))
USE = [
    line.split("  #")[0].split(" | ")[0].split(" > ")[0].strip()
    for line in re.search(r"## Use\n\n```\n(.*?)```", README, re.DOTALL)[1].splitlines()  # type: ignore[index]
    if re.match(r"archive (query|show|speakers|topics)\b", line)
]
QUOTED = re.findall(r"`([^`]+)`", (readme.ROOT / "archive/help/queries.md").read_text("utf-8"))
EXAMPLES = [
    text.replace("…", "")
    for text in QUOTED
    # A command, a field's bare name, an operator and an option stand there to be talked about.
    if not re.search(r"^(archive |--?[a-z]* ?|AND$|OR$|NOT$)|:$", text)
]


def guide(name: str) -> str:
    return (readme.ROOT / "archive" / "help" / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize("command", USE)
def test_the_commands_of_readme_find_something(
    command: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ARCHIVE_DB", str(readme.database()))
    assert run(shlex.split(command)[1:]) == 0
    captured = capfd.readouterr()
    assert captured.out
    assert captured.err == ""


def test_the_guide_names_every_command() -> None:
    assert [name for name in COMMANDS if f"\n## archive {name}\n" not in guide("commands")] == []


def test_readme_is_for_somebody_with_two_minutes() -> None:
    assert len(README.splitlines()) <= 160


def test_every_generated_part_is_checked() -> None:
    """`poe docs` is what finds a part that went stale."""
    tasks = tomllib.loads((readme.ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["poe"][
        "tasks"
    ]
    generated = [path for path in GUIDES if "[[[cog" in path.read_text("utf-8")]
    for task in (tasks["docs"]["cmd"], tasks["fix"]["sequence"][-1]["cmd"]):
        assert [path.name for path in generated if f"archive/help/{path.name}" not in task] == []
        assert "README.md" in task


def test_readme_has_two_set_up_lines() -> None:
    """They are what `.ci/run` types on a machine with nothing but Python."""
    between = README.split("<!-- setup:start -->")[1].split("<!-- setup:end -->")[0]
    lines = [line for line in between.splitlines() if line and not line.startswith("```")]
    assert len(lines) == 2


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.stem)
def test_a_guide_is_linked_and_shown(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert f"(archive/help/{path.name})" in README
    assert run(["help", path.stem]) == 0
    shown = capfd.readouterr().out
    assert shown.splitlines()[0] == path.read_text("utf-8").splitlines()[0]
    assert "<!--" not in shown
    assert shown.splitlines()[-1] == path.read_text("utf-8").replace(END, "").splitlines()[-1]


def test_links_of_readme_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert [link for link in links if not (readme.ROOT / link).exists()] == []


def test_the_guide_names_every_field_of_a_query() -> None:
    assert [name for name in FIELDS if f"`{name}:" not in guide("queries")] == []


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_examples_of_the_guide_are_read(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


@pytest.mark.parametrize("name", [*STATEMENT_COLUMNS, *ARTICLE_COLUMNS])
def test_the_guide_names_every_column(name: str) -> None:
    assert f"`{name}`" in guide("formats")


def test_the_guide_names_every_field_of_the_public_json() -> None:
    record = extract_json(replace(article(statement("a")), url="x"))
    names = [*record, *record["statements"][0]]
    assert [name for name in names if f"`{name}`" not in guide("extract")] == []
