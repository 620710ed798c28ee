r"""The host of an ExternalUrl is a name that can be found on the Internet.

A single label such as `ex01` and names that end in `.local`, `.internal`, `.lan`, `.corp` or `.intranet`
belong to no public registry, so no client on the Internet can look them up: a phone gets HTTP 451, or a
user a link, with a name that leads nowhere.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    fqdn: ex01.contoso.local
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        externalUrl: https://ex01.contoso.local/owa
        #            ^ EX01/owa has the external host ex01.contoso.local, which cannot be found on the
        #              Internet: clients outside are sent to a name that leads nowhere
```

Set the published name
(`Set-OwaVirtualDirectory -Identity "EX01\owa (Default Web Site)" -ExternalUrl https://mail.contoso.com/owa`),
or none where the server is not published (`-ExternalUrl $null`).

Where `externalDnsNames` is declared, every external host must be among them.

```yaml bad
organization:
  externalDnsNames: ["*.contoso.com"]
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
        externalUrl: https://mail.corp.contoso.com/ecp
        #            ^ EX01/ecp has the external host mail.corp.contoso.com, which externalDnsNames does not
        #              hold: clients outside are sent to a name that leads nowhere
```

An address in numbers is no name either.

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
        externalUrl: https://192.0.2.17/owa
        #            ^ EX01/owa has the external host 192.0.2.17, which is an address and no name: no
        #              certificate of a service holds it, and clients refuse it
```

```yaml good
organization:
  externalDnsNames: ["*.contoso.com"]
sites:
  - name: Redmond
servers:
  - name: EX01
    fqdn: ex01.contoso.local
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        internalUrl: https://ex01.contoso.local/owa
        externalUrl: https://mail.contoso.com/owa
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.namespace import Namespace
from caslint.access.publication import PUBLISHED, intent
from caslint.exchange.protocols import AUTODISCOVER
from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.hosts import has_inside_end, is_address
from caslint.model import Organization, Url, VirtualDirectory
from caslint.rule import Rule
from caslint.topology import Topology


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every ExternalUrl whose host is not found on the Internet."""
    namespace = topology.derived(Namespace)
    for protocol in (*PUBLISHED, AUTODISCOVER):
        for directory in topology.entries(protocol):
            url = directory.external_url
            assert isinstance(url, Url)  # noqa: S101  it is an entry
            if namespace.is_inside_only(url.host) and intent(directory.server) is not False:
                yield _problem(topology.organization, directory, url.host)


def _problem(organization: Organization, directory: VirtualDirectory, host: str) -> Problem:
    related: tuple[Related, ...] = ()
    why = "which cannot be found on the Internet: clients outside are sent to a name that leads nowhere"
    if is_address(host):
        why = "which is an address and no name: no certificate of a service holds it, and clients refuse it"
    elif not has_inside_end(host):
        why = "which externalDnsNames does not hold: clients outside are sent to a name that leads nowhere"
        related = (Related(organization.at("externalDnsNames"), "the names that resolve on the Internet"),)
    return Problem(
        directory.at("externalUrl"),
        f"{directory.name} has the external host {host}, {why}",
        directory.subject,
        related,
    )


RULE = Rule(
    code="CAS219",
    name="external-url-internal-name",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("RCA451", "SHUD"),
    versions="2007, 2010",
)
