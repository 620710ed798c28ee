"""The traps of each encoding, one test a trap."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.importer.clixml import decoded, read
from caslint.importer.csv_export import read as read_csv
from caslint.importer.format_list import read as read_list
from caslint.importer.json_export import read as read_json
from caslint.importer.moment import moment
from caslint.importer.reading import last_name, text, words
from caslint.importer.value import LOST, Thing
from exporting import Exported, as_csv, as_json, clixml, escaped
from importing import directory, import_files, import_objects, notes, only_server, server, skipped


@given(st.text())
def test_strings_of_clixml_are_decoded_to_what_they_were(original: str) -> None:
    unescaped = escaped(original).replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")
    expected = original.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    assert decoded(unescaped) == expected


def test_type_names_hold_for_the_whole_file(tmp_path: Path) -> None:
    found = import_objects(tmp_path, server("EX1"), server("EX2"))

    assert clixml([server("EX1"), server("EX2")]).count("ExchangeServer</T>") == 1
    assert [record.kind for record in found.harvest.records] == ["server", "server"]


def test_a_reference_repeats_an_object() -> None:
    file = (
        '<Objs><Obj RefId="0"><Props><Obj N="Site" RefId="1"><ToString>a/Configuration/Sites/B</ToString></Obj></Props>'
        '</Obj><Obj RefId="2"><Props><Ref N="Site" RefId="1" /></Props></Obj></Objs>'
    )
    first, second = read(file.encode(), None)

    assert isinstance(first, Thing)
    assert isinstance(second, Thing)
    assert first.properties["site"] is second.properties["site"]


def test_an_exported_array_is_its_objects(tmp_path: Path) -> None:
    one, two = clixml([server("EX1")]), clixml([server("EX2")])
    inside = "".join([file.partition(">\n")[2].removesuffix("</Objs>") for file in (one, two)])
    array = one.partition("\n")[0] + f'<Obj RefId="99"><LST>{inside}</LST></Obj></Objs>'

    assert len(import_files(tmp_path, {"servers.xml": array}).document.servers) == 2


def test_a_hashtable_of_lists_is_read_by_its_keys(tmp_path: Path) -> None:
    servers, owa = (
        as_json([server("EX1"), server("EX2")], numbers=False),
        as_json([directory()] * 2, numbers=False),
    )

    found = import_files(
        tmp_path, {"x.json": f'{{"ExchangeServers": {servers}, "OwaVirtualDirectories": {owa}}}'}
    )

    assert found.harvest.kinds == {"server", "owa"}


def test_properties_compare_without_case() -> None:
    file = '<Objs><Obj RefId="0"><Props><S N="NAME">EX1</S></Props></Obj></Objs>'
    (found,) = read(file.encode(), None)

    assert isinstance(found, Thing)
    assert found.properties == {"name": "EX1"}


def test_binary_data_is_never_kept() -> None:
    file = (
        '<Objs><Obj RefId="0"><MS><BA N="Name">QUJD</BA><BA N="SerializationData">QUJD</BA></MS></Obj></Objs>'
    )
    (found,) = read(file.encode(), None)

    assert isinstance(found, Thing)
    assert found.properties == {"name": None}


def test_null_and_an_empty_string_are_not_set_and_what_is_absent_is_unknown(tmp_path: Path) -> None:
    empty = directory("owa", ExternalUrl="")
    without = directory("ews")
    del without.properties["ExternalUrl"]

    found = only_server(import_objects(tmp_path, server(), empty, without, directory("oab")))

    assert "owa" not in found["virtualDirectories"]
    assert found["virtualDirectories"]["ews"] == "unknown"
    assert found["virtualDirectories"]["ecp"] == "unknown"
    assert "oab" not in found["virtualDirectories"]


@pytest.mark.parametrize(
    ("wrapped", "plain"),
    [
        ('{"value": [{"Name": "A"}], "Count": 1}', 1),
        ('[{"Name": "A"}, {"Name": "B"}]', 2),
        ('{"Name": {"value": "A", "PSComputerName": "x"}}', 1),
    ],
)
def test_what_powershell_wraps_around_values_of_json_is_taken_off(wrapped: str, plain: int) -> None:
    found = read_json(wrapped)
    values = found[0] if len(found) == 1 and isinstance(found[0], list) else found

    assert len(values) == plain
    assert isinstance(values[0], Thing)
    assert values[0].properties["name"] == "A"


def test_clixml_of_powershells_standard_output_is_read(tmp_path: Path) -> None:
    made = import_files(tmp_path, {"out.txt": "#< CLIXML\r\n" + clixml([server()])})

    assert only_server(made)["name"] == "EX1"


def test_a_type_that_is_not_known_is_what_its_file_says(tmp_path: Path) -> None:
    settings = Exported(
        "pop3",
        {
            "Server": "EX1",
            "InternalConnectionSettings": ["ex1:995:SSL"],
            "ExternalConnectionSettings": ["mail.contoso.com:995:SSL"],
        },
    )
    file = clixml([settings]).replace("Pop3AdConfiguration", "PopThing")
    made = import_files(tmp_path, {"Get-PopSettings.xml": file, "s.xml": clixml([server()])})

    assert only_server(made)["pop3"]["externalConnectionSettings"] == ["mail.contoso.com:995:SSL"]


def test_an_object_of_a_uri_is_its_address() -> None:
    (found,) = read_json('{"InternalUrl": {"AbsoluteUri": "https://x/owa", "Port": 443}}')

    assert isinstance(found, Thing)
    assert text(found.properties["internalurl"]) == "https://x/owa"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("typed", [True, False])
def test_csv_with_any_delimiter(tmp_path: Path, delimiter: str, typed: bool) -> None:
    files = {
        "Get-ExchangeServer.csv": as_csv([server("EX1"), server("EX2")], delimiter=delimiter, typed=typed)
    }

    assert len(import_files(tmp_path, files).document.servers) == 2


def test_csv_as_excel_saves_it(tmp_path: Path) -> None:
    text_ = "sep=;\r\n" + as_csv([server(Name="EXÉ")], delimiter=";", typed=False)
    found = import_files(tmp_path, {"Get-ExchangeServer.csv": text_.encode("cp1252")})

    assert only_server(found)["name"] == "EXÉ"
    assert "Windows-1252" in found.harvest.remarks[0].reason


def test_lists_that_csv_flattened_are_unknown_and_said_so(tmp_path: Path) -> None:
    owa = directory("owa", InternalAuthenticationMethods=["Basic"], BasicAuthentication=True)
    files = {"servers.xml": clixml([server()]), "owa.csv": as_csv([owa], joined=False)}
    found = import_files(tmp_path, files)

    assert only_server(found)["virtualDirectories"]["owa"] == {"basicAuthentication": True}
    assert any("owa.csv does not keep InternalAuthenticationMethods of EX1" in note for note in notes(found))


INVENTORY = (
    '"ServerName","ServerVersion","EASInternalURL","EASExternalURL","OWAInternalURL","OWAExernalURL","AutoDiscURI",'
    '"OutlookAnywhere-InternalHostName(NoneForE2010)","OutlookAnywhere-ExternalHostNAme(E2010+)"\r\n'
    '"E2010","Version 14.3 (Build 123.4)","https://e2010/Microsoft-Server-ActiveSync","","https://e2010/owa",'
    '"https://mail.example/owa","https://e2010/Autodiscover/Autodiscover.xml","","mail.example"'
)


def test_an_inventory_with_misspelt_headers(tmp_path: Path) -> None:
    found = only_server(import_files(tmp_path, {"urls.csv": INVENTORY}))

    assert found["virtualDirectories"]["owa"] == {"externalUrl": "https://mail.example/owa"}
    assert found["virtualDirectories"]["ews"] == "unknown"
    assert found["outlookAnywhere"] == {"enabled": True, "externalHostname": "mail.example"}
    assert found["autoDiscoverServiceInternalUri"] == "https://e2010/Autodiscover/Autodiscover.xml"
    assert found["roles"] == ["ClientAccess"]
    assert found["site"] == "site-not-exported"


def test_a_line_of_an_inventory_that_is_cut_is_passed_over() -> None:
    header = INVENTORY.partition("\r\n")[0]

    assert read_csv(f"{header}\r\nE2010,Version") == []


PASTED = """\
[PS] C:\\>Get-OwaVirtualDirectory | fl Server,Name,InternalUrl,ExternalUrl,Internal*Methods
Server : EX1
Name : owa (Default Web Site)
InternalUrl : https://ex1.contoso.example/owa
ExternalUrl :
InternalAuthenticationMethods : {Basic, F
ba}
Server : EX2
Name : owa (Default Web Site)
InternalUrl : https://ex2.contoso.example/owa
ExternalUrl : https://mail.contoso.example/owa
InternalAuthenticationMethods : {Basic, Fba, Ntlm, ...}
"""


@pytest.mark.parametrize("pasted", [PASTED, PASTED.replace("\n", "\n\n"), PASTED.replace("\n", "\r\n")])
def test_pasted_text_has_an_object_for_each_time_a_name_comes_again(pasted: str) -> None:
    first, second = read_list(pasted).things

    assert first[1] == second[1] == "owa"
    assert first[0].properties["externalurl"] is None
    assert first[0].properties["internalauthenticationmethods"] == ["Basic", "Fba"]
    assert second[0].properties["externalurl"] == "https://mail.contoso.example/owa"
    assert second[0].properties["internalauthenticationmethods"] is LOST


def test_a_table_is_not_read_because_its_columns_are_cut(tmp_path: Path) -> None:
    table = "Name    Site\n----    ----\nEX1     contoso.example/Confi...\n"

    assert "Format-Table" in skipped(import_files(tmp_path, {"table.txt": table}))["table.txt"]


def test_a_file_that_is_empty_tells_that_its_cmdlet_gave_nothing(tmp_path: Path) -> None:
    files = {
        "s.xml": clixml([server()]),
        "Get-EcpVirtualDirectory.json": "",
        "Get-OwaVirtualDirectory.xml": clixml([]),
    }
    found = import_files(tmp_path, files | {"what.txt": ""})

    assert {"ecp", "owa"} <= found.harvest.kinds
    assert list(skipped(found)) == ["what.txt"]


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("/Date(1600000000000)/", "2020-09-13 12:26 UTC"),
        ("2021-09-28T12:20:23.1234567-05:00", "2021-09-28 12:20 -0500"),
        ("2021-09-28T12:20:23", "2021-09-28 12:20"),
        ("yesterday", None),
        ("/Date(9999999999999999)/", None),
        ("2021-99-28T12:20:23", None),
    ],
)
def test_the_time_of_an_export(told: str, when: str | None) -> None:
    assert moment(told) == when


def test_the_time_stands_at_the_head_of_the_file(tmp_path: Path) -> None:
    when = '<Objs><Obj RefId="0"><DT>2026-01-31T14:05:00+01:00</DT></Obj></Objs>'
    found = import_files(tmp_path, {"collected.xml": when, "servers.xml": clixml([server()])})

    assert found.head[0] == "Exported from Exchange on 2026-01-31 14:05 +0100: collected.xml, servers.xml."


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("contoso.com/Configuration/Sites/Redmond", "Redmond"),
        ("contoso.com/Configuration/Sites/New\\/York", "New/York"),
        ("CN=New\\, York,CN=Sites,DC=x", "New, York"),
        ("CN=New\\2C York,CN=Sites", "New, York"),
        ("A/B", "A/B"),
        ("EX1", "EX1"),
    ],
)
def test_the_last_name_of_a_path(path: str, name: str) -> None:
    assert last_name(path) == name


def test_what_is_only_the_name_of_a_type_is_lost() -> None:
    assert words("System.Collections.ArrayList") is LOST
    assert words("Microsoft.Exchange.Data.MultiValuedProperty`1[Microsoft.Exchange.Data.SmtpAddress]") is LOST
    assert words("Microsoft-Server-ActiveSync") == ("Microsoft-Server-ActiveSync",)


def test_objects_of_other_cmdlets_are_told_once_a_file(tmp_path: Path) -> None:
    other = clixml([server()]).replace("Management.ExchangeServer", "Management.MailboxServer")
    found = import_files(tmp_path, {"mailbox.xml": other, "servers.xml": clixml([server()])})

    assert skipped(found) == {
        "mailbox.xml": "1 object (MailboxServer) of no kind that a topology file declares"
    }
    assert len(found.document.servers) == 1


def test_a_mailbox_server_without_its_type_is_known_by_its_file(tmp_path: Path) -> None:
    other = as_csv([Exported("server", {"Name": "EX1", "ServerRole": "Mailbox"})], typed=False)
    found = import_files(tmp_path, {"Get-MailboxServer.csv": other, "servers.xml": clixml([server()])})

    assert only_server(found)["roles"] == ["ClientAccess", "Mailbox", "HubTransport"]
