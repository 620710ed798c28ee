"""The `concise` output: one finding a line, for editors, `grep` and logs.

It holds findings and nothing else, so that a pipe can count them; the counts
are for the person who looks on, and go to standard error.
"""

from __future__ import annotations

from collections.abc import Iterator

from caslint.finding import Finding
from caslint.report.options import Options
from caslint.report.result import Result


def render(result: Result, options: Options) -> Iterator[str]:
    """`path:line:col: CAS101 error message`, columns in code points; related places are not shown."""
    for finding in result.findings:
        yield concise_line(finding, options) + "\n"


def concise_line(finding: Finding, options: Options) -> str:
    """Return the line of one finding, without its end."""
    line, column = finding.place.source.locate(finding.place.start)
    where = f"{finding.place.file}:{line}:{column}"
    return options.show(f"{where}: {finding.code} {finding.severity.word} {finding.message}")
