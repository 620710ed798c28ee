"""The behaviours of OWA, and of ECP, which follows it."""

from __future__ import annotations

from caslint.exchange.protocols import ECP
from caslint.exchange.versions import Family
from caslint.model.declared import UNKNOWN
from caslint.model.server import VirtualDirectory
from caslint.model.url import Url
from caslint.routing.decision import Decision, Fact, Kind, proxy, redirect, reject, unspecified
from caslint.routing.index import Case
from caslint.routing.proxying import no_cas, to_internal_url

PROXY_CLAUSES = {
    "owa-redirect": "owa-proxy",
    "owa-redirect-2007": "owa-proxy-2007",
    "owa-redirect-to-2007": "owa-proxy-to-2007",
    "ecp-redirect": "ecp-proxy",
}
"""By the clause of a redirect: the clause that holds where there is no ExternalUrl to redirect to."""


def redirect_or_proxy(case: Case) -> Decision:
    """To another site: a redirect where it has an ExternalUrl, else a proxied request."""
    landing = case.landing
    if not landing.candidates:
        if landing.servers and case.door.protocol == ECP:
            return unspecified(case.clause, *no_cas(case).facts)
        return no_cas(case)
    if landing.published:
        return _to_external_url(case, landing.published[0])
    if landing.unclear:
        missing = [Fact(d, "externalUrl", f"ExternalUrl of {d.name} is not known") for d in landing.unclear]
        return unspecified("not-declared", missing=tuple(missing))
    none = [Fact(d, "externalUrl", f"{d.name} has no ExternalUrl") for d in landing.candidates[:1]]
    return to_internal_url(case, PROXY_CLAUSES[case.clause], *none)


def _to_external_url(case: Case, target: VirtualDirectory) -> Decision:
    url = _url(target.external_url)
    fact = Fact(target, "externalUrl", f"{target.name} has the ExternalUrl {url}")
    settings = case.door.settings
    if settings is None or settings.state == "unknown":
        where = _no_settings(case)
        return unspecified("not-declared", fact, missing=(where,))
    if not settings.redirect_to_optimal:
        off = Fact(
            settings, "redirectToOptimalOwaServer", f"{settings.name} does not redirect to the optimal server"
        )
        notes = ("HTTP 404 where the proxying server cannot reach that ExternalUrl",)
        return proxy("owa-optimal-off", target.server, url, fact, off, notes=notes)
    return _by_page_or_silently(case, target, settings, fact)


def _no_settings(case: Case) -> Fact:
    settings, server = case.door.settings, case.door.server
    if settings is None:
        return Fact(server, "virtualDirectories.owa", f"{server.name} has no OWA directory, which holds them")
    return Fact(settings, "", "its redirection settings are not known")


def _by_page_or_silently(
    case: Case, target: VirtualDirectory, settings: VirtualDirectory, fact: Fact
) -> Decision:
    url = _url(target.external_url)
    clause, kind, notes, facts = case.clause, _MANUAL, list[str](), [fact]
    if settings.cross_site_redirect_type == "Silent":
        silent = Fact(settings, "crossSiteRedirectType", f"{settings.name} redirects across sites silently")
        able = case.door.has("owa-silent")
        if case.mailbox.family is not Family.EXCHANGE_2010:
            notes.append("whether CrossSiteRedirectType covers 2007 mailboxes is not documented")
        elif able:
            clause, kind = "owa-silent", _SILENT
            facts.append(silent)
            notes.extend(_sign_on(settings, target))
        else:
            notes.append(_too_old_for_silent(case, unclear=able is None))
    if _same_host(case, url):
        notes.append(
            f"{url.host} is also the name of {case.door.server.name}: the client may come back to it"
        )
    return redirect(clause, kind, target.server, url, *facts, notes=tuple(notes))


_MANUAL: Kind = "manual"
_SILENT: Kind = "silent"


def _too_old_for_silent(case: Case, *, unclear: bool) -> str:
    name = case.door.server.name
    if unclear:
        return (
            f"from 2010 SP2 on the redirect is silent; the version of {name} does not tell its service pack"
        )
    return f"CrossSiteRedirectType has no effect before 2010 SP2, and {name} is older"


def _sign_on(source: VirtualDirectory, target: VirtualDirectory) -> list[str]:
    """Whether users log on twice (source PEI2); nothing where the declaration does not tell."""
    if source.forms and target.forms:
        return ["both ends use forms-based authentication: users log on once"]
    if source.forms is False or target.forms is False:
        return ["not both ends use forms-based authentication: users log on twice"]
    return []


def _same_host(case: Case, url: Url) -> bool:
    own = case.door.directory.external_url if case.door.directory else None
    return isinstance(own, Url) and own.host == url.host


