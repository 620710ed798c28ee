"""Ctrl-C, and the signals with which a system ends a program: obeyed after what was begun is cleared away."""

from __future__ import annotations

_WORDS = {"SIGINT": "interrupted", "SIGTERM": "terminated", "SIGHUP": "its terminal is gone"}


class Stopped(BaseException):
    """A signal ends the run; `code` is the exit code that shells report for it."""

    def __init__(self, number: int, words: str) -> None:
        super().__init__(words)
        self.code = 128 + number


def listen() -> None:
    """Raise Stopped at the first signal; those that whoever started us had us ignore stay ignored."""
    import signal

    meant = [getattr(signal, name) for name in _WORDS if hasattr(signal, name)]
    usual = (signal.SIG_DFL, signal.default_int_handler)

    def stop(number: int, _: object) -> None:
        for each in meant:  # a second one must not end the clearing away
            signal.signal(each, signal.SIG_IGN)
        raise Stopped(number, _WORDS[signal.Signals(number).name])

    for each in meant:
        if signal.getsignal(each) in usual:
            signal.signal(each, stop)
