"""Addresses of documents, and paths."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.lsp.uris import path_of, uri_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="paths as POSIX has them")


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///a/b.yaml", "/a/b.yaml"),
        ("file:///a/b%20c%23.yaml", "/a/b c#.yaml"),
        ("file:///s%C3%A3o.yaml", "/são.yaml"),
        ("FILE://localhost/a.yaml", "/a.yaml"),
        ("file:///a/../b.yaml", "/b.yaml"),
        ("file://server/a.yaml", None),
        ("file:///a%00.yaml", None),
        ("untitled:Untitled-1", None),
        ("git:/a.yaml?x", None),
        ("https://example.com/a.yaml", None),
        ("", None),
    ],
)
def test_an_address_is_a_path_or_none(uri: str, path: str | None) -> None:
    assert path_of(uri) == path


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0/"), min_size=1)))
def test_paths_become_addresses_and_come_back(names: list[str]) -> None:
    path = os.path.normpath("/" + "/".join(names))

    assert path_of(uri_of(path)) == path.replace("//", "/")


def test_addresses_are_those_of_others() -> None:
    for name in ("/a/b.yaml", "/a b/ü#?.yaml", "/%41.yaml", "/😀~!.yaml"):
        assert path_of(Path(name).as_uri()) == name
        assert uri_of(name).startswith("file:///")
