"""Organizations whose every fact an export can hold, drawn by chance, and their facts as plain values."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

from caslint.model import UNKNOWN, Organization, Server, Unknown, Url, VirtualDirectory

Item = dict[str, Any]

SITES = ("Redmond", "Kyoto", "São Paulo", "New/York", "NO")
VERSIONS = {
    "2010": ("Version 14.3 (Build 123.4)", "Version 14.2 (Build 247.5)", "Version 14.0 (Build 639.21)"),
    "2007": ("Version 8.3 (Build 83.6)", "Version 8.1 (Build 240.6)"),
    "2016": ("Version 15.1 (Build 2375.7)",),
}
PATHS = {
    "owa": "/owa",
    "ecp": "/ecp",
    "activesync": "/Microsoft-Server-ActiveSync",
    "ews": "/EWS/Exchange.asmx",
    "oab": "/OAB",
    "autodiscover": "/autodiscover/autodiscover.xml",
}
HOSTS = ("mail.contoso.com", "legacy.contoso.com", "cas.redmond.contoso.local", "10.0.0.1")
METHODS = {"Fba": "Fba", "Basic": "Basic", "Windows": "WindowsIntegrated", "Digest": "Digest"}


@st.composite
def importable(draw: st.DrawFn, *, lists: bool = True) -> Item:
    """An organization; without `lists` there are none of those that Export-Csv flattens."""
    sites = draw(st.lists(st.sampled_from(SITES), min_size=1, max_size=3, unique=True))
    unknown = draw(st.sets(st.sampled_from(list(PATHS)), max_size=2))
    drawn = _Drawn(draw, lists=lists, unknown=unknown)
    servers = [
        drawn.server(number, draw(st.sampled_from(sites))) for number in range(draw(st.integers(1, 4)))
    ]
    if drawn.maybe():
        servers.append(
            {
                "name": "OLD03",
                "version": "Version 6.5 (Build 7638.2: Service Pack 2)",
                "virtualDirectories": {"exchange": "unknown", "activesync": "unknown"},
            }
        )
    declared: Item = {"sites": [{"name": site} for site in sites], "servers": servers}
    if drawn.maybe():
        declared["organization"] = {"name": draw(st.sampled_from(["Contoso", "null", "12:30", "# Fabrikam"]))}
    mailbox = [s for s in servers if "Mailbox" in s.get("roles", ())]
    if mailbox and drawn.maybe():
        declared["mailboxDatabases"] = [
            drawn.database(number, mailbox) for number in range(draw(st.integers(1, 3)))
        ]
    if drawn.maybe():
        declared["clientAccessArrays"] = [
            {
                "name": "outlook.contoso.com",
                "fqdn": "outlook.contoso.com",
                "site": draw(st.sampled_from(sites)),
            }
        ]
    return declared


class _Drawn:
    """What is drawn of one organization; `unknown` are the cmdlets that nobody ran."""

    def __init__(self, draw: st.DrawFn, *, lists: bool, unknown: set[str]) -> None:
        self.draw = draw
        self.lists = lists
        self.unknown = unknown
        self.rpc = self.maybe()

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def one(self, *choices: object) -> Any:  # noqa: ANN401  one of them
        return self.draw(st.sampled_from(choices))

    def server(self, number: int, site: str) -> Item:
        family = self.one(*VERSIONS)
        found: Item = {
            "name": f"EX{number:02}",
            "fqdn": f"ex{number:02}.contoso.local",
            "site": site,
            "version": self.one(*VERSIONS[family]),
            "roles": self.one(["ClientAccess"], ["Mailbox"], ["ClientAccess", "Mailbox", "HubTransport"]),
        }
        if "ClientAccess" in found["roles"]:
            self.client_access(found, family)
        return found

    def client_access(self, found: Item, family: str) -> None:
        found["autoDiscoverServiceInternalUri"] = self.one(
            None, "https://mail.contoso.com/autodiscover/autodiscover.xml"
        )
        if self.lists and self.maybe():
            found["autoDiscoverSiteScope"] = [found["site"]]
        found["virtualDirectories"] = {}
        for kind in PATHS:
            if kind in self.unknown:
                found["virtualDirectories"][kind] = "unknown"
            elif not (kind == "ecp" and family == "2007"):
                state = self.one("default", "absent", "declared", "declared")
                if state != "default":
                    found["virtualDirectories"][kind] = (
                        "absent" if state == "absent" else self.directory(kind, found)
                    )
        if "ecp" in self.unknown and family == "2007":
            del found["virtualDirectories"]["ecp"]
        found["outlookAnywhere"] = self.one({"enabled": False}, self.outlook())
        for kind, port in (("pop3", 995), ("imap4", 993)):
            if self.lists and self.maybe():
                found[kind] = {
                    "externalConnectionSettings": [f"mail.contoso.com:{port}:SSL", f"10.0.0.1:{port}"]
                }

    def outlook(self) -> Item:
        return {
            "enabled": True,
            "externalHostname": self.one("mail.contoso.com", None),
            "clientAuthenticationMethod": self.one("Basic", "Ntlm"),
            "sslOffloading": self.maybe(),
        }

    def url(self, path: str) -> str | None:
        host = self.one(*HOSTS, None)
        return f"{self.one('https', 'http')}://{host}{path}" if host else None

    def directory(self, kind: str, server: Item) -> Item | list[Item]:
        found = self.one_directory(kind, server)
        if self.draw(st.integers(0, 5)):
            return found
        return [
            {"webSite": "Default Web Site", **found},
            {"webSite": "Partners", **self.one_directory(kind, server)},
        ]

    def one_directory(self, kind: str, server: Item) -> Item:
        found: Item = {"internalUrl": self.url(PATHS[kind]), "externalUrl": self.url(PATHS[kind])}
        if kind == "owa" and "14." in server["version"]:
            found |= {
                "exchange2003Url": self.url("/exchange"),
                "legacyRedirectType": self.one("Silent", "Manual"),
            }
        if kind == "owa" and "14.3" in server["version"]:
            found["crossSiteRedirectType"] = self.one("Silent", "Manual")
        if kind == "owa":
            found["redirectToOptimalOwaServer"] = self.maybe()
        if kind == "ews":
            found["internalNlbBypassUrl"] = self.url(PATHS[kind])
        if kind == "oab":
            found["requireSsl"] = self.maybe()
        return found | (self.authentication(kind) if self.maybe() else {})

    def authentication(self, kind: str) -> Item:
        """Switches, never all of them off, and the list that says the same."""
        eas = kind == "activesync"
        names = {"Basic": "basicAuthEnabled" if eas else "basicAuthentication"}
        names["Windows"] = "windowsAuthEnabled" if eas else "windowsAuthentication"
        if not eas:
            names["Digest"] = "digestAuthentication"
        if kind in {"owa", "ecp"}:
            names["Fba"] = "formsAuthentication"
        on = self.draw(st.sets(st.sampled_from(sorted(names)), min_size=1))
        if "Fba" in on:
            on -= {"Windows", "Digest"}
        found: Item = {switch: name in on for name, switch in names.items()}
        if self.lists:
            found["internalAuthenticationMethods"] = sorted(METHODS[name] for name in on)
            found["externalAuthenticationMethods"] = self.one(["Fba"], ["Basic", "WSSecurity"], [])
        return found

    def database(self, number: int, mailbox: list[Item]) -> Item:
        server = self.one(*mailbox)
        found: Item = {"name": f"DB{number:02}", "server": server["name"]}
        if self.rpc and "Version 8." not in server["version"]:
            found["rpcClientAccessServer"] = self.one("outlook.contoso.com", "ex00.contoso.local")
        return found


def facts(organization: Organization) -> Item:
    """What the model says, as plain values, in an order that does not depend on the file's."""
    servers = sorted(organization.servers, key=lambda each: each.name)
    return {
        "name": organization.name,
        "sites": sorted(site.name for site in organization.sites if site.servers),
        "servers": {server.name: _of_server(server) for server in servers},
        "arrays": sorted((array.name, array.fqdn, array.site_name) for array in organization.arrays),
        "databases": sorted(
            (each.name, each.server_name, each.rpc_server) for each in organization.databases
        ),
    }


