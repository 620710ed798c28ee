"""The name of a Client Access array is used by no other service.

The array's name is for Outlook inside only and must not resolve on the Internet; the names of OWA, ECP,
ActiveSync, EWS, Autodiscover and Outlook Anywhere usually must.  One name cannot do both: either Outlook
Anywhere starts slowly, because outside it tries RPC to the array first, or the web services are not found
from outside.  Separate names also let the services move to other servers one at a time.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa: {externalUrl: "https://mail.contoso.com/owa"}
clientAccessArrays:
  - {name: outlook, fqdn: mail.contoso.com, site: Redmond}
  #                       ^ mail.contoso.com is the name of the Client Access array outlook and the host of
  #   the ExternalUrl of EX01/owa: it resolves outside for the one, and Outlook Anywhere then tries RPC
  #   there first and starts slowly
```

The same goes for a name that is shared inside, by an InternalUrl, the AutoDiscoverServiceInternalUri or
Outlook Anywhere:

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverServiceInternalUri: https://cas.contoso.com/autodiscover/autodiscover.xml
clientAccessArrays:
  - {name: outlook, fqdn: cas.contoso.com, site: Redmond}
  #                       ^ cas.contoso.com is the name of the Client Access array outlook and the host of
  #   the AutoDiscoverServiceInternalUri of EX01: publishing the one makes Outlook Anywhere try RPC at the
  #   other first and start slowly
```

Give the array a name of its own that only the internal DNS knows
(`Set-ClientAccessArray -Identity outlook -Fqdn outlook.corp.contoso.com`), and set it on the databases
(`Set-MailboxDatabase -RpcClientAccessServer outlook.corp.contoso.com`).

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    autoDiscoverServiceInternalUri: https://autodiscover.contoso.com/autodiscover/autodiscover.xml
    outlookAnywhere: {enabled: true, externalHostname: mail.contoso.com}
    virtualDirectories:
      owa: {externalUrl: "https://mail.contoso.com/owa"}
clientAccessArrays:
  - {name: outlook, fqdn: outlook.corp.contoso.com, site: Redmond}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.sources import cite
from caslint.finding import Problem, Related, Severity
from caslint.model import Array, Server, Url, VirtualDirectory
from caslint.record import Record
from caslint.rule import Rule
from caslint.text import Place
from caslint.topology import Topology
from caslint.words import MOST_NAMES

URLS = {
    "externalUrl": "external_url",
    "failbackUrl": "failback_url",
    "exchange2003Url": "exchange2003_url",
    "internalUrl": "internal_url",
    "internalNlbBypassUrl": "internal_nlb_bypass_url",
}
OUTSIDE = frozenset({"externalUrl", "failbackUrl", "exchange2003Url", "externalHostname"})


class Use(Record):
    """A host name in a setting: which setting, of what, where."""

    host: str
    field: str
    owner: str
    place: Place

    @property
    def words(self) -> str:
        """`the ExternalUrl of EX01/owa`."""
        return f"the {self.field[0].upper()}{self.field[1:]} of {self.owner}"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every array with a name that a URL, Autodiscover or Outlook Anywhere uses."""
    names = {array.fqdn for array in topology.organization.arrays}
    if not names:
        return
    uses: dict[str, list[Use]] = {}
    for server in topology.client_access_servers():
        for use in _uses(server):
            if use.host in names:
                uses.setdefault(use.host, []).append(use)
    for array in topology.organization.arrays:
        if array.fqdn in uses:
            yield _problem(array, uses[array.fqdn])


def _uses(server: Server) -> Iterator[Use]:
    for directory in server.every_directory():
        yield from _urls(directory)
    uri = server.autodiscover_uri
    if isinstance(uri, Url):
        field = "autoDiscoverServiceInternalUri"
        yield Use(uri.host, field, server.name, server.at(field))
    hostname = (server.outlook_anywhere.external_hostname or "").lower()
    if hostname:
        place = server.outlook_anywhere.at("externalHostname")
        yield Use(hostname, "externalHostname", f"Outlook Anywhere on {server.name}", place)


def _urls(directory: VirtualDirectory) -> Iterator[Use]:
    for field, slot in URLS.items():
        value = getattr(directory, slot)
        if isinstance(value, Url):
            yield Use(value.host, field, directory.name, directory.at(field))


def _problem(array: Array, uses: list[Use]) -> Problem:
    uses = sorted(uses, key=lambda use: use.field not in OUTSIDE)
    first = uses[0]
    effect = (
        "it resolves outside for the one, and Outlook Anywhere then tries RPC there first and starts slowly"
        if first.field in OUTSIDE
        else "publishing the one makes Outlook Anywhere try RPC at the other first and start slowly"
    )
    return Problem(
        array.at("fqdn"),
        f"{array.fqdn} is the name of the Client Access array {array.name} and the host of {first.words}: "
        f"{effect}",
        array.subject,
        tuple([Related(use.place, f"{use.words} has this host") for use in uses[:MOST_NAMES]]),
    )


RULE = Rule(
    code="CAS705",
    name="cas-array-fqdn-shared",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("ARR2"),
    versions="2010",
)
