"""What `caslint import` tells beside the file that it writes: one line each, results on standard output."""

from __future__ import annotations

from caslint.cli.exits import CLEAN, USAGE
from caslint.cli.say import complain, say
from caslint.importer.decisions import decisions
from caslint.importer.document import Document
from caslint.importer.emit import remark_text
from caslint.importer.gather import Harvest


def refuse(reason: str) -> int:
    """Say why nothing was done; the exit code of misuse."""
    complain(f"caslint import: {reason}")
    return USAGE


def say_skipped(harvest: Harvest) -> None:
    """Name the paths that are not there, the files that were passed over, and what else there is to know of files."""
    for path, reason in harvest.missing:
        complain(f"missing  {path}: {reason}")
    for path, reason in harvest.skipped:
        complain(f"skipped  {path}: {reason}")
    for path, reason in harvest.remarks:
        complain(f"note     {path}: {reason}")


def say_notes(document: Document) -> None:
    """Tell what was decided, left out and not exported."""
    for line in decisions(document):
        complain(f"decided  {line}")
    for note in document.notes:
        complain(f"note     {remark_text(note)}")
    if document.not_exported:
        complain(f"unknown  not exported: {', '.join(document.not_exported)}")
        complain("         'caslint import --commands' prints the lines that collect everything")


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
