"""Words are loaded once a process, also where a vocabulary is sent to another one."""

import os
import pickle
from pathlib import Path

from archive.vocabulary import Vocabulary, default_vocabulary


def sent(vocabulary: Vocabulary) -> Vocabulary:
    received = pickle.loads(pickle.dumps(vocabulary))
    assert isinstance(received, Vocabulary)
    return received


def test_the_programs_own_arrives_as_the_one_that_is_there() -> None:
    assert sent(Vocabulary()) is default_vocabulary()


def test_a_users_folder_arrives_once(tmp_path: Path) -> None:
    first = sent(Vocabulary(tmp_path))
    assert first.folder == tmp_path
    assert sent(Vocabulary(tmp_path)) is first


def test_an_edited_folder_arrives_anew(tmp_path: Path) -> None:
    file = tmp_path / "countries.toml"
    file.write_text('[one]\nname = "One"\n', "utf-8")
    first = sent(Vocabulary(tmp_path))
    file.write_text('[one]\nname = "Two"\n', "utf-8")
    os.utime(file, ns=(1, 1))  # whatever the clock of the file system ticks
    second = sent(Vocabulary(tmp_path))
    assert second is not first
    assert (first.table("countries").get("one"), second.table("countries").get("one")) == (
        {"name": "Two"},
        {"name": "Two"},
    )
