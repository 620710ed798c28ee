"""The builder, every rule and every report on topologies that are nearly valid."""

from __future__ import annotations

from caslint.building.fields import Surprise
from caslint.building.organization import Document, organization
from caslint.configuration.config import Config
from caslint.node import Mapping
from caslint.routing.request import DEFAULT_DEVICE, Request
from caslint.routing.router import PROTOCOLS, Router
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

SEEDS = tuple(bytes([number % 2, number, 0, 7, *range(number, 256, 5)]) for number in range(22))
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
    """Every request comes to an end, and is told in words."""
    router = asked.derived(Router)
    requests = [
        Request(protocol, entry, mailbox, DEFAULT_DEVICE)
        for protocol in PROTOCOLS
        for entry in router.entries()
        for mailbox in router.mailboxes()
    ]
    for request in requests[:_MOST_REQUESTS]:
        route = router.trace(request)
        assert route.ends
        assert all(step.detail and step.actor for step in route.steps)
