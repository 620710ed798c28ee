"""Single points of failure: which server or site takes something from clients when it is down, worst first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.model.organization import Organization
from caslint.report.html.markup import Html, tag, text
from caslint.review.impact import Scenario, impact
from caslint.review.impact_telling import alike, sentences, who_all
from caslint.review.outage import Outages
from caslint.routing.router import Router

MOST_SERVERS = 400
"""On one page; with more of them every outage by itself takes too long for a report."""

_MOST_ROWS = 20
_MOST_SENTENCES = 6


def weak_points(router: Router, before: int, whose: str = "") -> Iterator[Html]:
    """A line a server or site, with what clients lose; a server and the site that has no other stand together.

    `before` is the number of servers that were tried on this page before; `whose`
    tells those who hear the page which of several organizations it is.
    """
    organization = router.organization
    if before + len(organization.servers) > MOST_SERVERS:
        words = f"With more than {MOST_SERVERS} servers this takes a while: caslint impact tells it."
        yield tag("p", text(words), class_="more")
        return
    found = alike(impact(Outages(router), (), 1).singles)
    if not found:
        yield tag("p", text("No single server or site takes anything from clients when it is down."))
        return
    yield _table(found[:_MOST_ROWS], organization, whose)
    if left := len(found) - len(found[:_MOST_ROWS]):
        yield tag("p", text(f"{left:,} more left out; caslint impact --all tells them."), class_="more")


def _table(found: Sequence[Sequence[Scenario]], organization: Organization, whose: str) -> Html:
    columns = ("While this is down", "Routes lost", "What clients lose")
    head = tag("thead", tag("tr", *[tag("th", text(column), scope="col") for column in columns]))
    body = tag("tbody", *[_row(scenarios, organization) for scenarios in found])
    title = f"Single points of failure{whose}"
    return tag("section", tag("table", head, body), class_="wide", aria_label=title, tabindex=0)


def _row(scenarios: Sequence[Scenario], organization: Organization) -> Html:
    told = list(sentences(scenarios[0], organization))
    shown = [tag("li", text(sentence)) for sentence in told[:_MOST_SENTENCES]]
    if left := len(told) - len(shown):
        shown.append(tag("li", text(f"and {left} more"), class_="more"))
    return tag(
        "tr",
        tag("th", text(who_all(scenarios)), scope="row"),
        tag("td", text(f"{scenarios[0].number:,}"), class_="number"),
        tag("td", tag("ul", *shown, class_="losses")),
    )
