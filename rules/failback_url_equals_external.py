r"""FailbackUrl and ExternalUrl are different URLs.

After a failback the ExternalUrl's name still leads some browsers to the other datacenter, until their
DNS caches run out.  The server there sends them to the FailbackUrl, whose own name always leads to the
original Client Access server.  With one name for both they are sent in a circle.

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
        failbackUrl: https://mail.contoso.com/owa/
        #            ^ the FailbackUrl of EX01/owa is its ExternalUrl: after a failback users whose browser
        #              still goes to the other datacenter are sent in a circle
```

Give the failback a DNS name of its own:
`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -FailbackUrl https://failback.contoso.com/owa`.

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
        failbackUrl: https://failback.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Family, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every 2010 OWA directory whose two URLs lead to the same host and path."""
    for directory in topology.declaring("owa", "failbackUrl"):
        failback, external = directory.failback_url, directory.external_url
        if (
            directory.server.family is Family.EXCHANGE_2010
            and isinstance(failback, Url)
            and isinstance(external, Url)
            and _address(failback) == _address(external)
        ):
            yield _problem(directory)


def _address(url: Url) -> tuple[str, str]:
    """Host and path as IIS compares them."""
    return url.host, url.path.casefold().rstrip("/")


def _problem(directory: VirtualDirectory) -> Problem:
    message = (
        f"the FailbackUrl of {directory.name} is its ExternalUrl: after a failback users whose browser still goes to "
        "the other datacenter are sent in a circle"
    )
    related = Related(directory.at("externalUrl"), f"the ExternalUrl of {directory.name}")
    return Problem(directory.at("failbackUrl"), message, directory.subject, (related,))


RULE = Rule(
    code="CAS414",
    name="failback-url-equals-external",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA"),
    versions="2010",
)
