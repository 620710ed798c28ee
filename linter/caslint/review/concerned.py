"""What a route can rest on, by name: the server that the client reaches, and what stands on the mailboxes' side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map

from caslint.model.mailbox import Array, Database
from caslint.model.organization import Organization
from caslint.model.server import Server, VirtualDirectory
from caslint.model.services import MailService
from caslint.node import Scalar
from caslint.review.answer import Answer
from caslint.review.objects import ORGANIZATION, Name, Object
from caslint.review.routes import Block
from caslint.routing.decision import Fact

Sites = Map[str, list[Name]]
"""The servers of each site, by name."""


def by_site(objects: Map[Name, Object]) -> Sites:
    """The servers that name each site."""
    found: dict[str, list[Name]] = {}
    for name, one in objects.items():
        site = one.node.entries.get("site")
        if one.subject.kind == "server" and isinstance(site, Scalar):
            found.setdefault(site.text.casefold(), []).append(name)
    return found


def concerned(block: Block, sites: Iterable[Sites]) -> Iterator[Name]:
    """The names of everything that a block's answers can rest on, on either side."""
    listed = tuple(sites)
    yield _name(ORGANIZATION, "")
    if block.client:
        yield _name("client", block.client)
    for answer in (block.before, block.after):
        if answer is not None:
            yield from _of(answer, listed)
    for server in [server for server in block.entries[0] if server is not None]:
        yield _name("server", server.name)


def _of(answer: Answer, sites: tuple[Sites, ...]) -> Iterator[Name]:
    request, organization = answer.request, answer.router.organization
    servers = dict.fromkeys((request.entry, *request.mailbox.servers))
    for server in servers:
        yield _name("server", server.name)
    for site in {server.site_name for server in servers if server.site_name is not None}:
        yield _name("site", site)  # named, and perhaps not declared
    if request.mailbox.site is not None:
        for known in sites:
            yield from known.get(request.mailbox.site.name.casefold(), ())
    yield from _databases(organization, request.mailbox.servers)
    yield from _decided(answer)
    yield from _onward(answer)


def _onward(answer: Answer) -> Iterator[Name]:
    """Whoever answers to the name that a redirected client is given, or to a further one."""
    decision = answer.decision
    if decision.outcome != "redirect":
        return
    at = {end.server for end in answer.route.ends if end.server is not None}
    if decision.url is not None:
        at.update(answer.router.hosts.behind(decision.url.host, answer.request.protocol))
    for server in sorted(at, key=lambda one: one.name):
        yield _name("server", server.name)
        if server.site is not None:
            yield _name("site", server.site.name)


def _databases(organization: Organization, servers: Iterable[Server]) -> Iterator[Name]:
    """The databases of the servers, and whom they name for RPC."""
    for database in [one for server in servers for one in organization.databases_of.get(server, ())]:
        yield _name("mailboxDatabase", database.name)
        host = (database.rpc_server or "").casefold()
        server = organization.server(host)
        if server is not None:
            yield _name("server", server.name)
        for array in organization.arrays:
            if host in (array.name.casefold(), array.fqdn.casefold()):
                yield _name("clientAccessArray", array.name)


def _decided(answer: Answer) -> Iterator[Name]:
    """What the decision itself says that it rests on."""
    decision = answer.decision
    target = decision.target
    if target is not None:
        yield _name("clientAccessArray" if isinstance(target, Array) else "server", target.name)
        if isinstance(target, Server) and target.site is not None:
            yield _name("site", target.site.name)
    for fact in (*decision.facts, *decision.missing):
        yield _owner(fact)


def _owner(fact: Fact) -> Name:
    match fact.owner:
        case VirtualDirectory() | MailService():
            return _name("server", fact.owner.server.name)
        case Server():
            return _name("server", fact.owner.name)
        case Database():
            return _name("mailboxDatabase", fact.owner.name)
        case Organization():
            return _name(ORGANIZATION, "")
        case _:
            return _name("site", fact.owner.name)


def _name(kind: str, name: str) -> Name:
    return kind, name.casefold(), 1
