"""Words for rules, where people write them: in comments that silence, and in the configuration."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

from caslint.configuration.file import NAME
from caslint.configuration.selector import DECLARATION, Selector
from caslint.lsp.desk import Desk
from caslint.lsp.documents import Document
from caslint.lsp.leaf import Leaf
from caslint.lsp.protocol import Object, mapping
from caslint.lsp.ruler import Ruler
from caslint.page import markdown
from caslint.rule import Rule
from caslint.ruleset import load as load_rules

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_COMMENT = re.compile(r"#[ \t]*caslint\b")
_IN_COMMENT = re.compile(r"#[ \t]*caslint:[ \t]*ignore(?:-file)?\[[^\[\]]*\Z")
_IN_LIST = re.compile(r"(?:select|ignore|unsuppressable)[ \t]*:[ \t]*\[[^\[\]]*\Z")
_LAST_WORD = re.compile(r"[A-Za-z0-9-]*\Z")
_LONGEST = 5000
_ENUM_MEMBER = 20


def rule_page(desk: Desk, document: Document, position: Object) -> Object | None:
    """The page of the rule that is named at a position; None where none is."""
    source = document.source
    ruler = Ruler(source, desk.client.encoding)
    offset = ruler.offset(position)
    line = source.locate(offset)[0]
    start, shown = source.starts[line - 1], source.line(line)[:_LONGEST]
    if not (_is_configuration(document) or _COMMENT.search(shown)):
        return None
    rules = _rules(desk, document)
    selector = Selector(rules)
    for word in _WORD.finditer(shown):
        code = selector.code(word[0]) if word.start() <= offset - start <= word.end() else None
        if code is not None:
            leaf = Leaf(is_markdown=desk.client.reads_markdown)
            leaf.text(markdown(next(rule for rule in rules if rule.code == code)).rstrip("\n"))
            span = ruler.range(start + word.start(), start + word.end())
            return {"contents": leaf.contents(), "range": span}
    return None


def rule_choices(desk: Desk, document: Document, params: Object) -> Iterator[Object]:
    """The rules that may be named at a position: behind the bracket of a comment, or in a list of the settings."""
    source = document.source
    ruler = Ruler(source, desk.client.encoding)
    offset = ruler.offset(mapping(params, "position"))
    line = source.locate(offset)[0]
    before = source.text[max(source.starts[line - 1], offset - _LONGEST) : offset]
    in_comment = _IN_COMMENT.search(before) is not None
    if not (in_comment or (_is_configuration(document) and _IN_LIST.search(before))):
        return
    written = _LAST_WORD.search(before)
    span = ruler.range(offset - len(written[0] if written else ""), offset)
    for rule in _rules(desk, document):
        if not rule.code.startswith(DECLARATION):
            yield _item(rule, span)


def _item(rule: Rule, span: Object) -> Object:
    return {
        "label": rule.code,
        "kind": _ENUM_MEMBER,
        "detail": f"{rule.severity.word}: {rule.name}",
        "filterText": f"{rule.code} {rule.name}",
        "textEdit": {"range": span, "newText": rule.code},
    }


def _is_configuration(document: Document) -> bool:
    return document.path is not None and os.path.basename(document.path) == NAME


def _rules(desk: Desk, document: Document) -> tuple[Rule, ...]:
    """The rules of a document's organization, as far as they are known."""
    analysis = desk.last_analysis(document)
    for one in analysis.of(document.path or "") if analysis else ():
        return load_rules([word.text for word in one.selection.config.packs])
    return load_rules()
