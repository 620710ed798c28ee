"""What `impact` says is what routing says of the organization without what is down."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from asking import router
from caslint.model.server import Server
from caslint.review.impact import minimal
from caslint.review.outage import Outages
from caslint.review.unit import Unit, related, units
from caslint.review.whose import mailbox_key
from caslint.routing.request import Mailbox
from declaring import organization, server
from organizations import UNHURRIED, Facts, design, text_of
from without_servers import Key, expected, lead_legacy_names_to_a_server, name_rpc_ends, share_names


@st.composite
def scenarios(draw: st.DrawFn) -> tuple[Facts, list[str]]:
    """An organization, and some servers of it."""
    random = draw(st.randoms(use_true_random=False))
    facts = design(random)
    lead_legacy_names_to_a_server(facts, random)
    share_names(facts, random)
    if random.randrange(2):
        name_rpc_ends(facts, random)
    servers = [server["name"] for server in facts.get("servers", [])]
    sites = [server["site"] for server in facts.get("servers", []) if "site" in server]
    if sites and random.randrange(4) == 3:
        site = random.choice(sites)
        return facts, [each["name"] for each in facts["servers"] if each.get("site") == site]
    return facts, random.sample(servers, min(len(servers), random.randint(1, 3)))


def lost(facts: Facts, down: list[str]) -> list[Key]:
    """What is lost, as `impact` has it."""
    routes = router(text_of(facts))
    servers = [server for server in routes.organization.servers if server.name in down]
    return [
        (loss.protocol, entry.name, mailbox_key(loss.mailbox))
        for loss in Outages(routes).losses(servers)
        for entry in loss.entries
    ]


@given(scenarios())
@settings(max_examples=100, deadline=None, suppress_health_check=UNHURRIED)
def test_what_is_lost_is_what_the_topology_without_the_servers_loses(
    scenario: tuple[Facts, list[str]],
) -> None:
    facts, down = scenario
    if not facts.get("servers"):
        return
    found = lost(facts, down)

    assert len(found) == len(set(found))
    assert set(found) == expected(facts, down)


@given(scenarios())
@settings(max_examples=20, deadline=None, suppress_health_check=UNHURRIED)
def test_nothing_is_lost_while_nothing_is_down(scenario: tuple[Facts, list[str]]) -> None:
    assert lost(scenario[0], []) == []


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=UNHURRIED)
def test_the_pairs_are_all_that_lose_more_than_their_parts(random: Random) -> None:
    facts = design(random)
    lead_legacy_names_to_a_server(facts, random)
    share_names(facts, random)
    if random.randrange(2):
        name_rpc_ends(facts, random)
    routes = router(text_of(facts))
    outages = Outages(routes)
    listed = units(routes.organization)[:14]

    def asked(*down: Unit) -> set[tuple[str, str, Mailbox]]:
        losses = outages.losses(frozenset[Server]().union(*[unit.servers for unit in down]))
        return {(loss.protocol, entry.name, loss.mailbox) for loss in losses for entry in loss.entries}

    alone = {unit: asked(unit) for unit in listed}
    expected = {
        (first.name, second.name)
        for first, second in combinations(listed, 2)
        if asked(first, second) - alone[first] - alone[second]
        and not (first.servers <= second.servers or second.servers <= first.servers)
    }
    found = {
        (first.name, second.name)
        for first, second in related(outages, listed)
        if asked(first, second) - alone[first] - alone[second]
    }
    assert found == expected


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None, suppress_health_check=UNHURRIED)
def test_minimal_sets_are_minimal_and_explain_everything(random: Random) -> None:
    facts = design(random)
    lead_legacy_names_to_a_server(facts, random)
    share_names(facts, random)
    if random.randrange(2):
        name_rpc_ends(facts, random)
    outages = Outages(router(text_of(facts)))
    listed = units(outages.router.organization)
    planned = random.sample(listed, min(len(listed), 4))

    def asked(down: Iterable[Unit]) -> set[tuple[str, str, Mailbox]]:
        losses = outages.losses(frozenset[Server]().union(*[unit.servers for unit in down]))
        return {(loss.protocol, entry.name, loss.mailbox) for loss in losses for entry in loss.entries}

    found = minimal(outages, planned)

    told = [
        {(loss.protocol, entry.name, loss.mailbox) for loss in one.beyond for entry in loss.entries}
        for one in found
    ]
    # A part may take away what the whole does not: a server that misleads clients may be among the others.
    assert set[tuple[str, str, Mailbox]]().union(*told) >= asked(planned)
    for one, lost_by_it in zip(found, told, strict=True):
        for unit in one.without if len(one.without) > 1 else ():
            assert lost_by_it - asked([other for other in one.without if other is not unit])


def test_a_name_that_all_servers_share_does_not_relate_them_all() -> None:
    """Every site has two servers and its own mailboxes; all share the name for Autodiscover."""
    uri = "https://autodiscover.contoso.com/autodiscover/autodiscover.xml"
    text = organization(
        *[
            server(f"{site}{number}", site=site, autoDiscoverServiceInternalUri=uri)
            for site in ("Redmond", "Kyoto", "London", "Paris", "Nagoya", "Osaka")
            for number in (1, 2)
        ]
    )
    outages = Outages(router(text))
    pairs = [
        (first.name, second.name) for first, second in related(outages, units(outages.router.organization))
    ]

    assert {first[:-1] for first, _ in pairs} == {second[:-1] for _, second in pairs}
    assert len(pairs) == 6
