"""Organization → exported objects → each encoding → import → the same organization."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from asking import topology as topology_of
from caslint.importer.lay_out import root_file
from caslint.importer.work import Order, read
from exchange_objects import objects
from exporting import TYPES, Exported, as_csv, as_json, clixml, format_list
from importable import as_text, facts, importable

Encoder = Callable[[Iterable[Exported]], bytes]


def rehydrated(exported: Iterable[Exported]) -> bytes:
    return b"\xff\xfe" + clixml(exported).encode("utf-16-le")


def remote(exported: Iterable[Exported]) -> bytes:
    return clixml(exported, prefix="Deserialized.", remote=True).encode("utf-8-sig")


def selected(exported: Iterable[Exported]) -> bytes:
    return clixml(exported, prefix="Selected.").encode()


def pwsh(exported: Iterable[Exported]) -> bytes:
    return as_json(exported, numbers=False).encode()


def joined_csv(exported: Iterable[Exported]) -> bytes:
    listed = list(exported)
    return as_csv(listed).encode() if listed else b""


def flat_csv(exported: Iterable[Exported]) -> bytes:
    listed = list(exported)
    return as_csv(listed, delimiter=";", joined=False).encode("utf-8-sig") if listed else b""


def wrapped_text(exported: Iterable[Exported]) -> bytes:
    return format_list(exported, width=70).replace("\n", "\r\n").encode("utf-16")


ENCODERS: dict[str, tuple[str, Encoder]] = {
    "rehydrated": ("xml", rehydrated),
    "remote": ("xml", remote),
    "selected": ("xml", selected),
    "pwsh": ("json", pwsh),
    "joined_csv": ("csv", joined_csv),
    "wrapped_text": ("txt", wrapped_text),
}


def imported(
    declared: dict[str, Any], folder: Path, ending: str, encoder: Encoder, order: Order
) -> tuple[dict[str, Any], str]:
    """The facts of what an import makes of an organization's export."""
    found = objects(topology_of(as_text(declared)).organization)
    unknown = {
        kind
        for server in declared["servers"]
        if server["name"] != "OLD03"
        for kind, value in server.get("virtualDirectories", {}).items()
        if value == "unknown"
    }
    for kind in set(TYPES) - unknown:
        name = TYPES[kind].rpartition(".")[2]
        (folder / f"Get-{CMDLETS.get(kind, name)}.{ending}").write_bytes(encoder(found.get(kind, [])))
    made = read([str(folder)], str(folder), order)
    assert not made.harvest.skipped
    text = root_file(made.document, made.head)
    return facts(topology_of(text).organization), text


CMDLETS = {
    "owa": "OwaVirtualDirectory",
    "ecp": "EcpVirtualDirectory",
    "activesync": "ActiveSyncVirtualDirectory",
    "ews": "WebServicesVirtualDirectory",
    "oab": "OabVirtualDirectory",
    "autodiscover": "AutodiscoverVirtualDirectory",
    "outlookAnywhere": "OutlookAnywhere",
    "pop3": "PopSettings",
    "imap4": "ImapSettings",
}
EXAMPLES = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@pytest.mark.parametrize("encoding", ENCODERS)
@EXAMPLES
@given(declared=importable())
def test_an_organization_comes_back_as_it_was(
    encoding: str, declared: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ending, encoder = ENCODERS[encoding]
    folder = tmp_path_factory.mktemp("export")

    found, _ = imported(declared, folder, ending, encoder, Order(verbatim=True, complete=True))

    assert found == facts(topology_of(as_text(declared)).organization)


@EXAMPLES
@given(declared=importable())
def test_leaving_out_what_setup_gives_loses_only_what_says_nothing(
    declared: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found, text = imported(
        declared, tmp_path_factory.mktemp("export"), "xml", rehydrated, Order(complete=True)
    )
    expected = facts(topology_of(as_text(declared)).organization)

    assert _without_lists(found) == _without_lists(expected)
    assert "externalUrl: null" not in text


def _without_lists(found: dict[str, Any]) -> dict[str, Any]:
    """Without lists of methods that repeat the switches, and without a Digest switch that is off."""
    for server in found["servers"].values():
        for kind, directories in server["directories"].items():
            for each in directories:
                each["internalMethods"] = None
                each["switches"] = [
                    value or None if n == 3 else value for n, value in enumerate(each["switches"])
                ]
                if kind not in {"owa", "ecp", "activesync"}:
                    each["externalMethods"] = []
    return found


@EXAMPLES
@given(declared=importable(lists=False))
def test_lists_that_csv_flattens_are_unknown_and_the_rest_comes_back(
    declared: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    found, _ = imported(
        declared, tmp_path_factory.mktemp("export"), "csv", flat_csv, Order(complete=True, verbatim=True)
    )
    expected = facts(topology_of(as_text(declared)).organization)

    for server in expected["servers"].values():
        if "ClientAccess" in server["roles"]:
            server["pop3"] = server["imap4"] = (True, None, None)
    assert found == expected


@EXAMPLES
@given(declared=importable())
def test_numbers_of_windows_powershell_come_back_but_for_those_that_no_document_tells(
    declared: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    def encoder(exported: Iterable[Exported]) -> bytes:
        return as_json(exported, numbers=True).encode("utf-16")

    found, _ = imported(
        declared, tmp_path_factory.mktemp("export"), "json", encoder, Order(complete=True, verbatim=True)
    )
    expected = facts(topology_of(as_text(declared)).organization)

    for side in (found, expected):
        for server in side["servers"].values():
            for each in server["directories"].get("owa", []):
                each["redirects"] = each["redirects"][2]
    assert found == expected
