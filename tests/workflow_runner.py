"""The rules by which the runner of a GitHub workflow finds commands in the log of a step, and obeys them."""

from __future__ import annotations

import re
from typing import NamedTuple

_LOGGING = {"error", "warning", "notice", "debug", "group", "endgroup", "echo"}
_ACTING = {"add-mask", "add-matcher", "remove-matcher", "stop-commands"}
_FILES = {"set-output", "save-state", "set-env", "add-path"}
_NAMES = _LOGGING | _ACTING | _FILES
_LINE_END = re.compile(r"\r\n|\r|\n")


class Annotation(NamedTuple):
    """What a line of the log makes the runner show."""

    level: str
    properties: dict[str, str]
    message: str


def commands(log: str) -> list[str]:
    """Names of the commands that the runner would take from the log, colour codes or not."""
    plain = re.sub(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", log)
    lines = _LINE_END.split(log) + _LINE_END.split(plain)
    return [name for line in lines for name in (_leading(line), _anywhere(line)) if name in _NAMES]


def annotated(log: str) -> list[Annotation]:
    """The annotations of a log of which every line is a command: the runner's own reading, escapes undone."""
    found: list[Annotation] = []
    for line in _LINE_END.split(log.removesuffix("\n")) if log else ():
        match = re.match(r"::(?P<name>\S+) (?P<properties>.*?)::(?P<data>.*)\Z", line)
        assert match, line
        pairs = [pair.split("=", 1) for pair in match["properties"].split(",") if pair]
        properties = {key: _unescaped(value, more=True) for key, value in pairs}
        found.append(Annotation(match["name"], properties, _unescaped(match["data"], more=False)))
    return found


def _unescaped(text: str, *, more: bool) -> str:
    for escape, char in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if more else ())):
        text = text.replace(escape, char)
    return text.replace("%25", "%")


def _leading(line: str) -> str:
    """`::name properties::data`, blanks before it allowed."""
    return _name(re.match(r"\s*::(.*?)::", line))


def _anywhere(line: str) -> str:
    """`##[name properties]data`, wherever it stands."""
    return _name(re.search(r"##\[(.*?)\]", line))


def _name(found: re.Match[str] | None) -> str:
    return found[1].partition(" ")[0].lower() if found else ""
