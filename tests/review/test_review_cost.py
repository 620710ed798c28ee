"""What reviews and outages cost, counted rather than timed: twice the servers, twice the work."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from asking import router
from big import big
from caslint.review.impact import impact
from caslint.review.outage import Outages
from caslint.review.remaining import Remaining
from caslint.review.routes import matrix
from caslint.routing.router import Router
from counting import lines_run

TWICE = 2.3
"""Twice, and a little for what is looked up once for each site."""

SWITCH = "windowsAuthEnabled: true"


class Counted:
    """How often something was done."""

    def __init__(self) -> None:
        self.number = 0

    def counting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, counted."""

        def counted(*given: object) -> object:
            self.number += 1
            return function(*given)

        return counted


@pytest.fixture
def decisions(monkeypatch: pytest.MonkeyPatch) -> Counted:
    """How many requests were decided."""
    found = Counted()
    monkeypatch.setattr(Router, "decide", found.counting(Router.decide))
    return found


def two_versions(servers: int) -> tuple[Router, Router]:
    """An organization, and the same with one switch of one server that is proxied to turned off."""
    text = big(servers).text
    at = text.index(SWITCH, text.index("  - name: CAS000001"))
    return router(text), router(text[:at] + SWITCH.replace("true", "false") + text[at + len(SWITCH) :])


def test_the_script_that_measures_runs() -> None:
    script = Path(__file__).parent.parent / "benchmarks" / "review.py"
    done = subprocess.run(
        [sys.executable, str(script), "--help"], capture_output=True, check=False, timeout=60, text=True
    )

    assert done.returncode == 0, done.stderr


def test_a_comparison_takes_twice_as_long_for_twice_the_servers() -> None:
    def lines(servers: int) -> int:
        both = two_versions(servers)
        return lines_run(lambda: sum(len(block.entries) for block in matrix(*both)))

    few, many = lines(200), lines(400)

    assert many <= TWICE * few
    assert many >= few * 1.5  # the count counts


def test_a_comparison_asks_once_for_servers_that_answer_alike(decisions: Counted) -> None:
    def asked(servers: int) -> int:
        both = two_versions(servers)
        decisions.number = 0
        list(matrix(*both))
        return decisions.number

    # Ten protocols and both sides: each site once from outside, and each of its six Client Access servers.
    assert asked(200) <= 2 * 10 * 20 * (2 * 1 + 6)
    assert asked(400) <= TWICE * asked(200)


def test_an_outage_asks_about_its_own_site_only(decisions: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    built = Counted()
    monkeypatch.setattr(Remaining, "router", built.counting(Remaining.router))

    def asked(servers: int) -> tuple[int, int]:
        outages = Outages(router(big(servers).text))
        decisions.number = built.number = 0
        impact(outages, (), 1)
        return decisions.number, built.number

    few, many = asked(100), asked(200)

    assert many[0] <= TWICE * few[0]
    assert many[1] <= 200 + 20  # one organization for each server and each site
