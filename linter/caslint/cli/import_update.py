"""`caslint import --update`: merge an export into an existing file, and say what changed in Exchange since."""

from __future__ import annotations

import argparse
import os

from caslint.cli.exits import CLEAN
from caslint.cli.import_told import refuse
from caslint.cli.say import say
from caslint.importer.declare import Wish, declare
from caslint.importer.drift import UNTOLD, Drift, Exports
from caslint.importer.head import ORIGIN
from caslint.importer.update import Updated, UpdateError, update
from caslint.importer.work import Imported
from caslint.report.target import UnwritableError, write_whole


def run_update(imported: Imported, options: argparse.Namespace) -> int:
    """Update, tell the drift on standard output, and return the exit code."""
    whole = declare(imported.draft, Wish(verbatim=True, complete=options.complete))
    brief = declare(imported.draft, Wish(verbatim=False, complete=options.complete))
    exports = Exports(whole, brief, imported.draft.kinds)
    try:
        updated = update(options.update, os.getcwd(), exports, imported.head[0], ORIGIN)
    except UpdateError as error:
        return refuse(str(error))
    _tell(updated.drift)
    for each in updated.by_hand:
        say(f"by hand  {each.words}")
    if options.dry_run or not updated.texts:
        return CLEAN
    return _write(updated, options.update)


def _tell(drift: Drift) -> None:
    for change in drift.changes:
        say(f"{'learned' if change.old == UNTOLD else 'changed'}  {change.words}")
    for addition in drift.additions:
        say(f"new      {addition.words}")
    for name in drift.gone:
        say(f"gone     {name} is not in the export; it stays until you remove it")
    if not (drift.changes or drift.additions or drift.gone):
        say("nothing has changed")


def _write(updated: Updated, path: str) -> int:
    try:
        write_whole(updated.texts)
    except UnwritableError as error:
        return refuse(str(error))
    say(f"written  {path}: review it with caslint diff or your version control")
    return CLEAN
