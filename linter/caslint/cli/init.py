"""`caslint init`: a commented starter topology, configuration, pre-commit hook, workflow, and the schemas."""

from __future__ import annotations

import argparse
import os
import sys
from pkgutil import get_data

from caslint.cli.exits import CLEAN, USAGE
from caslint.cli.parser import Group
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
    for name, data in files.items():
        try:
            written = _write(os.path.join(options.folder, *name.split("/")), data)
        except OSError as error:
            print(f"caslint init: cannot write {name}: {error.strerror}", file=sys.stderr)
            return USAGE
        print(f"written  {name}" if written else f"kept     {name} (it is there already)")
    print("next: write down your servers in topology.yaml, then run caslint check")
    return CLEAN


def _starter(name: str) -> bytes:
    data = get_data("caslint", f"starter/{name}")
    assert data is not None  # noqa: S101  every loader of installed packages gives data
    return data


def _write(path: str, data: bytes) -> bool:
    """Write a file that is not there yet; tell whether it was written."""
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    try:
        with open(path, "xb") as file:
            file.write(data)
    except FileExistsError:
        return False
    return True
