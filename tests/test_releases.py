"""The builds of Exchange: every row of Microsoft's tables, read by its number and by its name."""

from __future__ import annotations

import pytest

from caslint.exchange.releases import MISPRINTS, OTHER_NUMBERS, RELEASES, Build, Family, Release, level
from caslint.exchange.versions import Version, parse

# The build table once more, apart from the code's: what stands in Microsoft's list, shortest form.
TABLE = """
2003 RTM = 6.5.6944; 2003 SP1 = 6.5.7226; 2003 SP2 = 6.5.7683
2007 RTM = 8.0.685.25, RU1 708.3, RU2 711.2, RU3 730.1, RU4 744.0, RU5 754.0, RU6 783.2, RU7 813.0
2007 SP1 = 8.1.240.6, RU1 263.1, RU2 278.2, RU3 291.2, RU4 311.3, RU5 336.1, RU6 340.1, RU7 359.2, RU8 375.2,
 RU9 393.1, RU10 436.0
2007 SP2 = 8.2.176.2, RU1 217.3, RU2 234.1, RU3 247.2, RU4 254.0, RU5 305.3
2007 SP3 = 8.3.83.6, RU1 106.2, RU2 137.3, RU3v2 159.2, RU4 192.1, RU5 213.1, RU6 245.2, RU7 264.0, RU8 279.3,
 RU8v2 279.5, RU8v3 279.6, RU9 297.2, RU10 298.3, RU11 327.1, RU12 342.4, RU13 348.2, RU14 379.2, RU15 389.2,
 RU16 406.0, RU17 417.1, RU18 445.0, RU19 459.0, RU20 468.0, RU21 485.1, RU22 502.0, RU23 517.0
2010 RTM = 14.0.639.21, RU1 682.1, RU2 689.0, RU3 694.0, RU4 702.1, RU5 726.0
2010 SP1 = 14.1.218.15, RU1 255.2, RU2 270.1, RU3 289.7, RU4 323.6, RU5 339.1, RU6 355.2, RU7 421.0,
 RU7v2 421.2, RU7v3 421.3, RU8 438.0
2010 SP2 = 14.2.247.5, RU1 283.3, RU2 298.4, RU3 309.2, RU4 318.2, RU4v2 318.4, RU5 328.5, RU5v2 328.10,
 RU6 342.3, RU7 375.0, RU8 390.3
2010 SP3 = 14.3.123.4, RU1 146.0, RU2 158.1, RU3 169.1, RU4 174.1, RU5 181.6, RU6 195.1, RU7 210.2,
 RU8v1 224.1, RU8v2 224.2, RU9 235.1, RU10 248.2, RU11 266.2, RU12 279.2, RU13 294.0, RU14 301.0, RU15 319.2,
 RU16 336.0, RU17 352.0, RU18 361.1, RU19 382.0, RU20 389.1, RU21 399.2, RU22 411.0, RU23 417.1, RU24 419.0,
 RU25 435.0, RU26 442.0, RU27 452.0, RU28 461.1, RU29 468.0, RU30 496.0, RU31 509.0, RU32 513.0
"""


def rows() -> list[tuple[str, str]]:
    """Release name and dotted build, of every row above."""
    found: list[tuple[str, str]] = []
    for part in TABLE.replace("\n ", " ").replace("\n", ";").split(";"):
        if not part.strip():
            continue
        name, builds = part.split("=")
        base, *rollups = [text.strip() for text in builds.split(",")]
        found.append((name.strip(), base))
        prefix = ".".join(base.split(".")[:2])
        for rollup in rollups:
            label, build = rollup.split()
            found.append((f"{name.strip()} {label}", f"{prefix}.{build}"))
    return found


def read(text: str) -> Version:
    version = parse(text)
    assert version is not None, text
    return version


def build(text: str) -> Build:
    parts = [*map(int, text.split(".")), 0][:4]
    return (parts[0], parts[1], parts[2], parts[3])


@pytest.mark.parametrize(("name", "dotted"), rows())
def test_every_row_of_the_build_table_is_a_release(name: str, dotted: str) -> None:
    release = {r.name: r for r in RELEASES}[name]
    assert release.build == build(dotted)
    assert name == f"{release.family.word} {name.split()[1]} {release.rollup}".rstrip()


@pytest.mark.parametrize(("name", "dotted"), rows())
def test_the_number_of_a_release_is_read_as_that_release(name: str, dotted: str) -> None:
    version = read(dotted)
    assert version.release_name == name
    assert version.known


@pytest.mark.parametrize("release", [r for r in RELEASES if r.family is not Family.EXCHANGE_2003])
def test_the_name_of_a_release_is_read_as_that_release(release: Release) -> None:
    version = read(release.name)
    assert (version.family, version.service_pack) == (release.family, release.service_pack)
    assert version.build == (release.build if release.rollup else None)
    assert version.number is None
    assert version.known


def test_releases_have_names_and_builds_of_their_own() -> None:
    assert len({r.name for r in RELEASES}) == len({r.build for r in RELEASES}) == len(RELEASES)
    assert not {r.build for r in RELEASES} & {*OTHER_NUMBERS, *MISPRINTS}
    assert {r.build for r in RELEASES} >= {*OTHER_NUMBERS.values(), *MISPRINTS.values()}


def test_releases_stand_in_the_order_of_their_levels() -> None:
    levels = [level(r.build) for r in RELEASES]
    assert levels == sorted(levels)


def test_families_are_ordered_and_named() -> None:
    assert [f.word for f in sorted(Family)] == ["2003", "2007", "2010", "later than 2010"]
