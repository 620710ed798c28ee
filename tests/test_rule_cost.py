"""What the rules cost, counted rather than timed: twice the servers, twice the work."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from big import big
from caslint.compose import load
from caslint.lint import lint
from linting import RULES, Texts

TWICE = 2.2
"""Twice, and a little for what is looked up once for each site and once for each run."""


def steps(servers: int) -> int:
    """How many lines, each turn of a loop anew, all the rules run for an organization without faults."""
    loaded = load(Texts({"big.yaml": big(servers).text}), "big.yaml")
    assert loaded.topology is not None
    taken = 0

    def count(_frame: FrameType, event: str, _argument: object) -> Callable[..., Any]:
        nonlocal taken
        taken += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        linted = lint(loaded, RULES)
    finally:
        sys.settrace(before)
    assert not linted.crashes
    return taken


def test_the_rules_take_twice_as_long_for_twice_the_servers() -> None:
    steps(10)  # loads what is needed
    few, many = steps(200), steps(400)

    assert many <= TWICE * few
    assert many >= few * 1.5  # the count counts
