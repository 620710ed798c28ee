"""The worst of many findings, where an output has room for some of them only."""

from __future__ import annotations

from collections.abc import Sequence

from caslint.finding import Finding


def worst(findings: Sequence[Finding], most: int) -> Sequence[Finding]:
    """At most so many findings: the worst, the first of equals, in the order in which they stood."""
    if len(findings) <= most:
        return findings
    kept = sorted(range(len(findings)), key=lambda index: -findings[index].severity)[:most]
    return [findings[index] for index in sorted(kept)]
