"""The nouns that a rule may use."""

from caslint.exchange.versions import Family, Version
from caslint.model.declared import UNKNOWN, Declared, Unknown
from caslint.model.mailbox import Array, Client, Database, ProxyPath
from caslint.model.organization import Organization
from caslint.model.server import MaybeUrl, Server, Site, VirtualDirectory
from caslint.model.services import MailService, OutlookAnywhere
from caslint.model.url import Url

__all__ = [
    "UNKNOWN",
    "Array",
    "Client",
    "Database",
    "Declared",
    "Family",
    "MailService",
    "MaybeUrl",
    "Organization",
    "OutlookAnywhere",
    "ProxyPath",
    "Server",
    "Site",
    "Unknown",
    "Url",
    "Version",
    "VirtualDirectory",
]
