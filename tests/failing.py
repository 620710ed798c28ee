"""Environments that fail: programs that lack rights, room, memory or readers, or that are stopped in the middle."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals, pipes and permissions as POSIX has them")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits as Linux keeps them")

Before = Callable[[], None]
"""What a child does before it becomes caslint."""

_DROP_FROM_BOUNDING_SET = 24
_RIGHTS_OF_ROOT = (0, 1, 2, 3)
"""To change owners, to write and to read whatever the permissions say, to act as any owner."""


class Ended(NamedTuple):
    """How a run of caslint ended."""

    code: int
    out: str
    err: str

    def is_one_sentence(self) -> bool:
        """Whether a person reads one line and no traceback."""
        return self.err.count("\n") == 1 and "Traceback" not in self.err and self.err.startswith("caslint")


def caslint(
    *words: str,
    cwd: Path,
    environ: dict[str, str] | None = None,
    before: Before | None = None,
    stdin: int = subprocess.DEVNULL,
    program: str = "",
) -> Ended:
    """Run caslint to its end, or a program that ends with it; output that is not UTF-8 stays readable."""
    start = ["-c", program] if program else ["-m", "caslint"]
    done = subprocess.run(
        [sys.executable, *start, *words],
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        | (environ or {}),
        stdin=stdin,
        capture_output=True,
        preexec_fn=before,
        timeout=180,
        check=False,
    )
    return Ended(done.returncode, *[text.decode("utf-8", "replace") for text in (done.stdout, done.stderr)])


def powerless() -> Before:
    """Let permissions count for the child, also where the tests run as root."""
    if sys.platform == "win32" or os.geteuid():
        return lambda: None
    if not sys.platform.startswith("linux"):
        pytest.skip("root cannot give up its rights here")
    libc = ctypes.CDLL(None, use_errno=True)

    def drop() -> None:
        for right in _RIGHTS_OF_ROOT:
            if libc.prctl(_DROP_FROM_BOUNDING_SET, right, 0, 0, 0):
                raise OSError(ctypes.get_errno(), "the rights of root stay")

    return drop


def limited(what: str, most: int) -> Before:
    """Limit what the child may use: RLIMIT_AS, RLIMIT_FSIZE."""
    if sys.platform == "win32":
        pytest.skip("no such limits here")
    import resource

    kind: int = getattr(resource, what)
    return lambda: resource.setrlimit(kind, (most, most))


def left_over(folder: Path) -> list[str]:
    """Temporary files that nobody has taken away."""
    return [str(path) for path in folder.rglob(".caslint-*") if path.name != ".caslint-baseline.json"]


STOPPED_AT = """
import os, signal, sys
from caslint.cli import entry
from caslint.report import target
seen = 0
def step(real):
    def stopped(*words, **more):
        global seen
        seen += 1
        if seen == {step}:
            os.kill(os.getpid(), signal.{name})
        return real(*words, **more)
    return stopped
for name in ("fsync", "replace", "chmod", "unlink", "urandom"):
    setattr(os, name, step(getattr(os, name)))
target.open = step(open)
sys.argv[0] = "caslint"
entry()
"""
"""caslint, with a signal that comes in the middle of writing: before one of the calls that write a file."""


def stopped_at(step: int, name: str) -> str:
    """The program that a signal stops before a step of writing."""
    assert hasattr(signal, name)
    return STOPPED_AT.format(step=step, name=name)
