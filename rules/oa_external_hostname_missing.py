r"""Outlook Anywhere that is enabled has an ExternalHostname.

The name is what Outlook outside connects to; enabling Outlook Anywhere asks for it.  Without it
Autodiscover has no address to hand out, and Outlook outside cannot connect.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    outlookAnywhere:
      enabled: true
      externalHostname: null
      #                 ^ Outlook Anywhere is enabled on CAS01 without an ExternalHostname: Outlook outside
      #   has no name to connect to
```

Enable it with the name that the certificate holds (`Enable-OutlookAnywhere -Server CAS01 -ExternalHostname
mail.contoso.com -ClientAuthenticationMethod Ntlm -SSLOffloading $false`), or set it
(`Set-OutlookAnywhere -Identity "CAS01\Rpc (Default Web Site)" -ExternalHostname mail.contoso.com`).

```yaml good
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    outlookAnywhere: {enabled: true, externalHostname: mail.contoso.com}
  - name: CAS02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    outlookAnywhere: {enabled: false, externalHostname: null}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 Client Access server with Outlook Anywhere and no name for it."""
    for server in topology.client_access_servers():
        settings = server.declared_outlook_anywhere
        if settings is None or server.family is not Family.EXCHANGE_2010:
            continue
        if settings.enabled and settings.external_hostname == "":
            yield _problem(server)


def _problem(server: Server) -> Problem:
    return Problem(
        server.outlook_anywhere.at("externalHostname"),
        f"Outlook Anywhere is enabled on {server.name} without an ExternalHostname: Outlook outside has no "
        "name to connect to",
        server.subject,
    )


RULE = Rule(
    code="CAS808",
    name="oa-external-hostname-missing",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("ENABLEOA"),
    versions="2010",
)
