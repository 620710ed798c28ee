"""A property is declared only on servers whose version has it.

A setting that the server's version does not know does nothing.  Who declares it expects something of it: that users of Exchange 2003 are
sent on, that another site is reached without a click, that Outlook goes to an array.  None of it happens.

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

from collections.abc import Iterator
from typing import NamedTuple

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


class Strange(NamedTuple):
    """What servers of one version do not have: whole kinds of directory, and properties by the kind they belong to."""

    directories: frozenset[str]
    properties: dict[str, frozenset[str]]


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every declared property that its server's version does not have."""
    known: dict[Version, Strange] = {}
    for server in topology.organization.servers:
        if server.version is not None and server.family is not Family.LATER:
            if server.version not in known:
                known[server.version] = _strange(server)
            for kind, owner in _owners(server, known[server.version]):
                yield from _judge(server, kind, owner, known[server.version])
    for database in topology.organization.databases:
        home = database.server
        if home is not None and home.version is not None and home.family is not Family.LATER:
            yield from _judge(home, "mailboxDatabase", database, known[home.version])


def _strange(server: Server) -> Strange:
    """What a server of this version does not have; kinds and properties that it has are left out."""
    properties = {
        kind: frozenset(field for field, known in fields.items() if _is_strange(server, field, known))
        for kind, fields in PROPERTIES.items()
    }
    return Strange(
        frozenset(kind for kind, one in KINDS.items() if _is_older(server, one.since)),
        {kind: fields for kind, fields in properties.items() if fields},
    )


def _is_strange(server: Server, field: str, known: Property) -> bool:
    if field == "crossSiteRedirectType" and _is_2010(server):
        return False  # on 2010 it is a matter of the service pack, and of another rule
    return _is_older(server, known.since) or (server.family is not None and server.family > known.until)


def _owners(server: Server, strange: Strange) -> Iterator[tuple[str, Owner]]:
    """What is declared of a server and could be strange: itself, its services, its directories."""
    yield "server", server
    for kind in SERVICES:
        if kind in strange.properties and server.declares(kind):
            yield kind, server.outlook_anywhere if kind == "outlookAnywhere" else server.service(kind)
    usual = directories_of(Family.EXCHANGE_2003) if server.family is Family.EXCHANGE_2003 else KINDS
    for kind, found in server.directories.items():
        if kind in usual and (kind in strange.directories or kind in strange.properties):
            for directory in found:
                if directory.state == "declared":
                    yield kind, directory


def _judge(server: Server, kind: str, owner: Owner, strange: Strange) -> Iterator[Problem]:
    """Yield the properties that the server does not have, or the whole directory where it does not have that."""
    if isinstance(owner, VirtualDirectory) and kind in strange.directories:
        yield _problem(server, owner, "a directory", KINDS[kind].since, "")
        return
    fields = strange.properties.get(kind, frozenset())
    if fields.isdisjoint(owner.node.entries):
        return
    for field, known in PROPERTIES[kind].items():
        if field not in fields or not has_value(owner.node, field):
            continue
        if _is_older(server, known.since):
            yield _problem(server, owner, known.parameter, known.since, field)
        else:
            yield _gone(server, owner, known)


def _is_2010(server: Server) -> bool:
    return server.family is Family.EXCHANGE_2010


def _is_older(server: Server, since: Build) -> bool:
    return server.version is not None and server.version.at_least(since) is False


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
