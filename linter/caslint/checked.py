"""Checked: one organization, as a run has read and judged it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from caslint.compose import Loaded
from caslint.configuration.selection import Selection
from caslint.finding import Finding
from caslint.lint import Crash
from caslint.record import Record
from caslint.silencing.silence import Silenced

NO_REASONS: Mapping[str, str] = MappingProxyType({})


class Checked(Record):
    """What was found in one organization: what counts, what comments silence, and what its baseline knows.

    `reasons` are those that somebody wrote into the baseline, by fingerprint.
    """

    loaded: Loaded
    selection: Selection
    findings: list[Finding]
    silenced: list[Silenced]
    crashes: tuple[Crash, ...]
    baselined: tuple[Finding, ...] = ()
    reasons: Mapping[str, str] = NO_REASONS
