"""Server and Site: what stands where."""

from __future__ import annotations

from caslint.exchange.versions import Family, Version
from caslint.finding import Subject
from caslint.model.declared import UNKNOWN, Declared
from caslint.model.directory import MaybeUrl, VirtualDirectory
from caslint.model.services import MailService, OutlookAnywhere
from caslint.text import Source
from caslint.tree import Mapping


class Server(Declared):
    """A declared Exchange server.

    `version` and `family` are None while the version text is not understood;
    no rule but the one about the text judges such a server.  `roles` is None
    on a 2003 server that does not say (its export never does).  `host` is the
    fully qualified name, or the name where none is declared.  `directories`
    holds the virtual directories by protocol, several where the server has
    several web sites, none where the directory is declared absent.
    """

    __slots__ = (
        "allow_proxying_without_ssl",
        "autodiscover_uri",
        "build_text",
        "certificate_names",
        "directories",
        "family",
        "fqdn",
        "host",
        "imap4",
        "internet_facing",
        "invalid_urls",
        "is_cas",
        "is_hub",
        "is_mailbox",
        "outlook_anywhere",
        "owa_resource_versions",
        "perimeter",
        "planned",
        "pop3",
        "roles",
        "site",
        "site_name",
        "site_scope",
        "version",
        "version_text",
    )

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.fqdn: str | None = None
        self.host = name.lower()
        self.site: Site | None = None
        self.site_name: str | None = None
        self.version_text = ""
        self.build_text: str | None = None
        self.version: Version | None = None
        self.family: Family | None = None
        self.roles: frozenset[str] | None = None
        self.is_cas = False
        self.is_mailbox = False
        self.is_hub = False
        self.planned = False
        self.perimeter = False
        self.internet_facing: bool | None = None
        self.autodiscover_uri: MaybeUrl = UNKNOWN
        self.site_scope: tuple[str, ...] | None = None
        self.allow_proxying_without_ssl = False
        self.owa_resource_versions: tuple[str, ...] | None = None
        self.certificate_names: tuple[str, ...] | None = None
        self.invalid_urls: tuple[str, ...] = ()
        self.directories: dict[str, tuple[VirtualDirectory, ...]] = {}
        self.pop3: MailService = MailService(self, "pop3", "default", node)
        self.imap4: MailService = MailService(self, "imap4", "default", node)
        self.outlook_anywhere: OutlookAnywhere = OutlookAnywhere(self, "default", node)

    @property
    def subject(self) -> Subject:
        """The server as the subject of a finding."""
        return Subject("server", self.name)

    @property
    def described(self) -> str:
        """`CAS01 (Redmond, 2010 SP3)`."""
        site = self.site_name or "no site"
        release = self.version.release_name if self.version else self.version_text
        return f"{self.name} ({site}, {release})"

    def directory(self, protocol: str) -> VirtualDirectory | None:
        """The directory of a protocol (the first web site's); None where it is absent."""
        found = self.directories.get(protocol)
        return found[0] if found else None

    def every_directory(self) -> list[VirtualDirectory]:
        """All virtual directories, in the order of the protocols."""
        return [directory for found in self.directories.values() for directory in found]


class Site(Declared):
    """An Active Directory site and the Exchange servers that stand in it.

    `servers` holds every declared server of the site in the file's order;
    `cas` and `mailbox` hold those with the role, by version family.
    """

    __slots__ = ("cas", "global_catalog", "internet_facing", "load_balancer", "mailbox", "servers")

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.internet_facing: bool | None = None
        self.global_catalog: str | None = None
        self.load_balancer: str | None = None
        self.servers: list[Server] = []
        self.cas: dict[Family, list[Server]] = {}
        self.mailbox: dict[Family, list[Server]] = {}

    @property
    def subject(self) -> Subject:
        """The site as the subject of a finding."""
        return Subject("site", self.name)
