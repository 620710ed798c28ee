"""Declared clients and the findings that explain why they fail.

A request that is rejected has its cause somewhere in the declaration, and the
rule about that cause reports it.  Then the client is named there, in `related`;
the finding of its own (CAS901) remains only where no rule explains it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.protocols import directory_for
from caslint.finding import Finding, Related, Severity, Subject
from caslint.model.mailbox import Client
from caslint.model.server import Server
from caslint.routing.route import Route
from caslint.routing.router import Router
from caslint.topology import Topology

FALLBACK = "CAS901"
"""The rule about a client's failing request as such."""

EXPLAINED_BY: dict[str, tuple[str, ...]] = {
    "no-cas-in-mailbox-site": ("CAS101", "CAS102", "CAS218", "CAS603", "CAS803"),
    "proxy-target-no-url": ("CAS211", "CAS405"),
    "proxy-target-not-ssl": ("CAS212",),
    "proxy-target-not-windows-auth": ("CAS301", "CAS302", "CAS305", "CAS306"),
    "proxy-target-newer": ("CAS501",),
    "ews-proxy-needs-2007-sp1": ("CAS507",),
    "pop-imap-cross-site": ("CAS601", "CAS602"),
    "legacy-2003-no-url": ("CAS401",),
    "eas-wrong-cas": ("CAS415", "CAS501"),
}
"""By reject code: the rules that report its causes."""


def attributed(topology: Topology, findings: list[Finding]) -> list[Finding]:
    """The findings, each cause with the clients that it stops, and without what is thereby said twice."""
    if not any(finding.code == FALLBACK for finding in findings):
        return findings
    router = topology.derived(Router)
    causes = _by_subject(findings)
    related: dict[int, list[Related]] = {}
    explained: set[str] = set()
    for client in topology.organization.clients:
        rejected = [route for route in router.routes_of(client) if route.outcome == "reject"]
        reasons = [list(explaining(router, route, causes, client)) for route in rejected]
        for route, found in zip(rejected, reasons, strict=True):
            for finding in found:
                if finding.subject == client.subject:
                    continue  # the finding is about the client itself
                related.setdefault(id(finding), []).append(_stopped(client, route))
        if rejected and all(reasons):
            explained.add(client.name)
    return [
        _with_clients(finding, related.get(id(finding), []))
        for finding in findings
        if finding.code != FALLBACK or finding.subject.name not in explained
    ]


Causes = dict[Subject, list[Finding]]


def _by_subject(findings: Iterable[Finding]) -> Causes:
    codes = {code for row in EXPLAINED_BY.values() for code in row}
    found: Causes = {}
    for finding in findings:
        if finding.code in codes and finding.severity is Severity.ERROR:
            found.setdefault(finding.subject, []).append(finding)
    return found


def explaining(
    router: Router, route: Route, causes: Causes, client: Client | None = None
) -> Iterator[Finding]:
    """The error findings that explain a rejected route: of the right rule, about something on its way."""
    codes = EXPLAINED_BY[route.code]
    about = list(concerned(router, route))
    if client is not None:
        about.append(client.subject)
    for subject in about:
        for finding in causes.get(subject, ()):
            if finding.code in codes:
                yield finding


def concerned(router: Router, route: Route) -> Iterator[Subject]:
    """What stands on a route's way: both ends, the mailbox's site, the servers that could have taken the request."""
    request = route.request
    mailbox, protocol = request.mailbox, request.protocol
    landing = router.index.landing(protocol, mailbox.family, mailbox.site)
    for server in dict.fromkeys((request.entry, *mailbox.servers, *landing.servers)):
        yield server.subject
        yield from _directories(server, protocol)
    if mailbox.site is not None:
        yield mailbox.site.subject
    yield router.organization.subject


def _directories(server: Server, protocol: str) -> Iterator[Subject]:
    key = directory_for(protocol, server.family) if server.family is not None else None
    for directory in server.directories.get(key, ()) if key is not None else ():
        yield directory.subject


def _stopped(client: Client, route: Route) -> Related:
    return Related(client.place, f"this stops {client.name} at {route.request.entry.name}")


def _with_clients(finding: Finding, clients: list[Related]) -> Finding:
    if not clients:
        return finding
    return finding.replaced(related=(*finding.related, *dict.fromkeys(clients)))
