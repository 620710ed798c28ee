"""A review for people at a terminal, worst first: what is lost, new findings, what is led elsewhere, what is gained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caslint.finding import Finding
from caslint.report.margin import Line, hanging
from caslint.report.options import Options
from caslint.report.paint import painter
from caslint.report.result import Result
from caslint.review.answer import Fate
from caslint.review.beside import traces
from caslint.review.groups import Group, groups
from caslint.review.groups import Line as Requests
from caslint.review.reasons import reasons
from caslint.review.review import Caused, Review, rows
from caslint.review.telling import HEADINGS, arrow_in, counted, like_this, summary, turn, who

MOST_GROUPS = 50
"""As many reasons are told without --all."""

MOST_FINDINGS = 50
"""As many findings of a kind are listed without --all."""

_ROLES: dict[Fate, str] = {"lost": "error", "changed": "warning", "gained": "add"}


def render(review: Review, options: Options, *, every: bool = False) -> Iterator[str]:
    """The whole review; `every` shows each request, else one example stands for those of one cause."""
    finished = painter(options)
    for piece in _pieces(review, options, every=every):
        yield "".join(map(finished, piece)) if isinstance(piece, list) else piece


Piece = list[Line] | str


def _pieces(review: Review, options: Options, *, every: bool) -> Iterator[Piece]:
    yield from _routes(review, "lost", options, every=every)
    yield from _new(review.found.new, options, every=every)
    for fate in ("changed", "gained"):
        yield from _routes(review, fate, options, every=every)
    yield from _listed("only silenced by this change", review.found.suppressed, options, every=every)
    yield from _listed(f"fixed (places in {review.base})", review.found.fixed, options, every=every)
    if options.verbose:
        yield from _listed("kept", review.found.kept, options, every=every)
    yield list(_closing(review, options, every=every))


def _new(found: list[Finding], options: Options, *, every: bool) -> Iterator[Piece]:
    """New findings: a line each with what mends it, or in full, as a check shows them."""
    if not found:
        return
    yield [[(counted(len(found), "new finding"), "title")], []]
    if options.verbose:
        from caslint.report.console import render as full

        yield from full(Result(found), options)
        return
    worst = sorted(found, key=lambda one: -one.severity)
    shown = worst if every else worst[:MOST_FINDINGS]
    yield [line for one in shown for line in (*_finding(one, options), *_help(one, options))]
    yield [*_left_out(len(worst) - len(shown)), []]


def _left_out(number: int) -> list[Line]:
    return [[(f"  and {counted(number, 'more finding')}; --all lists every one", "")]] if number else []


def _finding(one: Finding, options: Options) -> Iterator[Line]:
    where = f"{one.place.file}:{one.place.line}:{one.place.column}: "
    severity = (options.show(f"{one.severity.word}[{one.code}]"), one.severity.word)
    line = [("  ", ""), (options.show(where), ""), severity, (options.show(f" {one.message}"), "")]
    yield from hanging(line, options.width, 4)


def _help(one: Finding, options: Options) -> Iterator[Line]:
    if one.fix:
        yield from hanging([("    help: ", "title"), (options.show(one.fix.title), "")], options.width, 6)


def _listed(title: str, found: Iterable[Finding], options: Options, *, every: bool) -> Iterator[Piece]:
    listed = list(found)
    if listed:
        shown = listed if every else listed[:MOST_FINDINGS]
        head: Line = [(options.show(f"{counted(len(listed), 'finding')} {title}"), "title")]
        lines = [line for one in shown for line in _finding(one, options)]
        yield [head, [], *lines, *_left_out(len(listed) - len(shown)), []]


def _routes(review: Review, fate: Fate, options: Options, *, every: bool) -> Iterator[Piece]:
    found = groups(review.of(fate))
    if not found:
        return
    yield [[(f"{counted(review.number_of(fate), 'route')} {HEADINGS[fate]}", "title")], []]
    shown = found if every else found[:MOST_GROUPS]
    for group in shown:
        yield list(_group(group, review.at, options, every=every))
    if len(found) > len(shown):
        number = sum(group.number for group in found[len(shown) :])
        left = (
            f"  and {counted(number, 'route')} {HEADINGS[fate]} for {len(found) - len(shown):,} other reasons"
        )
        yield [[(left, "title")], []]


def _group(group: Group, at: str, options: Options, *, every: bool) -> Iterator[Line]:
    for number, reason in enumerate(reasons(group, at)):
        lead = "  because " if not number else "      and "
        yield from hanging([(lead, "frame"), (options.show(reason), "")], options.width, 10)
    if every:
        for one in rows([one for line in group.lines for one in line.blocks]):
            yield from _sentence(one, _ROLES[group.fate], options)
            yield from traces(one.block, options)
    else:
        for number, line in enumerate(group.lines):
            yield from _sentence(line.example, _ROLES[group.fate], options)
            yield from _others(line, options)
            if not number:
                yield from traces(line.example.block, options)
    yield []


def _sentence(one: Caused, role: str, options: Options) -> Iterator[Line]:
    head = [
        ("    ", ""),
        (options.show(f"{who(one)}: "), ""),
        (options.show(turn(one.block, arrow_in(options.encoding))), role),
    ]
    yield from hanging(head, options.width, 6)


def _others(line: Requests, options: Options) -> Iterator[Line]:
    """`40 routes like this: OWA and ECP; entering at CAS01, CAS02 and CAS04`."""
    if line.number > 1:
        words = like_this(line)
        yield from hanging([("      ", ""), (options.show(words), "")], options.width, 8)


def _closing(review: Review, options: Options, *, every: bool) -> Iterator[Line]:
    for file, reason in review.remarks:
        yield from hanging([(options.show(f"{file}: {reason}"), "error")], options.width, 2)
    if options.quiet:
        return
    yield from hanging(
        [
            (options.show(f"{review.base} {arrow_in(options.encoding)} {review.head}: "), ""),
            (summary(review), "title"),
        ],
        options.width,
        2,
    )
    if not every and any(one.number > 1 for one in _lines(review)):
        words = "one example stands for routes that fare alike; --all shows every one"
        yield from hanging([(words, "")], options.width, 2)


def _lines(review: Review) -> Iterator[Requests]:
    return (line for group in groups(review.routes) for line in group.lines)
