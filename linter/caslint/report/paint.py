"""Finished lines of output, in colour or not."""

from __future__ import annotations

from collections.abc import Callable

from caslint.report.margin import Line
from caslint.report.options import Options


def painter(options: Options) -> Callable[[Line], str]:
    """Return what turns a line into text; colour is imported only where there is to be some."""
    paint: Callable[[str, str], str] = _plainly
    if options.colours:
        from caslint.report.colour import colouring

        paint = colouring(options.colours)

    def finished(line: Line) -> str:
        return "".join(_piece(text, role) for text, role in _trimmed(line)) + "\n"

    def _piece(text: str, role: str) -> str:
        painted = paint(text, role)
        return _linked(painted, text) if role == "address" and options.hyperlinks else painted

    return finished


def _trimmed(line: Line) -> Line:
    """Leave out blanks at the end, which no reader sees and every comparison does."""
    while line and not line[-1][0].rstrip(" "):
        line = line[:-1]
    return [*line[:-1], (line[-1][0].rstrip(" "), line[-1][1])] if line else []


def _plainly(text: str, _role: str) -> str:
    return text


def _linked(painted: str, url: str) -> str:
    """Make an address a link (OSC 8), if it holds nothing that could end the sequence early."""
    if url.startswith(("http://", "https://")) and url.isascii() and url.isprintable() and " " not in url:
        return f"\x1b]8;;{url}\x1b\\{painted}\x1b]8;;\x1b\\"
    return painted
