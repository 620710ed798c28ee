"""Which cmdlet gave an exported object: told by its type, its identity, its properties, or what stands around it."""

from __future__ import annotations

import re
from typing import NamedTuple

from caslint.importer.reading import text
from caslint.importer.value import Thing

DIRECTORIES = ("owa", "ecp", "activesync", "ews", "oab", "autodiscover")
"""The kinds that are virtual directories and are declared as such."""


class Kind(NamedTuple):
    """A kind of exported object: the cmdlet that gives it, and the last part of its type's name in lower case."""

    cmdlet: str
    types: tuple[str, ...]


KINDS: dict[str, Kind] = {
    "organization": Kind("Get-OrganizationConfig", ("organizationconfig", "adorganizationconfig")),
    "site": Kind("Get-ADSite", ("adsite",)),
    "server": Kind("Get-ExchangeServer", ("exchangeserver",)),
    "build": Kind("Get-Command ExSetup.exe", ("fileversioninfo",)),
    "clientAccessServer": Kind("Get-ClientAccessServer", ("clientaccessserver",)),
    "clientAccessArray": Kind("Get-ClientAccessArray", ("clientaccessarray",)),
    "owa": Kind("Get-OwaVirtualDirectory", ("adowavirtualdirectory",)),
    "ecp": Kind("Get-EcpVirtualDirectory", ("adecpvirtualdirectory",)),
    "activesync": Kind("Get-ActiveSyncVirtualDirectory", ("admobilevirtualdirectory",)),
    "ews": Kind("Get-WebServicesVirtualDirectory", ("adwebservicesvirtualdirectory",)),
    "oab": Kind("Get-OabVirtualDirectory", ("adoabvirtualdirectory",)),
    "autodiscover": Kind("Get-AutodiscoverVirtualDirectory", ("adautodiscovervirtualdirectory",)),
    "outlookAnywhere": Kind("Get-OutlookAnywhere", ("adrpchttpvirtualdirectory",)),
    "pop3": Kind("Get-PopSettings", ("pop3adconfiguration",)),
    "imap4": Kind("Get-ImapSettings", ("imap4adconfiguration",)),
    "mailboxDatabase": Kind("Get-MailboxDatabase", ("mailboxdatabase",)),
}
"""Every kind that is imported, in the order in which people collect them."""

_OF_TYPE = {name: kind for kind, (_, names) in KINDS.items() for name in names}
_NOUNS = {
    "owavirtualdirector": "owa",
    "ecpvirtualdirector": "ecp",
    "activesyncvirtualdirector": "activesync",
    "webservicesvirtualdirector": "ews",
    "oabvirtualdirector": "oab",
    "autodiscovervirtualdirector": "autodiscover",
    "outlookanywhere": "outlookAnywhere",
    "popsettings": "pop3",
    "imapsettings": "imap4",
    "clientaccessarray": "clientAccessArray",
    "clientaccessserver": "clientAccessServer",
    "clientaccessservice": "clientAccessServer",
    "mailboxdatabase": "mailboxDatabase",
    "organizationconfig": "organization",
    "adsite": "site",
    "exchangeserver": "server",
}
"""What a file, a heading or a key may be called after the cmdlet, in bare letters and without a plural."""

FOREIGN = "foreign"
"""The hint of a file or heading that speaks of a cmdlet whose objects are not imported."""

