"""What a command line says about linting: where to look, under which settings, and on which day."""

from __future__ import annotations

import os

from caslint.cli.inputs import covering, day, with_standard_input, words
from caslint.cli.options import Arguments, Given
from caslint.cli.progress import progress
from caslint.configuration.config import Config
from caslint.configuration.file import Configs
from caslint.discovery.discover import find
from caslint.files.disk import Disk, shown_path
from caslint.run import Run, Settings
from caslint.run import run as run_linter


def add_inputs(parser: Arguments) -> None:
    """Add the paths, and what decides what is looked at."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="a file, a fragment, a folder, or - for standard input; default: here",
    )
    parser.add_argument(
        "--stdin-filename", metavar="NAME", help="what standard input is called, and where it stands"
    )
    parser.add_argument("--config", metavar="FILE", help="use this configuration instead of .caslint.yaml")
    parser.add_argument(
        "--allow-empty",
        action="store_true",
        help="pass over files that are no topology or are excluded, and exit 0 where none is left",
    )


def add_rules(parser: Arguments) -> None:
    """Add what decides which findings there are."""
    parser.add_argument(
        "--select", action="append", metavar="RULES", help="run only these: codes, names, groups"
    )
    parser.add_argument("--ignore", action="append", metavar="RULES", help="do not run these")
    parser.add_argument("--baseline", metavar="FILE", help="the file of findings that are known already")
    parser.add_argument("--no-baseline", action="store_true", help="report what the baseline knows, too")
    parser.add_argument("--today", metavar="DATE", help="judge `until` of comments on this day (YYYY-MM-DD)")


class Linting:
    """The organizations that a command line names, and the settings under which they are judged."""

    __slots__ = ("_configs", "_disk", "_options", "_paths", "cwd", "found")

    def __init__(self, options: Given) -> None:
        """Look for the roots; raises ConfigError."""
        self._options = options
        self.cwd = os.getcwd()
        self._paths, overlay = with_standard_input(options.paths, options.stdin_filename)
        self._configs = Configs(lambda path: shown_path(path, self.cwd), options.config)
        self._disk = Disk(self.cwd, overlay)
        self.found = find(self._paths, self._disk, self._configs, lenient=options.allow_empty)

    def config_of(self, folder: str) -> Config:
        """The settings of a folder under those of the command line."""
        options = self._options
        return self._configs.of(folder).overridden(
            select=words(options.select) if options.select else None,
            ignore=words(options.ignore),
            fail_on=getattr(options, "fail_on", None),
            baseline=options.baseline,
        )

    def run(self) -> Run:
        """Lint; raises ConfigError, PackError and DayError."""
        covered = None if self._options.no_baseline else covering(self._paths, self.cwd)
        settings = Settings(self._disk, self.config_of, day(self._options.today), covered)
        colour = getattr(self._options, "color", "auto")
        with progress("checking", quiet=self._options.quiet, colour=colour) as teller:
            try:
                return run_linter(teller.each(self.found.roots), settings, self.found.missing)
            except (MemoryError, SystemError):
                pass  # what was read is let go of here: an interpreter without any memory cannot end the block
            raise MemoryError
