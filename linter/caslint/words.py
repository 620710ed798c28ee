"""Words for messages: lists of names, as people write them."""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMES = 5


def and_list(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`; past five names the rest is counted."""
    if len(names) > MOST_NAMES:
        shown = list(names[: MOST_NAMES - 1])
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    if len(names) < 2:  # noqa: PLR2004  one name stands alone
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def or_list(names: Sequence[str]) -> str:
    """`A`, `A or B`, `A, B or C`; every name, because a choice needs all of them."""
    return f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else "".join(names)


def listed(noun: str, names: Sequence[str]) -> str:
    """`server MBX01`, `servers MBX01 and MBX02`."""
    plural = noun if len(names) == 1 else f"{noun}s"
    return f"{plural} {and_list(names)}"
