"""Which differences of two declarations are changes: what they say counts, not how they say it."""

from __future__ import annotations

import pytest

from caslint.compose import load
from caslint.review.changes import changes
from caslint.review.objects import documents, objects
from linting import Texts

SERVER = "servers:\n  - {name: CAS01, site: Kyoto, version: 2010 SP3, %s}\n"


def told(before: str, after: str) -> list[str]:
    sides = [objects(documents(load(Texts({"org.yaml": text}), "org.yaml"))) for text in (before, after)]
    return [f"{one.one.subject.name} {one.field} {one.kind}".replace("  ", " ") for one in changes(*sides)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("roles: [ClientAccess, Mailbox]", "roles: [Mailbox, ClientAccess]"),
        ("site: Kyoto", 'site: "KYOTO"'),
        ("build: 14.3.496.0", "build: '14.3.496.0'"),
        ("virtualDirectories: {owa: {externalUrl: null}}", "virtualDirectories: {owa: {externalUrl: ~}}"),
        ("virtualDirectories: {owa: {externalUrl: null}}", "virtualDirectories: {owa: {externalUrl: }}"),
        (
            "certificateNames: [a.contoso.com, b.contoso.com]",
            "certificateNames: [B.contoso.com, a.contoso.com]",
        ),
    ],
)
def test_another_way_to_say_it_is_no_change(before: str, after: str) -> None:
    texts = [SERVER.replace(", site: Kyoto", "") % each for each in (before, after)]
    assert told(*texts) == []


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("roles: [ClientAccess]", "roles: [ClientAccess, Mailbox]", "CAS01 roles changed"),
        ("planned: false", "roles: [Mailbox]", "CAS01 planned removed|CAS01 roles added"),
        ("planned: false", "planned: 'false'", "CAS01 planned changed"),
        (
            "pop3: {internalConnectionSettings: ['a:995:SSL', 'b:995:SSL']}",
            "pop3: {internalConnectionSettings: ['b:995:SSL', 'a:995:SSL']}",
            "CAS01 pop3.internalConnectionSettings changed",
        ),
        (
            "virtualDirectories: {owa: {externalUrl: null}}",
            "virtualDirectories: {owa: {}}",
            "CAS01 virtualDirectories.owa.externalUrl removed",
        ),
        (
            "virtualDirectories: {ews: {}}",
            "virtualDirectories: {ews: absent}",
            "CAS01 virtualDirectories.ews changed",
        ),
    ],
)
def test_what_it_says_is_a_change(before: str, after: str, change: str) -> None:
    assert told(SERVER % before, SERVER % after) == change.split("|")


def test_objects_come_and_go_by_name() -> None:
    one, other = SERVER % "planned: false", (SERVER % "planned: false").replace("CAS01", "CAS02")

    assert told(one, other) == ["CAS01 removed", "CAS02 added"]
    assert told(one, f"# moved down\nsites: []\n{one}") == []
