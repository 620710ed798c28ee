"""Single points of failure: which server or site takes routes with it when it is down, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.model.organization import Organization
from caslint.report.html.markup import Html, tag, text
from caslint.review.impact import Scenario, databases_on, impact
from caslint.review.outage import Outages
from caslint.routing.router import PROTOCOLS, Router
from caslint.words import and_list

MOST_SERVERS = 400
"""In a larger organization every outage by itself takes too long for a report."""

_MOST_ROWS = 20


def weak_points(router: Router) -> Iterator[Html]:
    """A line a server or site, with what clients lose."""
    organization = router.organization
    if len(organization.servers) > MOST_SERVERS:
        words = f"With more than {MOST_SERVERS} servers this takes a while: caslint impact tells it."
        yield tag("p", text(words), class_="more")
        return
    found = impact(Outages(router), (), 1).singles
    if not found:
        yield tag("p", text("No single server or site takes a working route with it when it is down."))
        return
    yield _table(found[:_MOST_ROWS], organization)
    if left := len(found) - len(found[:_MOST_ROWS]):
        yield tag("p", text(f"{left:,} more left out; caslint impact --all tells them."), class_="more")


def _table(found: Sequence[Scenario], organization: Organization) -> Html:
    columns = ("While this is down", "Routes lost", "Protocols", "Mailboxes of", "Databases out of reach")
    head = tag("thead", tag("tr", *[tag("th", text(column), scope="col") for column in columns]))
    body = tag("tbody", *[_row(scenario, organization) for scenario in found])
    title = "Single points of failure"
    return tag("section", tag("table", head, body), class_="wide", aria_label=title, tabindex=0)


def _row(scenario: Scenario, organization: Organization) -> Html:
    names = [f"the site {unit.name}" if unit.is_site else unit.name for unit in scenario.without]
    every = len(scenario.protocols) == len(PROTOCOLS)
    protocols = "all" if every else ", ".join([PROTOCOL_NAMES[protocol] for protocol in scenario.protocols])
    cells = (
        protocols,
        and_list(scenario.sites_beyond),
        and_list(databases_on(scenario.stranded, organization)),
    )
    return tag(
        "tr",
        tag("th", text(and_list(names)), scope="row"),
        tag("td", text(f"{scenario.number:,}"), class_="number"),
        *[tag("td", text(words or "–")) for words in cells],
    )
