"""The properties of Exchange objects: their names in the shell, their age, and their documented defaults."""

from __future__ import annotations

from caslint.exchange.releases import SERVICE_PACKS, Build, Family
from caslint.record import Record

SINCE_2003: Build = SERVICE_PACKS[Family.EXCHANGE_2003, 0].build
SINCE_2007: Build = SERVICE_PACKS[Family.EXCHANGE_2007, 0].build
SINCE_2007_SP1: Build = SERVICE_PACKS[Family.EXCHANGE_2007, 1].build
SINCE_2010: Build = SERVICE_PACKS[Family.EXCHANGE_2010, 0].build
SINCE_2010_SP2: Build = SERVICE_PACKS[Family.EXCHANGE_2010, 2].build

TOOL_2003 = "Exchange System Manager"
"""Where a 2003 server is set; it has no cmdlets."""


class Kind(Record):
    """A kind of object: what sets it, since which build it exists, and the document that says so."""

    cmdlet: str
    since: Build
    source: str


class Property(Record):
    """A property of a kind of object.

    `field` is its key in a topology file, `parameter` the product's name for
    it (without the dash).  `cmdlet` sets it; it is empty where no cmdlet does,
    and `command` tells what does.  A server below `since` does not have the
    property, nor one of a family after `until`.  `source` is the document's key.
    """

    field: str
    parameter: str
    cmdlet: str
    command: str
    since: Build
    until: Family
    source: str


class Default(Record):
    """What Setup writes into a property (None for `$null`), and the document that says so."""

    value: str | bool | None
    source: str


KINDS: dict[str, Kind] = {
    "owa": Kind("Set-OwaVirtualDirectory", SINCE_2007, "SETOWA"),
    "ecp": Kind("Set-EcpVirtualDirectory", SINCE_2010, "SETECP"),
    "activesync": Kind("Set-ActiveSyncVirtualDirectory", SINCE_2003, "SETEAS"),
    "ews": Kind("Set-WebServicesVirtualDirectory", SINCE_2007, "SETEWS"),
    "oab": Kind("Set-OabVirtualDirectory", SINCE_2007, "SETOAB"),
    "autodiscover": Kind("Set-AutodiscoverVirtualDirectory", SINCE_2007, "SETAUTOD"),
    "server": Kind("Set-ClientAccessServer", SINCE_2007, "SETCAS"),
    "outlookAnywhere": Kind("Set-OutlookAnywhere", SINCE_2007, "ENABLEOA"),
    "pop3": Kind("Set-PopSettings", SINCE_2007, "SETPOP"),
    "imap4": Kind("Set-ImapSettings", SINCE_2007, "SETIMAP"),
    "clientAccessArray": Kind("Set-ClientAccessArray", SINCE_2010, "NEWARRAY"),
    "mailboxDatabase": Kind("Set-MailboxDatabase", SINCE_2003, "SETMDB"),
}
"""Every kind of object that a topology file declares and a cmdlet sets, by its key in the file."""

_URLS = ("internalUrl", "externalUrl")
_SWITCHES = ("basicAuthentication", "windowsAuthentication", "digestAuthentication")
_CONNECTIONS = ("internalConnectionSettings", "externalConnectionSettings", "allowCrossSiteSessions")

_FIELDS: dict[str, tuple[str, ...]] = {
    "owa": (
        *_URLS,
        "failbackUrl",
        "exchange2003Url",
        "crossSiteRedirectType",
        "legacyRedirectType",
        "redirectToOptimalOwaServer",
        "formsAuthentication",
        *_SWITCHES,
        "externalAuthenticationMethods",
    ),
    "ecp": (*_URLS, "formsAuthentication", *_SWITCHES, "externalAuthenticationMethods"),
    "activesync": (
        *_URLS,
        "basicAuthEnabled",
        "windowsAuthEnabled",
        "internalAuthenticationMethods",
        "externalAuthenticationMethods",
    ),
    "ews": (*_URLS, "internalNlbBypassUrl", *_SWITCHES),
    "oab": (*_URLS, "requireSsl", "basicAuthentication", "windowsAuthentication"),
    "autodiscover": (*_URLS, *_SWITCHES),
    "server": ("autoDiscoverServiceInternalUri", "autoDiscoverSiteScope"),
    "outlookAnywhere": ("externalHostname", "clientAuthenticationMethod", "sslOffloading"),
    "pop3": _CONNECTIONS,
    "imap4": _CONNECTIONS,
    "clientAccessArray": ("fqdn", "site"),
    "mailboxDatabase": ("rpcClientAccessServer",),
}

_SPELLINGS = {
    "internalNlbBypassUrl": "InternalNLBBypassUrl",
    "redirectToOptimalOwaServer": "RedirectToOptimalOWAServer",
    "requireSsl": "RequireSSL",
    "sslOffloading": "SSLOffloading",
}
"""Parameters whose capitals are not those of the field with its first letter raised."""

_AGES: dict[str, tuple[Build, str]] = {
    "failbackUrl": (SINCE_2010, "SETOWA"),
    "exchange2003Url": (SINCE_2010, "SETOWA"),
    "legacyRedirectType": (SINCE_2010, "SETOWA"),
    "crossSiteRedirectType": (SINCE_2010_SP2, "PEI2"),
    "redirectToOptimalOwaServer": (SINCE_2007, "BB885049"),
    "internalNlbBypassUrl": (SINCE_2007_SP1, "SETEWS07RTM"),
    "allowCrossSiteSessions": (SINCE_2007, "POP07"),
    "rpcClientAccessServer": (SINCE_2010, "SETMDB"),
}
"""Since which build and by which document, where that is not what holds for the kind."""

_CONFIGURATION_FILES = {
    "pop3": "Microsoft.Exchange.Pop3.exe.config",
    "imap4": "Microsoft.Exchange.Imap4.exe.config",
}
"""Where AllowCrossSiteSessions stands; no cmdlet sets it, and only 2007 documents it (source POP07)."""


def _property(key: str, kind: Kind, field: str) -> Property:
    parameter = _SPELLINGS.get(field, field[0].upper() + field[1:])
    since, source = _AGES.get(field, (kind.since, kind.source))
    if field == "allowCrossSiteSessions":
        command = f"{parameter} in {_CONFIGURATION_FILES[key]}"
        return Property(field, parameter, "", command, since, Family.EXCHANGE_2007, source)
    command = f"{kind.cmdlet} -{parameter}"
    return Property(field, parameter, kind.cmdlet, command, since, Family.LATER, source)


PROPERTIES: dict[str, dict[str, Property]] = {
    key: {field: _property(key, kind, field) for field in _FIELDS[key]} for key, kind in KINDS.items()
}
"""By kind and field: every property that a topology file may declare and an administrator can set.

A field that is missing here is only shown: `InternalAuthenticationMethods` of
OWA follows from the switches, and no cmdlet sets it.
"""

DEFAULTS: dict[str, Default] = {
    "externalUrl": Default(None, "SHUD"),
    "crossSiteRedirectType": Default("Manual", "PEI2"),
    "legacyRedirectType": Default("Silent", "SETOWA"),
    "redirectToOptimalOwaServer": Default(value=True, source="SETOWA"),
    "externalConnectionSettings": Default(None, "SETPOP"),
}
"""By field: what an absent key means.  Authentication has no default here: unless declared it is unknown."""
