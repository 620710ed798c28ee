"""Places in a text: lines and columns of offsets, whatever ends the lines and wherever blocks end."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint import text as places
from caslint.text import Lines, Source

TEXTS = st.text(st.sampled_from("ab\r\n "), max_size=40)


def begins(text: str) -> list[int]:
    """Where lines begin, worked out in the plainest way."""
    return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]


@given(TEXTS, st.sampled_from([1, 2, 3, 7, 1_000]))
def test_lines_begin_behind_every_line_end(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_BLOCK", block)
        source = Source("org.yaml", text)

        assert [source.starts[number] for number in range(len(source.starts))] == begins(text)
        assert len(source.starts) == len(begins(text))
        for offset in range(len(text) + 1):
            before = [start for start in begins(text) if start <= offset]
            assert source.locate(offset) == (len(before), offset - before[-1] + 1)


def test_the_line_of_a_number_comes_without_its_end() -> None:
    source = Source("org.yaml", "one\r\ntwo\rthree\nfour")

    assert [source.line(number) for number in range(6)] == ["", "one", "two", "three", "four", ""]


@pytest.mark.parametrize("number", [-1, 2, 100_000])
def test_there_is_no_line_past_the_last(number: int) -> None:
    with pytest.raises(IndexError):
        Lines("a: 1\n")[number]


def test_a_place_in_a_large_text_takes_a_look_at_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    behind_ends = Lines.__dict__["_behind_ends"]

    def looking(lines: Lines, block: int) -> list[int]:
        looked_at.append(block)
        found: list[int] = behind_ends(lines, block)
        return found

    monkeypatch.setattr(Lines, "_behind_ends", looking)
    source = Source("org.yaml", "- a line\n" * 100_000)

    assert source.locate(450_000) == (50_001, 1)
    assert source.line(50_001) == "- a line"
    assert len(set(looked_at)) == 1
