"""Client Access arrays and RpcClientAccessServer: the edges that the pages do not show."""

from __future__ import annotations

import pytest

from caslint.finding import Severity
from linting import findings

SITES = "sites: [{name: Redmond}, {name: Paris}]\n"
MULTI = "roles: [ClientAccess, HubTransport, Mailbox]"
TEN = f"version: 2010 SP3, {MULTI}"


def organization(*servers: str, arrays: str = "", databases: str = "", head: str = "") -> str:
    text = f"{head}{SITES}servers:\n" + "".join(f"  - {{{server}}}\n" for server in servers)
    text += f"clientAccessArrays:\n{arrays}" if arrays else ""
    return text + (f"mailboxDatabases:\n{databases}" if databases else "")


EX01 = f"name: EX01, fqdn: ex01.contoso.com, site: Redmond, {TEN}"
EX02 = f"name: EX02, site: Redmond, {TEN}"
PARIS = f"name: EX-P, site: Paris, {TEN}"
MBX = "name: MBX01, site: Redmond, version: 2010 SP3, roles: [Mailbox]"
CAS07 = f"name: CAS07, site: Redmond, version: 2007 SP3, {MULTI}"
OLD = "name: EX03, site: Redmond, version: 2003 SP2"
NEWER = f"name: EX15, site: Redmond, version: Exchange 2013, {MULTI}"
ODD = f"name: ODD, site: Redmond, version: twelve, {MULTI}"
ARRAY = "  - {name: outlook, fqdn: outlook.contoso.com, site: Redmond}\n"
PARIS_ARRAY = "  - {name: outlook-paris, fqdn: outlook.paris.contoso.com, site: Paris}\n"


def said(text: str, code: str) -> list[tuple[str, str]]:
    """Severity and subject of the findings of one rule."""
    return [(f.severity.word, f.subject.name) for f in findings(text, code)]


# CAS701


def test_the_arrays_of_a_site_are_reported_once_at_the_second() -> None:
    arrays = "".join(f"  - {{name: a{i}, fqdn: a{i}.contoso.com, site: redmond}}\n" for i in range(3))
    (found,) = findings(organization(EX01, arrays=arrays), "CAS701")

    assert found.subject.name == "Redmond"
    assert found.place.pointer == "/clientAccessArrays/1/site"
    assert found.message.startswith("Redmond has the Client Access arrays a0, a1 and a2:")
    assert [related.message for related in found.related] == ["a0 is declared here", "a2 is declared here"]


def test_the_order_of_the_arrays_changes_no_finding_about_them() -> None:
    arrays = [f"  - {{name: {name}, fqdn: {name}.contoso.com, site: Redmond}}\n" for name in "ab"]

    (one,) = findings(organization(EX01, arrays="".join(arrays)), "CAS701")
    (other,) = findings(organization(EX01, arrays="".join(arrays[::-1])), "CAS701")

    assert (one.message, one.fingerprint) == (other.message, other.fingerprint)


def test_arrays_of_two_sites_and_of_unknown_sites_are_no_duplicates() -> None:
    lost = (
        "  - {name: a, fqdn: a.contoso.com, site: Redmnd}\n  - {name: b, fqdn: b.contoso.com, site: Redmnd}\n"
    )

    assert said(organization(EX01, PARIS, arrays=ARRAY + PARIS_ARRAY + lost), "CAS701") == []


# CAS702


def with_members(members: str, *servers: str, more: str = "") -> str:
    array = f"  - {{name: outlook, fqdn: outlook.contoso.com, site: Redmond, members: {members}}}\n"
    return organization(*servers, arrays=array + more)


@pytest.mark.parametrize("server", [PARIS, MBX, CAS07, OLD])
def test_a_server_that_cannot_be_a_member_is_an_error(server: str) -> None:
    name = server.split(",", maxsplit=1)[0].removeprefix("name: ")
    found = findings(with_members(f"[EX01, {name}]", EX01, server), "CAS702")

    assert [(f.severity, f.subject.name, f.place.text) for f in found] == [(Severity.ERROR, "outlook", name)]
    assert found[0].related[0].place.text == f"name: {name}"


@pytest.mark.parametrize("server", [NEWER, ODD])
def test_a_member_of_a_version_outside_the_range_is_not_judged(server: str) -> None:
    name = server.split(",", maxsplit=1)[0].removeprefix("name: ")

    assert said(with_members(f"[EX01, {name}]", EX01, server), "CAS702") == []


