"""The two rules by which the runner of a GitHub workflow finds commands in the log of a step."""

from __future__ import annotations

import re

_LOGGING = {"error", "warning", "notice", "debug", "group", "endgroup", "echo"}
_ACTING = {"add-mask", "add-matcher", "remove-matcher", "stop-commands"}
_FILES = {"set-output", "save-state", "set-env", "add-path"}
_NAMES = _LOGGING | _ACTING | _FILES


def commands(log: str) -> list[str]:
    """Names of the commands that the runner would take from the log, colour codes or not."""
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", log)
    lines = re.split(r"\r\n|\r|\n", log) + re.split(r"\r\n|\r|\n", plain)
    return [name for line in lines for name in (_leading(line), _anywhere(line)) if name in _NAMES]


def _leading(line: str) -> str:
    """`::name properties::data`, blanks before it allowed."""
    return _name(re.match(r"\s*::(.*?)::", line))


def _anywhere(line: str) -> str:
    """`##[name properties]data`, wherever it stands."""
    return _name(re.search(r"##\[(.*?)\]", line))


def _name(found: re.Match[str] | None) -> str:
    return found[1].partition(" ")[0].lower() if found else ""
