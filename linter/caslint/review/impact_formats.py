"""The formats of an impact; each is imported when it is asked for."""

from __future__ import annotations

from typing import BinaryIO

from caslint.report import for_people
from caslint.report.options import Options
from caslint.review.impact import Impact
from caslint.review.outage import Outages

FORMATS = ("text", "markdown", "json")


def write(
    impact: Impact, outages: Outages, name: str, target: BinaryIO, options: Options, *, every: bool = False
) -> None:
    """Write an impact in one of FORMATS; raises whatever writing raises.

    `every` shows each scenario that loses something.  JSON always has them all,
    and the steps of the routes where only a maintenance was tried.
    """
    organization = outages.router.organization
    match name:
        case "markdown":
            from caslint.review.impact_markdown import render as markdown

            found = markdown(impact, organization, options, every=every)
            target.writelines(piece.encode() for piece in found)
        case "json":
            from caslint.review.impact_json import render as json

            found = json(impact, outages, options, steps=not impact.tries_more)
            target.writelines(piece.encode() for piece in found)
        case _:
            from caslint.review.impact_text import render as text

            target.writelines(for_people(text(impact, organization, options, every=every), options))
