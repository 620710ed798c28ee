"""The builds of Exchange 2003, 2007 and 2010, from two lists of Microsoft (sources BUILD and BUILDCSV)."""

from __future__ import annotations

from enum import IntEnum

from caslint.record import Record

Build = tuple[int, int, int, int]


class Family(IntEnum):
    """A version of Exchange, whatever its service pack; compares by age."""

    EXCHANGE_2003 = 2003
    EXCHANGE_2007 = 2007
    EXCHANGE_2010 = 2010
    LATER = 2013

    @property
    def word(self) -> str:
        """The year, or `later than 2010`."""
        return "later than 2010" if self is Family.LATER else str(self.value)


CAS_FAMILIES = (Family.EXCHANGE_2007, Family.EXCHANGE_2010)
"""The families whose servers can have the Client Access role, as far as they are judged."""


class Release(Record):
    """One row of the build table.

    `name` reads `2010 SP2 RU6`; `service_pack` is 0 for RTM; `rollup` is
    empty for the service pack itself.
    """

    name: str
    build: Build
    family: Family
    service_pack: int
    rollup: str


# Where the lists differ the documentation page is followed: it gives the name
# RU3 of 2010 SP1 to the reissue that the other list calls RU3v3, and likewise RU4.
_2003 = {0: {"": (6944, 0)}, 1: {"": (7226, 0)}}
_2003[2] = {"": (7683, 0), "update of March 2008": (7653, 33), "update of August 2008": (7654, 4)}

_2007 = {
    0: {
        "": (685, 25), "RU1": (708, 3), "RU2": (711, 2), "RU3": (730, 1), "RU4": (744, 0), "RU5": (754, 0),
        "RU6": (783, 2), "RU7": (813, 0),
    },
    1: {
        "": (240, 6), "RU1": (263, 1), "RU2": (278, 2), "RU3": (291, 2), "RU4": (311, 3), "RU5": (336, 1),
        "RU6": (340, 1), "RU7": (359, 2), "RU8": (375, 2), "RU9": (393, 1), "RU10": (436, 0),
    },
    2: {
        "": (176, 2), "RU1": (217, 3), "RU2": (234, 1), "RU3": (247, 2), "RU4": (254, 0), "RU5": (305, 3),
    },
    3: {
        "": (83, 6), "RU1": (106, 2), "RU2": (137, 3), "RU3": (159, 0), "RU3v2": (159, 2), "RU4": (192, 1),
        "RU5": (213, 1), "RU6": (245, 2), "RU7": (264, 0), "RU8": (279, 3), "RU8v2": (279, 5),
        "RU8v3": (279, 6), "RU9": (297, 2), "RU10": (298, 3), "RU11": (327, 1), "RU12": (342, 4),
        "RU13": (348, 2), "RU14": (379, 2), "RU15": (389, 2), "RU16": (406, 0), "RU17": (417, 1),
        "RU18": (445, 0), "RU19": (459, 0), "RU20": (468, 0), "RU21": (485, 1), "RU22": (502, 0),
        "RU23": (517, 0),
    },
}  # fmt: skip

_2010 = {
    0: {
        "": (639, 21), "RU1": (682, 1), "RU2": (689, 0), "RU3": (694, 0), "RU4": (702, 1), "RU5": (726, 0),
    },
    1: {
        "": (218, 15), "RU1": (255, 2), "RU2": (270, 1), "RU3v1": (289, 3), "RU3": (289, 7),
        "RU4v1": (323, 1), "RU4": (323, 6), "RU5": (339, 1), "RU6": (355, 2), "RU7": (421, 0),
        "RU7v2": (421, 2), "RU7v3": (421, 3), "RU8": (438, 0),
    },
    2: {
        "": (247, 5), "RU1": (283, 3), "RU2": (298, 4), "RU3": (309, 2), "RU4": (318, 2), "RU4v2": (318, 4),
        "RU5": (328, 5), "RU5v2": (328, 10), "RU6": (342, 3), "RU7": (375, 0), "RU8": (390, 3),
    },
    3: {
        "": (123, 4), "RU1": (146, 0), "RU2": (158, 1), "RU3": (169, 1), "RU4": (174, 1), "RU5": (181, 6),
        "RU6": (195, 1), "RU7": (210, 2), "RU8v1": (224, 1), "RU8v2": (224, 2), "RU9": (235, 1),
        "RU10": (248, 2), "RU11": (266, 2), "RU12": (279, 2), "RU13": (294, 0), "RU14": (301, 0),
        "RU15": (319, 2), "RU16": (336, 0), "RU17": (352, 0), "RU18": (361, 1), "RU19": (382, 0),
        "RU20": (389, 1), "RU21": (399, 2), "RU22": (411, 0), "RU23": (417, 1), "RU24": (419, 0),
        "RU25": (435, 0), "RU26": (442, 0), "RU27": (452, 0), "RU28": (461, 1), "RU29": (468, 0),
        "RU30": (496, 0), "RU31": (509, 0), "RU32": (513, 0),
    },
}  # fmt: skip


