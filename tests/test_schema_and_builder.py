"""The strict builder and the JSON Schema are two statements of one shape: each accepts what the other accepts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caslint.building.fields import Surprise
from caslint.building.organization import Document, organization
from caslint.exchange.version_text import looks_like_2003
from caslint.exchange.versions import Family
from caslint.exchange.versions import parse as parse_version
from caslint.node import Mapping
from caslint.schema import check
from caslint.text import Source
from caslint.tree import parse
from shape_cases import CASES
from strategies import ODD_TEXTS, SCHEMA, VERSIONS_2003, Json, near_valid, topologies, written


def built(text: str) -> bool:
    root = parse(text).root
    assert isinstance(root, Mapping), text
    try:
        organization([Document(Source("org.yaml", text), root)])
    except Surprise:
        return False
    return True


def told(text: str) -> list[str]:
    root = parse(text).root
    assert root is not None
    return [fault.message for fault in check(root, Source("org.yaml", text))]


def holds_what_is_allowed(text: str) -> None:
    assert told(text) == []
    assert built(text)


def holds_what_is_refused(text: str) -> None:
    messages = told(text)

    assert built(text) == (not messages), messages


KEYS = st.one_of(st.sampled_from([*SCHEMA["properties"], *SCHEMA["$defs"], "name", "version"]), ODD_TEXTS)
ANYTHING: st.SearchStrategy[Json] = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), ODD_TEXTS, st.sampled_from(["", "absent", "a, b", "null"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(KEYS, ANYTHING, max_size=5).flatmap(written), st.sampled_from(["topology", "config"]))
def test_no_tree_makes_the_schema_raise(text: str, which: str) -> None:
    root = parse(text).root
    assert root is not None
    for fault in check(root, Source("org.yaml", text), which):
        assert fault.place.end > fault.place.start
        assert fault.message.isprintable()


@settings(max_examples=100, deadline=None)
@given(topologies().flatmap(written))
def test_what_the_schema_allows_is_accepted_by_both(text: str) -> None:
    holds_what_is_allowed(text)


@settings(max_examples=300, deadline=None)
@given(near_valid().flatmap(written))
def test_what_one_refuses_the_other_refuses(text: str) -> None:
    holds_what_is_refused(text)


@pytest.mark.nightly
@settings(max_examples=5_000, deadline=None)
@given(topologies(5).flatmap(written))
def test_what_the_schema_allows_is_accepted_by_both_at_length(text: str) -> None:
    holds_what_is_allowed(text)


@pytest.mark.nightly
@settings(max_examples=10_000, deadline=None)
@given(near_valid(3).flatmap(written))
def test_what_one_refuses_the_other_refuses_at_length(text: str) -> None:
    holds_what_is_refused(text)


@pytest.mark.parametrize("name", CASES)
def test_the_builder_refuses_every_case_of_the_schema(name: str) -> None:
    text, _ = CASES[name]
    if isinstance(parse(text).root, Mapping):
        assert not built(text)


VERSION_2003: str = SCHEMA["$defs"]["version2003"]["pattern"]


@pytest.mark.parametrize(
    "text",
    ["6.5", "06.05.7638", "VERSION 6.5 (", "Version 6.50", "6.05x", " 2003", "20031", "microsoft exchange server 2003",
     "exchange  2003 SP2", "Server Exchange 2003", "2007", "6.4", "version\n6.5", "", "65", "0.6.5"],
)  # fmt: skip
def test_builder_and_schema_know_a_2003_server_by_the_same_texts(text: str) -> None:
    assert looks_like_2003(text) == bool(re.search(VERSION_2003, text))


@given(
    st.lists(
        st.sampled_from(["version", "Exchange", "SERVER", "Microsoft", " ", "\t", "0", "6", ".", "5", "2003"])
    )
)
def test_builder_and_schema_know_a_2003_server_by_any_text(parts: list[str]) -> None:
    text = "".join(parts)

    assert looks_like_2003(text) == bool(re.search(VERSION_2003, text))


@pytest.mark.parametrize("text", VERSIONS_2003)
def test_every_readable_2003_version_looks_like_one(text: str) -> None:
    version = parse_version(text)

    assert version is not None
    assert version.family is Family.EXCHANGE_2003
    assert looks_like_2003(text)
