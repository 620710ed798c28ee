"""What is linted: paths, standard input in place of a file, and the day on which it is judged."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable

from caslint.decode import MAX_BYTES

STANDARD_INPUT = "-"


def with_standard_input(paths: list[str], name: str | None) -> tuple[list[str], dict[str, bytes]]:
    """The paths, and the bytes that stand in for one of them.

    `-` becomes the path of `name`, where an editor would save the text;
    without a name it is called `stdin.yaml`.
    """
    if STANDARD_INPUT not in paths:
        return paths or ["."], {}
    path = os.path.abspath(name or "stdin.yaml")
    data = sys.stdin.buffer.read(MAX_BYTES + 1) if sys.stdin else b""
    return [path if word == STANDARD_INPUT else word for word in paths], {path: data}


def words(lists: list[str] | None) -> list[str]:
    """The words of an option that may be given several times, each time with several words."""
    return [word.strip() for text in lists or [] for word in text.split(",") if word.strip()]


def covering(paths: Iterable[str], cwd: str) -> Callable[[str], bool]:
    """Whether a search through the folders among these paths would meet a file of an absolute path."""
    folders = [os.path.join(os.path.abspath(os.path.join(cwd, path)), "") for path in paths]
    searched = tuple([folder for folder in folders if os.path.isdir(folder)])
    return lambda path: path.startswith(searched)


class DayError(Exception):
    """--today names no day."""


def day(text: str | None) -> str:
    """The day as `2026-11-22`: today, or the one that is asked for; raises DayError."""
    from datetime import date

    if text is None:
        return date.today().isoformat()  # noqa: DTZ011  a comment expires on the user's own day
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise DayError(f"--today {ascii(text)[1:-1]} is no day; write it as 2026-11-22") from error
