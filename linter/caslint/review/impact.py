"""Impact: every single server and site down, every pair, or those of a planned maintenance; what is lost, ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.review.outage import Loss, Outages
from caslint.review.unit import Unit, related, units
from caslint.routing.request import Mailbox

Asked = tuple[str, str, Mailbox]
"""A request: its protocol, the name of the server where it enters, and the mailboxes."""


class Scenario(NamedTuple):
    """Some units down, and what is lost; `beyond` is what of it is lost only because of the last of them.

    For a pair that is what neither loses alone; while others are down for
    maintenance, what is lost on top of that.
    """

    without: tuple[Unit, ...]
    losses: tuple[Loss, ...]
    beyond: tuple[Loss, ...]

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
        sites = [loss.mailbox.site for loss in self.losses]
        return list(dict.fromkeys([site.name for site in sites if site is not None]))

    @property
    def protocols(self) -> list[str]:
        """The protocols that are concerned, each once."""
        return list(dict.fromkeys([loss.protocol for loss in self.losses]))

    def databases(self, organization: Organization) -> list[str]:
        """The databases on servers that are down: nobody opens the mailboxes in them."""
        down = [server for server in organization.servers if server in self.down]
        return [one.name for server in down for one in organization.databases_of.get(server, ())]


class Impact(NamedTuple):
    """What was tried, and what is lost.

    `maintenance` is what is lost by what is planned, None where nothing is.
    `scenarios` hold it, every single unit,
    and those pairs that lose more than their parts do.  `singles` are the
    units whose loss alone takes something away, worst first.
    """

    maintenance: Scenario | None
    scenarios: tuple[Scenario, ...]
    singles: tuple[Scenario, ...]
    pairs: tuple[Scenario, ...]
    tried: int

    @property
    def tries_more(self) -> bool:
        """Whether more was tried than the maintenance."""
        return self.tried > (self.maintenance is not None)


def impact(outages: Outages, planned: Sequence[Unit], most: int) -> Impact:
    """Try what is planned, and with it up to so many units more."""
    trial = _Trial(outages, planned)
    maintenance = trial.of(()) if planned else None
    first = () if maintenance is None else (maintenance,)
    others = [unit for unit in units(outages.router.organization) if not unit.servers <= trial.down]
    singles = [trial.of((unit,)) for unit in others] if most else []
    # A site of one server is that server: as a half of a pair it is tried once.
    halves = [unit for unit in others if not unit.is_site or len(unit.servers) > 1]
    found = _pairs(trial, halves) if most > 1 else []
    ranked = sorted([one for one in singles if one.beyond], key=lambda one: -one.number)
    tried = len(first) + len(singles) + (len(halves) * (len(halves) - 1) // 2 if most > 1 else 0)
    return Impact(maintenance, (*first, *singles, *found), tuple(ranked), tuple(found), tried)


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
        return Scenario((*self.planned, *more), losses, _beyond(losses, before))

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
    for first, second in related(trial.outages, others):
        scenario = trial.of((first, second), lost(first) | lost(second))
        if scenario.beyond:
            found.append(scenario)
    return sorted(found, key=lambda one: -one.number)
