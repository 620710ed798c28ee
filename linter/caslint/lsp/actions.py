"""Code actions: fix a finding, silence it with a reason, or fix everything that is safe to fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.checked import Checked
from caslint.finding import Edit, Finding
from caslint.lsp.analysis import Analysis
from caslint.lsp.desk import Desk
from caslint.lsp.documents import Document
from caslint.lsp.edits import difference, workspace_edit
from caslint.lsp.ignoring import comment
from caslint.lsp.proof import Bench
from caslint.lsp.protocol import Object, mapping, maybe, words
from caslint.report.safe import visible
from caslint.text import Source

QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll.caslint"
KINDS = (QUICK_FIX, FIX_ALL)


def code_actions(desk: Desk, params: Object) -> list[Object]:
    """What can be done in a range of a document."""
    document = desk.documents.named(params)
    span = mapping(params, "range")
    only = words(maybe(params, "context", "only"))
    if not desk.client.takes_actions:
        return []
    found: list[Object] = []
    if _is_wanted(QUICK_FIX, only):
        found += _Quick(desk, document).actions(span)
    if only and _is_wanted(FIX_ALL, only):
        found += _fix_all(desk, document)
    return found


def _is_wanted(kind: str, only: Iterable[str]) -> bool:
    """Whether a client asks for a kind, by its name or by what its name begins with."""
    asked = list(only)
    return not asked or any(kind == one or kind.startswith(f"{one}.") for one in asked)


class _Quick:
    """What can be done about single findings of a document."""

    def __init__(self, desk: Desk, document: Document) -> None:
        self.desk = desk
        self.path = document.path
        self.analysis = desk.analysis(document)
        self.diagnoses = desk.diagnoses(self.analysis)

    def actions(self, span: Object) -> list[Object]:
        """Fixes first, the safe ones before the others; then comments."""
        findings = list(self._inside(span))
        findings.sort(key=lambda finding: finding.fix is None or not finding.fix.safe)
        fixes = [self._fix(finding) for finding in findings if finding.fix is not None]
        comments = [action for finding in findings for action in self._ignore(finding)]
        found = [*fixes, *comments]
        return [action for index, action in enumerate(found) if action not in found[:index]]

    def _inside(self, span: Object) -> Iterator[Finding]:
        """The findings in the document that touch a range."""
        for finding in self.analysis.findings:
            place = finding.place
            if self.diagnoses.path(place.source) == self.path:
                start, end = self.diagnoses.ruler(place.source).offsets(span)
                if place.start <= end and start <= place.end:
                    yield finding

    def _fix(self, finding: Finding) -> Object:
        assert finding.fix is not None  # noqa: S101  only such findings come here
        objection = self._objection(finding)
        label = finding.code if finding.fix.safe else f"{finding.code}, unsafe: changes what is declared"
        if objection:
            label = f"{finding.code}; caslint fix refuses it: {visible(objection)}"
        action = self._action(finding, f"{visible(finding.fix.title)} ({label})", finding.fix.edits)
        if self.desk.client.takes_preferences:
            action["isPreferred"] = finding.fix.safe and not objection
        return action

    def _objection(self, finding: Finding) -> str:
        """Why the command line would not apply a fix."""
        one = self._organization(finding)
        return self.desk.benches(self.analysis).of(one).objection(finding) if one else ""

    def _organization(self, finding: Finding) -> Checked | None:
        """The first organization that has a finding."""
        source = finding.place.source
        for one in self.analysis.checked:
            if any(source is mine for mine, _ in one.loaded.trees):
                return one
        return None

    def _ignore(self, finding: Finding) -> Iterator[Object]:
        one = self._organization(finding)
        edit = comment(one, finding, self.analysis.asked.today) if one else None
        if edit is not None:
            yield self._action(finding, f"ignore {finding.code} here, with a reason", [edit])

    def _action(self, finding: Finding, title: str, edits: Iterable[Edit]) -> Object:
        return {
            "title": f"caslint: {title}",
            "kind": QUICK_FIX,
            "diagnostics": [self.diagnoses.diagnostic(finding)],
            "edit": workspace_edit(self.desk, self.diagnoses, edits),
        }


def _fix_all(desk: Desk, document: Document) -> Iterator[Object]:
    """One action with every safe fix of the document's organizations, as `caslint fix` would apply them."""
    analysis = desk.analysis(document)
    edits = list(_every_fix(analysis, document.path or ""))
    if edits:
        yield {
            "title": "caslint: apply every safe fix",
            "kind": FIX_ALL,
            "edit": workspace_edit(desk, desk.diagnoses(analysis), edits),
        }


def _every_fix(analysis: Analysis, path: str) -> Iterator[Edit]:
    """Edits by file; what two organizations share is fixed for one, then for the other."""
    asked = analysis.asked
    sources: dict[str, Source] = {}
    texts: dict[str, str] = {}
    for one in analysis.of(path):
        fixed = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
        done = Bench(asked._replace(buffers={**asked.buffers, **fixed}), one).mended()
        sources |= {analysis.path(source.path): source for source, _ in one.loaded.trees}
        texts |= {analysis.path(shown): text for shown, text in done.texts.items()}
    for changed, text in texts.items():
        yield from difference(sources[changed], text)
