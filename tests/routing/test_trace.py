"""A trace tells the whole way: to the end, into a loop, or out of what is declared."""

from __future__ import annotations

from asking import ask, router
from caslint.routing.request import device_version
from caslint.routing.route import Route
from declaring import CLIENT_ACCESS, MAILBOX, Item, organization, server

MAIL = "https://mail.contoso.com/owa"


def told(route: Route, *actions: str) -> list[str]:
    return [step.detail for step in route.steps if step.action in actions]


def fates(route: Route) -> list[tuple[str, str]]:
    return [(end.server.name if end.server else "", end.fate) for end in route.ends]


def test_a_redirect_is_followed_to_its_end() -> None:
    text = organization(
        server("A"), server("B", site="Kyoto", owa={"externalUrl": "https://kyoto.contoso.com/owa"})
    )

    route = ask(router(text), "owa", "A", "Kyoto")

    assert route.outcome == "redirect"
    assert fates(route) == [("B", "serve")]
    assert told(route, "arrive") == ["B answers to kyoto.contoso.com: B serves the request itself"]


def test_a_name_that_two_sites_share_may_lead_back() -> None:
    text = organization(
        server("A", owa={"externalUrl": MAIL}), server("B", site="Kyoto", owa={"externalUrl": MAIL})
    )

    route = ask(router(text), "owa", "A", "Kyoto")

    assert sorted(fates(route)) == [("A", "loop"), ("B", "serve")]
    assert told(route, "loop") == [
        "A answers to mail.contoso.com, too, and would send the client to a name that it comes from: a loop"
    ]
    assert "works at 1 of 2 servers behind mail.contoso.com" in told(route, "note")
    assert "mail.contoso.com is also the name of A: the client may come back to it" in told(route, "note")


def test_a_redirect_may_lead_nowhere_but_back() -> None:
    """Exchange2003Url is the server's own name."""
    own = {"externalUrl": MAIL, "exchange2003Url": "https://mail.contoso.com/exchange"}
    text = organization(
        server("A", owa=own), server("C", roles=CLIENT_ACCESS, owa=own), server("OLD", "2003 SP2")
    )

    route = ask(router(text), "owa", "A", "OLD")

    assert fates(route) == [("A", "loop"), ("C", "loop")]
    assert told(route, "loop") == [
        "A and C answer to mail.contoso.com, too, and would send the client to a name that it comes from: a loop"
    ]
    assert told(route, "note") == []


def test_a_client_may_leave_what_is_declared() -> None:
    text = organization(
        server("A", owa={"exchange2003Url": "https://legacy.contoso.com/exchange"}), server("OLD", "2003 SP2")
    )

    route = ask(router(text), "owa", "A", "OLD")

    assert fates(route) == [("", "leave")]
    assert told(route, "leave") == [
        "legacy.contoso.com is declared for no server: whether the client arrives there cannot be told"
    ]


def test_a_2003_server_that_the_client_is_sent_to_is_outside_what_is_checked() -> None:
    text = organization(
        server("A", owa={"exchange2003Url": "https://legacy.contoso.com/exchange"}),
        server("OLD", "2003 SP2", exchange={"externalUrl": "https://legacy.contoso.com/exchange"}),
    )

    assert fates(ask(router(text), "owa", "A", "OLD")) == [("OLD", "unspecified")]


def sent(host: str) -> Item:
    return {"exchange2003Url": f"https://{host}/exchange"}


def test_a_client_may_be_sent_on_and_on() -> None:
    text = organization(
        server("A", owa=sent("B")),
        server("B", owa=sent("C")),
        server("C", owa=sent("legacy.contoso.com")),
        server("OLD", "2003 SP2"),
    )

    route = ask(router(text), "owa", "A", "OLD")

    assert told(route, "arrive", "leave") == [
        "B answers to b: B sends the browser on to https://C/exchange",
        "C answers to c: C sends the browser on to https://legacy.contoso.com/exchange",
        "legacy.contoso.com is declared for no server: whether the client arrives there cannot be told",
    ]
    assert fates(route) == [("", "leave")]


def test_a_client_may_be_sent_round() -> None:
    text = organization(
        server("A", owa=sent("B")),
        server("B", owa=sent("C")),
        server("C", owa=sent("B")),
        server("OLD", "2003 SP2"),
    )

    assert fates(ask(router(text), "owa", "A", "OLD")) == [("C", "loop")]
    assert fates(ask(router(text), "owa", "C", "OLD")) == [("C", "loop")]


