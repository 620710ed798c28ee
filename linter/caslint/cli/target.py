"""Where reports go: standard output, and files that are written whole or not at all."""

from __future__ import annotations

import argparse
import os
import sys
from typing import NamedTuple

from caslint.report import FORMATS, write
from caslint.report.checkout import checkout
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.target import UnwritableError, whole_file
from caslint.report.terminal import options_for


class OutputError(Exception):
    """An --output that cannot be; the message is for people."""


class Output(NamedTuple):
    """A format, and the file that gets it; None for standard output."""

    format: str
    file: str | None


def outputs_of(options: argparse.Namespace) -> list[Output]:
    """The outputs that the command line asks for; `full` on standard output where nothing else is there."""
    texts: list[str] = options.output or []
    asked = [_output(text) for text in texts]
    if options.format:
        asked.append(Output(options.format, None))
    files = [output.file for output in asked]
    for file in files:
        if files.count(file) > 1:
            where = file or "standard output"
            raise OutputError(f"two outputs for {where}: give one of them a file, --output FORMAT=FILE")
    if None not in files:
        asked.append(Output("full", None))
    return asked


def _output(text: str) -> Output:
    name, found, file = text.partition("=")
    if name not in FORMATS:
        from difflib import get_close_matches

        nearest = get_close_matches(name, FORMATS, 1)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        raise OutputError(
            f"--output: there is no format {ascii(name)[1:-1]}{hint} (formats: {', '.join(FORMATS)})"
        )
    if found and not file:
        raise OutputError(f"--output {name}=: the file's name is missing")
    return Output(name, file or None)


def write_all(result: Result, outputs: list[Output], options: argparse.Namespace) -> None:
    """Write every output; UnwritableError for a file that cannot be written, after the others."""
    shown = options_for(
        sys.stdout,
        os.environ,
        colour=options.color,
        quiet=options.quiet,
        verbose=options.verbose,
        statistics=options.statistics,
    )
    shown.checkout = checkout(os.getcwd(), os.environ)
    refused: UnwritableError | None = None
    for output in outputs:
        if output.file is None:
            sys.stdout.flush()
            write(result, output.format, sys.stdout.buffer, shown, sys.stderr.buffer)
            sys.stdout.buffer.flush()
        else:
            try:
                _write_file(result, output.format, output.file, shown)
            except UnwritableError as error:
                refused = error
    if refused is not None:
        raise refused


def _write_file(result: Result, name: str, file: str, shown: Options) -> None:
    plain = Options(statistics=shown.statistics, verbose=shown.verbose, checkout=shown.checkout)
    with whole_file(file) as stream:
        write(result, name, stream, plain, stream)
