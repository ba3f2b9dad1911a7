"""The guides that ship with the program, by name."""

import re
from importlib.resources import files
from importlib.resources.abc import Traversable


def guides() -> dict[str, Traversable]:
    """Return the guides by name."""
    folder = files("archive").joinpath("help")
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    return {path.name.removesuffix(".md"): path for path in paths}


def title(path: Traversable) -> str:
    """Return what a guide is about: its first line."""
    return path.read_text("utf-8").splitlines()[0].lstrip("# ")


def text_of(path: Traversable) -> str:
    """Return a guide as it is read; comments for the tools that generate its parts are left out."""
    return _COMMENT.sub("", path.read_text("utf-8"))


_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*+-->\n?")
