"""A document without the names of hosts, domains, sites and the organization; what is not known to be safe goes."""

from __future__ import annotations

import re
from collections.abc import Callable

from caslint.exchange.properties import PROPERTIES
from caslint.importer.declare_server import NO_SITE
from caslint.importer.document import ABSENT, UNKNOWN, Document, Entry, Section, text_of
from caslint.importer.draft import DEFAULT_WEB_SITE, Plain, Remark
from caslint.importer.kinds import KINDS
from caslint.importer.methods import METHODS
from caslint.importer.pseudonyms import Pseudonyms, is_url

_VERSION = re.compile(r"(?:Version [\d.]+ \(Build [\d.]+(?:: Service Pack \d)?\)|20\d\d(?: or later)?)\Z")
_WORDS = frozenset(
    {
        *(kind.cmdlet for kind in KINDS.values()),
        *(each.parameter for fields in PROPERTIES.values() for each in fields.values()),
        *(field for fields in PROPERTIES.values() for field in fields),
        METHODS,
        "InternalAuthenticationMethods",
        "ExternalAuthenticationMethods",
        "externalAuthenticationMethods",
        NO_SITE,
    }
)
"""What a remark may tell as it stands: the product's own words."""

_SAFE = frozenset({"version", "build", "roles", "enabled", "clientAuthenticationMethod"})
_SAFE_ENDS = ("Type", "Methods", "Authentication", "Enabled", "Ssl", "Offloading", "Server")


def redact(document: Document) -> None:
    """Take the names out of a document."""
    redactor = _Redactor(document)
    if document.organization:
        document.organization["name"] = Entry("Organization")
    for sections in (document.sites, document.servers, document.arrays, document.databases):
        sections[:] = [redactor.section(each) for each in sections]
    document.notes[:] = [redactor.remark(note) for note in document.notes]


class _Redactor:
    """Walks through a document; each key is read as what it holds."""

    def __init__(self, document: Document) -> None:
        self._new = new = Pseudonyms()
        new.keep(NO_SITE)
        new.keep(DEFAULT_WEB_SITE)
        new.give([text_of(each, "name") for each in document.sites], "Site")
        new.give([text_of(each, "name") for each in document.servers], "SRV")
        new.give([text_of(each, "name") for each in document.databases], "DB")
        self._readers: dict[str, Callable[[str], str]] = {
            **dict.fromkeys(
                ("name", "site", "server", "members", "autoDiscoverSiteScope", "webSite"), new.name
            ),
            **dict.fromkeys(("fqdn", "externalHostname"), new.host),
            **dict.fromkeys(("internalConnectionSettings", "externalConnectionSettings"), new.connection),
            "rpcClientAccessServer": new.name,
            "autoDiscoverServiceInternalUri": new.url,
        }

    def section(self, section: Section) -> Section:
        """A mapping."""
        return {key: self._entry(key, entry) for key, entry in section.items()}

    def _entry(self, key: str, entry: Entry) -> Entry:
        remark = self.remark(entry.remark, key) if entry.remark is not None else None
        if isinstance(entry.value, dict):
            return Entry(self.section(entry.value), remark)
        if isinstance(entry.value, list):
            return Entry([self.section(each) for each in entry.value], remark)
        return Entry(self._value(key, entry.value), remark)

    def _value(self, key: str, plain: Plain) -> Plain:
        if isinstance(plain, tuple):
            return tuple([str(self._value(key, each)) for each in plain])
        if not isinstance(plain, str) or plain in {UNKNOWN, ABSENT} or key in _SAFE:
            return plain
        if key in self._readers:
            return self._readers[key](plain)
        if key.endswith("Url"):
            return self._new.url(plain)
        return plain if key.endswith(_SAFE_ENDS) else "…"

    def remark(self, remark: Remark, key: str = "") -> Remark:
        """A remark: what it tells of the product stays, names change, and files are not named."""
        return remark._replace(values=tuple([self._said(key, plain) for plain in remark.values]))

    def _said(self, key: str, plain: Plain) -> Plain:
        if isinstance(plain, tuple):
            return tuple([str(self._said(key, each)) for each in plain])
        if not isinstance(plain, str) or plain in _WORDS or _VERSION.match(plain):
            return plain
        known = self._new.known(plain)
        return known or (self._new.url(plain) if is_url(plain) else "…")
