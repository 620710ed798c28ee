"""The comment that silences a finding, where it would stand: found by asking whether it silences."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.checked import Checked
from caslint.configuration.selector import DECLARATION, Selector
from caslint.finding import Edit, Finding
from caslint.fix import edited
from caslint.node import Mapping, Node, Scalar
from caslint.ruleset import load as load_rules
from caslint.silencing.directive import Directive, directives
from caslint.silencing.silence import silence
from caslint.text import Place, Source
from caslint.tree import parse

REASON = "say why this may stay"
"""What the user replaces; a comment without a reason silences nothing."""


def comment(one: Checked, finding: Finding, today: str) -> Edit | None:
    """The edit that silences a finding of an organization; None where no comment does."""
    is_fixed = finding.code.startswith(DECLARATION) or finding.code in one.selection.unsuppressable
    root = next((root for source, root in one.loaded.trees if source is finding.place.source), None)
    if is_fixed or root is None:
        return None
    for edit in _candidates(finding):
        if _silences(one, finding, root, edit, today):
            return edit
    return None


def _candidates(finding: Finding) -> Iterator[Edit]:
    """A word more in the comment of the line; a comment behind the line; one above it."""
    source, line = finding.place.source, finding.place.line
    start, shown = source.starts[line - 1], source.line(line)
    end = start + len(shown)
    for one in directives(shown):
        if isinstance(one, Directive) and not one.whole_file and one.reason:
            at = start + one.words[-1].start + len(one.words[-1].text)
            yield Edit(source, at, at, f", {finding.code}")
    words = f'# caslint: ignore[{finding.code}] reason="{REASON}"'
    yield Edit(source, end, end, f"  {words}")
    indent = shown[: len(shown) - len(shown.lstrip(" "))]
    yield Edit(source, start, start, f"{indent}{words}\n")


def _silences(one: Checked, finding: Finding, root: Node, edit: Edit, today: str) -> bool:
    """Whether the comment silences the finding, and the text means what it meant before."""
    source = Source(edit.source.path, edited(edit.source, [edit]))
    parsed = parse(source.text)
    if parsed.root is None or not _same(parsed.root, root):
        return False
    moved = len(source.text) - len(edit.source.text) if edit.start <= finding.place.start else 0
    place = Place(source, finding.place.start + moved, finding.place.end + moved, finding.place.pointer)
    rules = load_rules([word.text for word in one.selection.config.packs])
    said = silence(
        [finding.replaced(place=place)],
        [(source, parsed.root)],
        Selector(rules),
        today=today,
        ran=(),
        unsuppressable=one.selection.unsuppressable,
    )
    return not said.kept


def _same(one: Node, other: Node) -> bool:
    """Whether two trees hold the same; walked without recursion, shared nodes once."""
    todo: list[tuple[Node, Node]] = [(one, other)]
    seen: set[tuple[int, int]] = set()
    while todo:
        mine, theirs = todo.pop()
        if (id(mine), id(theirs)) in seen:
            continue
        seen.add((id(mine), id(theirs)))
        if isinstance(mine, Scalar) or isinstance(theirs, Scalar):
            if not (isinstance(mine, Scalar) and isinstance(theirs, Scalar)) or mine.text != theirs.text:
                return False
        elif isinstance(mine, Mapping) or isinstance(theirs, Mapping):
            if not (isinstance(mine, Mapping) and isinstance(theirs, Mapping)):
                return False
            if list(mine.entries) != list(theirs.entries):
                return False
            todo += zip(mine.entries.values(), theirs.entries.values(), strict=True)
        elif len(mine.items) != len(theirs.items):
            return False
        else:
            todo += zip(mine.items, theirs.items, strict=True)
    return True
