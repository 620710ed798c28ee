"""CAS301 and CAS302: who must take proxied sessions, and what refuses them."""

from __future__ import annotations

from typing import ClassVar

import pytest

from declaring import CLIENT_ACCESS, MAILBOX, Item, external, one, organization, server
from linting import findings

ALL = ("owa", "ecp", "activesync", "ews")
FRONT = server("EX01", **external("mail.contoso.com", *ALL))


def off(protocol: str) -> Item:
    return {"windowsAuthEnabled" if protocol == "activesync" else "windowsAuthentication": False}


def on(protocol: str) -> Item:
    return dict.fromkeys(off(protocol), True)


def said(*servers: Item, code: str = "CAS301") -> list[tuple[str, str]]:
    found = findings(organization(*servers), code)
    return [(finding.subject.name, finding.severity.word) for finding in found]


def behind(*protocols: str, name: str = "EX02", **fields: object) -> Item:
    return server(
        name, "2010 SP3", "Kyoto", None, **{protocol: off(protocol) for protocol in protocols}, **fields
    )


@pytest.mark.parametrize("protocol", ALL)
def test_a_target_without_windows_authentication(protocol: str) -> None:
    assert said(FRONT, behind(protocol)) == [(f"EX02/{protocol}", "error")]
    assert said(FRONT, server("EX02", site="Kyoto", **one(protocol, on(protocol)))) == []


@pytest.mark.parametrize(
    ("protocol", "seen"),
    [
        ("owa", "users see an error page and EX01 logs event 71"),
        ("ecp", "users who open their options see an error page"),
        ("activesync", "phones do not synchronize"),
        ("ews", "clients get ErrorNoDestinationCASDueToKerberosRequirements"),
    ],
)
def test_what_clients_see(protocol: str, seen: str) -> None:
    (finding,) = findings(organization(FRONT, behind(protocol)), "CAS301")

    assert (
        finding.message == f"EX02/{protocol} has Windows authentication off, but EX01 proxies to it: {seen}"
    )
    assert [related.place.text for related in finding.related] == [
        FRONT["virtualDirectories"][protocol]["externalUrl"].join('""')
    ]


@pytest.mark.parametrize("protocol", ALL)
def test_undeclared_authentication_is_unknown(protocol: str) -> None:
    assert said(FRONT, server("EX02", site="Kyoto")) == []
    assert said(FRONT, server("EX02", site="Kyoto", **one(protocol, {"basicAuthentication": True}))) == []
    assert said(FRONT, server("EX02", site="Kyoto", **one(protocol, "unknown"))) == []


def test_nobody_proxies_where_there_is_no_entry_in_another_site() -> None:
    beside = server("EX03", site="Kyoto", roles=CLIENT_ACCESS, **external("kyoto.contoso.com", "owa"))

    assert said(server("EX01"), behind(*ALL)) == []
    assert said(server("EX01"), beside, behind(*ALL)) == []


def test_nobody_proxies_inside_a_site() -> None:
    assert said(FRONT, server("EX02", owa=off("owa"))) == []


def test_a_site_with_an_external_url_is_redirected_to_except_for_ews() -> None:
    beside = server("EX03", site="Kyoto", roles=CLIENT_ACCESS, **external("kyoto.contoso.com", *ALL))

    assert said(FRONT, beside, behind(*ALL)) == [("EX02/ews", "warning")]


def test_a_site_without_mailboxes_is_no_target() -> None:
    assert said(FRONT, server("EX02", "2010 SP3", "Kyoto", CLIENT_ACCESS, owa=off("owa"))) == []


def test_2007_targets_behind_2010_and_2007_but_2010_never_behind_2007() -> None:
    front07 = server("EX01", "2007 SP3", **external("mail.contoso.com", "owa"))
    behind07 = server("EX02", "2007 SP3", "Kyoto", owa=off("owa"))

    assert said(FRONT, behind07) == [("EX02/owa", "error")]
    assert said(front07, behind07) == [("EX02/owa", "error")]
    assert said(front07, behind("owa")) == []


def test_the_list_of_methods_says_it_too() -> None:
    def listed(*methods: str) -> Item:
        return server("EX02", site="Kyoto", ews={"internalAuthenticationMethods": list(methods)})

    (finding,) = findings(organization(FRONT, listed("Basic")), "CAS301")
    assert finding.place.text == '"internalAuthenticationMethods"'
    assert finding.fix is None
    assert said(FRONT, listed("Basic", "WindowsIntegrated")) == []
    assert said(FRONT, listed("Ntlm")) == []


