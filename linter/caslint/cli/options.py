"""A command's options as functions take them; argparse is loaded only where there are options to read."""

from __future__ import annotations

from typing import Any

Given = Any
"""The options of a command line by their names; argparse's attributes have no types either."""

Arguments = Any
"""An argparse parser, to which options are added."""

Group = Any
"""What argparse's `add_subparsers` gives."""
