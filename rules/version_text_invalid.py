"""The version of a server is a text that names a release or a build of Exchange.

What a Client Access server can do, whom it may proxy to and which of its faults are mended follows from its
version.  A server whose version is not understood is judged by no rule: it could be the door of the whole
organization, and nobody would say what is wrong with it.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: "14.three"
    #        ^ the version "14.three" of EX01 is not understood, so that the server is not judged; write it
    #          like Version 14.3 (Build 123.4), 14.3.123.4 or 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
```

Write what the shell prints (`Get-ExchangeServer | Format-List Name,AdminDisplayVersion`), four numbers, or
a name.  A bare number is no text: YAML reads 14.10 as 14.1, and nobody could tell the two apart.  The fix
quotes it.

```yaml bad
organization:
  externalProtocols: []
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 14.3
    #        ^ the version 14.3 of EX01 is a bare number, so that the server is not judged; quote it
    roles: [ClientAccess, HubTransport, Mailbox]
```

```yaml fixed
organization:
  externalProtocols: []
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: "14.3"
    roles: [ClientAccess, HubTransport, Mailbox]
```

`build` is the file version of ExSetup.exe, four numbers, and belongs to the same family and service pack.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    build: RU30
    #      ^ the build "RU30" of EX01 is not understood; write four numbers, like 14.3.496.0
    roles: [ClientAccess, HubTransport, Mailbox]
  - name: EX02
    site: Redmond
    version: 2010 SP3
    build: 14.2.390.3
    #      ^ the build 14.2.390.3 of EX02 is of 2010 SP2 but its version is 2010 SP3: one of the two is
    #        wrong, and with it what is said about the server
    roles: [ClientAccess, HubTransport, Mailbox]
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: Version 14.3 (Build 123.4), build: 14.3.496.0, roles: [ClientAccess]}
  - {name: EX02, site: Redmond, version: 14.03.0123.004, roles: [ClientAccess, HubTransport, Mailbox]}
  - {name: EX03, site: Redmond, version: Exchange 2010 SP3, roles: [ClientAccess]}
  - {name: EX04, site: Redmond, version: "2007", roles: [ClientAccess]}
  - {name: BE03, version: "Version 6.5 (Build 7638.2: Service Pack 2)"}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.releases import service_pack_name
from caslint.exchange.sources import cite
from caslint.exchange.versions import parse
from caslint.finding import Edit, Fix, Problem, Severity
from caslint.model import Server, Version
from caslint.rule import Rule
from caslint.topology import Topology
from caslint.words import shortened

FORMS = "Version 14.3 (Build 123.4), 14.3.123.4 or 2010 SP3"


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every version and every build whose text is not understood, and builds of another service pack."""
    for server in topology.organization.servers:
        if server.version is None:
            yield _bare(server) if parse(server.version_text) else _not_understood(server)
        if server.build_text is not None:
            yield from _judge_build(server, server.build_text)


def _not_understood(server: Server) -> Problem:
    return Problem(
        server.at("version"),
        f'the version "{shortened(server.version_text)}" of {server.name} is not understood, so that the server '
        f"is not judged; write it like {FORMS}",
        server.subject,
        key="version",
    )


def _bare(server: Server) -> Problem:
    text, place = server.version_text, server.at("version")
    read = str(float(text)) if "." in text else text
    loss = f", which YAML reads as {read}" if read != text else ""
    return Problem(
        place,
        f"the version {text} of {server.name} is a bare number{loss}, so that the server is not judged; quote it",
        server.subject,
        fix=Fix("quote the version", (Edit(place.source, place.start, place.end, f'"{text}"'),)),
        key="version",
    )


def _judge_build(server: Server, text: str) -> Iterator[Problem]:
    build = parse(text)
    if build is None or build.number is None:
        message = f'the build "{shortened(text)}" of {server.name} is not understood; write four numbers, like 14.3.496.0'
    elif server.version is not None and _contradicts(server.version, build):
        message = (
            f"the build {text} of {server.name} is of {_pack(build)} but its version is {_pack(server.version)}: "
            "one of the two is wrong, and with it what is said about the server"
        )
    else:
        return
    yield Problem(server.at("build"), message, server.subject, key="build")


def _contradicts(version: Version, build: Version) -> bool:
    """Whether the two are of different families or service packs, as far as both tell."""
    if version.family is not build.family:
        return True
    packs = (version.service_pack, build.service_pack)
    return None not in packs and packs[0] != packs[1]


def _pack(version: Version) -> str:
    return service_pack_name(version.family, version.service_pack)


RULE = Rule(
    code="CAS006",
    name="version-text-invalid",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("BUILD", "BUILDCSV", "GETEXOUT"),
    versions="2003, 2007, 2010",
)
