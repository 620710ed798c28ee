"""The behaviours that all HTTP protocols share: serve, proxy, and the reasons why neither is possible."""

from __future__ import annotations

from typing import TypedDict

from caslint.exchange.protocols import AVAILABILITY, ECP, EXCHANGE, OWA, PROTOCOL_NAMES
from caslint.model.server import Server, VirtualDirectory
from caslint.model.url import Url
from caslint.routing.decision import Decision, Fact, proxy, reject, serve, unspecified
from caslint.routing.door import CAS_FAMILIES
from caslint.routing.index import Case
from caslint.routing.landing import ORDER, Weighed, windows_field

REJECTING_CLAUSE = {
    "proxy-target-no-url": "target-no-url",
    "proxy-target-not-ssl": "target-not-ssl",
    "proxy-target-not-windows-auth": "target-not-windows-auth",
}


def serve_it(case: Case) -> Decision:
    """The server opens the mailbox itself."""
    return serve(case.clause)


def not_documented(case: Case) -> Decision:
    """The documents say nothing about this cell."""
    return unspecified(case.clause)


def no_cas(case: Case) -> Decision:
    """Nobody in the mailbox's site can take the request."""
    site, landing = case.mailbox.site, case.landing
    assert site is not None  # noqa: S101  only mailboxes of 2007 and 2010 have landings
    word = case.mailbox.family.word
    if not landing.servers:
        fact = Fact(site, "", f"{site.name} has no Exchange {word} Client Access server")
    else:
        name = PROTOCOL_NAMES[case.door.protocol]
        fact = Fact(
            landing.servers[0],
            "virtualDirectories",
            f"no Exchange {word} Client Access server of {site.name} has {name}",
        )
    return reject("no-cas", "no-cas-in-mailbox-site", fact)


def too_new(case: Case) -> Decision:
    """The mailbox's version is newer than the server's, and nobody is redirected to it."""
    if not case.landing.servers:
        return no_cas(case)
    server = case.door.server
    words = f"{server.name} is older than the mailbox's Exchange {case.mailbox.family.word}"
    return reject("newer", "proxy-target-newer", Fact(server, "version", words))


def to_internal_url(case: Case, clause: str, *facts: Fact) -> Decision:
    """Proxy to the first candidate that meets every condition, or say which one none meets."""
    weighed = case.landing.weighed(plain_http=_accepts_plain_http(case))
    for one in weighed:
        if not one.code and one.url is not None:
            return _proxied(clause, one, one.url, facts)
    unknown = tuple([one.missing for one in weighed if one.missing is not None])
    if unknown:
        return unspecified("not-declared", *facts, missing=unknown)
    furthest = max(weighed, key=lambda one: ORDER.index(one.code)).code
    failures = [one.fact for one in weighed if one.code == furthest]
    others = [one.fact for one in weighed if one.code != furthest]
    return reject(REJECTING_CLAUSE[furthest], furthest, *facts, *failures, *others)


def _accepts_plain_http(case: Case) -> bool:
    return case.door.protocol in {OWA, ECP} and case.door.server.allow_proxying_without_ssl


def _proxied(clause: str, one: Weighed, url: Url, facts: tuple[Fact, ...]) -> Decision:
    if not url.secure:
        clause = "plain-http-allowed"
    return proxy(clause, one.directory.server, url, *facts, one.fact, **_open(one.missing))


class _Open(TypedDict, total=False):
    notes: tuple[str, ...]
    missing: tuple[Fact, ...]


def _open(missing: Fact | None) -> _Open:
    """What is said of a target whose authentication is not declared: it is proxied to, and asked for."""
    if missing is None:
        return {}
    return {"notes": (f"authentication not declared: {missing.key} would tell",), "missing": (missing,)}


def proxy_always(case: Case) -> Decision:
    """EWS: to the mailbox's site, never a redirect."""
    if not case.landing.candidates:
        return no_cas(case)
    if case.clause == "ews-proxy-2007":
        able = case.door.has(case.clause)
        version = Fact(case.door.server, "version", f"{case.door.server.name} is older than 2007 SP1")
        if able is False:
            return reject(case.clause, "ews-proxy-needs-2007-sp1", version)
        if able is None:
            return unspecified(
                "not-declared", missing=(version._replace(words="its service pack is not declared"),)
            )
    return to_internal_url(case, case.clause)


def proxy_in_site(case: Case) -> Decision:
    """A 2010 server to a 2007 one of its own site, which no document describes: rejects only for want of a server."""
    if not case.landing.servers:
        return no_cas(case)
    if not case.landing.candidates:
        return unspecified(case.clause, *no_cas(case).facts)
    decision = to_internal_url(case, case.clause)
    if decision.outcome == "reject":
        return unspecified(case.clause, *decision.facts)
    return decision


def ask(case: Case) -> Decision:
    """The Availability service: any Client Access server with EWS in the other site will do."""
    for family in sorted(CAS_FAMILIES, key=lambda family: family is not case.mailbox.family):
        landing = case.lookups.landing(AVAILABILITY, family, case.mailbox.site)
        if landing.candidates:
            target = landing.candidates[0]
            fact = Fact(target, "", f"{target.name} answers the Availability service")
            return proxy(case.clause, target.server, _known(target), fact)
    return no_cas(case)


def _known(directory: VirtualDirectory) -> Url | None:
    return directory.internal_url if isinstance(directory.internal_url, Url) else None


_BACK_END_DIRECTORY = {OWA: EXCHANGE}


def to_back_end(case: Case) -> Decision:
    """Straight to the 2003 servers that hold the mailboxes; the one that fares worst decides."""
    decisions = [_to_one(case, server) for server in case.mailbox.servers]
    worst = min(decisions, key=lambda decision: _BY_FATE.index(decision.outcome))
    others = [one.facts[0].words for one in decisions if one.outcome != worst.outcome]
    return worst._replace(
        notes=(*worst.notes, *[f"otherwise for other servers: {words}" for words in others])
    )


_BY_FATE = ("reject", "unspecified", "proxy")


def _to_one(case: Case, server: Server) -> Decision:
    key = _BACK_END_DIRECTORY.get(case.door.protocol, case.door.protocol)
    found = server.directories.get(key, ())
    if not found:
        words = f"{server.name} has no {key} directory"
        return unspecified(case.clause, Fact(server, "virtualDirectories", words))
    directory = found[0]
    switch = windows_field(directory)
    if directory.windows is False:
        words = f"{directory.name} has no Integrated Windows authentication"
        return reject(case.clause, "proxy-target-not-windows-auth", Fact(directory, switch, words))
    fact = Fact(directory, "", f"{server.name} holds the mailbox")
    undeclared = Fact(directory, switch, f"Windows authentication of {directory.name} is not declared")
    return proxy(case.clause, server, None, fact, **_open(None if directory.windows else undeclared))
