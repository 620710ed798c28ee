r"""A declared proxy path is one that requests would take.

A Client Access server proxies when the mailbox stands in another site and that site has no ExternalUrl
for the protocol.  Where the site has one, OWA users are redirected and phones get HTTP 451 instead;
where both servers stand in one site, or no mailbox stands behind the target, there is nothing to proxy.
A design that counts on such a path describes an organization that is not the declared one.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
proxying:
  - from: EX01
    to: EX02
    protocols: [owa, activesync]
    #           ^ no request takes EX01 -> EX02 for OWA: Kyoto has an ExternalUrl for OWA, so clients
    #             are redirected there
```

Set the ExternalUrl of the target to `$null`
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl $null`) where the design
means to proxy, or take the path out where it means to redirect.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [owa, activesync]
```

```yaml bad
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [owa]
    #           ^ no request takes EX01 -> EX02 for OWA: both servers stand in Redmond, where each opens
    #             the mailboxes itself
```

Phones with an Exchange 2003 mailbox are proxied straight to its back end, whatever site that stands in;
OWA users are proxied there by Exchange 2007 only.

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX03, version: 2003 SP2}
proxying:
  - from: EX01
    to: EX03
    protocols: [activesync]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import group_of
from caslint.exchange.protocols import PROTOCOL_NAMES, PROXIED_PROTOCOLS, directory_for
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, ProxyPath, Server, Site
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every protocol of a declared path that no request would take that way."""
    for path in topology.organization.proxying:
        for source, target in _ends(path):
            for index, protocol in enumerate(path.protocols):
                is_proxied = protocol in PROXIED_PROTOCOLS
                reason = _reason(topology, source, target, protocol) if is_proxied else ""
                if reason:
                    related = [Related(end.place, f"{end.name} is declared here") for end in (source, target)]
                    yield _problem(path, index, reason, tuple(related))


def _ends(path: ProxyPath) -> Iterator[tuple[Server, Server]]:
    """The two servers, where both are known, the first is no 2003 server, and the second is not newer (CAS501 says so)."""
    source, target = path.source_server, path.target
    if source is None or target is None or target.family is None:
        return
    if any(source.family is family and target.family <= family for family in CAS_FAMILIES):
        yield source, target


def _reason(topology: Topology, source: Server, target: Server, protocol: str) -> str:
    """Why no request takes the path; the empty text where one does, or where nothing is known."""
    if source is target:
        return "it begins and ends at one server"
    missing = _missing(source, protocol)
    if missing:
        return missing
    if target.family is Family.EXCHANGE_2003:
        return _reason_2003(source, target, protocol)
    return _missing(target, protocol) or _reason_between(topology, source, target, protocol)


def _missing(server: Server, protocol: str) -> str:
    if not server.is_cas:
        return f"{server.name} is no Client Access server"
    if not server.directories.get(protocol):
        return f"{server.name} has no virtual directory for {PROTOCOL_NAMES[protocol]}"
    return ""


def _reason_2003(source: Server, target: Server, protocol: str) -> str:
    """Clients of 2003 mailboxes are proxied to the back end itself, if at all."""
    if directory_for(protocol, Family.EXCHANGE_2003) is None:
        return f"Exchange 2003 has no {PROTOCOL_NAMES[protocol]}"
    if not target.is_mailbox:
        return f"{target.name} is a front end, and requests go to the back end that holds the mailbox"
    if protocol == "owa" and source.family is Family.EXCHANGE_2010:
        return "Exchange 2010 redirects users with an Exchange 2003 mailbox to its Exchange2003Url"
    return ""


def _reason_between(topology: Topology, source: Server, target: Server, protocol: str) -> str:
    if target.site is None or source.site is None:
        return ""
    site, family = group_of(target.directories[protocol][0])
    if not site.mailbox.get(family):
        return f"{site.name} has no Exchange {family.word} mailboxes"
    if source.site is site:
        return _reason_within(source, target, site, protocol)
    if protocol != "ews" and not _ignores_external_urls(source, protocol):
        return _reason_published(topology, site, family, protocol)
    return ""


def _reason_within(source: Server, target: Server, site: Site, protocol: str) -> str:
    """Inside a site only a 2010 server proxies, and only ActiveSync and EWS, and only to 2007."""
    if source.family is target.family:
        return f"both servers stand in {site.name}, where each opens the mailboxes itself"
    if protocol == "owa":
        return f"both servers stand in {site.name}, where Exchange 2010 redirects OWA users to Exchange 2007"
    return ""


def _ignores_external_urls(source: Server, protocol: str) -> bool:
    """Whether the server proxies even where it could redirect; ECP follows OWA's setting."""
    owa = source.directory("owa")
    return protocol in {"owa", "ecp"} and owa is not None and not owa.redirect_to_optimal


def _reason_published(topology: Topology, site: Site, family: Family, protocol: str) -> str:
    if not topology.is_published(protocol, site, family):
        return ""
    name = PROTOCOL_NAMES[protocol]
    result = "get HTTP 451" if protocol == "activesync" else "are redirected there"
    return f"{site.name} has an ExternalUrl for {name}, so clients {result}"


def _problem(path: ProxyPath, index: int, reason: str, related: tuple[Related, ...]) -> Problem:
    protocol = path.protocols[index]
    message = f"no request takes {path.name} for {PROTOCOL_NAMES[protocol]}: {reason}"
    return Problem(path.at_item("protocols", index), message, path.subject, related, key=protocol)


RULE = Rule(
    code="CAS510",
    name="proxying-path-not-taken",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "TN10SP", "TN07", "SEED2-EAS", "EHLO07-OWA", "EHLO-OWA10"),
    seed=(4,),
)
