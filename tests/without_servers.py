"""What is lost without some servers, by asking every request of the organization that is left."""

from __future__ import annotations

from random import Random

from asking import router
from caslint.review.whose import Key as Whose
from caslint.review.whose import mailbox_key
from caslint.routing.request import Request
from caslint.routing.router import PROTOCOLS, Router
from organizations import Facts, text_of

Key = tuple[str, str, Whose]
"""A protocol, the name of the server where requests enter, and the mailboxes."""


def lead_legacy_names_to_a_server(facts: Facts, random: Random) -> None:
    """Have the address of 2003 mailboxes lead to one of the other servers, as it does where a 2007 one is left."""
    servers: list[Facts] = facts.get("servers", [])
    hosts = [server["fqdn"] for server in servers if "fqdn" in server]
    for server in servers:
        directories: Facts = server.get("virtualDirectories", {})
        owa = directories.get("owa")
        if hosts and isinstance(owa, dict) and "exchange2003Url" in owa:
            owa["exchange2003Url"] = f"https://{random.choice(hosts)}/exchange"


def working(routes: Router) -> set[Key]:
    """Every request that works, asked by itself."""
    return {
        (protocol, entry.name, mailbox_key(mailbox))
        for protocol in PROTOCOLS
        for entry in routes.entries()
        for mailbox in routes.mailboxes()
        if routes.decide(Request(protocol, entry, mailbox)).works
    }


def without(facts: Facts, down: list[str]) -> Facts:
    """The organization as it would be declared without some servers."""
    return {**facts, "servers": [server for server in facts["servers"] if server["name"] not in down]}


def twins(routes: Router, protocol: str, entry: str) -> set[str]:
    """The names of the entries that share a name with one."""
    found: set[str] = set()
    for name in routes.hosts.names():
        members = {server.name for server in routes.entries_behind(name, protocol)}
        if entry in members:
            found |= members
    return found - {entry}


def dead_ends(whole: Router, left: Router, down: list[str]) -> set[Key]:
    """Requests that are redirected to a name whose servers are all down."""
    found: set[Key] = set()
    for protocol in PROTOCOLS:
        for entry in left.entries():
            for mailbox in left.mailboxes():
                decision = left.decide(Request(protocol, entry, mailbox))
                if decision.outcome == "redirect" and decision.url is not None:
                    behind = {server.name for server in whole.hosts.behind(decision.url.host, protocol)}
                    if behind and behind <= set(down):
                        found.add((protocol, entry.name, mailbox_key(mailbox)))
    return found


def expected(facts: Facts, down: list[str]) -> set[Key]:
    """What is lost, by asking every request of both organizations."""
    whole = router(text_of(facts))
    remaining = router(text_of(without(facts, down)))
    left = working(remaining) - dead_ends(whole, remaining, down)
    return {
        (protocol, entry, key)
        for protocol, entry, key in working(whole) - left
        if entry not in down
        or not any((protocol, twin, key) in left for twin in twins(whole, protocol, entry) - set(down))
    }
