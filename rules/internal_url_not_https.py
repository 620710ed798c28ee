r"""The InternalUrl of a Client Access server in a site that is not Internet-facing is https.

Client Access servers in different sites talk HTTPS to each other.  A proxying server refuses an http
InternalUrl: OWA shows an error page and logs event 42 (ProxyErrorSslConnection), EWS answers
ErrorNoDestinationCASDueToSSLRequirements, and phones do not synchronize.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: http://ex02.contoso.com/owa
        #            ^ EX02/owa has an http InternalUrl and EX01 proxies OWA to it: users get an error page,
        #              and event 42 is logged
```

Set it to https
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -InternalUrl https://ex02.contoso.com/owa`).

```yaml fixed
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex02.contoso.com/owa
```

Where another server of the site can be proxied to, requests go there, and where nothing is proxied to the
site yet, nothing breaks yet: both are warnings.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: http://ex02.contoso.com/owa
        #            ^ warning: EX02/owa has an http InternalUrl and no other site could proxy OWA to it
      ews:
        internalUrl: http://ex02.contoso.com/EWS/Exchange.asmx
        #            ^ warning: EX02/ews has an http InternalUrl and EX01 proxies EWS to it: it is passed
        #              over, and EX03 is proxied to
  - {name: EX03, site: Kyoto, version: 2010 SP3, roles: [ClientAccess]}
```

For OWA, and ECP with it, there is a documented exception: `AllowProxyingWithoutSsl` in the registry of the
proxying server.  Where every Internet-facing server of the other sites has it, the http InternalUrl works
and is only mentioned.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    allowProxyingWithoutSsl: true
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: http://ex02.contoso.com/owa
        #            ^ info: EX02/owa has an http InternalUrl and EX01 proxies OWA to it: it works only by
        #              AllowProxyingWithoutSsl on EX01
```

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: http://ex01.contoso.com/owa
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex02.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import Elsewhere, Group, entry_to, group_of, proxy_url
from caslint.exchange.protocols import ECP, EWS, OWA, PROTOCOL_NAMES, PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Family, Server, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import CAS_FAMILIES, Topology

PARAMETERS = {"internalUrl": "InternalUrl", "internalNlbBypassUrl": "InternalNLBBypassUrl"}
CONSEQUENCES = {
    "owa": "users get an error page, and event 42 is logged",
    "ecp": "users get an error page",
    "activesync": "phones do not synchronize",
    "ews": "EWS answers ErrorNoDestinationCASDueToSSLRequirements",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every http URL to which another site proxies, or would."""
    for protocol in PROXIED_PROTOCOLS:
        if not any(map(_is_http, topology.unusual(protocol))):
            continue
        targets = topology.targets(protocol)
        yield from _judge_targets(topology, protocol, targets)
        judged = set(targets)
        found = topology.directories(protocol)
        open_sites = {directory.server.site for directory in found if directory.external_url is not None}
        for directory in found:
            if directory not in judged and directory.server.site not in open_sites and _is_http(directory):
                yield _idle(directory)


def _judge_targets(topology: Topology, protocol: str, targets: list[VirtualDirectory]) -> Iterator[Problem]:
    good: dict[Group, Server] = {}
    for directory in targets:
        if _is_proxyable(directory):
            good.setdefault(group_of(directory), directory.server)
    entries = {family: _strict_entries(topology, protocol, family) for family in CAS_FAMILIES}
    for directory in filter(_is_http, targets):
        site, family = group = group_of(directory)
        entry = entries[family].than(site)
        if entry is None:
            yield _excepted(directory, entry_to(topology, directory).server)
        else:
            yield _refused(directory, entry, good.get(group))


def _is_http(directory: VirtualDirectory) -> bool:
    url = proxy_url(directory)
    return isinstance(url, Url) and not url.secure


def _is_proxyable(directory: VirtualDirectory) -> bool:
    """Whether a request can be proxied there as far as is known."""
    return proxy_url(directory) is not None and not _is_http(directory) and directory.windows is not False


def _strict_entries(topology: Topology, protocol: str, family: Family) -> Elsewhere:
    """The Internet-facing directories that proxy to this family and insist on SSL; only OWA and ECP know other."""
    return Elsewhere(
        entry
        for entry in topology.entries(protocol)
        if entry.server.family is not None
        and entry.server.family >= family
        and not (protocol in (OWA, ECP) and entry.server.allow_proxying_without_ssl)
    )


def _refused(directory: VirtualDirectory, entry: VirtualDirectory, good: Server | None) -> Problem:
    name, effect = PROTOCOL_NAMES[directory.protocol], CONSEQUENCES[directory.protocol]
    if good is not None:
        effect = f"it is passed over, and {good.name} is proxied to"
    severity = None if good is None else Severity.WARNING
    related = (Related(entry.at("externalUrl"), f"{entry.name} is Internet-facing and proxies to it"),)
    return _problem(directory, f"and {entry.server.name} proxies {name} to it: {effect}", related, severity)


def _excepted(directory: VirtualDirectory, server: Server) -> Problem:
    name = PROTOCOL_NAMES[directory.protocol]
    why = f"and {server.name} proxies {name} to it: it works only by AllowProxyingWithoutSsl on {server.name}"
    related = (Related(server.at("allowProxyingWithoutSsl"), "the exception is declared here"),)
    return _problem(directory, why, related, Severity.INFO)


def _idle(directory: VirtualDirectory) -> Problem:
    name = PROTOCOL_NAMES[directory.protocol]
    return _problem(directory, f"and no other site could proxy {name} to it", (), Severity.WARNING)


def _problem(
    directory: VirtualDirectory, why: str, related: tuple[Related, ...], severity: Severity | None
) -> Problem:
    url, field = proxy_url(directory), _field(directory)
    assert isinstance(url, Url)  # noqa: S101  it is http
    message = f"{directory.name} has an http {PARAMETERS[field]} {why}"
    place, fix = directory.at(field), _fix(directory, field, url)
    return Problem(place, message, directory.subject, related, fix, severity)


def _field(directory: VirtualDirectory) -> str:
    url = directory.internal_nlb_bypass_url
    return "internalUrl" if directory.protocol != EWS or url is None else "internalNlbBypassUrl"


def _fix(directory: VirtualDirectory, field: str, url: Url) -> Fix | None:
    """The same URL with https; none where a port is written, because https has another."""
    text = f"https://{url.host}{url.path}"
    edits = set_value(directory.server.source, directory.node, field, text) if url.port is None else ()
    return Fix(f"write {text}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS212",
    name="internal-url-not-https",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "OWA42", "EWSRC"),
    seed=(7,),
    versions="2007, 2010",
    multi_site=True,
)
