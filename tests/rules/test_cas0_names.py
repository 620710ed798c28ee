"""CAS004 and CAS005: names that are there twice, and names that nothing has."""

from __future__ import annotations

import pytest

from declaring import Item, external, organization, path, server
from linting import findings, lint_texts


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.kind, f.subject.name) for f in findings(organization(*servers, **sections), code)]


ONE = server("EX01", fqdn="ex01.contoso.com")


def array(name: str, **more: object) -> Item:
    return {"name": name, "fqdn": f"{name}.contoso.com", "site": "Redmond", **more}


class TestTwice:
    """CAS004."""

    def test_sites(self) -> None:
        sites = [{"name": name} for name in ("Redmond", "Kyoto", "REDMOND", "redmond")]
        found = findings(organization(ONE, sites=sites), "CAS004")

        assert [f.place.text for f in found] == ['"REDMOND"', '"redmond"']
        assert len({f.fingerprint for f in found}) == 2
        assert found[0].related[0].message == "Redmond is first declared here"

    def test_servers_and_arrays(self) -> None:
        arrays = [array("outlook"), array("Outlook"), array("other")]

        assert said("CAS004", ONE, server("ex01"), server("EX02"), clientAccessArrays=arrays) == [
            ("server", "ex01"),
            ("clientAccessArray", "Outlook"),
        ]

    def test_full_names(self) -> None:
        assert said("CAS004", ONE, server("EX02", fqdn="EX01.contoso.com")) == [("server", "EX02")]
        assert said("CAS004", ONE, server("EX02", fqdn="ex02.contoso.com")) == []
        assert len(said("CAS004", ONE, ONE)) == 1

    def test_a_site_and_a_server_may_have_one_name(self) -> None:
        assert said("CAS004", server("Redmond")) == []

    @pytest.mark.parametrize(
        ("versions", "same_server", "count"),
        [
            (("2010 SP3", "2010 SP3"), False, 1),
            (("2007 SP3", "2007 SP3"), False, 0),
            (("2003 SP2", "2003 SP2"), False, 0),
            (("2007 SP3", "2007 SP3"), True, 1),
            (("2007 SP3", "2010 SP3"), False, 0),
        ],
    )
    def test_databases_have_names_of_their_own_from_2010_on(
        self, versions: tuple[str, str], *, same_server: bool, count: int
    ) -> None:
        servers = [server(f"EX{i}", version) for i, version in enumerate(versions)]
        databases = [
            {"name": "DB", "server": "EX0"},
            {"name": "db", "server": "EX0" if same_server else "EX1"},
        ]

        assert len(said("CAS004", *servers, mailboxDatabases=databases)) == count

    def test_databases_of_unknown_servers(self) -> None:
        databases = [{"name": "DB", "server": "X"}, {"name": "DB", "server": "Y"}]

        assert said("CAS004", ONE, mailboxDatabases=databases) == [("mailboxDatabase", "DB")]

    def test_both_files_are_shown(self) -> None:
        root = "include: [more.yaml]\nsites: [{name: Redmond}]\nservers: []\n"
        linted = lint_texts({"org.yaml": root, "more.yaml": "sites: [{name: Redmond}]\n"})
        (found,) = [f for f in linted.findings if f.code == "CAS004"]

        assert (found.place.file, found.related[0].place.file) == ("more.yaml", "org.yaml")


