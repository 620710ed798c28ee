"""The behaviours of POP3, IMAP4, Autodiscover and Outlook Anywhere."""

from __future__ import annotations

from caslint.exchange.protocols import POP3, PROTOCOL_NAMES
from caslint.exchange.versions import Family
from caslint.model.server import Server
from caslint.model.services import MailService
from caslint.model.url import Url
from caslint.routing.decision import Decision, Fact, proxy, redirect, reject, serve, unspecified
from caslint.routing.index import Case
from caslint.routing.proxying import no_cas


def cross_site_sessions(case: Case) -> Decision:
    """POP3 and IMAP4 at a 2007 server for another site's mailbox."""
    service = case.door.service
    assert service is not None  # noqa: S101  the door is open
    name = f"{PROTOCOL_NAMES[case.door.protocol]} of {case.door.server.name}"
    if service.allow_cross_site_sessions:
        fact = Fact(service, "allowCrossSiteSessions", f"{name} allows cross-site sessions")
        if case.mailbox.family is not Family.EXCHANGE_2007:
            return unspecified("pop-other-version", fact)
        return serve("pop-2007-allowed", fact)
    fact = Fact(service, "allowCrossSiteSessions", f"{name} does not allow cross-site sessions")
    if service.allow_cross_site_sessions is None and not case.door.has("pop-2007"):
        # Refusing is the default from SP1 on; what RTM does is not documented.
        return unspecified(
            "not-declared", missing=(fact._replace(words="not declared, and no default before SP1"),)
        )
    return reject(case.clause, "pop-imap-cross-site", fact)


def to_connection_settings(case: Case) -> Decision:
    """POP3 and IMAP4 at a 2010 server for another site's mailbox, as `popImapProxying` says."""
    organization, server = case.door.organization, case.door.server
    if not organization.pop_imap_proxying:
        words = "popImapProxying is unsupported, as the 2010 RTM documentation has it"
        return reject("pop-cross-site", "pop-imap-cross-site", Fact(organization, "popImapProxying", words))
    able = case.door.has("pop-proxy")
    if able is None:
        sp2 = Fact(server, "version", f"whether {server.name} has SP2 is not declared")
        return unspecified("not-declared", missing=(sp2,))
    if not able:
        words = f"{server.name} is older than 2010 SP2, whose text first has POP3 and IMAP4 proxied"
        return reject("pop-cross-site", "pop-imap-cross-site", Fact(server, "version", words))
    return _to_best_service(case)


def _to_best_service(case: Case) -> Decision:
    services = [_service(server, case.door.protocol) for server in case.landing.servers]
    for service in services:
        if service.internal and service.enabled is not False:
            fact = Fact(
                service, "internalConnectionSettings", f"{service.server.name} has {service.internal[0]}"
            )
            target = next(server for server in case.landing.servers if server is service.server)
            return proxy("pop-proxy", target, None, fact)
    name = PROTOCOL_NAMES[case.door.protocol]
    unclear = [s for s in services if s.state == "unknown"]
    if unclear:
        missing = [Fact(s, "", f"nothing is known of {name} of {s.server.name}") for s in unclear]
        return unspecified("not-declared", missing=tuple(missing))
    off = [Fact(s, "enabled", f"{name} of {s.server.name} is off") for s in services if s.enabled is False]
    if off:
        return unspecified("nothing-answers", *off)
    return _nowhere(case, services, name)


def _nowhere(case: Case, services: list[MailService], name: str) -> Decision:
    if not services:
        return no_cas(case)
    empty = [
        Fact(s, "internalConnectionSettings", f"{name} of {s.server.name} has no InternalConnectionSettings")
        for s in services
    ]
    return reject("no-cas", "no-cas-in-mailbox-site", *empty)


def _service(server: Server, protocol: str) -> MailService:
    return server.pop3 if protocol == POP3 else server.imap4


def to_2010_autodiscover(case: Case) -> Decision:
    """Autodiscover of a 2010 mailbox at a 2007 server: a 302 from SP2 on."""
    server = case.door.server
    if not case.door.has(case.clause):
        words = f"{server.name} is not known to be 2007 SP2 or later"
        return unspecified(case.clause, Fact(server, "version", words))
    landings = [case.landing, *case.lookups.landings(case.door.protocol, Family.EXCHANGE_2010)]
    for landing in landings:
        for directory in landing.candidates:
            url = directory.external_url if directory.published else directory.internal_url
            known = url if isinstance(url, Url) else None
            fact = Fact(directory, "", f"{directory.server.name} answers Autodiscover for Exchange 2010")
            return redirect(case.clause, "http-302", directory.server, known, fact)
    return unspecified(case.clause, Fact(server, "", "no Exchange 2010 server answers Autodiscover"))


def pass_on(case: Case) -> Decision:
    """Outlook Anywhere for another site: the RPC goes to the mailbox's side."""
    if case.mailbox.family is Family.EXCHANGE_2010:
        decision = _by_rpc_client_access(case)
        if decision is not None:
            return decision
    server = case.mailbox.servers[0]
    return proxy(case.clause, server, None, Fact(server, "", f"{server.name} holds the mailbox"))


def _by_rpc_client_access(case: Case) -> Decision | None:
    """To what the first database in question names; None where no database says."""
    organization = case.door.organization
    databases = [case.mailbox.database] if case.mailbox.database else []
    for server in case.mailbox.servers if not databases else ():
        databases.extend(organization.databases_of.get(server, ()))
    for database in sorted(databases, key=lambda database: database.name.casefold()):
        host = (database.rpc_server or "").casefold()
        target = organization.server(host) or case.lookups.array(host)
        if target is not None:
            words = f"{database.name} has the RpcClientAccessServer {database.rpc_server}"
            return proxy(case.clause, target, None, Fact(database, "rpcClientAccessServer", words))
    return None
