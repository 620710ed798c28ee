"""Impact: every single server and site down, every pair, or those of a planned maintenance; what is lost, ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.review.outage import Loss, Outages
from caslint.review.unit import Unit, folded, related, units
from caslint.routing.request import Mailbox
from caslint.routing.router import FAMILIES

Asked = tuple[str, str, Mailbox]
"""A request: its protocol, the name of the server where it enters, and the mailboxes."""


class Scenario(NamedTuple):
    """Some units down, and what is lost; `beyond` is what of it is lost only because of the last of them.

    For a pair that is what neither loses alone; while others are down for
    maintenance, what is lost on top of that.  `stranded` are the Mailbox servers
    among the last of them: nobody opens the mailboxes there, though others of
    the site may be open.
    """

    without: tuple[Unit, ...]
    losses: tuple[Loss, ...]
    beyond: tuple[Loss, ...]
    stranded: tuple[Server, ...] = ()

    @property
    def loses(self) -> bool:
        """Whether anything is lost beyond what is lost anyway."""
        return bool(self.beyond or self.stranded)

    @property
    def number(self) -> int:
        """How many requests are lost beyond what is lost anyway."""
        return sum(len(loss.entries) for loss in self.beyond)

    @property
    def down(self) -> frozenset[Server]:
        """The servers that are down."""
        return frozenset([server for unit in self.without for server in unit.servers])

    @property
    def mailbox_sites(self) -> list[str]:
        """The sites whose mailboxes are concerned, each once."""
        return _sites(self.losses, self.mailbox_servers)

    @property
    def sites_beyond(self) -> list[str]:
        """The same of what is lost beyond what is lost anyway."""
        return _sites(self.beyond, self.stranded)

    @property
    def protocols(self) -> list[str]:
        """The protocols that are lost beyond what is lost anyway, each once."""
        return list(dict.fromkeys([loss.protocol for loss in self.beyond]))

    @property
    def mailbox_servers(self) -> list[Server]:
        """The Mailbox servers that are down: nobody opens the mailboxes on them."""
        servers = [server for unit in self.without for server in _mailbox_servers(unit)]
        return list(dict.fromkeys(servers))

    def databases(self, organization: Organization) -> list[str]:
        """The databases on them, as far as they are declared."""
        return databases_on(self.mailbox_servers, organization)


def _sites(losses: Iterable[Loss], servers: Iterable[Server]) -> list[str]:
    sites = [*[loss.mailbox.site for loss in losses], *[server.site for server in servers]]
    return list(dict.fromkeys([site.name for site in sites if site is not None]))


def databases_on(servers: Iterable[Server], organization: Organization) -> list[str]:
    """The names of the databases on some servers."""
    return [one.name for server in servers for one in organization.databases_of.get(server, ())]


def _mailbox_servers(unit: Unit) -> list[Server]:
    found = [server for server in unit.servers if server.is_mailbox and server.family in FAMILIES]
    return sorted(found, key=lambda server: server.name.casefold())


class Impact(NamedTuple):
    """What was tried, and what is lost.

    `maintenance` is what is lost by what is planned, None where nothing is.
    `scenarios` hold it, every single unit, and those pairs that lose more than their parts do.  `singles` are the
    units whose loss alone takes something away, worst first.  `minimal` are the
    smallest parts of the maintenance that take something away, each with what
    none of its own parts does; `harmless` are the units without which nothing is lost.
    """

    maintenance: Scenario | None
    scenarios: tuple[Scenario, ...]
    singles: tuple[Scenario, ...]
    pairs: tuple[Scenario, ...]
    minimal: tuple[Scenario, ...]
    harmless: tuple[Unit, ...]
    tried: int

    @property
    def tries_more(self) -> bool:
        """Whether more was tried than the maintenance."""
        return self.tried > (self.maintenance is not None)


def impact(outages: Outages, planned: Sequence[Unit], most: int) -> Impact:
    """Try what is planned, and with it up to so many units more."""
    planned = folded(planned)
    trial = _Trial(outages, planned)
    maintenance = trial.of(()) if planned else None
    first = () if maintenance is None else (maintenance,)
    others = [unit for unit in units(outages.router.organization) if not unit.servers <= trial.down]
    singles = [trial.of((unit,)) for unit in others] if most else []
    # A site of one server is that server: as a half of a pair it is tried once.
    halves = [unit for unit in others if not unit.is_site or len(unit.servers) > 1]
    found = _pairs(trial, halves) if most > 1 else []
    ranked = sorted([one for one in singles if one.loses], key=_gravity)
    harmless = [one.without[-1] for one in singles if not one.loses]
    tried = len(first) + len(singles) + (len(halves) * (len(halves) - 1) // 2 if most > 1 else 0)
    return Impact(
        maintenance,
        (*first, *singles, *found),
        tuple(ranked),
        tuple(found),
        minimal(outages, planned) if len(planned) > 1 else (),
        tuple(harmless),
        tried,
    )


def _gravity(scenario: Scenario) -> tuple[int, int]:
    """Most requests first, then most Mailbox servers."""
    return -scenario.number, -len(scenario.stranded)


def minimal(outages: Outages, planned: Sequence[Unit]) -> tuple[Scenario, ...]:
    """The minimal breaking sets of a maintenance: single units, then pairs, then what takes more of them."""
    trial = _Trial(outages, ())
    singles = [trial.of((unit,)) for unit in planned]
    found = [one for one in singles if one.loses] + _pairs(trial, planned)
    whole = tuple(planned)
    known = frozenset([asked for one in found for asked in _asked(one.losses)])
    rest = trial.of(whole, known)._replace(stranded=())
    while rest.beyond:
        first = rest.beyond[0]
        asked = first.protocol, first.entries[0].name, first.mailbox
        smallest = trial.of(_reduced(trial, whole, asked), known)
        found.append(smallest._replace(stranded=()))
        known |= _asked(smallest.losses)
        rest = trial.of(whole, known)
    return tuple(found)


def _reduced(trial: _Trial, units: tuple[Unit, ...], asked: Asked) -> tuple[Unit, ...]:
    """Those of some units without any of which a request would not be lost."""
    for unit in units:
        fewer = tuple([one for one in units if one is not unit])
        if asked in _asked(trial.outages.losses(frozenset[Server]().union(*[one.servers for one in fewer]))):
            units = fewer
    return units


class _Trial:
    """Scenarios on top of what is planned; each is tried once."""

    def __init__(self, outages: Outages, planned: Sequence[Unit]) -> None:
        self.outages = outages
        self.planned = tuple(planned)
        self.down = frozenset([server for unit in planned for server in unit.servers])
        self._known = _asked(outages.losses(self.down)) if planned else frozenset[Asked]()

    def of(self, more: tuple[Unit, ...], known: Collection[Asked] = ()) -> Scenario:
        """What is lost with these down, too; `known` is what is lost without the last of them."""
        down = self.down.union(*[unit.servers for unit in more])
        losses = tuple(self.outages.losses(down))
        before = self._known.union(known) if more else frozenset[Asked]()
        stranded = [server for unit in more or self.planned for server in _mailbox_servers(unit)]
        return Scenario(
            (*self.planned, *more), losses, _beyond(losses, before), tuple(dict.fromkeys(stranded))
        )

    def lost(self, unit: Unit) -> frozenset[Asked]:
        """What is lost with one unit down."""
        return _asked(self.outages.losses(self.down | unit.servers))


def _asked(losses: Iterable[Loss]) -> frozenset[Asked]:
    return frozenset([(loss.protocol, entry.name, loss.mailbox) for loss in losses for entry in loss.entries])


def _beyond(losses: tuple[Loss, ...], known: Collection[Asked]) -> tuple[Loss, ...]:
    if not known:
        return losses
    left = [
        loss._replace(
            entries=tuple([e for e in loss.entries if (loss.protocol, e.name, loss.mailbox) not in known])
        )
        for loss in losses
    ]
    return tuple([loss for loss in left if loss.entries])


def _pairs(trial: _Trial, others: Sequence[Unit]) -> list[Scenario]:
    """The minimal breaking pairs: those that lose what neither loses alone."""
    alone: dict[Unit, frozenset[Asked]] = {}

    def lost(unit: Unit) -> frozenset[Asked]:
        if unit not in alone:
            alone[unit] = trial.lost(unit)
        return alone[unit]

    found: list[Scenario] = []
    for first, second in related(trial.outages, others, trial.down):
        scenario = trial.of((first, second), lost(first) | lost(second))
        if scenario.beyond:
            found.append(scenario)
    return sorted(found, key=lambda one: -one.number)
