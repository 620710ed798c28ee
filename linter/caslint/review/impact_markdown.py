"""Impact as Markdown, for the summary of a job or a ticket about a maintenance."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.model.organization import Organization
from caslint.report.markdown_text import inert, row, table
from caslint.report.options import Options
from caslint.review.impact import Impact, Scenario
from caslint.review.impact_telling import PAIR, SINGLE, alike, harmless, lost, part, sentences, who, who_all
from caslint.review.telling import counted

MOST_ROWS = 40
"""As many scenarios of a kind are shown without --all."""


def render(
    impact: Impact, organization: Organization, options: Options, *, every: bool = False
) -> Iterator[str]:
    """The impact as far as there is room; `every` shows all that is lost, else the worst."""
    room = options.room
    for piece in _pieces(impact, organization, None if every else MOST_ROWS):
        room -= len(piece.encode())
        if room < 0:
            return
        yield piece


def _pieces(impact: Impact, organization: Organization, most: int | None) -> Iterator[str]:
    yield f"### caslint: {counted(impact.tried, 'outage')} considered\n\n"
    if impact.maintenance:
        yield from _planned(impact.maintenance, impact.minimal[:most], organization)
    more = " on top of that" if impact.maintenance else ""
    if impact.tries_more and not impact.singles:
        yield f"No single point of failure{more}.\n\n"
    for (noun, plural), found in ((SINGLE, impact.singles), (PAIR, impact.pairs)):
        if found:
            yield f"#### {counted(len(found), noun, plural)}{more}, worst first\n\n"
            yield from _ranked(found, organization, most)
    if impact.harmless:
        words = inert(harmless(impact, more))
        yield f"{words[0].upper()}{words[1:]}.\n\n"


def _planned(scenario: Scenario, minimal: tuple[Scenario, ...], organization: Organization) -> Iterator[str]:
    yield f"#### Without {inert(who(scenario.without))}: {lost(scenario)}\n\n"
    if minimal:
        yield table("Down", "What is lost")
        for one in minimal:
            told = [inert(words) for words in (lost(one), *sentences(one, organization))]
            yield row(inert(part(one)), "<br>".join(told))
        yield "\n"
        return
    found = [f"- {inert(words)}\n" for words in sentences(scenario, organization)]
    yield "".join(found) + "\n" if found else "No client notices.\n\n"


def _ranked(found: tuple[Scenario, ...], organization: Organization, most: int | None) -> Iterator[str]:
    yield table("Down", ">Routes lost", "What is lost")
    shown = alike(found)[:most]
    for same in shown:
        told = "<br>".join(map(inert, sentences(same[0], organization)))
        yield row(inert(who_all(same)), f"{same[0].number:,}", told)
    left = len(found) - sum(map(len, shown))
    yield f"\nand {left:,} more.\n\n" if left else "\n"
