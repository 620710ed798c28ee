"""Which site a finding is about, so that those who look after one find what is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.finding import Finding, Subject
from caslint.model.server import Site
from caslint.report.result import Examined, Result
from caslint.topology import Topology

WHOLE = "the whole organization"
OTHER = "files that are part of no organization"


def by_organization(result: Result) -> Iterator[tuple[Examined | None, list[Finding]]]:
    """The findings of each organization; those of other files come last, with None.

    A file of several organizations counts for the first of them.
    """
    owners: dict[str, int] = {}
    for number, one in enumerate(result.examined):
        for file in one.files:
            owners.setdefault(file, number)
    groups: list[list[Finding]] = [[] for _ in (*result.examined, None)]
    for finding in result.findings:
        groups[owners.get(finding.place.file, -1)].append(finding)
    yield from zip(result.examined, groups[:-1], strict=True)
    if groups[-1]:
        yield None, groups[-1]


def by_site(findings: Iterable[Finding], examined: Examined | None) -> dict[str, list[Finding]]:
    """The findings of one organization by site: the whole organization first, then the sites as declared."""
    if examined is None:
        return {OTHER: list(findings)}
    topology = examined.topology
    sites = [site.name for site in topology.organization.sites] if topology else []
    found: dict[str, list[Finding]] = {name: [] for name in (WHOLE, *sites)}
    places = _Places(topology) if topology else None
    for finding in findings:
        name = places.site(finding.subject) if places else None
        found.setdefault(name or WHOLE, []).append(finding)
    return {name: group for name, group in found.items() if group}


class _Places:
    """Where the objects of an organization stand, by their names."""

    def __init__(self, topology: Topology) -> None:
        self.organization = topology.organization
        self.arrays = {one.name.casefold(): one.site for one in self.organization.arrays}
        self.databases = {one.name.casefold(): one.server for one in self.organization.databases}
        self.clients = {one.name.casefold(): one for one in self.organization.clients}

    def site(self, subject: Subject) -> str | None:
        """The name of the site in which a subject stands, for clients that of their mailboxes; None without one."""
        kind, name = subject.kind, subject.name
        client = self.clients.get(name.casefold()) if kind == "client" else None
        found = self._found(client.mailbox_kind, client.mailbox_name) if client else self._found(kind, name)
        return found.name if found else None

    def _found(self, kind: str, name: str) -> Site | None:
        match kind:
            case "site":
                return self.organization.site(name)
            case "clientAccessArray":
                return self.arrays.get(name.casefold())
            case "mailboxDatabase" | "database":
                server = self.databases.get(name.casefold())
            case "server" | "virtualDirectory":  # a directory is called CAS01/owa
                server = self.organization.server(name.partition("/")[0])
            case _:
                return None
        return server.site if server else None
