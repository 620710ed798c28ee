"""What the import decides, and that it says so in the file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caslint.importer.work import Order
from exporting import Enum, Exported, Id, Ver, as_json, clixml, methods
from importing import (
    SP3,
    declared,
    directory,
    import_files,
    import_objects,
    notes,
    only_server,
    server,
    text_of,
)
from linting import lint_texts

OFF: Any = {
    "FormsAuthentication": False,
    "BasicAuthentication": False,
    "WindowsAuthentication": False,
    "DigestAuthentication": False,
}


def owa_of(folder: Path, *objects: Exported) -> tuple[object, str]:
    made = import_objects(folder, server(), *objects)
    return only_server(made)["virtualDirectories"].get("owa"), text_of(made)


def test_switches_that_are_all_off_give_way_to_a_list_that_is_not(tmp_path: Path) -> None:
    owa, text = owa_of(tmp_path, directory(InternalAuthenticationMethods=methods(["Basic", "Fba"]), **OFF))

    assert owa == {"internalAuthenticationMethods": ["Basic", "Fba"]}
    assert "as -ADPropertiesOnly leaves them; the list is taken" in text


def test_switches_that_are_all_off_without_a_list_say_nothing(tmp_path: Path) -> None:
    owa, text = owa_of(tmp_path, directory(InternalAuthenticationMethods=[], **OFF))

    assert owa == {}
    assert "authentication is unknown" in text


def test_a_full_reading_outdoes_one_of_the_directory_alone(tmp_path: Path) -> None:
    listed = methods(["Basic", "Fba"])
    bare = directory(InternalAuthenticationMethods=listed, **OFF)
    full = directory(
        InternalAuthenticationMethods=listed,
        **OFF | {"BasicAuthentication": True, "FormsAuthentication": True},
    )
    owa, text = owa_of(tmp_path, bare, full)

    assert owa == {"formsAuthentication": True, "basicAuthentication": True}
    assert "ADPropertiesOnly" not in text


def test_a_contradiction_is_kept_said_and_left_for_the_linter(tmp_path: Path) -> None:
    switches = OFF | {"WindowsAuthentication": True}
    owa, text = owa_of(
        tmp_path, directory(InternalAuthenticationMethods=methods(["Basic", "Fba"]), **switches)
    )

    assert owa == {
        "formsAuthentication": False,
        "basicAuthentication": False,
        "windowsAuthentication": True,
        "internalAuthenticationMethods": ["Basic", "Fba"],
    }
    assert "the export contradicts itself: the list does not agree with formsAuthentication" in text


def test_one_number_alone_is_ambiguous_and_a_list_of_numbers_is_not(tmp_path: Path) -> None:
    alone = as_json([directory(BasicAuthentication=True, InternalAuthenticationMethods=3)], numbers=True)
    files = {"s.xml": clixml([server()]), "owa.json": alone}
    made = import_files(tmp_path, files)

    assert only_server(made)["virtualDirectories"]["owa"] == {"basicAuthentication": True}
    assert any("InternalAuthenticationMethods" in note for note in notes(made))


def test_forms_imply_that_windows_authentication_is_off(tmp_path: Path) -> None:
    owa, _ = owa_of(tmp_path, directory(**OFF | {"FormsAuthentication": True, "BasicAuthentication": True}))

    assert owa == {"formsAuthentication": True, "basicAuthentication": True}


def test_the_lists_of_owa_stay_where_2007_and_2010_stand_together(tmp_path: Path) -> None:
    owa = directory(BasicAuthentication=True, InternalAuthenticationMethods=methods(["Basic"]))
    older = server("OLD", AdminDisplayVersion=Ver(8, 3, 83, 6))

    assert "internalAuthenticationMethods" in text_of(import_objects(tmp_path, server(), older, owa))


def test_is_switches_go_before_server_role(tmp_path: Path) -> None:
    made = import_objects(
        tmp_path, server(ServerRole=Enum("Mailbox", 2), AdminDisplayVersion=Ver(15, 1, 2375, 7))
    )

    assert only_server(made)["roles"] == ["ClientAccess", "Mailbox", "HubTransport"]
    assert "# 2016: out of caslint's range" in text_of(made)


def test_a_2003_server_has_neither_site_nor_roles_nor_directories(tmp_path: Path) -> None:
    old = Exported(
        "server",
        {
            "Name": "EX03",
            "Site": None,
            "ServerRole": Enum("None", 0),
            "IsMailboxServer": False,
            "AdminDisplayVersion": Ver(6, 5, 7638, 2, "Service Pack 2"),
        },
    )
    made = import_objects(tmp_path, old)

    assert only_server(made) == {
        "name": "EX03",
        "version": "Version 6.5 (Build 7638.2: Service Pack 2)",
        "virtualDirectories": {"exchange": "unknown", "activesync": "unknown"},
    }


def test_legacy_directories_of_2007_are_not_owa(tmp_path: Path) -> None:
    legacy = directory(Name="exchange (Default Web Site)", Identity="EX1\\exchange (Default Web Site)")
    made = import_objects(tmp_path, server(), directory(ExternalUrl=None), legacy)

    assert "owa" not in only_server(made)["virtualDirectories"]


def test_several_web_sites_are_a_list_and_the_back_end_is_none(tmp_path: Path) -> None:
    sites = [directory(web_site=name, FormsAuthentication=True) for name in ("Partners", "Default Web Site")]
    made = import_objects(tmp_path, server(), *sites, directory(web_site="Exchange Back End"))

    assert [each["webSite"] for each in only_server(made)["virtualDirectories"]["owa"]] == [
        "Default Web Site",
        "Partners",
    ]


def test_a_directory_that_the_export_does_not_have_is_unknown_until_it_is_said_to_be_complete(
    tmp_path: Path,
) -> None:
    objects = (server("EX1"), server("EX2"), directory(of="EX1"))
    partly = declared(import_objects(tmp_path, *objects))
    complete = declared(import_objects(tmp_path, *objects, order=Order(complete=True)))

    assert partly["servers"][1]["virtualDirectories"]["owa"] == "unknown"
    assert complete["servers"][1]["virtualDirectories"]["owa"] == "absent"
    assert complete["servers"][1]["virtualDirectories"]["ews"] == "unknown"


def test_two_exports_that_differ_are_both_named(tmp_path: Path) -> None:
    files = {
        "a.xml": clixml([server(), directory(ExternalUrl="https://a.contoso.com/owa")]),
        "b.xml": clixml([directory(ExternalUrl="https://b.contoso.com/owa")]),
    }
    text = text_of(import_files(tmp_path, files))

    assert "externalUrl: https://a.contoso.com/owa" in text
    assert "b.xml says https://b.contoso.com/owa; a.xml is followed" in text


def test_a_url_in_another_case_is_the_default_all_the_same(tmp_path: Path) -> None:
    owa, _ = owa_of(tmp_path, directory(InternalUrl="https://EX1.contoso.example/OWA"))

    assert owa is None


def test_databases_of_one_name_are_told_apart(tmp_path: Path) -> None:
    made = import_objects(
        tmp_path,
        server("MBX1", AdminDisplayVersion=Ver(8, 3, 83, 6)),
        server("MBX2", AdminDisplayVersion=Ver(8, 3, 83, 6)),
        *[
            Exported(
                "mailboxDatabase",
                {
                    "Name": "Mailbox Database",
                    "Server": Id(of, of),
                    "Identity": f"{of}\\First Storage Group\\Mailbox Database",
                    "RpcClientAccessServer": None,
                },
            )
            for of in ("MBX1", "MBX2")
        ],
    )

    assert declared(made)["mailboxDatabases"] == [
        {"name": "MBX1\\First Storage Group\\Mailbox Database", "server": "MBX1"},
        {"name": "MBX2\\First Storage Group\\Mailbox Database", "server": "MBX2"},
    ]


def test_a_database_of_a_server_that_is_not_there_is_left_out_and_said_so(tmp_path: Path) -> None:
    lost = Exported("mailboxDatabase", {"Name": "DB1", "Server": Id("GONE", "GONE"), "EdbFilePath": "x"})
    made = import_objects(tmp_path, server(), lost)

    assert "mailboxDatabases" not in declared(made)
    assert "databases of GONE, which is not declared, are left out: DB1" in notes(made)


def test_the_members_of_an_array_are_written_where_they_are_not_those_of_its_site(tmp_path: Path) -> None:
    def array(*members: str) -> Exported:
        properties = {
            "Name": "outlook.contoso.example",
            "Fqdn": "outlook.contoso.example",
            "Site": Id("contoso.example/Configuration/Sites/Redmond", "Redmond"),
            "Members": [Id(name, name) for name in members],
        }
        return Exported("clientAccessArray", properties)

    whole = declared(import_objects(tmp_path, server("EX1"), server("EX2"), array("EX2", "EX1")))
    part = declared(import_objects(tmp_path, server("EX1"), server("EX2"), array("EX1")))

    assert "members" not in whole["clientAccessArrays"][0]
    assert part["clientAccessArrays"][0]["members"] == ["EX1"]


def test_a_property_that_a_version_does_not_have_is_left_out(tmp_path: Path) -> None:
    old = server(AdminDisplayVersion=Ver(8, 3, 83, 6))
    owa = directory(LegacyRedirectType=Enum("Manual", 1), FailbackUrl=None, Exchange2003Url=None)
    made = import_objects(tmp_path, old, owa, order=Order(verbatim=True))

    assert set(only_server(made)["virtualDirectories"]["owa"]) == {"webSite", "internalUrl", "externalUrl"}


def test_without_the_2003_url_owa_is_unknown_where_2003_servers_stand(tmp_path: Path) -> None:
    old = Exported("server", {"Name": "EX03", "AdminDisplayVersion": Ver(6, 5, 7638, 2)})

    found = declared(import_objects(tmp_path, server(), old, directory()))

    assert found["servers"][0]["virtualDirectories"]["owa"] == "unknown"


def test_sites_of_a_scope_are_declared_unless_active_directory_does_not_have_them(tmp_path: Path) -> None:
    scope = Exported(
        "clientAccessServer",
        {"Name": "EX1", "AutoDiscoverServiceInternalUri": None, "AutoDiscoverSiteScope": ["Kyoto", "Gone"]},
    )
    sites = [Exported("site", {"Name": name}) for name in ("Redmond", "Kyoto", "Idle")]
    made = import_objects(tmp_path, server(), scope, *sites)

    assert declared(made)["sites"] == [{"name": "Kyoto"}, {"name": "Redmond"}]
    assert any("Idle" in note for note in notes(made))


def test_a_server_that_only_its_directories_tell_of_is_declared_as_far_as_they_do(tmp_path: Path) -> None:
    made = import_objects(tmp_path, directory(AdminDisplayVersion=Ver(14, 3, 123, 4)), directory(of="EX2"))
    found = only_server(made)

    assert (found["name"], found["site"], found["roles"]) == ("EX1", "site-not-exported", ["ClientAccess"])
    assert "servers whose AdminDisplayVersion was not exported are left out: EX2" in notes(made)
    assert [f.code for f in lint_texts({"org.yaml": text_of(made)}).findings if f.code < "CAS008"] == []


def test_directories_of_a_server_that_serves_no_clients_are_left_out_and_said_so(tmp_path: Path) -> None:
    made = import_objects(tmp_path, server(IsClientAccessServer=False), directory())

    assert "virtualDirectories" not in only_server(made)
    assert "virtual directories of EX1, which has no ClientAccess role, are left out" in notes(made)


def test_a_server_without_roles_has_none(tmp_path: Path) -> None:
    found = only_server(
        import_objects(tmp_path, Exported("server", {"Name": "EX1", "AdminDisplayVersion": SP3}))
    )

    assert found == {
        "name": "EX1",
        "site": "site-not-exported",
        "version": "Version 14.3 (Build 123.4)",
        "roles": [],
    }


def test_the_name_of_an_array_that_was_not_exported_is_told_and_not_declared(tmp_path: Path) -> None:
    database = Exported(
        "mailboxDatabase",
        {"Name": "DB1", "Server": Id("EX1", "EX1"), "RpcClientAccessServer": "outlook.contoso.example"},
    )
    made = import_objects(tmp_path, server(), database)

    assert declared(made)["mailboxDatabases"] == [{"name": "DB1", "server": "EX1"}]
    assert "rpcClientAccessServer is outlook.contoso.example" in text_of(made)


def test_what_looks_like_something_else_in_yaml_is_quoted(tmp_path: Path) -> None:
    for name in (
        "NO",
        "123",
        "1e3",
        "null",
        "~",
        "12:30:45",
        "2026-01-31",
        "0x1F",
        ": x",
        "#1",
        "- a",
        "a: b",
        " a",
    ):
        made = import_objects(tmp_path, server(name))

        assert only_server(made)["name"] == name.strip()
        assert isinstance(only_server(made)["name"], str)


def test_the_build_of_exsetup_is_taken(tmp_path: Path) -> None:
    build = '<Objs><Obj RefId="0"><TN RefId="0"><T>Selected.System.Diagnostics.FileVersionInfo</T></TN><MS>'
    build += (
        '<S N="PSComputerName">ex1.contoso.example</S><S N="FileVersion">14.03.0496.000</S></MS></Obj></Objs>'
    )
    made = import_files(tmp_path, {"s.xml": clixml([server()]), "ExSetup.xml": build})

    assert only_server(made)["build"] == "14.3.496.0"


@pytest.mark.parametrize("version", [Ver(14, 3, 123, 4), Ver(8, 3, 83, 6), Ver(15, 1, 2375, 7)])
@pytest.mark.parametrize("order", [Order(), Order(verbatim=True), Order(complete=True), Order(redact=True)])
def test_the_declaration_is_sound_whatever_was_exported(tmp_path: Path, version: Ver, order: Order) -> None:
    made = import_objects(
        tmp_path, server(AdminDisplayVersion=version), directory(), directory("ews"), order=order
    )

    found = [finding.code for finding in lint_texts({"org.yaml": text_of(made)}).findings]

    assert [
        code for code in found if code.startswith("CAS0") and code not in {"CAS008", "CAS012", "CAS013"}
    ] == []