_FOREIGN_NOUNS = (
    "adsitelink",
    "mailboxdatabasecopy",
    "mailboxserver",
    "transportserver",
    "transportservice",
    "umserver",
    "unifiedmessagingserver",
    "publicfolderdatabase",
    "databaseavailabilitygroup",
    "exchangecertificate",
    "mapivirtualdirector",
    "powershellvirtualdirector",
)
_LONGEST_IDENTITY = 1_000
_VIRTUAL_DIRECTORY = re.compile(r"(?:(?P<server>[^\\]+)\\)?(?P<name>[^\\]+?) \((?P<site>[^\\]*)\)\Z")
_OF_DIRECTORY = {
    "owa": "owa",
    "exchange": "owa",
    "public": "owa",
    "exadmin": "owa",
    "exchweb": "owa",
    "ecp": "ecp",
    "microsoft-server-activesync": "activesync",
    "ews": "ews",
    "oab": "oab",
    "autodiscover": "autodiscover",
    "rpc": "outlookAnywhere",
}
_MARKS: tuple[tuple[str, str], ...] = (
    ("autodiscoverserviceinternaluri", "clientAccessServer"),
    ("rpcclientaccessserver", "mailboxDatabase"),
    ("edbfilepath", "mailboxDatabase"),
    ("mountedonserver", "mailboxDatabase"),
    ("owaversion", "owa"),
    ("exchange2003url", "owa"),
    ("redirecttooptimalowaserver", "owa"),
    ("internalnlbbypassurl", "ews"),
    ("basicauthenabled", "activesync"),
    ("pollinterval", "oab"),
    ("offlineaddressbooks", "oab"),
    ("externalhostname", "outlookAnywhere"),
    ("iisauthenticationmethods", "outlookAnywhere"),
    ("clientauthenticationmethod", "outlookAnywhere"),
    ("serverrole", "server"),
    ("isclientaccessserver", "server"),
    ("hubsiteenabled", "site"),
    ("inboundmailenabled", "site"),
    ("members", "clientAccessArray"),
)
"""Properties that objects of one kind have and others have not, the surest first."""

_PORTS = {"1995": "pop3", "1993": "imap4"}


class Identity(NamedTuple):
    r"""The parts of `CAS01\owa (Default Web Site)`; the server is empty where only the name was exported."""

    server: str
    name: str
    web_site: str


def directory_identity(thing: Thing) -> Identity | None:
    """The parts of a virtual directory's identity or name; None where it has none of this form."""
    for value in (thing.properties.get("identity"), thing.properties.get("name"), thing.text):
        told = text(value)
        if not isinstance(told, str) or len(told) > _LONGEST_IDENTITY:
            continue
        match = _VIRTUAL_DIRECTORY.match(told)
        if match:
            return Identity(match["server"] or "", match["name"], match["site"])
    return None


def kind_of(thing: Thing, hint: str = "") -> str:
    """The kind of an object; the empty text where it is of none that is imported.

    `hint` is the kind that the file, a heading or a key speaks of; the object's
    own word goes before it.
    """
    for name in thing.types:
        last = re.split(r"[.+]", name.partition("`")[0])[-1].lower()
        if last in _OF_TYPE:
            return _OF_TYPE[last]
    if any("Microsoft.Exchange." in name for name in thing.types):
        return hint if hint != FOREIGN else ""
    identity = directory_identity(thing)
    if identity is not None:
        return _OF_DIRECTORY.get(identity.name.lower(), "")
    return _by_properties(thing, hint) if hint != FOREIGN and thing.properties else ""


def _by_properties(thing: Thing, hint: str) -> str:
    properties = thing.properties
    if "internalconnectionsettings" in properties or "proxytargetport" in properties:
        return _mail_kind(thing, hint)
    for name, kind in _MARKS:
        if name in properties:
            return kind
    if "admindisplayversion" in properties and hint not in DIRECTORIES and "internalurl" not in properties:
        return "server"
    return hint


def _mail_kind(thing: Thing, hint: str) -> str:
    """POP3 or IMAP4: their settings have the same properties."""
    protocol = str(text(thing.properties.get("protocolname"))).upper()
    if protocol in {"POP3", "IMAP4"}:
        return protocol.lower()
    port = str(text(thing.properties.get("proxytargetport")))
    return _PORTS.get(port, hint if hint in {"pop3", "imap4"} else "")


def hinted(words: str) -> str:
    """The kind that a file's name, a heading or a key speaks of; the empty text where it speaks of none."""
    bare = re.sub(r"[^a-z]", "", words.lower())
    if any(noun in bare for noun in _FOREIGN_NOUNS):
        return FOREIGN
    found = [noun for noun in _NOUNS if noun in bare]
    return _NOUNS[max(found, key=len)] if found else ""
