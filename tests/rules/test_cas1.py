"""CAS101 to CAS108 but CAS103: which roles a site needs, and where servers stand."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, EVERY_ROLE, MAILBOX, Item, organization, server
from linting import findings


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def messages(code: str, *servers: Item) -> list[str]:
    return [f.message for f in findings(organization(*servers), code)]


MBX = server("MBX01", roles=MAILBOX)
MBX07 = server("MBX07", "2007 SP3", roles=MAILBOX)


class TestClientAccess:
    """CAS101 and CAS102."""

    @pytest.mark.parametrize(
        ("code", "mailbox", "needed"), [("CAS101", MBX, "2010 SP3"), ("CAS102", MBX07, "2007 SP3")]
    )
    def test_one_of_the_mailboxes_own_version(self, code: str, mailbox: Item, needed: str) -> None:
        for version in ("2007 SP3", "2010 SP3", "Exchange 2013", "fourteen"):
            cas = server("CAS01", version, roles=CLIENT_ACCESS)
            expected = [] if version == needed else [("Redmond", "error")]

            assert said(code, mailbox, cas) == expected
            assert said(code, mailbox, cas | {"site": "Kyoto"}) == [("Redmond", "error")]

    @pytest.mark.parametrize("code", ["CAS101", "CAS102"])
    def test_other_versions_mailboxes_and_none(self, code: str) -> None:
        assert said(code, server("EX15", "Exchange 2013", roles=MAILBOX)) == []
        assert said(code, server("EX03", "2003 SP2") | {"site": "Redmond"}) == []
        assert said(code, server("HUB01", roles=["HubTransport"])) == []

    def test_once_a_site_with_all_its_mailbox_servers(self) -> None:
        (message,) = messages("CAS102", MBX07, MBX07 | {"name": "MBX08"})

        assert "Mailbox servers MBX07 and MBX08 but no Exchange 2007 Client Access server" in message
        assert "of Exchange 2010" not in message

    def test_a_2010_server_that_seems_to_help_is_named(self) -> None:
        (message,) = messages("CAS102", MBX07, server("CAS10", roles=CLIENT_ACCESS))

        assert message.endswith("and CAS10 of Exchange 2010 does not open them")


class TestHub:
    """CAS105."""

    @pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
    def test_a_mailbox_server_without_transport(self, version: str) -> None:
        assert said("CAS105", server("EX01", version, roles=["Mailbox"])) == [("Redmond", "error")]

    @pytest.mark.parametrize(
        ("other", "found"),
        [
            (server("HUB07", "2007 SP3", roles=["HubTransport"]), False),
            (server("HUB10", roles=["HubTransport"]), False),
            (server("HUB", "fourteen", roles=["HubTransport"]), False),
            (server("EX15", "Exchange 2013", roles=["Mailbox"]), False),
            (server("HUB10", site="Kyoto", roles=["HubTransport"]), True),
            (server("CAS01", roles=CLIENT_ACCESS), True),
            (server("EX03", "2003 SP2") | {"site": "Redmond"}, True),
        ],
    )
    def test_who_transports(self, other: Item, *, found: bool) -> None:
        assert bool(said("CAS105", server("EX01", roles=["Mailbox"]), other)) is found

    def test_other_mailboxes_are_not_judged(self) -> None:
        assert said("CAS105", server("EX03", "2003 SP2") | {"site": "Redmond"}) == []
        assert said("CAS105", server("CAS01", roles=CLIENT_ACCESS)) == []

    def test_both_families_in_one_finding(self) -> None:
        pair = (server("EX07", "2007 SP3", roles=["Mailbox"]), server("EX10", roles=["Mailbox"]))
        (message,) = messages("CAS105", *pair)

        assert "Mailbox servers EX07 and EX10" in message


class TestPerimeter:
    """CAS106."""

    @pytest.mark.parametrize(
        ("roles", "words"),
        [
            (CLIENT_ACCESS, "the Client Access role and"),
            (["Mailbox"], "the Mailbox role and"),
            (["HubTransport"], "the Hub Transport role and"),
            (EVERY_ROLE, "the Client Access, Mailbox and Hub Transport roles and"),
            (["EdgeTransport"], ""),
            (["UnifiedMessaging"], ""),
        ],
    )
    @pytest.mark.parametrize("version", ["2007 SP3", "2010 SP3"])
    def test_roles_that_belong_inside(self, version: str, roles: list[str], words: str) -> None:
        found = messages("CAS106", server("EX01", version, roles=roles, perimeter=True))

        assert [words in message for message in found] == ([True] if words else [])
        assert messages("CAS106", server("EX01", version, roles=roles)) == []

    @pytest.mark.parametrize("version", ["2003 SP2", "Exchange 2013", "fourteen"])
    def test_other_versions_are_not_judged(self, version: str) -> None:
        assert said("CAS106", server("EX01", version, perimeter=True) | {"roles": CLIENT_ACCESS}) == []


class TestGlobalCatalog:
    """CAS107."""

    @pytest.mark.parametrize(
        ("catalog", "words"),
        [
            ("none", "has no global catalog"),
            ("read-only", "has only a read-only"),
            ("writable", ""),
            (None, ""),
        ],
    )
    def test_the_kind_of_catalog(self, catalog: str | None, words: str) -> None:
        site = {"name": "Redmond"} | ({"globalCatalog": catalog} if catalog else {})
        found = findings(organization(server("EX01"), sites=[site]), "CAS107")

        assert [words in f.message for f in found] == ([True] if words else [])

    @pytest.mark.parametrize(
        ("one", "found"),
        [
            (server("EX01", roles=["HubTransport"]), True),
            (server("EX07", "2007 SP3", roles=CLIENT_ACCESS), True),
            (server("EDGE", roles=["EdgeTransport"]), False),
            (server("EX03", "2003 SP2") | {"site": "Redmond"}, False),
            (server("EX15", "Exchange 2013"), False),
            (server("EX01", site="Kyoto"), False),
        ],
    )
    def test_who_needs_it(self, one: Item, *, found: bool) -> None:
        sites = [{"name": "Redmond", "globalCatalog": "none"}, {"name": "Kyoto"}]

        assert said("CAS107", one, sites=sites) == ([("Redmond", "error")] if found else [])

    def test_many_servers_are_named_shortly(self) -> None:
        servers = [server(f"EX{i}") for i in range(9)]
        (found,) = findings(
            organization(*servers, sites=[{"name": "Redmond", "globalCatalog": "none"}]), "CAS107"
        )

        assert "EX3 and 5 more need a writable one" in found.message
        assert len(found.related) == 5


class TestOrder:
    """CAS108."""

    @pytest.mark.parametrize(
        ("servers", "found"),
        [
            ((MBX, server("CAS01", roles=CLIENT_ACCESS, planned=True)), True),
            ((MBX, server("CAS01", roles=CLIENT_ACCESS, planned=False)), False),
            ((MBX, server("CAS01", roles=CLIENT_ACCESS)), False),
            ((MBX | {"planned": True}, server("CAS01", roles=CLIENT_ACCESS, planned=True)), False),
            ((MBX | {"planned": True}, server("EX01", planned=True), MBX | {"name": "MBX02"}), True),
            ((server("EX01", planned=True),), False),
            ((MBX, server("CAS01", planned=True), server("CAS02", roles=CLIENT_ACCESS)), False),
            ((MBX, server("CAS07", "2007 SP3", roles=CLIENT_ACCESS, planned=True)), False),
            ((MBX07, server("CAS01", roles=CLIENT_ACCESS, planned=True)), False),
            ((MBX, server("CAS01", site="Kyoto", roles=CLIENT_ACCESS, planned=True)), False),
            ((MBX,), False),
        ],
    )
    def test_mailboxes_before_client_access(self, servers: tuple[Item, ...], *, found: bool) -> None:
        assert said("CAS108", *servers) == ([("Redmond", "info")] if found else [])

    def test_planned_servers_count_as_installed_elsewhere(self) -> None:
        assert said("CAS101", MBX, server("CAS01", roles=CLIENT_ACCESS, planned=True)) == []
