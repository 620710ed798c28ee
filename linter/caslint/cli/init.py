"""`caslint init`: a commented starter topology, configuration, pre-commit hook, workflow, and the schemas."""

from __future__ import annotations

import argparse
import os
from collections.abc import Collection, Mapping
from pkgutil import get_data

from caslint.cli.exits import CLEAN, USAGE
from caslint.cli.parser import Group
from caslint.cli.say import refuse, say
from caslint.report.target import UnwritableError, write_whole
from caslint.schema_data import schema_bytes

STARTERS = {
    "topology.yaml": "topology.yaml",
    ".caslint.yaml": "config.yaml",
    ".pre-commit-config.yaml": "pre-commit.yaml",
    ".github/workflows/caslint.yaml": "workflow.yaml",
}
SCHEMAS = {
    ".caslint/topology.schema.json": "topology",
    ".caslint/config.schema.json": "config",
}


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("init", help="write starter files", description=__doc__)
    parser.add_argument("folder", nargs="?", default=".", help="where to; default: here")


def run(options: argparse.Namespace) -> int:
    """Write what is not there yet; what is there stays as it is."""
    files = {name: _starter(kept) for name, kept in STARTERS.items()}
    files |= {name: schema_bytes(which) for name, which in SCHEMAS.items()}
    try:
        written = _write(
            {os.path.join(options.folder, *name.split("/")): data for name, data in files.items()}
        )
    except UnwritableError as error:
        refuse("init", error)
        return USAGE
    for name in files:
        path = os.path.join(options.folder, *name.split("/"))
        say(f"written  {name}" if path in written else f"kept     {name} (it is there already)")
    say("next: write down your servers in topology.yaml, then run caslint check")
    return CLEAN


def _starter(name: str) -> bytes:
    data = get_data("caslint", f"starter/{name}")
    assert data is not None  # noqa: S101  every loader of installed packages gives data
    return data


def _write(files: Mapping[str, bytes]) -> Collection[str]:
    """Write the files that are not there yet, all of them or none; which these are."""
    missing = {path: data for path, data in files.items() if not os.path.lexists(path)}
    write_whole(missing)
    return missing
