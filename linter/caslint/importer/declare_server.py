"""A server as a topology file declares it."""

from __future__ import annotations

from caslint.exchange.properties import PROPERTIES
from caslint.exchange.protocols import MAIL_PROTOCOLS, directories_of
from caslint.exchange.versions import Family
from caslint.importer.declare_directory import Setting, declared
from caslint.importer.document import ABSENT, UNKNOWN, Entry, Section, roles_of
from caslint.importer.draft import DEFAULT_WEB_SITE, DraftServer, Item, Remark, same
from caslint.model.services import default_settings

NO_SITE = "site-not-exported"
"""The site of servers whose site was not exported; a topology file cannot do without one."""

NOT_RUN = Remark("not exported")
NOT_LISTED = Remark("not in the export")
_NOT_SELECTED = "{} was not exported"
_NO_CMDLET = "no cmdlet shows it for Exchange 2003"


class Exported:
    """What the export covers: the kinds of objects in it, and whether it covers every server."""

    def __init__(self, kinds: set[str], *, complete: bool) -> None:
        self._kinds = kinds
        self.complete = complete

    def missing(self, kind: str) -> Entry:
        """What is declared of a server for which the export has no object of a kind."""
        return Entry(UNKNOWN, NOT_LISTED if kind in self._kinds else NOT_RUN)

    def is_absent(self, kind: str) -> bool:
        """Whether what the export does not have is not there."""
        return self.complete and kind in self._kinds


def server(draft: DraftServer, setting: Setting, exported: Exported) -> Section:
    """The section of a server whose version is known."""
    section: Section = {"name": Entry(draft.name)}
    is_2003 = setting.version.family is Family.EXCHANGE_2003
    if draft.text("fqdn") is not None:
        section["fqdn"] = _entry(draft, "fqdn")
    if draft.text("site") is not None and not is_2003:
        section["site"] = _entry(draft, "site")
    elif not is_2003:
        section["site"] = Entry(NO_SITE)
    section["version"] = Entry(setting.version.text, draft.remarks.get("version") or _about(setting))
    if draft.text("build") is not None:
        section["build"] = _entry(draft, "build")
    if not is_2003:
        section["roles"] = _roles(draft)
    if is_2003 or "ClientAccess" in roles_of(section):
        section |= _client_access(draft, setting, exported)
    return section


def _entry(draft: Item, field: str) -> Entry:
    return Entry(draft.value(field), draft.remarks.get(field))


def _about(setting: Setting) -> Remark | None:
    if setting.version.family is Family.LATER:
        return Remark("{}: out of caslint's range", (setting.version.release_name,))
    if setting.version.family is Family.EXCHANGE_2003:
        return Remark("an export tells neither its site nor its role")
    return None


def _roles(draft: DraftServer) -> Entry:
    if draft.listed("roles") is not None:
        return _entry(draft, "roles")
    found = ["ClientAccess"] if draft.directories or draft.services or "isClientAccess" in draft.facts else []
    if "holdsDatabases" in draft.facts:
        found.append("Mailbox")
    return Entry(tuple(found), Remark("ServerRole was not exported; as its objects show"))


def _client_access(draft: DraftServer, setting: Setting, exported: Exported) -> Section:
    section: Section = {}
    is_2003 = setting.version.family is Family.EXCHANGE_2003
    if not is_2003:
        section |= _autodiscover(draft, exported)
    directories = _directories(draft, setting, exported)
    if directories:
        section["virtualDirectories"] = Entry(directories)
    return section if is_2003 else section | _services(draft, setting, exported)


def _autodiscover(draft: DraftServer, exported: Exported) -> Section:
    field = "autoDiscoverServiceInternalUri"
    section: Section = {}
    if field in draft.facts:
        section[field] = _entry(draft, field)
    elif "isClientAccess" in draft.facts:
        section[field] = Entry(UNKNOWN, Remark("AutoDiscoverServiceInternalUri was not exported"))
    else:
        section[field] = exported.missing("clientAccessServer")
    if "autoDiscoverSiteScope" in draft.facts:
        section["autoDiscoverSiteScope"] = _entry(draft, "autoDiscoverSiteScope")
    return section


def _directories(draft: DraftServer, setting: Setting, exported: Exported) -> Section:
    section: Section = {}
    for kind in directories_of(setting.version.family):
        items = sorted(draft.directories.get(kind, {}).values(), key=_web_site_order)
        if items:
            entry = declared(kind, items, setting)
        elif setting.version.family is Family.EXCHANGE_2003:
            entry = Entry(UNKNOWN, Remark(_NO_CMDLET))
        else:
            entry = Entry(ABSENT) if exported.is_absent(kind) else exported.missing(kind)
        if entry is not None:
            section[kind] = entry
    return section


def _web_site_order(item: Item) -> tuple[bool, str]:
    return item.name.casefold() != DEFAULT_WEB_SITE.casefold(), item.name.casefold()


def _services(draft: DraftServer, setting: Setting, exported: Exported) -> Section:
    section: Section = {"outlookAnywhere": _outlook_anywhere(draft, exported)}
    for kind in MAIL_PROTOCOLS:
        entry = _mail(draft, kind, setting, exported)
        if entry is not None:
            section[kind] = entry
    return section


def _outlook_anywhere(draft: DraftServer, exported: Exported) -> Entry:
    item = draft.services.get("outlookAnywhere")
    if item is None:
        off = draft.value("outlookAnywhereEnabled") is False or exported.is_absent("outlookAnywhere")
        return Entry({"enabled": Entry(value=False)}) if off else exported.missing("outlookAnywhere")
    fields = ("enabled", *PROPERTIES["outlookAnywhere"])
    return Entry({field: _entry(item, field) for field in fields if field in item.facts})


def _mail(draft: DraftServer, kind: str, setting: Setting, exported: Exported) -> Entry | None:
    item = draft.services.get(kind)
    if item is None:
        return exported.missing(kind)
    internal, external = "internalConnectionSettings", "externalConnectionSettings"
    missing = [PROPERTIES[kind][field].parameter for field in (internal, external) if field not in item.facts]
    if missing:
        return Entry(UNKNOWN, Remark(_NOT_SELECTED, (tuple(missing),)))
    section = {field: _entry(item, field) for field in (internal, external)}
    if not setting.verbatim:
        if same(item.value(internal), default_settings(kind, setting.host)):
            del section[internal]
        if not item.value(external):
            del section[external]
    return Entry(section) if section else None