class TestNothing:
    """CAS005."""

    def test_every_reference(self) -> None:
        found = said(
            "CAS005",
            ONE,
            server("EX02", site="Kyoto"),
            sites=[{"name": "Redmond"}],
            clientAccessArrays=[array("a", site="Paris", members=["EX01", "X1", "x1"])],
            mailboxDatabases=[{"name": "DB", "server": "X2"}],
            proxying=[path("X3", "X4", "owa")],
            clients=[
                {"name": "A", "protocol": "owa", "connectsTo": "x", "mailbox": {"site": "X"}},
                {"name": "B", "protocol": "owa", "connectsTo": "x", "mailbox": {"server": "X"}},
                {"name": "C", "protocol": "owa", "connectsTo": "x", "mailbox": {"database": "X"}},
            ],
        )

        assert found == [
            ("server", "EX02"),
            *[("clientAccessArray", "a")] * 3,
            ("mailboxDatabase", "DB"),
            *[("proxying", "X3 -> X4")] * 2,
            *[("client", name) for name in "AABBCC"],
        ]

    def test_names_that_are_there_in_any_capitals(self) -> None:
        assert (
            said(
                "CAS005",
                server("EX01", fqdn="ex01.contoso.com", site="redmond"),
                server("EX03", "2003 SP2"),
                sites=[{"name": "Redmond"}],
                clientAccessArrays=[array("a", site="REDMOND", members=["ex01", "EX01.contoso.com"])],
                mailboxDatabases=[{"name": "DB", "server": "ex01.CONTOSO.com"}],
                proxying=[path("EX01.contoso.com", "ex01", "owa")],
                clients=[
                    {"name": "A", "protocol": "owa", "connectsTo": "ex01", "mailbox": {"site": "REDMOND"}},
                    {"name": "B", "protocol": "owa", "connectsTo": "A", "mailbox": {"server": "ex01"}},
                    {
                        "name": "C",
                        "protocol": "owa",
                        "connectsTo": "a.contoso.com",
                        "mailbox": {"database": "db"},
                    },
                ],
            )
            == []
        )

    @pytest.mark.parametrize(
        "host",
        [
            "EX01",
            "ex01.contoso.com",
            "mail.contoso.com",
            "MAIL.contoso.com.",
            "inside.contoso.com",
            "fail.contoso.com",
            "legacy.contoso.com",
            "past.contoso.com",
            "auto.contoso.com",
            "oa.contoso.com",
            "pop.contoso.com",
            "imap.contoso.com",
            "nlb.contoso.com",
            "a",
            "a.contoso.com",
            "ex02",
        ],
    )
    def test_hosts_to_connect_to(self, host: str) -> None:
        urls = {
            "internalUrl": "https://inside.contoso.com/owa",
            "failbackUrl": "https://fail.contoso.com/owa",
        }
        directories = external(
            "mail.contoso.com", "owa", exchange2003Url="https://legacy.contoso.com/exchange", **urls
        )
        ews = {"internalNlbBypassUrl": "https://past.contoso.com/EWS/Exchange.asmx"}
        full = server(
            "EX01",
            fqdn="ex01.contoso.com",
            **directories,
            ews=ews,
            autoDiscoverServiceInternalUri="https://auto.contoso.com/autodiscover/autodiscover.xml",
            outlookAnywhere={"externalHostname": "oa.contoso.com"},
            pop3={"internalConnectionSettings": ["pop.contoso.com:995:SSL"]},
            imap4={"externalConnectionSettings": ["imap.contoso.com:993:SSL"]},
        )
        client = {"name": "A", "protocol": "owa", "connectsTo": host, "mailbox": {"site": "Redmond"}}
        sites = [{"name": "Redmond", "loadBalancer": "nlb.contoso.com"}]
        sections = {"sites": sites, "clients": [client], "clientAccessArrays": [array("a")]}

        assert said("CAS005", full, server("EX02"), **sections) == []

    def test_the_nearest_host_is_told_and_not_taken(self) -> None:
        client = {
            "name": "A",
            "protocol": "owa",
            "connectsTo": "mial.contoso.com",
            "mailbox": {"site": "Redmond"},
        }
        front = server("EX01", **external("mail.contoso.com", "owa"))
        (found,) = findings(organization(front, clients=[client]), "CAS005")

        assert found.message.endswith("; the nearest is mail.contoso.com")
        assert found.fix is None

    @pytest.mark.parametrize(
        ("sites", "hint", "taken"),
        [
            (["London", "Paris"], "London", True),
            (["Londna", "Londnb"], "Londn", False),
            (["Leon", "Paris"], "Leon", False),
            (["Paris"], None, False),
            (["London: West"], None, False),
            (["-Londn"], "-Londn", False),
        ],
    )
    def test_the_fix_takes_a_name_that_must_be_meant(
        self, sites: list[str], hint: str | None, *, taken: bool
    ) -> None:
        text = "servers:\n  - {name: A, site: Londn, version: 2010, roles: [Mailbox]}\nsites:\n" + "".join(
            f"  - name: {name!r}\n" for name in sites
        )
        (found,) = findings(text, "CAS005")

        assert (f"; the nearest is {hint}" in found.message) is (hint is not None)
        assert (found.fix is not None) is taken
        if found.fix is not None:
            assert not found.fix.safe
            assert [edit.text for edit in found.fix.edits] == ["London"]

    def test_a_host_is_left_to_people(self) -> None:
        text = (
            "sites: [{name: A}]\nservers:\n  - {name: mail-server, site: A, version: 2010 SP3, roles: [ClientAccess]}\n"
            "clients:\n  - {name: B, protocol: owa, connectsTo: mail-servr, mailbox: {site: A}}\n"
        )
        (found,) = findings(text, "CAS005")

        assert found.message.endswith("; the nearest is mail-server")
        assert found.fix is None

    def test_quoted_names_are_left_to_people(self) -> None:
        (found,) = findings(organization(server("A", site="Londn"), sites=[{"name": "London"}]), "CAS005")

        assert "the nearest is London" in found.message
        assert found.fix is None

    def test_many_servers_in_one_unknown_site_are_all_told_the_nearest(self) -> None:
        servers = [server(f"EX{i}", site="Londn") for i in range(300)]
        found = findings(organization(*servers, sites=[{"name": "London"}]), "CAS005")

        assert len(found) == 300
        assert all("the nearest is London" in f.message for f in found)
