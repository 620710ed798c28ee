"""Where Exchange 2007 and 2010 share a site, Outlook Anywhere is offered by the 2010 Client Access servers.

A 2010 Client Access server passes Outlook Anywhere on to mailboxes of both versions, so the name moves to
it with the others when 2010 comes in.  Endpoints on both work side by side; what remains is one more name
to publish, to certify and to forget when the 2007 servers go.

```yaml bad
sites:
  - name: Tokyo
servers:
  - name: CAS07
    site: Tokyo
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    outlookAnywhere: {enabled: true, externalHostname: legacy.contoso.com}
    #                                                  ^ CAS07 (2007) and CAS10 (2010) of Tokyo both offer
    #   Outlook Anywhere: the 2010 server can serve the mailboxes of both versions
  - name: CAS10
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    outlookAnywhere: {enabled: true, externalHostname: mail.contoso.com}
```

Move the endpoint (`Disable-OutlookAnywhere -Server CAS07`) once clients use the name of the 2010 server.

```yaml good
sites:
  - name: Tokyo
servers:
  - name: CAS07
    site: Tokyo
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    outlookAnywhere: {enabled: false}
  - name: CAS10
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    outlookAnywhere: {enabled: true, externalHostname: mail.contoso.com}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2007 Client Access server that offers Outlook Anywhere in a site where a 2010 one does."""
    for site in topology.organization.sites:
        newer = next((s for s in site.cas.get(Family.EXCHANGE_2010, ()) if _offers(s)), None)
        if newer is not None:
            for server in site.cas.get(Family.EXCHANGE_2007, ()):
                if _offers(server):
                    yield _problem(server, newer)


def _offers(server: Server) -> bool:
    settings = server.declared_outlook_anywhere
    return settings is not None and bool(settings.external_hostname) and settings.enabled is not False


def _problem(server: Server, newer: Server) -> Problem:
    return Problem(
        server.outlook_anywhere.at("externalHostname"),
        f"{server.name} (2007) and {newer.name} (2010) of {server.site_name} both offer Outlook Anywhere: the "
        "2010 server can serve the mailboxes of both versions",
        server.subject,
        (Related(newer.outlook_anywhere.at("externalHostname"), f"{newer.name} offers it here"),),
    )


RULE = Rule(
    code="CAS809",
    name="oa-two-families",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("MSUNDIS", "AMARKS"),
    versions="2007 with 2010",
)
