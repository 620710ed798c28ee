"""A picture of an organization for people: sites, servers, who proxies and redirects to whom; and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.model.organization import Organization
from caslint.model.server import Server
from caslint.report.counts import many
from caslint.report.html.lanes import Lane, lanes, site_of
from caslint.report.html.layout import Layout, Standing
from caslint.report.html.markup import Html, tag, text
from caslint.report.html.svg import draw
from caslint.report.html.traces import outcome_of
from caslint.report.outside import Door, doors
from caslint.routing.router import Router
from caslint.words import and_list

MOST_SITES = 40
MOST_ENTRIES = 120
MOST_LANES = 24


def picture(router: Router, name: str, whose: str = "") -> Iterator[Html]:
    """The picture and its legend, or the reason why there is none; `name` is its own in the page.

    `whose` tells those who hear the page which of several organizations it is.
    """
    sites = list(_sites(router.organization))
    if not sites:
        yield tag("p", text("There is nothing to draw: no site has servers."))
        return
    found = list(doors(router)) if len(sites) <= MOST_SITES else []
    entries = _entries(found)
    if len(sites) > MOST_SITES or len(entries) > MOST_ENTRIES:
        yield _left_out(len(sites), len(entries))
        return
    ways = lanes(found)
    shown = ways[:MOST_LANES]
    layout = Layout(sites, shown, entries)
    image = draw(layout, name, _described(router.organization, sites, shown))
    title = f"Picture of sites and servers{whose}"
    yield tag("section", image, class_="wide picture", aria_label=title, tabindex=0)
    yield tag("ol", *[_legend(lane) for lane in shown], class_="legend")
    if left := len(ways) - len(shown):
        yield tag("p", text(f"{many(left, 'more way')} left out; caslint routes tells them."), class_="more")


def _left_out(sites: int, entries: int) -> Html:
    what = f"{sites:,} sites; up to {MOST_SITES} are drawn"
    if sites <= MOST_SITES:
        what = f"{entries:,} servers at which clients enter; up to {MOST_ENTRIES} are drawn"
    return tag("p", text(f"Left out: nobody could read a picture of {what}."), class_="more")


def _entries(every: Sequence[Door]) -> dict[Server, list[str]]:
    """The protocols that each server is published for."""
    found: dict[Server, list[str]] = {}
    for door in every:
        for server in door.entries:
            found.setdefault(server, []).append(PROTOCOL_NAMES[door.protocol])
    return found


def _sites(organization: Organization) -> Iterator[Standing]:
    """The sites with servers, then the servers without a site."""
    for site in organization.sites:
        if site.servers:
            yield site, site.servers
    if stray := [server for server in organization.servers if server.site is None]:
        yield None, stray


def _described(organization: Organization, sites: Sequence[Standing], shown: Sequence[Lane]) -> str:
    servers = sum(len(servers) for _, servers in sites)
    return (
        f"{many(len(sites), 'site')} with {many(servers, 'server')} of {organization.name or 'the organization'}; "
        f"{many(len(shown), 'way')} of requests between them, told in the list below."
    )


def _legend(lane: Lane) -> Html:
    """`redirect (manual) OWA and ECP: from CAS01 to CAS02 and CAS03`."""
    more = f" ({lane.more})" if lane.more else ""
    outcome = outcome_of(lane.outcome, lane.outcome + more)
    return tag("li", outcome, text(f" {and_list(lane.protocols)}: {_who(lane)}"))


def _who(lane: Lane) -> str:
    """`from CAS01 to CAS02 and CAS03`; `between CAS01 and CAS02` where each goes to the other."""
    begins = and_list([begin.name for begin in lane.begins])
    if set(lane.begins) == set(lane.ends):
        return f"between {begins}"
    ends = and_list(
        [end.name if isinstance(end, Server) else f"mailboxes in {end.name}" for end in lane.ends]
    )
    sites = [{site_of(thing) for thing in things} for things in (lane.begins, lane.ends)]
    apart = ", each to other sites than its own" if len(lane.begins) > 1 and sites[0] & sites[1] else ""
    return f"from {begins} to {ends}{apart if not _is_inside(lane) else ''}"


def _is_inside(lane: Lane) -> bool:
    """Whether the requests stay in one site."""
    return len({site_of(thing) for thing in (*lane.begins, *lane.ends)}) == 1
