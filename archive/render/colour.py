"""Whether to write colours, by the conventions that other programs follow."""

from collections.abc import Mapping
from typing import Literal

Choice = Literal["auto", "always", "never"]


def wants_colour(choice: Choice, environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Let the option decide, then NO_COLOR, then CLICOLOR_FORCE and FORCE_COLOR, then the stream.

    See https://no-color.org and https://bixense.com/clicolors/.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("CLICOLOR_FORCE", "FORCE_COLOR")):
        return True
    return terminal and environ.get("CLICOLOR") != "0" and environ.get("TERM") != "dumb"