def test_two_wrong_members_have_two_fingerprints() -> None:
    found = findings(with_members("[EX01, MBX01, CAS07]", EX01, MBX, CAS07), "CAS702")

    assert len({f.fingerprint for f in found}) == 2


def test_members_may_be_written_as_full_names_in_any_case() -> None:
    assert said(with_members("[EX01.CONTOSO.COM, ex02]", EX01, EX02), "CAS702") == []


def test_an_unknown_member_is_left_to_the_rule_about_references() -> None:
    assert said(with_members("[EX01, EX99]", EX01), "CAS702") == []


@pytest.mark.parametrize("members", ["[]", "null", "[EX01]"])
def test_a_list_that_leaves_servers_out_is_one_warning(members: str) -> None:
    found = findings(with_members(members, EX01, EX02, CAS07, MBX, PARIS), "CAS702")

    assert [(f.severity, f.subject.name) for f in found] == [(Severity.WARNING, "outlook")]
    assert "EX02" in found[0].message
    assert ("EX01" in found[0].message) == (members != "[EX01]")


def test_a_wrong_member_and_a_missing_one_are_two_findings() -> None:
    assert said(with_members("[EX-P]", EX01, PARIS), "CAS702") == [
        ("warning", "outlook"),
        ("error", "outlook"),
    ]


def test_a_site_with_two_arrays_is_not_told_what_each_list_leaves_out() -> None:
    assert said(with_members("[EX01]", EX01, EX02, more=ARRAY.replace("outlook", "second")), "CAS702") == []


def test_an_array_of_an_unknown_site_has_wrong_members_but_none_of_another_site() -> None:
    array = "  - {name: a, fqdn: a.contoso.com, site: Redmnd, members: [EX01, EX-P, MBX01]}\n"

    assert [f.place.text for f in findings(organization(EX01, PARIS, MBX, arrays=array), "CAS702")] == [
        "MBX01"
    ]


def test_a_member_in_a_site_that_is_not_declared_may_be_one() -> None:
    lost = f"name: LOST, site: Nowhere, {TEN}"

    assert said(with_members("[EX01, LOST]", EX01, lost), "CAS702") == []


# CAS703


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        (EX01, []),
        (CAS07, [("error", "outlook")]),
        (MBX, [("error", "outlook")]),
        (OLD, [("error", "outlook")]),
        (NEWER, [("error", "outlook")]),
        (PARIS, [("error", "outlook")]),
        (ODD, []),
    ],
)
def test_the_site_of_an_array_needs_a_2010_client_access_server(
    server: str, expected: list[tuple[str, str]]
) -> None:
    assert said(organization(server, arrays=ARRAY), "CAS703") == expected


def test_a_server_without_the_role_cannot_be_the_one_that_is_missing() -> None:
    odd = "name: ODD, site: Redmond, version: twelve, roles: [Mailbox]"

    assert said(organization(odd, arrays=ARRAY), "CAS703") == [("error", "outlook")]


def test_an_array_of_an_unknown_site_is_left_to_the_rule_about_references() -> None:
    assert said(organization(EX01, arrays=ARRAY.replace("Redmond", "Redmnd")), "CAS703") == []


# CAS704


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("[outlook.contoso.com]", True),
        ("[Outlook.Contoso.Com]", True),
        ('["*.contoso.com"]', True),
        ('["*.com"]', False),
        ("[mail.contoso.com]", False),
        ("[contoso.com]", False),
        ("[]", False),
    ],
)
def test_an_array_name_that_resolves_outside(names: str, found: bool) -> None:
    text = organization(EX01, arrays=ARRAY, head=f"organization: {{externalDnsNames: {names}}}\n")

    assert said(text, "CAS704") == ([("warning", "outlook")] if found else [])


def test_nothing_is_said_where_the_names_outside_are_not_declared() -> None:
    assert said(organization(EX01, arrays=ARRAY), "CAS704") == []


# CAS705

