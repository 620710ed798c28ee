"""A rule's page: the docstring of its module, cut into its parts.

A page begins with one sentence that states the constraint as true, then says
why it matters to clients.  Examples are fenced blocks marked `yaml bad`,
`yaml good` and `yaml fixed`; the tests execute them.  In a bad example a
comment below the line of a finding has a caret under its first column and the
message behind the caret (`<` in place of the caret stands for column 1):

    sites:
      - name: Kyoto
        # ^ is under the column, and here stands the message,
        #   which may go on below

A message is preceded by `error: `, `warning: ` or `info: ` where its severity
is not the rule's own.
"""

from __future__ import annotations

from typing import NamedTuple

from caslint.exchange.sources import Citation
from caslint.rule import Rule


class Expected(NamedTuple):
    """A finding that a bad example promises; lines and columns from 1."""

    line: int
    column: int
    message: str


class Example(NamedTuple):
    """One fenced block: `kind` is bad, good or fixed; `text` is the YAML as it is linted."""

    kind: str
    text: str
    expected: tuple[Expected, ...]


class Page(NamedTuple):
    """The parts of a page: its first sentence, its whole text, its examples in order."""

    summary: str
    text: str
    examples: tuple[Example, ...]


def page(rule: Rule) -> Page:
    """The page of a rule; an empty one where a pack's rule has no docstring."""
    text = _dedented(rule.doc or "")
    summary = " ".join(text.split("\n\n", 1)[0].split())
    return Page(summary, text, tuple(_examples(text)))


def _dedented(doc: str) -> str:
    first, _, rest = doc.strip("\n").partition("\n")
    lines = rest.split("\n")
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    indent = min(indents, default=0)
    return "\n".join([first.strip(), *[line[indent:].rstrip() for line in lines]]).strip() + "\n"


def _examples(text: str) -> list[Example]:
    found: list[Example] = []
    lines: list[str] | None = None
    kind = ""
    for line in text.split("\n"):
        if lines is None and line.startswith("```yaml "):
            kind, lines = line.removeprefix("```yaml ").strip(), []
        elif lines is not None and line.startswith("```"):
            found.append(Example(kind, "\n".join(lines) + "\n", _expected(lines)))
            lines = None
        elif lines is not None:
            lines.append(line)
    return found


def _expected(lines: list[str]) -> tuple[Expected, ...]:
    found: list[Expected] = []
    above = 0
    for number, line in enumerate(lines, 1):
        words = line.strip()
        if not words.startswith("#"):
            above = number
            continue
        mark = _mark(line)
        if mark is not None:
            found.append(Expected(above, *mark))
        elif found and found[-1].line == above:
            more = words.lstrip("#").strip()
            found[-1] = found[-1]._replace(message=f"{found[-1].message} {more}".strip())
    return tuple(found)


def _mark(line: str) -> tuple[int, str] | None:
    """Column and message of a comment that marks a finding."""
    behind = line.strip()[1:].lstrip()
    if behind.startswith("^"):
        return line.index("^") + 1, behind[1:].strip()
    if behind.startswith("<"):
        return 1, behind[1:].strip()
    return None


def markdown(rule: Rule) -> str:
    """The whole page as Markdown: heading, facts, text, sources; `caslint explain` and rules/README.md show it."""
    facts = [f"Severity: {rule.severity.word}", f"Versions: {rule.versions}"]
    if rule.seed:
        facts.append(
            f"Seed {'statement' if len(rule.seed) == 1 else 'statements'}: {', '.join(map(str, rule.seed))}"
        )
    if rule.multi_site:
        facts.append("silent where one site holds all Exchange servers")
    lines = [f"## {rule.code} {rule.name}", "", " · ".join(facts), "", _example_headings(page(rule).text)]
    if rule.citations:
        lines += ["Sources:", "", *[_source(citation) for citation in rule.citations], ""]
    return "\n".join(lines)


def _example_headings(text: str) -> str:
    """Fences that GitHub colours, each under a word that says what it shows."""
    words = {"bad": "Reported:", "good": "Fine:", "fixed": "After the fix:"}
    for kind, word in words.items():
        text = text.replace(f"```yaml {kind}\n", f"{word}\n\n```yaml\n")
    return text


def _source(citation: Citation) -> str:
    return f"- {citation.title}: <{citation.url}>" if citation.url else f"- {citation.title}"
