"""Where reports go: standard output, and files that are written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from caslint.cli.options import Given
from caslint.cli.say import complain
from caslint.cli.streams import forget_output
from caslint.record import Record
from caslint.report import FORMATS, write
from caslint.report.checkout import checkout
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.target import UnwritableError, whole_file
from caslint.report.terminal import options_for


class OutputError(Exception):
    """An --output that cannot be; the message is for people."""


class Output(Record):
    """A format, and the file that gets it, None for standard output; `append` where the file is not ours alone."""

    format: str
    file: str | None
    append: bool = False


Write = Callable[[str, BinaryIO, Options, BinaryIO | None], None]
"""Writes what there is to report in a format; the last argument gets what is only for the person who looks on."""


def outputs_of(options: Given, environ: Mapping[str, str], formats: Sequence[str] = FORMATS) -> list[Output]:
    """The outputs that the command line asks for; where it asks for none on standard output, the usual ones.

    The first of the formats is the usual one.
    """
    texts: list[str] = options.output or []
    asked = [_output(text, formats) for text in texts]
    if options.format:
        asked.append(Output(options.format, None))
    files = [output.file for output in asked]
    for file in files:
        if files.count(file) > 1:
            where = file or "standard output"
            raise OutputError(f"two outputs for {where}: give one of them a file, --output FORMAT=FILE")
    if None not in files:
        asked.extend(output for output in _usual(asked, environ, formats[0]) if output.format in formats)
    return asked


def _usual(asked: Sequence[Output], environ: Mapping[str, str], usual: str) -> Iterator[Output]:
    """The usual format; in GitHub Actions annotations and the job's summary too."""
    yield Output(usual, None)
    if environ.get("GITHUB_ACTIONS") == "true":
        yield Output("github", None)
        summary = environ.get("GITHUB_STEP_SUMMARY")
        if summary and not any(output.format == "markdown" for output in asked):
            yield Output("markdown", summary, append=True)


def _output(text: str, formats: Sequence[str]) -> Output:
    name, found, file = text.partition("=")
    if name not in formats:
        from difflib import get_close_matches

        nearest = get_close_matches(name, formats, 1)
        hint = f"; did you mean {nearest[0]}?" if nearest else ""
        raise OutputError(
            f"--output: there is no format {ascii(name)[1:-1]}{hint} (formats: {', '.join(formats)})"
        )
    if found and not file:
        raise OutputError(f"--output {name}=: the file's name is missing")
    return Output(name, file or None)


def write_all(result: Result, outputs: list[Output], options: Given) -> None:
    """Write every output of a check; UnwritableError for a file that cannot be written, after the others."""
    shown = options_for(
        sys.stdout,
        os.environ,
        colour=options.color,
        quiet=options.quiet,
        verbose=options.verbose,
        statistics=options.statistics,
    )
    deliver(partial(write, result), outputs, shown)


def deliver(written: Write, outputs: list[Output], shown: Options) -> None:
    """Write every output; UnwritableError for a file that cannot be written, after the others."""
    shown.checkout = checkout(os.getcwd(), os.environ)
    shown.summary = any(output.format == "markdown" for output in outputs)
    refused: UnwritableError | None = None
    for output in outputs:
        try:
            _write(written, output, shown)
        except UnwritableError as error:
            refused = error
    if refused is not None:
        raise refused


def _write(written: Write, output: Output, shown: Options) -> None:
    if output.file is None:
        _print(written, output, shown)
        return
    plain = Options(
        statistics=shown.statistics,
        verbose=shown.verbose,
        checkout=shown.checkout,
        summary=shown.summary,
    )
    if output.append:
        _append(written, output, plain)
        return
    with whole_file(output.file) as stream:
        written(output.format, stream, plain, stream)


def _print(written: Write, output: Output, shown: Options) -> None:
    """Write to standard output; where nobody reads it to its end, files and exit code are the same all the same."""
    try:
        sys.stdout.flush()
        written(output.format, sys.stdout.buffer, shown, sys.stderr.buffer)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        forget_output()


def _append(written: Write, output: Output, plain: Options) -> None:
    """Add to a file that the runner made; where that fails, the findings stand in the log all the same."""
    try:
        with open(output.file or "", "ab") as stream:
            plain.room -= stream.tell()
            written(output.format, stream, plain, None)
    except OSError as error:
        complain(f"caslint: the job summary cannot be written: {error.strerror}")
