"""CAS012 and CAS014: authentication that is not declared, or that contradicts itself."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, Item, external, organization, server
from declaring import one as vdir
from linting import findings

MAIL = "mail.contoso.com"
PROXIED = ("owa", "ecp", "activesync", "ews")


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def messages(code: str, *servers: Item, **sections: object) -> list[str]:
    return [f.message for f in findings(organization(*servers, **sections), code)]


BE03 = server("BE03", "2003 SP2")


class TestNotDeclared:
    """CAS012."""

    FRONT = server("EX01", **external(MAIL, *PROXIED))

    def behind(self, **directories: object) -> Item:
        known: Item = {protocol: {"windowsAuthentication": True} for protocol in ("owa", "ecp", "ews")}
        known["activesync"] = {"windowsAuthEnabled": True}
        known.update(directories)
        return server("EX02", site="Kyoto", **known)

    @pytest.mark.parametrize("protocol", PROXIED)
    def test_the_key_that_would_decide(self, protocol: str) -> None:
        key = "windowsAuthEnabled" if protocol == "activesync" else "windowsAuthentication"
        (message,) = messages("CAS012", self.FRONT, self.behind(**vdir(protocol, {})))

        assert message.endswith(f"declare {protocol}.{key}")
        assert "is proxied to EX02" in message

    @pytest.mark.parametrize(
        "directories",
        [
            {},
            {"owa": "unknown"},
            {"owa": "absent"},
            {"owa": {"formsAuthentication": True}},
            {"owa": {"internalAuthenticationMethods": ["Basic"]}},
            {"owa": {"windowsAuthentication": False}},
        ],
    )
    def test_what_is_known_or_known_to_be_unknown(self, directories: Item) -> None:
        assert said("CAS012", self.FRONT, self.behind(**directories)) == []

    def test_once_a_server_with_all_keys(self) -> None:
        (message,) = messages("CAS012", self.FRONT, server("EX02", site="Kyoto"))

        assert message.startswith("OWA, ECP, ActiveSync and EWS are proxied to EX02")

    def test_who_is_not_proxied_to(self) -> None:
        assert said("CAS012", self.FRONT, server("EX02", site="Kyoto", roles=CLIENT_ACCESS)) == []
        assert said("CAS012", self.FRONT, server("EX02", site="Kyoto", roles=MAILBOX)) == []
        assert said("CAS012", server("EX01"), server("EX02", site="Kyoto")) == []
        assert said("CAS012", self.FRONT, server("EX02")) == []

    @pytest.mark.parametrize(
        ("front", "keys"),
        [
            (server("EX10", **external(MAIL, "owa")), ""),
            (server("EX10", **external(MAIL, "owa", "activesync")), "activesync.windowsAuthEnabled"),
            (
                server("EX07", "2007 SP3", **external(MAIL, "owa", "activesync")),
                "exchange.windowsAuthentication and activesync.windowsAuthEnabled",
            ),
        ],
    )
    def test_back_ends_of_2003(self, front: Item, keys: str) -> None:
        known = (
            front["virtualDirectories"] if keys else front["virtualDirectories"] | {"activesync": "absent"}
        )
        found = messages("CAS012", front | {"virtualDirectories": known}, BE03)

        assert [message.endswith(f"declare {keys}") for message in found] == ([True] if keys else [])

    def test_front_ends_and_declared_back_ends_of_2003(self) -> None:
        front = server("EX07", "2007 SP3", **external(MAIL, "owa", "activesync"))
        known = server("BE03", "2003 SP2", exchange={"windowsAuthentication": False}, activesync="unknown")

        assert said("CAS012", front, known) == []
        assert said("CAS012", front, server("FE03", "2003 SP2", roles=["FrontEnd"])) == []


class TestContradiction:
    """CAS014."""

    @pytest.mark.parametrize("field", ["windowsAuthentication", "digestAuthentication"])
    @pytest.mark.parametrize("protocol", ["owa", "ecp"])
    def test_forms_exclude_others(self, protocol: str, field: str) -> None:
        directory = {"formsAuthentication": True, field: True}

        assert said("CAS014", server("EX01", **vdir(protocol, directory))) == [
            (f"EX01/{protocol}", "warning")
        ]
        assert said("CAS014", server("EX01", **vdir(protocol, directory | {field: False}))) == []
        assert (
            said("CAS014", server("EX01", **vdir(protocol, directory | {"formsAuthentication": False}))) == []
        )

    def test_2003_sets_them_apart(self) -> None:
        both = {"formsAuthentication": True, "windowsAuthentication": True}

        assert said("CAS014", server("BE03", "2003 SP2", exchange=both)) == []

    @pytest.mark.parametrize(
        ("protocol", "field", "method"),
        [
            ("owa", "formsAuthentication", "Fba"),
            ("owa", "basicAuthentication", "Basic"),
            ("owa", "windowsAuthentication", "WindowsIntegrated"),
            ("ews", "windowsAuthentication", "Ntlm"),
            ("oab", "digestAuthentication", "Digest"),
            ("activesync", "basicAuthEnabled", "Basic"),
            ("activesync", "windowsAuthEnabled", "Ntlm"),
        ],
    )
    def test_a_switch_and_the_list(self, protocol: str, field: str, method: str) -> None:
        def found(value: object, methods: list[str] | None) -> list[str]:
            directory = {field: value, "internalAuthenticationMethods": methods}
            return messages("CAS014", server("EX01", **vdir(protocol, directory)))

        assert found(value=True, methods=[method]) == []
        assert found(value=False, methods=["Certificate"]) == []
        assert found(value=False, methods=None) == []
        assert [f"{field} on" in message for message in found(value=True, methods=["Certificate"])] == [True]
        assert [f"{field} off" in message for message in found(value=False, methods=[method])] == [True]

    def test_one_of_the_two_alone_contradicts_nothing(self) -> None:
        assert said("CAS014", server("EX01", owa={"internalAuthenticationMethods": ["Fba"]})) == []
        assert said("CAS014", server("EX01", owa={"windowsAuthentication": True})) == []
        assert said("CAS014", server("EX01", owa={"formsAuthentication": True})) == []

    def test_one_finding_a_directory_at_the_first_switch(self) -> None:
        owa = {
            "formsAuthentication": True,
            "windowsAuthentication": True,
            "basicAuthentication": False,
            "internalAuthenticationMethods": ["Basic"],
        }
        (found,) = findings(organization(server("EX01", owa=owa)), "CAS014")

        assert found.place.pointer.endswith("/windowsAuthentication")
        assert "basicAuthentication off and a list of methods that says on" in found.message

    def test_external_methods_are_another_matter(self) -> None:
        assert (
            said(
                "CAS014",
                server("EX01", owa={"basicAuthentication": True, "externalAuthenticationMethods": ["Fba"]}),
            )
            == []
        )

    def test_later_versions_are_not_judged(self) -> None:
        both = {"formsAuthentication": True, "windowsAuthentication": True}

        assert said("CAS014", server("EX15", "Exchange 2013", owa=both)) == []
        assert said("CAS014", server("EX07", "2007 SP3", owa=both)) == [("EX07/owa", "warning")]