def test_two_ways_to_one_name_are_no_loop() -> None:
    balanced = {"externalUrl": "https://both/owa"}
    text = organization(
        server("A", owa=sent("both")),
        server("B", owa={**balanced, **sent("D")}),
        server("C", owa={**balanced, **sent("D")}),
        server("D", owa=sent("legacy.contoso.com")),
        server("OLD", "2003 SP2"),
    )

    route = ask(router(text), "owa", "A", "OLD")

    assert fates(route) == [("", "leave")]
    assert [step.actor for step in route.steps if step.action == "arrive"] == ["B", "D"]
    assert told(route, "arrive")[0].startswith("B and C answer to both: B sends")


def test_a_chain_of_names_is_followed_name_by_name() -> None:
    text = organization(
        server(
            "A",
            "2007 SP3",
            autodiscover={"externalUrl": "https://a.contoso.com/autodiscover/autodiscover.xml"},
        ),
        server(
            "B",
            site="Kyoto",
            autodiscover={"internalUrl": "https://a.contoso.com/autodiscover/autodiscover.xml"},
        ),
    )

    route = ask(router(text), "autodiscover", "A", "Kyoto")

    assert (route.kind, route.status) == ("http-302", 302)
    assert sorted(fates(route)) == [("A", "loop"), ("B", "serve")]


def test_a_redirect_without_a_known_address_is_followed_to_its_target() -> None:
    text = organization(
        server("A", "2007 SP3"), server("B", site="Kyoto", autodiscover={"internalUrl": None})
    )

    route = ask(router(text), "autodiscover", "A", "Kyoto")

    assert route.url is None
    assert fates(route) == [("B", "serve")]
    assert told(route, "redirect") == ["A answers HTTP 302 with B"]


def test_servers_behind_a_name_that_differ_are_told_apart() -> None:
    text = organization(
        server("A"),
        server("B", site="Kyoto", owa={"externalUrl": "https://kyoto.contoso.com/owa"}),
        server("C", "2007 SP3", "Kyoto", CLIENT_ACCESS, owa={"externalUrl": "https://kyoto.contoso.com/owa"}),
    )

    route = ask(router(text), "owa", "A", "Kyoto")

    assert fates(route) == [("B", "serve"), ("C", "reject")]
    assert route.ends[1].code == "proxy-target-newer"
    assert told(route, "note") == ["works at 1 of 2 servers behind kyoto.contoso.com"]


def test_a_request_that_is_not_redirected_ends_where_it_entered() -> None:
    text = organization(server("A"), server("B", site="Kyoto"), server("MBX", site="Osaka", roles=MAILBOX))
    found = router(text)

    assert fates(ask(found, "owa", "A", "Redmond")) == [("A", "serve")]
    assert fates(ask(found, "owa", "A", "Kyoto")) == [("A", "proxy")]
    [end] = ask(found, "owa", "A", "Osaka").ends
    assert (end.fate, end.code) == ("reject", "no-cas-in-mailbox-site")


def test_a_rejection_says_what_is_seen_and_what_helps() -> None:
    text = organization(server("A"), server("B", site="Kyoto", ews={"internalUrl": "http://b/e"}))

    route = ask(router(text), "ews", "A", "Kyoto")

    assert told(route, "show") == [
        "what the user sees: the EWS response code ErrorNoDestinationCASDueToSSLRequirements"
    ]
    assert told(route, "change") == ["what helps: set the InternalUrl of the target's directory to https"]
    assert not route.works


def test_what_is_not_declared_is_told() -> None:
    text = organization(server("A"), server("B", site="Kyoto", owa="unknown"))

    route = ask(router(text), "owa", "A", "Kyoto")

    assert told(route, "declare") == [
        "virtualDirectories.owa.externalUrl of B would decide: ExternalUrl of B/owa is not known"
    ]
    assert route.reason == (
        "the declaration leaves out what decides (virtualDirectories.owa.externalUrl of B)"
    )


def test_the_mailbox_is_told_with_its_database_and_its_server() -> None:
    text = organization(
        server("A"), server("B", site="Kyoto"), mailboxDatabases=[{"name": "DB02", "server": "B"}]
    )
    found = router(text)

    assert told(ask(found, "owa", "A", "DB02"), "mailbox") == [
        "the mailbox is in Kyoto on Exchange 2010 (DB02 on B)"
    ]
    assert told(ask(found, "owa", "A", "Kyoto"), "mailbox") == [
        "the mailbox is in Kyoto on Exchange 2010 (B)"
    ]


