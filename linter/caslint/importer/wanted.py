"""The properties of exported objects that are looked at; the others are dropped while a file is read."""

from __future__ import annotations

from caslint.exchange.properties import PROPERTIES

_IDENTITY = (
    "name",
    "identity",
    "distinguishedname",
    "server",
    "servername",
    "fqdn",
    "site",
    "website",
    "websitename",
    "virtualdirectorytype",
    "protocolname",
    "pscomputername",
    "recovery",
    "members",
    "sitename",
)
_SERVER = (
    "admindisplayversion",
    "serverrole",
    "isclientaccessserver",
    "ismailboxserver",
    "ishubtransportserver",
    "isunifiedmessagingserver",
    "isedgeserver",
    "exchangelegacydn",
    "outlookanywhereenabled",
    "externalclientauthenticationmethod",
    "fileversion",
)
_AUTHENTICATION = (
    "internalauthenticationmethods",
    "externalauthenticationmethods",
    "basicauthentication",
    "windowsauthentication",
    "digestauthentication",
    "formsauthentication",
    "basicauthenabled",
    "windowsauthenabled",
)
_MARKS = (
    # Telling of their object, and of nothing else.
    "owaversion",
    "pollinterval",
    "offlineaddressbooks",
    "edbfilepath",
    "mountedonserver",
    "proxytargetport",
    "hubsiteenabled",
    "inboundmailenabled",
    "partnerid",
    "iisauthenticationmethods",
)
_INSIDE = (
    # Of the objects inside: versions, names, URLs, connection settings.
    "major",
    "minor",
    "build",
    "revision",
    "filepatchleveldescription",
    "absoluteuri",
    "originalstring",
    "hostnamestring",
    "hostname",
    "port",
    "encryptiontype",
    "value",
    "datetime",
)
WANTED = frozenset(
    {
        *_IDENTITY,
        *_SERVER,
        *_AUTHENTICATION,
        *_MARKS,
        *_INSIDE,
        *(each.parameter.lower() for fields in PROPERTIES.values() for each in fields.values()),
    }
)


def is_wanted(name: str) -> bool:
    """Whether a property is looked at; names compare without case."""
    return name.lower() in WANTED
