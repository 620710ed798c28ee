"""Which name was probably meant."""

from __future__ import annotations

import pytest

from caslint.words import Nearest


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
