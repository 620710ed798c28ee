"""The builder, every rule and every report on topologies that are nearly valid."""

from __future__ import annotations

import json
from typing import get_args

from caslint.building.fields import Surprise
from caslint.building.organization import Document, organization
from caslint.configuration.config import Config
from caslint.node import Mapping
from caslint.report.route_json import render as route_json
from caslint.report.route_story import render as story
from caslint.report.route_table import render as table
from caslint.review.impact import impact
from caslint.review.impact_text import render as impact_text
from caslint.review.outage import Outages
from caslint.routing.decision import Outcome
from caslint.routing.request import DEFAULT_DEVICE, Request
from caslint.routing.router import PROTOCOLS, Router
from caslint.routing.survey import Wanted, survey
from caslint.run import Run, Settings
from caslint.run import run as lint
from caslint.schema import check
from caslint.text import Source
from caslint.topology import Topology
from caslint.tree import parse
from fuzz import reports
from fuzz.choices import Choices
from fuzz.documents import topology
from linting import TODAY, Texts

SEEDS = tuple(bytes([number % 2, number, 0, 7, *range(number, 256, 5)]) for number in range(0, 22, 2))
WORDS: tuple[str, ...] = ()
_MOST_REQUESTS = 2_000


def run(data: bytes) -> None:
    """Lint a topology that the bytes choose, and write every report of it."""
    choices = Choices(data)
    shown = choices.pick(reports.SHOWN)
    text = topology(choices)
    _hold_shape(text)
    done = linted({"org.yaml": text})
    assert not done.crashes, done.crashes
    for finding in done.result.findings:
        assert 0 <= finding.place.start <= finding.place.end <= len(text)
        assert finding.message.strip()
    reports.hold(done.result, shown)
    for examined in done.result.examined:
        if examined.topology is not None:
            _hold_routes(examined.topology)


def linted(texts: dict[str, str]) -> Run:
    """Lint texts; the first is the root."""
    settings = Settings(Texts(texts), Config, TODAY)
    return lint([next(iter(texts))], settings)


def _hold_shape(text: str) -> None:
    """The builder takes what the schema allows, and nothing else."""
    parsed = parse(text)
    if parsed.faults or not isinstance(parsed.root, Mapping):
        return
    source = Source("org.yaml", text)
    try:
        organization([Document(source, parsed.root)])
    except Surprise:
        assert check(parsed.root, source)
    else:
        assert not check(parsed.root, source)


def _hold_routes(asked: Topology) -> None:
    """Every request comes to an end, and is told in words that do nothing."""
    router = asked.derived(Router)
    wanted = Wanted(list(PROTOCOLS), router.entries(), list(router.mailboxes()), DEFAULT_DEVICE)
    routes = [
        router.trace(Request(protocol, entry, mailbox, DEFAULT_DEVICE))
        for protocol in wanted.protocols
        for entry in wanted.entries
        for mailbox in wanted.mailboxes
    ][:_MOST_REQUESTS]
    for route in routes:
        assert route.ends
        assert all(step.detail and step.actor for step in route.steps)
    shown, tried = reports.SHOWN[0], len(routes)
    outcomes: frozenset[str] = frozenset(get_args(Outcome))
    text = "".join(table(survey(router, wanted), outcomes, tried, shown))
    reports.hold_text("routes", text)
    reports.hold_text("trace", "".join(story(routes[:5], shown, asked_for="")))
    json.loads("".join(route_json(routes, tried, shown)))
    outages = Outages(router)
    found = impact(outages, [], 1)
    reports.hold_text("impact", "".join(impact_text(found, router.organization, shown, every=True)))
