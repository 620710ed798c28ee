"""`caslint fix`: apply the fixes that findings offer, and nothing that would add a finding."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator

from caslint.checked import Checked
from caslint.cli.exits import CLEAN, FINDINGS, UNREADABLE, USAGE
from caslint.cli.inputs import DayError, day, words
from caslint.cli.parser import Group
from caslint.cli.say import complain, refuse, say
from caslint.compose import load
from caslint.configuration.config import Config, ConfigError
from caslint.configuration.file import Configs
from caslint.decode import encode, read_bytes
from caslint.discovery.discover import find
from caslint.files.disk import Disk, shown_path
from caslint.finding import Severity
from caslint.mending import Mended, mend
from caslint.report.target import UnwritableError, write_whole
from caslint.ruleset import PackError
from caslint.ruleset import load as load_rules
from caslint.run import check, without_known


def register(commands: Group) -> None:
    """Add the command and its options."""
    parser = commands.add_parser("fix", help="apply fixes", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a fragment or a folder; default: here"
    )
    parser.add_argument(
        "--unsafe", action="store_true", help="apply fixes, too, that change what is declared"
    )
    parser.add_argument("--diff", action="store_true", help="show what would change, and change nothing")
    parser.add_argument("--config", metavar="FILE", help="use this configuration instead of .caslint.yaml")
    parser.add_argument("--select", action="append", metavar="RULES", help="fix only what these rules find")
    parser.add_argument("--ignore", action="append", metavar="RULES", help="do not fix what these rules find")
    parser.add_argument("--today", metavar="DATE", help="judge `until` of comments on this day (YYYY-MM-DD)")


def run(options: argparse.Namespace) -> int:
    """Fix, say what was done, and return the exit code that a check would give now."""
    try:
        return max([CLEAN, *_run(options, os.getcwd())])
    except (ConfigError, PackError, UnwritableError, DayError) as error:
        refuse("fix", error)
        return USAGE


def _run(options: argparse.Namespace, cwd: str) -> Iterator[int]:
    configs = Configs(lambda path: shown_path(path, cwd), options.config)
    found = find(options.paths or ["."], Disk(cwd), configs)
    for file, reason in found.missing:
        complain(f"{file}: cannot be read: {reason}")
        yield UNREADABLE
    for root in found.roots:
        config = configs.of(os.path.dirname(os.path.abspath(root))).overridden(
            select=words(options.select) if options.select else None, ignore=words(options.ignore)
        )
        mended = mend_root(root, cwd, config, day(options.today), unsafe=options.unsafe)
        if not options.diff:
            write_texts(mended)
        tell(mended, diff=options.diff, unsafe=options.unsafe)
        yield _code(_counting(mended.last), config)


def mend_root(root: str, cwd: str, config: Config, today: str, *, unsafe: bool) -> Mended:
    """Fix the organization of a root file, in memory."""
    rules = load_rules([word.text for word in config.packs])
    first = check(load(Disk(cwd), root), config, rules, today)
    encodings = {source.path: source.encoding for source, _ in first.loaded.trees}

    def relint(texts: dict[str, str]) -> Checked:
        overlay = {first.loaded.paths[shown]: encode(text, encodings[shown]) for shown, text in texts.items()}
        return check(load(Disk(cwd, overlay), root), config, rules, today)

    return mend(first, relint, unsafe=unsafe)


def write_texts(mended: Mended) -> None:
    """Write the new texts in their own encodings, all of them or none; UnwritableError."""
    contents: dict[str, bytes] = {}
    for source, _ in mended.first.loaded.trees:
        if source.path in mended.texts:
            path = mended.first.loaded.paths[source.path]
            if read_bytes(path) != encode(source.text, source.encoding):
                raise UnwritableError(source.path, "it changed while it was fixed; run caslint again")
            contents[path] = encode(mended.texts[source.path], source.encoding)
    write_whole(contents)


def tell(mended: Mended, *, diff: bool, unsafe: bool) -> None:
    """Say what was fixed and what was not; the changes themselves on standard output."""
    if diff:
        for line in _diff(mended):
            say(line)
    done = "would fix" if diff else "fixed"
    for finding in mended.fixed:
        title = finding.fix.title if finding.fix is not None else ""
        complain(f"{finding.place.file}: {done} {finding.code} {finding.name}: {title}")
    for finding, reason in mended.refused:
        complain(f"{finding.place.file}: {finding.code} is not fixed: {reason}")
    left = sum(1 for finding in mended.last.findings if finding.fix is not None and not finding.fix.safe)
    if left and not unsafe:
        complain(f"{left} more with --unsafe: they change what is declared, so read them first (--diff)")


def _diff(mended: Mended) -> Iterator[str]:
    from difflib import unified_diff

    before = {path: Disk(os.getcwd()).read(mended.last.loaded.paths[path]) for path in mended.texts}
    for shown, text in sorted(mended.texts.items()):
        old = getattr(before[shown], "text", "")
        yield from unified_diff(old.splitlines(), text.splitlines(), f"a/{shown}", f"b/{shown}", lineterm="")


def _counting(last: Checked) -> Checked:
    """The organization without what its baseline knows."""
    rules = load_rules([word.text for word in last.selection.config.packs])
    ((counting,), _) = without_known([last], [rule.code for rule in rules], lambda _: False)
    return counting


def _code(last: Checked, config: Config) -> int:
    level = config.fail_on.text
    fails = level != "never" and any(f.severity >= Severity[level.upper()] for f in last.findings)
    unreadable = UNREADABLE if last.loaded.unreadable else CLEAN
    return max(FINDINGS if fails else CLEAN, unreadable)
