"""The pages of the rules that found something: what, why, the way out, and the documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.exchange.sources import Citation
from caslint.finding import Finding
from caslint.page import page
from caslint.report.html.markup import NOTHING, Html, closed, link, opened, tag, text
from caslint.report.html.prose import prose
from caslint.rule import Rule


class Rules:
    """The rules that found something, in the order of their codes."""

    def __init__(self, findings: Iterable[Finding], rules: Iterable[Rule]) -> None:
        found = {finding.code: finding.name for finding in findings}
        self.names = dict(sorted(found.items()))
        self._numbers = {code: number for number, code in enumerate(self.names, 1)}
        self._rules = {rule.code: rule for rule in rules if rule.code in found}

    def number(self, code: str) -> int:
        """The number of a rule on this page; filters know it by that."""
        return self._numbers[code]

    def _anchor(self, code: str) -> str:
        """`rule-CAS101`; a pack may call its rules as it likes."""
        plain = code.isascii() and code.isalnum() and not code.isdecimal()
        return f"rule-{code if plain else self.number(code)}"

    def mention(self, finding: Finding) -> Html:
        """The rule in one sentence, and the way to its page; its documents where it has no page."""
        rule = self._rules.get(finding.code)
        if rule is None:
            return _documents(finding.citations)
        name = tag("a", text(f"{rule.code} {rule.name}"), href=f"#{self._anchor(rule.code)}")
        says = page(rule).summary
        return tag(
            "p",
            text(f"{says} "),
            tag("span", name, text(" tells why, and what to do"), class_="more"),
            class_="rule",
        )

    @property
    def known(self) -> list[Rule]:
        """The rules that have a page here."""
        return [self._rules[code] for code in self.names if code in self._rules]

    def pages(self) -> Iterator[Html]:
        """Each page, folded; nothing where no rule has one."""
        if not self.known:
            return
        yield opened("section", id="rules")
        yield tag("h2", text("The rules"))
        for rule in self.known:
            yield self._page(rule)
        yield closed("section")

    def _page(self, rule: Rule) -> Html:
        head = tag("summary", tag("span", text(rule.code), class_="code"), tag("span", text(rule.name)))
        about = tag("p", text(f"Severity: {rule.severity.word} · Versions: {rule.versions}"), class_="more")
        # The name stands inside, so that a link to it opens the page without a script.
        body = tag(
            "div",
            about,
            *prose(page(rule).text),
            _documents(rule.citations),
            id=self._anchor(rule.code),
            class_="body",
        )
        return tag("details", head, body, class_="page")


def _documents(citations: Iterable[Citation]) -> Html:
    items = [tag("li", link(citation.url, text(citation.title))) for citation in citations]
    return tag("div", tag("p", text("Sources:")), tag("ul", *items), class_="sources") if items else NOTHING
