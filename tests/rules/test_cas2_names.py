"""CAS210, CAS217 and CAS219: the names by which clients outside find a server."""

from __future__ import annotations

import pytest

from declaring import MAILBOX, Item, external, organization, server
from declaring import one as vdir
from linting import findings

MAIL = "mail.contoso.com"
EVERY = ("owa", "ecp", "activesync", "ews", "oab")


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def messages(code: str, *servers: Item, **sections: object) -> list[str]:
    return [f.message for f in findings(organization(*servers, **sections), code)]


def owa(url: str | None, **more: object) -> Item:
    return {"owa": {"externalUrl": url, **more}}


class TestServerName:
    """CAS210."""

    def test_the_name_of_any_declared_server(self) -> None:
        other = server("MBX01", roles=MAILBOX, fqdn="MBX01.contoso.com")
        found = findings(
            organization(server("EX01", **owa("https://mbx01.contoso.com/owa")), other), "CAS210"
        )

        assert "which is the own name of MBX01" in found[0].message
        assert found[0].related[0].place.text == '"MBX01.contoso.com"'

    @pytest.mark.parametrize("protocol", [*EVERY, "autodiscover"])
    def test_every_protocol(self, protocol: str) -> None:
        one = server(
            "EX01", fqdn="ex01.contoso.com", **vdir(protocol, {"externalUrl": "https://ex01.contoso.com/x"})
        )

        assert said("CAS210", one) == [(f"EX01/{protocol}", "warning")]

    @pytest.mark.parametrize(
        "one",
        [
            server("EX01", fqdn="ex01.contoso.com", **owa("https://mail.contoso.com/owa")),
            server("EX01", fqdn="ex01.contoso.com", **owa("https://ex01.contoso.com.au/owa")),
            server("EX01", **owa("https://ex01.contoso.com/owa")),
            server(
                "EX01",
                fqdn="x.contoso.com",
                **owa("https://ex01.c.d/owa", internalUrl="https://ex01.c.d/owa"),
            ),
            server("EX01", **owa("https://ex01.c.d/owa", internalUrl="https://ex01.c.e/owa")),
            server("EX01", **owa("https://ex011.c.d/owa", internalUrl="https://ex011.c.d/owa")),
            server("EX01", fqdn="ex01.contoso.local", **owa("https://ex01.contoso.local/owa")),
            server(
                "EX01", fqdn="ex01.contoso.com", internetFacing=False, **owa("https://ex01.contoso.com/owa")
            ),
        ],
    )
    def test_what_is_no_servers_name_or_is_told_by_another_rule(self, one: Item) -> None:
        assert said("CAS210", one) == []

    def test_a_full_name_that_is_not_declared_is_seen_in_the_internal_url(self) -> None:
        one = server("EX01", **owa("https://EX01.c.d/owa", internalUrl="https://ex01.c.d/owa"))

        assert said("CAS210", one) == [("EX01/owa", "warning")]

    def test_names_outside_the_public_zones_are_told_by_another_rule(self) -> None:
        one = server("EX01", fqdn="ex01.contoso.com", **owa("https://ex01.contoso.com/owa"))

        assert said("CAS210", one, organization={"externalDnsNames": ["mail.contoso.com"]}) == []
        assert said("CAS210", one, organization={"externalDnsNames": ["*.contoso.com"]}) == [
            ("EX01/owa", "warning")
        ]


