"""CAS006 to CAS008 and CAS013: what versions and builds tell."""

from __future__ import annotations

import pytest

from declaring import CLIENT_ACCESS, Item, external, organization, server
from linting import findings

MAIL = "mail.contoso.com"


def said(code: str, *servers: Item, **sections: object) -> list[tuple[str, str]]:
    return [(f.subject.name, f.severity.word) for f in findings(organization(*servers, **sections), code)]


def messages(code: str, *servers: Item) -> list[str]:
    return [f.message for f in findings(organization(*servers), code)]


def written(version: str, more: str = "") -> str:
    facts = f"name: EX01, site: Redmond, version: {version}, roles: [ClientAccess]"
    return f"sites: [{{name: Redmond}}]\nservers:\n  - {{{facts}{more}}}\n"


class TestText:
    """CAS006."""

    @pytest.mark.parametrize(
        ("version", "loss"),
        [
            ("14.10", ", which YAML reads as 14.1,"),
            ("14.00", ", which YAML reads as 14.0,"),
            ("14.3", "number, so"),
            ("14.0", "number, so"),
            ("8.1", "number, so"),
            ("2010", "number, so"),
            ("2016", "number, so"),
        ],
    )
    def test_bare_numbers(self, version: str, loss: str) -> None:
        text = written(version)
        (found,) = findings(text, "CAS006")

        assert "is a bare number" in found.message
        assert loss in found.message
        assert found.fix is not None
        assert found.fix.safe
        (edit,) = found.fix.edits
        mended = text[: edit.start] + edit.text + text[edit.end :]
        assert f'version: "{version}"' in mended
        assert findings(mended, "CAS006") == []

    @pytest.mark.parametrize(
        "version", ["14.three", "7", "6.0", "12.5", "Exchange 2000", "2010 SP", "v" * 100]
    )
    def test_texts_that_are_no_version(self, version: str) -> None:
        (found,) = findings(written(version), "CAS006")

        assert "is not understood" in found.message
        assert found.fix is None
        assert len(found.message) < 250

    @pytest.mark.parametrize(
        "version", ["14.3.123.4", "Version 14.3 (Build 123.4)", '"2010"', "'14.3'", "2010 SP3"]
    )
    def test_texts_that_are(self, version: str) -> None:
        assert findings(written(version), "CAS006") == []

    @pytest.mark.parametrize(
        ("version", "build", "words"),
        [
            ("2010 SP3", "14.3.496.0", None),
            ("2010", "14.3.496.0", None),
            ("2010 SP3", "Version 14.3 (Build 496.0)", None),
            ("2010 SP3", "14.2.390.3", "is of 2010 SP2 but its version is 2010 SP3"),
            ("2010 SP3", "8.3.517.0", "is of 2007 SP3 but its version is 2010 SP3"),
            ("2010", "8.3.517.0", "is of 2007 SP3 but its version is 2010"),
            ("2010 SP2", "14.3.328.5", None),
            ("2010 SP3", "14.3.328.5", "is of 2010 SP2"),
            ("2010 SP3", "RU5", "is not understood"),
            ("2010 SP3", "2010 SP3", "is not understood"),
            ("2010 SP3", "14.3", "is not understood"),
            ("2010 SP3", "12.0.1.2", "is not understood"),
        ],
    )
    def test_builds(self, version: str, build: str, words: str | None) -> None:
        found = messages("CAS006", server("EX01", version, build=build))

        assert [words is not None and words in message for message in found] == (
            [] if words is None else [True]
        )

    def test_a_version_and_a_build_are_told_apart(self) -> None:
        found = findings(organization(server("EX01", "fourteen", build="RU5")), "CAS006")

        assert len({f.fingerprint for f in found}) == 2
        assert messages("CAS006", server("EX01", "fourteen", build="14.3.496.0")) == [found[0].message]

    def test_every_server_whatever_its_role(self) -> None:
        assert said("CAS006", server("MBX01", "x", roles=["Mailbox"])) == [("MBX01", "error")]


class TestKnown:
    """CAS007."""

    @pytest.mark.parametrize(
        ("version", "pack"),
        [
            ("14.3.132.4", "2010 SP3"),
            ("14.10.1.1", "2010"),
            ("2010 SP4", "2010"),
            ("2010 SP3 RU99", "2010 SP3"),
            ("8.3.83.7", "2007 SP3"),
            ("6.5.7000.0", None),
            ("6.5.9000.0", "2003 SP2"),
            ("14.3.123.4", None),
            ("Version 8.3 (Build 83.6)", None),
            ("15.1.9999.9", None),
            ("x", None),
        ],
    )
    def test_versions(self, version: str, pack: str | None) -> None:
        found = messages("CAS007", server("EX01", version))

        assert [message.endswith(f"is judged as {pack}") for message in found] == (
            [] if pack is None else [True]
        )

    @pytest.mark.parametrize(
        ("build", "count"), [("14.3.496.0", 0), ("14.3.496.1", 1), ("14.3.328.5", 1), ("RU5", 0), ("14.3", 0)]
    )
    def test_builds(self, build: str, count: int) -> None:
        assert len(messages("CAS007", server("EX01", build=build))) == count

    def test_both_are_told_apart(self) -> None:
        found = findings(organization(server("EX01", "14.3.132.4", build="14.3.496.1")), "CAS007")

        assert len({f.fingerprint for f in found}) == 2

    @pytest.mark.parametrize(
        ("version", "expected"),
        [("14.3.328.5", "14.2.328.5"), ("Version 14.3 (Build 328.5)", None), ('"14.3.328.5"', None)],
    )
    def test_the_misprint_is_read_as_what_it_means(self, version: str, expected: str | None) -> None:
        (found,) = findings(written(version), "CAS007")

        assert "it is 2010 SP2 RU5, 14.2.328.5, and is read so" in found.message
        assert (found.fix is not None) is (expected is not None)
        if found.fix is not None:
            assert found.fix.safe
            assert [edit.text for edit in found.fix.edits] == [expected]


