"""What a person at a terminal sees while work takes longer than a second: what is being done, and for how long."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any, TextIO

from caslint.report.safe import visible

PATIENCE = 1.0
"""Seconds; what is done sooner needs no word."""

_TIMES_A_SECOND = 4
_LONGEST = 60


def is_watched(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether a person looks on: at a terminal that obeys escapes, and where no build runs."""
    return stream.isatty() and environ.get("TERM") != "dumb" and environ.get("CI", "") in {"", "0", "false"}


class Teller:
    """Where work says what it is at; the first words say what is done as a whole."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._now = ""
        self._since = monotonic()

    def tell(self, now: str) -> None:
        """Say what is being done now; it costs nothing until it is shown."""
        self._now = now

    def each(self, files: Sequence[str]) -> Iterator[str]:
        """The files one by one, telling which of them it is at."""
        for number, file in enumerate(files, 1):
            self.tell(f"{file} ({number:,} of {len(files):,})" if len(files) > 1 else file)
            yield file

    def line(self, encoding: str) -> str:
        """`checking sites/kyoto.yaml (3 of 40), 12 s`, as a terminal may show it."""
        now = visible(self._now, encoding=encoding)
        shown = now if len(now) <= _LONGEST else f"{now[: _LONGEST - 3]}..."
        return f"{self._words} {shown}".rstrip() + f", {monotonic() - self._since:.0f} s"


@contextmanager
def progress(words: str, *, quiet: bool = False, colour: str = "auto") -> Generator[Teller]:
    """Tell on standard error what is being done while the block takes its time; afterwards the line is gone."""
    teller = Teller(words)
    if quiet or not is_watched(sys.stderr, os.environ):
        yield teller
        return
    line = _Line(teller, colour)
    try:
        yield teller
    finally:
        line.end()


class _Line:
    """A line of rich that comes after a second, if it is still wanted then."""

    def __init__(self, teller: Teller, colour: str) -> None:
        from threading import Lock, Timer

        self._teller = teller
        self._colour = colour
        self._lock = Lock()
        self._over = False
        self._live: Any = None
        self._timer = Timer(PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def _show(self) -> None:
        """Draw, and draw again; a line that cannot be drawn is no reason to stop working."""
        with self._lock, suppress(OSError, ValueError, ImportError):
            if not self._over:
                self._live = _drawn(self._teller, self._colour)
                self._live.start()

    def end(self) -> None:
        """Take the line away, or let it never come."""
        self._timer.cancel()
        with self._lock, suppress(OSError, ValueError):
            self._over = True
            if self._live is not None:
                self._live.stop()


def _drawn(teller: Teller, colour: str) -> Any:  # noqa: ANN401  rich is imported only here
    from rich.console import Console
    from rich.progress import Progress, ProgressColumn, SpinnerColumn, Task
    from rich.text import Text

    console = Console(stderr=True, no_color=True if colour == "never" else None)

    class Words(ProgressColumn):
        def render(self, task: Task) -> Text:
            del task
            return Text(teller.line(console.encoding), overflow="ellipsis", no_wrap=True)

    shown = Progress(
        SpinnerColumn("line"), Words(), console=console, transient=True, refresh_per_second=_TIMES_A_SECOND
    )
    shown.add_task("", total=None)
    return shown
