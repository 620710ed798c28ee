"""The behaviours of Exchange ActiveSync: HTTP 451 to a device that understands it."""

from __future__ import annotations

from caslint.exchange.versions import Family
from caslint.model.declared import UNKNOWN
from caslint.model.server import VirtualDirectory
from caslint.model.url import Url
from caslint.routing.decision import Decision, Fact, redirect, reject, serve, unspecified
from caslint.routing.index import Case
from caslint.routing.landing import Landing
from caslint.routing.proxying import no_cas, to_internal_url, too_new

AUTODISCOVER_DEVICE = 12.1
"""The first protocol version whose devices know Autodiscover (source FENG-EAS)."""

PROXY_CLAUSES = {"eas-451": "eas-proxy", "eas-451-to-2007": "eas-proxy", "eas-451-2007": "eas-proxy-2007"}
"""By the clause of a 451: the clause that holds where there is no ExternalUrl to hand out."""


def in_own_site(case: Case) -> Decision:
    """Serve; but a server without ExternalUrl beside one that has it is a documented trap."""
    own = case.door.directory
    assert own is not None  # noqa: S101  the door is open
    if own.published:
        return serve(case.clause)
    siblings = case.landing.published  # none of them is this server's, or its door would be published
    if siblings and own.external_url is UNKNOWN:
        return unspecified("not-declared", missing=(_unknown_url(own),))
    if siblings:
        none = Fact(own, "externalUrl", f"{own.name} has no ExternalUrl")
        return _451("eas-451-in-site", siblings[0], none)
    unclear = [d for d in case.landing.unclear if d.server is not case.door.server]
    if unclear:
        return unspecified("not-declared", missing=tuple([_unknown_url(d) for d in unclear]))
    return serve(case.clause)


def _unknown_url(directory: VirtualDirectory) -> Fact:
    return Fact(directory, "externalUrl", f"ExternalUrl of {directory.name} is not known")


def _451(clause: str, target: VirtualDirectory, *facts: Fact, notes: tuple[str, ...] = ()) -> Decision:
    url = target.external_url
    assert isinstance(url, Url)  # noqa: S101  only published directories come here
    fact = Fact(target, "externalUrl", f"{target.name} has the ExternalUrl {url}")
    return redirect(clause, "http-451", target.server, url, *facts, fact, notes=notes)


def to_other_site(case: Case) -> Decision:
    """A 451 where the other site has an ExternalUrl, else a proxied request."""
    landing = case.landing
    if not landing.candidates:
        return no_cas(case)
    if landing.published:
        return _451_or_old_device(case)
    if landing.unclear:
        return _unclear(landing)
    first = landing.candidates[0]
    none = Fact(first, "externalUrl", f"{first.name} has no ExternalUrl")
    return to_internal_url(case, PROXY_CLAUSES[case.clause], none)


def _unclear(landing: Landing) -> Decision:
    return unspecified("not-declared", missing=tuple([_unknown_url(d) for d in landing.unclear]))


def _451_or_old_device(case: Case) -> Decision:
    target, server = case.landing.published[0], case.door.server
    if server.family is not Family.EXCHANGE_2010 or case.device > AUTODISCOVER_DEVICE:
        return _451(case.clause, target)
    fixed = case.door.has("eas-old-device")
    if fixed is None:
        build = Fact(server, "build", f"whether {server.name} has SP2 RU6 is not declared")
        return unspecified("not-declared", missing=(build,))
    if fixed:
        note = f"a device of protocol {case.device} before SP2 RU6 could not follow; what it does since is not stated"
        return _451(case.clause, target, notes=(note,))
    url = target.external_url
    return reject(
        "eas-old-device",
        "eas-wrong-cas",
        Fact(target, "externalUrl", f"{target.name} has the ExternalUrl {url}"),
        Fact(server, "version", f"{server.name} is older than 2010 SP2 RU6"),
        status=451,
    )


def to_2007_in_site(case: Case) -> Decision:
    """A 2010 server and a 2007 mailbox of its site: 451 for devices that know Autodiscover, else proxied."""
    landing = case.landing
    if not landing.candidates:
        return no_cas(case)
    follows = _follows_451(case)
    if landing.published and follows:
        return _451(case.clause, landing.published[0])
    if landing.published and follows is None:
        build = Fact(
            case.door.server, "build", f"whether {case.door.server.name} has SP2 RU6 is not declared"
        )
        return unspecified("not-declared", missing=(build,))
    if landing.unclear and follows is not False:
        return _unclear(landing)
    decision = to_internal_url(case, case.clause)
    if decision.outcome == "reject":
        return unspecified(case.clause, *decision.facts)
    return decision


def _follows_451(case: Case) -> bool | None:
    """Whether the device understands a 451; protocol 12.1 itself does from SP2 RU6 on (source KB2751417)."""
    if case.device == AUTODISCOVER_DEVICE:
        return case.door.has("eas-old-device")
    return case.device > AUTODISCOVER_DEVICE


def from_2007(case: Case) -> Decision:
    """A 2007 server and a 2010 mailbox: 451 to the 2010 ExternalUrl, else 403."""
    landing, server = case.landing, case.door.server
    if not landing.servers:
        return too_new(case)
    if landing.published and case.device >= AUTODISCOVER_DEVICE:
        return _451(case.clause, landing.published[0])
    if landing.unclear and case.device >= AUTODISCOVER_DEVICE:
        return _unclear(landing)
    older = Fact(server, "version", f"{server.name} is older than the mailbox's {case.mailbox.family.word}")
    if landing.published:
        why = Fact(server, "", f"a device of protocol {case.device} does not know Autodiscover")
    else:
        first = landing.servers[0]
        why = Fact(
            first,
            "virtualDirectories",
            f"{first.name} has no ExternalUrl for ActiveSync to send the device to",
        )
    return reject(case.clause, "eas-wrong-cas", older, why, status=403)
