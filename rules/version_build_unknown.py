"""The version and the build of a server are ones that Microsoft's lists of releases have.

A number that no list has is mostly a slip of one digit, and a slip may move a server past a rollup that
mends a fault, or before it.  The server is judged by its service pack all the same.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: Version 14.3 (Build 132.4)
    #        ^ the version "Version 14.3 (Build 132.4)" of EX01 is in no list of releases; the server is
    #          judged as 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
```

Compare with what the shell prints (`Get-ExchangeServer | Format-List Name,AdminDisplayVersion`), and the
build with the file version of ExSetup.exe.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP4
    #        ^ the version "2010 SP4" of EX01 is in no list of releases; the server is judged as 2010
    roles: [ClientAccess, HubTransport, Mailbox]
  - name: EX02
    site: Redmond
    version: 2010 SP3
    build: 14.3.496.1
    #      ^ the build "14.3.496.1" of EX02 is in no list of releases; the server is judged as 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
```

One number stands in Microsoft's own list by mistake: 14.3.328.5 is rollup 5 of SP2, 14.2.328.5, and is read
so.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    build: 14.3.328.5
    #      ^ the build "14.3.328.5" of EX01 stands in a list of Microsoft by mistake; it is 2010 SP2 RU5,
    #        14.2.328.5, and is read so
    roles: [ClientAccess, HubTransport, Mailbox]
```

```yaml fixed
sites:
  - name: Redmond
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP2
    build: 14.2.328.5
    roles: [ClientAccess, HubTransport, Mailbox]
```

```yaml good
sites:
  - name: Redmond
servers:
  - {name: EX01, site: Redmond, version: Version 14.3 (Build 123.4), build: 14.3.496.0, roles: [ClientAccess]}
  - {name: EX02, site: Redmond, version: 2007 SP3 RU23, roles: [ClientAccess, HubTransport, Mailbox]}
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


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every version and every build that no list has, and the one that a list has by mistake."""
    for version, servers in topology.by_version.items():
        for server in servers if _is_odd(version) else ():
            yield from _judge(server, "version", server.version_text, parse(server.version_text))
    for server in topology.organization.servers:
        if server.build_text is not None:
            build = parse(server.build_text)
            if build is not None and build.number is not None:
                yield from _judge(server, "build", server.build_text, build)


def _is_odd(version: Version) -> bool:
    return not version.known or version.alias_of is not None


def _judge(server: Server, field: str, text: str, version: Version | None) -> Iterator[Problem]:
    if version is None or not _is_odd(version):
        return
    place, fix = server.at(field), None
    if version.alias_of is not None:
        meant = ".".join(map(str, version.alias_of))
        message = (
            f'the {field} "{text}" of {server.name} stands in a list of Microsoft by mistake; '
            f"it is {version.release_name}, {meant}, and is read so"
        )
        edits = (Edit(place.source, place.start, place.end, meant),)
        is_bare = place.source.text[place.start : place.end] == text and text[:1].isdigit()
        fix = Fix(f"write {meant}", edits) if is_bare and " " not in text else None
    else:
        pack = service_pack_name(version.family, version.service_pack)
        message = (
            f'the {field} "{text}" of {server.name} is in no list of releases; the server is judged as {pack}'
        )
    yield Problem(place, message, server.subject, fix=fix, key=field)


RULE = Rule(
    code="CAS007",
    name="version-build-unknown",
    severity=Severity.WARNING,
    check=check,
    doc=__doc__,
    citations=cite("BUILD", "BUILDCSV"),
    versions="2003, 2007, 2010",
)
