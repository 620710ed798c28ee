"""What one run found: the one thing that every output format shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from caslint import __version__
from caslint.finding import Finding, Severity, Subject
from caslint.record import Record
from caslint.rule import Rule
from caslint.topology import Topology

NO_REASONS: Mapping[Finding, str] = MappingProxyType({})


class StaleEntry(Record):
    """An entry of the baseline that no finding answers to any more.

    `code` is its rule's; `root` is the root file of its organization.
    """

    code: str
    fingerprint: str
    subject: Subject
    root: str

    @property
    def described(self) -> str:
        """`CAS101 site Kyoto (org.yaml)`."""
        return " ".join(filter(None, (self.code, self.subject.kind, self.subject.name, f"({self.root})")))


class Examined(Record):
    """One organization that was checked: its root file, all its files, and what follows from them.

    Paths are those under which people know the files, the root's first among
    `files`.  `topology` is None where the declaration is broken.
    """

    root: str
    files: tuple[str, ...]
    topology: Topology | None


class Result:
    """The findings of a run, and what was looked at.

    Findings, suppressed and baselined ones each stand sorted by file, line,
    column and code.  `unreadable` holds (file, reason) for every input that
    could not be read.  `files` counts the topology files that were read, and
    `organizations` the organizations that were checked: an empty file, or one
    that is no topology, is part of none; `examined` are these organizations,
    and `rules` the rules that judged them, for formats that show more than findings.
    `reasons` tells why a finding is suppressed or baselined, where somebody wrote it.
    """

    __slots__ = (
        "baselined",
        "examined",
        "files",
        "findings",
        "organizations",
        "reasons",
        "rules",
        "stale_baseline",
        "suppressed",
        "unreadable",
        "version",
    )

    def __init__(
        self,
        findings: Iterable[Finding] = (),
        *,
        suppressed: Iterable[Finding] = (),
        baselined: Iterable[Finding] = (),
        stale_baseline: Iterable[StaleEntry] = (),
        unreadable: Iterable[tuple[str, str]] = (),
        files: int = 0,
        organizations: int = 0,
        examined: Iterable[Examined] = (),
        rules: Iterable[Rule] = (),
        reasons: Mapping[Finding, str] = NO_REASONS,
        version: str = __version__,
    ) -> None:
        self.findings = sorted(findings, key=_order)
        self.suppressed = sorted(suppressed, key=_order)
        self.baselined = sorted(baselined, key=_order)
        self.stale_baseline = sorted(stale_baseline)
        self.unreadable = sorted(unreadable)
        self.files = files
        self.organizations = organizations
        self.examined = tuple(examined)
        self.rules = tuple(rules)
        self.reasons = reasons
        self.version = version

    @property
    def outcome(self) -> str:
        """`findings` with one of any severity, else `unreadable`, `empty` or `clean`."""
        if self.findings:
            return "findings"
        if self.unreadable:
            return "unreadable"
        return "clean" if self.organizations else "empty"

    @property
    def summary(self) -> dict[str, int]:
        """The counts, under the names and in the order that the JSON has them."""
        return {
            "files": self.files,
            "organizations": self.organizations,
            **self.severities,
            "suppressed": len(self.suppressed),
            "baselined": len(self.baselined),
        }

    @property
    def severities(self) -> dict[str, int]:
        """How many findings there are of each severity, worst first, with those of which there is none."""
        counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
        for finding in self.findings:
            counts[finding.severity] += 1
        return {severity.word: count for severity, count in counts.items()}


def _order(finding: Finding) -> tuple[str, int, str, str, str]:
    """File, line and column, then code; the rest only so that equals keep one order in every run."""
    place = finding.place
    return place.file, place.start, finding.code, finding.message, finding.fingerprint
