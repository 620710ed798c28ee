"""The functions that a fuzzer is let loose on (`tests/fuzz/`), on their seeds and on bytes near to them."""

from __future__ import annotations

from importlib import import_module
from random import Random
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuzz.choices import Choices
from organizations import UNHURRIED

TARGETS = {
    "reader": 60,
    "comments": 60,
    "settings": 60,
    "exports": 60,
    "builder": 12,
    "mending": 6,
    "editing": 12,
}
"""Each target with the number of inputs that it is given here."""


def target(name: str) -> ModuleType:
    return import_module(f"fuzz.{name}")


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_taken(name: str) -> None:
    assert target(name).SEEDS
    for seed in target(name).SEEDS:
        target(name).run(seed)


@st.composite
def near(draw: st.DrawFn, seeds: tuple[bytes, ...], words: tuple[str, ...]) -> bytes:
    """A seed with a few bytes exchanged for others, or for a word of the language that it is in."""
    data = draw(st.sampled_from(seeds))
    pieces = st.one_of(st.binary(max_size=3), st.sampled_from(words or ("\n",)).map(str.encode))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        data = data[:at] + draw(pieces) + data[at + draw(st.integers(0, 2)) :]
    return data


@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_near_a_seed_make_it_raise(name: str) -> None:
    found = target(name)

    @settings(max_examples=TARGETS[name], deadline=None, suppress_health_check=UNHURRIED)
    @given(st.one_of(near(found.SEEDS, found.WORDS), st.binary(max_size=40)))
    def runs(data: bytes) -> None:
        found.run(data)

    runs()


@pytest.mark.nightly
@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_near_a_seed_make_it_raise_in_the_long_run(name: str) -> None:
    random = Random(name)  # noqa: S311 - for tests
    seeds = target(name).SEEDS
    for _ in range(100 * TARGETS[name]):
        data = bytearray(random.choice(seeds))
        for _ in range(random.randrange(1, 8)):
            data[random.randrange(len(data))] = random.randrange(256)
        target(name).run(bytes(data))


def test_choices_follow_the_bytes_and_end_with_the_first_of_everything() -> None:
    choices = Choices(b"\x05\x01\x02\x02ab")

    assert (choices.below(4), choices.below(300), choices.text(5), choices.left) == (1, 258, "ab", False)
    assert (choices.pick("xyz"), choices.text(3)) == ("x", "")
