"""Impact for people: the planned maintenance, single points of failure worst first, pairs that break together."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.model.organization import Organization
from caslint.report.margin import Line, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.review.impact import Impact, Scenario
from caslint.review.impact_telling import PAIR, SINGLE, alike, harmless, lost, part, sentences, who, who_all
from caslint.review.telling import counted

MOST_SCENARIOS = 20
"""As many of a kind are shown without --all."""


def render(
    impact: Impact, organization: Organization, options: Options, *, every: bool = False
) -> Iterator[str]:
    """The whole impact; `every` shows all that is lost, else the worst."""
    finished = painter(options)
    yield from map(finished, _Telling(organization, options, every=every).of(impact))


class _Telling:
    def __init__(self, organization: Organization, options: Options, *, every: bool) -> None:
        self.organization = organization
        self.options = options
        self.most = None if every else MOST_SCENARIOS

    def of(self, impact: Impact) -> Iterator[Line]:
        if impact.maintenance:
            yield from self._planned(impact.maintenance, impact.minimal)
        more = " on top of that" if impact.maintenance else ""
        if impact.tries_more:
            yield from self._ranked(*SINGLE, more, impact.singles)
            yield from self._ranked(*PAIR, more, impact.pairs)
        if impact.harmless:
            yield from self._wrapped("", harmless(impact, more), "add")
        scenarios = counted(impact.tried, "scenario")
        yield from self._wrapped("", f"{scenarios} considered", "title")

    def _planned(self, scenario: Scenario, minimal: tuple[Scenario, ...]) -> Iterator[Line]:
        yield from self._wrapped("", f"without {who(scenario.without)}: {lost(scenario)}", "title")
        if not minimal:
            yield from self._details(scenario, "  ")
        for one in minimal[: self.most]:
            yield from self._wrapped("  ", f"{part(one)}: {lost(one)}", "error")
            yield from self._details(one, "    ")
        yield from self._left(len(minimal) - len(minimal[: self.most]))
        yield []

    def _ranked(self, noun: str, plural: str, more: str, found: tuple[Scenario, ...]) -> Iterator[Line]:
        if not found:
            return
        yield from self._wrapped("", f"{counted(len(found), noun, plural)}{more}, worst first", "title")
        shown = alike(found)[: self.most]
        for same in shown:
            yield from self._scenario(same)
        yield from self._left(len(found) - sum(map(len, shown)))
        yield []

    def _left(self, number: int) -> Iterator[Line]:
        if number:
            yield from self._wrapped("  ", f"and {number:,} more; --all shows every one", "")

    def _scenario(self, same: list[Scenario]) -> Iterator[Line]:
        yield from self._wrapped("  ", f"{who_all(same)}: {lost(same[0])}", "error")
        yield from self._details(same[0], "    ")

    def _details(self, scenario: Scenario, lead: str) -> Iterator[Line]:
        for words in sentences(scenario, self.organization):
            yield from self._wrapped(lead, words, "")

    def _wrapped(self, lead: str, text: str, role: str) -> Iterator[Line]:
        line = [(lead, ""), (self.options.show(text), role)]
        yield from hanging(line, self.options.width, len(lead) + 2)
