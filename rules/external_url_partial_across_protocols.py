r"""On one Client Access server OWA and ECP are both published or both not, and EWS and OAB follow OWA.

Clients move between the protocols of a server.  OWA hands its users on to ECP for their options; a server
with an ExternalUrl for the one and not for the other redirects them for the one and proxies them for the
other.  A server that is published for phones and not for OWA is mostly an oversight too.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      ecp:
        externalUrl: null
        #            ^ EX01/ecp has no ExternalUrl while EX01/owa has one: users from other sites are
        #              redirected for OWA and proxied for ECP
      ews:
        externalUrl: null
        #            ^ info: EX01/ews has no ExternalUrl while EX01/owa has one: clients outside get no
        #              free/busy and no out-of-office settings from it
      oab:
        externalUrl: https://mail.contoso.com/OAB
```

Set both to the same host
(`Set-EcpVirtualDirectory -Identity "EX01\ecp (Default Web Site)" -ExternalUrl https://mail.contoso.com/ecp`),
or neither.  Without an ExternalUrl for EWS and OAB, Outlook outside has no free/busy, no out-of-office
settings and no address book; that is only mentioned, because not everybody wants them outside.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: null
        #            ^ EX01/owa has no ExternalUrl while EX01/activesync has one: users of OWA outside are
        #              not sent to it
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
```

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: null
        #            ^ info: CAS07/owa has no ExternalUrl while CAS07/ews has one: users of OWA outside are
        #              not sent to it
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
```

What `externalProtocols` leaves out is not missed.  OWA without ActiveSync is common and no finding.

```yaml good
organization:
  externalProtocols: [owa]
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      ecp:
        externalUrl: https://mail.contoso.com/ecp
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
      oab:
        externalUrl: https://mail.contoso.com/OAB
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import Gap, Publication, Reason
from caslint.exchange.protocols import EWS, OAB
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

CONSEQUENCES = {
    "owa": "users of OWA outside are not sent to it",
    "ecp": "users from other sites are redirected for OWA and proxied for ECP",
    "ews": "clients outside get no free/busy and no out-of-office settings from it",
    "oab": "Outlook outside cannot download the address book from it",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every directory without ExternalUrl whose server publishes a protocol that it should follow."""
    for gap in topology.derived(Publication).gaps(Reason.NEIGHBOUR):
        assert gap.evidence is not None  # noqa: S101  a neighbour is the evidence
        yield _problem(gap, gap.evidence)


def _problem(gap: Gap, neighbour: VirtualDirectory) -> Problem:
    directory = gap.directory
    light = directory.protocol in (EWS, OAB) or neighbour.protocol in (EWS, OAB)
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has no ExternalUrl while {neighbour.name} has one: "
        f"{CONSEQUENCES[directory.protocol]}",
        directory.subject,
        (Related(neighbour.at("externalUrl"), f"{neighbour.name} is published"),),
        severity=Severity.INFO if light else None,
    )


RULE = Rule(
    code="CAS205",
    name="external-url-partial-across-protocols",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("URLTAB", "SETECP"),
    versions="2007, 2010",
)
