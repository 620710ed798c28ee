"""CAS416: what is set for other sites where there are none."""

from __future__ import annotations

import pytest

from declaring import Item, organization, server
from linting import findings


def said(*servers: Item) -> list[tuple[str, str]]:
    return [(f.subject.name, f.place.text.strip('"')) for f in findings(organization(*servers), "CAS416")]


SILENT: Item = {"crossSiteRedirectType": "Silent"}
OPTIMAL: Item = {"redirectToOptimalOwaServer": False}


@pytest.mark.parametrize(
    ("owa", "value"), [(SILENT, "Silent"), (OPTIMAL, "false"), (SILENT | OPTIMAL, "Silent")]
)
def test_in_one_site(owa: Item, value: str) -> None:
    assert said(server("EX01", owa=owa)) == [("EX01/owa", value)]


def test_both_settings_make_one_finding() -> None:
    (finding,) = findings(organization(server("EX01", owa=SILENT | OPTIMAL)), "CAS416")

    assert finding.message == (
        "EX01/owa sets CrossSiteRedirectType to Silent and RedirectToOptimalOWAServer to false, which do nothing "
        "while all Exchange servers stand in one site"
    )


def test_in_two_sites_the_settings_mean_something() -> None:
    assert said(server("EX01", owa=SILENT), server("EX02", site="Kyoto")) == []


def test_a_second_site_without_exchange_servers_does_not_count() -> None:
    text = organization(server("EX01", owa=SILENT), sites=[{"name": "Redmond"}, {"name": "Kyoto"}])

    assert [f.code for f in findings(text, "CAS416")] == ["CAS416"]


def test_what_setup_wrote_is_no_setting() -> None:
    assert (
        said(server("EX01", owa={"crossSiteRedirectType": "Manual", "redirectToOptimalOwaServer": True}))
        == []
    )
    assert said(server("EX01")) == []


def test_2010_only() -> None:
    assert said(server("EX07", "2007 SP3", owa=OPTIMAL)) == []
    assert said(server("EX10", "2010 SP1", owa=SILENT)) == [("EX10/owa", "Silent")]
