"""What people should know of an import: what was not exported, and what was lost or assumed."""

from __future__ import annotations

from caslint.exchange.versions import Family, Version
from caslint.importer.declare_directory import taken_as_default
from caslint.importer.declare_server import NO_SITE
from caslint.importer.document import Document, text_of
from caslint.importer.draft import Draft, DraftServer, Item, Remark, last_name_of
from caslint.importer.kinds import DIRECTORIES, KINDS


def note_exports(draft: Draft, document: Document, versions: dict[DraftServer, Version]) -> None:
    """Note the cmdlets that were not exported, what the encodings lost, and what was not selected."""
    optional = {"build", "organization", "site"}
    if all(version.family is not Family.EXCHANGE_2010 for version in versions.values()):
        optional |= {"clientAccessArray", "ecp"}
    document.not_exported = [kind.cmdlet for key, kind in KINDS.items() if key not in draft.kinds | optional]
    if any(text_of(each, "site") == NO_SITE for each in document.servers):
        words = "some servers tell no site and stand in {}: export Get-ExchangeServer, or write their sites"
        document.notes.append(Remark(words, (NO_SITE,)))
    objects = [(one, version, *each) for one, version in versions.items() for each in _objects(one)]
    document.notes += _lost(objects)
    document.notes += _assumed(objects)


_Objects = list[tuple[DraftServer, Version, str, Item]]


def _objects(one: DraftServer) -> list[tuple[str, Item]]:
    """The objects of a server by kind; the server itself is of none."""
    directories = [(kind, item) for kind, sites in one.directories.items() for item in sites.values()]
    return [("", one), *directories, *one.services.items()]


def _lost(objects: _Objects) -> list[Remark]:
    """What an encoding did not keep, once for each file and property."""
    lost: dict[tuple[str, str], list[str]] = {}
    for one, _, _, item in objects:
        for field, file in item.lost.items():
            if field not in item.facts:
                lost.setdefault((last_name_of(file), field), []).append(one.name)
    words = "{} does not keep {} of {}, which is unknown; Export-Clixml keeps it"
    return [
        Remark(words, (file, field[0].upper() + field[1:], tuple(names)))
        for (file, field), names in lost.items()
    ]


def _assumed(objects: _Objects) -> list[Remark]:
    """The properties that were not selected, once for each cmdlet."""
    assumed: dict[str, dict[str, None]] = {}
    for _, version, kind, item in objects:
        if kind in DIRECTORIES:
            found = assumed.setdefault(KINDS[kind].cmdlet, {})
            found.update(dict.fromkeys(taken_as_default(kind, item, version)))
    words = "{} does not tell {}: taken as Exchange Setup leaves it"
    return [Remark(words, (cmdlet, tuple(names))) for cmdlet, names in assumed.items() if names]
