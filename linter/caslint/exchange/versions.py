"""What a version text says about a server, and what it leaves open (sources BUILD, BUILDCSV, ADV, EVAND).

`AdminDisplayVersion` shows the service pack's own build whatever rollup is
installed.  A text with that number therefore tells the service pack and no
more; every question that only the rollup could answer is answered with None.
"""

from __future__ import annotations

from caslint.exchange.releases import (
    FIRST_LATER_MAJOR,
    MISPRINTS,
    RELEASES,
    SERVICE_PACKS,
    Build,
    Family,
    Release,
    family_of,
    is_known,
    level,
    release_named,
    release_of,
    service_pack_name,
    service_pack_of,
)
from caslint.exchange.version_text import Spelled, spelled

__all__ = ["RELEASES", "Build", "Family", "Release", "Version", "family_of", "parse", "with_build"]

_LATER_NAMES = {(15, 0): "2013", (15, 1): "2016", (15, 2): "2019 or later"}
_BEYOND = 1_000_000
"""Larger than any part of a version number."""

_MOST_TEXTS = 10_000
_known_texts: dict[str, Version | None] = {}
_known_levels: dict[Build, Build] = {}


class Version:
    """A server's version as far as its text tells it; never changed once made.

    `text`: the text as written.
    `service_pack`: 0 for RTM, 1, 2, 3; None where the text does not tell
    (`2007`) or names a service pack that does not exist, and for LATER.
    `build`: the exact level; None where only the service pack is told.
    `number`: the four integers of the text; None where the text is a name.
    `known`: whether Microsoft's tables have the text's number or name.
    `alias_of`: the build that a misprinted number stands for, else None.

    Two versions are equal when they tell the same, whatever their texts.
    """

    __slots__ = (
        "_hash",
        "_levels",
        "_told",
        "alias_of",
        "build",
        "family",
        "known",
        "number",
        "service_pack",
        "text",
    )

    def __init__(
        self,
        text: str,
        family: Family,
        service_pack: int | None = None,
        build: Build | None = None,
        number: Build | None = None,
        *,
        known: bool = True,
        alias_of: Build | None = None,
    ) -> None:
        self.text = text
        self.family = family
        self.service_pack = service_pack
        self.build = build
        self.number = number
        self.known = known
        self.alias_of = alias_of
        self._levels = self._span()
        self._told = (family, service_pack, build, number, known, alias_of)
        self._hash = hash(self._told)

    def __repr__(self) -> str:
        return f"Version({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._told == other._told

    def __hash__(self) -> int:
        return self._hash

    @property
    def release_name(self) -> str:
        """The version in words: `2010 SP3`, `2010 SP2 RU6`, `2007`, `2010 SP3 build 14.3.9999.0`, `2016`."""
        if self.family is Family.LATER:
            return _LATER_NAMES.get(self.number[:2], self.family.word) if self.number else self.text
        if self.build is None:
            return service_pack_name(self.family, self.service_pack)
        release = release_of(self.build)
        if release is not None:
            return release.name
        return f"{service_pack_name(self.family, self.service_pack)} build {_dotted(self.build)}"

    def at_least(self, build: Build) -> bool | None:
        """Whether the server is at this level or a later one.

        None where the text allows both answers: `14.2.247.5` and `2010 SP2`
        may or may not have rollup 6.
        """
        asked = _known_levels.get(build)
        if asked is None:
            asked = _known_levels[build] = level(build)
        lowest, highest = self._levels
        if lowest >= asked:
            return True
        return False if highest < asked else None

    def older_than(self, other: Version) -> bool | None:
        """Whether this server is at an earlier level than the other; None where the texts allow both."""
        lowest, highest = self._levels
        other_lowest, other_highest = other._levels
        if highest < other_lowest:
            return True
        return False if lowest >= other_highest else None

    @property
    def earliest(self) -> Build:
        """The lowest level that the text allows; levels order versions by age, whatever their families."""
        return self._levels[0]

    @property
    def latest(self) -> Build:
        """The highest level that the text allows."""
        return self._levels[1]

    def _span(self) -> tuple[Build, Build]:
        """Return the lowest and the highest level that the text allows."""
        if self.build is not None:
            exact = level(self.build)
            return exact, exact
        if self.family is Family.LATER:
            return (FIRST_LATER_MAJOR, 0, 0, 0), (_BEYOND, 0, 0, 0)
        lowest = level(SERVICE_PACKS[self.family, self.service_pack or 0].build)
        if self.service_pack is None:
            return lowest, (lowest[0], _BEYOND, 0, 0)
        if self.family is Family.EXCHANGE_2003:
            return lowest, (*lowest[:3], _BEYOND)
        return lowest, (*lowest[:2], _BEYOND, 0)