def test_a_proxied_request_is_told_to_its_end() -> None:
    text = organization(
        server("A", pop3={}),
        server("B", site="Kyoto", owa={"windowsAuthentication": True}),
        server("OLD", "2003 SP2", activesync={"windowsAuthEnabled": True}),
        organization={"popImapProxying": "supported"},
    )
    found = router(text)

    assert told(ask(found, "owa", "A", "Kyoto"), "proxy", "serve") == [
        "A proxies over HTTPS to B at https://b/owa",
        "B serves the request",
    ]
    assert told(ask(found, "activesync", "A", "OLD"), "proxy") == ["A proxies to OLD"]
    assert told(ask(found, "pop3", "A", "Kyoto"), "proxy") == ["A proxies to B"]
    assert told(ask(found, "availability", "A", "Kyoto"), "proxy") == ["A asks B"]
    assert told(ask(found, "outlookAnywhere", "A", "Kyoto"), "proxy") == ["A passes the RPC on to B"]


def test_device_versions_are_numbers() -> None:
    assert [device_version(text) for text in ("12.1", "2.5", "14")] == [12.1, 2.5, 14.0]
    assert [
        device_version(text) for text in ("", ".", "12.", ".1", "x", "12.x", "-1", "1e3", "\u0661\u0662")
    ] == [None] * 9


def test_a_server_that_sends_the_client_to_itself_is_a_loop_though_it_was_visited() -> None:
    text = organization(
        server("A", owa=sent("B")),
        server("B", owa={**sent("y.contoso.com"), "failbackUrl": "https://y.contoso.com/owa"}),
        server("OLD", "2003 SP2"),
    )

    route = ask(router(text), "owa", "A", "OLD")

    assert [(step.action, step.actor) for step in route.steps[-2:]] == [("arrive", "B"), ("loop", "B")]
    assert fates(route) == [("B", "loop")]


def test_only_a_proxied_request_is_served_elsewhere() -> None:
    text = organization(
        server("A"),
        server("B", site="Kyoto", owa={"externalUrl": "https://kyoto.contoso.com/owa"}),
        clientAccessArrays=[{"name": "outlook", "fqdn": "outlook.contoso.com", "site": "Kyoto"}],
        mailboxDatabases=[{"name": "DB", "server": "B", "rpcClientAccessServer": "outlook.contoso.com"}],
    )
    found = router(text)

    assert told(ask(found, "owa", "A", "Kyoto"), "serve") == []
    assert told(ask(found, "outlookAnywhere", "A", "Kyoto"), "proxy", "serve") == [
        "A passes the RPC on to outlook"
    ]


def test_a_status_is_told() -> None:
    text = organization(server("A", "2007 SP3"), server("B", site="Kyoto"))

    assert told(ask(router(text), "activesync", "A", "Kyoto"), "reject")[0].startswith(
        "A rejects the request with HTTP 403 (eas-wrong-cas): "
    )
    assert told(ask(router(text), "owa", "A", "Kyoto"), "reject")[0].startswith(
        "A rejects the request (proxy-target-newer): "
    )


def test_steps_stand_where_it_is_declared() -> None:
    text = organization(
        server("A"), server("B", site="Kyoto"), mailboxDatabases=[{"name": "DB02", "server": "B"}]
    )
    found = router(text)

    assert [s.place.text for s in ask(found, "owa", "A", "DB02").steps[:2] if s.place] == [
        '"name": "A"',
        '"name": "DB02"',
    ]
    assert [s.place.text for s in ask(found, "owa", "A", "B").steps[:2] if s.place] == [
        '"name": "A"',
        '"name": "B"',
    ]


def test_what_the_addresses_sentence_says_is_told_once() -> None:
    text = organization(
        server("A"), server("B", site="Kyoto", owa={"internalUrl": "https://b.contoso.com/owa"})
    )

    route = ask(router(text), "owa", "A", "Kyoto")

    assert told(route, "find") == ["B/owa has no ExternalUrl"]
    assert [step.place.text for step in route.steps if step.action == "proxy" and step.place] == [
        '"https://b.contoso.com/owa"'
    ]