def test_forms_turn_windows_authentication_off() -> None:
    text = organization(FRONT, server("EX02", site="Kyoto", owa={"formsAuthentication": True}))
    (finding,) = findings(text, "CAS301")

    assert finding.message.startswith(
        "EX02/owa uses forms-based authentication, which turns Windows authentication off, but EX01 proxies to it"
    )
    assert finding.place.text == "true"


def test_incident_a_branch_left_at_basic_and_forms() -> None:
    left = {"internalAuthenticationMethods": ["Basic", "Fba"], "externalUrl": None}
    text = organization(
        server("EX1"),
        server("Mail", roles=CLIENT_ACCESS, **external("mail.contoso.com", "owa", "ecp")),
        server("EX2", site="Branch", owa=left, ecp=left),
    )

    assert [(f.code, f.subject.name) for f in findings(text, "CAS3")] == [
        ("CAS301", "EX2/owa"),
        ("CAS301", "EX2/ecp"),
    ]


def test_incident_a_healthy_branch() -> None:
    right = {"internalAuthenticationMethods": ["Basic", "WindowsIntegrated"], "externalUrl": None}
    text = organization(
        server("EX1"),
        server("Mail", roles=CLIENT_ACCESS, **external("mail.contoso.com", "owa", "ecp")),
        server("EX2", site="Branch", owa=right, ecp=right),
    )

    assert findings(text, "CAS3", "CAS5") == []


class TestEcp:
    """ECP shows the options of OWA."""

    def test_it_is_proxied_where_owa_is(self) -> None:
        owa_only = server("EX01", **external("mail.contoso.com", "owa"))

        assert said(owa_only, behind("ecp")) == [("EX02/ecp", "error")]

    def test_it_is_proxied_where_owa_is_not(self) -> None:
        ecp_only = server("EX01", **external("mail.contoso.com", "ecp"))

        assert said(ecp_only, behind("ecp")) == [("EX02/ecp", "error")]

    def test_it_is_said_once(self) -> None:
        assert said(FRONT, behind("ecp")) == [("EX02/ecp", "error")]

    def test_a_site_with_an_external_url_of_its_own_for_ecp(self) -> None:
        owa_only = server("EX01", **external("mail.contoso.com", "owa"))
        beside = server("EX03", site="Kyoto", roles=CLIENT_ACCESS, **external("kyoto.contoso.com", "ecp"))

        assert said(owa_only, beside, behind("ecp")) == []

    def test_a_site_whose_external_url_for_ecp_is_unknown(self) -> None:
        owa_only = server("EX01", **external("mail.contoso.com", "owa"))
        beside = server("EX03", site="Kyoto", roles=CLIENT_ACCESS, ecp="unknown")

        assert said(owa_only, beside, behind("ecp")) == []

    def test_a_site_to_which_owa_is_redirected(self) -> None:
        owa_only = server("EX01", **external("mail.contoso.com", "owa"))
        target = server("EX02", site="Kyoto", ecp=off("ecp"), **external("kyoto.contoso.com", "owa"))

        assert said(owa_only, target) == []

    def test_2007_has_none(self) -> None:
        owa_only = server("EX01", **external("mail.contoso.com", "owa"))

        assert said(owa_only, server("EX02", "2007 SP3", "Kyoto", ecp=off("ecp"))) == []


