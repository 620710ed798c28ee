"""What an export says differently of a server's virtual directories."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from caslint.exchange.protocols import default_internal_url
from caslint.importer.declare_directory import ABSENT_SAYS, ORDER
from caslint.importer.document import ABSENT, UNKNOWN, Entry, Section
from caslint.importer.draft import DEFAULT_WEB_SITE, Plain, same
from caslint.importer.drift import SERVER_ORDER, UNTOLD, Change, as_words, told
from caslint.importer.drift_authentication import AUTHENTICATION, Fields, authentication_fields
from caslint.importer.patch import Patch, plain
from caslint.model import Server
from caslint.node import Mapping, Node, Scalar, Sequence

KINDS = ("owa", "ecp", "activesync", "ews", "oab", "autodiscover", "exchange")
"""The order of a server's directories in a file."""


class _Place(NamedTuple):
    """A kind of directory of a server, and what is declared under its key; None where nothing is."""

    server: Server
    kind: str
    node: Node | None

    @property
    def label(self) -> str:
        return f"{self.server.name}/{self.kind}"


def directory_changes(server: Server, whole: Section, brief: Section) -> Iterator[Change]:
    """The changes of all directories of a server."""
    declared = server.node.entries.get("virtualDirectories")
    written = declared.entries if isinstance(declared, Mapping) else {}
    found, short = _inside(whole, "virtualDirectories"), _inside(brief, "virtualDirectories")
    for kind, entry in found.items():
        if entry.value != UNKNOWN:
            place = _Place(server, kind, written.get(kind))
            yield from _kind_changes(place, entry, short.get(kind))


def _inside(section: Section, key: str) -> Section:
    """The mapping under a key; an empty one where there is none."""
    value = section[key].value if key in section else None
    return value if isinstance(value, dict) else {}


def _kind_changes(place: _Place, entry: Entry, brief: Entry | None) -> Iterator[Change]:
    node = place.node
    if entry.value == ABSENT or (isinstance(node, Scalar) and node.text in {UNKNOWN, ABSENT}):
        if not (isinstance(node, Scalar) and node.text == entry.value):
            old = node.text if isinstance(node, Scalar) else "declared" if node else "as Setup leaves it"
            yield _whole(place, old, entry, brief)
        return
    sections = entry.value if isinstance(entry.value, list) else [entry.value]
    pairs = _paired([each for each in sections if isinstance(each, dict)], node)
    if pairs is None:
        yield _whole(place, "other web sites", entry, brief)
        return
    shorts = brief.value if brief and isinstance(brief.value, list) else [brief.value if brief else {}]
    for number, (section, owner) in enumerate(pairs):
        short = shorts[number] if number < len(shorts) else {}
        fields = list(_fields(place, section, owner, short if isinstance(short, dict) else {}))
        if fields and owner is None:
            yield _added(place, fields, brief or entry)
        for field, old, new in fields if owner is not None else ():
            yield _field_change(place, owner, field, old, new)


def _paired(sections: list[Section], node: Node | None) -> list[tuple[Section, Mapping | None]] | None:
    """Each exported directory with the one that is declared; None where their web sites are not the same ones."""
    nodes = node.items if isinstance(node, Sequence) else [node] if isinstance(node, Mapping) else []
    owners = {_site_of(each): each for each in nodes if isinstance(each, Mapping)}
    if not owners and len(sections) == 1:
        return [(sections[0], None)]
    found = [(section, owners.get(str(section["webSite"].value).casefold())) for section in sections]
    if len(found) != len(owners) or any(owner is None for _, owner in found):
        return None
    return list(found)


def _site_of(node: Mapping) -> str:
    declared = node.entries.get("webSite")
    return (declared.text if isinstance(declared, Scalar) else DEFAULT_WEB_SITE).casefold()


def _fields(place: _Place, section: Section, owner: Mapping | None, brief: Section) -> Fields:
    models = place.server.directories.get(place.kind, ())
    model = next((each for each in models if owner is None or each.node is owner), None)
    for field, entry in section.items():
        if field in AUTHENTICATION or field == "webSite" or isinstance(entry.value, dict | list):
            continue
        old = _old(place, field, owner)
        if isinstance(old, _Untold) or not same(old, entry.value):
            yield field, UNTOLD if isinstance(old, _Untold) else told(old), entry.value
    yield from authentication_fields(section, owner, brief, model)


class _Untold:
    """What the file says of a fact that it does not hold and whose absence says nothing."""


def _old(place: _Place, field: str, owner: Mapping | None) -> Plain | _Untold:
    if owner is not None and field in owner.entries:
        return plain(owner.entries[field])
    if field == "internalUrl":
        return default_internal_url(place.kind, place.server.host)
    return ABSENT_SAYS[field] if field in ABSENT_SAYS else _Untold()


def _field_change(place: _Place, owner: Mapping | None, field: str, old: str, new: Plain) -> Change:
    def apply(patch: Patch) -> bool:
        return owner is not None and patch.set(
            place.server.source, owner, field, Entry(new), ("webSite", *ORDER)
        )

    return Change(place.label, field, old, told(new), apply)


def _added(place: _Place, fields: list[tuple[str, str, Plain]], entry: Entry) -> Change:
    old = ", ".join([f"{field} {old}" for field, old, _ in fields])
    new = ", ".join([f"{field} {told(new)}" for field, _, new in fields])
    return Change(place.label, "(as Setup leaves it)", old, new, partial(_put, place, entry))


def _whole(place: _Place, old: str, entry: Entry, brief: Entry | None) -> Change:
    """The change of a directory as a whole; one that is as Setup leaves it is written with its URLs."""
    written = brief or _with_urls(entry)
    return Change(place.label, "is", old, as_words(written), partial(_put, place, written))


def _with_urls(entry: Entry) -> Entry:
    if not isinstance(entry.value, dict):
        return entry
    return Entry({key: each for key, each in entry.value.items() if key in {"internalUrl", "externalUrl"}})


def _put(place: _Place, entry: Entry, patch: Patch) -> bool:
    """Write a directory under its key, and the key around it where there is none."""
    server = place.server
    declared = server.node.entries.get("virtualDirectories")
    bare = entry._replace(remark=None)
    if isinstance(declared, Mapping):
        return patch.set(server.source, declared, place.kind, bare, KINDS)
    return patch.gather(server.source, server.node, "virtualDirectories", {place.kind: bare}, SERVER_ORDER)
