"""Routes and rules are two views of one truth: whoever rejects a request finds a rule that says why.

The routes say what becomes of a request; the rules say what is wrong with the
declaration.  They are written independently of each other and held against each
other here, over generated organizations.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings

from caslint.clients import EXPLAINED_BY, FALLBACK, concerned
from caslint.compose import load
from caslint.exchange.protocols import ACTIVESYNC, CLIENT_PROTOCOLS, MAIL_PROTOCOLS
from caslint.finding import Finding, Severity
from caslint.lint import lint
from caslint.model import Server
from caslint.routing.door import Door
from caslint.routing.request import Mailbox, Request
from caslint.routing.route import Route
from caslint.routing.router import Router
from caslint.topology import Topology
from linting import RULES, Texts
from organizations import UNHURRIED, organizations, text_of

LOADED = {rule.code for rule in RULES}
ACTIVE = {code for code, row in EXPLAINED_BY.items() if LOADED.issuperset(row)}
"""The reject codes all of whose rules are there."""

OLD_DEVICE = 12.0


def requests_from_outside(router: Router) -> Iterator[Request]:
    """Every request that the agreement is about: at an Internet-facing entry, for mailboxes that should enter there."""
    for protocol in CLIENT_PROTOCOLS:
        for entry in router.entries():
            door = router.index.door(protocol, entry)
            if door.published:
                for mailbox in router.mailboxes():
                    if not enters_elsewhere(router, door, mailbox):
                        yield Request(protocol, entry, mailbox)


def enters_elsewhere(router: Router, door: Door, mailbox: Mailbox) -> bool:
    """Whether these mailboxes' clients have another name to use than the entry's.

    The legacy name beside the primary one is no entry for newer mailboxes; and
    POP3 and IMAP4 clients use the publishing server of their own site.
    """
    family = door.server.family
    assert family is not None
    others = [router.index.door(door.protocol, server) for server in router.entries()]
    if door.protocol in MAIL_PROTOCOLS and any(o.published and o.server.site is mailbox.site for o in others):
        return True
    return family < mailbox.family and any(
        is_published_or_may_be(other) and is_at_least(other.server, mailbox) for other in others
    )


def is_at_least(server: Server, mailbox: Mailbox) -> bool:
    return server.family is not None and server.family >= mailbox.family


def is_published_or_may_be(door: Door) -> bool:
    return door.published or (door.directory is not None and door.directory.external_url is not None)


def explains(router: Router, finding: Finding, route: Route) -> bool:
    """Whether it is a finding of the right rule about something on the route's way.

    A finding about a declared client speaks for all whose mailboxes are in the same site, which it names.
    """
    if finding.code not in EXPLAINED_BY[route.code]:
        return False
    site = route.request.mailbox.site
    if finding.subject.kind == "client" and site is not None:
        return any(related.place == site.place for related in finding.related)
    return finding.subject in set(concerned(router, route))


def told(route: Route) -> str:
    return "\n".join([f"{step.action}: {step.detail}" for step in route.steps])


def check(text: str) -> None:
    loaded = load(Texts({"org.yaml": text}), "org.yaml")
    assert loaded.topology is not None
    linted = lint(loaded, RULES)
    assert not linted.crashes, linted.crashes
    router = loaded.topology.derived(Router)
    errors = [finding for finding in linted.findings if finding.severity is Severity.ERROR]
    check_entries(router, errors)
    if FALLBACK in LOADED:
        check_clients(loaded.topology, router, errors)


def check_entries(router: Router, errors: list[Finding]) -> None:
    for request in requests_from_outside(router):
        if router.decide(request).code in ACTIVE:
            route = router.trace(request)
            assert any(explains(router, finding, route) for finding in errors), told(route)


def check_clients(topology: Topology, router: Router, errors: list[Finding]) -> None:
    """Each failing client is named: by a finding of its own, or in the related places of the cause."""
    named = {related.place for finding in errors for related in finding.related}
    own = {finding.subject for finding in errors}
    for client in topology.organization.clients:
        if (
            any(route.outcome == "reject" for route in router.routes_of(client))
            and "reject" not in client.expect
        ):
            assert client.place in named or client.subject in own, client.name


@given(organizations())
@settings(max_examples=500, deadline=None, suppress_health_check=UNHURRIED)
def test_every_rejected_request_is_explained_by_a_rule(text: str) -> None:
    check(text)


@pytest.mark.nightly
@given(organizations())
@settings(max_examples=10_000, deadline=None, suppress_health_check=UNHURRIED)
def test_every_rejected_request_is_explained_by_a_rule_in_many_organizations(text: str) -> None:
    check(text)


@given(organizations())
@settings(max_examples=100, deadline=None, suppress_health_check=UNHURRIED)
def test_rejections_of_old_devices_are_named(text: str) -> None:
    """The table calls their cause one that depends on the device: a finding names it, at whatever severity."""
    if "CAS415" not in LOADED:
        pytest.skip("CAS415 is not among the rules")
    loaded = load(Texts({"org.yaml": text}), "org.yaml")
    assert loaded.topology is not None
    router = loaded.topology.derived(Router)
    rejected = [
        request
        for request in requests_from_outside(router)
        if request.protocol == ACTIVESYNC
        and router.decide(request._replace(device=OLD_DEVICE)).code == "eas-wrong-cas"
        and router.decide(request).outcome != "reject"
    ]
    codes = {finding.code for finding in lint(loaded, RULES).findings}
    assert not rejected or codes & {"CAS415", "CAS501"}


def test_the_agreement_can_be_broken() -> None:
    """Without the rules' findings, or with those about another site, a rejected request is unexplained."""
    servers = [
        {
            "name": "EX01",
            "site": "A",
            "version": "2010 SP3",
            "roles": ["ClientAccess", "HubTransport", "Mailbox"],
            "virtualDirectories": {"ews": {"externalUrl": "https://mail.contoso.com/EWS/Exchange.asmx"}},
        },
        {"name": "MBX02", "site": "B", "version": "2010 SP3", "roles": ["HubTransport", "Mailbox"]},
        {"name": "MBX03", "site": "C", "version": "2010 SP3", "roles": ["HubTransport", "Mailbox"]},
    ]
    text = text_of({"sites": [{"name": name} for name in "ABC"], "servers": servers})
    loaded = load(Texts({"org.yaml": text}), "org.yaml")
    assert loaded.topology is not None
    router = loaded.topology.derived(Router)
    errors = [finding for finding in lint(loaded, RULES).findings if finding.severity is Severity.ERROR]

    check_entries(router, errors)
    with pytest.raises(AssertionError):
        check_entries(router, [finding for finding in errors if finding.subject.name != "B"])
