"""The forms in which a version is written, taken apart; what the parts mean is told by `versions`."""

from __future__ import annotations

import re
from functools import cache

from caslint.exchange.releases import Build
from caslint.record import Record

_LONGEST = 80
"""No accepted form has more characters."""

_NUMBER = r"""
    (?: version \s+ )? (?P<major>0?\d{1,2}) \. (?P<minor>\d{1,3})
    (?: \.     (?P<b1>\d{1,5}) (?: \. (?P<r1>\d{1,4}) )?
      | \s* \( \s* build \s+ (?P<b2>\d{1,5}) \. (?P<r2>\d{1,4})
        (?: \s* : \s* (?: service \s* pack \s* (?P<pack>\d) | (?P<rtm>rtm) ) )? \s* \)
    )?
"""
_NAME = r"""
    (?: microsoft \s+ )? (?: exchange \s+ )? (?: server \s+ )?
    (?: (?P<year>2003|2007|2010)
        (?: \s* (?: (?P<rtm>rtm) | (?: sp | service \s+ pack ) \s? (?P<pack>\d) (?: \s+ rtm )? ) )?
        (?: \s* (?: ru | ur | (?: update \s+ )? rollup ) \s? (?P<rollup>\d{1,2})
            (?: [\s-]? v (?P<issue>\d) )?
        )?
      | (?: 2013 | 2016 | 2019 | se | subscription \s+ edition )
        (?: \s+ (?: rtm | preview | sp\d | cu\d{1,2} | [a-z]{3}\d\dsu(?:v\d)? ) )*
    )
"""  # fmt: skip


_LIKE_2003 = r"""
    [ \t]* (?: (?: version [ \t]+ )? 0*6\.0*5
              | (?: microsoft [ \t]+ )? (?: exchange [ \t]+ )? (?: server [ \t]+ )? 2003
            ) (?! [0-9] )
"""


class Spelled(Record):
    """The parts of a version text, exactly one of `number`, `two_parts` and a name.

    `number`: four integers; `two_parts`: `14.3`; `year`: the year of a name,
    0 for one later than 2010; `service_pack`: as the text tells it, RTM as 0;
    `rollup`: `RU5v2`, empty where none is named.
    """

    number: Build | None = None
    two_parts: tuple[int, int] | None = None
    year: int = 0
    service_pack: int | None = None
    rollup: str = ""


@cache
def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form, re.VERBOSE | re.IGNORECASE | re.ASCII)


def spelled(text: str) -> Spelled | None:
    """Take a version text apart; None where it has no accepted form."""
    if len(text) > _LONGEST:
        return None
    text = text.strip()
    match = _pattern(_NUMBER).fullmatch(text)
    if match is not None:
        return _number(match)
    match = _pattern(_NAME).fullmatch(text)
    return None if match is None else _name(match)


def looks_like_2003(text: str) -> bool:
    """Whether a text begins as the versions of Exchange 2003 do, be the rest readable or not.

    Such a server may leave out its roles and its site; the JSON Schema of the
    topology says the same.
    """
    return _pattern(_LIKE_2003).match(text) is not None


def _number(match: re.Match[str]) -> Spelled | None:
    major, minor = int(match["major"]), int(match["minor"])
    build, revision = match["b1"] or match["b2"], match["r1"] or match["r2"]
    if build is None:
        return Spelled(two_parts=(major, minor))
    if revision is None and (major, minor) != (6, 5):
        return None  # only the builds of 2003 are written with three parts
    return Spelled(number=(major, minor, int(build), int(revision or 0)), service_pack=_pack(match))


def _name(match: re.Match[str]) -> Spelled:
    issue = f"v{match['issue']}" if match["issue"] else ""
    rollup = f"RU{int(match['rollup'])}{issue}" if match["rollup"] else ""
    return Spelled(year=int(match["year"] or 0), service_pack=_pack(match), rollup=rollup)


def _pack(match: re.Match[str]) -> int | None:
    if match["pack"] is not None:
        return int(match["pack"])
    return 0 if match["rtm"] else None
