"""The name of a Client Access array does not resolve on the Internet.

Outlook Anywhere tries RPC over TCP first when the name in the profile resolves, and the name in the
profile is the array's.  Outside, where the name must not resolve, Outlook falls back to HTTPS at once;
where it does resolve, the connection to a closed port has to time out first, and every start takes
minutes.

```yaml bad
organization:
  name: Contoso
  externalDnsNames: [mail.contoso.com, outlook.contoso.com]
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}
  #                       ^ outlook.contoso.com, the name of the Client Access array outlook, resolves on
  #   the Internet: Outlook Anywhere tries RPC there first and starts slowly
```

Give the array a name that only the internal DNS knows
(`Set-ClientAccessArray -Identity outlook -Fqdn outlook.corp.contoso.com`, and the same in
`Set-MailboxDatabase -RpcClientAccessServer`), or take the record out of the public zone.  A wildcard
record counts: `*.contoso.com` makes every name with one more label resolve.  A name that another service
uses is cas-array-fqdn-shared's (CAS705) to say.

```yaml good
organization:
  name: Contoso
  externalDnsNames: [mail.contoso.com, "*.contoso.com"]
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.corp.contoso.com, site: Redmond}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.hosts import covers, names
from caslint.model import Array
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every array with a name that is declared to resolve on the Internet."""
    outside = names(topology.organization.external_dns_names or ())
    for array in topology.organization.arrays:
        if covers(outside, array.fqdn):
            yield _problem(topology, array)


def _problem(topology: Topology, array: Array) -> Problem:
    return Problem(
        array.at("fqdn"),
        f"{array.fqdn}, the name of the Client Access array {array.name}, resolves on the Internet: "
        "Outlook Anywhere tries RPC there first and starts slowly",
        array.subject,
        (
            Related(
                topology.organization.at("externalDnsNames"), "the names on the Internet are declared here"
            ),
        ),
    )


RULE = Rule(
    code="CAS704",
    name="cas-array-fqdn-external",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("ARR2"),
    versions="2010",
    yields_to=("CAS705",),
)
