"""`caslint import`: what the Exchange shell exported becomes a topology file."""

from __future__ import annotations

import argparse
import os
import sys

from caslint.cli.exits import CLEAN, NOTHING, UNREADABLE
from caslint.cli.import_told import refuse, say_counts, say_notes, say_skipped
from caslint.cli.parser import Group
from caslint.cli.say import complain
from caslint.importer.commands import VERSIONS, commands
from caslint.importer.lay_out import root_file
from caslint.importer.split import ROOT, split
from caslint.importer.work import Imported, Order, read

_HELP = (
    ("--split-by-site", "write a root file and one file a site into the folder of -o"),
    ("--redact", "replace the names of hosts, domains, sites and the organization, the same everywhere"),
    ("--verbatim", "write also what is as Exchange Setup leaves it"),
    ("--complete", "the exports cover every server: a directory that they do not have is absent"),
    ("--force", "replace files that are there"),
    ("--dry-run", "with --update: say what changed and write nothing"),
)


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("import", help="make a topology file of exports", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file or folder: CLIXML, JSON, CSV, Format-List text"
    )
    parser.add_argument("-o", "--output", metavar="FILE|FOLDER", help="where to; default: standard output")
    parser.add_argument(
        "--update", metavar="FILE", help="merge into this file and say what changed in Exchange"
    )
    for name, line in _HELP:
        parser.add_argument(name, action="store_true", help=line)
    parser.add_argument(
        "--collected",
        metavar="WHEN",
        default="",
        help="when the exports were made; 'file': the files' own time",
    )
    parser.add_argument(
        "--commands",
        nargs="?",
        choices=(*VERSIONS, "all"),
        const="all",
        help="print the lines for the Exchange shell that collect everything",
    )


def run(options: argparse.Namespace) -> int:
    """Import, tell what was passed over and decided, and return the exit code."""
    if options.commands is not None:
        _write("\n".join([commands(v) for v in VERSIONS if options.commands in {"all", v}]))
        return CLEAN
    wrong = _misuse(options)
    if wrong:
        return refuse(wrong)
    order = Order(options.verbatim, options.complete, options.redact, options.collected)
    imported = read(options.paths, os.getcwd(), order)
    say_skipped(imported.harvest)
    if not imported.document.servers:
        return _nothing(imported)
    code = _output(imported, options)
    return code or (UNREADABLE if imported.harvest.missing else CLEAN)


def _misuse(options: argparse.Namespace) -> str:
    """Why the options cannot go together; empty where they can."""
    if not options.paths:
        return "name a file or folder of exports, or use --commands for the lines that make them"
    if options.split_by_site and not options.output:
        return "--split-by-site needs -o FOLDER"
    if options.update and (options.output or options.split_by_site or options.redact):
        return "--update writes into its own file: leave out -o, --split-by-site and --redact"
    return "--dry-run goes with --update" if options.dry_run and not options.update else ""


def _nothing(imported: Imported) -> int:
    say_notes(imported.document)
    if imported.harvest.missing and not imported.harvest.files:
        return UNREADABLE
    complain("caslint import: no Exchange server in what was read, nothing written")
    return NOTHING


def _output(imported: Imported, options: argparse.Namespace) -> int:
    """Write first and tell then, so that nothing is lost where nobody listens to the end."""
    if options.update:
        code = _update(imported, options)
        say_notes(imported.document)
        return code
    if not options.output:
        _write(root_file(imported.document, imported.head))
        say_notes(imported.document)
        return CLEAN
    texts = _texts(imported, options)
    wrong = _in_the_way(list(texts), options) or _unwritten(texts)
    if wrong:
        return refuse(wrong)
    say_notes(imported.document)
    return say_counts(imported.document, list(texts)[-1])


def _update(imported: Imported, options: argparse.Namespace) -> int:
    if not os.path.exists(options.update):
        refuse(f"{options.update}: there is no such file to update")
        return UNREADABLE
    from caslint.cli.import_update import run_update

    return run_update(imported, options)


def _texts(imported: Imported, options: argparse.Namespace) -> dict[str, str]:
    """The texts by the paths that they are written to, the root file last."""
    if options.split_by_site:
        files = split(imported.document, imported.head)
        return {os.path.join(options.output, *name.split("/")): text for name, text in files.items()}
    path = os.path.join(options.output, ROOT) if os.path.isdir(options.output) else options.output
    return {path: root_file(imported.document, imported.head)}


def _in_the_way(paths: list[str], options: argparse.Namespace) -> str:
    """Why the files are not written: one is there, or one that is there would be included beside them."""
    for path in paths:
        if os.path.lexists(path) and not options.force:
            return f"{path} is there already: --force replaces it, --update merges the exports into it"
    folder = os.path.dirname(paths[0])
    if not options.split_by_site or not os.path.isdir(folder):
        return ""
    ours = {os.path.basename(path).lower() for path in paths[:-1]}
    for name in sorted(os.listdir(folder)):
        if name.lower().endswith(".yaml") and name.lower() not in ours:
            return f"{os.path.join(folder, name)} would be included too: move it away first"
    return ""


def _unwritten(texts: dict[str, str]) -> str:
    """Write all of the files or none; why they cannot be written, empty where they are."""
    from caslint.report.target import UnwritableError, write_whole

    try:
        write_whole({path: text.encode() for path, text in texts.items()})
    except UnwritableError as error:
        return str(error)
    return ""


def _write(text: str) -> None:
    """UTF-8 with LF, whatever the console is, so that the output can be kept as a file."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode())
