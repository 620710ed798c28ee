"""What a declaration refers to is declared.

A server in a site that is not declared stands nowhere: it serves nobody, is proxied to by nobody, and every
judgement about the site leaves it out.  So a slip in a name is reported before it makes a whole site look
broken.

```yaml bad
sites:
  - name: London
servers:
  - {name: EX01, site: London, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: Londn
    #     ^ EX02 stands in the site Londn, which is not declared, so that nothing about it is judged; the
    #       nearest is London
    version: 2010 SP3
    roles: [ClientAccess]
```

Correct the name, or declare what it names.  The fix takes the nearest name.

```yaml fixed
sites:
  - name: London
servers:
  - {name: EX01, site: London, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
  - name: EX02
    site: London
    version: 2010 SP3
    roles: [ClientAccess]
```

Judged are the sites of servers, arrays and clients, the members of arrays, the servers of databases and
clients, the databases of clients, both ends of proxy paths, and what clients connect to: a server, an
array, or a host name that a URL, a connection setting, a balancer or Outlook Anywhere declares.  The files
under `include` are found, or not, while they are read.

```yaml bad
sites:
  - name: London
servers:
  - {name: EX01, site: London, version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]}
clientAccessArrays:
  - name: outlook
    fqdn: outlook.contoso.com
    site: Paris
    #     ^ the array outlook belongs to the site Paris, which is not declared, so that nothing about it is
    #       judged
    members: [EX01, EX09]
    #               ^ the array outlook has the member EX09, which is not declared, so that nothing about it
    #                 is judged; the nearest is EX01
mailboxDatabases:
  - name: DB01
    server: MBX01
    #       ^ the database DB01 is on the server MBX01, which is not declared, so that nothing about it is
    #         judged; the nearest is EX01
proxying:
  - from: EX01
    to: CAS77
    #   ^ the proxy path EX01 -> CAS77 goes to the server CAS77, which is not declared, so that nothing
    #     about it is judged
    protocols: [owa]
clients:
  - name: Phones
    protocol: activesync
    connectsTo: mail.contoso.com
    #           ^ the clients Phones connect to mail.contoso.com, which no declared server, array, URL or
    #             connection setting has, so that nothing about it is judged; the nearest is
    #             outlook.contoso.com
    mailbox:
      database: DB1
      #         ^ the clients Phones have their mailboxes in the database DB1, which is not declared, so
      #           that nothing about it is judged; the nearest is DB01
```

```yaml good
sites:
  - name: London
servers:
  - name: EX01
    site: London
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    virtualDirectories:
      activesync:
        externalUrl: https://mail.contoso.com/Microsoft-Server-ActiveSync
clients:
  - {name: Phones, protocol: activesync, connectsTo: mail.contoso.com, mailbox: {site: london}}
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from caslint.finding import Fix, Problem, Severity, Subject
from caslint.hosts import folded
from caslint.mend import respelled
from caslint.model import Array, Client, Organization, Url
from caslint.record import Record
from caslint.rule import Rule
from caslint.text import Place
from caslint.topology import Topology
from caslint.words import Nearest


class Reference(Record):
    """A name that refers to something: what it must be, where it stands, and the sentence that leads up to it."""

    kind: str
    name: str
    place: Place
    subject: Subject
    words: str
    key: str


class _Names:
    """The names of the declared things, by kind; each kind is gathered when it is first asked for."""

    def __init__(self, organization: Organization) -> None:
        self._organization = organization
        self._hosts: set[str] | None = None
        self._nearest: dict[str, Nearest] = {}
        self._near: dict[tuple[str, str], tuple[str | None, bool]] = {}
        self._databases = {database.name.casefold() for database in organization.databases}
        self._know: dict[str, Callable[[str], object]] = {
            "site": organization.site,
            "server": organization.server,
            "database": lambda name: name.casefold() in self._databases,
            "host": lambda name: organization.server(name) or folded(name) in self._every_host(),
        }

    def knows(self, kind: str, name: str) -> bool:
        """Whether something of that kind has the name."""
        return bool(self._know[kind](name))

    def near(self, kind: str, name: str) -> tuple[str | None, bool]:
        """The nearest name of the kind, and whether it must be meant; asked once a name."""
        about = (kind, name.casefold())
        if about not in self._near:
            if kind not in self._nearest:
                self._nearest[kind] = Nearest(self._all(kind))
            self._near[about] = self._nearest[kind].guess(name)
        return self._near[about]

    def _all(self, kind: str) -> Iterable[str]:
        if kind == "host":
            return sorted(self._every_host())
        if kind == "site":
            return [site.name for site in self._organization.sites]
        if kind == "server":
            return [server.name for server in self._organization.servers]
        return [database.name for database in self._organization.databases]

    def _every_host(self) -> set[str]:
        if self._hosts is None:
            self._hosts = set(map(folded, _hosts(self._organization)))
        return self._hosts


def check(topology: Topology) -> Iterator[Problem]:
    """Yield every name that refers to nothing."""
    names = _Names(topology.organization)
    for reference in _references(topology.organization):
        if not names.knows(reference.kind, reference.name):
            near, is_sure = names.near(reference.kind, reference.name)
            yield _problem(reference, near, is_sure=is_sure)


def _references(organization: Organization) -> Iterator[Reference]:
    """The references that did not resolve while the model was built, and those that only names can tell."""
    for server in organization.servers:
        if server.site_name is not None and server.site is None:
            words = f"{server.name} stands in the site"
            yield Reference("site", server.site_name, server.at("site"), server.subject, words, "site")
    for array in organization.arrays:
        yield from _of_array(array)
    for database in organization.databases:
        if database.server is None:
            name, words = database.server_name, f"the database {database.name} is on the server"
            yield Reference("server", name, database.at("server"), database.subject, words, "server")
    for path in organization.proxying:
        for key, name in (("from", path.source_name), ("to", path.target_name)):
            words = f"the proxy path {path.name} goes {key} the server"
            yield Reference("server", name, path.at(key), path.subject, words, key)
    for client in organization.clients:
        yield from _of_client(client)


def _of_array(array: Array) -> Iterator[Reference]:
    if array.site is None:
        words = f"the array {array.name} belongs to the site"
        yield Reference("site", array.site_name, array.at("site"), array.subject, words, "site")
    for index, name in enumerate(array.members or ()):
        words, key = f"the array {array.name} has the member", f"members/{name.casefold()}"
        yield Reference("server", name, array.at_item("members", index), array.subject, words, key)


def _of_client(client: Client) -> Iterator[Reference]:
    words = f"the clients {client.name} connect to"
    yield Reference("host", client.connects_to, client.at("connectsTo"), client.subject, words, "connectsTo")
    kind, place = client.mailbox_kind, client.at("mailbox", client.mailbox_kind)
    words = f"the clients {client.name} have their mailboxes {'on' if kind == 'server' else 'in'} the {kind}"
    yield Reference(kind, client.mailbox_name, place, client.subject, words, "mailbox")


def _hosts(organization: Organization) -> Iterator[str]:
    """Every host name that the declaration holds, beside the names of servers."""
    from caslint.routing.hosts import names_of

    for server in organization.servers:
        yield server.host
        yield from (host for host, _ in names_of(server))
        for directory in server.every_directory():
            if isinstance(directory.exchange2003_url, Url):
                yield directory.exchange2003_url.host
    for array in organization.arrays:
        yield from (array.name, array.fqdn)
    yield from (site.load_balancer for site in organization.sites if site.load_balancer is not None)


def _problem(reference: Reference, near: str | None, *, is_sure: bool) -> Problem:
    place, name = reference.place, reference.name
    hint = f"; the nearest is {near}" if near else ""
    lacks = "which is not declared"
    if reference.kind == "host":
        lacks = "which no declared server, array, URL or connection setting has"
    message = f"{reference.words} {name}, {lacks}, so that nothing about it is judged{hint}"
    fix = None
    edits = respelled(place, near) if near and is_sure and reference.kind != "host" else ()
    if edits:
        fix = Fix(f"write {near}", edits, safe=False)
    return Problem(place, message, reference.subject, fix=fix, key=reference.key)


RULE = Rule(
    code="CAS005",
    name="unknown-reference",
    severity=Severity.ERROR,
    check=check,
    doc=__doc__,
    versions="2003, 2007, 2010",
)
