r"""A site or server that is declared Internet-facing has an ExternalUrl for OWA or ActiveSync.

Exchange knows no flag for "published": a Client Access server is Internet-facing for a protocol when the
ExternalUrl of that virtual directory is set, and for no other reason.  Where the design says that a site is
published and its servers have no ExternalUrl, the other sites proxy to it as to any internal site,
Autodiscover hands out no address of it, and users of the site are never sent to the name that was meant for
them.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
    internetFacing: true
    #               ^ Kyoto is declared Internet-facing but none of its Client Access servers has an
    #                 ExternalUrl for OWA or ActiveSync: no client on the Internet is sent there
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

Set the ExternalUrl
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl https://kyoto.contoso.com/owa`
and its ActiveSync, ECP and EWS twins), or correct the flag.  The opposite case, an ExternalUrl in a site
that is declared not to be published, is `non-internet-facing-external-url`.  Where `externalProtocols`
names what is offered, every missing ExternalUrl is reported besides, by
`internet-facing-cas-missing-external-url`.

A server's own flag counts before that of its site.

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
    internetFacing: true
    #               ^ EX02 is declared Internet-facing but has no ExternalUrl for OWA or ActiveSync: no
    #                 client on the Internet is sent there
```

A site without any Client Access server cannot be Internet-facing either.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
    internetFacing: true
    #               ^ Kyoto is declared Internet-facing but has no Client Access server: no client on the
    #                 Internet can enter there
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: HUB02, site: Kyoto, version: 2010 SP3, roles: [HubTransport]}
```

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
    internetFacing: true
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://kyoto.contoso.com/Microsoft-Server-ActiveSync
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import Publication
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Server, Site
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site and server whose flag says more than its URLs."""
    for owner in topology.derived(Publication).contradicted:
        yield Problem(owner.at("internetFacing"), _message(owner), owner.subject)


def _message(owner: Site | Server) -> str:
    claim = f"{owner.name} is declared Internet-facing but"
    if isinstance(owner, Server):
        has = "has no ExternalUrl"
    elif any(server.is_cas for server in owner.servers):
        has = "none of its Client Access servers has an ExternalUrl"
    else:
        return f"{claim} has no Client Access server: no client on the Internet can enter there"
    return f"{claim} {has} for OWA or ActiveSync: no client on the Internet is sent there"


RULE = Rule(
    code="CAS202",
    name="internet-facing-flag-contradicts-urls",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("RCA451", "EHLO13"),
    seed=(5,),
    versions="2007, 2010",
    multi_site=True,
)
