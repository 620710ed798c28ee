r"""OWA of Exchange 2007 authenticates outside as OWA of Exchange 2010 does inside its site.

Exchange 2010 hands the log-on over to the Exchange 2007 Client Access server of its site when the
ExternalAuthenticationMethods there are the InternalAuthenticationMethods here.  Where no server has the
same ones, users with an Exchange 2007 mailbox are asked for their password a second time.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        internalAuthenticationMethods: [Basic, Fba]
      # ^ EX10/owa authenticates with Basic and Fba inside, but no Exchange 2007 Client Access server of
      #   Redmond has the same outside (EX07/owa has Basic): users with an Exchange 2007 mailbox are asked
      #   to log on again
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://legacy.contoso.com/owa
        externalAuthenticationMethods: [Basic]
```

Make the two lists equal:
`Set-OwaVirtualDirectory -Identity "EX07\owa (Default Web Site)" -FormsAuthentication $true -ExternalAuthenticationMethods Basic,Fba`.

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        internalAuthenticationMethods: [Basic, Fba]
  - name: EX07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://legacy.contoso.com/owa
        externalAuthenticationMethods: [Fba, Basic]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.proxying import beside_2010
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Site, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import and_list


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory whose internal methods no published 2007 one of the site has outside."""
    for site, legacy, modern in beside_2010(topology, "owa"):
        published = [directory for directory in legacy if directory.external_url is not None]
        methods = {directory.external_methods for directory in published}
        if not published or None in methods:
            continue
        for directory in modern:
            if directory.internal_methods is not None and directory.internal_methods not in methods:
                yield _problem(site, directory, published[0])


def _listed(methods: frozenset[str] | None) -> str:
    return and_list(sorted(methods or ())) or "none"


def _problem(site: Site, directory: VirtualDirectory, other: VirtualDirectory) -> Problem:
    message = (
        f"{directory.name} authenticates with {_listed(directory.internal_methods)} inside, but no Exchange 2007 "
        f"Client Access server of {site.name} has the same outside ({other.name} has "
        f"{_listed(other.external_methods)}): users with an Exchange 2007 mailbox are asked to log on again"
    )
    related = Related(other.at("externalAuthenticationMethods"), f"the methods of {other.name} outside")
    return Problem(directory.at("internalAuthenticationMethods"), message, directory.subject, (related,))


RULE = Rule(
    code="CAS406",
    name="legacy-auth-mismatch",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("ZL-TN"),
    versions="2007 with 2010",
)
