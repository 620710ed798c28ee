"""At an Exchange 2007 Client Access server, POP3 and IMAP4 clients open mailboxes of its own site.

Since SP1 a 2007 server refuses the log-on for a mailbox of another site (events MSExchangePOP3 1008 and
MSExchangeIMAP4 1008), because it would have to read the mailbox by RPC across the link.

```yaml bad
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - {name: EX01, fqdn: ex01.contoso.com, site: Tokyo, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX02, site: Kyoto, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clients:
  - name: Kyoto IMAP users
    protocol: imap4
    connectsTo: ex01.contoso.com
    #           ^ IMAP4 of Kyoto IMAP users ends at EX01 in Tokyo, but the mailboxes are in Kyoto: Exchange 2007
    #   refuses the log-on (event 1008)
    mailbox: {site: Kyoto}
```

Give these users the name of a Client Access server of their own site.  Where that cannot be,
AllowCrossSiteSessions in Microsoft.Exchange.Imap4.exe.config (or Pop3) lets the server read the mailbox
across the link, slowly:

```yaml bad
sites:
  - name: Tokyo
  - name: Kyoto
  # ^ warning: IMAP4 from outside ends at EX01 in Tokyo, but Kyoto has mailboxes and publishes none: Exchange
  #   2007 opens them by RPC across the sites, slowly, because cross-site sessions are allowed
servers:
  - name: EX01
    site: Tokyo
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {allowCrossSiteSessions: true, externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - {name: EX02, site: Kyoto, version: 2007 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

```yaml good
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - name: EX01
    site: Tokyo
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - name: EX02
    site: Kyoto
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.kyoto.contoso.com:993:SSL"]}
```

Where the server is Exchange 2010, pop-imap-cross-site (CAS601) speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.mail_access import judged
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family
from caslint.rule import Rule
from caslint.topology import Topology

REFUSED = "Exchange 2007 refuses the log-on (event 1008)"
ALLOWED = "Exchange 2007 opens them by RPC across the sites, slowly, because cross-site sessions are allowed"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every client, and every site behind a published service, that ends at a 2007 server elsewhere."""
    for crossing, severity in judged(topology):
        if crossing.entry.family is Family.EXCHANGE_2007:
            yield Problem(
                crossing.place,
                f"{crossing.words}: {ALLOWED if severity is Severity.WARNING else REFUSED}",
                crossing.subject,
                crossing.related,
                severity=severity,
                key=crossing.service.protocol,
            )


RULE = Rule(
    code="CAS602",
    name="pop-imap-2007-cross-site",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "POP07"),
    seed=(6,),
    versions="2007",
    multi_site=True,
)
