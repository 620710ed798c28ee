"""What an export says differently of a directory's authentication, switches and lists taken together."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.importer.declare_directory import EXTERNAL_METHODS
from caslint.importer.directory_facts import SWITCHES
from caslint.importer.document import Section
from caslint.importer.draft import Plain, same
from caslint.importer.drift import UNTOLD, told
from caslint.importer.methods import ALL_SWITCHES, METHODS, implied
from caslint.importer.patch import plain
from caslint.model import VirtualDirectory
from caslint.node import Mapping

_SLOTS = {
    "formsAuthentication": "forms",
    "basicAuthentication": "basic",
    "basicAuthEnabled": "basic",
    "windowsAuthentication": "windows",
    "windowsAuthEnabled": "windows",
    "digestAuthentication": "digest",
}
AUTHENTICATION = frozenset({*ALL_SWITCHES, METHODS, EXTERNAL_METHODS})
Fields = Iterator[tuple[str, str, Plain]]
"""Fields that differ: the key, the old value in words, the new value."""


def authentication_fields(
    section: Section, owner: Mapping | None, brief: Section, model: VirtualDirectory | None
) -> Fields:
    """Authentication as a whole: where one switch or list differs, all that an import writes is brought up to date."""
    differs = [
        (field, old, entry.value)
        for field, entry in section.items()
        if field in AUTHENTICATION and not isinstance(entry.value, dict | list)
        for old in [_differs(field, entry.value, owner, brief, model)]
        if old
    ]
    yield from differs
    names = {field for field, _, _ in differs}
    declared = owner.entries if owner is not None else {}
    for field, entry in section.items() if names else ():
        if field not in AUTHENTICATION or field in names or field not in declared:
            continue
        if not isinstance(entry.value, dict | list) and not same(plain(declared[field]), entry.value):
            yield field, told(plain(declared[field])), entry.value


def _differs(
    field: str, new: Plain, owner: Mapping | None, brief: Section, model: VirtualDirectory | None
) -> str:
    """The old value in words where it differs; empty where it says the same, or what nobody would write."""
    if field in _SLOTS:
        old = getattr(model, _SLOTS[field], None)
        says_nothing = old is None and field not in brief
        return "" if old is new or says_nothing else UNTOLD if old is None else told(old)
    if owner is not None and field in owner.entries:
        return "" if same(plain(owner.entries[field]), new) else told(plain(owner.entries[field]))
    if field == METHODS and isinstance(new, tuple) and model is not None:
        known = {
            switch: getattr(model, slot) for switch, slot in _SLOTS.items() if switch in _switches(model)
        }
        if all(value is implied(switch, new) for switch, value in known.items()):
            return ""
    return UNTOLD if field in brief else ""


def _switches(model: VirtualDirectory) -> tuple[str, ...]:
    """The switches that decide what a list of methods would say anew."""
    return tuple([switch for switch in SWITCHES[model.protocol] if switch != "digestAuthentication"])
