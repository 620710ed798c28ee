"""What the rules cost, counted rather than timed: twice the servers, twice the work."""

from __future__ import annotations

from functools import partial

import pytest

from big import big
from caslint.building.organization import Document, organization
from caslint.compose import load
from caslint.lint import lint
from caslint.node import Mapping
from caslint.rule import Check
from caslint.text import Source
from caslint.tree import parse
from counting import lines_run
from linting import RULES, Texts

TWICE = 2.2
"""Twice, and a little for what is looked up once for each site and once for each run."""

FIXED = 50
"""Lines that make no difference: a rule that runs so few looks at no server."""

MOST_BUILDING = 450
MOST_JUDGING = 320
"""Lines that a server of `big` takes; about a quarter above what it took when this was written."""


def text(servers: int, faults: int = 0) -> str:
    return big(servers, faults).text


def judging(servers: int, faults: int = 0) -> int:
    """The lines that all the rules run for an organization."""
    loaded = load(Texts({"big.yaml": text(servers, faults)}), "big.yaml")
    assert loaded.topology is not None
    return lines_run(lambda: lint(loaded, RULES))


def each_rule(servers: int, faults: int) -> dict[str, int]:
    """The lines that each rule runs when what the rules share is made."""
    topology = load(Texts({"big.yaml": text(servers, faults)}), "big.yaml").topology
    assert topology is not None

    def run(check: Check) -> None:
        for _ in check(topology):
            pass

    checks = {rule.code: rule.check for rule in RULES if rule.check is not None}
    for check in checks.values():
        run(check)
    return {code: lines_run(partial(run, check)) for code, check in checks.items()}


def building(servers: int) -> int:
    """The lines that it takes to make the model of an organization."""
    source = Source("big.yaml", text(servers))
    root = parse(source.text).root
    assert isinstance(root, Mapping)
    return lines_run(lambda: organization([Document(source, root)]))


@pytest.mark.parametrize("every", [0, 1], ids=["clean", "faulty"])
def test_the_rules_take_twice_as_long_for_twice_the_servers(every: int) -> None:
    judging(10, 10 * every)  # loads what is needed
    few, many = judging(200, 200 * every), judging(400, 400 * every)

    assert many <= TWICE * few
    assert many >= few * 1.5  # the count counts


@pytest.mark.parametrize("every", [0, 1], ids=["clean", "faulty"])
def test_no_rule_alone_takes_more_than_that(every: int) -> None:
    few, many = each_rule(100, 100 * every), each_rule(200, 200 * every)

    slow = {code: (few[code], many[code]) for code in few if many[code] > TWICE * few[code] + FIXED}

    assert slow == {}


def test_no_rule_raises_for_a_large_organization() -> None:
    loaded = load(Texts({"big.yaml": text(100, 100)}), "big.yaml")

    assert not lint(loaded, RULES).crashes


def test_the_rules_run_few_lines_for_a_server() -> None:
    judging(10)

    assert (judging(400) - judging(200)) / 200 <= MOST_JUDGING


def test_building_runs_few_lines_for_a_server_and_twice_as_many_for_two() -> None:
    building(10)
    few, many = building(200), building(400)

    assert many <= 2.01 * few
    assert (many - few) / 200 <= MOST_BUILDING
