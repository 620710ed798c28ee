"""Fixing an organization: apply, lint again, and keep only what removed its finding and added none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

from caslint.checked import Checked
from caslint.finding import Edit, Finding
from caslint.fix import compatible, edited
from caslint.text import Source

Texts = dict[str, str]
"""New texts by the path under which people know a file; files that are not in it stay as they are."""

Relint = Callable[[Texts], Checked]
"""Lint the organization with these texts in place of the files'."""

_MOST_ROUNDS = 30
_FEWEST_TRIES = 40
_MOST_CHARACTERS = 10_000_000
"""How many characters are linted again and again, while fixes that do not hold are told from those that do."""

_TOO_MANY = "too many others do not hold; mend those first, or fix what one rule finds (--select)"
_QUESTIONS = frozenset({"CAS012", "CAS013"})
"""Findings that ask for a fact; a request that goes another way after a fix may well need another one."""

_UNREAD = frozenset({"CAS006"})
"""Findings about a server that no rule judges until they are gone."""

_SHAPE = ("CAS001", "CAS002", "CAS003", "CAS005")


class Mended(NamedTuple):
    """What fixing came to: new texts, the findings that are gone, and those whose fix was refused, with the reason.

    `first` is the organization as it was, `last` as the new texts have it.
    """

    texts: Texts
    fixed: list[Finding]
    refused: list[tuple[Finding, str]]
    last: Checked
    first: Checked


def mend(first: Checked, relint: Relint, *, unsafe: bool) -> Mended:
    """Apply every fix that holds, until nothing changes; the files on disk are not touched.

    A fix is refused when the text would not be a topology any more, when its
    finding would stay, or when another finding would come up that is not just
    a question for a fact.
    """
    state = _State(first, relint)
    for _ in range(_MOST_ROUNDS):
        wanted = [
            f for f in state.now.findings if f.fix is not None and (f.fix.safe or unsafe) and state.is_open(f)
        ]
        if wanted:
            state.take(compatible(wanted))
        elif not state.reopen():
            break
    return Mended(state.texts, state.fixed, list(state.refused.values()), state.now, first)


def objection(first: Checked, relint: Relint, finding: Finding) -> str:
    """Why the fix of one finding does not hold when it is applied alone; empty when it does."""
    return _objection(first, relint(_new_texts([finding])), [finding])


class _State:
    """The organization as fixed so far."""

    def __init__(self, first: Checked, relint: Relint) -> None:
        self.now = first
        self.relint = relint
        self.texts: Texts = {}
        self.fixed: list[Finding] = []
        self.refused: dict[str, tuple[Finding, str]] = {}
        self._fixed_before = 0
        size = sum(len(source.text) for source, _ in first.loaded.trees)
        self.tries = max(_FEWEST_TRIES, _MOST_CHARACTERS // max(size, 1))

    def is_open(self, finding: Finding) -> bool:
        """Whether the finding's fix was not refused before."""
        return finding.fingerprint not in self.refused

    def reopen(self) -> bool:
        """Let what was refused be tried once more where anything was fixed since, because it may hold now."""
        if not self.refused or self._fixed_before == len(self.fixed):
            return False
        self._fixed_before = len(self.fixed)
        self.refused.clear()
        return True

    def take(self, findings: list[Finding]) -> None:
        """Apply the fixes together, or else those of each half."""
        if self._apply(findings) or len(findings) < 2:  # noqa: PLR2004  one alone has no halves
            return
        middle = len(findings) // 2
        for half in (findings[:middle], findings[middle:]):
            current = self._current(half)
            if self.tries <= 0:
                self.refused |= {finding.fingerprint: (finding, _TOO_MANY) for finding in current}
            elif current:
                self.take(current)

    def _current(self, findings: list[Finding]) -> list[Finding]:
        """The same findings as they stand now, at their places in the text as it is fixed so far."""
        wanted = {finding.fingerprint for finding in findings}
        now = {one.fingerprint: one for one in reversed(self.now.findings) if one.fingerprint in wanted}
        return [
            now[finding.fingerprint]
            for finding in findings
            if finding.fingerprint in now and now[finding.fingerprint].fix is not None
        ]

    def _apply(self, findings: list[Finding]) -> bool:
        self.tries -= 1
        texts = self.texts | _new_texts(findings)
        then = self.relint(texts)
        reason = _objection(self.now, then, findings)
        if not reason:
            self.texts, self.now = texts, then
            self.fixed.extend(findings)
        elif len(findings) == 1:
            self.refused[findings[0].fingerprint] = findings[0], reason
        return not reason


def _new_texts(findings: Iterable[Finding]) -> Texts:
    sources: dict[str, Source] = {}
    edits: dict[str, list[Edit]] = {}
    for finding in findings:
        for edit in finding.fix.edits if finding.fix is not None else ():
            sources[edit.source.path] = edit.source
            edits.setdefault(edit.source.path, []).append(edit)
    return {path: edited(source, edits[path]) for path, source in sources.items()}


def _objection(before: Checked, after: Checked, findings: list[Finding]) -> str:
    """Why the fixes do not hold; empty when they do."""
    if before.loaded.topology is not None and after.loaded.topology is None:
        return "the file would not be a topology any more"
    # Where the shape was broken no rule ran, and none judged a server whose version was not understood, so
    # what the rules say now was there all the time.
    shape_only = before.loaded.topology is None or all(f.code in _UNREAD for f in findings)
    had, has = (
        _counted(before.findings, shape_only=shape_only),
        _counted(after.findings, shape_only=shape_only),
    )
    added = has - had
    for finding in after.findings:
        if finding.fingerprint in added and finding.code not in _QUESTIONS:
            return f"it would add {finding.code}: {finding.message}"
    gone = _counted(before.findings, shape_only=False) - _counted(after.findings, shape_only=False)
    if any(gone[fingerprint] < count for fingerprint, count in _counted(findings, shape_only=False).items()):
        return "it would not remove its finding"
    return ""


def _counted(findings: Iterable[Finding], *, shape_only: bool) -> Counter[str]:
    return Counter(f.fingerprint for f in findings if not shape_only or f.code in _SHAPE)
