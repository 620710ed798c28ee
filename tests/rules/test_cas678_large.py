"""A finding about very many objects shows a few of them."""

from __future__ import annotations

import pytest

from linting import findings

ROLES = "version: 2010 SP3, roles: [ClientAccess, HubTransport, Mailbox]"


def organization(code: str) -> str:
    facts = {
        "CAS705": 'virtualDirectories: {owa: {externalUrl: "https://a.contoso.com/owa"}}',
        "CAS803": "virtualDirectories: {ews: absent}",
        "CAS806": "autoDiscoverSiteScope: []",
    }.get(code, "planned: false")
    servers = "".join(f"  - {{name: EX{i}, site: Kyoto, {ROLES}, {facts}}}\n" for i in range(12))
    databases = "".join(f"  - {{name: DB{i}, server: EX{i}}}\n" for i in range(12))
    arrays = "" if code == "CAS706" else "  - {name: a, fqdn: a.contoso.com, site: Kyoto, members: []}\n"
    return (
        "sites: [{name: Kyoto}, {name: Tokyo}]\n"
        f"servers:\n{servers}  - {{name: EX99, site: Tokyo, {ROLES}, autoDiscoverSiteScope: [Tokyo]}}\n"
        f"mailboxDatabases:\n{databases}" + (f"clientAccessArrays:\n{arrays}" if arrays else "")
    )


@pytest.mark.parametrize("code", ["CAS702", "CAS705", "CAS706", "CAS803", "CAS806"])
def test_no_more_than_five_related_places(code: str) -> None:
    (found,) = findings(organization(code), code)

    assert len(found.related) == 5
