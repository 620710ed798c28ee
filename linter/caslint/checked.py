"""Checked: one organization, as a run has read and judged it."""

from __future__ import annotations

from typing import NamedTuple

from caslint.compose import Loaded
from caslint.configuration.selection import Selection
from caslint.finding import Finding
from caslint.lint import Crash
from caslint.silencing.silence import Silenced


class Checked(NamedTuple):
    """What was found in one organization: what counts, what comments silence, and what its baseline knows."""

    loaded: Loaded
    selection: Selection
    findings: list[Finding]
    silenced: list[Silenced]
    crashes: tuple[Crash, ...]
    baselined: tuple[Finding, ...] = ()
