"""CAS303 to CAS306: authentication of OWA beside ECP, behind http, and on 2003 back ends."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, Item, external, organization, server
from linting import findings

MAIL = "mail.contoso.com"


def said(code: str, *servers: Item) -> list[str]:
    return [finding.subject.name for finding in findings(organization(*servers), code)]


class TestOwaBesideEcp:
    """CAS303."""

    @pytest.mark.parametrize(
        "switch", ["formsAuthentication", "basicAuthentication", "windowsAuthentication"]
    )
    def test_a_switch_that_differs(self, switch: str) -> None:
        assert said("CAS303", server("EX01", owa={switch: True}, ecp={switch: False})) == ["EX01/ecp"]
        assert said("CAS303", server("EX01", owa={switch: False}, ecp={switch: True})) == ["EX01/ecp"]
        assert said("CAS303", server("EX01", owa={switch: True}, ecp={switch: True})) == []

    def test_digest_is_not_compared(self) -> None:
        switch = "digestAuthentication"

        assert said("CAS303", server("EX01", owa={switch: True}, ecp={switch: False})) == []

    @pytest.mark.parametrize("ecp", [{}, {"basicAuthentication": True}, "unknown", "absent"])
    def test_what_is_not_known_of_both_is_not_compared(self, ecp: object) -> None:
        assert said("CAS303", server("EX01", owa={"formsAuthentication": False}, ecp=ecp)) == []

    def test_lists_of_methods_count(self) -> None:
        owa = {"internalAuthenticationMethods": ["Basic", "Fba"]}
        text = organization(server("EX01", owa=owa, ecp={"internalAuthenticationMethods": ["Basic"]}))
        (finding,) = findings(text, "CAS303")

        assert finding.message == (
            "EX01/ecp has forms-based authentication off, unlike EX01/owa: users who open their options in OWA are "
            "asked to log on again"
        )
        assert finding.place.text == '"internalAuthenticationMethods"'
        assert [related.place.text for related in finding.related] == ['"internalAuthenticationMethods"']
        assert finding.fix is None

    def test_both_places_are_shown(self) -> None:
        owa, ecp = {"basicAuthentication": True}, {"basicAuthentication": False}
        (finding,) = findings(organization(server("EX01", owa=owa, ecp=ecp)), "CAS303")

        assert (finding.place.text, finding.related[0].place.text) == ("false", "true")

    def test_two_switches_make_one_finding(self) -> None:
        owa = {"formsAuthentication": False, "basicAuthentication": True, "windowsAuthentication": True}
        ecp = {"formsAuthentication": True, "basicAuthentication": False, "windowsAuthentication": False}
        (finding,) = findings(organization(server("EX01", owa=owa, ecp=ecp)), "CAS303")

        assert finding.message.startswith(
            "EX01/ecp has forms-based authentication on and Basic and Windows authentication off, unlike EX01/owa"
        )

    def test_a_switch_that_is_not_written_has_no_fix(self) -> None:
        ecp = {"windowsAuthentication": True}
        (finding,) = findings(
            organization(server("EX01", owa={"formsAuthentication": True}, ecp=ecp)), "CAS303"
        )

        assert finding.fix is not None
        (finding,) = findings(
            organization(
                server("EX01", owa={"windowsAuthentication": True}, ecp={"formsAuthentication": True})
            ),
            "CAS303",
        )
        assert finding.fix is None

    def test_a_list_of_methods_beside_the_switch_has_no_fix(self) -> None:
        ecp = {"basicAuthentication": False, "internalAuthenticationMethods": ["Fba"]}
        (finding,) = findings(
            organization(server("EX01", owa={"basicAuthentication": True}, ecp=ecp)), "CAS303"
        )

        assert finding.fix is None

    def test_web_sites_are_compared_with_themselves(self) -> None:
        forms, plain = {"formsAuthentication": True}, {"formsAuthentication": False}
        inside = {"webSite": "Inside"}

        assert said("CAS303", server("EX01", owa=forms, ecp={**plain, **inside})) == []
        assert said("CAS303", server("EX01", owa=forms, ecp={**plain, "webSite": "default web site"})) == [
            "EX01/ecp (default web site)"
        ]
        assert said(
            "CAS303", server("EX01", owa=[forms, {**plain, **inside}], ecp=[forms, {**forms, **inside}])
        ) == ["EX01/ecp (Inside)"]

    @pytest.mark.parametrize("version", ["2007 SP3", "2013"])
    def test_2010_only(self, version: str) -> None:
        pair: Item = {"owa": {"formsAuthentication": True}, "ecp": {"formsAuthentication": False}}

        assert said("CAS303", server("EX01", version, **pair)) == []

    def test_no_client_access_server_no_finding(self) -> None:
        pair: Item = {"owa": {"formsAuthentication": True}, "ecp": {"formsAuthentication": False}}

        assert said("CAS303", server("EX01", roles=["Mailbox"], **pair)) == []

    @pytest.mark.parametrize(
        ("owa", "ecp"),
        [
            ({"windowsAuthentication": True}, {"formsAuthentication": True}),
            ({"formsAuthentication": True}, {"windowsAuthentication": True}),
            ({"windowsAuthentication": False}, {"windowsAuthentication": True}),
            (
                {"formsAuthentication": True, "windowsAuthentication": True},
                {"formsAuthentication": False, "windowsAuthentication": True},
            ),
        ],
    )
    def test_what_refuses_proxied_sessions_is_said_by_its_own_rule(self, owa: Item, ecp: Item) -> None:
        front = server("EX01", **external(MAIL, "owa"))
        text = organization(front, server("EX02", site="Kyoto", owa=owa, ecp=ecp))

        assert [f.code for f in findings(text, "CAS301", "CAS302")] != []
        assert findings(text, "CAS303") == []
        assert said("CAS303", server("EX02", owa=owa, ecp=ecp)) == ["EX02/ecp"]

    def test_a_proxy_target_is_compared_like_any_other(self) -> None:
        owa = {"windowsAuthentication": True, "basicAuthentication": True}
        ecp = {"windowsAuthentication": True, "basicAuthentication": False}
        front = server("EX01", **external(MAIL, "owa"))

        assert said("CAS303", front, server("EX02", site="Kyoto", owa=owa, ecp=ecp)) == ["EX02/ecp"]


class TestFormsBehindHttp:
    """CAS304."""

    @pytest.mark.parametrize(
        ("urls", "said_of_them"),
        [
            ({"externalUrl": "http://mail/owa"}, "its ExternalUrl is http://mail/owa"),
            ({"internalUrl": "http://ex01/owa"}, "its InternalUrl is http://ex01/owa"),
            (
                {"externalUrl": "http://mail/owa", "internalUrl": "http://ex01/owa"},
                "its ExternalUrl is http://mail/owa and its InternalUrl is http://ex01/owa",
            ),
        ],
    )
    def test_either_url(self, urls: Item, said_of_them: str) -> None:
        (finding,) = findings(
            organization(server("EX01", owa={"formsAuthentication": True, **urls})), "CAS304"
        )

        assert finding.message == (
            f"EX01/owa uses forms-based authentication and {said_of_them}: passwords travel unencrypted"
        )
        assert len(finding.related) == len(urls)

    @pytest.mark.parametrize("url", ["https://mail/owa", None, "mail"])
    def test_no_http_no_finding(self, url: str | None) -> None:
        assert said("CAS304", server("EX01", owa={"formsAuthentication": True, "externalUrl": url})) == []

    @pytest.mark.parametrize("forms", [{}, {"formsAuthentication": False}])
    def test_no_forms_no_finding(self, forms: Item) -> None:
        assert said("CAS304", server("EX01", owa={**forms, "externalUrl": "http://mail/owa"})) == []

    def test_the_list_of_methods_says_it_too(self) -> None:
        owa = {"internalAuthenticationMethods": ["Fba"], "externalUrl": "http://mail/owa"}
        (finding,) = findings(organization(server("EX07", "2007 SP3", owa=owa)), "CAS304")

        assert finding.place.text == '"internalAuthenticationMethods"'


BACK_END = server("BE1", "2003 SP2", activesync={"basicAuthEnabled": True, "windowsAuthEnabled": False})


class TestPhonesOf2003:
    """CAS305."""

    @pytest.mark.parametrize("version", ["2007", "2010 SP3"])
    def test_phones_enter_by_a_newer_server(self, version: str) -> None:
        assert said("CAS305", server("CAS1", version, **external(MAIL, "activesync")), BACK_END) == [
            "BE1/activesync"
        ]

    def test_incident_the_first_2007_server_in_front(self) -> None:
        front = server("CAS1", "8.0.685.24", roles=CLIENT_ACCESS)
        (finding,) = findings(organization(front, BACK_END), "CAS305")

        assert (finding.severity.word, finding.message) == (
            "error",
            (
                "BE1/activesync has Windows authentication off, but CAS1 proxies phones straight to it: those with a "
                "mailbox on BE1 do not synchronize"
            ),
        )

    def test_without_a_newer_server_nothing_is_wrong(self) -> None:
        assert said("CAS305", BACK_END) == []
        assert said("CAS305", server("MBX1", roles=["Mailbox"]), BACK_END) == []
        assert said("CAS305", server("CAS1", activesync="absent"), BACK_END) == []
        assert said("CAS305", server("CAS1", activesync="unknown"), BACK_END) == []
        assert said("CAS305", server("CAS1", "2013"), BACK_END) == []

    def test_the_entry_is_the_internet_facing_one(self) -> None:
        servers = [server("CAS1"), server("CAS2", **external(MAIL, "activesync")), BACK_END]
        (finding,) = findings(organization(*servers), "CAS305")

        assert finding.related[0].message == "phones enter by CAS2/activesync"

    @pytest.mark.parametrize(
        "back_end",
        [
            server("BE1", "2003 SP2"),
            server("BE1", "2003 SP2", activesync={"windowsAuthEnabled": True}),
            server("BE1", "2003 SP2", activesync={"basicAuthEnabled": True}),
            server("BE1", "2003 SP2", activesync="unknown"),
            server("BE1", "2003 SP2", roles=["FrontEnd"], activesync={"windowsAuthEnabled": False}),
            server("BE1", "2007 SP3", activesync={"windowsAuthEnabled": False}),
        ],
    )
    def test_who_is_not_concerned(self, back_end: Item) -> None:
        assert said("CAS305", server("CAS1", **external(MAIL, "activesync")), back_end) == []

    def test_a_list_of_methods_has_no_fix(self) -> None:
        back_end = server("BE1", "2003 SP2", activesync={"internalAuthenticationMethods": ["Basic"]})
        (finding,) = findings(organization(server("CAS1"), back_end), "CAS305")

        assert finding.fix is None
        assert finding.place.text == '"internalAuthenticationMethods"'


class TestOwaOf2003:
    """CAS306."""

    FORMS = server("BE1", "2003 SP2", exchange={"formsAuthentication": True})

    @pytest.mark.parametrize(
        ("exchange", "state"),
        [
            ({"formsAuthentication": True}, "uses forms-based authentication"),
            ({"formsAuthentication": True, "windowsAuthentication": True}, "uses forms-based authentication"),
            ({"windowsAuthentication": False}, "has Windows authentication off"),
            ({"internalAuthenticationMethods": ["Basic"]}, "has Windows authentication off"),
            ({"internalAuthenticationMethods": ["Fba"]}, "uses forms-based authentication"),
        ],
    )
    def test_what_the_back_end_must_not_have(self, exchange: Item, state: str) -> None:
        front = server("CAS1", "2007 SP3", **external(MAIL, "owa"))
        (finding,) = findings(organization(front, server("BE1", "2003 SP2", exchange=exchange)), "CAS306")

        assert finding.severity.word == "error"
        assert finding.message.startswith(f"BE1/exchange {state}, but CAS1 proxies OWA straight to it")

    @pytest.mark.parametrize(
        "exchange",
        [{}, {"formsAuthentication": False, "windowsAuthentication": True}, {"basicAuthentication": True}],
    )
    def test_what_it_may_have(self, exchange: Item) -> None:
        front = server("CAS1", "2007 SP3", **external(MAIL, "owa"))

        assert said("CAS306", front, server("BE1", "2003 SP2", exchange=exchange)) == []

    def test_a_front_end_holds_no_mailboxes(self) -> None:
        front = server("CAS1", "2007 SP3", **external(MAIL, "owa"))

        assert said("CAS306", front, self.FORMS | {"roles": ["FrontEnd"]}) == []

    def test_2010_redirects(self) -> None:
        assert said("CAS306", server("CAS1", **external(MAIL, "owa")), self.FORMS) == []
        assert said("CAS306", server("CAS1"), self.FORMS) == []

    def test_any_2007_server_is_the_entry_where_none_is_internet_facing(self) -> None:
        assert said("CAS306", server("CAS1", "2007 SP3"), self.FORMS) == ["BE1/exchange"]

    def test_a_2007_server_behind_another_entry_is_none(self) -> None:
        inside = server("CAS2", "2007 SP3")

        assert said("CAS306", server("CAS1", **external(MAIL, "owa")), inside, self.FORMS) == []
