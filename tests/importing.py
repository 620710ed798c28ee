"""Import texts and objects in a test."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asking import facts
from caslint.importer.emit import remark_text
from caslint.importer.lay_out import root_file
from caslint.importer.work import Imported, Order, read
from exporting import Exported, Id, Property, Uri, Ver, clixml

SP3 = Ver(14, 3, 123, 4)
SITE = Id("contoso.example/Configuration/Sites/Redmond", "Redmond")


def server(name: str = "EX1", **properties: Property) -> Exported:
    """An Exchange 2010 SP3 server with all roles, unless its properties say otherwise."""
    usual: dict[str, Property] = {
        "Name": name,
        "Fqdn": f"{name.lower()}.contoso.example",
        "Site": SITE,
        "AdminDisplayVersion": SP3,
        "IsClientAccessServer": True,
        "IsMailboxServer": True,
        "IsHubTransportServer": True,
    }
    return Exported("server", usual | properties)


def directory(
    kind: str = "owa", of: str = "EX1", web_site: str = "Default Web Site", **more: Property
) -> Exported:
    """A virtual directory with its URLs as Setup leaves them, unless its properties say otherwise."""
    name, path = {
        "owa": ("owa", "/owa"),
        "ecp": ("ecp", "/ecp"),
        "activesync": ("Microsoft-Server-ActiveSync", "/Microsoft-Server-ActiveSync"),
        "ews": ("EWS", "/EWS/Exchange.asmx"),
        "oab": ("OAB", "/OAB"),
    }[kind]
    usual: dict[str, Property] = {
        "Server": Id(of, of),
        "Name": f"{name} ({web_site})",
        "Identity": Id(f"{of}\\{name} ({web_site})", f"{name} ({web_site})"),
        "InternalUrl": Uri(f"https://{of.lower()}.contoso.example{path}"),
        "ExternalUrl": None,
    }
    return Exported(kind, usual | more)


def import_files(folder: Path, files: Mapping[str, bytes | str], order: Order | None = None) -> Imported:
    """Import files that are written into a folder first."""
    for name, data in files.items():
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return read([str(folder)], str(folder), order or Order())


def import_objects(folder: Path, *objects: Exported, order: Order | None = None) -> Imported:
    """Import objects from one CLIXML file."""
    return import_files(folder, {"all.xml": clixml(objects)}, order)


def text_of(imported: Imported) -> str:
    """The topology file that an import makes."""
    return root_file(imported.document, imported.head)


def declared(imported: Imported) -> Any:  # noqa: ANN401  whatever the file holds
    """What the topology file of an import holds."""
    return facts(text_of(imported))


def only_server(imported: Imported) -> Any:  # noqa: ANN401  as above
    """The one server that an import declares."""
    (found,) = declared(imported)["servers"]
    return found


def notes(imported: Imported) -> list[str]:
    """What an import tells beside the file."""
    return [remark_text(note) for note in imported.document.notes]


def skipped(imported: Imported) -> dict[str, str]:
    """The files that were passed over, and why."""
    return {said.file: said.reason for said in imported.harvest.skipped}
