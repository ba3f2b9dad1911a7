"""The built wheel, installed with no checkout near, does the whole job: migrations are in it."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

pytestmark = pytest.mark.xdist_group("wheel")  # it is built once, by one worker

ROOT = Path(__file__).parents[1]
CREATE_AND_UPGRADE = """
import json, pathlib, sqlite3, sys
import archive
from archive.store.upkeep.upgrade import scripts, upgrade
path = pathlib.Path("old.db")
upgrade(path, "0001")
upgrade(path)
upgrade(pathlib.Path("new.db"))
names = [sorted(sqlite3.connect(p).execute("SELECT type, name FROM sqlite_schema"))
         for p in ("old.db", "new.db")]
print(json.dumps({
    "package": archive.__file__, "migrations": str(scripts()), "path": sys.path,
    "same": names[0] == names[1], "views": [n for t, n in names[1] if t == "view"],
}))
"""


def run(*command: str | Path, folder: Path) -> str:
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    result = subprocess.run(
        command, cwd=folder, env=settings | {"NO_COLOR": "1"}, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build with the backend alone: pip would fetch one each time, from the network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    [path] = folder.glob("statement_archive-*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it; the libraries that it needs are those of this one."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder, folder=folder)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    [packages] = folder.glob("[Ll]ib/**/site-packages")
    # A folder named in a .pth file has its own .pth files ignored: so an editable install of the
    # checkout stays out of sight.
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "libraries.pth").write_text("\n".join(sorted(paths)), "utf-8")
    pip = (sys.executable, "-m", "pip", "--python", scripts / "python")
    run(*pip, "install", "--no-deps", "--no-index", "--force-reinstall", wheel, folder=folder)
    return scripts


def test_it_holds_words_guides_and_migrations_but_no_tests(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()

    assert "archive/data/topics.toml" in names
    assert "archive/_migrations/env.py" in names
    assert "archive/_migrations/versions/0001_foundation.py" in names
    assert "archive/py.typed" in names
    assert any(name.startswith("archive/help/") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "seed/", "migrations/"))]


def test_it_creates_and_upgrades_a_database_without_a_checkout(
    installed: Path, tmp_path: Path
) -> None:
    told = json.loads(run(installed / "python", "-c", CREATE_AND_UPGRADE, folder=tmp_path))

    environment = installed.parent.resolve()
    assert Path(told["package"]).resolve().is_relative_to(environment)
    assert Path(told["migrations"]).resolve().is_relative_to(environment)
    assert not [entry for entry in told["path"] if entry and Path(entry).resolve() == ROOT]
    assert told["same"]
    assert "v_statements" in told["views"]


def test_its_command_takes_in_an_article_and_finds_it(installed: Path, tmp_path: Path) -> None:
    seed = sorted((ROOT / "seed").glob("*.txt"))[0]
    command = installed / "archive"

    run(command, "--db", "own.db", "ingest", seed, folder=tmp_path)
    found = run(
        command, "--db", "own.db", "query", "--topic", "core-interests", "--count", folder=tmp_path
    )
    assert int(found) >= 1


def test_the_wheel_has_a_bill_of_materials(wheel: Path) -> None:
    """By PEP 770; the libraries are those of pyproject.toml, but for the tools of development."""
    with ZipFile(wheel) as packed:
        [name] = [name for name in packed.namelist() if ".dist-info/sboms/" in name]
        bill = json.loads(packed.read(name))

    assert name.endswith("/statement-archive.cdx.json")
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "statement-archive"
    used = {one["name"]: one["scope"] for one in bill["components"]}
    assert used["sqlalchemy"] == "required"
    assert used["trafilatura"] == "optional"
    assert "pytest" not in used
    assert "statement-archive" not in used
