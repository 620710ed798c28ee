"""`caslint completion`: print the script by which a shell completes caslint's commands and options."""

from __future__ import annotations

import argparse
from importlib import import_module

from caslint.cli.exits import CLEAN
from caslint.cli.parser import Group

SHELLS = ("bash", "zsh", "fish", "powershell")

EPILOG = """\
bash        echo 'eval "$(caslint completion bash)"' >> ~/.bashrc
zsh         caslint completion zsh > a folder of your $fpath/_caslint
fish        caslint completion fish > ~/.config/fish/completions/caslint.fish
powershell  caslint completion powershell | Out-String | Invoke-Expression    (in $PROFILE)

The script is plain text: it names the commands, options, choices and rules of this version,
and starts nothing.
"""


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "completion",
        help="print a script for a shell",
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=", ".join(SHELLS))


def run(options: argparse.Namespace) -> int:
    """Print the script."""
    from caslint.cli.shells.table import table

    print(import_module(f"caslint.cli.shells.{options.shell}").script(table()), end="")
    return CLEAN
