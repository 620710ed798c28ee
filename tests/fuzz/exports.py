"""Exports of the Exchange shell in any form, and the topology files that the importer makes of them."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from caslint.importer.lay_out import root_file
from caslint.importer.split import split
from caslint.importer.work import Order, read
from caslint.report.safe import visible
from exporting import as_csv, as_json, clixml
from fuzz.builder import linted
from fuzz.choices import Choices
from importing import directory, server

_NAMES = ("export", "Get-ExchangeServer.xml", "Get-OwaVirtualDirectory.json", "servers.csv", "all.txt")
_ORDERS = (Order(), Order(verbatim=True, complete=True), Order(redact=True), Order(collected="file"))
_OBJECTS = [
    server(),
    server("EX2"),
    directory("owa"),
    directory("ews", of="EX2", ExternalUrl="https://a.b/EWS"),
]
_LIST = b"""\
[PS] C:\\>Get-ExchangeServer | fl Name,Site
Name                : EX1
Site                : contoso.example/Configuration/Sites/Redmond
AdminDisplayVersion : Version 14.3 (Build 123.4)
ServerRole          : Mailbox, ClientAccess, HubTransport

Name : EX2
Roles : {a, b...}
"""
_INVENTORY = (
    b"Server;Site;Version;Roles;OWA internal;OWA external\nEX1;Redmond;2010 SP3;CAS,MBX;https://a/owa;\n"
)
WORDS = (
    *(
        "<Obj RefId=",
        "<Ref RefId=",
        "<TNRef",
        "<LST>",
        "<DCT>",
        "<En>",
        "<S N=",
        "<I32 N=",
        "<B N=",
        "<Nil/>",
    ),
    *(
        "_x000A_",
        "_xD83D_",
        "&#x41;",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE",
        "<?xml ",
        "ToString",
        "<Props>",
        "<MS>",
    ),
    *(
        "Name",
        "Site",
        "AdminDisplayVersion",
        "ServerRole",
        "ExternalUrl",
        "InternalUrl",
        "Identity",
        "Server",
    ),
    *(" : ", "#TYPE ", "sep=;\n", "----  ----", "/Date(", "...}", "{}", '":', "\\/", "CN=a,CN=b", "[PS] "),
    *("Version 14.3 (Build 123.4)", "Get-ExchangeServer", "#< CLIXML\n", "Default Web Site", "\\owa ("),
)
SEEDS = tuple(
    bytes([name, order]) + body
    for name, order, body in (
        (1, 0, clixml(_OBJECTS).encode()),
        (1, 1, clixml(_OBJECTS, remote=True).encode("utf-16")),
        (0, 2, as_json(_OBJECTS, numbers=True).encode()),
        (2, 3, as_json(_OBJECTS[2:], numbers=False).encode()),
        (3, 0, as_csv(_OBJECTS[:2]).encode()),
        (0, 1, _LIST),
        (3, 0, _INVENTORY),
    )
)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


def run(data: bytes) -> None:
    """Import a file that holds the bytes; what comes of it is a topology, and nothing of it acts."""
    choices = Choices(data)
    file = Path(_folder().name) / choices.pick(_NAMES)
    order = choices.pick(_ORDERS)
    file.write_bytes(data[choices.at :])
    try:
        imported = read([str(file)], _folder().name, order)
    finally:
        file.unlink()
    if not imported.document.servers:
        return
    _hold(root_file(imported.document, imported.head))
    assert split(imported.document, imported.head)


def _hold(text: str) -> None:
    assert not [line for line in text.split("\n") if visible(line, github=True) != line]
    done = linted({"org.yaml": text})
    assert not done.crashes, done.crashes
    assert not done.result.suppressed
    (examined,) = done.result.examined
    assert examined.topology is not None, [finding.message for finding in done.result.findings]
