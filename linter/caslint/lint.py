"""The one way through the house: from an organization to signed findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.compose import Coded, Loaded
from caslint.finding import Finding, Problem
from caslint.record import Record
from caslint.rule import Rule
from caslint.topology import Topology


class Crash(Record):
    """A rule that raised: an error of the rule's, which hides no other finding."""

    rule: str
    subject: str
    error: Exception


class Linted(Record):
    """What the rules have to say about one organization, sorted by place."""

    findings: tuple[Finding, ...]
    crashes: tuple[Crash, ...]


def lint(loaded: Loaded, rules: Iterable[Rule]) -> Linted:
    """Every finding about an organization: those of reading it, then those of the rules."""
    signers = {rule.code: rule for rule in rules}
    found = [sign(signers[code], problem) for code, problem in loaded.problems if code in signers]
    crashes: list[Crash] = []
    if loaded.topology is not None:
        found.extend(_judge(loaded.topology, signers.values(), crashes))
        found = _with_clients(loaded.topology, found)
    return Linted(tuple(in_order(_without_echoes(found, signers))), tuple(crashes))


def _with_clients(topology: Topology, found: list[Finding]) -> list[Finding]:
    """Every cause with the declared clients that it stops."""
    if not topology.organization.clients:
        return found
    from caslint.clients import attributed

    return attributed(topology, found)


def _without_echoes(found: list[Finding], signers: dict[str, Rule]) -> list[Finding]:
    """The findings without those of a rule that yields to another one on the same subject."""
    said = {(finding.code, finding.subject) for finding in found}
    return [
        finding
        for finding in found
        if not any((code, finding.subject) in said for code in signers[finding.code].yields_to)
    ]


def _judge(topology: Topology, rules: Iterable[Rule], crashes: list[Crash]) -> Iterator[Finding]:
    multi_site = topology.is_multi_site
    for rule in rules:
        if rule.check is None or (rule.multi_site and not multi_site):
            continue
        subject = ""
        try:
            for problem in rule.check(topology):
                subject = problem.subject.name
                yield sign(rule, problem)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001  a rule may come from a pack; the run goes on and says which one failed
            crashes.append(Crash(rule.code, subject, error))


def sign(rule: Rule, problem: Problem) -> Finding:
    """The finding that a rule's problem makes."""
    severity = rule.severity if problem.severity is None else problem.severity
    return Finding(
        rule.code,
        rule.name,
        severity,
        problem.message,
        problem.subject,
        problem.place,
        problem.related,
        problem.fix,
        problem.trace,
        fingerprint(rule.code, problem),
        rule.citations,
    )


def fingerprint(code: str, problem: Problem) -> str:
    """What a finding is about, as a word that survives moves: rule, subject and, where given, the key's path.

    A finding about a file as a whole is known by its message, because the file
    may be renamed.
    """
    from hashlib import sha256

    kind, name = problem.subject.kind, problem.subject.name
    about = problem.message if kind == "file" else name.casefold()
    text = f"{code}\0{kind}\0{about}\0{problem.key}"
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by file, line, column and code, each once."""
    found: dict[tuple[str, int, int, str, str], Finding] = {}
    for finding in findings:
        place = finding.place
        found.setdefault((place.file, place.start, place.end, finding.code, finding.message), finding)
    return [found[key] for key in sorted(found)]


def coded(problems: Iterable[Coded], rules: Iterable[Rule]) -> list[Finding]:
    """Sign problems that a stage after the rules reports, by their codes."""
    signers = {rule.code: rule for rule in rules}
    return [sign(signers[code], problem) for code, problem in problems if code in signers]
