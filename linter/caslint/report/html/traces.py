"""What becomes of one request, told hop by hop in a fold, with the lines and the documents that decided."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.report.html.markup import NOTHING, Html, joined, link, tag, text
from caslint.routing.clauses import CLAUSES
from caslint.routing.request import Request
from caslint.routing.route import Route, Step
from caslint.routing.router import Router
from caslint.routing.survey import Asked
from caslint.routing.telling import name_of

MOST_TRACES = 600
"""On one page; `caslint trace` tells every other one."""

SYMBOLS = {"serve": "✓", "proxy": "→", "redirect": "↪", "reject": "✕", "unspecified": "?"}
"""An outcome is told by its word and its symbol; the colour only repeats them."""

_DECIDED = {*SYMBOLS, "arrive", "loop"}


class Traces:
    """The traces for which there is room on the page."""

    def __init__(self) -> None:
        self._left = MOST_TRACES
        self.missing = 0

    def fold(self, router: Router, protocol: str, asked: Asked, words: str) -> Html:
        """An outcome that opens on its trace, or the outcome alone where there is no more room."""
        outcome = asked.decision.outcome
        told = outcome_of(outcome, words)
        if not self._left:
            self.missing += 1
            return tag("div", told, class_="cell")
        self._left -= 1
        route = router.trace(Request(protocol, asked.entry, asked.mailbox))
        return tag("details", tag("summary", told), _story(route), class_="cell")


def outcome_of(outcome: str, words: str) -> Html:
    """An outcome: symbol and words."""
    symbol = tag("span", text(SYMBOLS[outcome]), aria_hidden="true")
    return tag("span", symbol, text(f" {words}"), class_=f"outcome {outcome}")


def _story(route: Route) -> Html:
    request = route.request
    about = (
        f"{name_of(request.protocol)} at {request.entry.name} for mailboxes in {request.mailbox.described}"
    )
    steps = tag("ol", *[_step(step) for step in route.steps], class_="steps")
    return tag("div", tag("p", text(about), class_="about"), steps, class_="body")


def _step(step: Step) -> Html:
    where = (
        tag("span", text(f" {step.place.file}:{step.place.line}"), class_="where") if step.place else NOTHING
    )
    documents = joined(_documents(step)) if step.clause and step.action in _DECIDED else NOTHING
    return tag("li", text(step.detail), where, documents, class_=step.action)


def _documents(step: Step) -> Iterator[Html]:
    """What the documents say, and which; the sentence is left out where the step is only told again."""
    clause = CLAUSES[step.clause]
    if clause.says not in step.detail:
        yield tag("span", text(f"because {clause.says}"), class_="because")
    for citation in clause.citations:
        yield tag("span", text("source: "), link(citation.url, text(citation.title)), class_="because")
