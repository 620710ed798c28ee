"""Where Outlook is sent: Client Access arrays, and the RpcClientAccessServer of each 2010 database."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.versions import Family
from caslint.finding import Fix
from caslint.mend import set_value
from caslint.model.mailbox import Array, Database
from caslint.model.organization import Organization
from caslint.model.server import Server, Site
from caslint.record import Record


class Endpoint(Record):
    """A 2010 database whose RpcClientAccessServer is declared.

    `site` is the site of the server that holds the database; `host` is the
    declared text, `target` what it names, None where no server and no array is declared under it;
    `arrays` are those of the site.
    """

    database: Database
    site: Site
    host: str
    target: Array | Server | None
    arrays: list[Array]

    @property
    def usual(self) -> str | None:
        """The name that the database should carry: the site's one array, else its one Client Access server."""
        if self.arrays:
            return self.arrays[0].fqdn if len(self.arrays) == 1 else None
        servers = self.site.cas.get(Family.EXCHANGE_2010, [])
        return servers[0].host if len(servers) == 1 else None

    def fix(self) -> Fix | None:
        """Set the usual name; nothing where the site leaves a choice."""
        database, name = self.database, self.usual
        edits = set_value(database.source, database.node, "rpcClientAccessServer", name) if name else ()
        return Fix(f"set RpcClientAccessServer to {name}", edits, safe=False) if edits else None


def arrays_by_site(organization: Organization) -> dict[Site, list[Array]]:
    """The Client Access arrays of each site, in the file's order."""
    found: dict[Site, list[Array]] = {}
    for array in organization.arrays:
        if array.site is not None:
            found.setdefault(array.site, []).append(array)
    return found


def endpoints(organization: Organization) -> Iterator[Endpoint]:
    """Every 2010 database of a known site whose RpcClientAccessServer is neither empty nor undeclared."""
    of_site = arrays_by_site(organization)
    named: dict[str, list[Array]] = {}
    for array in organization.arrays:
        for name in {array.fqdn, array.name.casefold()}:
            named.setdefault(name, []).append(array)
    for database in organization.databases:
        server = database.server
        if server is None or server.family is not Family.EXCHANGE_2010 or server.site is None:
            continue
        if database.rpc_server:
            name = database.rpc_server.casefold()
            target = _own(named.get(name, []), server.site) or organization.server(name)
            yield Endpoint(database, server.site, database.rpc_server, target, of_site.get(server.site, []))


def _own(arrays: list[Array], site: Site) -> Array | None:
    """The array that is meant: the site's own where several have the name."""
    for array in arrays:
        if array.site is site:
            return array
    return arrays[0] if arrays else None
