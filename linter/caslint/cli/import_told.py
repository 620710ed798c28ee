"""What `caslint import` tells beside the file that it writes: one line each, results on standard output."""

from __future__ import annotations

import sys

from caslint.cli.exits import CLEAN, USAGE
from caslint.importer.decisions import decisions
from caslint.importer.document import Document
from caslint.importer.emit import remark_text
from caslint.importer.gather import Harvest
from caslint.report.safe import visible


def refuse(reason: str) -> int:
    """Say why nothing was done; the exit code of misuse."""
    _tell(f"caslint import: {reason}")
    return USAGE


def say_skipped(harvest: Harvest) -> None:
    """Name the paths that are not there, the files that were passed over, and what else there is to know of files."""
    for path, reason in harvest.missing:
        _tell(f"missing  {path}: {reason}")
    for path, reason in harvest.skipped:
        _tell(f"skipped  {path}: {reason}")
    for path, reason in harvest.remarks:
        _tell(f"note     {path}: {reason}")


def say_notes(document: Document) -> None:
    """Tell what was decided, left out and not exported."""
    for line in decisions(document):
        _tell(f"decided  {line}")
    for note in document.notes:
        _tell(f"note     {remark_text(note)}")
    if document.not_exported:
        _tell(f"unknown  not exported: {', '.join(document.not_exported)}")
        _tell("         'caslint import --commands' prints the lines that collect everything")


def say_counts(document: Document, path: str) -> int:
    """Tell what was written where, and what to do next."""
    counted = [
        _counted(len(document.sites), "site"),
        _counted(len(document.servers), "server"),
        _counted(len(document.arrays), "Client Access array"),
        _counted(len(document.databases), "database"),
    ]
    say(f"written  {path}: {', '.join([each for each in counted if each])}")
    say(f"next     caslint check {path}")
    return CLEAN


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}" if count else ""


def say(line: str) -> None:
    """One line on standard output; what its encoding cannot hold is escaped."""
    print(visible(line, encoding=sys.stdout.encoding or "utf-8"))


def _tell(line: str) -> None:
    print(visible(line, encoding=sys.stderr.encoding or "utf-8"), file=sys.stderr)
