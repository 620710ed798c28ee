"""VirtualDirectory: the door of a protocol on a Client Access server."""

from __future__ import annotations

from typing import Literal

from caslint.model.declared import UNKNOWN, Declared, Unknown, head, inside
from caslint.model.url import Url
from caslint.text import Place
from caslint.tree import Mapping

State = Literal["declared", "default", "unknown"]
"""declared: written in the file; default: not written, so as Setup leaves it; unknown: written as unknown."""

MaybeUrl = Url | Unknown | None
"""A URL; None where it is empty; UNKNOWN where nothing, or nothing valid, is said of it."""

NOT_WRITTEN = Mapping({}, [], 0, 0)


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

    def __init__(self, server: Declared, protocol: str, state: State, node: Mapping, segment: str) -> None:
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