DIRECTORY = """\
sites: [{name: Redmond}]
servers:
  - name: EX01
    site: Redmond
    version: 2010 SP3
    roles: [ClientAccess, HubTransport, Mailbox]
    %s
clientAccessArrays: [{name: outlook, fqdn: Mail.contoso.com, site: Redmond}]
"""


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        (
            'virtualDirectories: {owa: {externalUrl: "https://MAIL.contoso.com/owa"}}',
            "ExternalUrl of EX01/owa",
        ),
        (
            'virtualDirectories: {owa: {failbackUrl: "https://mail.contoso.com/owa"}}',
            "FailbackUrl of EX01/owa",
        ),
        (
            'virtualDirectories: {owa: {exchange2003Url: "https://mail.contoso.com/a"}}',
            "Exchange2003Url of EX01",
        ),
        (
            'virtualDirectories: {ecp: {internalUrl: "https://mail.contoso.com/ecp"}}',
            "InternalUrl of EX01/ecp",
        ),
        (
            'virtualDirectories: {oab: {externalUrl: "https://mail.contoso.com/OAB"}}',
            "ExternalUrl of EX01/oab",
        ),
        (
            'virtualDirectories: {ews: {internalNlbBypassUrl: "https://mail.contoso.com/"}}',
            "InternalNlbBypassUrl",
        ),
        (
            'autoDiscoverServiceInternalUri: "https://mail.contoso.com/"',
            "AutoDiscoverServiceInternalUri of EX01",
        ),
        (
            "outlookAnywhere: {externalHostname: MAIL.contoso.com}",
            "ExternalHostname of Outlook Anywhere on EX01",
        ),
        ("fqdn: mail.contoso.com", "InternalUrl of EX01/owa"),
    ],
)
def test_every_setting_that_shares_the_name_of_an_array_is_named(setting: str, words: str) -> None:
    found = findings(DIRECTORY % setting, "CAS705")

    assert [(f.severity.word, f.subject.name) for f in found] == [("warning", "outlook")]
    assert words in found[0].message
    assert words in found[0].related[0].message


def test_a_name_that_is_used_outside_comes_first_and_all_are_shown() -> None:
    both = '{owa: {internalUrl: "https://mail.contoso.com/owa", externalUrl: "https://mail.contoso.com/owa"}}'
    (found,) = findings(DIRECTORY % f"virtualDirectories: {both}", "CAS705")

    assert "the ExternalUrl of EX01/owa: it resolves outside" in found.message
    assert len(found.related) == 2


def test_a_name_of_its_own_is_fine_and_so_is_a_site_of_unknown_urls() -> None:
    assert findings(DIRECTORY % "fqdn: ex01.contoso.com", "CAS705") == []
    assert findings(DIRECTORY % "virtualDirectories: {owa: unknown}", "CAS705") == []


# CAS706


@pytest.mark.parametrize(
    ("server", "database", "expected"),
    [
        (EX01, "EX01", ["Redmond"]),
        (CAS07, "CAS07", []),
        (MBX, "MBX01", []),
        (EX01, "EX99", []),
    ],
)
def test_2010_databases_and_a_client_access_server_ask_for_an_array(
    server: str, database: str, expected: list[str]
) -> None:
    text = organization(server, databases=f"  - {{name: DB01, server: {database}}}\n")

    assert [f.subject.name for f in findings(text, "CAS706")] == expected


def test_an_array_of_the_site_is_enough_and_one_of_another_site_is_not() -> None:
    databases = "  - {name: DB01, server: EX01}\n  - {name: DB02, server: EX-P}\n"

    assert said(organization(EX01, PARIS, arrays=ARRAY, databases=databases), "CAS706") == [("info", "Paris")]
    assert said(organization(EX01, PARIS, databases=databases), "CAS706") == [
        ("info", "Redmond"),
        ("info", "Paris"),
    ]


def test_without_declared_databases_nothing_is_asked() -> None:
    assert said(organization(EX01), "CAS706") == []


# CAS707, CAS708, CAS709: one of them at most speaks of a database


