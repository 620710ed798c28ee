"""What a version tells about its level, and where its text leaves the answer open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caslint.exchange.releases import level
from caslint.exchange.versions import RELEASES, Build, Family, Release, Version, family_of, parse, with_build

SP2_RU6: Build = (14, 2, 342, 3)

_PARTS = st.tuples(
    st.sampled_from([6, 8, 14, 15]), st.integers(0, 5), st.integers(0, 9999), st.integers(0, 99)
)


def read(text: str) -> Version:
    version = parse(text)
    assert version is not None, text
    return version


@pytest.mark.parametrize(
    ("text", "asked", "answer"),
    [
        ("14.2.342.3", SP2_RU6, True),
        ("14.2.375.0", SP2_RU6, True),
        ("14.2.328.10", SP2_RU6, False),
        ("2010 SP2 RU6", SP2_RU6, True),
        ("2010 SP2 RU5v2", SP2_RU6, False),
        # The service pack decides.
        ("Version 14.3 (Build 123.4)", SP2_RU6, True),
        ("14.1.218.15", SP2_RU6, False),
        ("14.2", (14, 2, 247, 5), True),
        # AdminDisplayVersion shows no rollup.
        ("Version 14.2 (Build 247.5)", SP2_RU6, None),
        ("2010 SP2", SP2_RU6, None),
        ("2010", SP2_RU6, None),
        ("2010", (14, 0, 639, 21), True),
        ("14.4.1.2", SP2_RU6, None),
        # The family decides.
        ("2016", SP2_RU6, True),
        ("15.1.2375.7", SP2_RU6, True),
        ("8.3.517.0", SP2_RU6, False),
        ("2007", SP2_RU6, False),
        ("2010", (8, 3, 517, 0), True),
        # 2007 RTM was issued with two numbers.
        ("8.0.685.24", (8, 0, 685, 25), True),
        # 2003's updates follow SP2 though their numbers are lower.
        ("2003 SP2", (6, 5, 7683, 0), True),
        ("2003 SP2", (6, 5, 7638, 2), True),
        ("2003 SP2", (6, 5, 7653, 33), None),
        ("2003 SP1", (6, 5, 7653, 33), False),
        ("2003", (6, 5, 7683, 0), None),
        ("2003 SP2", (8, 0, 685, 25), False),
    ],
)
def test_at_least(text: str, asked: Build, answer: bool | None) -> None:
    assert read(text).at_least(asked) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("14.2.318.4", "14.2.390.3", True),
        ("14.2.390.3", "14.2.318.4", False),
        ("14.2.390.3", "14.2.390.3", False),
        ("2010 SP1", "2010 SP2", True),
        ("2010 SP2", "2010 SP1", False),
        ("2010 SP2", "2010 SP2", None),
        ("14.2.390.3", "2010 SP2", None),
        ("14.2.390.3", "2010 SP3", True),
        ("2007", "2010", True),
        ("2010", "2007 SP3", False),
        ("2003 SP2", "2007", True),
    ],
)
def test_older_than(one: str, other: str, answer: bool | None) -> None:
    assert read(one).older_than(read(other)) is answer


def test_a_declared_build_gives_the_level() -> None:
    version = with_build(read("Version 14.2 (Build 247.5)"), "14.02.0342.003")
    assert version is not None
    assert version.build == SP2_RU6
    assert version.at_least(SP2_RU6) is True
    assert (version.text, version.number) == ("Version 14.2 (Build 247.5)", (14, 2, 247, 5))


def test_a_declared_build_may_be_the_service_packs_own() -> None:
    version = with_build(read("2010 SP2"), "14.2.247.5")
    assert version is not None
    assert version.build == (14, 2, 247, 5)
    assert version.at_least(SP2_RU6) is False
    assert version.release_name == "2010 SP2"


def test_a_declared_build_tells_the_service_pack_where_the_text_does_not() -> None:
    version = with_build(read("2010"), "14.3.496.0")
    assert version is not None
    assert (version.service_pack, version.release_name) == (3, "2010 SP3 RU30")


def test_a_declared_build_that_contradicts_is_kept_beside_the_text() -> None:
    version = with_build(read("2010 SP2"), "8.3.83.6")
    assert version is not None
    assert (version.family, version.service_pack, version.build) == (Family.EXCHANGE_2010, 2, (8, 3, 83, 6))


def test_a_declared_misprint_is_the_build_it_stands_for() -> None:
    version = with_build(read("2010 SP2"), "14.3.328.5")
    assert version is not None
    assert version.build == (14, 2, 328, 5)


def test_a_2003_update_is_a_level_of_sp2() -> None:
    version = with_build(read("2003 SP2"), "6.5.7653.33")
    assert version is not None
    assert version.at_least((6, 5, 7683, 0)) is True
    assert version.at_least((6, 5, 7654, 4)) is False


@pytest.mark.parametrize("text", ["", "14.3", "2010 SP3 RU5", "latest", "9.1.2.3", "1" * 10_000])
def test_what_is_no_build_gives_nothing(text: str) -> None:
    assert with_build(read("2010 SP3"), text) is None


@given(_PARTS, st.sampled_from(RELEASES))
def test_a_declared_build_leaves_no_doubt(parts: Build, release: Release) -> None:
    if family_of(parts) is None:
        return
    version = with_build(read(release.name.split()[0]), ".".join(map(str, parts)))
    assert version is not None
    assert version.at_least(release.build) is (level(parts) >= level(release.build))


@given(st.sampled_from(RELEASES), st.sampled_from(RELEASES))
def test_what_a_service_pack_answers_holds_for_all_its_rollups(shown: Release, asked: Release) -> None:
    base = read(
        shown.name.rsplit(" RU", 1)[0] if "RU" in shown.rollup else f"{shown.name.split(' update')[0]}"
    )
    answer = base.at_least(asked.build)
    exact = level(shown.build) >= level(asked.build)
    assert answer is None or answer is exact
