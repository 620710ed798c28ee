r"""The InternalUrl of a Client Access server to which another site proxies does not have the external name of another site.

The InternalUrl tells other Client Access servers where this server is.  With the published name of another
site in it they go there instead: the request comes back to the site that proxied it, or leaves for the
Internet and meets the firewall.

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
        internalUrl: https://mail.contoso.com/owa
        #            ^ EX02/owa has the internal host mail.contoso.com, which is the external name of
        #              Redmond: what is proxied to it goes to that site
```

Use the server's own name or the balanced name of its site
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -InternalUrl https://ex02.contoso.com/owa`).

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
        internalUrl: https://mail.contoso.com/owa
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

from caslint.access.namespace import Namespace
from caslint.access.proxying import proxy_url
from caslint.exchange.protocols import PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every proxy target whose InternalUrl has the external host of another site."""
    namespace = topology.derived(Namespace)
    own_names_are_published = any(s.host in namespace.hosts for s in topology.client_access_servers())
    for protocol in PROXIED_PROTOCOLS:
        if own_names_are_published or topology.unusual(protocol):
            for directory in topology.targets(protocol):
                other = namespace.of_another_site(directory)
                if other is not None:
                    yield _problem(directory, other)


def _problem(directory: VirtualDirectory, other: VirtualDirectory) -> Problem:
    url, site = proxy_url(directory), other.server.site
    assert isinstance(url, Url)  # noqa: S101  its host was compared
    assert site is not None  # noqa: S101  it stands in another site
    return Problem(
        directory.at("internalUrl" if url is directory.internal_url else "internalNlbBypassUrl"),
        f"{directory.name} has the internal host {url.host}, which is the external name of {site.name}: "
        "what is proxied to it goes to that site",
        directory.subject,
        (Related(other.at("externalUrl"), f"{other.name} is published under {url.host}"),),
    )


RULE = Rule(
    code="CAS214",
    name="internal-url-is-external-name",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("ITPRO"),
    versions="2007, 2010",
    multi_site=True,
)
