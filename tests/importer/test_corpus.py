"""Exports of real servers, where the folder that holds them is named; and another reader of the same files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from caslint.importer.clixml import read as read_clixml
from caslint.importer.reading import name, text, version
from caslint.importer.value import Thing
from caslint.importer.work import Order, read
from exporting import clixml, is_list
from importing import directory, only_server, server, text_of
from linting import lint_texts

FOLDER = os.environ.get("CASLINT_EXPORT_CORPUS", "")
needs_corpus = pytest.mark.skipif(not FOLDER, reason="CASLINT_EXPORT_CORPUS names no folder of exports")


@needs_corpus
@pytest.mark.parametrize(
    ("folder", "servers"),
    [
        ("css-exchange-e16", {"SOLO-E16A"}),
        ("css-exchange-e19", {"SOLO-E19A"}),
        ("sammykrosoft-csv", {"E2010", "E2016-01", "E2016-02"}),
        ("synthetic-e14-one-site", {"TS-EX1"}),
    ],
)
def test_every_folder_gives_a_declaration_that_is_sound(folder: str, servers: set[str]) -> None:
    made = read([os.path.join(FOLDER, folder)], FOLDER, Order())
    findings = lint_texts({"org.yaml": text_of(made)}).findings

    assert {str(each["name"].value) for each in made.document.servers} == servers
    assert [f for f in findings if f.code.startswith("CAS0") and f.severity.word == "error"] == []


@needs_corpus
def test_the_list_is_trusted_where_a_server_was_read_with_adpropertiesonly() -> None:
    made = read([os.path.join(FOLDER, "css-exchange-e16")], FOLDER, Order())
    found = only_server(made)

    assert found["site"] == "Default-First-Site-Name"
    assert found["virtualDirectories"]["owa"] == {
        "internalAuthenticationMethods": ["Basic", "Fba"],
        "externalAuthenticationMethods": ["Fba"],
    }
    assert found["virtualDirectories"]["ews"] == {"basicAuthentication": False, "windowsAuthentication": True}
    assert found["virtualDirectories"]["ecp"] == "unknown"


@needs_corpus
@pytest.mark.parametrize("ending", ["xml", "winps51.json", "pwsh7-enums-as-strings.json", "csv"])
def test_one_server_in_four_encodings_is_one_server(ending: str) -> None:
    folder = Path(FOLDER) / "synthetic-e14-one-site"
    made = read([str(path) for path in sorted(folder.glob(f"*.{ending}"))], FOLDER, Order())
    found = only_server(made)

    assert found["version"] == "Version 14.2 (Build 247.5)"
    assert found["roles"] == ["ClientAccess", "Mailbox", "HubTransport"]
    owa = found["virtualDirectories"]["owa"]
    assert owa.pop("externalAuthenticationMethods", None) == (None if ending == "csv" else ["Fba"])
    assert owa == {
        "externalUrl": "https://mail.tailspin.example/owa",
        "formsAuthentication": True,
        "basicAuthentication": True,
    }
    assert found["virtualDirectories"]["ews"] == {
        "externalUrl": "https://mail.tailspin.example/EWS/Exchange.asmx",
        "basicAuthentication": False,
        "windowsAuthentication": True,
    }


PROPERTIES = (
    "Name",
    "Fqdn",
    "Site",
    "Server",
    "AdminDisplayVersion",
    "InternalUrl",
    "ExternalUrl",
    "ServerRole",
)


def of_another_reader(data: str) -> list[dict[str, str | None]]:
    """What psrpcore reads of the same file."""
    psrpcore: Any = pytest.importorskip("psrpcore.types")
    found: Any = psrpcore.deserialize_clixml(data, psrpcore.PSCryptoProvider())
    listed = found if is_list(found) else [found]
    return [
        {
            key: None if value is None else str(getattr(value, "Name", value))
            for key in PROPERTIES
            if (value := _property(each, key)) is not _MISSING
        }
        for each in listed
    ]


_MISSING = object()


def _property(each: Any, key: str) -> Any:  # noqa: ANN401  of a reader without types
    properties = {p.name: p for p in [*each.PSObject.adapted_properties, *each.PSObject.extended_properties]}
    return properties[key].get_value(each) if key in properties else _MISSING


def ours(data: bytes) -> list[dict[str, str | None]]:
    found: list[dict[str, str | None]] = []
    for thing in read_clixml(data, None):
        assert isinstance(thing, Thing)
        values: dict[str, str | None] = {}
        for key in PROPERTIES:
            if key.lower() in thing.properties:
                value = thing.properties[key.lower()]
                told = (
                    version(value)
                    if key == "AdminDisplayVersion"
                    else name(value)
                    if key in {"Site", "Server"}
                    else text(value)
                )
                values[key] = told if isinstance(told, str) else None
        found.append(values)
    return found


def files() -> list[Path]:
    return sorted(Path(FOLDER).glob("css-exchange-*/*.xml")) if FOLDER else []


@pytest.mark.parametrize("file", files(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_another_reader_reads_the_same_of_real_files(file: Path) -> None:
    text_ = file.read_text(encoding="utf-8-sig")

    assert of_another_reader(text_) == ours(text_.encode())


def test_another_reader_reads_the_same_of_written_files() -> None:
    file = clixml([server("EX1"), server("EXÉ_x0041_"), directory(), directory("ews", ExternalUrl="a&b")])

    assert of_another_reader(file) == ours(file.encode())