class TestAnotherServerOfTheGroup:
    """Sessions go to a server that can take them; only where there is none they fail."""

    def test_one_that_can(self) -> None:
        text = organization(FRONT, behind("owa"), server("EX03", site="Kyoto", owa=on("owa")))
        (finding,) = findings(text, "CAS301")

        assert (finding.severity.word, finding.message) == (
            "warning",
            (
                "EX02/owa has Windows authentication off: it takes no session that EX01 proxies, and users depend on "
                "the other Client Access servers of Kyoto"
            ),
        )

    def test_one_of_which_nothing_is_known(self) -> None:
        assert said(FRONT, behind("owa"), server("EX03", site="Kyoto")) == [("EX02/owa", "warning")]

    def test_all_without_windows_authentication(self) -> None:
        assert said(FRONT, behind("owa"), behind("owa", name="EX03")) == [
            ("EX02/owa", "error"),
            ("EX03/owa", "error"),
        ]

    @pytest.mark.parametrize(
        ("url", "severity"),
        [(None, "error"), ("http://ex03/owa", "error"), ("https://ex03/owa", "warning"), ("ex03", "warning")],
    )
    def test_its_internal_url_has_to_serve_too(self, url: str | None, severity: str) -> None:
        other = server("EX03", site="Kyoto", owa={**on("owa"), "internalUrl": url})

        assert said(FRONT, behind("owa"), other) == [("EX02/owa", severity)]

    def test_http_serves_where_every_entry_allows_it(self) -> None:
        plain = server("EX03", site="Kyoto", owa={**on("owa"), "internalUrl": "http://ex03/owa"})
        allowing = server("EX01", allowProxyingWithoutSsl=True, **external("mail.contoso.com", "owa"))

        assert said(allowing, behind("owa"), plain) == [("EX02/owa", "warning")]
        assert said(allowing, FRONT | {"name": "EX09"}, behind("owa"), plain) == [("EX02/owa", "error")]

    @pytest.mark.parametrize("protocol", ["ecp", "activesync", "ews"])
    def test_http_serves_owa_only(self, protocol: str) -> None:
        plain = server("EX03", site="Kyoto", **one(protocol, {**on(protocol), "internalUrl": "http://ex03/"}))

        assert said(FRONT | {"allowProxyingWithoutSsl": True}, behind(protocol), plain) == [
            (f"EX02/{protocol}", "error")
        ]

    @pytest.mark.parametrize(
        ("bypass", "severity"),
        [("https://ex03/EWS", "warning"), ("http://ex03/EWS", "error"), (None, "error")],
    )
    def test_ews_is_reached_past_the_balancer(self, bypass: str | None, severity: str) -> None:
        urls = {"internalUrl": "http://cas/EWS", "internalNlbBypassUrl": bypass}

        assert said(FRONT, behind("ews"), server("EX03", site="Kyoto", ews={**on("ews"), **urls})) == [
            ("EX02/ews", severity)
        ]

    def test_one_of_another_site_or_family_does_not_help(self) -> None:
        other_site = server("EX03", site="Osaka", owa=on("owa"))
        other_family = server("EX03", "2007 SP3", "Kyoto", owa=on("owa"))

        assert said(FRONT, behind("owa"), other_site) == [("EX02/owa", "error")]
        assert said(FRONT, behind("owa"), other_family) == [("EX02/owa", "error")]

    def test_a_second_web_site_does_not_help(self) -> None:
        two = [off("owa"), {**on("owa"), "webSite": "Second"}]

        assert said(FRONT, server("EX02", site="Kyoto", owa=two)) == [("EX02/owa", "error")]

    def test_a_server_without_the_directory_does_not_help(self) -> None:
        assert said(FRONT, behind("owa"), server("EX03", site="Kyoto", owa="absent")) == [
            ("EX02/owa", "error")
        ]
        assert said(FRONT, behind("owa"), server("EX03", site="Kyoto", roles=MAILBOX)) == [
            ("EX02/owa", "error")
        ]


class TestForms:
    """CAS302 speaks where CAS301 has nothing to say."""

    BOTH: ClassVar[Item] = {"formsAuthentication": True, "windowsAuthentication": True}

    @pytest.mark.parametrize("protocol", ["owa", "ecp"])
    def test_forms_beside_windows_authentication(self, protocol: str) -> None:
        target = server("EX02", site="Kyoto", **one(protocol, self.BOTH))

        assert said(FRONT, target, code="CAS302") == [(f"EX02/{protocol}", "error")]
        assert said(FRONT, target) == []

    def test_forms_without_it_are_left_to_the_other_rule(self) -> None:
        assert (
            said(FRONT, server("EX02", site="Kyoto", owa={"formsAuthentication": True}), code="CAS302") == []
        )

    def test_the_list_of_methods_says_it_too(self) -> None:
        listed = {"internalAuthenticationMethods": ["Fba", "WindowsIntegrated"]}
        (finding,) = findings(organization(FRONT, server("EX02", site="Kyoto", owa=listed)), "CAS302")

        assert finding.place.text == '"internalAuthenticationMethods"'
        assert finding.fix is None

    def test_no_forms(self) -> None:
        target = server("EX02", site="Kyoto", owa={**self.BOTH, "formsAuthentication": False})

        assert said(FRONT, target, code="CAS302") == []

    def test_who_is_not_proxied_to_may_use_forms(self) -> None:
        assert said(server("EX01"), server("EX02", site="Kyoto", owa=self.BOTH), code="CAS302") == []
