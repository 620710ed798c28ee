"""From exported virtual directories, Outlook Anywhere and mail settings to the facts of their servers."""

from __future__ import annotations

from collections.abc import Callable

from caslint.exchange.properties import PROPERTIES
from caslint.exchange.versions import Family
from caslint.importer.draft import DEFAULT_WEB_SITE, Draft, DraftServer, Fact, Item, Plain
from caslint.importer.gather import Record
from caslint.importer.kinds import Identity, directory_identity
from caslint.importer.methods import METHODS, method, methods, settled
from caslint.importer.reading import flag, last_name, name, text, version, words
from caslint.importer.value import LOST, Lost, Thing, Value

_COMMON = ("basicAuthentication", "windowsAuthentication", "digestAuthentication")
SWITCHES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("owa", "ecp", "exchange"), ("formsAuthentication", *_COMMON)),
    **dict.fromkeys(("ews", "oab", "autodiscover"), _COMMON),
    "activesync": ("basicAuthEnabled", "windowsAuthEnabled"),
}
"""The switches of authentication that each kind of directory has."""

BACK_END = "exchange back end"
"""The web site of 2013 and later that no client reaches."""

_REDIRECTS = {"manual": "Manual", "silent": "Silent"}


def take_directory(draft: Draft, record: Record) -> None:
    """Add the facts of a virtual directory."""
    thing = record.thing
    identity = directory_identity(thing) or Identity("", "", "")
    server = server_of(draft, record, identity.server)
    if server is None:
        return
    told = version(thing.properties.get("admindisplayversion"))
    if isinstance(told, str) and server.seen_version is None:
        server.seen_version = Fact(told, record.file)
    kind = _declared_kind(record.kind, identity.name, server)
    web_site = identity.web_site or text(thing.properties.get("website"))
    web_site = web_site if isinstance(web_site, str) else DEFAULT_WEB_SITE
    if kind and web_site.casefold() != BACK_END:
        _fill(server.directory(kind, web_site), kind, thing, record.file)


def _declared_kind(kind: str, directory: str, server: DraftServer) -> str:
    """The key of the directory; empty for what 2007 and later keep for mailboxes of 2003 (exchange, public …)."""
    if kind != "owa" or directory.lower() in {"owa", ""}:
        return kind
    told = server.version
    is_2003 = told is not None and told.family is Family.EXCHANGE_2003
    return "exchange" if is_2003 and directory.lower() == "exchange" else ""


def _fill(item: Item, kind: str, thing: Thing, file: str) -> None:
    properties = thing.properties
    for field, parameter in _plain_fields(kind):
        if parameter in properties:
            _put(item, field, properties[parameter], file)
    _fill_authentication(item, kind, properties, file)


def _plain_fields(kind: str) -> list[tuple[str, str]]:
    """The fields of a directory beside its switches and lists, each with its property in lower case."""
    known = PROPERTIES["owa" if kind == "exchange" else kind]
    listed = {METHODS, "externalAuthenticationMethods", *SWITCHES[kind]}
    return [(field, each.parameter.lower()) for field, each in known.items() if field not in listed]


def _fill_authentication(item: Item, kind: str, properties: dict[str, Value], file: str) -> None:
    told = {switch: flag(properties.get(switch.lower())) for switch in SWITCHES[kind]}
    switches = {switch: value for switch, value in told.items() if isinstance(value, bool)}
    listed = _listed(item, METHODS, properties, file)
    found = settled(switches, listed, SWITCHES[kind])
    for field, value in found.facts.items():
        item.put(field, value, file)
    if found.remark is not None:
        item.remarks.setdefault(*found.remark)
    external = _listed(item, "externalAuthenticationMethods", properties, file)
    if external is not None:
        item.put("externalAuthenticationMethods", external, file)


def _listed(item: Item, field: str, properties: dict[str, Value], file: str) -> tuple[str, ...] | None:
    if field.lower() not in properties:
        return None
    found = methods(properties[field.lower()])
    if isinstance(found, Lost):
        item.put(field, LOST, file)
        return None
    return found


