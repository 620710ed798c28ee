"""What a tree holds: values as they are written, and where; the same with libyaml and without."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from both_parsers import PARSERS, Parser, shape
from caslint.tree import Mapping, Node, Scalar, Sequence, is_null, parse


@pytest.fixture(params=PARSERS.values(), ids=list(PARSERS))
def parser(request: pytest.FixtureRequest) -> Parser:
    found: Parser = request.param
    return found


def mapping(text: str, parser: Parser) -> Mapping:
    parsed = parser(text)
    assert parsed.faults == ()
    assert isinstance(parsed.root, Mapping)
    return parsed.root


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.items if isinstance(node, Sequence) else list(node.entries.values())
    return [scalar for child in inner for scalar in scalars(child)]


def test_a_mapping_keeps_its_keys_where_they_stand(parser: Parser) -> None:
    text = "name: 14.10\n'quoted key' : [ClientAccess, 'Mailbox']\nempty:\n"
    root = mapping(text, parser)

    assert list(root.entries) == ["name", "quoted key", "empty"]
    assert [text[slice(*root.key_range(key))] for key in root.entries] == ["name", "'quoted key'", "empty"]
    with pytest.raises(KeyError):
        root.key_range("site")


@pytest.mark.parametrize(
    ("written", "value", "style"),
    [
        ("14.10", "14.10", ""),
        ("NO", "NO", ""),
        ("0123", "0123", ""),
        ("one # comment", "one", ""),
        ("https://mail.contoso.com/owa", "https://mail.contoso.com/owa", ""),
        ("one\n  two\n\n  three", "one two\nthree", ""),
        ("'it''s'", "it's", "'"),
        ("''", "", "'"),
        ('"\\u00fc\\t\\"\\\n   x"', 'ü\t"x', '"'),
        ("|\n    a\n     b\n", "a\n b\n", "|"),
        ("|-\n    a\n\n", "a", "|"),
        (">+ # folded\n    a\n    b\n", "a b\n\n", ">"),
    ],
)
def test_a_scalar_is_text_with_a_style(written: str, value: str, style: str, parser: Parser) -> None:
    scalar = mapping(f"key: {written}\n", parser).entries["key"]

    assert isinstance(scalar, Scalar)
    assert (scalar.text, scalar.style) == (value, style)


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("a: b # c\n", ["b"]),
        ("a:\n  - 'b' \n  - \"c\"\n", ["'b'", '"c"']),
        ("a: &x b\nc: *x\n", ["b", "b"]),
        ("a: &x # why\n  b\n", ["b"]),
        ("a: |  # why\n  b\n\n  c\n\n\nd: e\n", ["|  # why\n  b\n\n  c", "e"]),
        ("a: b\n  c\nd: e", ["b\n  c", "e"]),
        ("a: {b: c:d, e: 'f' }\n", ["c:d", "'f'"]),
        ("a: 東京😀 # x\nb: Zürich\r\n", ["東京😀", "Zürich"]),
    ],
)
def test_a_range_cuts_the_scalar_and_nothing_else(text: str, cuts: list[str], parser: Parser) -> None:
    assert [text[node.start : node.end] for node in scalars(mapping(text, parser))] == cuts


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a:\nb: 1\n", 2),
        ("{a: , b: 1}", 3),
        ("{a:\n, b: 1}", 3),
        ("{a, b: 1}", 2),
        ("{a : , b: 1}", 4),
        ("a: &x\nb: 1\n", 5),
        ("a: # c\nb: 1\n", 2),
    ],
)
def test_a_value_that_is_left_out_stands_behind_its_colon(text: str, start: int, parser: Parser) -> None:
    value = mapping(text, parser).entries["a"]

    assert is_null(value)
    assert (value.start, value.end) == (start, start)


def test_a_collection_ends_where_its_last_value_ends(parser: Parser) -> None:
    text = "a:\n  b: [1, 2] # c\n\n# d\ne: {f: g}\n"
    root = mapping(text, parser)

    assert text[root.start : root.end] == "a:\n  b: [1, 2] # c\n\n# d\ne: {f: g}"
    assert text[root.entries["a"].start : root.entries["a"].end] == "b: [1, 2]"
    assert text[root.entries["e"].start : root.entries["e"].end] == "{f: g}"


@pytest.mark.parametrize("text", ["~", "null", "Null", "NULL", "", "&x"])
def test_null_is_written_in_five_ways_or_left_out(text: str, parser: Parser) -> None:
    assert is_null(mapping(f"a: {text}\n", parser).entries["a"])


@pytest.mark.parametrize("text", ["''", '"null"', "nil", "[]", "{}", "|\n"])
def test_anything_else_is_not_null(text: str, parser: Parser) -> None:
    assert not is_null(mapping(f"a: {text}\n", parser).entries["a"])


@pytest.mark.parametrize("text", ["", "\n", "# comment\n", "---\n", "---\n# c\n...\n", "--- # c", "\r\n"])
def test_a_text_without_a_value_has_no_tree(text: str, parser: Parser) -> None:
    assert parser(text) == (None, ())


def test_colons_and_question_marks_belong_to_a_text_between_brackets(parser: Parser) -> None:
    text = "a: {b: https://mail.contoso.com/owa?x=1, c: [mail.contoso.com:995:SSL, ::1, (x):y, 'd:e', z ?]}\n"

    assert [node.text for node in scalars(mapping(text, parser))] == [
        "https://mail.contoso.com/owa?x=1",
        *("mail.contoso.com:995:SSL", "::1", "(x):y", "d:e", "z ?"),
    ]


def test_an_alias_is_the_very_node_that_it_names(parser: Parser) -> None:
    entries = mapping("a: &x {b: 1}\nc: *x\nd: [*x]\n", parser).entries

    assert entries["c"] is entries["a"]


@pytest.mark.parametrize(
    ("merged", "expected"),
    [
        ("<<: *a", {"p": "2", "x": "1", "y": "1"}),
        ("<<: [*b, *a]", {"p": "2", "y": "3", "z": "3", "x": "1"}),
        ("<<: {x: 5, p: 5}", {"p": "2", "x": "5"}),
        ("'<<': 7", {"<<": "7", "p": "2"}),
    ],
)
def test_own_keys_win_over_merged_ones_and_the_first_merged_over_the_next(
    merged: str, expected: dict[str, str], parser: Parser
) -> None:
    text = f"a: &a {{x: 1, y: 1, p: 1}}\nb: &b {{y: 3, z: 3}}\nc:\n  {merged}\n  p: 2\n"
    found = mapping(text, parser).entries["c"]

    assert isinstance(found, Mapping)
    assert {key: value.text for key, value in found.entries.items() if isinstance(value, Scalar)} == expected
    assert [text[slice(*found.key_range(key))].strip("'") for key in found.entries] == list(found.entries)


def test_what_is_merged_can_be_merged_on(parser: Parser) -> None:
    entries = mapping("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b}\nd: {<<: {<<: *a}}\n", parser).entries

    assert [list(node.entries) for node in entries.values() if isinstance(node, Mapping)] == [
        *(["x"], ["y", "x"], ["y", "x"], ["x"]),
    ]


def test_every_second_key_is_told_and_the_first_value_stays(parser: Parser) -> None:
    text = "a: 1\nb: {c: 1, c: 2, 'c': 3}\na: {d: 4, d: 5}\ne: 6\n"
    parsed = parser(text)

    assert [(fault.code, text[fault.start : fault.end], fault.start) for fault in parsed.faults] == [
        *(("CAS003", "c", 15), ("CAS003", "'c'", 21), ("CAS003", "a", 29), ("CAS003", "d", 39)),
    ]
    assert [text[start : start + 4] for fault in parsed.faults for start, _, _ in fault.related] == [
        *("c: 1", "c: 1", "a: 1", "d: 4"),
    ]
    assert shape(parsed.root) == {"a": "1", "b": {"c": "1"}, "e": "6"}


def test_keys_are_interned(parser: Parser) -> None:
    first, second = mapping("a: {externalUrl: 1}\nb: {externalUrl: 2}\n", parser).entries.values()

    assert isinstance(first, Mapping)
    assert isinstance(second, Mapping)
    assert next(iter(first.entries)) is next(iter(second.entries))


def test_the_collector_is_as_it_was(parser: Parser) -> None:
    assert gc.isenabled()
    parser("a: [")
    assert gc.isenabled()
    gc.disable()
    try:
        parser("a: 1")
        assert not gc.isenabled()
    finally:
        gc.enable()


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp"))
    | st.sampled_from(" '\"\\:#,[]{}&*!|>%@`?-")
)


def written(draw: st.DrawFn, value: str) -> str:
    if draw(st.booleans()):
        return "'" + value.replace("'", "''") + "'"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A document, and its values as they are written and as they are."""
    values = [(written(draw, value), value) for value in draw(st.lists(TEXTS, max_size=6))]
    flow = draw(st.booleans())
    inner = ", ".join(text for text, _ in values)
    text = f"a: [{inner}]" if flow else "a:\n" + "".join(f"  - {text} # {text}\n" for text, _ in values)
    return text, values


@given(documents())
def test_what_a_range_cuts_parses_back_to_the_value(document: tuple[str, list[tuple[str, str]]]) -> None:
    text, values = document
    for pure in (False, True):
        root = parse(text, pure=pure).root
        found = [node for node in scalars(root) if node.style] if root else []
        cuts = [(text[node.start : node.end], node.text) for node in found]
        assert cuts == values
        for cut, value in cuts:
            alone = parse(cut, pure=pure).root
            assert isinstance(alone, Scalar)
            assert alone.text == value


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_version_of_yaml_may_be_said(parser: Parser, end: str) -> None:
    text = f"%YAML 1.2{end}---{end}a: 1{end}"
    root = mapping(text, parser)

    assert text[slice(*root.key_range("a"))] == "a"


def test_a_version_without_a_document_after_it_is_refused(parser: Parser) -> None:
    assert [fault.code for fault in parser("%YAML 1.2\na: 1\n").faults] == ["CAS001"]
