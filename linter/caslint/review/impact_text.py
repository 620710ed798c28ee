"""Impact for people: the planned maintenance, single points of failure worst first, pairs that break together."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.model.organization import Organization
from caslint.report.margin import Line, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.review.impact import Impact, Scenario
from caslint.review.impact_telling import PAIR, SINGLE, alike, sentences, who, who_all
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
            yield from self._planned(impact.maintenance)
        more = " on top of that" if impact.maintenance else ""
        if impact.tries_more:
            yield from self._ranked(*SINGLE, more, impact.singles)
            yield from self._ranked(*PAIR, more, impact.pairs)
        scenarios = counted(impact.tried, "scenario")
        yield from self._wrapped("", f"{scenarios} considered", "title")

    def _planned(self, scenario: Scenario) -> Iterator[Line]:
        words = f"without {who(scenario.without)}: {counted(scenario.number, 'route')} lost"
        yield from self._wrapped("", words, "title")
        yield from self._details(scenario)
        yield []

    def _ranked(self, noun: str, plural: str, more: str, found: tuple[Scenario, ...]) -> Iterator[Line]:
        if not found:
            return
        yield from self._wrapped("", f"{counted(len(found), noun, plural)}{more}, worst first", "title")
        shown = alike(found)[: self.most]
        for same in shown:
            yield from self._scenario(same)
        left = len(found) - sum(map(len, shown))
        if left:
            yield from self._wrapped("  ", f"and {left:,} more; --all shows every one", "")
        yield []

    def _scenario(self, same: list[Scenario]) -> Iterator[Line]:
        lost = counted(same[0].number, "route")
        yield from self._wrapped("  ", f"{who_all(same)}: {lost} lost", "error")
        yield from self._details(same[0])

    def _details(self, scenario: Scenario) -> Iterator[Line]:
        for words in sentences(scenario, self.organization):
            yield from self._wrapped("    ", words, "")

    def _wrapped(self, lead: str, text: str, role: str) -> Iterator[Line]:
        line = [(lead, ""), (self.options.show(text), role)]
        yield from hanging(line, self.options.width, len(lead) + 2)