def _redirect(value: Value) -> str | Lost | None:
    told = text(value)
    return _REDIRECTS.get(told.casefold(), LOST) if isinstance(told, str) else told


_READ: dict[str, Callable[[Value], Plain | Lost]] = {
    "crossSiteRedirectType": _redirect,
    "legacyRedirectType": _redirect,
    "redirectToOptimalOwaServer": flag,
    "requireSsl": flag,
    "sslOffloading": flag,
    "clientAuthenticationMethod": method,
}


def take_outlook_anywhere(draft: Draft, record: Record) -> None:
    """Add Outlook Anywhere, which is enabled where the cmdlet lists it."""
    identity = directory_identity(record.thing) or Identity("", "", "")
    server = server_of(draft, record, identity.server)
    if server is None or identity.web_site.casefold() == BACK_END:
        return
    properties = dict(record.thing.properties)
    if "externalclientauthenticationmethod" in properties:
        properties.setdefault("clientauthenticationmethod", properties["externalclientauthenticationmethod"])
    item = server.service("outlookAnywhere")
    item.put("enabled", value=True, file=record.file)
    for field, each in PROPERTIES["outlookAnywhere"].items():
        if each.parameter.lower() in properties:
            _put(item, field, properties[each.parameter.lower()], record.file)


def _put(item: Item, field: str, value: Value, file: str) -> None:
    """Add a property; a switch or a choice that is null says nothing."""
    if field not in _READ:
        item.put(field, text(value), file)
        return
    told = _READ[field](value)
    if told is not None:
        item.put(field, told, file)


def take_mail_settings(draft: Draft, record: Record) -> None:
    """Add POP3 or IMAP4 settings."""
    server = server_of(draft, record, _before_slash(record.thing))
    if server is None:
        return
    item = server.service(record.kind)
    for field in ("internalConnectionSettings", "externalConnectionSettings"):
        if field.lower() in record.thing.properties:
            item.put(field, _connections(record.thing.properties[field.lower()]), record.file)


def _before_slash(thing: Thing) -> str:
    r"""`CAS01` of the identity `CAS01\1`."""
    told = text(thing.properties.get("identity"))
    return told.partition("\\")[0] if isinstance(told, str) and "\\" in told else ""


def _connections(value: Value) -> tuple[str, ...] | Lost:
    if isinstance(value, list):
        found = [_connection(item) for item in value]
        return LOST if LOST in found else tuple([item for item in found if isinstance(item, str)])
    return words(value, spaced=True)


def _connection(value: Value) -> str | Lost | None:
    """`host:port:SSL`, from its text or from the parts that JSON leaves of it."""
    if not isinstance(value, Thing) or value.text:
        return text(value)
    host, port = text(value.properties.get("hostname")), text(value.properties.get("port"))
    mode = text(value.properties.get("encryptiontype"))
    if not isinstance(host, str) or not isinstance(port, str) or mode is LOST:
        return LOST
    if mode is None:
        return f"{host}:{port}"
    return f"{host}:{port}:{mode}" if str(mode).upper() in {"SSL", "TLS"} else LOST


def server_of(draft: Draft, record: Record, named: str) -> DraftServer | None:
    """The server that an object belongs to; None, and said so, where the export does not tell.

    `PSComputerName` is the server that was asked, not the one described.
    """
    properties = record.thing.properties
    for value in (properties.get("server"), properties.get("servername"), named or None):
        found = name(value)
        if isinstance(found, str):
            return draft.server(found)
    dn = text(properties.get("distinguishedname"))
    holder = dn.partition(",CN=Protocols,")[2] if isinstance(dn, str) else ""
    if holder:
        return draft.server(last_name(holder) or holder)
    draft.leave_out(record.file, "an object does not tell its server; export Server or Identity too")
    return None
