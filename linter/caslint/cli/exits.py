"""Exit codes, the same for every command and format."""

from __future__ import annotations

CLEAN = 0
"""Nothing at or above the failing level."""

FINDINGS = 1
"""Findings at or above the failing level."""

USAGE = 2
"""Usage or configuration error."""

UNREADABLE = 3
"""An input could not be read."""

NOTHING = 4
"""Nothing was checked."""

INTERNAL = 70
"""A mistake in caslint."""

INTERRUPTED = 130
"""Ctrl-C, as shells report it."""
