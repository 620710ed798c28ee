"""CAS510 and the routes are two views of one truth: a path is told exactly where no request is proxied that way."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given, settings

from caslint.compose import load
from caslint.exchange.protocols import PROXIED_PROTOCOLS
from caslint.model import Family, ProxyPath
from caslint.routing.decision import Decision
from caslint.routing.request import Mailbox, Request
from caslint.routing.router import Router
from caslint.topology import CAS_FAMILIES
from linting import RULES, Texts
from organizations import UNHURRIED, Facts, organization_facts

DEVICES = (14.0, 12.0)
(NOT_TAKEN,) = [rule.check for rule in RULES if rule.code == "CAS510"]


def with_every_path(facts: Facts) -> str:
    names = [server["name"] for server in facts.get("servers", [])]
    paths = [
        {"from": one, "to": other, "protocols": list(PROXIED_PROTOCOLS)} for one in names for other in names
    ]
    return json.dumps({**facts, "proxying": paths})


def is_for_the_rule(path: ProxyPath) -> bool:
    source, target = path.source_server, path.target
    if source is None or target is None or source is target or not source.is_cas:
        return False
    if source.family is None or target.family is None:
        return False
    return source.family in CAS_FAMILIES and target.family <= source.family


def decisions(router: Router, path: ProxyPath, protocol: str) -> list[Decision]:
    """What the path's first server does with requests for the mailboxes that the second is there for."""
    target, source = path.target, path.source_server
    assert target is not None
    assert source is not None
    return [
        router.decide(Request(protocol, source, mailbox, device))
        for mailbox in mailboxes_behind(router, path)
        for device in DEVICES
    ]


def mailboxes_behind(router: Router, path: ProxyPath) -> Iterator[Mailbox]:
    target = path.target
    assert target is not None
    if target.family is Family.EXCHANGE_2003:
        yield from router.mailboxes_on(target)
    elif target.site is not None:
        yield from (one for one in router.mailboxes_in(target.site) if one.family is target.family)


def may_proxy(decision: Decision) -> bool:
    """Whether it proxies, would if the target were in order, or the documents do not say."""
    if decision.outcome == "reject":
        return decision.code.startswith(("proxy-target", "ews-proxy"))
    return decision.outcome in {"proxy", "unspecified"}


@given(organization_facts())
@settings(max_examples=60, deadline=None, suppress_health_check=UNHURRIED)
def test_a_path_is_told_exactly_where_nothing_is_proxied_that_way(facts: Facts) -> None:
    topology = load(Texts({"org.yaml": with_every_path(facts)}), "org.yaml").topology
    assert topology is not None
    assert NOT_TAKEN is not None
    router = Router(topology.organization)
    told = {(problem.subject.name, problem.key): problem.message for problem in NOT_TAKEN(topology)}
    for path in filter(is_for_the_rule, topology.organization.proxying):
        for protocol in PROXIED_PROTOCOLS:
            made = decisions(router, path, protocol)
            if (path.name, protocol) in told:
                proxied = [one for one in made if one.outcome == "proxy" and one.target is path.target]
                assert not proxied, told[path.name, protocol]
            else:
                assert any(map(may_proxy, made)), f"{path.name} for {protocol} is not told"
