"""Databases, arrays and sites as a topology file declares them, once its servers are."""

from __future__ import annotations

from collections import Counter

from caslint.exchange.versions import Family, Version
from caslint.importer.declare_server import NO_SITE
from caslint.importer.document import Document, Entry, Section, roles_of, text_of
from caslint.importer.draft import Draft, DraftServer, Item, Remark

_PLACEHOLDER = Remark("no site of Active Directory: it stands for those that were not exported")


def add_databases(draft: Draft, document: Document, versions: dict[DraftServer, Version]) -> None:
    """The databases, each by its name, or by its identity where two servers have one of that name."""
    known = {one.name.casefold(): version for one, version in versions.items()}
    counted = Counter(item.name.casefold() for item in draft.databases.values())
    lost: dict[str, list[str]] = {}
    for item in draft.databases.values():
        owner = item.text("server") or ""
        if owner.casefold() not in known:
            lost.setdefault(owner, []).append(item.name)
            continue
        unique = counted[item.name.casefold()] == 1
        name = item.name if unique else item.text("identity") or f"{owner}\\{item.name}"
        section = {"name": Entry(name), "server": Entry(owner, item.remarks.get("server"))}
        _add_rpc_server(section, item, draft, known[owner.casefold()])
        document.databases.append(section)
    for owner, names in lost.items():
        words = "databases of {}, which is not declared, are left out: {}"
        document.notes.append(Remark(words, (owner, tuple(names))))
    document.databases.sort(
        key=lambda each: (text_of(each, "server").casefold(), text_of(each, "name").casefold())
    )


def _add_rpc_server(section: Section, item: Item, draft: Draft, version: Version) -> None:
    """Where Outlook is sent to; a name that only an array can have is not declared before arrays are exported."""
    field = "rpcClientAccessServer"
    value = item.text(field)
    if field not in item.facts or version.family < Family.EXCHANGE_2010:
        return
    hosts = {(one.text("fqdn") or one.name).casefold() for one in draft.servers.values()} | set(draft.servers)
    if value is None or "clientAccessArray" in draft.kinds or value.casefold() in hosts:
        section[field] = Entry(item.value(field), item.remarks.get(field))
    else:
        remark = Remark("rpcClientAccessServer is {}, and Get-ClientAccessArray was not exported", (value,))
        section["server"] = section["server"]._replace(remark=remark)


def add_arrays(draft: Draft, document: Document, *, verbatim: bool) -> None:
    """The arrays; their members are every Client Access server of the site, and written where they are not."""
    for item in draft.arrays.values():
        site = item.text("site") or ""
        section = {
            "name": Entry(item.name),
            "fqdn": Entry(item.text("fqdn"), item.remarks.get("fqdn")),
            "site": Entry(site, item.remarks.get("site")),
        }
        members = item.listed("members")
        if members is not None and (verbatim or _folded(members) != _client_access_of(document, site)):
            section["members"] = Entry(members, item.remarks.get("members"))
        document.arrays.append(section)
    document.arrays.sort(
        key=lambda each: (text_of(each, "site").casefold(), text_of(each, "name").casefold())
    )


def _client_access_of(document: Document, site: str) -> set[str]:
    return {
        text_of(each, "name").casefold()
        for each in document.servers
        if text_of(each, "site").casefold() == site.casefold() and "ClientAccess" in roles_of(each)
    }


def _folded(names: tuple[str, ...]) -> set[str]:
    return {name.casefold() for name in names}


def add_sites(draft: Draft, document: Document, *, verbatim: bool) -> None:
    """The sites that something stands in or speaks of; every site of Active Directory where all is wanted."""
    used: dict[str, Entry] = {}
    for each in (*document.servers, *document.arrays):
        site = text_of(each, "site")
        if site:
            used.setdefault(site.casefold(), Entry(site, _PLACEHOLDER if site == NO_SITE else None))
    for each in document.servers:
        _add_scope(each, used, draft)
    idle = [item for key, item in draft.sites.items() if key not in used]
    if verbatim:
        used |= {item.name.casefold(): Entry(item.name) for item in idle}
    elif idle:
        words = "sites without Exchange servers are left out, --verbatim writes them: {}"
        document.notes.append(Remark(words, (tuple(sorted(item.name for item in idle)),)))
    document.sites = [{"name": used[key]} for key in sorted(used)]


def _add_scope(section: Section, used: dict[str, Entry], draft: Draft) -> None:
    """The sites in a site scope; one that Get-ADSite does not list is left for the linter to find."""
    scope = section["autoDiscoverSiteScope"].value if "autoDiscoverSiteScope" in section else ()
    for name in scope if isinstance(scope, tuple) else ():
        key = name.casefold()
        if key in draft.sites:
            used.setdefault(key, Entry(draft.sites[key].name))
        elif "site" not in draft.kinds:
            used.setdefault(
                key, Entry(name, Remark("named by a site scope only; Get-ADSite was not exported"))
            )
