"""What the environment says about an output: colours, width, links, and whether GitHub reads along."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from caslint.report.options import Options

_OLDEST_VTE = 5000
_TERMINALS_WITH_LINKS = {"Hyper", "iTerm.app", "WezTerm", "ghostty", "vscode", "rio", "Tabby"}
_TERMS_WITH_LINKS = ("alacritty", "foot", "xterm-ghostty", "xterm-kitty", "wezterm")
_VARIABLES_WITH_LINKS = ("WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "KITTY_WINDOW_ID")


def options_for(
    stream: TextIO,
    environ: Mapping[str, str],
    *,
    colour: str = "auto",
    quiet: bool = False,
    verbose: bool = False,
    statistics: bool = False,
) -> Options:
    """Return the options for standard output or standard error; `colour` is auto, always or never."""
    is_terminal = stream.isatty()
    return Options(
        colours=colours(colour, environ, is_terminal=is_terminal and _obeys_escapes(stream)),
        width=_width(stream, environ, is_terminal=is_terminal),
        hyperlinks=is_terminal and colour != "never" and has_links(environ) and _obeys_escapes(stream),
        github=environ.get("GITHUB_ACTIONS") == "true",
        quiet=quiet,
        verbose=verbose,
        statistics=statistics,
        encoding=stream.encoding,
    )


def colours(when: str, environ: Mapping[str, str], *, is_terminal: bool) -> int:
    """Return how many colours to use: 0, 16 or 256.

    `--color` wins over NO_COLOR, that over FORCE_COLOR and CLICOLOR_FORCE, and
    those over what the terminal is.  An empty variable counts as not set.
    """
    if when == "never" or (when == "auto" and not _wanted(environ, is_terminal=is_terminal)):
        return 0
    term = environ.get("TERM", "")
    many = "256" in term or environ.get("COLORTERM") or environ.get("WT_SESSION") or environ.get("CI")
    # The console of Windows knows 256 colours wherever it knows escapes at all, and has no TERM.
    return 256 if many or not term else 16


def _wanted(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_terminal and environ.get("TERM") != "dumb" and environ.get("CLICOLOR") != "0"


def has_links(environ: Mapping[str, str]) -> bool:
    """Say whether the terminal is known to make links of OSC 8; the others might print it."""
    if environ.get("TERM") == "dumb" or environ.get("CI"):
        return False
    term, vte = environ.get("TERM", ""), environ.get("VTE_VERSION", "")
    return (
        environ.get("TERM_PROGRAM") in _TERMINALS_WITH_LINKS
        or term.startswith(_TERMS_WITH_LINKS)
        or any(environ.get(name) for name in _VARIABLES_WITH_LINKS)
        or (vte.isdecimal() and int(vte) >= _OLDEST_VTE)
    )


def _width(stream: TextIO, environ: Mapping[str, str], *, is_terminal: bool) -> int:
    """Return COLUMNS where it is set, else what a terminal says of itself; 0 where there is none."""
    columns = environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    if not is_terminal:
        return 0
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _obeys_escapes(stream: TextIO) -> bool:
    """Say whether a terminal obeys escape sequences; on Windows, have its console do so."""
    if sys.platform != "win32":
        return True
    import ctypes
    import msvcrt

    kernel, mode = ctypes.windll.kernel32, ctypes.c_ulong()
    handle = ctypes.c_void_p(msvcrt.get_osfhandle(stream.fileno()))
    if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        return False
    # ENABLE_VIRTUAL_TERMINAL_PROCESSING; a console older than Windows 10 refuses it.
    return bool(kernel.SetConsoleMode(handle, mode.value | 4))
