"""What the terminal and the environment ask of an output: colour, width, links."""

from __future__ import annotations

import os
from typing import TextIO


def wants_colour(choice: str, stream: TextIO) -> bool:
    """Whether to colour: --color decides, then NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, then the terminal.

    An empty variable counts as not set; so does FORCE_COLOR=0.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in {"", "0"} or os.environ.get("CLICOLOR_FORCE", "0") not in {
        "",
        "0",
    }:
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sees the stream."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def width(stream: TextIO) -> int:
    """The terminal's width in cells, COLUMNS first; 0 where there is no terminal."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    if not is_terminal(stream):
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return 80


def takes_links(stream: TextIO, *, colour: bool) -> bool:
    """Whether OSC 8 hyperlinks may be written: on a coloured terminal that is no plain console."""
    return colour and is_terminal(stream) and os.environ.get("TERM", "") not in {"", "dumb", "linux"}
