"""What holds for every request of every organization."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import router
from caslint.exchange.protocols import CLIENT_PROTOCOLS
from caslint.exchange.versions import Family
from caslint.routing.clauses import CLAUSES
from caslint.routing.decision import Decision
from caslint.routing.rejections import REJECTIONS
from caslint.routing.request import DEFAULT_DEVICE, Request
from caslint.routing.route import Route
from caslint.routing.router import PROTOCOLS, Router
from caslint.routing.survey import Answer, Wanted, survey
from organizations import UNHURRIED, Facts, organization_facts, organizations, shuffled, text_of

DEVICES = (DEFAULT_DEVICE, 12.1, 2.5)
UNHURRIED_SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=UNHURRIED)


def routes(found: Router, device: float = DEFAULT_DEVICE) -> list[Route]:
    return [
        found.trace(Request(protocol, entry, mailbox, device))
        for protocol in CLIENT_PROTOCOLS
        for entry in found.entries()
        for mailbox in found.mailboxes()
    ]


def answer(decision: Decision) -> Answer:
    return Answer(decision.outcome, decision.kind, decision.code, decision.status, decision.clause)


def in_words(route: Route) -> tuple[object, ...]:
    """A route without places, so that two declarations of one organization can be compared."""
    request = route.request
    about = (request.protocol, request.entry.name, request.mailbox.described)
    return about, answer(route.decision), str(route.url), [(s.action, s.actor, s.detail) for s in route.steps]


@given(organizations(), st.sampled_from(DEVICES))
@UNHURRIED_SETTINGS
def test_every_route_ends_and_is_told(text: str, device: float) -> None:
    for route in routes(router(text), device):
        assert route.ends
        assert route.steps[0].action == "enter"
        assert any(step.action == route.outcome for step in route.steps)
        assert all(step.detail and step.actor for step in route.steps)


@given(organizations(), st.sampled_from(DEVICES))
@UNHURRIED_SETTINGS
def test_what_belongs_to_an_outcome_is_there_and_nothing_else(text: str, device: float) -> None:
    for route in routes(router(text), device):
        one = route.decision
        assert (one.kind is not None) == (one.outcome == "redirect")
        assert bool(one.code) == (one.outcome == "reject")
        assert one.target is not None or one.outcome != "proxy"
        assert one.url is not None or one.target is not None or one.outcome != "redirect"
        assert one.code == "" or not REJECTIONS[one.code].at_run_time


@given(organizations(), st.sampled_from(DEVICES))
@UNHURRIED_SETTINGS
def test_what_no_document_states_is_never_a_rejection(text: str, device: float) -> None:
    for route in routes(router(text), device):
        if route.outcome == "reject":
            assert CLAUSES[route.decision.clause].mark in {"S", "R", "D"}


@given(organizations())
@UNHURRIED_SETTINGS
def test_no_server_is_visited_twice(text: str) -> None:
    for route in routes(router(text)):
        visited = Counter(step.actor for step in route.steps if step.action == "arrive")
        assert all(number == 1 for number in visited.values()), route.steps


@given(organization_facts(), st.randoms(use_true_random=False))
@UNHURRIED_SETTINGS
def test_the_order_of_the_declaration_means_nothing(facts: Facts, random: Random) -> None:
    first = {str(in_words(route)[0]): in_words(route) for route in routes(router(text_of(facts)))}
    other = {
        str(in_words(route)[0]): in_words(route) for route in routes(router(text_of(shuffled(facts, random))))
    }

    assert first == other


@given(organization_facts())
@UNHURRIED_SETTINGS
def test_an_irrelevant_server_changes_nothing(facts: Facts) -> None:
    more = dict(facts)
    more["sites"] = [*facts["sites"], {"name": "Zzyzx"}]
    more["servers"] = [
        {"name": "HUB99", "site": "Zzyzx", "version": "2010 SP3", "roles": ["HubTransport"]},
        *facts.get("servers", []),
    ]

    assert [in_words(r) for r in routes(router(text_of(facts)))] == [
        in_words(r) for r in routes(router(text_of(more)))
    ]


@given(organizations(), st.sampled_from(DEVICES))
@UNHURRIED_SETTINGS
def test_the_survey_says_of_every_request_what_the_request_itself_says(text: str, device: float) -> None:
    found = router(text)
    counted: Counter[tuple[str, str, Answer]] = Counter()
    for route in routes(found, device):
        request = route.request
        counted[request.protocol, request.mailbox.described, answer(route.decision)] += 1
    surveyed: Counter[tuple[str, str, Answer]] = Counter()
    for group in survey(found, Wanted(PROTOCOLS, found.entries(), found.mailboxes(), device)):
        for asked in (*group.own_site, *group.other_sites):
            surveyed[group.protocol, asked.mailbox.described, asked.answer] += asked.requests

    assert +surveyed == counted


@pytest.mark.parametrize("protocol", CLIENT_PROTOCOLS)
def test_a_newer_target_is_never_proxied_to(protocol: str) -> None:
    text = """
        sites: [{name: A}, {name: B}]
        servers:
          - {name: OLD, site: A, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
          - {name: NEW, site: B, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
    """
    found = router(text)
    entry = found.organization.servers[0]
    [mailbox] = [one for one in found.mailboxes() if one.family is Family.EXCHANGE_2010]

    outcome = found.decide(Request(protocol, entry, mailbox)).outcome

    # The Availability service has logic of its own, which knows no versions.
    assert (outcome == "proxy") == (protocol == "availability")
