"""The formats of a review; each is imported when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import uncommanded
from caslint.review.review import Review

FORMATS = ("text", "markdown", "json", "sarif", "github")
"""SARIF shows what is new, annotations what is new or lost, and nothing else."""


def write(review: Review, name: str, target: BinaryIO, options: Options, *, every: bool = False) -> None:
    """Write a review in one of FORMATS; raises whatever writing raises."""
    match name:
        case "text":
            from caslint.review.diff_text import render as text

            _write_for_people(text(review, options, every=every), target, options)
        case "markdown":
            from caslint.review.diff_markdown import render as markdown

            target.writelines(piece.encode() for piece in markdown(review, options))
        case "json":
            from caslint.review.diff_json import render as json

            target.writelines(piece.encode() for piece in json(review, options))
        case "github":
            from caslint.review.diff_github import render as github

            target.writelines(piece.encode() for piece in github(review, options))
        case _:
            from caslint.report import write as report

            found = review.found
            new = Result(
                found.new, suppressed=found.suppressed, unreadable=review.unreadable, rules=found.rules
            )
            report(new, name, target, options)


def _write_for_people(pieces: Iterable[str], target: BinaryIO, options: Options) -> None:
    for piece in pieces:
        text = uncommanded(piece) if options.github else piece
        target.write(text.encode(options.encoding, "backslashreplace"))
