"""Edits that set a property, in the style in which its owner is written."""

from __future__ import annotations

import pytest

from caslint.mend import Value, set_value
from caslint.node import Mapping
from caslint.text import Source
from caslint.tree import parse


def mended(text: str, field: str, value: Value, *path: str) -> str:
    """The text with the property set in the mapping at a path."""
    source, node = Source("org.yaml", text), parse(text).root
    for key in path:
        assert isinstance(node, Mapping)
        node = node.entries[key]
    assert isinstance(node, Mapping)
    for edit in sorted(set_value(source, node, field, value), key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


URL = "https://mail.contoso.com/owa"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("owa:\n  url: null\n", f"owa:\n  url: {URL}\n"),
        ("owa:\n  url: http://a # why\n", f"owa:\n  url: {URL} # why\n"),
        ("owa:\n  url: 'a'\n", f"owa:\n  url: '{URL}'\n"),
        ('owa:\n  url: "a"\n', f'owa:\n  url: "{URL}"\n'),
        ("owa: {url: null}\n", f'owa: {{url: "{URL}"}}\n'),
        ("owa:\n  a: 1\n  b: 2\n", f"owa:\n  url: {URL}\n  a: 1\n  b: 2\n"),
        ("owa:\r\n    a: 1\r\n", f"owa:\r\n    url: {URL}\r\n    a: 1\r\n"),
        ("owa: {a: 1}\n", f'owa: {{url: "{URL}", a: 1}}\n'),
        ("owa: &x\n  a: 1\n", f"owa: &x\n  url: {URL}\n  a: 1\n"),
    ],
)
def test_a_value_is_replaced_and_a_key_is_written_first(text: str, expected: str) -> None:
    assert mended(text, "url", URL, "owa") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        ("https://a/b:", '"https://a/b:"'),
        ("https://a/b?c=d#e", '"https://a/b?c=d#e"'),
        ('a"b\\c', '"a\\"b\\\\c"'),
        ("14.3", '"14.3"'),
        ("*", '"*"'),
        ("true.example", "true.example"),
    ],
)
def test_values_that_need_quotes_get_them(value: Value, expected: str) -> None:
    assert mended("a: 1\n", "a", value) == f"a: {expected}\n"


def test_single_quotes_are_doubled() -> None:
    assert mended("a: 'b'\n", "a", "it's") == "a: 'it''s'\n"


@pytest.mark.parametrize("value", [None, True])
def test_null_and_switches_have_no_quotes(value: Value) -> None:
    assert mended("a: 'b'\n", "a", value) == f"a: {'null' if value is None else 'true'}\n"


@pytest.mark.parametrize(
    "text",
    [
        "x: &x {url: a}\nowa: {<<: *x}\n",
        "x: &x {b: a}\nowa: {<<: *x}\n",
        "x: &x a\nowa:\n  url: *x\n",
        "owa: {}\n",
        "owa:\n  url: [a]\n",
        "owa:\n  url:\n  b: 1\n",
        "owa:\n  b: 1\n  url:\n",
    ],
)
def test_where_an_edit_would_reach_elsewhere_or_has_no_style_to_follow_there_is_none(text: str) -> None:
    assert mended(text, "url", URL, "owa") == text
