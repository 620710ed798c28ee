"""Which servers answer to a host name, and which mailboxes a name stands for."""

from __future__ import annotations

import pytest

from asking import router
from declaring import CLIENT_ACCESS, EVERY_ROLE, MAILBOX, organization, server

TEXT = organization(
    server(
        "B",
        fqdn="b.contoso.com",
        owa={
            "externalUrl": "https://mail.contoso.com/owa",
            "exchange2003Url": "https://legacy.contoso.com/exchange",
        },
        ews={"internalNlbBypassUrl": "https://bypass.contoso.com/EWS/Exchange.asmx"},
        pop3={
            "externalConnectionSettings": ["pop.contoso.com:995:SSL"],
            "internalConnectionSettings": ["pop-in:995"],
        },
        imap4={"externalConnectionSettings": ["mail.contoso.com:993:SSL"]},
        outlookAnywhere={"enabled": True, "externalHostname": "oa.contoso.com"},
        autoDiscoverServiceInternalUri="https://autodiscover.contoso.com/autodiscover/autodiscover.xml",
    ),
    server(
        "A",
        owa={"externalUrl": "https://Mail.contoso.com/owa", "failbackUrl": "https://back.contoso.com/owa"},
    ),
    server(
        "A07", "2007 SP3", roles=CLIENT_ACCESS, activesync={"externalUrl": "https://mail.contoso.com/eas"}
    ),
    server("MBX", roles=MAILBOX),
    server("C", site="Kyoto", roles=EVERY_ROLE, owa={"internalUrl": "https://cas.contoso.com/owa"}),
    server("D", site="Kyoto", roles=EVERY_ROLE, owa={"internalUrl": "https://cas.contoso.com/owa"}),
    server("OLD", "2003 SP2", exchange={"externalUrl": "https://old.contoso.com/exchange"}),
    server("FE", "2003 SP2", roles=["FrontEnd"]),
    server("NEW", "2016"),
    sites=[{"name": "Redmond", "loadBalancer": "lb.contoso.com"}, {"name": "Kyoto"}],
    clientAccessArrays=[
        {"name": "outlook", "fqdn": "outlook.contoso.com", "site": "Redmond"},
        {"name": "some", "fqdn": "some.contoso.com", "site": "Kyoto", "members": ["D", "Nobody"]},
        {"name": "none", "fqdn": "none.contoso.com", "site": "Nowhere"},
    ],
    mailboxDatabases=[{"name": "DB", "server": "MBX"}, {"name": "Lost", "server": "Nobody"}],
)


@pytest.mark.parametrize(
    ("name", "protocol", "expected"),
    [
        ("b", "owa", "B"),
        ("B.CONTOSO.COM", "owa", "B"),
        ("mail.contoso.com", "owa", "A B"),
        ("MAIL.contoso.com.", "owa", "A B"),
        ("mail.contoso.com", "activesync", "A07"),
        ("mail.contoso.com", "imap4", "B"),
        ("mail.contoso.com", "ews", "A A07 B"),
        ("back.contoso.com", "owa", "A"),
        ("bypass.contoso.com", "availability", "B"),
        ("pop.contoso.com", "pop3", "B"),
        ("pop-in", "pop3", "B"),
        ("oa.contoso.com", "outlookAnywhere", "B"),
        ("autodiscover.contoso.com", "autodiscover", "B"),
        ("cas.contoso.com", "owa", "C D"),
        ("cas.contoso.com", "pop3", "C D"),
        ("lb.contoso.com", "ews", "A A07 B NEW"),
        ("outlook.contoso.com", "outlookAnywhere", "A B"),
        ("outlook", "outlookAnywhere", "A B"),
        ("some.contoso.com", "outlookAnywhere", "D"),
        ("none.contoso.com", "outlookAnywhere", ""),
        ("old.contoso.com", "owa", "OLD"),
        ("legacy.contoso.com", "owa", ""),
        ("contoso.com", "owa", ""),
    ],
)
def test_who_answers(name: str, protocol: str, expected: str) -> None:
    assert " ".join([one.name for one in router(TEXT).hosts.behind(name, protocol)]) == expected


