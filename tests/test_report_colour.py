from __future__ import annotations

import io
import os
import re
import sys

import pytest
from rich.color import Color
from rich.color_triplet import ColorTriplet

from caslint.report.colour import PALETTE, colouring
from caslint.report.options import UNBOUNDED, Options
from caslint.report.result import Result
from caslint.report.terminal import colours, has_links, options_for
from report_sample import KYOTO, QUOTE, shown


def test_coloured_report_is_this() -> None:
    written = shown(Result([QUOTE], files=1, organizations=1), "full", Options(colours=256, quiet=True))
    red, orange, blue, green = (f"\x1b[38;5;{number}m" for number in (160, 166, 32, 28))

    assert written.replace("\x1b[0m", "$").splitlines() == [
        f"{orange}warning[CAS011]$ version-not-text: \x1b[1m{QUOTE.message}$",
        f"{blue}  --> $org.yaml:10:14",
        f"{blue}   |$",
        f"{blue}10 ${blue}|$     version: 14.10",
        f"{blue}   |${orange}              ^^^^^ server CAS01$",
        f"{blue}   |$",
        f"{blue}   = $\x1b[1mhelp: $quote the version (safe: caslint fix applies it)",
        f"{blue}   |$",
        f"{blue}10 ${red}-${red}     version: 14.10$",
        f'{blue}10 ${green}+${green}     version: "14.10"$',
        f"{blue}   |$",
        f"{blue}   = $\x1b[1mmore: $caslint explain CAS011",
        "",
    ]


def _luminance(triplet: ColorTriplet) -> float:
    """Relative luminance as WCAG 2 defines it."""
    linear = [((value / 255 + 0.055) / 1.055) ** 2.4 if value > 10 else value / 3294.6 for value in triplet]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("number", set(PALETTE.values()))
def test_every_colour_is_legible_on_black_and_on_white(number: int) -> None:
    luminance = _luminance(Color.from_ansi(number).get_truecolor())

    assert (luminance + 0.05) / 0.05 > 3.8
    assert 1.05 / (luminance + 0.05) > 3.8


@pytest.mark.parametrize("role", [*PALETTE, "title"])
def test_sixteen_colours_hold_no_white_no_black_and_no_bright_one(role: str) -> None:
    codes = set(re.findall(r"\d+", colouring(16)("x", role)))

    assert codes - {"0"} in ({"1"}, {"31"}, {"32"}, {"33"}, {"34"}, {"35"}, {"36"})


def test_address_becomes_a_link_only_where_links_work() -> None:
    plain = shown(Result([KYOTO]), "full", Options(quiet=True))
    linked = shown(Result([KYOTO]), "full", Options(quiet=True, hyperlinks=True))
    url = "https://example.com/proxying"

    assert "\x1b" not in plain
    assert linked == plain.replace(url, f"\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://a b", "https://京.example", "file:///etc"])
def test_doubtful_address_is_no_link(url: str) -> None:
    item = KYOTO.replaced(citations=(KYOTO.citations[0].replaced(url=url),))

    assert "\x1b" not in shown(Result([item]), "full", Options(hyperlinks=True))


@pytest.mark.parametrize(
    ("when", "environ", "is_terminal", "expected"),
    [
        ("auto", {"TERM": "xterm-256color"}, True, 256),
        ("auto", {"TERM": "xterm"}, True, 16),
        ("auto", {"TERM": "xterm", "COLORTERM": "truecolor"}, True, 256),
        ("auto", {}, True, 256),
        ("auto", {"TERM": "dumb"}, True, 0),
        ("auto", {"TERM": "xterm"}, False, 0),
        ("auto", {"TERM": "xterm", "NO_COLOR": "1"}, True, 0),
        ("auto", {"TERM": "xterm", "NO_COLOR": ""}, True, 16),
        ("auto", {"TERM": "xterm", "CLICOLOR": "0"}, True, 0),
        ("auto", {"TERM": "xterm", "FORCE_COLOR": "1"}, False, 16),
        ("auto", {"TERM": "xterm", "FORCE_COLOR": "0"}, False, 0),
        ("auto", {"TERM": "xterm", "CLICOLOR_FORCE": "1"}, False, 16),
        ("auto", {"TERM": "xterm", "FORCE_COLOR": "1", "NO_COLOR": "1"}, True, 0),
        ("auto", {"GITHUB_ACTIONS": "true", "CI": "true"}, False, 0),
        ("auto", {"CI": "true", "TERM": "xterm", "FORCE_COLOR": "1"}, False, 256),
        ("always", {"TERM": "xterm", "NO_COLOR": "1"}, False, 16),
        ("never", {"TERM": "xterm", "FORCE_COLOR": "1"}, True, 0),
    ],
)
def test_who_decides_about_colour(
    when: str, environ: dict[str, str], *, is_terminal: bool, expected: int
) -> None:
    assert colours(when, environ, is_terminal=is_terminal) == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"VTE_VERSION": "7006"}, True),
        ({"VTE_VERSION": "4600"}, False),
        ({"VTE_VERSION": "x"}, False),
        ({"WT_SESSION": "1"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM_PROGRAM": "vscode"}, True),
        ({"TERM_PROGRAM": "vscode", "CI": "true"}, False),
        ({"TERM_PROGRAM": "vscode", "TERM": "dumb"}, False),
        ({"TERM": "xterm-256color"}, False),
        ({}, False),
    ],
)
def test_links_only_where_they_are_known_to_work(environ: dict[str, str], *, expected: bool) -> None:
    assert has_links(environ) is expected


def test_options_of_a_pipe() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    options = options_for(stream, {"WT_SESSION": "1", "GITHUB_ACTIONS": "true"}, quiet=True)

    assert (options.colours, options.hyperlinks, options.width) == (0, False, UNBOUNDED)
    assert (options.encoding, options.github, options.quiet) == ("cp1252", True, True)


@pytest.mark.parametrize(("columns", "width"), [("100", 100), ("5", 20), ("0", UNBOUNDED), ("x", UNBOUNDED)])
def test_columns_of_the_environment(columns: str, width: int) -> None:
    assert options_for(io.TextIOWrapper(io.BytesIO()), {"COLUMNS": columns}).width == width


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal made by the test, as POSIX has them")
def test_options_of_a_terminal() -> None:
    import fcntl
    import pty
    import struct
    import termios

    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 70, 0, 0))
    with os.fdopen(slave, "w", encoding="utf-8") as stream:
        options = options_for(stream, {"TERM": "xterm-kitty"})
        bare = options_for(stream, {"TERM": "xterm-kitty"}, colour="never")
    os.close(master)

    assert (options.colours, options.hyperlinks, options.width) == (16, True, 70)
    assert (bare.colours, bare.hyperlinks, bare.width) == (0, False, 70)
