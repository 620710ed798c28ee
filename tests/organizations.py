"""Realistic organizations for property tests: several sites, three versions, every state of a directory.

`organizations()` gives the text of a topology file, `organization_facts()` what it
declares.  Everything drawn is of the format's shape; what it declares is often
wrong in the ways in which real organizations are wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random
from typing import Any

from hypothesis import HealthCheck
from hypothesis import strategies as st

Facts = dict[str, Any]

UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
"""Health checks that organizations of twenty servers need not pass."""

SITES = ("Redmond", "Kyoto", "London", "Paris", "Nagoya", "Osaka")
VERSIONS = {
    2010: (
        "2010 SP3",
        "2010 SP3",
        "Version 14.3 (Build 123.4)",
        "14.2.247.5",
        "2010 SP2 RU6",
        "2010 SP1",
        "14.0.639.21",
        "Exchange 2010",
    ),
    2007: ("2007 SP3", "2007 SP3", "Version 8.2 (Build 176.2)", "2007 SP1", "8.0.685.25", "Exchange 2007"),
    2003: ("2003 SP2", "Version 6.5 (Build 7638.2: Service Pack 2)"),
}
PATHS = {
    "owa": "/owa",
    "ecp": "/ecp",
    "activesync": "/Microsoft-Server-ActiveSync",
    "ews": "/EWS/Exchange.asmx",
    "oab": "/OAB",
    "autodiscover": "/autodiscover/autodiscover.xml",
    "exchange": "/exchange",
}
DIRECTORIES = {
    2010: ("owa", "ecp", "activesync", "ews", "oab", "autodiscover"),
    2007: ("owa", "activesync", "ews", "oab", "autodiscover"),
    2003: ("exchange", "activesync"),
}
FAMILIES = ((2010,), (2010,), (2010, 2007), (2007,), (2010, 2003), (2007, 2003), (2010, 2007, 2003))
CLIENT_PROTOCOLS = (
    "owa",
    "ecp",
    "activesync",
    "ews",
    "availability",
    "autodiscover",
    "outlookAnywhere",
    "oab",
    "pop3",
    "imap4",
)
METHODS = (["Basic", "Fba"], ["Basic"], ["Basic", "WindowsIntegrated"], ["Ntlm"])


class Designer:
    """Draws one organization; every choice goes through `random`, so that hypothesis can shrink it."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.families = random.choice(FAMILIES)

    def often(self) -> bool:
        """True four times out of five."""
        return self.random.randrange(5) > 0

    def seldom(self) -> bool:
        """True once out of eight."""
        return self.random.randrange(8) == 7

    def half(self) -> bool:
        """True every other time."""
        return self.random.randrange(2) == 1

    def facts(self) -> Facts:
        """The whole organization."""
        names = SITES[: self.random.randint(1, len(SITES))]
        sites = [self.site(name) for name in names]
        servers = [server for site in sites for server in self.servers(site)]
        servers.extend(self.old_servers(names))
        facts: Facts = {"organization": self.organization(), "sites": sites, "servers": servers}
        facts["mailboxDatabases"] = list(self.databases(servers))
        facts["clients"] = list(self.clients(names, servers, facts["mailboxDatabases"]))
        return {key: value for key, value in facts.items() if value}

    def organization(self) -> Facts:
        """What holds for all."""
        facts: Facts = {}
        if self.seldom():
            facts["popImapProxying"] = "supported"
        if self.seldom():
            facts["externalProtocols"] = ["owa", "ecp", "activesync", "ews"]
        return facts

    def site(self, name: str) -> Facts:
        """A site; most say whether they are published."""
        site: Facts = {"name": name}
        if self.half():
            site["internetFacing"] = self.half()
        if self.seldom():
            site["loadBalancer"] = f"cas.{name.lower()}.contoso.com"
        return site

    def servers(self, site: Facts) -> Iterator[Facts]:
        """The 2007 and 2010 servers of a site: Client Access servers and Mailbox servers, together or apart."""
        published = site.get("internetFacing", self.half())
        for family in self.families:
            if family == 2003 or self.seldom():
                continue
            stem = f"{site['name'][:3].upper()}{family % 100:02}"
            for number in range(self.random.randint(1, 2) if self.often() else 0):
                roles = ["ClientAccess", "HubTransport", *(["Mailbox"] if self.half() else [])]
                yield self.cas(f"{stem}-CAS{number + 1}", site, family, roles, published=published)
            if self.half():
                yield self.server(f"{stem}-MBX", site["name"], family, ["Mailbox", "HubTransport"])

    def server(self, name: str, site: str, family: int, roles: list[str]) -> Facts:
        """A server without directories."""
        server = {"name": name, "site": site, "version": self.random.choice(VERSIONS[family]), "roles": roles}
        if self.seldom():
            server["fqdn"] = f"{name.lower()}.contoso.com"
        return server

    def cas(self, name: str, site: Facts, family: int, roles: list[str], *, published: bool) -> Facts:
        """A Client Access server; one in three says nothing of its directories."""
        server = self.server(name, site["name"], family, roles)
        if self.seldom():
            server["allowProxyingWithoutSsl"] = True
        if self.random.randrange(3):
            server["virtualDirectories"] = {
                protocol: self.directory(protocol, name, site["name"], family, published=published)
                for protocol in DIRECTORIES[family]
                if self.often()
            }
        for protocol in ("pop3", "imap4"):
            if self.seldom():
                server[protocol] = self.mail_service(protocol, name, site["name"])
        if self.seldom():
            server["outlookAnywhere"] = self.random.choice(
                ["unknown", {"enabled": True, "externalHostname": f"mail.{site['name'].lower()}.contoso.com"}]
            )
        return server

    def directory(self, protocol: str, name: str, site: str, family: int, *, published: bool) -> Any:  # noqa: ANN401  a mapping or a word
        """A virtual directory in any state."""
        if self.seldom() and self.seldom():
            return self.random.choice(["absent", "unknown"])
        directory: Facts = {}
        path = PATHS[protocol]
        if published != self.seldom():
            host = f"{'legacy' if family == 2007 and self.half() else 'mail'}.{site.lower()}.contoso.com"
            host = "mail.contoso.com" if self.seldom() else host
            directory["externalUrl"] = f"{'http' if self.seldom() else 'https'}://{host}{path}"
        elif self.half():
            directory["externalUrl"] = None if self.often() else "not a url"
        if self.seldom():
            directory |= {"externalUrl": None, "internalUrl": None}
        elif self.half():
            directory["internalUrl"] = self.internal_url(name, site, path)
        self.authentication(protocol, directory)
        self.special(protocol, directory, name)
        return directory

    def internal_url(self, name: str, site: str, path: str) -> str | None:
        """An InternalUrl, mostly a good one."""
        good = f"https://{name.lower()}.contoso.com{path}"
        if self.often():
            return good
        return self.random.choice(
            [
                None,
                None,
                f"http://{name.lower()}{path}",
                f"https://10.0.0.1{path}",
                f"https://cas.{site.lower()}.contoso.com{path}",
                "https:///owa",
            ]
        )

    def authentication(self, protocol: str, directory: Facts) -> None:
        """Switches, lists, both or neither."""
        switch = "windowsAuthEnabled" if protocol == "activesync" else "windowsAuthentication"
        if self.half():
            directory[switch] = self.often()
        if self.seldom():
            directory["internalAuthenticationMethods"] = self.random.choice(METHODS)
        if self.seldom():
            directory["externalAuthenticationMethods"] = self.random.choice(METHODS)
        if protocol in {"owa", "ecp", "exchange"} and self.random.randrange(3) == 2:
            directory["formsAuthentication"] = self.half()

    def special(self, protocol: str, directory: Facts, name: str) -> None:
        """What only OWA and EWS have."""
        if protocol == "ews" and self.seldom():
            directory["internalNlbBypassUrl"] = self.random.choice(
                [f"https://{name.lower()}/EWS/Exchange.asmx", f"http://{name.lower()}/EWS/Exchange.asmx"]
            )
        if protocol != "owa":
            return
        if 2003 in self.families and self.half():
            directory["exchange2003Url"] = "https://legacy.contoso.com/exchange"
        if self.seldom():
            directory["crossSiteRedirectType"] = "Silent"
        if self.seldom():
            directory["redirectToOptimalOwaServer"] = False
        if self.seldom():
            directory["legacyRedirectType"] = "Manual"

    def mail_service(self, protocol: str, name: str, site: str) -> Any:  # noqa: ANN401  a mapping or a word
        """POP3 or IMAP4."""
        if self.seldom():
            return "unknown"
        port = "995:SSL" if protocol == "pop3" else "993:SSL"
        service: Facts = {}
        if self.half():
            service["externalConnectionSettings"] = [f"mail.{site.lower()}.contoso.com:{port}"]
        if self.half():
            service["internalConnectionSettings"] = (
                [f"{name.lower()}.contoso.com:{port}"] if self.often() else []
            )
        if self.seldom():
            service["allowCrossSiteSessions"] = self.half()
        if self.seldom():
            service["enabled"] = self.half()
        return service

    def old_servers(self, names: tuple[str, ...]) -> Iterator[Facts]:
        """Back ends and, seldom, a front end."""
        if 2003 not in self.families:
            return
        for number in range(self.random.randint(1, 2)):
            server: Facts = {"name": f"EX03-{number + 1}", "version": self.random.choice(VERSIONS[2003])}
            if self.half():
                server["site"] = self.random.choice(names)
            if self.often():
                server["virtualDirectories"] = {
                    protocol: {
                        "windowsAuthEnabled" if protocol == "activesync" else "windowsAuthentication": good
                    }
                    for protocol, good in (("activesync", self.often()), ("exchange", self.often()))
                }
            yield server
        if self.seldom():
            yield {"name": "FE03", "version": "2003 SP2", "roles": ["FrontEnd"]}

    def databases(self, servers: list[Facts]) -> Iterator[Facts]:
        """A database on every other Mailbox server."""
        for number, server in enumerate(s for s in servers if "Mailbox" in s.get("roles", ())):
            if self.half():
                database = {"name": f"DB{number + 1:02}", "server": server["name"]}
                if self.half():
                    database["rpcClientAccessServer"] = server["name"]
                yield database

    def clients(
        self, names: tuple[str, ...], servers: list[Facts], databases: list[Facts]
    ) -> Iterator[Facts]:
        """Up to three declared clients."""
        doors = [server["name"] for server in servers if "ClientAccess" in server.get("roles", ())]
        mailboxes = [{"site": name} for name in names]
        mailboxes += [{"server": s["name"]} for s in servers if "Mailbox" in s.get("roles", ["Mailbox"])]
        mailboxes += [{"database": database["name"]} for database in databases]
        for number in range(self.random.randint(0, 3) if doors else 0):
            client: Facts = {
                "name": f"clients {number + 1}",
                "protocol": self.random.choice(CLIENT_PROTOCOLS),
                "connectsTo": self.random.choice([*doors, f"mail.{names[0].lower()}.contoso.com"]),
                "mailbox": self.random.choice(mailboxes),
            }
            if client["protocol"] == "activesync" and self.half():
                client["deviceProtocolVersion"] = self.random.choice(["2.5", "12.1", "14.0", "14.1"])
            if self.seldom():
                client["expect"] = self.random.choice(["serve", "proxy", "redirect", "reject"])
            yield client


def design(random: Random) -> Facts:
    """The facts of one organization."""
    return Designer(random).facts()


def text_of(facts: Facts) -> str:
    """Facts as the text of a topology file; JSON is YAML."""
    return json.dumps(facts, indent=1)


def shuffled(facts: Facts, random: Random) -> Facts:
    """The same organization, declared in another order."""
    mixed: Facts = {}
    for key in random.sample(list(facts), len(facts)):
        mixed[key] = facts[key]
        if isinstance(facts[key], list):
            items: list[Any] = facts[key]
            mixed[key] = random.sample(items, len(items))
    return mixed


def organization_facts() -> st.SearchStrategy[Facts]:
    """Organizations as plain values."""
    return st.randoms(use_true_random=False).map(design)


def organizations() -> st.SearchStrategy[str]:
    """Organizations as the texts of topology files."""
    return organization_facts().map(text_of)
