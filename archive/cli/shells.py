"""How bash and fish ask for completions and take them: click's way, with what it leaves out.

Names have spaces and commas ("The White House", "Washington, D.C."): bash must quote them, fish not
cut them. Words have colons (speaker:xi), at which bash parts them. zsh needs nothing of this.
"""

import os
from shlex import shlex

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    add_completion_class,
)

_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' current=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT}
    local word=${line##*[[:space:]]} response item type value
    response=$(env COMP_WORDS="$line" %(complete_var)s=bash_complete "$1" 2>/dev/null)
    COMPREPLY=()
    for item in $response; do
        IFS=',' read -r type value <<< "$item"
        if [[ $type == dir ]]; then
            compopt -o dirnames
        elif [[ $type == file ]]; then
            compopt -o default
        elif [[ $type == plain ]]; then
            # Within quotation marks nothing is to be quoted again.
            [[ $current == [\\"\\']* ]] || printf -v value %%q "$value"
            # bash puts what it is given in the place of what stands behind the last colon.
            [[ $word == *:* && $COMP_WORDBREAKS == *:* ]] && value=${value#"${word%%"${word##*:}"}"}
            COMPREPLY+=("$value")
        fi
    done
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""

_FISH = """\
function %(complete_func)s
    set -l response (env %(complete_var)s=fish_complete COMP_WORDS=(commandline -cp) \\
        COMP_CWORD=(commandline -t) %(prog_name)s 2>/dev/null)
    for item in $response
        set -l parts (string split -m 1 "," -- $item)
        switch $parts[1]
            case dir
                __fish_complete_directories $parts[2]
            case file
                __fish_complete_path $parts[2]
            case plain
                echo $parts[2]
        end
    end
end

complete --no-files --command %(prog_name)s --arguments "(%(complete_func)s)"
"""


class Bash(BashComplete):
    """bash, whose script gives the line as it was typed."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the cursor, and the one under it."""
        line = os.environ["COMP_WORDS"]
        words = _words(line)[1:]
        if not words or line[-1:].isspace():
            return words, ""
        return words[:-1], words[-1]

    def format_completion(self, item: "CompletionItem") -> str:
        """Return the line that the script reads."""
        return f"{item.type},{_one_line(item.value)}"


class Fish(FishComplete):
    """fish, whose script takes a name and what it is about, with a tab between."""

    source_template = _FISH

    def format_completion(self, item: "CompletionItem") -> str:
        """Return the line that the script reads."""
        about = f"\t{_one_line(item.help)}" if item.help else ""
        return f"{item.type},{_one_line(item.value)}{about}"


def register() -> None:
    """Have click use these."""
    add_completion_class(Bash)
    add_completion_class(Fish)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(line: str) -> list[str]:
    """Cut a line as a shell does; what is quoted and not closed ends with the line."""
    lexer = shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split = True
    lexer.commenters = ""
    words = list[str]()
    try:
        words.extend(lexer)
    except ValueError:
        words.append(lexer.token)
    return words
