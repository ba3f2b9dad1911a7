"""The output that guides show: a block that begins with "$ archive" is what the command prints.

``python -m tests.guides`` writes it anew. A block that ends with "…" keeps its number of lines.
"""

import re

from tests import readme

GUIDES = tuple(readme.ROOT / "archive" / "help" / f"{name}.md" for name in ("phrases", "comparing"))
CUT = 46
"""Lines of an output that is cut."""

_BLOCK = re.compile(r"```\n\$ (archive [^\n]+)\n((?:[^`\n][^\n]*)?(?:\n[^`\n]*)*?)\n?```")


def renewed(text: str) -> str:
    """Return a guide with what its commands print now."""
    return _BLOCK.sub(lambda found: _block(found[1], is_cut=found[2].endswith("…")), text)


def _block(command: str, *, is_cut: bool) -> str:
    return readme.terminal(command, CUT if is_cut else None)


if __name__ == "__main__":
    for guide in GUIDES:
        guide.write_text(renewed(guide.read_text("utf-8")), "utf-8")
