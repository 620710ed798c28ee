r"""The InternalUrl of a virtual directory has a host that its server or its site is known by.

All virtual directories of a server are reached by the same few names: the server's own, the balanced one of
its site, perhaps the published one.  A name that only one InternalUrl has is mostly a slip, or left over
from a server that is gone; clients inside and proxying servers follow it, and get a name that does not
resolve, or somebody else's server.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex10.contoso.com/owa
        #            ^ EX01/owa has the internal host ex10.contoso.com, which is neither a name of EX01 nor
        #              one that anything else in Redmond has: clients inside may end at a server that is not
        #              there
```

Write the right name
(`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -InternalUrl https://ex01.contoso.com/owa`),
or declare the balanced name of the site (`loadBalancer`).

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex01.contoso.com/owa
```

```yaml good
sites:
  - name: Redmond
    loadBalancer: cas.contoso.com
servers:
  - name: EX01
    fqdn: ex01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://mail.contoso.com/owa
        externalUrl: https://mail.contoso.com/owa
      ews:
        internalUrl: https://cas.contoso.com/EWS/Exchange.asmx
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from caslint.access.namespace import Namespace
from caslint.access.publication import PUBLISHED
from caslint.exchange.protocols import ECP, PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.hosts import is_address
from caslint.mend import set_value
from caslint.model import Family, Server, Site, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every InternalUrl whose host nothing else of the server and its site has."""
    foreign = [
        (directory, url)
        for directory in _unusual(topology)
        if isinstance(url := directory.internal_url, Url)
        and directory.state == "declared"
        and not _is_known(directory.server, url.host)
    ]
    if not foreign:
        return
    reported = set(_reported_elsewhere(topology))
    uses = _uses(topology, {directory.server.site for directory, _ in foreign})
    for directory, url in foreign:
        if uses[directory.server.site][url.host] == 1 and directory not in reported:
            yield _problem(directory, url)


def _unusual(topology: Topology) -> Iterator[VirtualDirectory]:
    """The directories whose URLs are worth a look, with those for ECP that 2007 servers do not have but declare."""
    for protocol in PUBLISHED:
        yield from topology.unusual(protocol)
    for server in topology.organization.of_family(Family.EXCHANGE_2007):
        if server.is_cas:
            yield from server.directories.get(ECP, ())


def _uses(topology: Topology, sites: set[Site | None]) -> dict[Site | None, Counter[str]]:
    """How many directories of each of these sites have a host in their InternalUrl."""
    uses: dict[Site | None, Counter[str]] = {site: Counter() for site in sites}
    for server in topology.client_access_servers():
        if server.site in uses:
            uses[server.site].update(url.host for _, url in _internal(server))
    return uses


def _reported_elsewhere(topology: Topology) -> Iterator[VirtualDirectory]:
    """The directories that `internal-url-host-is-ip` or `internal-url-is-external-name` speaks of."""
    for protocol in PROXIED_PROTOCOLS if topology.is_multi_site else ():
        for directory in topology.unusual(protocol):
            url = directory.internal_url
            if isinstance(url, Url) and is_address(url.host):
                yield directory
        for directory in topology.targets(protocol):
            if topology.derived(Namespace).of_another_site(directory) is not None:
                yield directory


def _internal(server: Server) -> Iterator[tuple[VirtualDirectory, Url]]:
    for protocol in PUBLISHED:
        for directory in server.directories.get(protocol, ()):
            if isinstance(directory.internal_url, Url):
                yield directory, directory.internal_url


def _is_known(server: Server, host: str) -> bool:
    """Whether it is a name of the server, of its site's balancer, or one that the server is published under."""
    if server.is_called(host) or (server.site is not None and host == server.site.load_balancer):
        return True
    urls = [directory.external_url for directory in server.every_directory()]
    return any(isinstance(url, Url) and url.host == host for url in urls)


def _problem(directory: VirtualDirectory, url: Url) -> Problem:
    server = directory.server
    return Problem(
        directory.at("internalUrl"),
        f"{directory.name} has the internal host {url.host}, which is neither a name of {server.name} nor one "
        f"that anything else in {server.site_name} has: clients inside may end at a server that is not there",
        directory.subject,
        fix=_fix(directory, url),
    )


def _fix(directory: VirtualDirectory, url: Url) -> Fix | None:
    """The server's full name, where it is declared."""
    server = directory.server
    if server.fqdn is None:
        return None
    port = f":{url.port}" if url.port is not None else ""
    text = f"{url.scheme}://{server.host}{port}{url.path}"
    edits = set_value(server.source, directory.node, "internalUrl", text)
    return Fix(f"write {text}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS220",
    name="internal-url-host-inconsistent",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("TN07", "URLTAB"),
    versions="2007, 2010",
)
