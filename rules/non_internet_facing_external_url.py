r"""A virtual directory in a site that is not Internet-facing has no ExternalUrl.

An ExternalUrl tells every other Client Access server that clients can go there themselves.  So the
Internet-facing Client Access server no longer proxies: it sends OWA users to a link that does not
resolve for them, and answers phones with HTTP 451 and a name that they cannot reach.

```yaml bad
sites:
  - name: Redmond
    internetFacing: true
  - name: Kyoto
    internetFacing: false
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://kyoto.contoso.com/Microsoft-Server-ActiveSync
        #            ^ EX02/activesync has an ExternalUrl although Kyoto is declared not
        #              Internet-facing: phones get HTTP 451 to a name that they cannot reach
        #              instead of being proxied
```

Set the ExternalUrl to `$null`
(`Set-ActiveSyncVirtualDirectory -Identity "EX02\Microsoft-Server-ActiveSync (Default Web Site)" -ExternalUrl $null`),
or, where the site really is published, declare it `internetFacing: true`.

```yaml fixed
sites:
  - name: Redmond
    internetFacing: true
  - name: Kyoto
    internetFacing: false
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
  - name: EX02
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: null
```

```yaml good
sites:
  - name: Redmond
    internetFacing: true
  - name: Kyoto
    internetFacing: false
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://mail.contoso.com/owa
  - {name: EX02, site: Kyoto, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.publication import intent
from caslint.exchange.sources import cite
from caslint.finding import Edit, Fix, Problem, Related, Severity
from caslint.model import Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology

CONSEQUENCES = {
    "owa": "users are sent to a link that they cannot open instead of being proxied",
    "ecp": "users are sent to a link that they cannot open instead of being proxied",
    "activesync": "phones get HTTP 451 to a name that they cannot reach instead of being proxied",
    "ews": "Autodiscover hands clients an address that they cannot reach",
    "oab": "Autodiscover hands clients an address that they cannot reach",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every ExternalUrl on a server that is declared not to be Internet-facing."""
    for protocol in CONSEQUENCES:
        for directory in topology.entries(protocol):
            if intent(directory.server) is False:
                yield _problem(directory)


def _problem(directory: VirtualDirectory) -> Problem:
    server, site = directory.server, directory.server.site
    owner = server if server.internet_facing is not None or site is None else site
    place = directory.at("externalUrl")
    assert isinstance(directory.external_url, Url)  # noqa: S101  it is an entry
    return Problem(
        place,
        f"{directory.name} has an ExternalUrl although {owner.name} is declared not Internet-facing: "
        f"{CONSEQUENCES[directory.protocol]}",
        directory.subject,
        (Related(owner.at("internetFacing"), f"{owner.name} is declared not Internet-facing here"),),
        Fix(
            "set ExternalUrl to null",
            (Edit(place.source, place.start, place.end, "null"),),
            safe=False,
        ),
    )


RULE = Rule(
    code="CAS201",
    name="non-internet-facing-external-url",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SEED", "URLTAB", "ITPRO", "RCA451", "SHUD"),
    seed=(5,),
    versions="2007, 2010",
    multi_site=True,
)
