"""Standard output and standard error where they are closed, full, not UTF-8, or nobody reads them any more."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper


def make_writable() -> None:
    """Let any text be printed: a stream closed by whoever started us goes nowhere, foreign letters are escaped."""
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _nowhere() -> TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")


def forget_output() -> None:
    """Whoever read standard output is gone: what is still written goes nowhere, and the work goes on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def tell(text: str) -> None:
    """Print on standard error; where that cannot be written, there is nobody to tell."""
    try:
        print(text, file=sys.stderr, flush=True)
    except (OSError, ValueError):
        return
