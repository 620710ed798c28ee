"""Edits and names that several rules share."""

from __future__ import annotations

import pytest

from caslint.edits import put_before, replaced
from caslint.finding import Edit
from caslint.model import Server
from caslint.node import Mapping
from caslint.text import Place
from caslint.words import Nearest
from linting import topology_of

BLOCK = """\
sites: [{name: Kyoto}]
servers:
  - name: EX01
    site: Kyoto
    version: 2010 SP3
    roles: [ClientAccess]
    certificateNames: ["a"]
"""


def applied(edit: Edit | None) -> str:
    assert edit is not None
    text = edit.source.text
    return text[: edit.start] + edit.text + text[edit.end :]


def server(text: str) -> Server:
    return topology_of(text).organization.servers[0]


def put(one: Server, field: str) -> Edit | None:
    assert isinstance(one.node, Mapping)
    return put_before(one.source, one.node, field, "fqdn", "ex01.contoso.com")


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_replaced_value_keeps_its_quotes(quote: str) -> None:
    one = server(BLOCK.replace("2010 SP3", f"{quote}2010 SP3{quote}"))

    assert f"version: {quote}2007{quote}\n" in applied(replaced(one.at("version"), "2007"))


def test_an_empty_place_takes_the_value() -> None:
    one = server(BLOCK)
    start = one.at("version").start

    assert "version: 20072010 SP3" in applied(replaced(Place(one.source, start, start), "2007"))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("site", "    fqdn: ex01.contoso.com\n    site: Kyoto\n"),
        ("name", "  - fqdn: ex01.contoso.com\n    name: EX01\n"),
    ],
)
def test_a_key_put_into_a_block_stands_on_a_line_of_its_own(field: str, expected: str) -> None:
    text = applied(put(server(BLOCK), field))

    assert expected in text
    assert server(text).fqdn == "ex01.contoso.com"


def test_a_key_put_into_braces_stands_between_commas() -> None:
    text = applied(
        put(
            server(
                "sites: [{name: K}]\nservers: [{name: EX01, site: K, version: 2010, roles: [ClientAccess]}]\n"
            ),
            "site",
        )
    )

    assert '{name: EX01, fqdn: "ex01.contoso.com", site: K,' in text
    assert server(text).fqdn == "ex01.contoso.com"


def test_no_key_is_put_beside_one_that_is_absent_or_merged_from_elsewhere() -> None:
    merged = """\
sites: [{name: K}]
servers:
  - &one {name: EX01, site: K, version: 2010, roles: [ClientAccess]}
  - <<: *one
    name: EX02
"""
    second = topology_of(merged).organization.servers[1]

    assert put(server(BLOCK), "build") is None
    assert put(second, "site") is None
    assert put(second, "name") is not None


@pytest.mark.parametrize(
    ("word", "expected"), [("Londn", "London"), ("PARIS", "Paris"), ("Sapporo", None), ("", None)]
)
def test_the_nearest_name(word: str, expected: str | None) -> None:
    names = Nearest(["London", "Paris"])

    assert names.to(word) == expected
    assert names.hint(word) == (f"; the nearest is {expected}" if expected else "")


def test_after_two_hundred_words_of_nonsense_nothing_is_near() -> None:
    names = Nearest(["London"])

    assert [names.to("Londn") for _ in range(201)] == ["London"] * 200 + [None]
