"""What a fix would change, as lines taken out and lines put in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from caslint.finding import Fix
from caslint.report.html.excerpt import cut, row
from caslint.report.html.markup import NOTHING, Html, block, joined, tag, text
from caslint.report.proposal import Change, changes

_MOST_LINES = 20
_LONGEST = 400
_UNSAFE = "it may change what is declared: caslint fix --unsafe applies it"
_SAFE = "caslint fix applies it"


def proposal(fix: Fix | None) -> Html:
    """The fix and how it is applied; nothing where there is none."""
    if fix is None:
        return NOTHING
    how = _SAFE if fix.safe else _UNSAFE
    head = tag("p", tag("strong", text("Fix: ")), text(f"{fix.title} ({how})"), class_="way-out")
    return block(head, *[_change(change) for change in changes(fix)])


def _change(change: Change) -> Html:
    where = tag("figcaption", text(f"{change.file}:{change.old_line}"))
    lines = [
        *_side(change.old, change.new, change.old_line, "del"),
        *_side(change.new, change.old, change.new_line, "ins"),
    ]
    return tag("figure", where, tag("div", *lines, class_="lines"), class_="excerpt")


def _side(lines: Sequence[str], others: Sequence[str], first: int, name: str) -> Iterator[Html]:
    for at, line in enumerate(lines[:_MOST_LINES]):
        yield row(first + at, _shown(line, others[at] if at < len(others) else ""), name)
    if len(lines) > _MOST_LINES:
        yield tag("div", text(f"… {len(lines) - _MOST_LINES:,} more lines"), class_="gap")


def _shown(line: str, other: str) -> Html:
    """The line, or of a long one the part in which it differs."""
    low = 0
    if len(line) > _LONGEST:
        pairs = enumerate(zip(line, other, strict=False))
        parting = next((at for at, (one, two) in pairs if one != two), min(len(line), len(other)))
        low = max(parting - _LONGEST // 2, 0)
    high = low + _LONGEST
    return joined([cut(low > 0), text(line[low:high].replace("\t", "    ")), cut(high < len(line))])
