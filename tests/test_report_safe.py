from __future__ import annotations

import unicodedata

import pytest

from caslint.report.safe import uncommanded, visible
from workflow_runner import commands


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one\ntwo\r\nthree\t", "one\\ntwo\\r\\nthree\\t"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("\x9b31mred\x7f", "\\x9b31mred\\x7f"),
        ("a\u202eb\u2066c", "a\\u202eb\\u2066c"),
        ("CAS\u200b01\ufeff", "CAS\\u200b01\\ufeff"),
        ("a\u2028b\u2029c", "a\\u2028b\\u2029c"),
        ("\udcff", "\\udcff"),
        ("\U000e0041", "\\U000e0041"),
        ("CONTOSO\\Administrator", "CONTOSO\\Administrator"),
        ("東京 Zürich 😀", "東京 Zürich 😀"),
        ("", ""),
    ],
)
def test_what_must_not_act_is_written_as_yaml_would_escape_it(text: str, expected: str) -> None:
    assert visible(text) == expected


def test_no_control_format_separator_or_surrogate_is_left() -> None:
    """Over all of Unicode; the Arabic and Egyptian number and joining signs are visible, and stay."""
    shown = {chr(code) for code in range(0x110000) if visible(chr(code)) == chr(code)}
    left = {char for char in shown if unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}}

    assert {unicodedata.name(char).split()[0] for char in left} <= {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}


def test_what_the_encoding_cannot_hold_is_escaped_in_the_same_notation() -> None:
    assert visible("é 京 😀", encoding="cp1252") == "é \\u4eac \\U0001f600"
    assert visible("é", encoding="ascii") == "\\xe9"


def test_commands_are_broken_only_inside_github_actions() -> None:
    assert visible("a ##[error]x") == "a ##[error]x"
    assert visible("a ##[error]x", github=True) == "a #\\x23[error]x"
    assert visible("####[error]x", github=True) == "###\\x23[error]x"


def test_lines_that_open_with_colons_are_broken() -> None:
    text = "::error::a\n  ::group::b\nfe80::1 stays\n\t::c\n"

    assert uncommanded(text) == "\\x3a:error::a\n  \\x3a:group::b\nfe80::1 stays\n\t\\x3a:c\n"


def test_the_emulator_takes_commands_where_a_runner_does() -> None:
    assert commands("::error file=a::text") == ["error", "error"]
    assert commands("x ##[group]text") == ["group", "group"]
    assert commands("x ::error::text\n::unknown::\n##[unknown]\n::error") == []
    assert commands("\x1b[1m::error::text") == ["error"]