def service_pack_name(family: Family, service_pack: int | None) -> str:
    """`2010 SP3`, `2010 RTM`, or `2010` where the service pack is not known."""
    if service_pack is None:
        return family.word
    return f"{family.word} SP{service_pack}" if service_pack else f"{family.word} RTM"


def _rows(
    family: Family, major: int, packs: dict[int, dict[str, tuple[int, int]]], minor: int | None = None
) -> list[Release]:
    return [
        Release(
            f"{service_pack_name(family, pack)} {rollup}".rstrip(),
            (major, pack if minor is None else minor, *build),
            family,
            pack,
            rollup,
        )
        for pack, builds in packs.items()
        for rollup, build in builds.items()
    ]


RELEASES: tuple[Release, ...] = (
    *_rows(Family.EXCHANGE_2003, 6, _2003, minor=5),
    *_rows(Family.EXCHANGE_2007, 8, _2007),
    *_rows(Family.EXCHANGE_2010, 14, _2010),
)

# A number that some list or server shows for a release, and the number the release has in the table.
OTHER_NUMBERS: dict[Build, Build] = {
    (6, 5, 7638, 2): (6, 5, 7683, 0),  # what a 2003 SP2 server shows
    (8, 0, 685, 24): (8, 0, 685, 25),
    (8, 3, 348, 1): (8, 3, 348, 2),
    (14, 3, 266, 1): (14, 3, 266, 2),
    (14, 3, 339, 0): (14, 3, 336, 0),
}

# A misprint of the documentation page, which puts an SP2 rollup under SP3.
MISPRINTS: dict[Build, Build] = {(14, 3, 328, 5): (14, 2, 328, 5)}

# Names that people and lists use for a release beside the table's own.
OTHER_NAMES: dict[str, str] = {
    "2010 SP1 RU3v3": "2010 SP1 RU3",
    "2010 SP1 RU4v2": "2010 SP1 RU4",
    "2010 SP3 RU8": "2010 SP3 RU8v1",
}

SERVICE_PACKS = {
    (release.family, release.service_pack): release for release in RELEASES if not release.rollup
}
FIRST_LATER_MAJOR = 15

_BY_BUILD = {release.build: release for release in RELEASES}
_BY_NAME = {release.name: release for release in RELEASES}
_MAJORS = {6: Family.EXCHANGE_2003, 8: Family.EXCHANGE_2007, 14: Family.EXCHANGE_2010}
_UPDATES_2003 = {(6, 5, 7653, 33): 1, (6, 5, 7654, 4): 2}
_FIRST_2003 = ((2, 7638), (1, 7226), (0, 6944))
"""The service packs of 2003 and the lowest build that shows each; a server with SP2 shows 7638."""


def release_of(build: Build) -> Release | None:
    """Return the release with this build; None where the table has none."""
    return _BY_BUILD.get(OTHER_NUMBERS.get(build, build))


def release_named(name: str) -> Release | None:
    """Return the release of this name, be it the table's (`2010 SP2 RU6`) or another in use."""
    return _BY_NAME.get(OTHER_NAMES.get(name, name))


def family_of(build: Build) -> Family | None:
    """Return the family that a build number belongs to; None for Exchange 2000 and for no Exchange."""
    if build[0] >= FIRST_LATER_MAJOR:
        return Family.LATER
    if build[0] == 6 and build[1] != 5:  # noqa: PLR2004 -- 6.5 is 2003, 6.0 is Exchange 2000
        return None
    return _MAJORS.get(build[0])


def service_pack_of(build: Build) -> int | None:
    """Return the service pack that a number belongs to; None where there is none such."""
    if build[0] == 6:  # noqa: PLR2004 -- 6.5 is 2003
        return next((pack for pack, first in _FIRST_2003 if build[2] >= first), None)
    family = family_of(build)
    return build[1] if family is not None and (family, build[1]) in SERVICE_PACKS else None


def is_known(build: Build) -> bool:
    """Whether the tables have the number; 2003 has bounds only, and later families have no wrong ones."""
    family = family_of(build)
    if family is Family.EXCHANGE_2003:
        return 6944 <= build[2] <= 7683  # noqa: PLR2004 -- the builds of RTM and SP2
    return family is Family.LATER or release_of(build) is not None


def level(build: Build) -> Build:
    """Return a key that orders builds as the releases do.

    The numbers do not: those of 2003's updates lie below the number of their service pack.
    """
    if family_of(build) is not Family.EXCHANGE_2003:
        return OTHER_NUMBERS.get(build, build)
    return (6, 5, service_pack_of(build) or 0, _UPDATES_2003.get(build, 0))
