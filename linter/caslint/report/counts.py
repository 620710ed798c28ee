"""What ends a report for people: how much there is of what, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.report.cells import wrapped
from caslint.report.concise import concise_line
from caslint.report.options import Options
from caslint.report.result import Result


def many(number: int, noun: str, plural: str = "") -> str:
    """Return `1 file`, `3 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def render(result: Result, options: Options) -> Iterator[str]:
    """Return the last lines; `quiet` leaves only what could not be read, `verbose` adds what was silenced."""
    for file, reason in result.unreadable:
        yield options.show(f"{file}: cannot be read: {reason}") + "\n"
    if options.quiet:
        return
    if options.verbose:
        yield from _silenced_findings(result, options)
    for sentence in sentences(result):
        yield from (
            sentence[start:end] + "\n" for start, end in wrapped(sentence, options.width, options.width)
        )


def _silenced_findings(result: Result, options: Options) -> Iterator[str]:
    for group, word in ((result.suppressed, "suppressed"), (result.baselined, "baselined")):
        for finding in group:
            yield f"{concise_line(finding, options)} ({word})\n"
    for entry in result.stale_baseline:
        yield (options.show(f"{entry.described}: stale baseline entry") + "\n")


def sentences(result: Result) -> Iterator[str]:
    """Say how much there is of what, and what can be done about it; without full stops."""
    yield _found(result)
    yield from _fixable(result)
    if result.stale_baseline:
        entries = many(len(result.stale_baseline), "stale baseline entry", "stale baseline entries")
        yield f"{entries}: caslint baseline --prune removes what is no longer found"


def _found(result: Result) -> str:
    """`3 findings in 2 files (1 organization): 1 error, 2 warnings; 1 suppressed`."""
    if not result.files and not result.findings:
        return "nothing was checked" + (_apart(result) or ": no topology found")
    found = many(len(result.findings), "finding") if result.findings else "no findings"
    where = f"{many(result.files, 'file')} ({many(result.organizations, 'organization')})"
    severities = by_severity(result)
    return f"{found} in {where}{': ' if severities else ''}{severities}{_apart(result)}"


def by_severity(result: Result) -> str:
    """Return `1 error, 2 warnings`; nothing where nothing was found."""
    return ", ".join(of_severity(count, word) for word, count in result.severities.items() if count)


def of_severity(number: int, word: str) -> str:
    """Return `1 error`, `3 warnings`, `2 info`."""
    return many(number, word, "info" if word == "info" else "")


def _apart(result: Result) -> str:
    """Say what is no finding, and yet must not be forgotten."""
    groups = ((result.suppressed, "suppressed"), (result.baselined, "baselined"))
    parts = [f"{len(group)} {word}" for group, word in groups if group]
    if result.unreadable:
        parts.append(f"{many(len(result.unreadable), 'file')} could not be read")
    return "; " + ", ".join(parts) if parts else ""


def _fixable(result: Result) -> Iterator[str]:
    fixes = [finding.fix.safe for finding in result.findings if finding.fix]
    safe, unsafe = fixes.count(True), fixes.count(False)
    if safe:
        more = f", {unsafe} more with caslint fix --unsafe" if unsafe else ""
        yield f"{safe} can be fixed with caslint fix{more}"
    elif unsafe:
        yield f"{unsafe} can be fixed with caslint fix --unsafe"
