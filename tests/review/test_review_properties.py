"""What holds of every review, whatever was changed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asking import router
from caslint.exchange.versions import Family
from caslint.review.answer import Answer, ask, fate, seen
from caslint.review.review import Review, rows
from caslint.review.routes import Block, matrix
from caslint.review.whose import Key as Whose
from caslint.review.whose import mailbox_key
from caslint.routing.request import Mailbox, Request
from caslint.routing.router import PROTOCOLS, Router
from organizations import UNHURRIED, Facts, organization_facts, shuffled, text_of
from reviewing import pairs_of_organizations, reviewed, reviewed_facts

Key = tuple[str, str, Whose]


def every_answer(routes: Router, moved: set[str]) -> Iterator[tuple[Key, Answer]]:
    """Each request asked by itself; those of a database that moves go by its name alone."""
    mailboxes: dict[Whose, Mailbox] = {mailbox_key(one): one for one in reversed(routes.mailboxes())}
    for name, (_, mailbox) in homes(routes).items():
        if name in moved:
            mailboxes["", Family.EXCHANGE_2003, name] = mailbox
    entries = {one.name.casefold(): one for one in reversed(routes.entries())}
    for protocol in PROTOCOLS:
        for name, entry in entries.items():
            for key, mailbox in mailboxes.items():
                yield (protocol, name, key), ask(routes, Request(protocol, entry, mailbox))


def homes(routes: Router) -> dict[str, tuple[object, Mailbox]]:
    """Where each database is, by site and version, and its mailboxes."""
    found: dict[str, tuple[object, Mailbox]] = {}
    for one in reversed(routes.organization.databases):
        server = one.server
        if server is not None and server.is_mailbox and server.family is not None:
            place = server.site and server.site.name.casefold(), server.family
            found[one.name.casefold()] = place, Mailbox(server.family, server.site, (server,), one)
        else:
            found.pop(one.name.casefold(), None)
    return found


def moved_databases(before: Router, after: Router) -> set[str]:
    first, second = homes(before), homes(after)
    return {name for name in first.keys() & second.keys() if first[name][0] != second[name][0]}


def key_of(block: Block) -> Key:
    request = block.request
    key = mailbox_key(request.mailbox)
    if key[2]:
        key = "", Family.EXCHANGE_2003, key[2]
    return block.protocol, request.entry.name.casefold(), key


@given(pairs_of_organizations())
@settings(max_examples=60, deadline=None, suppress_health_check=UNHURRIED)
def test_the_rows_are_what_asking_every_request_gives(both: tuple[Facts, Facts]) -> None:
    before, after = (router(text_of(facts)) for facts in both)
    moved = moved_databases(before, after)
    first, second = dict(every_answer(before, moved)), dict(every_answer(after, moved))
    expected = {
        key: (found, seen(first.get(key)), seen(second.get(key)))
        for key in first.keys() | second.keys()
        if (found := fate(first.get(key), second.get(key)))
    }

    given_rows = [row for block in matrix(before, after) for row in block.rows()]

    assert len(given_rows) == len(expected)
    assert {key_of(row): (row.fate, seen(row.before), seen(row.after)) for row in given_rows} == expected


def is_empty(review: Review) -> bool:
    return not review.differs and not review.uncompared


@given(organization_facts(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None, suppress_health_check=UNHURRIED)
def test_an_organization_and_itself_in_another_order_differ_in_nothing(facts: Facts, random: Random) -> None:
    assert is_empty(reviewed_facts(facts, facts))
    assert is_empty(reviewed_facts(facts, shuffled(facts, random)))


def told(review: Review, which: str, *, swapped: bool = False) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []
    for row in rows([one for one in review.routes if one.block.fate == which]):
        sides = [seen(row.block.before), seen(row.block.after)]
        found.append((key_of(row.block), row.block.client, *(reversed(sides) if swapped else sides)))
    return found


@given(pairs_of_organizations())
@settings(max_examples=60, deadline=None, suppress_health_check=UNHURRIED)
def test_what_is_lost_one_way_is_gained_the_other(both: tuple[Facts, Facts]) -> None:
    there, back = reviewed_facts(*both), reviewed_facts(*reversed(both))

    assert told(there, "lost") == told(back, "gained", swapped=True)
    assert told(there, "gained") == told(back, "lost", swapped=True)
    assert there.number_of("changed") == back.number_of("changed")
    assert sorted(one.fingerprint for one in there.found.new) == sorted(
        one.fingerprint for one in back.found.fixed
    )


@given(pairs_of_organizations())
@settings(max_examples=60, deadline=None, suppress_health_check=UNHURRIED)
def test_every_route_that_differs_has_a_cause_among_the_changes(both: tuple[Facts, Facts]) -> None:
    for one in reviewed_facts(*both).routes:
        assert one.causes, (one.block.fate, key_of(one.block))


def test_a_second_object_of_a_name_is_a_cause_like_the_first() -> None:
    before = """\
sites: [{name: Kyoto}]
servers:
  - {name: CAS07, site: Kyoto, version: 2007 SP3, roles: [ClientAccess]}
  - {name: EX03, version: 2003 SP2, site: Kyoto, roles: [BackEnd]}
"""
    after = f"{before}  - {{name: EX03, version: 2003 SP2, roles: [BackEnd]}}\n"

    found = reviewed(before, after).routes

    assert found
    assert {(cause.one.subject.name, cause.kind) for one in found for cause in one.causes} == {
        ("EX03", "added")
    }
    assert all(one.causes for one in found)


@pytest.mark.nightly
@given(pairs_of_organizations())
@settings(max_examples=2000, deadline=None, suppress_health_check=UNHURRIED)
def test_the_long_form(both: tuple[Facts, Facts]) -> None:
    test_the_rows_are_what_asking_every_request_gives.hypothesis.inner_test(both)  # type: ignore[attr-defined]
    test_what_is_lost_one_way_is_gained_the_other.hypothesis.inner_test(both)  # type: ignore[attr-defined]
    test_every_route_that_differs_has_a_cause_among_the_changes.hypothesis.inner_test(both)  # type: ignore[attr-defined]
