"""POP3 and IMAP4 clients connect to a Client Access server in the site of their mailbox.

The documents of Exchange 2010 disagree about the others.  The text for RTM says that POP3 and IMAP4 are
not proxied: a client at a Client Access server of another site cannot log on.  The text for SP2 and SP3
says that the server passes the connection on to the InternalConnectionSettings of the mailbox's site.
`popImapProxying` in the declaration says which text to go by; without it the cautious one holds.

```yaml bad
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clients:
  - name: Kyoto IMAP users
    protocol: imap4
    connectsTo: imap.contoso.com
    #           ^ IMAP4 of Kyoto IMAP users ends at EX01 in Tokyo, but the mailboxes are in Kyoto: by the
    #   Exchange 2010 RTM documentation it is not proxied to another site and log-on fails; the SP2 and SP3
    #   documentation has it proxied, which popImapProxying: supported would declare
    mailbox: {site: Kyoto}
```

Give the users of each site the name of a Client Access server there, and publish it
(`Set-ImapSettings -Server EX02 -ExternalConnectionSettings "imap.kyoto.contoso.com:993:SSL"`).

A published service is judged without declared clients too, for every site with mailboxes that publishes
none.  A server before SP2 proxies neither protocol, whatever is declared:

```yaml bad
organization:
  name: Contoso
  popImapProxying: supported
sites:
  - name: Tokyo
  - name: Kyoto
  # ^ IMAP4 from outside ends at EX01 in Tokyo, but Kyoto has mailboxes and publishes none: EX01 has Exchange
  #   2010 SP1 and does not proxy it to another site, so log-on fails
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP1
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - {name: EX02, site: Kyoto, version: 2010 SP1, roles: [ClientAccess, HubTransport, Mailbox]}
```

With `popImapProxying: supported` and SP2 it is worth knowing, no more:

```yaml bad
organization:
  name: Contoso
  popImapProxying: supported
sites:
  - name: Tokyo
  - name: Kyoto
  # ^ info: POP3 from outside ends at EX01 in Tokyo, but Kyoto has mailboxes and publishes none: by the Exchange
  #   2010 SP2 and SP3 documentation EX01 proxies it there, by the RTM documentation it does not
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    pop3: {externalConnectionSettings: ["pop.contoso.com:995:SSL"]}
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```

```yaml good
sites:
  - name: Tokyo
  - name: Kyoto
servers:
  - name: EX01
    site: Tokyo
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.contoso.com:993:SSL"]}
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4: {externalConnectionSettings: ["imap.kyoto.contoso.com:993:SSL"]}
clients:
  - name: Kyoto IMAP users
    protocol: imap4
    connectsTo: imap.kyoto.contoso.com
    mailbox: {site: Kyoto}
```

Where the server is Exchange 2007, pop-imap-2007-cross-site (CAS602) speaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.mail_access import Crossing, judged
from caslint.exchange.properties import SINCE_2010_SP2
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity
from caslint.model import Family
from caslint.rule import Rule
from caslint.topology import Topology

BY_RTM = (
    "by the Exchange 2010 RTM documentation it is not proxied to another site and log-on fails; the SP2 and "
    "SP3 documentation has it proxied, which popImapProxying: supported would declare"
)


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every client, and every site behind a published service, that ends at a 2010 server elsewhere."""
    for crossing, severity in judged(topology):
        if crossing.entry.family is Family.EXCHANGE_2010:
            yield Problem(
                crossing.place,
                f"{crossing.words}: {_why(crossing, severity)}",
                crossing.subject,
                crossing.related,
                severity=severity,
                key=crossing.service.protocol,
            )


def _why(crossing: Crossing, severity: Severity) -> str:
    entry = crossing.entry
    if severity is Severity.INFO:
        return (
            f"by the Exchange 2010 SP2 and SP3 documentation {entry.name} proxies it there, by the RTM "
            "documentation it does not"
        )
    if entry.version is not None and entry.version.at_least(SINCE_2010_SP2) is False:
        return (
            f"{entry.name} has Exchange {entry.version.release_name} and does not proxy it to another site, so "
            "log-on fails"
        )
    return BY_RTM


RULE = Rule(
    code="CAS601",
    name="pop-imap-cross-site",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "TN10RTM", "TN10SP", "SETPOP", "URLTAB"),
    seed=(6,),
    versions="2010",
    multi_site=True,
)
