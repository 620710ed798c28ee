"""What a run comes to: the exit code, and what is told of rules that crashed."""

from __future__ import annotations

from collections.abc import Iterable

from caslint.checked import Checked
from caslint.cli.exits import CLEAN, FINDINGS, INTERNAL, NOTHING, UNREADABLE
from caslint.cli.say import complain
from caslint.finding import Severity
from caslint.lint import Crash
from caslint.run import Run


def exit_code(done: Run, *, fail_on: str | None = None, allow_empty: bool = False) -> int:
    """The highest code that holds; `fail_on` of the command line counts for every organization."""
    result = done.result
    codes = [CLEAN]
    if any(_fails(one, fail_on) for one in done.checked):
        codes.append(FINDINGS)
    if result.unreadable:
        codes.append(UNREADABLE)
    if not result.organizations and not result.unreadable and not allow_empty:
        codes.append(NOTHING)
    if done.crashes:
        codes.append(INTERNAL)
    return max(codes)


def _fails(one: Checked, fail_on: str | None) -> bool:
    level = fail_on or one.selection.config.fail_on.text
    return level != "never" and any(finding.severity >= Severity[level.upper()] for finding in one.findings)


def tell_crashes(crashes: Iterable[Crash], *, debug: bool) -> None:
    """One paragraph a rule on standard error; its traceback only for --debug."""
    for crash in crashes:
        about = f" on {crash.subject}" if crash.subject else ""
        complain(
            f"caslint: internal error: the rule {crash.rule} failed{about} with {type(crash.error).__name__}. "
            "The other findings stand. Please report it, with the file where you may share it; "
            "--debug shows the details."
        )
        if debug:
            import traceback

            traceback.print_exception(crash.error)