class TestPublicName:
    """CAS219."""

    @pytest.mark.parametrize(
        ("host", "why"),
        [
            ("ex01", "cannot be found"),
            ("ex01.contoso.LOCAL", "cannot be found"),
            ("ex01.contoso.internal", "cannot be found"),
            ("ex01.lan", "cannot be found"),
            ("ex01.corp", "cannot be found"),
            ("ex01.intranet", "cannot be found"),
            ("10.1.2.3", "is an address"),
            ("[fd00::1]", "is an address"),
        ],
    )
    def test_hosts_that_nobody_outside_can_find(self, host: str, why: str) -> None:
        (message,) = messages("CAS219", server("EX01", **owa(f"https://{host}/owa")))

        assert why in message

    @pytest.mark.parametrize(
        "host",
        ["mail.contoso.com", "local.contoso.com", "mail.mylocal", "corp.example", "1.2.3.4.contoso.com"],
    )
    def test_hosts_that_may_be_public(self, host: str) -> None:
        assert said("CAS219", server("EX01", **owa(f"https://{host}/owa"))) == []

    @pytest.mark.parametrize(
        ("listed", "covered"),
        [
            (["mail.contoso.com"], True),
            (["MAIL.contoso.com."], True),
            (["*.contoso.com"], True),
            (["*.com"], False),
            (["contoso.com"], False),
            (["*.mail.contoso.com"], False),
            ([], False),
        ],
    )
    def test_declared_zones(self, listed: list[str], *, covered: bool) -> None:
        found = messages(
            "CAS219", server("EX01", **owa(f"https://{MAIL}/owa")), organization={"externalDnsNames": listed}
        )

        assert ["externalDnsNames does not hold" in message for message in found] == (
            [] if covered else [True]
        )

    @pytest.mark.parametrize("protocol", [*EVERY, "autodiscover"])
    def test_every_protocol(self, protocol: str) -> None:
        assert said("CAS219", server("EX01", **vdir(protocol, {"externalUrl": "https://ex01/x"}))) == [
            (f"EX01/{protocol}", "warning")
        ]

    def test_a_directory_that_should_have_none_is_told_by_another_rule(self) -> None:
        assert said("CAS219", server("EX01", internetFacing=False, **owa("https://ex01/owa"))) == []


class TestCertificate:
    """CAS217."""

    FRONT = server("EX01", certificateNames=[MAIL], **external(MAIL, "owa"))

    @pytest.mark.parametrize(
        ("more", "host"),
        [
            (external("eas.contoso.com", "activesync"), "eas.contoso.com"),
            (owa(f"https://{MAIL}/owa", failbackUrl="https://fail.contoso.com/owa"), "fail.contoso.com"),
            ({"autoDiscoverServiceInternalUri": "https://auto.contoso.com/x"}, "auto.contoso.com"),
            ({"outlookAnywhere": {"enabled": True, "externalHostname": "oa.contoso.com"}}, "oa.contoso.com"),
            ({"pop3": {"externalConnectionSettings": ["pop.contoso.com:995:SSL"]}}, "pop.contoso.com"),
            ({"imap4": {"externalConnectionSettings": ["imap.contoso.com:993:SSL"]}}, "imap.contoso.com"),
        ],
    )
    def test_the_hosts_that_clients_use(self, more: Item, host: str) -> None:
        directories = self.FRONT["virtualDirectories"] | {k: more[k] for k in more if k in EVERY}
        more = {k: more[k] for k in more if k not in EVERY}
        (message,) = messages("CAS217", self.FRONT | {"virtualDirectories": directories} | more)

        assert f"does not hold {host}:" in message

    @pytest.mark.parametrize(
        "more",
        [
            {"outlookAnywhere": {"enabled": False, "externalHostname": "oa.contoso.com"}},
            {"outlookAnywhere": {"enabled": True, "externalHostname": None}},
            {"pop3": {"internalConnectionSettings": ["pop.contoso.com:995:SSL"]}},
            {"autoDiscoverServiceInternalUri": None},
        ],
    )
    def test_hosts_that_they_do_not_use(self, more: Item) -> None:
        assert messages("CAS217", self.FRONT | more) == []

    @pytest.mark.parametrize(
        ("names", "covered"),
        [
            (["*.contoso.com"], True),
            (["Mail.Contoso.Com"], True),
            (["*.com"], False),
            (["contoso.com"], False),
            ([], False),
        ],
    )
    def test_wildcards_cover_one_label(self, names: list[str], *, covered: bool) -> None:
        assert (messages("CAS217", self.FRONT | {"certificateNames": names}) == []) is covered

    def test_who_is_not_judged(self) -> None:
        front = self.FRONT | {"certificateNames": ["EX01"]}
        inside = {"virtualDirectories": {"owa": {"externalUrl": None}}}
        without = {key: value for key, value in front.items() if key != "certificateNames"}

        assert len(messages("CAS217", front)) == 1
        assert messages("CAS217", front | inside) == []
        assert messages("CAS217", without) == []
        assert messages("CAS217", front | {"version": "Exchange 2013"}) == []

    def test_one_finding_a_server_with_every_host_once(self) -> None:
        front = server(
            "EX01", certificateNames=["x"], **external(MAIL, "owa", "ecp"), **external("b.contoso.com", "ews")
        )
        (found,) = findings(organization(front), "CAS217")

        assert "mail.contoso.com and b.contoso.com: clients that use them" in found.message
        assert [r.message for r in found.related] == [
            "EX01/owa uses mail.contoso.com",
            "EX01/ews uses b.contoso.com",
        ]
