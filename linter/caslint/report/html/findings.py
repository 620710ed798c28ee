"""The findings of one organization: site by site, object by object, each with its excerpt, its rule and its fix."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from caslint.finding import Finding, Severity, Step
from caslint.report.by_site import OTHER, WHOLE
from caslint.report.counts import many, of_severity
from caslint.report.excerpt import described
from caslint.report.html.excerpt import excerpts, located
from caslint.report.html.markup import NOTHING, Html, block, closed, joined, opened, tag, text
from caslint.report.html.proposal import proposal
from caslint.report.html.rules import Rules

SYMBOLS = {"error": "✕", "warning": "▲", "info": "●"}
"""A severity is told by its word and its symbol; the colour only repeats them."""

_OURS = (WHOLE, OTHER)
"""What is no site has a name of ours, which begins a heading."""

Sites = dict[str, list[Finding]]


class Shown:
    """Which findings have room on the page, and how each is told."""

    def __init__(self, kept: Collection[int], rules: Rules) -> None:
        """Take the `id()` of the findings that there is room for."""
        self._kept = kept
        self._rules = rules

    def section(self, sites: Sites, prefix: str) -> Iterator[Html]:
        """The findings by site; `prefix` makes the names of the sites in the page those of one organization."""
        for number, (name, group) in enumerate(sites.items(), 1):
            shown = [finding for finding in group if id(finding) in self._kept]
            yield opened("section", id=f"{prefix}s{number}", class_="site")
            yield tag("h4", text(name.capitalize() if name in _OURS else name), text(" "), counted(group))
            for objects in _by_object(shown).values():
                yield from self._object(objects, f"{prefix}s{number}")
            if left := len(group) - len(shown):
                yield tag("p", text(f"{many(left, 'more finding')} left out for want of room"), class_="more")
            yield closed("section")

    def _object(self, group: Sequence[Finding], site: str) -> Iterator[Html]:
        yield opened("section", class_="object")
        yield tag("h5", text(_owner(group[0])))
        for finding in sorted(group, key=lambda one: -one.severity):
            yield self._finding(finding, site)
        yield closed("section")

    def _finding(self, finding: Finding, site: str) -> Html:
        word = finding.severity.word
        head = tag(
            "summary",
            badge(word),
            tag("span", text(finding.code), class_="code"),
            tag("span", text(finding.message), class_="message"),
            tag("span", text(located(finding.place)), class_="where"),
        )
        body = tag(
            "div",
            self._rules.mention(finding),
            excerpts(finding),
            _trace(finding.trace),
            proposal(finding.fix),
            class_="body",
        )
        rule = self._rules.number(finding.code)
        return tag(
            "details", head, body, class_="finding", data_severity=word, data_site=site, data_rule=rule
        )


def badge(word: str) -> Html:
    """A severity: symbol and word."""
    symbol = tag("span", text(SYMBOLS[word]), aria_hidden="true")
    return tag("span", symbol, text(f" {word}"), class_=f"badge {word}")


def counted(findings: Sequence[Finding]) -> Html:
    """How many there are of each severity, worst first."""
    numbers = [
        (severity.word, sum(one.severity is severity for one in findings))
        for severity in sorted(Severity, reverse=True)
    ]
    parts = [text(of_severity(number, word)) for word, number in numbers if number]
    return tag("span", joined(parts, ", "), class_="counts")


def _by_object(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    """The findings of a server together with those of its directories."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(_owner(finding), []).append(finding)
    return found


def _owner(finding: Finding) -> str:
    if finding.subject.kind == "virtualDirectory":
        return f"server {finding.subject.name.partition('/')[0]}"
    return described(finding.subject) or f"file {finding.place.file}"


def _trace(steps: Sequence[Step]) -> Html:
    """The way of a declared client, as the finding tells it."""
    if not steps:
        return NOTHING
    items = [
        tag(
            "li",
            text(step.message),
            text(f" ({step.place.file}:{step.place.line})") if step.place else NOTHING,
        )
        for step in steps
    ]
    return block(tag("p", tag("strong", text("What happens:"))), tag("ol", *items, class_="steps"))