class TestRange:
    """CAS008."""

    @pytest.mark.parametrize(
        ("version", "count"),
        [
            ("Exchange 2013", 1),
            ("15.2.986.5", 1),
            ("2019 CU12", 1),
            ("2010 SP3", 0),
            ("2003 SP2", 0),
            ("x", 0),
        ],
    )
    def test_once_a_server(self, version: str, count: int) -> None:
        assert said("CAS008", server("EX01", version)) == [("EX01", "info")] * count


class TestRollup:
    """CAS013."""

    FRONT = server("EX01", **external(MAIL, "owa"))
    BEHIND = server("EX02", site="Kyoto")

    @pytest.mark.parametrize(
        ("front", "behind", "named"),
        [
            ({}, {}, "servers EX01 and EX02"),
            ({"build": "14.3.496.0"}, {}, "server EX02"),
            ({}, {"build": "14.3.496.0"}, "server EX01"),
            ({"build": "14.3.496.0"}, {"build": "14.3.123.4"}, ""),
            ({"version": "2010 SP3"}, {"version": "2010 SP2"}, ""),
            ({"version": "2010"}, {"version": "2010 SP2"}, "servers EX01 and EX02"),
            ({"version": "2010 SP3"}, {"version": "2007 SP3"}, ""),
            ({"version": "2010 SP2"}, {"version": "2010 SP1"}, "server EX01"),
            ({"version": "2010 SP2"}, {"version": "2007 SP3"}, "server EX01"),
            ({"version": "2010 SP2"}, {"version": "2010 SP3"}, ""),
            ({"version": "2010 SP2 RU2"}, {"version": "2010 SP1"}, ""),
            ({"version": "2007 SP2"}, {"version": "2007 SP1"}, ""),
            ({"version": "2007 SP3"}, {"version": "2007 SP3"}, "servers EX01 and EX02"),
            ({"version": "2007 SP3"}, {"version": "2010 SP3"}, ""),
            ({"version": "fourteen"}, {}, ""),
            ({}, {"version": "fourteen"}, ""),
        ],
    )
    def test_owa_that_is_proxied(self, front: Item, behind: Item, named: str) -> None:
        found = messages("CAS013", self.FRONT | front, self.BEHIND | behind)

        assert [f"the rollup of {named} decides" in message for message in found] == ([True] if named else [])

    def test_every_entry_is_compared_with_every_target(self) -> None:
        known = {"build": "14.3.496.0"}
        entries = [
            self.FRONT | known,
            self.FRONT | {"name": "EX03", "version": "2007 SP3"},
            self.FRONT | {"name": "EX04"},
            self.FRONT | {"name": "EX05", "site": "Osaka", "version": "2010 SP2"},
        ]
        (message,) = messages("CAS013", *entries, self.BEHIND | known)
        assert "the rollup of server EX04 decides" in message
        older = self.BEHIND | {"version": "2010 SP1", "build": "14.1.438.0"}
        (message,) = messages("CAS013", *reversed(entries), older)
        assert "the rollup of server EX05 decides" in message

    def test_an_entry_is_not_compared_with_its_own_site(self) -> None:
        own = server("EX07", "2007 SP3", site="Kyoto", **external("kyoto.contoso.com", "owa"))
        behind = self.BEHIND | {"version": "2010 SP1"}
        old = server("MBX07", "2007 SP3", site="Osaka")

        assert said("CAS013", self.FRONT, own, behind) == []
        assert len(said("CAS013", self.FRONT, own, behind, old)) == 1

    def test_where_owa_is_not_proxied_no_rollup_matters(self) -> None:
        published = self.BEHIND | {"virtualDirectories": external("kyoto.contoso.com", "owa")}

        assert said("CAS013", self.FRONT, published) == []
        assert said("CAS013", self.FRONT, self.BEHIND | {"roles": CLIENT_ACCESS}) == []
        assert said("CAS013", server("EX01"), self.BEHIND) == []

    @pytest.mark.parametrize(
        ("version", "count"),
        [
            ("2010 SP2", 1),
            ("2010", 1),
            ("2010 SP3", 0),
            ("2010 SP1", 0),
            ("2010 SP2 RU6", 0),
            ("2007 SP3", 0),
        ],
    )
    def test_phones_that_are_sent_from_one_published_site_to_another(self, version: str, count: int) -> None:
        front = server("EX01", version, **external(MAIL, "activesync"))
        other = server("EX02", "2010 SP3", site="Kyoto", **external("kyoto.contoso.com", "activesync"))

        assert said("CAS013", front, other) == [("", "info")] * count
        assert said("CAS013", front, other | {"site": "Redmond"}) == []

    def test_one_finding_names_a_few_of_many(self) -> None:
        many = [self.BEHIND | {"name": f"EX{i}"} for i in range(10, 20)]
        (found,) = findings(organization(self.FRONT, *many), "CAS013")

        assert len(found.related) == 5
        assert "EX01, EX10, EX11, EX12 and 7 more" in found.message
