"""The formats of a review; each is imported when it is asked for."""

from __future__ import annotations

from typing import BinaryIO

from caslint.report import for_people
from caslint.report import write as write_findings
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.review.review import Review

FORMATS = ("text", "markdown", "json", "sarif", "github", "counts")
"""SARIF shows what is new, annotations what is new or lost, counts only how many there are."""


def write(review: Review, name: str, target: BinaryIO, options: Options, *, every: bool = False) -> None:
    """Write a review in one of FORMATS; raises whatever writing raises."""
    match name:
        case "text":
            from caslint.review.diff_text import render as text

            target.writelines(for_people(text(review, options, every=every), options))
        case "markdown":
            from caslint.review.diff_markdown import render as markdown

            target.writelines(piece.encode() for piece in markdown(review, options))
        case "json":
            from caslint.review.diff_json import render as json

            target.writelines(piece.encode() for piece in json(review, options))
        case "github":
            from caslint.review.diff_github import render as github

            target.writelines(piece.encode() for piece in github(review, options))
        case "counts":
            from caslint.review.diff_counts import render as counts

            target.writelines(piece.encode() for piece in counts(review))
        case _:
            found = review.found
            new = Result(
                found.new, suppressed=found.suppressed, unreadable=review.unreadable, rules=found.rules
            )
            write_findings(new, name, target, options)
