"""When an export was made, as far as it says so itself: `Get-Date | Export-Clixml` beside the other files."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from caslint.importer.value import Thing, Value

_DATE = re.compile(r"/Date\((-?\d{1,16})(?:[+-]\d{4})?\)/\Z")
_ISO = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


def moment(value: Value) -> str | None:
    """The time that a text tells, in either of ConvertTo-Json's forms and in CLIXML's; None where it tells none."""
    if isinstance(value, Thing):
        value = value.properties.get("value", value.properties.get("datetime"))
    found = _moment(value.strip()) if isinstance(value, str) else None
    return None if found is None else spelled(found)


def _moment(told: str) -> datetime | None:
    ticks = _DATE.match(told)
    try:
        if ticks:
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(ticks[1]))
        return datetime.fromisoformat(re.sub(r"(\.\d{1,6})\d*", r"\1", told)) if _ISO.match(told) else None
    except (ValueError, OverflowError):
        return None


def spelled(when: datetime) -> str:
    """`2026-01-31 14:05 UTC`, `2026-01-31 14:05 +0100`, or without a zone where none is told."""
    zone = f" {when:%z}".replace(" +0000", " UTC") if when.tzinfo else ""
    return f"{when:%Y-%m-%d %H:%M}{zone}"
