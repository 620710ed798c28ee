"""GitHub's hash of a line, held against a slow reading of its definition, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.decode import Undecodable, decode
from caslint.report.line_hash import line_hashes
from caslint.text import Source


def told(data: bytes) -> Iterator[tuple[int, str]]:
    """Every line's hash as the definition tells it: a window of 100 units slides over the file."""
    text = data.decode("utf-8", "replace").encode("utf-16-le", "surrogatepass")
    raw = [int.from_bytes(text[at : at + 2], "little") for at in range(0, len(text), 2)]
    units: list[int] = []
    before = 0
    for unit in raw:
        if unit not in (9, 32) and not (unit == 10 and before == 13):
            units.append(10 if unit == 13 else unit)
        before = unit
    units += [65535, *[0] * 100]
    starts = [0, *[at + 1 for at, unit in enumerate(units) if unit == 10]]
    counts: dict[int, int] = {}
    for number, start in enumerate(starts, 1):
        value = 0
        for unit in units[start : start + 100]:
            value = (value * 37 + unit) % 2**64
        counts[value] = counts.get(value, 0) + 1
        yield number, f"{value:x}:{counts[value]}"


@given(
    st.text(st.sampled_from("ab:-\t \r\né京😀\ufeff")).map(lambda text: text * 3),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be"]),
)
def test_every_line_has_the_hash_of_the_definition(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    decoded = decode(data)
    if isinstance(decoded, Undecodable):
        return
    expected = dict(told(data))

    assert line_hashes(Source("org.yaml", *decoded), expected) == expected


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        # Values that the tests of GitHub's upload action state.
        ("", 1, "c129715d7a2bc9a3:1"),
        (" a\nb\n  \t\tc\n d", 1, "271789c17abda88f:1"),
        (" a\nb\n  \t\tc\n d", 4, "a23a3dc5e078b07b:1"),
        (" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", 4, "e20e36e16fcb0cc8:1"),
        ("Lorem ipsum dolor sit amet.\n" * 10, 6, "a7f2ff13bc495cf2:6"),
        ("Lorem ipsum dolor sit amet.\n" * 10, 7, "a7f2ff1481e87703:1"),
        ("Lorem ipsum dolor sit amet.\n" * 10, 11, "c129715d7a2bc9a3:1"),
    ],
)
def test_published_values(text: str, line: int, expected: str) -> None:
    assert line_hashes(Source("x", text), [line]) == {line: expected}


def test_lines_with_the_same_hash_are_numbered() -> None:
    text = "a" * 200 + "\n" + "a" * 200 + "\n" + "b\n"

    first, second = line_hashes(Source("x", text), [1, 2]).values()

    assert first.removesuffix(":1") == second.removesuffix(":2")
    assert line_hashes(Source("x", text), [2]) == {2: second}


def test_nothing_wanted_is_nothing() -> None:
    assert line_hashes(Source("x", "a\n"), []) == {}