def _url(value: object) -> Url:
    assert isinstance(value, Url)  # noqa: S101  only published directories come here
    return value


def to_legacy_url(case: Case) -> Decision:
    """A 2010 server and a 2003 mailbox: the Exchange2003Url of the server that the client reached."""
    directory = case.door.directory
    assert directory is not None  # noqa: S101  the door is open
    url = directory.exchange2003_url
    fact = Fact(directory, "exchange2003Url", f"{directory.name} has no Exchange2003Url")
    if url is None:
        return reject("owa-2003-no-url", "legacy-2003-no-url", fact)
    if url is UNKNOWN:
        return unspecified("not-declared", missing=(fact._replace(words="Exchange2003Url is not known"),))
    fact = fact._replace(words=f"{directory.name} has the Exchange2003Url {url}")
    if directory.legacy_redirect_type == "Manual" and directory.forms is False:
        manual = Fact(
            directory, "legacyRedirectType", f"{directory.name} redirects to old versions by a page"
        )
        return redirect("owa-2003-url-manual", _MANUAL, None, url, fact, manual)
    return redirect(case.clause, _SILENT, None, url, fact)


def four_attempts(case: Case) -> Decision:
    """A 2010 server and a 2007 mailbox of its site: attempts A to D of the document, in their order."""
    landing = case.landing
    if not landing.candidates:
        return no_cas(case)
    if landing.published:
        best = _matching(case, list(landing.published), external=True)
        return _attempt(case, best, "externalUrl", best.external_url)
    if landing.unclear:
        missing = [Fact(d, "externalUrl", f"ExternalUrl of {d.name} is not known") for d in landing.unclear]
        return unspecified("not-declared", missing=tuple(missing))
    inside = [d for d in landing.candidates if isinstance(d.internal_url, Url)]
    if inside:
        best = _matching(case, inside, external=False)
        return _attempt(case, best, "internalUrl", best.internal_url)
    return _no_url_at_all(case)


def _no_url_at_all(case: Case) -> Decision:
    unknown = [d for d in case.landing.candidates if d.internal_url is UNKNOWN]
    if unknown:
        missing = [Fact(d, "internalUrl", f"InternalUrl of {d.name} is not known") for d in unknown]
        return unspecified("not-declared", missing=tuple(missing))
    facts = [
        Fact(d, "internalUrl", f"{d.name} has neither ExternalUrl nor InternalUrl")
        for d in case.landing.candidates
    ]
    return reject("target-no-url", "proxy-target-no-url", *facts)


def _methods(directory: VirtualDirectory, *, external: bool) -> frozenset[str] | None:
    return directory.external_methods if external else directory.internal_methods


def _matching(case: Case, found: list[VirtualDirectory], *, external: bool) -> VirtualDirectory:
    """The first whose methods equal those of the 2010 directory, else the first."""
    own = case.door.directory.internal_methods if case.door.directory else None
    if own is not None:
        for directory in found:
            if _methods(directory, external=external) == own:
                return directory
    return found[0]


def _attempt(case: Case, target: VirtualDirectory, field: str, value: object) -> Decision:
    url, external = _url(value), field == "externalUrl"
    own, theirs = case.door.directory, _methods(target, external=external)
    assert own is not None  # noqa: S101  the door is open
    fact = Fact(target, field, f"{target.name} has {url}")
    notes = [] if external else ["the InternalUrl is for clients inside: its name need not resolve outside"]
    missing: tuple[Fact, ...] = ()
    if own.internal_methods is None or theirs is None:
        missing = _undeclared_methods(own, target, external=external)
        keys = " and ".join([fact.key for fact in missing])
        notes.append(f"whether users log on twice is not declared: {keys} would tell")
    elif theirs == own.internal_methods:
        notes.append("the authentication methods match: users log on once where both ends use forms")
    else:
        notes.append("the authentication methods differ: users log on twice")
    if _same_host(case, url):
        notes.append(
            f"{url.host} is also the name of {case.door.server.name}: the client may come back to it"
        )
    return redirect(case.clause, _SILENT, target.server, url, fact, notes=tuple(notes), missing=missing)


def _undeclared_methods(
    own: VirtualDirectory, target: VirtualDirectory, *, external: bool
) -> tuple[Fact, ...]:
    field = "externalAuthenticationMethods" if external else "internalAuthenticationMethods"
    found: list[Fact] = []
    if own.internal_methods is None:
        found.append(Fact(own, "internalAuthenticationMethods", "not declared"))
    if _methods(target, external=external) is None:
        found.append(Fact(target, field, "not declared"))
    return tuple(found)
