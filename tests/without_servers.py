"""What is lost without some servers, by asking every request of the organization that is left."""

from __future__ import annotations

from random import Random
from urllib.parse import urlsplit

from asking import router
from caslint.exchange.versions import Family
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


def share_names(facts: Facts, random: Random) -> None:
    """Have nearly all servers share the name for Autodiscover, as they do in real organizations."""
    for server in facts.get("servers", []):
        if "ClientAccess" in server.get("roles", ()) and random.randrange(5):
            server["autoDiscoverServiceInternalUri"] = (
                "https://autodiscover.contoso.com/autodiscover/autodiscover.xml"
            )


def name_rpc_ends(facts: Facts, random: Random) -> None:
    """Declare arrays, and databases whose RPC ends at one of them or at a server, at times of another site."""
    servers: list[Facts] = facts.get("servers", [])
    new = [s for s in servers if "2010" in s["version"] or "14." in s["version"]]
    doors = [server for server in new if "ClientAccess" in server["roles"]]
    arrays: list[Facts] = []
    for site in facts.get("sites", []):
        array = {"name": f"arr-{site['name']}", "fqdn": f"rpc.{site['name'].lower()}", "site": site["name"]}
        members = [server["name"] for server in doors if server["site"] == site["name"]]
        if members and random.randrange(2):
            array["members"] = random.sample(members, random.randint(1, len(members)))
        arrays.append(array)
    ends = [*[array["fqdn"] for array in arrays], *[array["name"] for array in arrays]]
    ends += [server["name"] for server in doors]
    facts["clientAccessArrays"] = arrays
    for server in [server for server in new if "Mailbox" in server["roles"] and random.randrange(3)]:
        for number in range(random.randint(1, 2)):
            database = {"name": f"RPC-{server['name']}-{number}", "server": server["name"]}
            facts.setdefault("mailboxDatabases", []).append(
                {**database, "rpcClientAccessServer": random.choice(ends)}
            )


def members(facts: Facts, end: str) -> set[str]:
    """The servers behind the name of an array, or of a server; none where it is neither."""
    for array in facts.get("clientAccessArrays", []):
        if end in (array["name"], array["fqdn"]):
            every = [
                server["name"]
                for server in facts["servers"]
                if server.get("site") == array["site"]
                and "ClientAccess" in server.get("roles", ())
                and ("2010" in server["version"] or "14." in server["version"])
            ]
            return set(array.get("members", every))
    return {server["name"] for server in facts["servers"] if end in (server["name"], server.get("fqdn"))}


def rpc_dead_ends(facts: Facts, left: Router, down: list[str]) -> set[Key]:
    """Outlook Anywhere from other sites for mailboxes none of whose databases names anybody that is up."""
    databases: list[Facts] = facts.get("mailboxDatabases", [])
    found: set[Key] = set()
    for mailbox in left.mailboxes():
        held = [one for one in databases if one["server"] in {server.name for server in mailbox.servers}]
        ends = [members(facts, one.get("rpcClientAccessServer", "")) for one in held]
        named = [end for end in ends if end] if mailbox.family is Family.EXCHANGE_2010 else []
        if named and all(end <= set(down) for end in named):
            found |= {
                ("outlookAnywhere", entry.name, mailbox_key(mailbox))
                for entry in left.entries()
                if entry.site is not mailbox.site
            }
    return found


URLS = ("internalUrl", "externalUrl", "failbackUrl", "internalNlbBypassUrl")
DIRECTORY = {"availability": "ews"}


def names(server: Facts, protocol: str) -> set[str]:
    """The names that a server's own facts give it for a protocol."""
    found: list[str] = []
    if protocol == "autodiscover" and "autoDiscoverServiceInternalUri" in server:
        found.append(server["autoDiscoverServiceInternalUri"])
    directories: Facts = server.get("virtualDirectories", {})
    directory: Facts | str = directories.get(DIRECTORY.get(protocol, protocol), "")
    if not isinstance(directory, str):
        found += [directory[key] for key in URLS if directory.get(key)]
    settings: Facts | str = server.get(protocol, "")
    if not isinstance(settings, str):
        for key in ("internalConnectionSettings", "externalConnectionSettings"):
            found += ["//" + each.partition(":")[0] for each in settings.get(key) or ()]
        found += ["//" + settings["externalHostname"]] if settings.get("externalHostname") else []
    return {host for host in (urlsplit(each).hostname for each in found) if host}


def twins(facts: Facts, protocol: str, entry: str) -> set[str]:
    """The names of the servers that share with one a name that both have for this protocol.

    Where nobody has the name of a site's balancer for it, that of all servers of the site.
    """
    servers: list[Facts] = [s for s in facts["servers"] if "ClientAccess" in s.get("roles", ())]
    own = {name.lower() for s in facts["servers"] for name in (s["name"], s.get("fqdn", s["name"]))}
    named = {server["name"]: names(server, protocol) - own for server in servers}
    balancers = {site["name"]: site["loadBalancer"] for site in facts["sites"] if "loadBalancer" in site}
    taken = set[str]().union(*named.values())
    for server in servers:
        balancer = balancers.get(server["site"])
        if balancer is not None and balancer not in taken:
            named[server["name"]].add(balancer)
    for array in facts.get("clientAccessArrays", []):
        for name in members(facts, array["name"]):
            named[name].add(array["fqdn"])
    mine = named.get(entry, set())
    return {name for name, found in named.items() if found & mine} - {entry}


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
    left = working(remaining) - dead_ends(whole, remaining, down) - rpc_dead_ends(facts, remaining, down)
    return {
        (protocol, entry, key)
        for protocol, entry, key in working(whole) - left
        if entry not in down
        or not any((protocol, twin, key) in left for twin in twins(facts, protocol, entry) - set(down))
    }
