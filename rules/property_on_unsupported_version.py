"""A property is declared only on servers whose version has it.

A setting that the server's version does not know does nothing.  Who declares it expects something of it:
that users of Exchange 2003 are sent on, that another site is reached without a click, that Outlook goes to
an array.  None of it happens.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        exchange2003Url: https://legacy.contoso.com/exchange
        #                ^ CAS07/owa has Exchange2003Url, which came with Exchange 2010, and CAS07 is of
        #                  2007 SP3: users of Exchange 2003 mailboxes are not sent on by it
        crossSiteRedirectType: Silent
        #                      ^ CAS07/owa has CrossSiteRedirectType, which came with Exchange 2010 SP2, and
        #                        CAS07 is of 2007 SP3: users in another site are redirected as without it
mailboxDatabases:
  - name: DB07
    server: CAS07
    rpcClientAccessServer: outlook.contoso.com
    #                      ^ DB07 has RpcClientAccessServer, which came with Exchange 2010, and CAS07 is of
    #                        2007 SP3: Outlook opens the mailboxes on the Mailbox server itself
```

Take the key out, or declare the version that the server really has.  An empty value (`null`) is no finding.
`CrossSiteRedirectType` on Exchange 2010 before SP2 is `cross-site-redirect-before-sp2`'s to say.

```yaml bad
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    imap4:
      allowCrossSiteSessions: true
      #                       ^ EX10/imap4 has AllowCrossSiteSessions, which only Exchange 2007 and older
      #                         know, and EX10 is of 2010: it has no effect there
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess]
    virtualDirectories:
      ecp:
    # ^ CAS07/ecp has a directory, which came with Exchange 2010, and CAS07 is of 2007 SP3: it has no effect
    #   there
        externalUrl: https://legacy.contoso.com/ecp
  - name: BE03
    version: 2003 SP2
    autoDiscoverSiteScope: [Redmond]
  # ^ BE03 has AutoDiscoverSiteScope, which came with Exchange 2007, and BE03 is of 2003 SP2: it has no
  #   effect there
```

```yaml good
sites:
  - name: Redmond
servers:
  - name: EX10
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      owa:
        exchange2003Url: https://legacy.contoso.com/exchange
        crossSiteRedirectType: Silent
  - name: CAS07
    site: Redmond
    version: 2007 SP3
    roles: [ClientAccess]
    virtualDirectories:
      owa:
        exchange2003Url: null
    imap4:
      allowCrossSiteSessions: true
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.properties import KINDS, PROPERTIES, Property
from caslint.exchange.protocols import directories_of
from caslint.exchange.releases import Build, release_of
from caslint.exchange.sources import cite
from caslint.finding import Problem, Severity, Subject
from caslint.model import Database, Family, MailService, OutlookAnywhere, Server, Version, VirtualDirectory
from caslint.model.declared import has_value
from caslint.rule import Rule
from caslint.topology import Topology

Owner = Server | VirtualDirectory | MailService | OutlookAnywhere | Database
SERVICES = ("pop3", "imap4", "outlookAnywhere")
CONSEQUENCES = {
    "exchange2003Url": "users of Exchange 2003 mailboxes are not sent on by it",
    "crossSiteRedirectType": "users in another site are redirected as without it",
    "rpcClientAccessServer": "Outlook opens the mailboxes on the Mailbox server itself",
}


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every declared property that its server's version does not have."""
    for version, servers in topology.by_version.items():
        if version.family is Family.LATER:
            continue
        for kind, properties in _lacking(version):
            for server in servers if kind not in SERVICES else _declaring(servers, kind):
                for owner in _owners(topology, server, kind):
                    yield from _judge(server, version, kind, owner, properties)


def _lacking(version: Version) -> Iterator[tuple[str, list[Property]]]:
    """The kinds of object, each with the properties that the version does not have; all of an unknown kind's."""
    for kind, properties in PROPERTIES.items():
        found = [known for known in properties.values() if _is_missing(version, known)]
        if found:
            yield kind, found


def _is_missing(version: Version, known: Property) -> bool:
    if known.field == "crossSiteRedirectType" and version.family is Family.EXCHANGE_2010:
        return False  # before SP2 another rule speaks of it
    return version.at_least(known.since) is False or version.family > known.until


def _declaring(servers: list[Server], service: str) -> list[Server]:
    return [server for server in servers if service in server.node.entries]


def _owners(topology: Topology, server: Server, kind: str) -> Iterable[Owner]:
    """The server's objects of a kind, as far as they are declared and its version may have them."""
    if kind == "server":
        return (server,)
    if kind == "mailboxDatabase":
        return topology.organization.databases_of.get(server, ())
    if kind in SERVICES:
        return (server.outlook_anywhere if kind == "outlookAnywhere" else server.service(kind),)
    if server.family is Family.EXCHANGE_2003 and kind not in directories_of(Family.EXCHANGE_2003):
        return ()  # the rule about Exchange 2003 speaks of the directory
    return [directory for directory in server.directories.get(kind, ()) if directory.state == "declared"]


def _judge(
    server: Server, version: Version, kind: str, owner: Owner, properties: list[Property]
) -> Iterator[Problem]:
    """Yield the properties that the server's version lacks, or the whole directory where it lacks that."""
    if isinstance(owner, VirtualDirectory) and version.at_least(KINDS[kind].since) is False:
        yield _problem(server, owner, "a directory", KINDS[kind].since, "")
        return
    for known in properties:
        if has_value(owner.node, known.field):
            if version.family > known.until:
                yield _gone(server, owner, known)
            else:
                yield _problem(server, owner, known.parameter, known.since, known.field)


def _problem(server: Server, owner: Owner, what: str, since: Build, field: str) -> Problem:
    assert server.version is not None  # noqa: S101  it was compared
    release = release_of(since)
    assert release is not None  # noqa: S101  properties came with releases
    effect = CONSEQUENCES.get(field, "it has no effect there")
    message = (
        f"{_name(owner)} has {what}, which came with Exchange {release.name.removesuffix(' RTM')}, and "
        f"{server.name} is of {server.version.release_name}: {effect}"
    )
    return Problem(
        owner.at(field) if field else owner.place, message, _subject(owner), key=_key(owner, field)
    )


def _gone(server: Server, owner: Owner, known: Property) -> Problem:
    assert server.family is not None  # noqa: S101  it was compared
    message = (
        f"{_name(owner)} has {known.parameter}, which only Exchange {known.until.word} and older know, and "
        f"{server.name} is of {server.family.word}: it has no effect there"
    )
    return Problem(owner.at(known.field), message, _subject(owner), key=_key(owner, known.field))


def _key(owner: Owner, field: str) -> str:
    """The path below the subject."""
    service = f"{owner.protocol}/" if isinstance(owner, MailService) else ""
    return f"outlookAnywhere/{field}" if isinstance(owner, OutlookAnywhere) else service + field


def _name(owner: Owner) -> str:
    if isinstance(owner, MailService):
        return f"{owner.server.name}/{owner.protocol}"
    return f"{owner.server.name}/outlookAnywhere" if isinstance(owner, OutlookAnywhere) else owner.name


def _subject(owner: Owner) -> Subject:
    if isinstance(owner, MailService | OutlookAnywhere):
        return Subject("server", owner.server.name)
    return owner.subject


RULE = Rule(
    code="CAS010",
    name="property-on-unsupported-version",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    citations=cite("SETOWA", "SETMDB", "SETCAS", "PEI2", "POP07"),
    versions="2003, 2007, 2010",
)
