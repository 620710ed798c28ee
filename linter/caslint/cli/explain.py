"""`caslint explain`: a rule's page."""

from __future__ import annotations

import argparse
import os
import sys
from difflib import get_close_matches

from caslint.cli.parser import Group
from caslint.page import markdown
from caslint.report.terminal import options_for
from caslint.rule import Rule
from caslint.ruleset import load


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("explain", help="print a rule's page", description=__doc__)
    parser.add_argument(
        "rule", nargs="+", metavar="RULE", help="a code (CAS101) or a name (site-mailbox-without-cas)"
    )
    parser.add_argument("--color", choices=("auto", "always", "never"), default="auto")


def run(options: argparse.Namespace) -> int:
    """Print the pages; 2 where a word names no rule."""
    rules = load()
    by_word = {word.casefold(): rule for rule in rules for word in (rule.code, rule.name)}
    unknown = [word for word in options.rule if word.casefold() not in by_word]
    if unknown:
        print(_unknown(unknown[0], by_word), file=sys.stderr)
        return 2
    pages = [markdown(by_word[word.casefold()]) for word in options.rule]
    text = "\n".join(pages)
    coloured = options_for(sys.stdout, os.environ, colour=options.color).colours
    print(emphasized(text) if coloured else text, end="")
    return 0


def _unknown(word: str, by_word: dict[str, Rule]) -> str:
    nearest = get_close_matches(word.casefold(), by_word, 3)
    hint = f"did you mean {' or '.join(nearest)}? " if nearest else ""
    return f"caslint explain: there is no rule {ascii(word)[1:-1]}; {hint}'caslint rules' lists them all"


def emphasized(text: str) -> str:
    """The page for a terminal: headings bold, examples and code dimmed, marks in an example red."""
    lines: list[str] = []
    inside = False
    for line in text.split("\n"):
        if line.startswith("```"):
            inside = not inside
            lines.append(f"\x1b[2m{line}\x1b[0m" if line else line)
        elif inside:
            lines.append(
                f"\x1b[31m{line}\x1b[0m" if line.strip().startswith("#") else f"\x1b[36m{line}\x1b[0m"
            )
        elif line.startswith("#"):
            lines.append(f"\x1b[1m{line}\x1b[0m")
        else:
            lines.append(line)
    return "\n".join(lines)
