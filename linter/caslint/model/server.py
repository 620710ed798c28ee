"""Server, VirtualDirectory and Site: what stands where; they know each other, so they live together."""

from __future__ import annotations

from caslint.exchange.versions import Family, Version
from caslint.finding import Subject
from caslint.model.declared import UNKNOWN, Declared, Unknown, head, inside
from caslint.model.services import NOT_WRITTEN, MailService, OutlookAnywhere, State, default_mail_service
from caslint.model.url import Url
from caslint.node import Mapping
from caslint.text import Place, Source

MaybeUrl = Url | Unknown | None
"""A URL; None where it is empty; UNKNOWN where nothing, or nothing valid, is said of it."""


class Server(Declared):
    """A declared Exchange server.

    `version` and `family` are None while the version text is not understood;
    no rule but the one about the text judges such a server.  `roles` is None
    on a 2003 server that does not say (its export never does).  `host` is the
    fully qualified name, or the name where none is declared.  `directories`
    holds the virtual directories by protocol, several where the server has
    several web sites, none where the directory is declared absent.
    `invalid_urls` are the server's own keys with a text that is no URL;
    `has_invalid_urls` tells of them and of those of its directories.
    """

    # Most servers say little: what one does not say is read from the class.
    fqdn: str | None = None
    site: Site | None = None
    site_name: str | None = None
    version_text: str = ""
    build_text: str | None = None
    version: Version | None = None
    family: Family | None = None
    roles: frozenset[str] | None = None
    is_cas: bool = False
    is_mailbox: bool = False
    is_hub: bool = False
    planned: bool = False
    perimeter: bool = False
    internet_facing: bool | None = None
    autodiscover_uri: MaybeUrl = UNKNOWN
    site_scope: tuple[str, ...] | None = None
    allow_proxying_without_ssl: bool = False
    owa_resource_versions: tuple[str, ...] | None = None
    certificate_names: tuple[str, ...] | None = None
    invalid_urls: tuple[str, ...] = ()
    has_invalid_urls: bool = False

    def __init__(self, name: str, source: Source, node: Mapping, pointer: str) -> None:
        super().__init__(name, source, node, pointer)
        self.host = name.lower()
        self.directories: dict[str, tuple[VirtualDirectory, ...]] = {}
        self.services: dict[str, MailService] = {}
        self.declared_outlook_anywhere: OutlookAnywhere | None = None

    @property
    def pop3(self) -> MailService:
        """The POP3 settings, as declared or as Setup leaves them."""
        return self.service("pop3")

    @property
    def imap4(self) -> MailService:
        """The IMAP4 settings, as declared or as Setup leaves them."""
        return self.service("imap4")

    def service(self, protocol: str) -> MailService:
        """The settings of `pop3` or `imap4`, as declared or as Setup leaves them."""
        found = self.services.get(protocol)
        if found is None:
            found = self.services[protocol] = default_mail_service(self, protocol, self.host)
        return found

    @property
    def outlook_anywhere(self) -> OutlookAnywhere:
        """The Outlook Anywhere settings; nothing is known of them where they are not declared."""
        return self.declared_outlook_anywhere or OutlookAnywhere(self, "default", NOT_WRITTEN)

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

    def is_called(self, host: str) -> bool:
        """Whether a host, in lower case, is this server's own name, in full or short.

        Where the full name is not declared, one that begins with the short name
        and a dot is taken for it.
        """
        name = self.name.lower()
        return host in (name, self.host) or (self.fqdn is None and host.startswith(f"{name}."))

    def directory(self, protocol: str) -> VirtualDirectory | None:
        """The directory of a protocol (the first web site's); None where it is absent."""
        found = self.directories.get(protocol)
        return found[0] if found else None

    def every_directory(self) -> list[VirtualDirectory]:
        """All virtual directories, in the order of the protocols."""
        return [directory for found in self.directories.values() for directory in found]


class VirtualDirectory:
    """One virtual directory of a server.

    `protocol` is the key it is declared under: owa, ecp, activesync, ews, oab,
    autodiscover, or exchange (2003's OWA).  `segment` is its JSON pointer below
    the server.  The four authentication switches (`forms`, `basic`, `windows`,
    `digest`) are None while unknown.  A directory whose state is unknown has
    UNKNOWN URLs and unknown switches, so no rule can judge it.
    """

    __slots__ = (
        "basic",
        "cross_site_redirect_type",
        "digest",
        "exchange2003_url",
        "external_methods",
        "external_url",
        "failback_url",
        "forms",
        "internal_methods",
        "internal_nlb_bypass_url",
        "internal_url",
        "invalid_urls",
        "legacy_redirect_type",
        "node",
        "protocol",
        "redirect_to_optimal",
        "require_ssl",
        "segment",
        "server",
        "state",
        "web_site",
        "windows",
    )

    def __init__(self, server: Server, protocol: str, state: State, node: Mapping, segment: str) -> None:
        self.server = server
        self.protocol = protocol
        self.state: State = state
        self.node = node
        self.segment = segment
        self.web_site: str | None = None
        self.internal_url: MaybeUrl = UNKNOWN
        self.external_url: MaybeUrl = UNKNOWN
        self.failback_url: MaybeUrl = None
        self.exchange2003_url: MaybeUrl = None
        self.internal_nlb_bypass_url: MaybeUrl = None
        self.invalid_urls: tuple[str, ...] = ()
        self.cross_site_redirect_type = "Manual"
        self.legacy_redirect_type = "Silent"
        self.redirect_to_optimal = True
        self.forms: bool | None = None
        self.basic: bool | None = None
        self.windows: bool | None = None
        self.digest: bool | None = None
        self.internal_methods: frozenset[str] | None = None
        self.external_methods: frozenset[str] | None = None
        self.require_ssl: bool | None = None

    def __repr__(self) -> str:
        return f"VirtualDirectory({self.name!r})"

    @property
    def name(self) -> str:
        """`CAS01/owa`, with the web site behind it where one is declared."""
        site = f" ({self.web_site})" if self.web_site is not None else ""
        return f"{self.server.name}/{self.protocol}{site}"

    @property
    def subject(self) -> Subject:
        """The directory as the subject of a finding."""
        return Subject("virtualDirectory", self.name)

    @property
    def published(self) -> bool:
        """Whether ExternalUrl is set, which is what Internet-facing means for a protocol."""
        return isinstance(self.external_url, Url)

    @property
    def place(self) -> Place:
        """Its key; its web site's first pair where there are several; its owner where it is not written."""
        if self.state == "default":
            return self.server.at("virtualDirectories")
        if self.segment.count("/"):
            return Place(self.server.source, *head(self.node), self.pointer)
        return Place(self.server.source, *self._key_range(), self.pointer)

    @property
    def pointer(self) -> str:
        """The JSON pointer of the directory in its file."""
        return f"{self.server.pointer}/virtualDirectories/{self.segment}"

    def _key_range(self) -> tuple[int, int]:
        directories = self.server.node.entries["virtualDirectories"]
        assert isinstance(directories, Mapping)  # noqa: S101  the builder read it
        return directories.key_range(self.protocol)

    def declares(self, field: str) -> bool:
        """Whether the key is written, be its value null or not."""
        return field in self.node.entries

    def at(self, field: str) -> Place:
        """Where a property's value stands; the directory's key where it is absent."""
        return inside(self.place, self.node, (field,))


class Site(Declared):
    """An Active Directory site and the Exchange servers that stand in it.

    `servers` holds every declared server of the site, `cas` and `mailbox` those
    with the role, by version family.  All are sorted by name, because findings
    name the first of several and the order of a file means nothing.
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
