r"""An ExternalUrl has the name of a service, not the name of a server.

The name in an ExternalUrl is what users, phones and certificates remember.  When it is a server's own name,
the server cannot be balanced, replaced or moved behind another one without changing the name for everybody,
and the Internet learns how servers are called inside.

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
        externalUrl: https://ex01.contoso.com/owa
        #            ^ EX01/owa has the external host ex01.contoso.com, which is its server's own name:
        #              clients and certificates are bound to one server
```

Take a service name, let it resolve to the balancer or the reverse proxy, and set it on every server of the
site
(`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -ExternalUrl https://mail.contoso.com/owa`).

Where `fqdn` is not declared, a host counts as the server's own name when it begins with the server's name
and its InternalUrl has the same host.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: LEGCAS3
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories:
      ews:
        internalUrl: https://legcas3.corp.example.net/EWS/Exchange.asmx
        externalUrl: https://legcas3.corp.example.net/EWS/Exchange.asmx
        #            ^ LEGCAS3/ews has the external host legcas3.corp.example.net, which is its server's own
        #              name: clients and certificates are bound to one server
```

A name that cannot be found on the Internet at all is `external-url-internal-name`'s to say.

```yaml good
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
        externalUrl: https://mail.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.namespace import Namespace
from caslint.access.publication import PUBLISHED, intent
from caslint.exchange.protocols import AUTODISCOVER
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Server, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every ExternalUrl whose host is a server's own name."""
    owners: dict[str, Server] = {}
    for server in topology.organization.servers:
        if server.fqdn is not None:
            owners.setdefault(server.fqdn.lower(), server)
    for protocol in (*PUBLISHED, AUTODISCOVER):
        for directory in topology.entries(protocol):
            url = directory.external_url
            assert isinstance(url, Url)  # noqa: S101  it is an entry
            owner = owners.get(url.host) or _own(directory, url.host)
            if (
                owner
                and not topology.derived(Namespace).is_inside_only(url.host)
                and intent(directory.server) is not False
            ):
                yield _problem(directory, url, owner)


def _own(directory: VirtualDirectory, host: str) -> Server | None:
    """The directory's server where it does not say its full name and this must be it."""
    server, internal = directory.server, directory.internal_url
    same = isinstance(internal, Url) and internal.host == host
    return server if same and server.is_called(host) else None


def _problem(directory: VirtualDirectory, url: Url, owner: Server) -> Problem:
    whose = "its server's own name" if owner is directory.server else f"the own name of {owner.name}"
    related = () if owner is directory.server else (Related(owner.at("fqdn"), f"{owner.name} is called so"),)
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has the external host {url.host}, which is {whose}: "
        "clients and certificates are bound to one server",
        directory.subject,
        related,
    )


RULE = Rule(
    code="CAS210",
    name="external-url-is-server-fqdn",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("EXAN"),
    versions="2007, 2010",
)
