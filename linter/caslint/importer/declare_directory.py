"""A virtual directory as a topology file declares it: what differs from Setup's defaults, or unknown."""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.properties import DEFAULTS, PROPERTIES
from caslint.exchange.protocols import default_internal_url
from caslint.exchange.versions import Family, Version
from caslint.importer.directory_facts import SWITCHES
from caslint.importer.document import UNKNOWN, Entry, Section
from caslint.importer.draft import DEFAULT_WEB_SITE, Item, Plain, Remark, same
from caslint.importer.methods import ALL_SWITCHES, METHODS, TAKEN_FROM_LIST, WORTHLESS, implied

EXTERNAL_METHODS = "externalAuthenticationMethods"
ORDER = (
    "internalUrl",
    "externalUrl",
    "failbackUrl",
    "exchange2003Url",
    "crossSiteRedirectType",
    "legacyRedirectType",
    "redirectToOptimalOwaServer",
    "internalNlbBypassUrl",
    "formsAuthentication",
    "basicAuthentication",
    "basicAuthEnabled",
    "windowsAuthentication",
    "windowsAuthEnabled",
    "digestAuthentication",
    METHODS,
    EXTERNAL_METHODS,
    "requireSsl",
)
ABSENT_SAYS: dict[str, Plain] = {
    **dict.fromkeys(("failbackUrl", "exchange2003Url", "internalNlbBypassUrl")),
    **{field: default.value for field, default in DEFAULTS.items()},
}
"""What the absence of a field says, where it says something."""


class Setting(NamedTuple):
    """What decides how a server's directories are written.

    `host` is the name in Setup's URLs.  `coexistence` says that Exchange 2007
    and 2010 stand in the organization, where OWA's lists of methods decide how
    often users log on; `with_2003` that Exchange 2003 does.
    """

    host: str
    version: Version
    verbatim: bool
    coexistence: bool
    with_2003: bool


def declared(kind: str, items: list[Item], setting: Setting) -> Entry | None:
    """The directories of one kind; None where they are as Setup leaves them."""
    whole = [item for item in items if not lacking(kind, item, setting)]
    if not whole:
        return Entry(UNKNOWN, Remark("{} was not exported", (tuple(lacking(kind, items[0], setting)),)))
    sections = [_section(kind, item, setting) for item in whole]
    if len(sections) > 1:
        return Entry([_with_web_site(item, section) for item, section in zip(whole, sections, strict=True)])
    item, section = whole[0], sections[0]
    if item.name.casefold() != DEFAULT_WEB_SITE.casefold() or setting.verbatim:
        section = _with_web_site(item, section)
    remark = None if _is_outdone(item, "") else item.remarks.get("")
    return Entry(section, remark) if section or remark else None


def _is_outdone(item: Item, field: str) -> bool:
    """Whether another export tells the switches that the remark says were worth nothing."""
    return item.remarks.get(field) in {WORTHLESS, TAKEN_FROM_LIST} and any(
        s in item.facts for s in ALL_SWITCHES
    )


def _with_web_site(item: Item, section: Section) -> Section:
    return {"webSite": Entry(item.name), **section}


def lacking(kind: str, item: Item, setting: Setting) -> list[str]:
    """The properties without which nothing can be declared of a directory, because their absence has a meaning."""
    family = setting.version.family
    needed = [] if family is Family.EXCHANGE_2003 else ["internalUrl", "externalUrl"]
    if kind == "owa" and setting.with_2003 and family is Family.EXCHANGE_2010:
        needed.append("exchange2003Url")
    return [
        PROPERTIES["owa" if kind == "exchange" else kind][f].parameter for f in needed if f not in item.facts
    ]


def _section(kind: str, item: Item, setting: Setting) -> Section:
    section: Section = {}
    for field in ORDER:
        if field in item.facts and supported(kind, field, setting.version):
            value = item.facts[field].value
            if setting.verbatim or not _left_out(kind, field, value, item, setting):
                section[field] = Entry(value, None if _is_outdone(item, field) else item.remarks.get(field))
    return section


def supported(kind: str, field: str, version: Version) -> bool:
    """Whether servers of this version have the property; newer shells show it for them all the same."""
    known = PROPERTIES["owa" if kind == "exchange" else kind].get(field)
    if known is None:
        return True
    return version.at_least(known.since) is not False and version.family <= known.until


def _left_out(kind: str, field: str, value: Plain, item: Item, setting: Setting) -> bool:
    """Whether a fact is what its absence would say."""
    if field in item.remarks and not _is_outdone(item, field):
        return False
    if field == "internalUrl":
        return same(value, default_internal_url(kind, setting.host))
    if field in ABSENT_SAYS:
        return same(value, ABSENT_SAYS[field])
    if field == METHODS:
        return not value or (_switches_say_it(kind, item) and not _decides_log_on(kind, setting))
    if field == EXTERNAL_METHODS:
        return not value or field not in PROPERTIES["owa" if kind == "exchange" else kind]
    return value is False and (
        field == "digestAuthentication"
        or (field == "windowsAuthentication" and item.value("formsAuthentication") is True)
    )


def _decides_log_on(kind: str, setting: Setting) -> bool:
    """Whether the list of methods is compared with that of another version's OWA."""
    families = (Family.EXCHANGE_2007, Family.EXCHANGE_2010)
    return kind == "owa" and setting.coexistence and setting.version.family in families


def _switches_say_it(kind: str, item: Item) -> bool:
    """Whether every switch is known and agrees with the list, so that the list says nothing more."""
    listed = item.listed(METHODS) or ()
    needed = [switch for switch in SWITCHES[kind] if switch != "digestAuthentication"]
    known = [switch for switch in SWITCHES[kind] if switch in item.facts]
    return set(needed) <= set(known) and all(
        item.value(switch) == implied(switch, listed) for switch in known
    )


def taken_as_default(kind: str, item: Item, version: Version) -> list[str]:
    """The properties that were not exported and whose absence stands for what Setup gives."""
    known = PROPERTIES["owa" if kind == "exchange" else kind]
    return [
        each.parameter
        for field, each in known.items()
        if field in ABSENT_SAYS and field not in item.facts and supported(kind, field, version)
    ]