def parse(text: str) -> Version | None:
    """Read a version text, be it AdminDisplayVersion, a dotted number or a name.

    None where it has none of these forms.  Equal texts give the same object.
    """
    if text in _known_texts:
        return _known_texts[text]
    spelling = spelled(text)
    version = None if spelling is None else _version(text, spelling)
    if spelling is not None:
        if len(_known_texts) >= _MOST_TEXTS:
            _known_texts.clear()
        _known_texts[text] = version
    return version


def with_build(version: Version, build_text: str) -> Version | None:
    """Return the version at the level of a declared build, the file version of ExSetup.exe.

    None where the text is no build of four parts (2003: three).  A build that
    contradicts the version text is kept beside its family and service pack, for
    a rule to judge; `known` stays what it is for the version's own text.
    """
    spelling = spelled(build_text)
    if spelling is None or spelling.number is None or family_of(spelling.number) is None:
        return None
    build = MISPRINTS.get(spelling.number, spelling.number)
    pack = version.service_pack
    if pack is None and family_of(build) is version.family:
        pack = service_pack_of(build)
    return Version(
        version.text,
        version.family,
        pack,
        build,
        version.number,
        known=version.known,
        alias_of=version.alias_of,
    )


def _version(text: str, spelling: Spelled) -> Version | None:
    if spelling.number is not None:
        return _from_number(text, spelling.number, spelling.service_pack)
    if spelling.two_parts is not None:
        return _from_two_parts(text, *spelling.two_parts)
    return _from_name(text, spelling)


def _from_number(text: str, number: Build, told_pack: int | None) -> Version | None:
    """Read the four numbers; only 2003's text tells its service pack beside them."""
    family = family_of(number)
    if family is None or family is Family.LATER:
        return None if family is None else Version(text, family, number=number)
    meant = MISPRINTS.get(number)
    build = meant or number
    pack = service_pack_of(build)
    if family is Family.EXCHANGE_2003:
        pack = pack if told_pack is None else told_pack
        return Version(text, family, pack, number=number, known=is_known(number))
    beyond = pack is not None and level(build) > SERVICE_PACKS[family, pack].build
    return Version(
        text, family, pack, build if beyond else None, number, known=is_known(build), alias_of=meant
    )


def _from_two_parts(text: str, major: int, minor: int) -> Version | None:
    family = family_of((major, minor, 0, 0))
    if family is None or family is Family.LATER or family is Family.EXCHANGE_2003:
        return None if family is None else Version(text, family)
    pack = minor if (family, minor) in SERVICE_PACKS else None
    return Version(text, family, pack, known=pack is not None)


def _from_name(text: str, spelling: Spelled) -> Version:
    family = next((f for f in Family if f.value == spelling.year), Family.LATER)
    if family is Family.LATER:
        return Version(text, family)
    pack = spelling.service_pack
    if (family, pack or 0) not in SERVICE_PACKS:
        return Version(text, family, known=False)
    if not spelling.rollup:
        return Version(text, family, pack)
    pack = pack or 0  # "2010 RU1" is a rollup of RTM
    release = release_named(f"{service_pack_name(family, pack)} {spelling.rollup}")
    return Version(text, family, pack, release.build if release else None, known=release is not None)


def _dotted(build: Build) -> str:
    return ".".join(map(str, build))
