"""Impact as JSON, version 1 of the contract in schemas/impact.schema.json; one scenario or route a line."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Iterator, Sequence

from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.report.json import Object, without_commands
from caslint.report.options import Options
from caslint.report.route_json import route_object
from caslint.review.impact import Impact, Scenario, databases_on
from caslint.review.outage import Outages
from caslint.routing.request import Mailbox, Request
from caslint.routing.route import Route
from caslint.routing.router import PROTOCOLS


def render(impact: Impact, outages: Outages, options: Options, *, steps: bool) -> Iterator[str]:
    """Every scenario with every route that it loses; `steps` tells the routes hop by hop."""
    return without_commands(_document(impact, _Routes(outages, steps=steps)), options)


def _document(impact: Impact, routes: _Routes) -> Iterator[str]:
    yield '{\n  "version": 1,\n  "scenarios": ['
    between = "\n"
    for scenario in impact.scenarios:
        yield between
        yield from routes.of(scenario)
        between = ",\n"
    yield ("" if between == "\n" else "\n  ") + "]"
    yield from _points("singlePointsOfFailure", impact.singles, routes.organization)
    if impact.minimal:
        yield from _points("minimalSets", impact.minimal, routes.organization)
    yield "\n}\n"


def _points(name: str, found: Iterable[Scenario], organization: Organization) -> Iterator[str]:
    yield f',\n  "{name}": ['
    between = "\n"
    for scenario in found:
        yield f"{between}    {json.dumps(_point(scenario, organization))}"
        between = ",\n"
    yield ("" if between == "\n" else "\n  ") + "]"


def _names(scenario: Scenario) -> list[str]:
    return [unit.name for unit in scenario.without]


def _point(scenario: Scenario, organization: Organization) -> Object:
    """What is lost beyond what is lost anyway, in short."""
    return {
        "without": _names(scenario),
        "routes": scenario.number,
        "protocols": scenario.protocols,
        "mailboxSites": scenario.sites_beyond,
        **_stranded(scenario.stranded, organization),
    }


def _stranded(servers: Sequence[Server], organization: Organization) -> Object:
    """The Mailbox servers that are down, with their databases; nothing where there are none."""
    if not servers:
        return {}
    databases = databases_on(servers, organization)
    found: Object = {"mailboxServers": [server.name for server in servers]}
    return found | ({"databases": databases} if databases else {})


class _Routes:
    """Routes as they are while everything is up; what is alike in many of them is written once."""

    def __init__(self, outages: Outages, *, steps: bool) -> None:
        self._outages = outages
        self.organization = outages.router.organization
        self._steps = steps
        self._written: dict[tuple[str, Hashable, Mailbox], str] = {}
        self._named: dict[Server, str] = {}

    def of(self, scenario: Scenario) -> Iterator[str]:
        """A scenario, piece by piece."""
        yield f'    {{"without": {json.dumps(_names(scenario))}, "lost": ['
        between = "\n"
        for protocol, entry, mailbox in _in_order(scenario):
            yield f"{between}      {self._route(protocol, entry, mailbox)}"
            between = ",\n"
        end = "" if between == "\n" else "\n    "
        yield f'{end}], "mailboxSites": {json.dumps(scenario.mailbox_sites)}'
        for name, value in _stranded(scenario.mailbox_servers, self.organization).items():
            yield f', "{name}": {json.dumps(value)}'
        yield "}"

    def _route(self, protocol: str, entry: Server, mailbox: Mailbox) -> str:
        if self._steps:
            return json.dumps(route_object(self._outages.router.trace(Request(protocol, entry, mailbox))))
        key = protocol, self._outages.key(protocol, entry, mailbox), mailbox
        if key not in self._written:
            self._written[key] = self._rest(protocol, entry, mailbox)
        if entry not in self._named:
            site = entry.site.name if entry.site else None
            self._named[entry] = f'"entry": {json.dumps(entry.name)}, "entrySite": {json.dumps(site)}'
        return f'{{"protocol": "{protocol}", {self._named[entry]}, {self._written[key]}'

    def _rest(self, protocol: str, entry: Server, mailbox: Mailbox) -> str:
        """What follows the names of the entry and of its site, which is the same for servers that answer alike."""
        request = Request(protocol, entry, mailbox)
        found = route_object(Route(request, self._outages.router.decide(request), (), ()))
        for key in ("protocol", "entry", "entrySite"):
            del found[key]
        return json.dumps(found)[1:]


def _in_order(scenario: Scenario) -> list[tuple[str, Server, Mailbox]]:
    """The requests by protocol, entry and mailboxes."""
    found = [(loss.protocol, entry, loss.mailbox) for loss in scenario.losses for entry in loss.entries]
    order: dict[str, int] = {protocol: number for number, protocol in enumerate(PROTOCOLS)}
    return sorted(
        found,
        key=lambda one: (
            order[one[0]],
            one[1].name.casefold(),
            one[2].site.name.casefold() if one[2].site else "",
            one[2].family,
        ),
    )
