r"""A declared proxy path names only protocols that one Client Access server proxies to another.

Those are OWA, ECP, ActiveSync and EWS.  For anything else a design that counts on proxying leaves its
clients in front of a server that does not hand them on: a POP3 or IMAP4 client that reaches a Client
Access server in another site than its mailbox's is refused.

```yaml bad
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [owa, imap4, oab]
    #                ^ EX01 does not proxy IMAP4 to EX02: an IMAP4 client must connect to a Client
    #                  Access server in its mailbox's site
    #                       ^ EX01 does not proxy OAB to EX02: clients download the address book from
    #                         the URL that Autodiscover gives them
```

Take the protocol out of the path and let its clients connect where they are served: publish a Client
Access server in the mailbox's site for POP3 and IMAP4
(`Set-ImapSettings -Server EX02 -ExternalConnectionSettings "imap.kyoto.contoso.com:993:SSL"`), and give
the OAB directory the URL that clients reach.

```yaml good
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [owa, ecp, activesync, ews]
```

From SP2 on the documents also say that Exchange 2010 proxies POP3 and IMAP4.  Where the design relies
on that and the organization declares `popImapProxying: supported`, such a path is no fault.

```yaml good
organization:
  name: Contoso
  popImapProxying: supported
sites:
  - name: Redmond
  - name: Kyoto
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
proxying:
  - from: EX01
    to: EX02
    protocols: [pop3, imap4]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.properties import SINCE_2010_SP2
from caslint.exchange.protocols import AVAILABILITY, MAIL_PROTOCOLS, PROTOCOL_NAMES, PROXIED_PROTOCOLS
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import ProxyPath
from caslint.rule import Rule
from caslint.topology import Topology

INSTEAD = {
    "pop3": "a POP3 client must connect to a Client Access server in its mailbox's site",
    "imap4": "an IMAP4 client must connect to a Client Access server in its mailbox's site",
    "oab": "clients download the address book from the URL that Autodiscover gives them",
    "autodiscover": "a Client Access server answers Autodiscover itself or redirects the client",
    "outlookAnywhere": "a Client Access server passes Outlook Anywhere on to the Mailbox server itself",
}
"""What happens with a protocol that is not proxied."""


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every protocol of a declared path that is not proxied."""
    pop_imap = topology.organization.pop_imap_proxying
    for path in topology.organization.proxying:
        for index, protocol in enumerate(path.protocols):
            if protocol in PROXIED_PROTOCOLS or protocol == AVAILABILITY:
                continue
            if not (pop_imap and protocol in MAIL_PROTOCOLS and _may_proxy_pop_imap(path)):
                yield _problem(path, index, protocol)


def _may_proxy_pop_imap(path: ProxyPath) -> bool:
    """Whether the server that would proxy is, or may be, of 2010 SP2 or later."""
    server = path.source_server
    return server is None or server.version is None or server.version.at_least(SINCE_2010_SP2) is not False


def _problem(path: ProxyPath, index: int, protocol: str) -> Problem:
    message = f"{path.source_name} does not proxy {PROTOCOL_NAMES[protocol]} to {path.target_name}: {INSTEAD[protocol]}"
    return Problem(path.at_item("protocols", index), message, path.subject, key=protocol)


RULE = Rule(
    code="CAS508",
    name="proxying-protocol-unsupported",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "TN10RTM", "TN10SP", "SETPOP", "URLTAB", "MSUNDIS"),
    seed=(4, 6),
)
