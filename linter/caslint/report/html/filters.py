"""What narrows the findings down: severity, site, rule, words.  It shows where scripts run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caslint.report.counts import many
from caslint.report.html.findings import SYMBOLS
from caslint.report.html.markup import Html, opened, tag, text

Choice = tuple[str, str]
"""What the page calls it, and what people call it."""

_FEW = 4
"""So few findings are found without a filter."""


def filters(sites: Sequence[Choice], rules: Sequence[Choice], number: int) -> Iterable[Html]:
    """The choices, hidden until the script shows it; nothing where there is little to choose from."""
    if number < _FEW:
        return
    yield tag(
        "section",
        tag("fieldset", tag("legend", text("Severity")), *[_severity(word) for word in SYMBOLS]),
        _select("site", "Site", sites),
        _select("rule", "Rule", rules),
        tag("p", tag("label", text("Words"), for_="by-words"), opened("input", id="by-words", type="search")),
        tag("p", _button("expand", "Expand all"), text(" "), _button("collapse", "Collapse all")),
        tag("p", text(many(number, "finding")), id="shown", role="status"),
        id="filters",
        aria_label="Filter the findings",
        hidden=True,
    )


def _severity(word: str) -> Html:
    box = opened("input", type="checkbox", id=f"by-{word}", value=word, checked=True)
    return tag("span", box, text(" "), tag("label", text(word), for_=f"by-{word}"))


def _select(name: str, title: str, choices: Sequence[Choice]) -> Html:
    options = [tag("option", text(words), value=value) for value, words in choices]
    every = tag("option", text("all"), value="all")
    return tag(
        "p", tag("label", text(title), for_=f"by-{name}"), tag("select", every, *options, id=f"by-{name}")
    )


def _button(name: str, title: str) -> Html:
    return tag("button", text(title), type="button", id=name)
