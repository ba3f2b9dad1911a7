"""How results are written, on the small archive: formats, groups, contexts, conventions."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest

from archive.cli import run
from archive.cli.pager import pager_command
from tests.store import small_archive


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "PAGER", "ARCHIVE_PAGER"):
        monkeypatch.delenv(name, raising=False)
    path = small_archive.make(tmp_path / "archive.db")
    monkeypatch.setenv("ARCHIVE_DB", str(path))
    monkeypatch.setenv("COLUMNS", "100")
    return path


XI = "2023-12-04\tXi Jinping\ttrade and investment in Belarus's industrial parks"


@pytest.mark.parametrize(
    ("arguments", "code", "out", "err"),
    [
        (["query", "industrial", "-c", "said_on,speaker", "-c", "text"], 0, f"{XI}\n", None),
        (["query", "industrial", "-c", "said_on,speakers", "-f", "json"], 0,
         '[\n{"said_on": "2023-12-04", "speakers": ["Xi Jinping"]}\n]\n', None),
        (["query", "industrial", "-c", "said_on,uid", "-f", "csv"], 0,
         "said_on,uid\n2023-12-04,s:trade231\n", None),
        (["query", "industrial", "-c", "speaker,uid", "-f", "tsv"], 0,
         "speaker\tuid\nXi Jinping\ts:trade231\n", None),
        (["query", "industrial", "-c", "uid", "-f", "markdown"], 0,
         "| uid |\n| --- |\n| s:trade231 |\n", None),
        (["query", "trade", "-f", "ids"], 0, "s:trade231\ns:carried1\ns:undated1\n", None),
        (["query", "trade", "-c", "speeker"], 2, "", None),
        (["query", "industrial", "--format-version", "1", "-f", "ids"], 0, "s:trade231\n", ""),
        (["query", "trade", "--format-version", "2"], 2, "", None),
        (["query", "trade", "-e", "--count"], 0, "3\n", ""),
        (["query", "nonsense", "-e", "--count"], 1, "0\n", None),
        (["query", "nonsense", "-e"], 1, "", None),
        (["query", "nonsense", "-e", "--by", "year"], 1, "", None),
        (["query", "trade", "--by", "topic"], 0,
         ("trade-and-investment\t2\t0.6667\t2022-09-15\t2023-12-04\n"
         "\t1\t0.3333\t\t\n"), ""),
        (["query", "trade", "--by", "role"], 0,
         ("President of Belarus\t1\t0.3333\t2022-09-15\t2022-09-15\n"
         "President of China\t1\t0.3333\t2023-12-04\t2023-12-04\n\t1\t0.3333\t\t\n"), ""),
        (["query", "trade", "--title", "in beijing", "-f", "ids"], 0, "s:trade231\n", ""),
        (["query", "--by", "year", "-f", "csv"], 0,
         ("value,statements,share,first_on,last_on\n,1,0.1429,,\n"
         "2022,4,0.5714,2022-09,2022-09-15\n2023,2,0.2857,2023-12-04,2023-12-04\n"), ""),
        (["query", "--by", "speaker", "-n", "1", "-f", "jsonl"], 0,
         ('{"value": "Alexander Lukashenko", "statements": 3, "share": 0.4286, '
         '"first_on": "2022-09-15", "last_on": "2022-09-15"}\n'), ""),
        (["query", "--articles", "--by", "place"], 0,
         ("BEIJING\t1\t0.25\t2023-12-04\t2023-12-04\nMinsk\t1\t0.25\t2022-09\t2022-09\n"
         "Samarkand\t1\t0.25\t2022-09-15\t2022-09-15\n\t1\t0.25\t\t\n"), ""),
        (["query", "--articles", "trade", "--context", "1"], 2, "",
         "Error: --context shows sentences around a statement\nHint: leave out --articles\n"),
        (["query", "trade", "--sort", "rank", "-f", "ids"], 0, None, ""),
        (["kwic", "core interest*", "--sort", "speaker", "-f", "csv", "--width", "20"], 0,
         ("docname,from,to,pre,keyword,post,pattern,date,speaker,title,publisher\n"
         "s:nation22,9,9,Taiwan with China's,core,interests,core interest*,2022-09-15,"
         "Alexander Lukashenko,Presidents meet,Xinhua\n"
         "s:nation22,10,10,with China's core,interests,,core interest*,2022-09-15,"
         "Alexander Lukashenko,Presidents meet,Xinhua\n"), None),
        (["kwic", "speaker:xi"], 2, "",
         'Error: there are no words to look for\nHint: archive kwic "core interests"\n'),
        (["kwic", "nonsense", "-e"], 1, "", "No statement matches nonsense.\n"),
        (["kwic", "nonsense", "-f", "csv"], 0,
         "docname,from,to,pre,keyword,post,pattern,date,speaker,title,publisher\n", None),
        (["query", "nonsense", "-f", "csv", "-c", "uid,text"], 0, "uid,text\n", None),
        (["query", "nonsense", "--by", "cue", "-f", "tsv"], 0,
         "value\tstatements\tshare\tfirst_on\tlast_on\n", None),
        (["query", "trade", "--by", "topic", "-c", "value,share"], 0,
         "trade-and-investment\t0.6667\n\t0.3333\n", ""),
        (["query", "trade", "--by", "topic", "-f", "ids"], 2, "",
         ("Error: --format ids lists hits and cannot write counts\n"
         "Hint: for counts use -f table, json, jsonl, csv, tsv or markdown\n")),
        (["query", "trade", "-c", "text", "-f", "atom"], 2, "",
         "Error: --format atom has no columns to choose from\nHint: leave out -c\n"),
    ],
)  # fmt: skip
def test_writes(
    database: Path,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    out: str | None,
    err: str | None,
) -> None:
    assert run(arguments) == code
    captured = capfd.readouterr()
    if arguments[0] == "kwic" and code == 0:
        captured_out = "".join(captured.out.splitlines(keepends=True)[: (out or "").count("\n")])
    else:
        captured_out = captured.out
    assert out is None or captured_out == out
    assert err is None or captured.err == err


def test_counts_say_what_they_are_shares_of(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "--by", "speaker", "-n", "2", "--color", "always"]) == 0
    assert capfd.readouterr().err == (
        "7 statements, 2022-09 to 2023-12-04: 5 speakers, 2 shown, all with -n 0\n"
        "  one of several speakers counts for each of them\n"
    )


def test_counts_without_hits_are_no_empty_table(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "nonsense", "--by", "speaker", "--color", "always"]) == 0
    assert capfd.readouterr() == ("", "No statement matches nonsense.\n")


def test_the_sql_of_counts_counts(database: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "trade", "--by", "topic", "--sql"]) == 0
    with closing(sqlite3.connect(database)) as client:
        assert client.execute(capfd.readouterr().out).fetchall() == [
            ("trade-and-investment", 2, "2022-09-15", "2023-12-04"),
            (None, 1, None, None),
        ]


def test_a_concordance_says_how_much_of_it_is_shown(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["kwic", "trade", "-n", "1", "--color", "always"]) == 0
    assert capfd.readouterr().err == "1 of 3 places\n"


def test_facets_stand_under_many_hits(database: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--color", "always"]) == 0
    assert capfd.readouterr().err == (
        "7 statements, 2022-09 to 2023-12-04\n"
        "  speaker: Alexander Lukashenko 3, Xi Jinping 2, China 1, … (--by speaker)\n"
        "  topic: taiwan 2, trade-and-investment 2, core-interests 1\n"
    )


def test_an_article_shows_where_its_text_matches(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "--articles", "gigantic OR cafe", "--color", "always"]) == 0
    drawn = capfd.readouterr().out
    assert "Presidents meet" in drawn
    assert "\x1b[1;2;33mgigantic\x1b[0m" in drawn


def test_a_feed_is_atom(database: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "industrial", "--format", "atom"]) == 0
    feed = ElementTree.fromstring(capfd.readouterr().out)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")
    assert entry is not None
    assert feed.findtext(f"{atom}title") == "industrial"
    assert [entry.findtext(atom + name) for name in ("title", "id", "updated")] == [
        "Xi Jinping: trade and investment in Belarus's industrial parks",
        "urn:statement-archive:s:trade231",
        "2023-12-04T00:00:00Z",
    ]


def test_parquet_keeps_lists_and_flags(database: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for query, rows in (("all-weather", 1), ("nonsense", 0)):
        done = archive("query", query, "--format", "parquet")
        (tmp_path / "hits.parquet").write_bytes(done.stdout)
        table = parquet.read_table(tmp_path / "hits.parquet")
        assert table.num_rows == rows
        if rows:
            (row,) = table.select(["speakers", "implicit", "position"]).to_pylist()
            assert row["speakers"] == ["Xi Jinping", "Alexander Lukashenko"]
            assert (row["implicit"], row["position"]) == (False, 0)


def test_no_arguments_say_what_to_do_first(capfd: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "archive ingest FILE_OR_FOLDER" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("archive query --speaker luk", "alexander-lukashenko"),
        ("archive query --speaker erdogan", "recep-tayyip-erdogan"),
        ("archive query --topic tai", "taiwan"),
        ("archive query --publisher xin", "Xinhua"),
        ("archive query --quotation m", "mixed"),
        ("archive phrases --speaker xi --against luk", "alexander-lukashenko"),
        ("archive timeline --speaker luk", "alexander-lukashenko"),
        ("archive query speaker:luk", "speaker:alexander-lukashenko"),
        ("archive help quer", "queries"),
        ("archive kwi", "kwic"),
    ],
)
def test_a_shell_completes_names_from_the_database(
    database: Path, words: str, offered: str
) -> None:
    done = archive(_ARCHIVE_COMPLETE="bash_complete", COMP_WORDS=words)
    assert done.stdout.decode().splitlines() == [f"plain,{offered}"]


@pytest.mark.parametrize("words", ["archive ingest se", "archive --db se", "archive extract se"])
def test_a_shell_completes_names_of_files(words: str) -> None:
    done = archive(_ARCHIVE_COMPLETE="bash_complete", COMP_WORDS=words)
    assert done.stdout.decode().splitlines() == ["file,se"]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("typed", "word", "reply"),
    [
        ("archive query --publisher the", "the", r"The\ White\ House"),
        ('archive query --publisher "the', '"the', "The White House"),
        ("archive query publisher:the", "the", r"\"The\ White\ House\""),
        ("archive query speaker:luk", "luk", "alexander-lukashenko"),
    ],
)
def test_bash_quotes_what_it_completes(database: Path, typed: str, word: str, reply: str) -> None:
    """Bash parts words at colons: what it gets takes the place of what is behind the last one."""
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("UPDATE articles SET publisher = 'The White House'")
    script = """\
        PATH=$3:$PATH; . <(archive completion bash)
        COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=("$2") COMP_CWORD=0
        _archive_completion archive; printf '%s\n' "${COMPREPLY[@]}"
        """
    here = str(Path(sys.executable).parent)
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", typed, word, here],
        capture_output=True,
        check=True,
        text=True,
    )
    assert (done.stdout, done.stderr) == (f"{reply}\n", "")


def test_fish_gets_whole_names_with_what_they_are(database: Path) -> None:
    with closing(sqlite3.connect(database)) as raw, raw:
        raw.execute("UPDATE articles SET place = 'Washington, D.C.'")
    done = archive(
        _ARCHIVE_COMPLETE="fish_complete", COMP_WORDS="archive query --place wa", COMP_CWORD="wa"
    )
    assert done.stdout.decode() == "plain,Washington, D.C.\t4 articles\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_told_how_to_complete(shell: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["completion", shell]) == 0
    assert f"_ARCHIVE_COMPLETE={shell}_complete" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("environ", "terminal", "command"),
    [
        ({"PAGER": "more"}, True, ["more"]),
        ({"PAGER": "more", "ARCHIVE_PAGER": "less -S"}, True, ["less", "-S"]),
        ({"PAGER": "more", "ARCHIVE_PAGER": ""}, True, []),
        ({"PAGER": "more"}, False, []),
        ({}, True, []),
    ],
)
def test_the_pager_is_that_of_the_environment(
    environ: dict[str, str], terminal: bool, command: list[str]
) -> None:
    assert pager_command(environ, terminal=terminal) == command


def test_a_saved_search_tells_what_is_new(
    database: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["searches", "save", "parks", "industrial", "--speaker", "xi"]) == 0
    assert capfd.readouterr().out == "1 statement now; for later ones: archive searches new parks\n"
    assert run(["query", "query:parks", "-f", "ids"]) == 0
    assert capfd.readouterr().out == "s:trade231\n"
    assert run(["searches", "new", "parks"]) == 1
    assert run(["searches"]) == 0
    listed = capfd.readouterr().out.splitlines()[-1]
    assert listed.startswith("parks\tindustrial speaker:xi\tstatements\t")
    assert run(["searches", "save", "parks", "trade"]) == 0
    assert capfd.readouterr().err == "parks was: industrial speaker:xi\n"
    assert run(["searches", "list", "-f", "jsonl"]) == 0
    assert json.loads(capfd.readouterr().out)["query"] == "trade"
    assert run(["searches", "delete", "parks"]) == 0
    assert run(["query", "query:parks"]) == 2


def archive(*arguments: str, **environ: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "archive", *arguments],
        capture_output=True,
        check=True,
        env={**os.environ, **environ},
    )
