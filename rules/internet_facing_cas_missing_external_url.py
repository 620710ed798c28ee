r"""A Client Access server that is declared Internet-facing has an ExternalUrl for every protocol that is offered outside.

Internet-facing goes by protocol: a server that is published for OWA and has no ExternalUrl for ActiveSync
is an internal server as far as phones are concerned.  Autodiscover hands them no address, and a Client
Access server in another site proxies to it instead of sending them there.

```yaml bad
organization:
  externalProtocols: [owa, activesync]
sites:
  - name: Redmond
    internetFacing: true
  - name: Kyoto
    internetFacing: true
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
      activesync:
        externalUrl: null
        #            ^ EX01/activesync has no ExternalUrl although Redmond is declared Internet-facing and
        #              ActiveSync is offered to the Internet: Autodiscover gives phones no address of it
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://kyoto.contoso.com/owa
      activesync:
        externalUrl: https://kyoto.contoso.com/Microsoft-Server-ActiveSync
```

Set the missing ExternalUrl
(`Set-ActiveSyncVirtualDirectory -Identity "EX01\Microsoft-Server-ActiveSync (Default Web Site)" -ExternalUrl https://mail.contoso.com/Microsoft-Server-ActiveSync`).

Where `externalProtocols` is not declared, nobody knows which protocols are wanted outside, so each missing
one is a warning.

```yaml bad
sites:
  - name: Redmond
    internetFacing: true
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
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
      oab:
    # ^ warning: EX01/oab has no ExternalUrl although Redmond is declared Internet-facing: Outlook outside
    #   cannot download the address book from it
        internalUrl: https://ex01/OAB
```

Where another server of the site has an ExternalUrl, `external-url-partial-in-site` speaks of the missing one.
Where a site has neither OWA nor ActiveSync and `externalProtocols` does not ask for them,
`internet-facing-flag-contradicts-urls` does.  That no server at all offers a protocol is said for the
organization by `no-internet-facing-cas`, and here for a server that publishes other protocols.  An Exchange
2007 server beside a published Exchange 2010 one is left alone: the 2010 server stands in front of it, and
null is advised.

```yaml good
organization:
  externalProtocols: [owa]
sites:
  - name: Redmond
    internetFacing: true
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
    internetFacing: true
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories: &mail
      owa:
        externalUrl: https://mail.contoso.com/owa
      ecp:
        externalUrl: https://mail.contoso.com/ecp
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
      ews:
        externalUrl: https://mail.contoso.com/EWS/Exchange.asmx
      oab:
        externalUrl: https://mail.contoso.com/OAB
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    virtualDirectories: *mail
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess]
    virtualDirectories:
      owa:
        externalUrl: https://legacy.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import Gap, Publication, Reason
from caslint.exchange.protocols import PROTOCOL_NAMES
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.rule import Rule
from caslint.topology import Topology

CONSEQUENCES = {
    "owa": "no user outside is sent to it",
    "ecp": "no user outside is sent to it",
    "activesync": "Autodiscover gives phones no address of it",
    "ews": "Autodiscover gives Outlook and other clients outside no address of it",
    "oab": "Outlook outside cannot download the address book from it",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every directory without ExternalUrl on a server that is declared Internet-facing."""
    for gap in topology.derived(Publication).gaps(Reason.INTENT):
        yield _problem(gap)


def _problem(gap: Gap) -> Problem:
    directory = gap.directory
    server = directory.server
    owner = server if server.internet_facing is not None or server.site is None else server.site
    and_offered = f" and {PROTOCOL_NAMES[directory.protocol]} is offered to the Internet" if gap.asked else ""
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has no ExternalUrl although {owner.name} is declared Internet-facing{and_offered}: "
        f"{CONSEQUENCES[directory.protocol]}",
        directory.subject,
        (Related(owner.at("internetFacing"), f"{owner.name} is declared Internet-facing here"),),
        severity=None if gap.asked else Severity.WARNING,
    )


RULE = Rule(
    code="CAS203",
    name="internet-facing-cas-missing-external-url",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("URLTAB", "RCA451"),
    versions="2007, 2010",
)
