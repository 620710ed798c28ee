r"""The Client Access servers of one family in one site all have an ExternalUrl for a protocol, or none of them has.

Where some have one and some have not, it depends on the balancer's whim what a client gets.  For phones it
is worse: a Client Access server without an ExternalUrl for ActiveSync answers a phone whose mailbox is in
its own site with HTTP 451 and the name of the server that has one, and the phone reports a wrong
configuration.

```yaml bad
organization:
  externalProtocols: [activesync]
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: null
        #            ^ EX02/activesync has no ExternalUrl while EX01/activesync in the same site has
        #              https://mail.contoso.com/Microsoft-Server-ActiveSync: a phone that reaches it gets
        #              HTTP 451
```

Give the servers of the site the same ExternalUrl
(`Set-ActiveSyncVirtualDirectory -Identity "EX02\Microsoft-Server-ActiveSync (Default Web Site)" -ExternalUrl https://mail.contoso.com/Microsoft-Server-ActiveSync`),
or take it from all of them.

```yaml fixed
organization:
  externalProtocols: [activesync]
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
```

For the other protocols it is a warning.

```yaml bad
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
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
    # ^ warning: EX02/owa has no ExternalUrl while EX01/owa in the same site has
    #   https://mail.contoso.com/owa: whether users are redirected or proxied depends on the server that
    #   they meet
        formsAuthentication: true
```

```yaml fixed
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
  - name: EX02
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
        formsAuthentication: true
```

Families are judged apart, because an Exchange 2007 server beside Exchange 2010 has names of its own.  A
server that is itself declared `internetFacing: false` is meant to have none.

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
  - {name: EX02, site: Redmond, version: 2010 SP3, roles: [ClientAccess], internetFacing: false}
  - {name: CAS07, site: Redmond, version: 2007 SP3, roles: [ClientAccess]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import Gap, Publication, Reason
from caslint.exchange.protocols import ACTIVESYNC
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

CONSEQUENCES = {
    "owa": "whether users are redirected or proxied depends on the server that they meet",
    "ecp": "whether users are redirected or proxied depends on the server that they meet",
    "activesync": "a phone that reaches it gets HTTP 451",
    "ews": "Autodiscover hands out an address of one server and none of the other",
    "oab": "Autodiscover hands out an address of one server and none of the other",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every directory without ExternalUrl beside a server of its site and family that has one."""
    for gap in topology.derived(Publication).gaps(Reason.SIBLING):
        assert gap.evidence is not None  # noqa: S101  a sibling is the evidence
        yield _problem(gap, gap.evidence)


def _problem(gap: Gap, sibling: VirtualDirectory) -> Problem:
    directory = gap.directory
    url = sibling.external_url
    assert isinstance(url, Url)  # noqa: S101  it is published
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has no ExternalUrl while {sibling.name} in the same site has {url}: "
        f"{CONSEQUENCES[directory.protocol]}",
        directory.subject,
        (Related(sibling.at("externalUrl"), f"{sibling.name} has one"),),
        _fix(directory, url),
        None if directory.protocol == ACTIVESYNC else Severity.WARNING,
    )


def _fix(directory: VirtualDirectory, url: Url) -> Fix | None:
    edits = set_value(directory.server.source, directory.node, "externalUrl", url.text)
    return Fix("set the ExternalUrl of its site", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS204",
    name="external-url-partial-in-site",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("RCA451"),
    versions="2007, 2010",
)
