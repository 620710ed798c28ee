"""Sentences for people: whatever stands in them, it is read and does nothing."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from caslint.report.safe import uncommanded, visible


def say(text: str) -> None:
    """Print on standard output."""
    _print(text, sys.stdout)


def complain(text: str) -> None:
    """Print on standard error, behind what standard output has so far."""
    sys.stdout.flush()
    _print(text, sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    """One line after the other: no terminal obeys one, and no runner of a GitHub workflow takes one as a command."""
    shown = "\n".join([visible(line, encoding=stream.encoding or "utf-8") for line in text.split("\n")])
    print(uncommanded(shown) if os.environ.get("GITHUB_ACTIONS") == "true" else shown, file=stream)