def _of_server(server: Server) -> Item:
    outlook = server.declared_outlook_anywhere
    return {
        "fqdn": server.fqdn,
        "site": server.site_name,
        "version": server.version_text,
        "roles": sorted(server.roles or ()),
        "scp": _url(server.autodiscover_uri),
        "scope": sorted(server.site_scope or ()),
        "directories": {
            kind: [_of_directory(each) for each in found]
            for kind, found in sorted(server.directories.items())
        },
        "outlookAnywhere": outlook
        and (
            outlook.enabled,
            outlook.external_hostname,
            outlook.client_authentication_method,
            outlook.ssl_offloading,
        ),
        **{
            kind: (
                server.service(kind).state == "unknown",
                server.service(kind).internal,
                server.service(kind).external,
            )
            for kind in ("pop3", "imap4")
        },
    }


def _of_directory(directory: VirtualDirectory) -> Item:
    """A directory that is declared to be as Setup leaves it is one that is not declared."""
    return {
        "unknown": directory.state == "unknown",
        "webSite": directory.web_site or "Default Web Site",
        "internal": _url(directory.internal_url),
        "external": _url(directory.external_url),
        "failback": _url(directory.failback_url),
        "legacy": _url(directory.exchange2003_url),
        "bypass": _url(directory.internal_nlb_bypass_url),
        "redirects": (
            directory.cross_site_redirect_type,
            directory.legacy_redirect_type,
            directory.redirect_to_optimal,
        ),
        "switches": (directory.forms, directory.basic, directory.windows, directory.digest),
        "internalMethods": sorted(directory.internal_methods or ()),
        "externalMethods": sorted(directory.external_methods or ()),
        "requireSsl": directory.require_ssl,
    }


def _url(value: Url | Unknown | None) -> str | None:
    if value is UNKNOWN:
        return "unknown"
    return value.text if isinstance(value, Url) else None


def as_text(declared: Item) -> str:
    """The YAML of an organization; JSON is YAML."""
    return json.dumps(declared, ensure_ascii=False)
