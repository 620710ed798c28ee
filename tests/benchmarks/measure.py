"""Measure caslint: ratios between whole processes that ran in turn, beside the targets. Never fails on a time.

Run `python tests/benchmarks/measure.py --help`; README.md beside this file says what the figures mean.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import which
from statistics import median
from subprocess import DEVNULL, PIPE, Popen, run
from typing import NamedTuple

TESTS = str(Path(__file__).resolve().parent.parent)
PYTHON = sys.executable
FAULTS = 5_000
LARGEST = 10_000
LARGE = 100_000
TELLS_USE = hasattr(os, "wait4")
EVENTS = """
import gc, sys
gc.disable()
from _ruamel_yaml import CParser
with open(sys.argv[1], encoding="utf-8") as file:
    get_event = CParser(file.read()).get_event
while get_event() is not None:
    pass
"""
ORGANIZATION = """
import sys
sys.path.insert(0, sys.argv[1])
from big import big
with open(sys.argv[2], "w", encoding="utf-8") as file:
    file.write(big(int(sys.argv[3]), int(sys.argv[4])).text)
"""


class Use(NamedTuple):
    """What one process took: seconds of processor time, and its peak memory in MiB."""

    seconds: float
    memory: float


class Case(NamedTuple):
    """A process to measure. `good` are the exit codes of a run that did its work."""

    name: str
    words: tuple[str, ...]
    good: tuple[int, ...] = (0,)


class Target(NamedTuple):
    """How much of one case's time another may take: what must hold, and what would be fine."""

    title: str
    case: str
    base: str
    must: float
    stretch: float


TARGETS = (
    Target("check, 10,000 servers / bare loop over the events", "check 10000", "events", 2.2, 1.7),
    Target("check, 5 servers / `python -c pass`", "check 5", "pass", 6, 4.5),
    Target("`caslint --version` / `python -c pass`", "version", "pass", 2.5, 1.5),
    Target("5,000 findings in JSON / a clean run, 10,000 servers", "faults", "check 10000", 1.6, 1.3),
    Target("check, 1,000 servers / yamllint", "check 1000", "yamllint", 0.08, 0.05),
    Target("check, 1,000 servers / check-jsonschema", "check 1000", "check-jsonschema", 0.25, 0.15),
    Target("check, 100 servers / cfn-lint, 100 resources", "check 100", "cfn-lint", 0.06, 0.04),
)
GROWTH = (1.1, 1.03)
MEMORY = {LARGEST: (300, 150), LARGE: (2_500, 1_200)}

Uses = dict[str, list[Use]]


def main() -> None:
    """Measure, and print a table."""
    options = _options()
    if not TELLS_USE:
        print(
            "this system does not tell what one process used: elapsed time is shown, and no memory",
            file=sys.stderr,
        )
    sizes = [5, 100, 1_000, LARGEST, *([LARGE] if options.large else [])]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        cases = list(_able([*_own(sizes), *([] if options.no_peers else _peers())]))
        uses = measured(cases, options.rounds)
    print(f"{options.rounds} rounds in turn, Python {sys.version.split()[0]}, {sys.platform}\n")
    print("| what | measured | must | stretch |", "|---|---:|---:|---:|", sep="\n")
    for title, value, must, stretch in rows(uses, sizes):
        print(f"| {title} | {value} | {must} | {stretch} |")
    print("\n| process | median |", "|---|---:|", sep="\n")
    for name, found in uses.items():
        print(f"| {name} | {median(use.seconds for use in found):.3f} s |")


def _options() -> Namespace:
    parser = ArgumentParser(description="Measure caslint against itself and its peers.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each process runs (default: 5)")
    parser.add_argument("--large", action="store_true", help="measure 100,000 servers, too")
    parser.add_argument("--no-peers", action="store_true", help="leave other linters out")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds must be at least 1")
    return options


def _own(sizes: Sequence[int]) -> list[Case]:
    """Python alone, the events alone, and caslint; each file has a folder, whose files are looked at as well."""
    for size in sizes:
        _write(_file(size), size)
    _write(_file("faults"), LARGEST, FAULTS)
    caslint = (PYTHON, "-m", "caslint")
    return [
        Case("pass", (PYTHON, "-c", "pass")),
        Case("version", (*caslint, "--version")),
        *(Case(f"check {size}", (*caslint, "check", _file(size))) for size in sizes),
        Case("events", (PYTHON, "-c", EVENTS, _file(LARGEST))),
        Case("faults", (*caslint, "check", _file("faults"), "--format", "json"), good=(0, 1)),
    ]


