"""The baseline's file: sorted JSON, an entry a line, without line numbers or dates, so that diffs stay small."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn, TypeGuard

from caslint.baseline.baseline import Baseline, Entry
from caslint.configuration.config import ConfigError, ConfigFault
from caslint.decode import read_bytes
from caslint.finding import Severity, Subject

VERSION = 1
MOST_BYTES = 50_000_000
_KEYS = frozenset({"rule", "subject", "fingerprint", "severity", "count", "reason"})
_SEVERITIES = {severity.word: severity for severity in Severity}


def read(path: str, shown: str) -> dict[str, list[Entry]]:
    """The baseline in a file, which people know as `shown`; raises ConfigError."""
    data = read_bytes(path)
    if isinstance(data, str):
        raise _refused(shown, data)
    if len(data) > MOST_BYTES:
        raise _refused(shown, f"it is larger than {MOST_BYTES} bytes")
    return parse(data, shown)


def parse(data: bytes, shown: str) -> dict[str, list[Entry]]:
    """The baseline that bytes hold, which people know as `shown`; raises ConfigError."""
    return _Reading(shown).baseline(data)


class _Reading:
    """Reads one file; says where in it something is wrong."""

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def baseline(self, data: bytes) -> dict[str, list[Entry]]:
        document = self._document(data)
        if document.get("version") != VERSION:
            told = document.get("version")
            shown = f"{told!a:.40}" if isinstance(told, int | str | None) else "no number"
            self._refuse(f"its version is {shown}, and this caslint reads {VERSION}")
        organizations = document.get("organizations")
        if not _is_object(organizations):
            self._refuse('"organizations" is missing or no object')
        return {root: list(self._entries(root, entries)) for root, entries in organizations.items()}

    def _document(self, data: bytes) -> dict[str, Any]:
        import json

        try:
            document = json.loads(data.decode("utf-8-sig"))
        except json.JSONDecodeError as error:
            self._refuse(f"line {error.lineno}, column {error.colno} is no JSON: {error.msg.lower()}")
        except (ValueError, RecursionError):
            self._refuse("it is no JSON in UTF-8")
        if not _is_object(document):
            self._refuse("it is no JSON object")
        return document

    def _entries(self, root: str, entries: Any) -> Iterator[Entry]:  # noqa: ANN401  whatever JSON holds
        if not _is_list(entries):
            self._refuse(f"what stands under {root!a} is no list")
        for number, item in enumerate(entries, 1):
            yield self._entry(f"entry {number} of {root!a}", item)

    def _entry(self, where: str, item: Any) -> Entry:  # noqa: ANN401  whatever JSON holds
        if not _is_object(item):
            self._refuse(f"{where} is no object")
        unknown = sorted(item.keys() - _KEYS)
        if unknown:
            self._refuse(f"{where} has the unknown key {unknown[0]!a}")
        subject = item.get("subject")
        if not _is_object(subject):
            self._refuse(f'"subject" of {where} is missing or no object')
        severity = _SEVERITIES.get(self._text(where, item, "severity"))
        if severity is None:
            self._refuse(f'"severity" of {where} is none of {", ".join(_SEVERITIES)}')
        return Entry(
            self._text(where, item, "rule"),
            Subject(self._text(where, subject, "kind"), self._text(where, subject, "name")),
            self._text(where, item, "fingerprint"),
            severity,
            self._count(where, item.get("count", 1)),
            self._text(where, item, "reason") if "reason" in item else "",
        )

    def _text(self, where: str, fields: dict[str, Any], key: str) -> str:
        value = fields.get(key)
        if not isinstance(value, str):
            self._refuse(f'"{key}" of {where} is missing or no text')
        return value

    def _count(self, where: str, value: Any) -> int:  # noqa: ANN401  whatever JSON holds
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            self._refuse(f'"count" of {where} is no whole number above 0')
        return value

    def _refuse(self, why: str) -> NoReturn:
        raise _refused(self.shown, why)


def _is_object(value: object) -> TypeGuard[dict[str, Any]]:
    return isinstance(value, dict)


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def _refused(shown: str, why: str) -> ConfigError:
    return ConfigError(ConfigFault(f"the baseline {ascii(shown)[1:-1]} cannot be used: {why}"))


def written(baseline: Baseline) -> str:
    """The text of the file; the same for the same entries."""
    import json

    lines = ["{", f'  "version": {VERSION},', '  "organizations": {']
    for position, root in enumerate(roots := sorted(baseline), 1):
        lines.append(f"    {json.dumps(root)}: [")
        entries = sorted(baseline[root], key=lambda entry: entry.order)
        lines += [f"      {json.dumps(_object(entry))}," for entry in entries]
        lines[-1] = lines[-1].removesuffix(",")
        lines.append("    ]," if position < len(roots) else "    ]")
    return "\n".join([*lines, "  }", "}", ""])


def _object(entry: Entry) -> dict[str, Any]:
    found: dict[str, Any] = {
        "rule": entry.code,
        "subject": entry.subject.as_dict(),
        "severity": entry.severity.word,
        "fingerprint": entry.fingerprint,
    }
    if entry.times > 1:
        found["count"] = entry.times
    if entry.reason:
        found["reason"] = entry.reason
    return found
