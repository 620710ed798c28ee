"""Door: a server as a protocol's requests meet it, and whether anything answers there."""

from __future__ import annotations

from caslint.exchange.protocols import (
    ACTIVESYNC,
    AUTODISCOVER,
    ECP,
    EWS,
    IMAP4,
    MAIL_PROTOCOLS,
    OUTLOOK_ANYWHERE,
    OWA,
    POP3,
    PROTOCOL_NAMES,
    directory_for,
)
from caslint.exchange.releases import Build
from caslint.exchange.versions import Family
from caslint.model.organization import Organization
from caslint.model.server import Server, VirtualDirectory
from caslint.model.services import MailService
from caslint.model.url import Url
from caslint.routing.clauses import since
from caslint.routing.decision import Decision, Fact, unspecified

CAS_FAMILIES = (Family.EXCHANGE_2007, Family.EXCHANGE_2010)


def is_entry(server: Server) -> bool:
    """Whether requests can enter there: a Client Access server of 2007 or 2010, or a 2003 front end."""
    if server.family is Family.EXCHANGE_2003:
        return server.roles is not None and "FrontEnd" in server.roles
    return server.is_cas and server.family in CAS_FAMILIES


class Door:
    """What a server offers a protocol's requests.

    `directory` is the virtual directory that answers: the published one where
    there are several.  `settings` is the OWA directory, whose redirection
    settings ECP follows.  `service` is there for POP3 and IMAP4.
    """

    __slots__ = ("directory", "organization", "protocol", "server", "service", "settings")

    def __init__(self, organization: Organization, server: Server, protocol: str) -> None:
        self.organization = organization
        self.server = server
        self.protocol = protocol
        self.directory = _directory(server, protocol)
        self.settings = _directory(server, OWA) if protocol == ECP else self.directory
        self.service = _service(server, protocol)

    @property
    def published(self) -> bool:
        """Whether the door is Internet-facing for the protocol."""
        if self.service is not None:
            return bool(self.service.external)
        return self.directory is not None and self.directory.published

    def has(self, clause: str) -> bool | None:
        """Whether the server is at the build from which on a clause holds; None while its version does not tell."""
        return self.is_at(since(clause))

    def is_at(self, build: Build) -> bool | None:
        """Whether the server is at a build or later; None while its version does not tell."""
        return self.server.version.at_least(build) if self.server.version else None

    def closed(self) -> Decision | None:
        """Why the documents' rules do not apply at all; None where they do."""
        server = self.server
        if server.family is None:
            return unspecified(
                "not-declared", missing=(Fact(server, "version", "its version is not understood"),)
            )
        if server.family not in CAS_FAMILIES:
            words = f"{server.name} is Exchange {server.family.word}"
            return unspecified("out-of-range", Fact(server, "version", words))
        if server.site is None:
            return unspecified("not-declared", missing=(Fact(server, "site", "its site is not declared"),))
        if self.protocol in MAIL_PROTOCOLS or self.protocol == OUTLOOK_ANYWHERE:
            return self._closed_service()
        return self._closed_directory()

    def _closed_service(self) -> Decision | None:
        settings = self.service if self.service is not None else self.server.outlook_anywhere
        if settings.enabled is False:
            words = f"{PROTOCOL_NAMES[self.protocol]} is not enabled on {self.server.name}"
            return unspecified("nothing-answers", Fact(self.server, self.protocol, words))
        if settings.state == "unknown":
            return unspecified(
                "not-declared", missing=(Fact(self.server, self.protocol, "nothing is known of it"),)
            )
        return None

    def _closed_directory(self) -> Decision | None:
        if self.directory is None:
            if self.protocol == ECP and self.server.family is Family.EXCHANGE_2007:
                return None  # 2007 has no such directory at all; the matrix answers
            words = f"{self.server.name} has no {PROTOCOL_NAMES[self.protocol]} directory"
            return unspecified("nothing-answers", Fact(self.server, "virtualDirectories", words))
        if self.directory.state == "unknown":
            return unspecified("not-declared", missing=(Fact(self.directory, "", "nothing is known of it"),))
        return None

    def key(self) -> tuple[object, ...]:
        """What of this door can decide a request for another site: doors with equal keys answer alike."""
        server, closed = self.server, self.closed()
        levels = tuple([self.has(clause) for clause in _LEVELS.get(self.protocol, ())])
        known: tuple[object, ...] = (server.family, closed and closed.clause, levels)
        if self.protocol in {OWA, ECP}:
            known += (*self._redirection(), server.allow_proxying_without_ssl)
        if self.service is not None:
            known += (self.service.allow_cross_site_sessions,)
        return known

    def _redirection(self) -> tuple[object, ...]:
        if self.directory is None or self.settings is None:
            return ()
        url, by_page = self.directory.exchange2003_url, self.directory.legacy_redirect_type == "Manual"
        return (
            "url" if isinstance(url, Url) else url,
            by_page and self.directory.forms is False,
            self.settings.state == "unknown",
            self.settings.redirect_to_optimal,
            self.settings.cross_site_redirect_type,
        )


_LEVELS = {
    OWA: ("owa-silent",),
    ECP: ("owa-silent",),
    ACTIVESYNC: ("eas-old-device",),
    EWS: ("ews-proxy-2007",),
    POP3: ("pop-proxy", "pop-2007"),
    IMAP4: ("pop-proxy", "pop-2007"),
    AUTODISCOVER: ("autodiscover-302",),
}
"""By protocol: the clauses that hold from some build on."""


def _directory(server: Server, protocol: str) -> VirtualDirectory | None:
    key = directory_for(protocol, server.family) if server.family is not None else None
    found = server.directories.get(key, ()) if key else ()
    for directory in found:
        if directory.published:
            return directory
    return found[0] if found else None


def _service(server: Server, protocol: str) -> MailService | None:
    if protocol not in MAIL_PROTOCOLS:
        return None
    return server.pop3 if protocol == MAIL_PROTOCOLS[0] else server.imap4