def rpc(value: str, *servers: str, arrays: str = "", server: str = "EX01") -> list[tuple[str, str]]:
    database = f"  - {{name: DB01, server: {server}, rpcClientAccessServer: {value}}}\n"
    found = findings(organization(*servers, arrays=arrays, databases=database), "CAS707", "CAS708", "CAS709")
    assert {f.subject.name for f in found} <= {"DB01"}
    return [(f.code, f.severity.word) for f in found]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("outlook.contoso.com", []),
        ("OUTLOOK.Contoso.com", []),
        ("outlook", []),
        ("null", []),
        ("MBX01", [("CAS707", "error")]),
        ("CAS07", [("CAS707", "error")]),
        ("EX03", [("CAS707", "error")]),
        ("EX15", []),
        ("ODD", []),
        ("outlook.fabrikam.com", [("CAS707", "warning")]),
        ("EX-P", [("CAS708", "warning")]),
        ("MBX01-P", [("CAS707", "error")]),
        ("CAS07-P", [("CAS707", "error")]),
        ("outlook.paris.contoso.com", [("CAS708", "warning")]),
        ("EX01", [("CAS709", "warning")]),
        ("ex01.contoso.com", [("CAS709", "warning")]),
    ],
)
def test_what_a_database_may_name(value: str, expected: list[tuple[str, str]]) -> None:
    in_paris = [server.replace("Redmond", "Paris").replace(",", "-P,", 1) for server in (MBX, CAS07)]
    servers = (EX01, MBX, CAS07, OLD, NEWER, ODD, PARIS, *in_paris)

    assert rpc(value, *servers, arrays=ARRAY + PARIS_ARRAY) == expected


def test_only_what_could_be_meant_is_suggested() -> None:
    def hint(value: str) -> str:
        database = f"  - {{name: DB01, server: EX01, rpcClientAccessServer: {value}}}\n"
        (found,) = findings(organization(EX01, EX02, MBX, arrays=ARRAY, databases=database), "CAS707")
        return found.message.partition("the nearest is ")[2]

    assert hint("outlok.contoso.com") == "outlook.contoso.com"
    assert hint("ex1.contoso.com") == "ex01.contoso.com"
    assert hint("EX2") == "EX02"
    assert hint("MBX1") == ""


def test_without_an_array_a_client_access_server_of_the_site_is_what_there_is() -> None:
    assert rpc("EX01", EX01) == []
    assert rpc("EX02", EX01, EX02) == []


def test_a_database_of_2007_or_of_an_unknown_server_is_not_judged() -> None:
    assert rpc("MBX01", EX01, MBX, CAS07, server="CAS07") == []
    assert rpc("MBX01", EX01, MBX, server="EX99") == []


def test_a_site_that_is_not_declared_is_no_other_site() -> None:
    lost = "name: LOST, site: Nowhere, version: 2010 SP3, roles: [ClientAccess, Mailbox]"

    assert rpc("LOST", EX01, lost) == []
    assert rpc("EX01", EX01, lost, server="LOST") == []


def test_where_two_sites_use_one_array_name_the_own_one_is_meant() -> None:
    twin = PARIS_ARRAY.replace("outlook.paris.contoso.com", "outlook.contoso.com")

    assert rpc("outlook.contoso.com", EX01, PARIS, arrays=twin + ARRAY) == []
    assert rpc("outlook.contoso.com", EX01, PARIS, arrays=twin + ARRAY, server="EX-P") == []


def fix_title(value: str, *servers: str, arrays: str = "") -> str | None:
    database = f"  - {{name: DB01, server: EX01, rpcClientAccessServer: {value}}}\n"
    (found,) = findings(
        organization(*servers, arrays=arrays, databases=database), "CAS707", "CAS708", "CAS709"
    )
    assert found.fix is None or not found.fix.safe
    return found.fix.title if found.fix else None


def test_the_fix_sets_the_one_name_that_the_site_can_mean() -> None:
    second = ARRAY.replace("outlook", "second")

    assert fix_title("MBX01", EX01, MBX, arrays=ARRAY) == "set RpcClientAccessServer to outlook.contoso.com"
    assert fix_title("MBX01", EX01, MBX) == "set RpcClientAccessServer to ex01.contoso.com"
    assert fix_title("MBX01", EX01, EX02, MBX) is None
    assert fix_title("MBX01", EX01, MBX, arrays=ARRAY + second) is None
    assert fix_title("EX-P", EX01, PARIS) == "set RpcClientAccessServer to ex01.contoso.com"
    assert fix_title("fabrikam", EX01, arrays=ARRAY) is None


def test_a_name_that_is_shared_and_resolves_outside_is_reported_once() -> None:
    text = DIRECTORY % 'virtualDirectories: {owa: {externalUrl: "https://mail.contoso.com/owa"}}'

    found = findings("organization: {externalDnsNames: [mail.contoso.com]}\n" + text, "CAS704", "CAS705")

    assert [f.code for f in found] == ["CAS705"]
