"""From merged exports to the sections of a topology file, ordered by site and role."""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.versions import Family, Version
from caslint.importer.declare_around import add_arrays, add_databases, add_sites
from caslint.importer.declare_directory import Setting
from caslint.importer.declare_notes import note_exports
from caslint.importer.declare_server import Exported, server
from caslint.importer.document import Document, Entry, Section, roles_of, text_of
from caslint.importer.draft import Draft, DraftServer, Remark

_NO_VERSION = "servers whose AdminDisplayVersion was not exported are left out: {}"
_NO_SUCH_VERSION = "servers of a version that is not known are left out: {} ({})"
_ROLE_ORDER = ("ClientAccess", "HubTransport", "Mailbox", "UnifiedMessaging", "EdgeTransport")


class Wish(NamedTuple):
    """How the file is to be written.

    `verbatim` writes what is as Setup leaves it too.  `complete` says that the
    export covers every server: a directory that it does not have is absent.
    """

    verbatim: bool = False
    complete: bool = False


def declare(draft: Draft, wish: Wish) -> Document:
    """The document of an organization."""
    document = Document()
    versions = _versions(draft, document)
    families = {version.family for version in versions.values()}
    exported = Exported(draft.kinds, complete=wish.complete)
    for one, version in versions.items():
        setting = Setting(
            (one.text("fqdn") or one.name).lower(),
            version,
            wish.verbatim,
            coexistence={Family.EXCHANGE_2007, Family.EXCHANGE_2010} <= families,
            with_2003=Family.EXCHANGE_2003 in families,
        )
        document.servers.append(server(one, setting, exported))
        _note_idle(one, document)
    document.servers.sort(key=_server_order)
    _add_organization(draft, document)
    add_databases(draft, document, versions)
    add_arrays(draft, document, verbatim=wish.verbatim)
    add_sites(draft, document, verbatim=wish.verbatim)
    note_exports(draft, document, versions)
    return document


def _versions(draft: Draft, document: Document) -> dict[DraftServer, Version]:
    """The servers that can be declared, with their versions; a topology file cannot do without one."""
    found: dict[DraftServer, Version] = {}
    left_out: dict[str | None, list[str]] = {}
    for one in draft.servers.values():
        if "version" not in one.facts and one.seen_version is not None:
            one.facts["version"] = one.seen_version
        version = one.version
        if version is not None:
            found[one] = version
            continue
        left_out.setdefault(one.text("version"), []).append(one.name)
    for told, names in left_out.items():
        words = _NO_VERSION if told is None else _NO_SUCH_VERSION
        document.notes.append(Remark(words, (tuple(names), told)))
    document.notes.extend(dict.fromkeys(draft.left_out))
    return found


def _note_idle(one: DraftServer, document: Document) -> None:
    """Note virtual directories of a server without the role that serves them; they are not declared."""
    section = document.servers[-1]
    if one.directories and "roles" in section and "ClientAccess" not in roles_of(section):
        words = "virtual directories of {}, which has no ClientAccess role, are left out"
        document.notes.append(Remark(words, (one.name,)))


def _server_order(section: Section) -> tuple[object, ...]:
    site, roles = text_of(section, "site"), roles_of(section)
    rank = next((rank for rank, role in enumerate(_ROLE_ORDER) if role in roles), len(_ROLE_ORDER))
    return not site, site.casefold(), rank, text_of(section, "name").casefold()


def _add_organization(draft: Draft, document: Document) -> None:
    if draft.organization.text("name") is not None:
        document.organization["name"] = Entry(
            draft.organization.text("name"), draft.organization.remarks.get("name")
        )
