"""Everything in which an organization and an export differ."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from caslint.compose import Loaded
from caslint.importer.document import Document, Entry, Section, text_of
from caslint.importer.draft import same
from caslint.importer.drift import UNTOLD, Change, Drift, Exports, by_name, told
from caslint.importer.drift_server import server_changes
from caslint.importer.patch import Patch, plain
from caslint.model import Array, Database, Organization
from caslint.node import Mapping
from caslint.text import Source


def find_drift(organization: Organization, exports: Exports, loaded: Loaded) -> Drift:
    """Everything in which an organization and an export differ."""
    whole, brief = exports.whole, exports.brief
    changes: list[Change] = []
    gone: list[str] = []
    additions = list(_new_sites(organization, whole, loaded))
    shorts = by_name(brief.servers)
    named: set[str] = set()
    for section in whole.servers:
        name = text_of(section, "name")
        server = organization.server(name) or organization.server(text_of(section, "fqdn") or name)
        if server is None:
            additions.append(_addition("servers", "server", shorts[name.casefold()], organization, loaded))
        else:
            named.add(server.name.casefold())
            changes += server_changes(server, section, shorts[name.casefold()])
    if "server" in exports.kinds:
        left = [s.name for s in organization.servers if s.name.casefold() not in named and not s.planned]
        gone += [f"server {name}" for name in left]
    for kind, found in (("clientAccessArray", _arrays), ("mailboxDatabase", _databases)):
        if kind in exports.kinds:
            found(organization, exports, loaded, Drift(changes, additions, gone))
    return Drift(changes, additions, gone)


def _new_sites(organization: Organization, whole: Document, loaded: Loaded) -> Iterator[Change]:
    for section in whole.sites:
        if organization.site(text_of(section, "name")) is None:
            yield _addition("sites", "site", section, organization, loaded)


def _arrays(organization: Organization, exports: Exports, loaded: Loaded, drift: Drift) -> None:
    brief = by_name(exports.brief.arrays)
    declared = {array.name.casefold(): array for array in organization.arrays}
    for name, section in brief.items():
        if name not in declared:
            drift.additions.append(_addition("clientAccessArrays", "array", section, organization, loaded))
        else:
            drift.changes.extend(_item_changes(declared[name], section, ("name", "fqdn", "site", "members")))
    drift.gone.extend(f"array {array.name}" for name, array in declared.items() if name not in brief)


def _databases(organization: Organization, exports: Exports, loaded: Loaded, drift: Drift) -> None:
    brief = by_name(exports.brief.databases)
    declared = {database.name.casefold(): database for database in organization.databases}
    for name, section in brief.items():
        if name not in declared:
            drift.additions.append(_addition("mailboxDatabases", "database", section, organization, loaded))
        else:
            drift.changes.extend(
                _item_changes(declared[name], section, ("name", "server", "rpcClientAccessServer"))
            )
    drift.gone.extend(f"database {each.name}" for name, each in declared.items() if name not in brief)


def _item_changes(item: Array | Database, section: Section, order: tuple[str, ...]) -> Iterator[Change]:
    for field, entry in section.items():
        written = item.node.entries.get(field)
        if field == "name" or isinstance(entry.value, dict | list):
            continue
        if written is not None and same(plain(written), entry.value):
            continue
        if written is None and entry.value is None:
            continue
        old = UNTOLD if written is None else told(plain(written))
        apply = partial(_set, item, field, entry._replace(remark=None), order)
        yield Change(item.name, field, old, told(entry.value), apply)


def _set(item: Array | Database, field: str, entry: Entry, order: tuple[str, ...], patch: Patch) -> bool:
    return patch.set(item.source, item.node, field, entry, order)


def _addition(key: str, word: str, section: Section, organization: Organization, loaded: Loaded) -> Change:
    source = _home(key, section, organization, loaded)
    root = next(root for one, root in loaded.trees if one is source)

    def apply(patch: Patch) -> bool:
        return isinstance(root, Mapping) and patch.add_item(
            source, root, key, section, apart=key == "servers"
        )

    return Change(f"{word} {text_of(section, 'name')}", "", "", "", apply)


def _home(key: str, section: Section, organization: Organization, loaded: Loaded) -> Source:
    """The file that a new object belongs into: that of its site, else the root file."""
    if key == "mailboxDatabases":
        server = organization.server(text_of(section, "server"))
        return server.source if server is not None else loaded.trees[0][0]
    site = organization.site(text_of(section, "site")) if key != "sites" else None
    neighbours = site.servers if site is not None and key == "servers" else []
    if neighbours:
        return neighbours[-1].source
    return site.source if site is not None else loaded.trees[0][0]
