"""`caslint schema`: print a JSON Schema, for editors and other tools."""

from __future__ import annotations

import argparse
import sys

from caslint.cli.parser import Group
from caslint.schema_data import SCHEMAS, schema_bytes


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("schema", help="print a JSON Schema", description=__doc__)
    parser.add_argument("which", nargs="?", choices=SCHEMAS, default="topology", help="default: topology")


def run(options: argparse.Namespace) -> int:
    """Print the schema as it is shipped."""
    sys.stdout.flush()
    sys.stdout.buffer.write(schema_bytes(options.which))
    return 0
