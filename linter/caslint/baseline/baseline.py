"""The baseline: findings that were there when somebody began to use caslint, so that only new ones count.

An entry knows a finding by its rule and its subject, never by file or line, so
it survives every move.  What it does not survive is a second fault: an entry
stands for as many findings as it counts, in its own organization, and none
that is worse than it was.

An organization is known by the path of its root file from the baseline's
folder.  Entries of a root that is gone, or that has become a fragment, go to
an organization of which the baseline knows nothing: it was renamed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from caslint.configuration.selector import DECLARATION
from caslint.finding import Finding, Severity, Subject


class Entry(NamedTuple):
    """A fault that is known; `times` is how often, and `reason` what somebody wrote about it."""

    code: str
    subject: Subject
    fingerprint: str
    severity: Severity
    times: int = 1
    reason: str = ""

    @property
    def order(self) -> tuple[str, str, str, str, str, int]:
        """By rule, then subject: what belongs together stands together, and one more fault is one more line."""
        kind, name = self.subject.kind, self.subject.name
        return self.code, kind, name.casefold(), name, self.fingerprint, self.severity


Baseline = Mapping[str, Sequence[Entry]]
"""The entries of each organization, by the path of its root file."""


class Judged(NamedTuple):
    """One organization as a run has judged it; paths are from the baseline's folder, with `/`.

    `files` are those of the organization.  `skipped` are the codes of rules
    that did not judge it, `protected` those of which no finding may be in a baseline.
    """

    root: str
    files: Collection[str]
    findings: Sequence[Finding]
    skipped: Collection[str]
    protected: Collection[str]

    def may_hold(self, finding: Finding) -> bool:
        """Whether the finding may be in a baseline: what no comment silences, no baseline hides."""
        return finding.code not in self.protected and not finding.code.startswith(DECLARATION)


class Searched(NamedTuple):
    """What a run can say of roots that it did not meet.

    `gone` tells whether there is no such file; `covered` whether the run would
    have met it, were it there.
    """

    gone: Callable[[str], bool]
    covered: Callable[[str], bool]


class Settled(NamedTuple):
    """The findings of one organization: those that count, and those that the baseline knows."""

    counting: list[Finding]
    known: list[Finding]


class _Pool:
    """Entries of one or of several roots, each with what is left of it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted(entries, key=lambda entry: entry.severity)
        self.left = [entry.times for entry in self.entries]
        self._at: dict[str, list[int]] = {}
        for index, entry in enumerate(self.entries):
            self._at.setdefault(entry.fingerprint, []).append(index)

    def take(self, finding: Finding) -> bool:
        """Use the mildest entry up that covers the finding; False where there is none."""
        for index in self._at.get(finding.fingerprint, ()):
            entry = self.entries[index]
            if self.left[index] and finding.severity <= entry.severity and finding.code == entry.code:
                self.left[index] -= 1
                return True
        return False

    def remaining(self) -> Iterator[Entry]:
        """What no finding answered to."""
        for entry, left in zip(self.entries, self.left, strict=True):
            if left:
                yield entry._replace(times=left)


class Ratchet:
    """A baseline held against the organizations of one run, which it settles when it is made."""

    def __init__(self, baseline: Baseline, organizations: Sequence[Judged], searched: Searched) -> None:
        self.baseline = baseline
        self.organizations = organizations
        self.searched = searched
        met = {one.root for one in organizations}
        self._pools = {root: _Pool(entries) for root, entries in baseline.items()}
        self._orphans = [root for root in baseline if root not in met]
        self._roots_of = {one.root: [one.root] for one in organizations if one.root in baseline}
        self._adopt()
        self.settled = [self._settle(one) for one in organizations]

    def _adopt(self) -> None:
        """Give each orphan to the organization without entries that has most of its faults."""
        newcomers = [one for one in self.organizations if one.root not in self.baseline]
        for root in self._orphans:
            known = {entry.fingerprint for entry in self.baseline[root]}
            likely = [one for one in newcomers if root in one.files or self.searched.gone(root)]
            shared = [sum(finding.fingerprint in known for finding in one.findings) for one in likely]
            if any(shared):
                heir = likely[shared.index(max(shared))]
                self._roots_of.setdefault(heir.root, []).append(root)

    def _pools_of(self, one: Judged) -> list[_Pool]:
        return [self._pools[root] for root in self._roots_of.get(one.root, ())]

    def _settle(self, one: Judged) -> Settled:
        pools = self._pools_of(one)
        known: set[int] = set()
        for index in sorted(range(len(one.findings)), key=lambda index: -one.findings[index].severity):
            finding = one.findings[index]
            if one.may_hold(finding) and any(pool.take(finding) for pool in pools):
                known.add(index)
        numbered = list(enumerate(one.findings))
        return Settled(
            [finding for index, finding in numbered if index not in known],
            [finding for index, finding in numbered if index in known],
        )

    @property
    def reasons(self) -> dict[str, str]:
        """What somebody wrote about the findings, by their fingerprints."""
        return {
            entry.fingerprint: entry.reason
            for entries in self.baseline.values()
            for entry in entries
            if entry.reason
        }

    def stale(self) -> Iterator[tuple[str, Entry]]:
        """Entries that no finding answers to any more, with their roots; none of a rule that did not run."""
        for one in self.organizations:
            for root in self._roots_of.get(one.root, ()):
                for entry in self._pools[root].remaining():
                    if entry.code not in one.skipped:
                        yield root, entry
        for root in self._orphans:
            if root not in self._adopted and self._is_lost(root):
                for entry in self.baseline[root]:
                    yield root, entry

    @property
    def _adopted(self) -> set[str]:
        return {root for roots in self._roots_of.values() for root in roots}

    def _is_lost(self, root: str) -> bool:
        """Whether the run can tell that there is no such organization any more."""
        absorbed = any(root in one.files for one in self.organizations)
        return absorbed or (self.searched.gone(root) and self.searched.covered(root))

    def updated(self, *, prune: bool) -> dict[str, list[Entry]]:
        """The baseline as it should be written: with the findings of the run, or with fewer entries only."""
        left = [root for root in self._orphans if root not in self._adopted and not self._is_lost(root)]
        new = {root: list(self.baseline[root]) for root in left}
        for one, settled in zip(self.organizations, self.settled, strict=True):
            pools = self._pools_of(one)
            old = [entry for pool in pools for entry in pool.entries]
            kept = [entry for pool in pools for entry in pool.remaining() if entry.code in one.skipped]
            wanted = settled.known if prune else [found for found in one.findings if one.may_hold(found)]
            new[one.root] = sorted([*kept, *_entries(wanted, old)], key=lambda entry: entry.order)
        return {root: new[root] for root in sorted(new) if new[root]}


def _entries(findings: Iterable[Finding], old: Iterable[Entry]) -> Iterator[Entry]:
    """One entry for findings that are alike, with the reason that was written about them."""
    reasons = {entry.fingerprint: entry.reason for entry in old if entry.reason}
    counts: dict[Entry, int] = {}
    for one in findings:
        reason = reasons.get(one.fingerprint, "")
        entry = Entry(one.code, one.subject, one.fingerprint, one.severity, reason=reason)
        counts[entry] = counts.get(entry, 0) + 1
    for entry, count in counts.items():
        yield entry._replace(times=count)
