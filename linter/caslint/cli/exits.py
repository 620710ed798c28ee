"""Exit codes, the same for every command and format."""

from __future__ import annotations

from typing import Final

CLEAN: Final = 0
"""Nothing at or above the failing level."""

FINDINGS: Final = 1
"""Findings at or above the failing level."""

USAGE: Final = 2
"""Usage or configuration error."""

UNREADABLE: Final = 3
"""An input could not be read."""

NOTHING: Final = 4
"""Nothing was checked."""

INTERNAL: Final = 70
"""A mistake in caslint."""

INTERRUPTED: Final = 130
"""Ctrl-C, as shells report it."""
