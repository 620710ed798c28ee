"""Which comment answers for which finding, and which for none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator

from caslint.configuration.selector import Selector
from caslint.finding import Edit, Finding, Fix, Problem
from caslint.node import Node
from caslint.silencing.claim import Claim, Claims, Flaw, flaw
from caslint.silencing.directive import Directive
from caslint.silencing.ranges import Ranges
from caslint.text import Source
from caslint.words import and_list


class Ledger:
    """Which claim answers for which finding, and which for none."""

    def __init__(
        self,
        trees: Iterable[tuple[Source, Node]],
        rules: Selector,
        unsuppressable: Collection[str],
        today: str,
    ) -> None:
        self.today = today
        self.claims: list[Claim] = []
        self._flaws: list[Flaw] = []
        for source, root in trees:
            said = Claims(source, root, rules, unsuppressable)
            self.claims += said.claims
            self._flaws += said.flaws
        self.used: set[int] = set()
        self.shelves: dict[tuple[str, str], Ranges] = {}
        for number, claim in enumerate(self.claims):
            if not self._expired(claim.directive):
                key = claim.source.path, claim.code
                self.shelves.setdefault(key, Ranges()).add(claim.start, claim.end, number)

    def _expired(self, directive: Directive) -> bool:
        return bool(directive.until) and (directive.until < self.today or not _exists(directive.until))

    def settle(self, findings: list[Finding]) -> tuple[list[Finding], list[tuple[Finding, Directive]]]:
        """Part the findings into those that stay and those that a claim answers for."""
        kept: list[Finding] = []
        silenced: list[tuple[Finding, Directive]] = []
        for finding in findings:
            shelf = self.shelves.get((finding.place.file, finding.code))
            number = shelf.closest(finding.place.start) if shelf else None
            if number is None:
                kept.append(finding)
                continue
            self.used.add(number)
            silenced.append((finding, self.claims[number].directive))
        return kept, silenced

    def flaws(self, findings: list[Finding], ran: Collection[str]) -> list[Flaw]:
        """Everything that is wrong with the comments, when the findings are settled."""
        return _told_apart([*self._flaws, *self._stale(findings, ran)])

    def _stale(self, findings: list[Finding], ran: Collection[str]) -> Iterator[Flaw]:
        """Tell which comments have expired, and which words of the others silence nothing."""
        places = _places(findings)
        for claims in self._by_comment():
            idle = [
                claim for number, claim in claims if self._idle(number, claim, places) and claim.code in ran
            ]
            claim = claims[0][1]
            if self._expired(claim.directive):
                yield (
                    "CAS093",
                    _expiry(
                        claim, [one.code for _, one in claims], idle=len(idle) == len(claim.directive.words)
                    ),
                )
            elif idle:
                yield "CAS092", _unused(claim, idle)

    def _idle(self, number: int, claim: Claim, places: dict[tuple[str, str], list[int]]) -> bool:
        if not self._expired(claim.directive):
            return number not in self.used
        offsets = places.get((claim.source.path, claim.code), [])
        return bisect_left(offsets, claim.start) == bisect_left(offsets, claim.end)

    def _by_comment(self) -> Iterable[list[tuple[int, Claim]]]:
        groups: dict[tuple[str, int], list[tuple[int, Claim]]] = {}
        for number, claim in enumerate(self.claims):
            groups.setdefault((claim.source.path, claim.directive.start), []).append((number, claim))
        return groups.values()


def _places(findings: list[Finding]) -> dict[tuple[str, str], list[int]]:
    places: dict[tuple[str, str], list[int]] = {}
    for finding in findings:
        places.setdefault((finding.place.file, finding.code), []).append(finding.place.start)
    for offsets in places.values():
        offsets.sort()
    return places


def _exists(day: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _expiry(claim: Claim, codes: list[str], *, idle: bool) -> Problem:
    directive = claim.directive
    until = directive.until
    ended = f"ended on {until}" if _exists(until) else f"names {until}, which is no day of the calendar,"
    if idle:
        message = f"this comment {ended} and there is nothing left for it to silence"
        return flaw(claim.source, directive.start, directive.end, message, _deletion(claim.source, directive))
    message = (
        f"this comment {ended} and no longer silences {and_list(codes)}; mend the cause or name a later day"
    )
    return flaw(claim.source, directive.start, directive.end, message)


def _unused(claim: Claim, idle: list[Claim]) -> Problem:
    directive = claim.directive
    codes = [one.code for one in idle]
    subject = "this file has" if directive.whole_file else "there is"
    message = f"{subject} no finding of {and_list(codes)} for this comment to silence"
    words = {one.word for one in idle}
    left = [word.text for word in directive.words if word not in words]
    if not left:
        fix = _deletion(claim.source, directive)
    else:
        start, last = directive.words[0].start, directive.words[-1]
        edit = Edit(claim.source, start, last.start + len(last.text), ", ".join(left))
        fix = Fix(f"take {and_list(codes)} out of the comment", (edit,))
    return flaw(claim.source, directive.start, directive.end, message, fix)


def _deletion(source: Source, directive: Directive) -> Fix:
    """Delete the comment, the white space before it, and its line where nothing else stands there."""
    line = source.locate(directive.start)[0]
    line_start = source.starts[line - 1]
    shown = source.line(line)
    before = shown[: directive.start - line_start]
    after = shown[directive.end - line_start :]
    start, end = directive.start, directive.end
    if before.strip():
        start = line_start + len(before.rstrip())
    elif after.strip():
        end += len(after) - len(after.lstrip())
    else:
        start = line_start
        end = source.starts[line] if line < len(source.starts) else len(source.text)
    return Fix("delete the comment", (Edit(source, start, end, ""),))


def _told_apart(flaws: list[Flaw]) -> list[Flaw]:
    """Number the flaws of one file that say the same, so that each has a fingerprint of its own."""
    counts: dict[tuple[str, str, str], int] = {}
    told: list[Flaw] = []
    for code, problem in flaws:
        same = code, problem.subject.name, problem.message
        counts[same] = number = counts.get(same, 0) + 1
        told.append((code, problem.replaced(key=str(number) if number > 1 else "")))
    return told
