"""What is known of a site, a server, an array or a database, on a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.finding import Finding, Subject
from caslint.model import Array, Database, Server, Site
from caslint.routing.door import is_entry
from caslint.routing.hosts import members_of
from caslint.routing.request import Mailbox, Request
from caslint.routing.router import PROTOCOLS, Router
from caslint.routing.telling import name_of
from caslint.topology import Topology
from caslint.words import and_list

Thing = Site | Server | Array | Database
Pairs = list[tuple[str, str]]

_MOST_FINDINGS = 10
_MOST_MAILBOXES = 200
"""Kinds of mailboxes; where there are more, nobody would read what becomes of each."""


def portrait(topology: Topology, thing: Thing) -> Pairs:
    """Labels and values; what the declaration does not say is left out or called unknown."""
    if isinstance(thing, Server):
        return list(_server(topology, thing))
    if isinstance(thing, Site):
        return list(_site(thing))
    return list(_array(topology, thing) if isinstance(thing, Array) else _database(thing))


def _server(topology: Topology, server: Server) -> Iterator[tuple[str, str]]:
    version = server.version
    yield (
        "version",
        f"Exchange {version.release_name}" if version else f"{server.version_text} (not understood)",
    )
    if version is not None and version.build is not None:
        yield "build", ".".join(map(str, version.build))
    yield "site", server.site_name or "none declared"
    yield "roles", ", ".join(sorted(server.roles)) if server.roles is not None else _old_roles(server)
    yield "host name", server.host
    published = [one.protocol for one in server.every_directory() if one.published]
    if server.is_cas or published:
        names = [PROTOCOL_NAMES[protocol] for protocol in dict.fromkeys(published)]
        yield "Internet-facing for", ", ".join(names) or "nothing: no directory has an ExternalUrl"
    databases = topology.organization.databases_of.get(server, [])
    if databases:
        yield "databases", and_list([one.name for one in databases])
    if server.planned:
        yield "planned", "true"


def _old_roles(server: Server) -> str:
    return "back end" if server.is_mailbox else "none declared"


def _site(site: Site) -> Iterator[tuple[str, str]]:
    for server in site.servers[:_MOST_FINDINGS]:
        roles = ", ".join(sorted(server.roles)) if server.roles is not None else _old_roles(server)
        version = server.version.release_name if server.version else server.version_text
        yield "server", f"{server.name}: {version}, {roles}"
    if len(site.servers) > _MOST_FINDINGS:
        yield "more servers", str(len(site.servers) - _MOST_FINDINGS)
    if not site.servers:
        yield "servers", "none declared"
    facing = site.internet_facing
    yield "declared Internet-facing", "not declared" if facing is None else str(facing).lower()
    if site.global_catalog is not None:
        yield "global catalog", site.global_catalog
    if site.load_balancer is not None:
        yield "balanced as", site.load_balancer


def _array(topology: Topology, array: Array) -> Iterator[tuple[str, str]]:
    yield "host name", array.fqdn
    yield "site", array.site_name
    members = [one.name for one in members_of(topology.organization, array)]
    yield "members", (and_list(members) or "none") + ("" if array.members is not None else " (by its site)")


def _database(database: Database) -> Iterator[tuple[str, str]]:
    server = database.server
    yield "server", server.described if server else f"{database.server_name} (not declared)"
    if database.rpc_server is not None:
        yield "RpcClientAccessServer", database.rpc_server or "empty"


def entering(topology: Topology, thing: Thing) -> Pairs:
    """What becomes of requests that enter at a server, by protocol: outcomes with the mailboxes that have them."""
    router = topology.derived(Router)
    mailboxes = router.mailboxes()
    if not isinstance(thing, Server) or not is_entry(thing) or len(mailboxes) > _MOST_MAILBOXES:
        return []
    return [(name_of(protocol), _outcomes(router, protocol, thing, mailboxes)) for protocol in PROTOCOLS]


def _outcomes(router: Router, protocol: str, entry: Server, mailboxes: Sequence[Mailbox]) -> str:
    found: dict[str, list[str]] = {}
    for mailbox in mailboxes:
        outcome = router.decide(Request(protocol, entry, mailbox)).outcome
        found.setdefault(outcome, []).append(mailbox.described)
    told = [f"{outcome} for {and_list(names)}" for outcome, names in found.items()]
    return "; ".join(told) or "no mailboxes are declared"


def findings_about(thing: Thing, findings: Iterable[Finding]) -> Pairs:
    """The findings about a thing, and about a server's directories; the first ten, and how many more there are."""
    inside = f"{thing.name}/"
    found = [one for one in findings if _is_about(one.subject, thing.subject, inside)]
    pairs = [(f"{one.code} {one.severity.word}", one.message) for one in found[:_MOST_FINDINGS]]
    more = len(found) - len(pairs)
    return [*pairs, ("more findings", str(more))] if more else pairs


def _is_about(subject: Subject, thing: Subject, inside: str) -> bool:
    is_part = subject.kind == "virtualDirectory" and subject.name.startswith(inside)
    return subject == thing or (is_part and thing.kind == "server")


def declared_as(topology: Topology, kind: str, name: str) -> Thing | None:
    """The site, server, array or database of a name."""
    organization = topology.organization
    if kind in {"site", "server"}:
        return organization.site(name) if kind == "site" else organization.server(name)
    listed: list[Array] | list[Database] = organization.arrays if kind == "array" else organization.databases
    return next((one for one in listed if one.name.casefold() == name.casefold()), None)
