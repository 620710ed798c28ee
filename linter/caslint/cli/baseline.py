"""`caslint baseline`: write down the findings that are there, so that a check reports new ones only."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence

from caslint.baseline.baseline import Entry
from caslint.baseline.baselining import Group as Baseline
from caslint.baseline.baselining import groups
from caslint.baseline.file import written
from caslint.cli.exits import CLEAN, FINDINGS, USAGE
from caslint.cli.inputs import DayError, covering, day
from caslint.cli.outcome import exit_code, tell_crashes
from caslint.cli.parser import Group
from caslint.cli.say import complain, refuse, say
from caslint.configuration.config import Config, ConfigError
from caslint.configuration.file import Configs
from caslint.discovery.discover import find
from caslint.files.disk import Disk, shown_path
from caslint.report.counts import many
from caslint.report.target import UnwritableError, whole_file
from caslint.ruleset import PackError
from caslint.run import Run, Settings
from caslint.run import run as run_linter


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("baseline", help="write down what is found", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a fragment or a folder; default: here"
    )
    parser.add_argument(
        "--prune", action="store_true", help="only remove what is no longer found; add nothing"
    )
    parser.add_argument("--baseline", metavar="FILE", help="write this file instead of the configuration's")
    parser.add_argument("--config", metavar="FILE", help="use this configuration instead of .caslint.yaml")
    parser.add_argument("--today", metavar="DATE", help="judge `until` of comments on this day (YYYY-MM-DD)")


def run(options: argparse.Namespace) -> int:
    """Write the baselines, say what changed in each, and return the exit code."""
    try:
        return _run(options, os.getcwd())
    except (ConfigError, PackError, UnwritableError, DayError) as error:
        refuse("baseline", error)
        return USAGE


def _run(options: argparse.Namespace, cwd: str) -> int:
    paths: list[str] = options.paths or ["."]
    configs = Configs(lambda path: shown_path(path, cwd), options.config)

    def config_of(folder: str) -> Config:
        return configs.of(folder).overridden(baseline=options.baseline)

    disk = Disk(cwd)
    found = find(paths, disk, configs)
    done = run_linter(found.roots, Settings(disk, config_of, day(options.today)), found.missing)
    codes = [rule.code for rule in done.result.rules]
    for baseline in groups(done.checked, codes, covering(paths, cwd), writing=True):
        _write(baseline, shown_path(baseline.path, cwd), prune=options.prune)
    tell_crashes(done.crashes, debug=options.debug)
    return max(exit_code(done, fail_on="never"), _told_of_rest(done))


def _write(baseline: Baseline, shown: str, *, prune: bool) -> None:
    """Write one file where anything of it changes, and say what."""
    ratchet = baseline.ratchet
    new = ratchet.updated(prune=prune)
    if new or os.path.lexists(baseline.path):
        with whole_file(baseline.path) as stream:
            stream.write(written(new).encode())
    say(f"{shown}: {_told(ratchet.baseline.values(), new.values())}")


def _told(old: Iterable[Sequence[Entry]], new: Iterable[Sequence[Entry]]) -> str:
    """`12 findings (3 added, 2 removed)`."""
    before, after = _counts(old), _counts(new)
    added = sum(max(count - before.get(key, 0), 0) for key, count in after.items())
    removed = sum(max(count - after.get(key, 0), 0) for key, count in before.items())
    return f"{many(sum(after.values()), 'finding')} ({added} added, {removed} removed)"


def _counts(baseline: Iterable[Sequence[Entry]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for entries in baseline:
        for entry in entries:
            counts[entry.fingerprint] = counts.get(entry.fingerprint, 0) + entry.times
    return counts


def _told_of_rest(done: Run) -> int:
    """Say what is in no baseline; FINDINGS where an organization could not be judged."""
    for file, reason in done.result.unreadable:
        complain(f"{file}: cannot be read: {reason}")
    broken = [
        one.loaded.path for one in done.checked if one.loaded.is_topology and one.loaded.topology is None
    ]
    for path in broken:
        words = f"{path}: its declaration is broken, so its entries stay as they are; caslint check says why"
        complain(words)
    return FINDINGS if broken else CLEAN