def _file(name: object) -> str:
    return f"{name}/org.yaml"


def _write(path: str, servers: int, faults: int = 0) -> None:
    """Write an organization in a process of its own: the peak memory of ours is where those of ours begin."""
    Path(path).parent.mkdir()
    run([PYTHON, "-c", ORGANIZATION, TESTS, path, str(servers), str(faults)], check=True)


def _peers() -> Iterator[Case]:
    """The other linters that are installed, on the same file; cfn-lint reads what it is made for."""
    schema = run([PYTHON, "-m", "caslint", "schema", "topology"], stdout=PIPE, check=True).stdout
    Path("schema.json").write_bytes(schema)
    Path("template.yaml").write_text(_template(100), encoding="utf-8")
    topology = _file(1_000)
    asked: dict[str, tuple[str, ...]] = {
        "yamllint": ("-d", "relaxed", topology),
        "check-jsonschema": ("--schemafile", "schema.json", topology),
        "cfn-lint": ("template.yaml",),
    }
    for name, words in asked.items():
        program = _program(name)
        if program:
            yield Case(name, (program, *words))
        else:
            print(f"{name} is not installed: left out", file=sys.stderr)


def _program(name: str) -> str | None:
    """Where a peer stands: beside this interpreter, or on the path."""
    return which(name, path=os.path.dirname(PYTHON)) or which(name)


def _template(resources: int) -> str:
    """A CloudFormation template without faults."""
    lines = ["AWSTemplateFormatVersion: '2010-09-09'", "Resources:"]
    for number in range(resources):
        lines += [f"  Topic{number}:", "    Type: AWS::SNS::Topic", "    Properties:"]
        lines += [f"      DisplayName: topic {number}"]
    return "\n".join(lines) + "\n"


def _able(cases: Sequence[Case]) -> Iterator[Case]:
    """The cases that do their work; this first run also writes the bytecode that later ones read."""
    for case in cases:
        done = run(case.words, stdout=DEVNULL, stderr=PIPE, env=_environment(), check=False)
        if done.returncode in case.good:
            yield case
        else:
            said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            print(f"{case.name} ended with {done.returncode}: left out: {said}", file=sys.stderr)


def _environment() -> dict[str, str]:
    """Bytecode is kept, as an installed program's is, but not among the sources."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": os.path.abspath("bytecode")}


def measured(cases: Sequence[Case], rounds: int) -> Uses:
    """What each case took in each round; the cases take turns, so that all of them meet the same disturbance."""
    uses: Uses = {case.name: [] for case in cases}
    for _ in range(rounds):
        for case in cases:
            uses[case.name].append(_use(case.words))
    return uses


def _use(words: Sequence[str]) -> Use:
    begun = time.perf_counter()
    process = Popen(words, stdout=DEVNULL, stderr=DEVNULL, env=_environment())
    if sys.platform == "win32" or not TELLS_USE:
        process.wait()
        return Use(time.perf_counter() - begun, math.nan)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    a_mebibyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Use(used.ru_utime + used.ru_stime, used.ru_maxrss / a_mebibyte)


def rows(uses: Uses, sizes: Sequence[int]) -> Iterator[tuple[str, str, float, float]]:
    """The table: title, figure, and the two targets."""
    for title, case, base, must, stretch in TARGETS:
        if case in uses and base in uses:
            yield title, f"{_ratio(uses, case, base):.2f}", must, stretch
    growth = _growth(uses, sizes[-1])
    yield f"growth exponent, 1,000 to {sizes[-1]:,} servers", f"{growth:.2f}", *GROWTH
    for size, targets in MEMORY.items():
        found = uses.get(f"check {size}")
        if found and TELLS_USE:
            memory = median(use.memory for use in found)
            yield f"peak memory, {size:,} servers, MiB", f"{memory:.0f}", *targets


def _growth(uses: Uses, largest: int) -> float:
    """How time grows with size: 1 is linear. The time of a check of 5 servers, which is start-up, is left out."""
    found = _rounds(uses, "check 5", "check 1000", f"check {largest}")
    return median([math.log((many - idle) / (few - idle), largest / 1_000) for idle, few, many in found])


def _ratio(uses: Uses, case: str, base: str) -> float:
    return median([one / other for one, other in _rounds(uses, case, base)])


def _rounds(uses: Uses, *names: str) -> list[tuple[float, ...]]:
    """The times of these cases, round by round."""
    return list(zip(*[[use.seconds for use in uses[name]] for name in names], strict=True))


if __name__ == "__main__":
    main()
