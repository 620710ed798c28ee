"""Laws of the `full` output that hold whatever the text and the terminal."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hostile
from caslint.finding import Edit, Fix, Subject
from caslint.report.cells import cells, wrapped
from caslint.report.options import UNBOUNDED, Options
from caslint.report.proposal import changes
from caslint.report.result import Result
from caslint.report.safe import visible
from caslint.text import Place, Source
from report_sample import finding, shown
from workflow_runner import commands

WIDTHS = [10, 40, 80, 200, UNBOUNDED]
_PAINT = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_hostile_text_acts_nowhere(text: str, width: int) -> None:
    for colours in (0, 16, 256):
        options = Options(
            width=width, colours=colours, hyperlinks=True, github=True, verbose=True, statistics=True
        )
        written = shown(hostile.result(text), "full", options)

        assert commands(written) == []
        plain = _PAINT.sub("", written)
        assert plain.replace("\n", "").isprintable()


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
def test_colour_changes_no_word(text: str) -> None:
    result = hostile.result(text)
    coloured = shown(result, "full", Options(width=60, colours=256, hyperlinks=True))

    assert coloured != _PAINT.sub("", coloured)
    assert _PAINT.sub("", coloured) == shown(result, "full", Options(width=60))


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS)
@pytest.mark.parametrize("encoding", ["ascii", "cp437", "cp1252", "utf-8"])
def test_every_console_can_show_it(text: str, encoding: str) -> None:
    item = finding(Place(Source(text + "京", "é 京 \N{GRINNING FACE}"), 2, 3), text + " 京")
    written = shown(Result([item]), "full", Options(encoding=encoding, quiet=True))

    assert ("京" in written) == (encoding == "utf-8")
    assert ("\\u4eac" in written) == (encoding != "utf-8")


def test_caret_stands_right_where_the_encoding_lengthens_the_line() -> None:
    item = finding(Place(Source("a.yaml", "京: 京\n"), 3, 4), "here")

    assert shown(Result([item]), "full", Options(encoding="cp437")).splitlines()[3:5] == [
        "1 | \\u4eac: \\u4eac",
        "  |         ^^^^^^ site Kyoto",
    ]


def test_caret_stands_right_after_a_command_that_was_broken() -> None:
    source = Source("a.yaml", "a: '##[group]x' # here\n")
    item = finding(Place(source, 18, 22), "here")

    assert shown(Result([item]), "full", Options(github=True)).splitlines()[3:5] == [
        "1 | a: '#\\x23[group]x' # here",
        "  |                      ^^^^ site Kyoto",
    ]


# Lines as people and attackers write them; no full stop, so that "..." always is a cut.
_LINES = st.text(st.sampled_from("aZ0 :-#[]\t東é\u200b\x1b\u202e\x00😀\\"), max_size=120)


@st.composite
def _places(draw: st.DrawFn) -> Place:
    lines = draw(st.lists(_LINES, min_size=1, max_size=4))
    source = Source("a.yaml", draw(st.sampled_from(["\n", "\r\n"])).join(lines))
    start = draw(st.integers(0, len(source.text)))
    return Place(source, start, draw(st.integers(start, len(source.text))))


@given(_places().filter(lambda place: place.end > 0), st.sampled_from(WIDTHS))
@settings(max_examples=300)
def test_what_stands_above_the_carets_is_the_place(place: Place, width: int) -> None:
    lines = shown(Result([finding(place, "here")]), "full", Options(width=width)).splitlines()
    (row,) = [number for number, line in enumerate(lines) if re.match(r" +\| +\^", line)]
    begin, end = lines[row].index("^"), lines[row].rindex("^") + 1
    underlined = _between(lines[row - 1].ljust(end), begin, end)
    before, expected = _expected(place)

    if expected:
        assert underlined
        assert expected.startswith(underlined)
    if "..." not in lines[row - 1]:
        assert expected in {underlined, ""}
        assert _between(lines[row - 1].ljust(begin), len("1 | "), begin) == before


def _expected(place: Place) -> tuple[str, str]:
    """What is shown of the line before the place, and of the place on its first line."""
    before = place.source.text[: place.start].rpartition("\n")[2].rstrip("\r")
    inside = place.text.partition("\n")[0].rstrip("\r")
    return visible(before.replace("\t", " ")), visible(inside.replace("\t", " "))


def _between(line: str, begin: int, end: int) -> str:
    """The characters of a line from one cell to another."""
    wide = {"F", "W"}
    by_cell = [c for char in line for c in [char, ""][: 1 + (unicodedata.east_asian_width(char) in wide)]]
    return "".join(by_cell[begin:end])


@given(_places(), st.sampled_from(WIDTHS[1:4]))
@settings(max_examples=300)
def test_no_line_is_wider_than_the_terminal(place: Place, width: int) -> None:
    item = finding(place, f"{place.text} stands there", subject=Subject("site", place.text))
    lines = shown(Result([item]), "full", Options(width=width)).splitlines()

    assert [line for line in lines if "://" not in line and cells(line) > width] == []


@given(st.text("ab c東\u0301", max_size=60), st.integers(2, 20))
def test_wrapping_loses_nothing_but_blanks(text: str, room: int) -> None:
    lines = [text[start:end] for start, end in wrapped(text, room, room)]

    assert all(cells(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_line_of_a_million_characters_is_looked_at_only_near_its_places() -> None:
    """Counted, not timed: each character that is shown is asked for once."""
    source = Source("a.yaml", "京" * 1_000_000 + "CAS01" + "京" * 1_000_000)
    edit = Edit(source, 1_000_000, 1_000_005, "CAS02")
    item = finding(Place(source, 1_000_000, 1_000_005), "here", fix=Fix("rename", (edit,)))
    options = _Counting(width=80)
    written = shown(Result([item]), "full", options)

    assert "京...\n" in written
    assert options.asked < 3000
    assert all(len(line) < 10_000 for change in changes(Fix("rename", (edit,))) for line in change.old)


class _Counting(Options):
    """Options that count how often they are asked to show a text."""

    __slots__ = ("asked",)

    def show(self, text: str) -> str:
        self.asked = getattr(self, "asked", 0) + 1
        return super().show(text)