@pytest.mark.parametrize(
    ("name", "protocol", "expected"),
    [
        ("cas.contoso.com", "owa", "C D"),
        ("cas.contoso.com", "pop3", ""),
        ("lb.contoso.com", "ews", "A A07 B NEW"),
        ("outlook.contoso.com", "outlookAnywhere", "A B"),
        ("oa.contoso.com", "owa", ""),
        ("autodiscover.contoso.com", "autodiscover", "B"),
        ("autodiscover.contoso.com", "owa", ""),
        ("a", "owa", "A"),
        ("contoso.com", "owa", ""),
    ],
)
def test_who_stands_in(name: str, protocol: str, expected: str) -> None:
    """A name that is declared for another protocol is no reason; the names of balancers and arrays are."""
    assert " ".join([one.name for one in router(TEXT).hosts.sharing(name, protocol)]) == expected


def test_only_entries_take_requests() -> None:
    found = router(TEXT)

    assert [one.name for one in found.entries()] == ["B", "A", "A07", "C", "D", "FE"]
    assert [one.name for one in found.entries_behind("lb.contoso.com", "ews")] == ["A", "A07", "B"]
    assert found.entries_behind("MBX", "owa") == ()


def test_every_name_is_offered_once_as_it_is_written() -> None:
    names = router(TEXT).hosts.names()

    assert {"A", "B", "b.contoso.com", "mail.contoso.com", "outlook", "OLD"} <= set(names)
    assert len({name.casefold() for name in names}) == len(names)
    assert all(router(TEXT).hosts.behind(name, "owa") for name in names)


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("site", "kyoto", ["Kyoto (2010)"]),
        ("site", "Nowhere", []),
        ("server", "mbx", ["Redmond (2010)"]),
        ("server", "A07", []),
        ("server", "OLD", ["OLD (2003)"]),
        ("server", "FE", []),
        ("server", "NEW", []),
        ("server", "Nobody", []),
        ("database", "db", ["Redmond (2010)"]),
        ("database", "Lost", []),
        ("database", "Nothing", []),
    ],
)
def test_mailboxes_by_name(kind: str, name: str, expected: list[str]) -> None:
    assert [one.described for one in router(TEXT).mailboxes_called(kind, name)] == expected


def test_every_group_of_mailboxes() -> None:
    found = [(one.described, [server.name for server in one.servers]) for one in router(TEXT).mailboxes()]

    assert found == [
        ("Redmond (2010)", ["A", "B", "MBX"]),
        ("Kyoto (2010)", ["C", "D"]),
        ("OLD (2003)", ["OLD"]),
    ]


def test_mailboxes_that_stand_nowhere() -> None:
    """2003 servers need no site; newer ones whose site is not declared belong to no group."""
    text = organization(
        server("EX01"),
        server("IN03", "2003 SP2") | {"site": "Redmond"},
        server("OUT03", "2003 SP2"),
        server("LOST", site="Nowhere"),
        server("NEWEST", "newest"),
        sites=[{"name": "Redmond"}],
    )
    found = router(text)

    assert [one.described for one in found.mailboxes()] == [
        "Redmond (2003)",
        "Redmond (2010)",
        "OUT03 (2003)",
    ]
    assert found.mailboxes_called("server", "NEWEST") == []


@pytest.mark.parametrize(
    ("protocol", "fields", "expected"),
    [
        ("owa", {"owa": {"externalUrl": "https://mail.contoso.com/owa"}}, True),
        ("owa", {}, False),
        ("owa", {"owa": "absent"}, False),
        ("pop3", {"pop3": {"externalConnectionSettings": ["mail.contoso.com:995:SSL"]}}, True),
        ("pop3", {}, False),
    ],
)
def test_a_door_is_internet_facing(protocol: str, fields: dict[str, object], *, expected: bool) -> None:
    found = router(organization(server("EX01", "2010 SP3", "Redmond", None, **fields)))

    assert found.index.door(protocol, found.organization.servers[0]).published == expected
