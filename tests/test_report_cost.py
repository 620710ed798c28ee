"""What reports cost, counted rather than timed: each finding is written when it is worked out, and none is held."""

from __future__ import annotations

import tracemalloc
from io import RawIOBase
from typing import Any, BinaryIO, cast

import pytest

from big import KINDS, big
from caslint.report import write
from caslint.report.options import Options
from caslint.report.result import Result
from counting import lines_run
from linting import RULES, lint_texts

STREAMING = ("full", "concise", "json", "jsonl", "junit", "rdjson")
TWICE = 2.1
PLANTED = [rule for rule in RULES if rule.code in KINDS]


class Sink(RawIOBase):
    """Takes bytes and keeps none: how many pieces came, how long all of them and the longest were."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = self.length = self.longest = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:  # noqa: ANN401  any bytes, as the base class has it
        self.pieces += 1
        self.length += len(data)
        self.longest = max(self.longest, len(data))
        return len(data)


def findings(count: int) -> Result:
    """As many findings in one large file."""
    linted = lint_texts({"big.yaml": big(600, count).text}, PLANTED)
    assert len(linted.findings) == count
    return Result(linted.findings, files=1, organizations=1)


def written(result: Result, name: str) -> Sink:
    sink = Sink()
    write(result, name, cast("BinaryIO", sink), Options(), cast("BinaryIO", sink))
    return sink


@pytest.mark.parametrize("name", STREAMING)
def test_a_report_takes_twice_as_long_for_twice_the_findings(name: str) -> None:
    few, many = findings(250), findings(500)
    for result in (few, many):
        written(result, name)  # finds the beginnings of lines and loads what is needed

    assert lines_run(lambda: written(many, name)) <= TWICE * lines_run(lambda: written(few, name))
    assert written(many, name).length == pytest.approx(2 * written(few, name).length, rel=0.05)


@pytest.mark.parametrize("name", STREAMING)
def test_a_report_is_written_piece_by_piece_and_never_held(name: str) -> None:
    result = findings(500)
    warm = written(result, name)

    tracemalloc.start()
    sink = written(result, name)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sink.pieces >= 500
    assert sink.longest <= warm.length / 50
    assert peak <= warm.length / 8
