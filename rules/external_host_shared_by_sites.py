r"""Two Internet-facing sites do not share one external host name.

A redirect sends a client to the ExternalUrl of its mailbox's site.  Where that has the same host as the
name at which the client already is, the redirect leads back to where it came from: OWA shows a link to the
page that shows the link, and a phone gets HTTP 451 with the name that it has just used.

```yaml bad
sites:
  - name: London
  - name: Paris
servers:
  - name: EX01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - name: EX02
    site: Paris
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        #            ^ Paris and London share the external host mail.contoso.com for OWA: a redirect from
        #              one site to the other leads users back to where they came from
```

Give each published site a name of its own
(`Set-OwaVirtualDirectory -Identity "EX02\owa (Default Web Site)" -ExternalUrl https://paris.contoso.com/owa`),
or publish one of them and let it proxy to the other (`-ExternalUrl $null` there).  Some run one shared name
for Exchange 2010 and report that it works, so it is a warning; for Exchange 2007 mailboxes nobody does, so
there it is an error.

```yaml bad
sites:
  - name: London
  - name: Paris
servers:
  - name: EX01
    site: London
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Paris
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
        #            ^ error: Paris and London share the external host mail.contoso.com for ActiveSync: a
        #              phone gets HTTP 451 with the name that it has just used
```

A site that is declared not to be Internet-facing should have no ExternalUrl at all; that is
`non-internet-facing-external-url`'s to say.

```yaml good
sites:
  - name: London
  - name: Paris
servers:
  - name: EX01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://london.contoso.com/owa
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
  - name: EX02
    site: Paris
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://paris.contoso.com/owa
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import intent
from caslint.exchange.protocols import ACTIVESYNC, OWA
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Site, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

CONSEQUENCES = {
    OWA: "a redirect from one site to the other leads users back to where they came from",
    ACTIVESYNC: "a phone gets HTTP 451 with the name that it has just used",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every site that is published under a host which a site of the family before it has, once a protocol."""
    for protocol in CONSEQUENCES:
        first: dict[tuple[Family | None, str], VirtualDirectory] = {}
        said: set[tuple[Family | None, str, Site]] = set()
        for directory in sorted(topology.entries(protocol), key=_by_name):
            server, url = directory.server, directory.external_url
            assert isinstance(url, Url)  # noqa: S101  it is an entry
            if server.site is None or intent(server) is False:
                continue
            other = first.setdefault((server.family, url.host), directory)
            about = (server.family, url.host, server.site)
            if other.server.site is not server.site and about not in said:
                said.add(about)
                yield _problem(directory, other, server.site, url)


def _by_name(directory: VirtualDirectory) -> tuple[str, str]:
    return (directory.server.site_name or "").casefold(), directory.server.name.casefold()


def _problem(directory: VirtualDirectory, other: VirtualDirectory, site: Site, url: Url) -> Problem:
    other_site = other.server.site
    assert other_site is not None  # noqa: S101  it was noted with its site
    name = "OWA" if directory.protocol == OWA else "ActiveSync"
    family = Family.EXCHANGE_2007
    loops = directory.server.family is family and (family in site.mailbox or family in other_site.mailbox)
    return Problem(
        directory.at("externalUrl"),
        f"{site.name} and {other_site.name} share the external host {url.host} for {name}: "
        f"{CONSEQUENCES[directory.protocol]}",
        site.subject,
        (Related(other.at("externalUrl"), f"{other.name} in {other_site.name} has it too"),),
        severity=Severity.ERROR if loops else None,
        key=f"{directory.protocol}/{directory.server.family}/{url.host}",
    )


RULE = Rule(
    code="CAS207",
    name="external-host-shared-by-sites",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("NS", "FENG-NS", "MSEXG"),
    versions="2007, 2010",
    multi_site=True,
)
