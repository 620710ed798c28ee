"""Impact for people: the planned maintenance, single points of failure worst first, pairs that break together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.model.organization import Organization
from caslint.report.margin import Line, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.review.impact import Impact, Scenario
from caslint.review.telling import counted
from caslint.review.unit import Unit
from caslint.routing.request import Mailbox
from caslint.words import and_list

MOST_SCENARIOS = 20
"""As many of a kind are shown without --all."""


def render(
    impact: Impact, organization: Organization, options: Options, *, planned: bool, every: bool = False
) -> Iterator[str]:
    """The whole impact; `planned` tells that the first scenario is a maintenance."""
    finished = painter(options)
    yield from map(finished, _Telling(organization, options, every=every).of(impact, planned=planned))


class _Telling:
    def __init__(self, organization: Organization, options: Options, *, every: bool) -> None:
        self.organization = organization
        self.options = options
        self.most = None if every else MOST_SCENARIOS

    def of(self, impact: Impact, *, planned: bool) -> Iterator[Line]:
        if planned:
            yield from self._planned(impact.scenarios[0])
        more = " on top of that" if planned else ""
        if impact.tried > int(planned):
            yield from self._ranked(
                "single point of failure", "single points of failure", more, impact.singles
            )
            yield from self._ranked(
                "pair breaks what neither breaks alone",
                "pairs break what neither breaks alone",
                more,
                impact.pairs,
            )
        scenarios = counted(impact.tried, "scenario")
        yield from self._wrapped("", f"{scenarios} considered", "title")

    def _planned(self, scenario: Scenario) -> Iterator[Line]:
        words = f"without {_who(scenario.without)}: {counted(scenario.number, 'route')} lost"
        yield from self._wrapped("", words, "title")
        yield from self._details(scenario)
        yield []

    def _ranked(self, noun: str, plural: str, more: str, found: tuple[Scenario, ...]) -> Iterator[Line]:
        if not found:
            return
        yield from self._wrapped("", f"{counted(len(found), noun, plural)}{more}, worst first", "title")
        for scenario in found[: self.most]:
            yield from self._scenario(scenario)
        left = len(found) - len(found[: self.most])
        if left:
            yield from self._wrapped("  ", f"and {left:,} more; --all shows every one", "")
        yield []

    def _scenario(self, scenario: Scenario) -> Iterator[Line]:
        lost = counted(scenario.number, "route")
        yield from self._wrapped("  ", f"{_who(scenario.without)}: {lost} lost", "error")
        yield from self._details(scenario)

    def _details(self, scenario: Scenario) -> Iterator[Line]:
        gone = _gone(scenario)
        databases = scenario.databases(self.organization)
        if gone:
            words = f"no server for the mailboxes of {and_list(gone)} is left"
            yield from self._wrapped("    ", words + (f" ({and_list(databases)})" if databases else ""), "")
        elif databases and scenario.beyond is scenario.losses:
            yield from self._wrapped("    ", f"the databases {and_list(databases)} are on what is down", "")
        for entries, sites, protocols in _told(scenario, gone):
            words = (
                f"{and_list(protocols)} for mailboxes of {and_list(sites)}, entering at {and_list(entries)}"
            )
            yield from self._wrapped("    ", words, "")

    def _wrapped(self, lead: str, text: str, role: str) -> Iterator[Line]:
        line = [(lead, ""), (self.options.show(text), role)]
        yield from hanging(line, self.options.width, len(lead) + 2)


def _who(units: Iterable[Unit]) -> str:
    return and_list([f"the site {unit.name}" if unit.is_site else unit.name for unit in units])


Told = tuple[list[str], list[str], list[str]]
"""Entries, sites of mailboxes, protocols."""


def _gone(scenario: Scenario) -> list[str]:
    """The mailboxes whose servers are all down; who cannot reach them need not be told."""
    concerned = dict.fromkeys([loss.mailbox for loss in scenario.beyond])
    return [one.described for one in concerned if scenario.down.issuperset(one.servers)]


def _told(scenario: Scenario, gone: Iterable[str]) -> Iterator[Told]:
    """Losses in few sentences: first the protocols that share entries and mailboxes, then the mailboxes."""
    by_place: dict[tuple[tuple[str, ...], str], dict[str, None]] = {}
    for entries, site, protocol in _joined(scenario):
        if site not in gone:
            by_place.setdefault((entries, site), {})[protocol] = None
    by_protocols: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, None]] = {}
    for (entries, site), protocols in by_place.items():
        by_protocols.setdefault((entries, tuple(protocols)), {})[site] = None
    for (entries, alike), sites in by_protocols.items():
        yield list(entries), list(sites), [PROTOCOL_NAMES[protocol] for protocol in alike]


def _joined(scenario: Scenario) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Where requests enter for each protocol and kind of mailbox: at what is down, and elsewhere."""
    servers: dict[tuple[str, Mailbox, bool], set[str]] = {}
    for loss in scenario.beyond:
        for entry in loss.entries:
            key = loss.protocol, loss.mailbox, entry in scenario.down
            servers.setdefault(key, set()).add(entry.name)
    for (protocol, mailbox, _), names in servers.items():
        yield tuple(sorted(names, key=str.casefold)), mailbox.described, protocol
