r"""The host of an InternalUrl is a name, not an IP address.

A proxying Client Access server logs on to its target with Kerberos, and Kerberos knows services by
registered names (service principal names).  No such name is registered for an address, so the log-on is
refused: OWA logs event 71 and shows an error page, and EWS fails with the same words.

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
    fqdn: ex02.contoso.com
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://10.1.2.3/owa
        #            ^ EX02/owa has the InternalUrl https://10.1.2.3/owa with an address for a host:
        #              Kerberos knows no service by an address, and a Client Access server that proxies to
        #              it is refused
```

Write the server's name or the balanced name of its site
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -InternalUrl https://ex02.contoso.com/owa`).
Registering the address as a service principal name (`setspn`) helps as well, but has to be done again for
every change.

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
    fqdn: ex02.contoso.com
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex02.contoso.com/owa
```

```yaml good
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
        internalUrl: https://10-1-2-3.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.protocols import PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Severity
from caslint.hosts import is_address
from caslint.mend import set_value
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every InternalUrl of a proxied protocol whose host is an address."""
    for protocol in PROXIED_PROTOCOLS:
        for directory in topology.unusual(protocol):
            url = directory.internal_url
            if isinstance(url, Url) and is_address(url.host):
                yield _problem(directory, url)


def _problem(directory: VirtualDirectory, url: Url) -> Problem:
    return Problem(
        directory.at("internalUrl"),
        f"{directory.name} has the InternalUrl {url} with an address for a host: Kerberos knows no service "
        "by an address, and a Client Access server that proxies to it is refused",
        directory.subject,
        fix=_fix(directory, url),
    )


def _fix(directory: VirtualDirectory, url: Url) -> Fix | None:
    """The server's full name in place of the address, where it is declared."""
    server = directory.server
    if server.fqdn is None:
        return None
    port = f":{url.port}" if url.port is not None else ""
    text = f"{url.scheme}://{server.host}{port}{url.path}"
    edits = set_value(server.source, directory.node, "internalUrl", text)
    return Fix(f"write {text}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS213",
    name="internal-url-host-is-ip",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("OWA71", "EWSTWIN"),
    versions="2007, 2010",
    multi_site=True,
)
