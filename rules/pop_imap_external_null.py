"""Where POP3 or IMAP4 is offered to the Internet, Internet-facing servers have ExternalConnectionSettings for it.

The setting opens no port; it says by which name, port and encryption clients outside connect.  Where it is
empty, users have to be told in some other way, and nobody sees later what they were told.

```yaml bad
organization:
  name: Contoso
  externalProtocols: [owa, imap4]
sites:
  - name: Tokyo
    internetFacing: true
servers:
  - name: EX01
  # ^ EX01 has no ExternalConnectionSettings for IMAP4, which is offered to the Internet: nothing says by
  #   which name and port clients connect
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
```

`Set-ImapSettings -Server EX01 -ExternalConnectionSettings "imap.contoso.com:993:SSL"`

```yaml good
organization:
  name: Contoso
  externalProtocols: [owa, imap4]
sites:
  - name: Tokyo
    internetFacing: true
  - name: Kyoto
    internetFacing: false
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.mail_access import is_internet_facing
from caslint.exchange.protocols import MAIL_PROTOCOLS, PROTOCOL_NAMES
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family, Server
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Internet-facing 2010 server without settings for a mail protocol that is offered."""
    offered = topology.organization.external_protocols or ()
    protocols = [protocol for protocol in MAIL_PROTOCOLS if protocol in offered]
    if not protocols:
        return
    for server in topology.client_access_servers():
        if server.family is Family.EXCHANGE_2010 and is_internet_facing(server):
            for protocol in protocols:
                service = server.service(protocol)
                if service.external == () and service.enabled is not False:
                    yield _problem(server, protocol)


def _problem(server: Server, protocol: str) -> Problem:
    name = PROTOCOL_NAMES[protocol]
    return Problem(
        server.service(protocol).at("externalConnectionSettings"),
        f"{server.name} has no ExternalConnectionSettings for {name}, which is offered to the Internet: "
        "nothing says by which name and port clients connect",
        server.subject,
        key=protocol,
    )


RULE = Rule(
    code="CAS604",
    name="pop-imap-external-null",
    severity=Severity.INFO,
    check=check,
    doc=__doc__,
    citations=cite("SETPOP", "SETIMAP"),
    versions="2010",
)
