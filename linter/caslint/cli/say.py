"""Sentences for people: whatever stands in them, it is read and does nothing."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from caslint.cli.streams import forget_output, tell
from caslint.report.safe import uncommanded, visible


def say(line: str) -> None:
    """Print a line on standard output; nothing ends because nobody reads it."""
    try:
        print(_harmless([line], sys.stdout), file=sys.stdout)
    except BrokenPipeError:
        forget_output()


def complain(*lines: str) -> None:
    """Print lines on standard error, behind what standard output has so far; nothing ends because nobody reads it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        forget_output()
    tell(_harmless(lines, sys.stderr))


def refuse(command: str, error: Exception) -> None:
    """Say on standard error why a command does nothing; the error's words may take several lines."""
    complain(*f"caslint {command}: {error}".split("\n"))


def _harmless(lines: Iterable[str], stream: TextIO) -> str:
    """Each as one line that no terminal obeys and no runner of a GitHub workflow takes as a command."""
    shown = "\n".join([visible(line, encoding=stream.encoding or "utf-8") for line in lines])
    return uncommanded(shown) if os.environ.get("GITHUB_ACTIONS") == "true" else shown
