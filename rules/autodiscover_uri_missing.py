"""The AutoDiscoverServiceInternalUri of a Client Access server is https://…/autodiscover/autodiscover.xml.

Every Client Access server publishes this URI in Active Directory (its service connection point), and
Outlook inside asks one of the servers so found for its settings.  A server without the URI is never asked:
a documented way to keep a new server quiet during a migration, and otherwise an oversight.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: null
    #                               ^ CAS01 has no AutoDiscoverServiceInternalUri: Outlook inside never asks it
    #   for its settings
```

Set it to the name that clients trust (`Set-ClientAccessServer -Identity CAS01
-AutoDiscoverServiceInternalUri https://autodiscover.contoso.com/autodiscover/autodiscover.xml`); a server
that is hidden on purpose deserves a comment that says so and silences this finding until a day.

A URI of another form leads Outlook to where Autodiscover does not answer:

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: http://autodiscover.contoso.com/autodiscover
    #                               ^ the AutoDiscoverServiceInternalUri of CAS01 is not
    #   https://autodiscover.contoso.com/autodiscover/autodiscover.xml: Outlook inside asks for its settings
    #   where Autodiscover does not answer
```

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://autodiscover.contoso.com/autodiscover/autodiscover.xml
```

Setup writes the server's own name.  Where the other servers of the site publish a shared name, that is the
new server which brings certificate prompts: Outlook asks it too, and its certificate seldom holds its own
name.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://mail.contoso.com/Autodiscover/Autodiscover.xml
  - name: CAS02
    fqdn: cas02.corp.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://cas02.corp.contoso.com/Autodiscover/Autodiscover.xml
    #                               ^ the AutoDiscoverServiceInternalUri of CAS02 has the server's own name
    #   while CAS01 of Redmond publishes mail.contoso.com: Outlook that asks CAS02 warns about the
    #   certificate unless it holds cas02.corp.contoso.com
```

Set it to the shared name right after the installation, or before
(`Set-ClientAccessServer -Identity CAS02 -AutoDiscoverServiceInternalUri
https://mail.contoso.com/Autodiscover/Autodiscover.xml`).

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: CAS01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://mail.contoso.com/Autodiscover/Autodiscover.xml
  - name: CAS02
    fqdn: cas02.corp.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://mail.contoso.com/Autodiscover/Autodiscover.xml
```

A site in which every server publishes its own name is consistent:

```yaml good
sites:
  - name: Redmond
servers:
  - name: CAS01
    fqdn: cas01.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://cas01.contoso.com/Autodiscover/Autodiscover.xml
  - name: CAS02
    fqdn: cas02.contoso.com
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport]
    autoDiscoverServiceInternalUri: https://cas02.contoso.com/Autodiscover/Autodiscover.xml
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.access.connection_points import OwnName, OwnNames
from caslint.exchange.protocols import AUTODISCOVER, DIRECTORY_PATHS
from caslint.exchange.sources import cite
from caslint.finding import Fix, Problem, Related, Severity
from caslint.mend import set_value
from caslint.model import Server, Url
from caslint.rule import Rule
from caslint.topology import Topology

FIELD = "autoDiscoverServiceInternalUri"
PATH = DIRECTORY_PATHS[AUTODISCOVER]


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every Client Access server whose URI is empty, of another form, or its own beside a shared one."""
    own_names = topology.derived(OwnNames)
    for server in topology.client_access_servers():
        uri = server.autodiscover_uri
        if uri is None:
            yield _missing(server)
        elif server in own_names:
            yield _own_name(server, own_names[server])
        elif isinstance(uri, Url) and (not uri.secure or uri.path.casefold() != PATH):
            yield _malformed(server, uri)


def _missing(server: Server) -> Problem:
    return Problem(
        server.at(FIELD),
        f"{server.name} has no AutoDiscoverServiceInternalUri: Outlook inside never asks it for its settings",
        server.subject,
    )


def _malformed(server: Server, uri: Url) -> Problem:
    expected = f"https://{uri.host}{PATH}"
    return Problem(
        server.at(FIELD),
        f"the AutoDiscoverServiceInternalUri of {server.name} is not {expected}: Outlook inside asks for its "
        "settings where Autodiscover does not answer",
        server.subject,
        fix=_fix(server, expected) if uri.port is None else None,
    )


def _own_name(server: Server, own: OwnName) -> Problem:
    neighbour, host = own.neighbour, own.shared.host
    return Problem(
        server.at(FIELD),
        f"the AutoDiscoverServiceInternalUri of {server.name} has the server's own name while {neighbour.name} of "
        f"{neighbour.site_name} publishes {host}: Outlook that asks {server.name} warns about the "
        f"certificate unless it holds {own.uri.host}",
        server.subject,
        (Related(neighbour.at(FIELD), f"{neighbour.name} publishes {host} here"),),
        _fix(server, own.shared.text),
    )


def _fix(server: Server, value: str) -> Fix | None:
    edits = set_value(server.source, server.node, FIELD, value)
    return Fix(f"set AutoDiscoverServiceInternalUri to {value}", edits, safe=False) if edits else None


RULE = Rule(
    code="CAS804",
    name="autodiscover-uri-missing",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("SETCAS", "ADAFF", "AGILEIT", "SEMBEE"),
)
