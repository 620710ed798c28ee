"""The strict builder and the JSON Schema are two statements of one shape: each accepts what the other accepts."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import near_valid, topologies, written

from caslint.build import Document, Surprise, organization
from caslint.node import Mapping
from caslint.schema import check
from caslint.text import Source
from caslint.tree import parse


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


@settings(max_examples=300)
@given(topologies().flatmap(written))
def test_what_the_schema_allows_is_accepted_by_both(text: str) -> None:
    assert told(text) == []
    assert built(text)


@settings(max_examples=500)
@given(near_valid().flatmap(written))
def test_what_one_refuses_the_other_refuses(text: str) -> None:
    messages = told(text)

    assert built(text) == (not messages), messages
