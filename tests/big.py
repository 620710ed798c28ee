"""Large organizations made by a program: realistic, deterministic, with faults planted at known places."""

from __future__ import annotations

from typing import NamedTuple

DIRECTORIES = (
    ("owa", "owa"),
    ("ecp", "ecp"),
    ("activesync", "Microsoft-Server-ActiveSync"),
    ("ews", "EWS/Exchange.asmx"),
    ("oab", "OAB"),
)
SERVERS_A_SITE = 10
KINDS = ("CAS201", "CAS209", "CAS213")
"""What is planted in turn: an ExternalUrl where none is meant, a wrong path inside, an address for a host inside."""


class Planted(NamedTuple):
    """A fault that was planted: the rule that finds it, line and column from 1."""

    rule: str
    line: int
    column: int


class Big(NamedTuple):
    """A topology file's text, and the faults in it, by place."""

    text: str
    planted: list[Planted]


class _Writer:
    def __init__(self, faults: int) -> None:
        self.lines: list[str] = []
        self.planted: list[Planted] = []
        self.faults = faults

    def line(self, text: str) -> None:
        self.lines.append(text)

    def fault(self, rule: str, head: str, value: str) -> None:
        """Write a line whose value is a fault."""
        self.line(head + value)
        self.planted.append(Planted(rule, len(self.lines), len(head) + 1))


def big(servers: int, faults: int = 0) -> Big:
    """An organization of so many servers, six in ten of them Client Access servers; every fifth site is published.

    So many faults are planted, one a directory, as far as there is room; where
    one of a kind cannot be the path is wrong.
    """
    writer = _Writer(faults)
    sites = max(2, servers // SERVERS_A_SITE)
    writer.line("organization: {name: Big, externalProtocols: [owa, ecp, activesync, ews]}")
    writer.line("sites:")
    for site in range(sites):
        writer.line(f"  - name: Site{site:05}")
        writer.line(f"    internetFacing: {'true' if is_published(site) else 'false'}")
        writer.line("    globalCatalog: writable")
    writer.line("servers:")
    for number in range(servers):
        _server(writer, number, number % sites, is_cas=number // sites % SERVERS_A_SITE < 6)
    return Big("\n".join(writer.lines) + "\n", writer.planted)


def is_published(site: int) -> bool:
    """Whether the site is Internet-facing."""
    return site % 5 == 0


def _fault(writer: _Writer, site: int, directory: str) -> str:
    """The kind of fault that this directory gets, empty when there are enough."""
    if len(writer.planted) >= writer.faults:
        return ""
    kind = KINDS[len(writer.planted) % len(KINDS)]
    impossible = is_published(site) if kind == "CAS201" else (kind == "CAS213" and directory == "oab")
    return "CAS209" if impossible else kind


def _server(writer: _Writer, number: int, site: int, *, is_cas: bool) -> None:
    name = f"CAS{number:06}" if is_cas else f"MBX{number:06}"
    writer.line(f"  - name: {name}")
    writer.line(f"    fqdn: {name.lower()}.contoso.com")
    writer.line(f"    site: Site{site:05}")
    writer.line("    version: Version 14.3 (Build 123.4)")
    writer.line(f"    roles: {'[ClientAccess, HubTransport]' if is_cas else '[Mailbox]'}")
    if is_cas:
        writer.line("    virtualDirectories:")
        for directory, path in DIRECTORIES:
            _directory(writer, name.lower(), site, directory, path)


def _directory(writer: _Writer, host: str, site: int, directory: str, path: str) -> None:
    fault = _fault(writer, site, directory)
    writer.line(f"      {directory}:")
    if fault == "CAS209":
        writer.fault(fault, "        internalUrl: ", f"https://{host}.contoso.com/{path}/elsewhere")
    elif fault == "CAS213":
        writer.fault(fault, "        internalUrl: ", f"https://10.0.0.1/{path}")
    else:
        writer.line(f"        internalUrl: https://{host}.contoso.com/{path}")
    external = f"https://mail{site:05}.contoso.com/{path}"
    if is_published(site):
        writer.line(f"        externalUrl: {external}")
    elif fault == "CAS201":
        writer.fault(fault, "        externalUrl: ", external)
    writer.line(
        f"        {'windowsAuthEnabled' if directory == 'activesync' else 'windowsAuthentication'}: true"
    )
