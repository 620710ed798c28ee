"""Measure `caslint diff` and `caslint impact` against one check of the same file. Never fails on a time.

Run `python tests/benchmarks/review.py --help`; README.md beside this file says what the figures mean.
"""

from __future__ import annotations

import math
import os
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, run

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measure import PYTHON, Case, Uses, measured

from big import big

IDLE, FEW, MANY = 5, 250, 1_000
ONE = "windowsAuthEnabled: true"
EVERY = ("windowsAuthEnabled: true", "windowsAuthentication: true")


def main() -> None:
    """Measure, and print a table."""
    parser = ArgumentParser(description="Measure reviews and outages against a check.")
    parser.add_argument("--rounds", type=int, default=5, help="how often each process runs (default: 5)")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        cases = _cases()
        for case in cases:
            assert run(case.words, stdout=DEVNULL, check=False).returncode in case.good, case.name
        measured(cases[:2], 1)  # writes the bytecode that later runs read
        uses = measured(cases, rounds)
    print(f"{rounds} rounds in turn, Python {sys.version.split()[0]}, {sys.platform}\n")
    print("| what | seconds | / one check | growth |", "|---|---:|---:|---:|", sep="\n")
    for title, seconds, ratio, growth in rows(uses):
        print(f"| {title} | {seconds:.2f} | {ratio:.1f} | {growth:.2f} |")


TITLES = {
    "check": "check",
    "same": "diff, nothing changes",
    "one": "diff, one switch of one server",
    "every": "diff, every switch of every server",
    "impact": "impact, every server and site down by itself",
    "impact json": "the same in JSON, every route",
}


def _cases() -> list[Case]:
    Path("idle.yaml").write_text(big(IDLE).text, encoding="utf-8")
    found = [Case("idle", (PYTHON, "-m", "caslint", "check", "idle.yaml"))]
    for size in (FEW, MANY):
        found.extend(_of_size(size))
    return found


def _of_size(size: int) -> Iterator[Case]:
    text = big(size).text
    every = text
    for switch in EVERY:
        every = every.replace(switch, switch.replace("true", "false"))
    for name, version in (("base", text), ("one", _changed_once(text)), ("every", every)):
        Path(f"{name}{size}.yaml").write_text(version, encoding="utf-8")
    Path(f"same{size}.yaml").write_text(f"# moved\n{text}", encoding="utf-8")
    caslint, base = (PYTHON, "-m", "caslint"), f"base{size}.yaml"
    yield Case(f"check {size}", (*caslint, "check", base))
    for name in ("same", "one", "every"):
        yield Case(f"{name} {size}", (*caslint, "diff", base, f"{name}{size}.yaml"), good=(0, 1))
    yield Case(f"impact {size}", (*caslint, "impact", base))
    yield Case(f"impact json {size}", (*caslint, "impact", base, "--format", "json"))


def _changed_once(text: str) -> str:
    """One switch of the first server of a site that is proxied to."""
    at = text.index(ONE, text.index("  - name: CAS000001"))
    return text[:at] + ONE.replace("true", "false") + text[at + len(ONE) :]


def rows(uses: Uses) -> Iterator[tuple[str, float, float, float]]:
    """The table, for the larger size: seconds, how many checks that is, and the exponent of the growth."""
    for name, title in TITLES.items():
        many, check = _seconds(uses, f"{name} {MANY}"), _seconds(uses, f"check {MANY}")
        ratio = median([one / other for one, other in zip(many, check, strict=True)])
        yield f"{title}, {MANY:,} servers", median(many), ratio, _growth(uses, name)


def _growth(uses: Uses, name: str) -> float:
    """How time grows with size: 1 is linear. The time of a check of 5 servers, which is start-up, is left out."""
    asked = (_seconds(uses, each) for each in ("idle", f"{name} {FEW}", f"{name} {MANY}"))
    found = zip(*asked, strict=True)
    return median([math.log((many - idle) / (few - idle), MANY / FEW) for idle, few, many in found])


def _seconds(uses: Uses, name: str) -> Sequence[float]:
    return [use.seconds for use in uses[name]]


if __name__ == "__main__":
    main()
