"""The picture as SVG: boxes, lanes with numbers, and what begins and ends a lane."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.model.server import Server
from caslint.report.html.lanes import Lane
from caslint.report.html.layout import BOX, HEAD, LEFT, ROW, TOP, Box, Layout, Row
from caslint.report.html.markup import NOTHING, Html, tag, text

_LONGEST = 22
_LONGEST_LINE = 40
_ARROW = 6
_INSET = 12
_RADIUS = 9
_DOT = 3


def draw(layout: Layout, name: str, words: str) -> Html:
    """The picture; `name` is its own in the page, `words` tell what is to be seen."""
    return tag(
        "svg",
        tag("title", text("Sites, servers, and who proxies and redirects to whom"), id=f"{name}t"),
        tag("desc", text(words), id=f"{name}d"),
        *[piece for box in layout.boxes for piece in _box(box, layout)],
        *_clients(layout),
        *[piece for number, lane in enumerate(layout.lanes) for piece in _lane(number, lane, layout)],
        viewBox=f"0 0 {layout.width} {layout.height}",
        width=layout.width,
        height=layout.height,
        role="img",
        aria_labelledby=f"{name}t {name}d",
    )


def _box(box: Box, layout: Layout) -> Iterator[Html]:
    yield tag("rect", x=box.left, y=box.top, width=BOX, height=box.height, rx=8, class_="box")
    for row in box.rows:
        yield from _row(row, box, layout)
    if box.uncounted:
        words = f"and {box.uncounted:,} more servers"
        yield _words(words, box.left + _INSET, box.top + box.height - ROW // 2, "small")


def _row(row: Row, box: Box, layout: Layout) -> Iterator[Html]:
    thing, left = row.thing, box.left + _INSET
    if not isinstance(thing, Server):
        yield _words(
            _cut(thing.name if thing else "without a site", _LONGEST + 6),
            left,
            row.top + HEAD // 2 + 5,
            "name",
        )
        return
    protocols = layout.entries.get(thing)
    middle = row.top + row.height // 2
    yield _words(_cut(thing.name, _LONGEST), left, middle - 3 if protocols else middle + 4, "server")
    if thing.family is not None:
        yield _words(
            thing.family.word, box.left + BOX - 2 * _INSET, middle - 3 if protocols else middle + 4, "version"
        )
    if protocols:
        yield _words(_cut(", ".join(protocols), _LONGEST_LINE), left, middle + 12, "small")


def _clients(layout: Layout) -> Iterator[Html]:
    """Clients from outside, at the left of the servers that are published."""
    heights = [_middle(layout, server) for server in layout.entries if server in layout.rows]
    if not heights:
        return
    x = LEFT // 2
    yield _words("clients", _INSET, TOP - 14, "name")
    yield tag("path", d=f"M{x} {TOP - 6}V{max(heights)}", class_="way enter")
    for y in heights:
        yield tag("path", d=f"M{x} {y}H{LEFT - _ARROW}", class_="way enter")
        yield _arrow(LEFT, y, 1, "enter")


def _middle(layout: Layout, server: Server) -> int:
    row = layout.rows[server][1]
    return row.top + row.height // 2


def _lane(number: int, lane: Lane, layout: Layout) -> Iterator[Html]:
    x = layout.lane_x(number)
    begins = [(box, row.port(number)) for box, row in map(layout.rows.__getitem__, lane.begins)]
    ends = [(box, row.port(number)) for box, row in map(layout.rows.__getitem__, lane.ends)]
    heights = [y for _, y in (*begins, *ends)]
    top = min(heights)
    kind = f"way {lane.outcome}"
    yield tag("path", d=f"M{x} {top}V{max(heights)}", class_=kind)
    for box, y in begins:
        yield tag("path", d=f"M{box.left + BOX} {y}H{x}", class_=kind)
        yield tag("circle", cx=x, cy=y, r=_DOT, class_=f"dot {lane.outcome}")
    for box, y in dict.fromkeys(ends):
        yield from _end(x, box, y, lane.outcome)
    yield tag("circle", cx=x, cy=TOP - 18, r=_RADIUS, class_=f"number {lane.outcome}")
    yield tag("path", d=f"M{x} {TOP - 18 + _RADIUS}V{top}", class_="lead")
    yield _words(str(number + 1), x, TOP - 14, "digit")


def _end(x: int, box: Box, y: int, outcome: str) -> Iterator[Html]:
    """The last part of a lane: an arrow, or a cross where the request is rejected."""
    forward = box.left > x
    edge = box.left if forward else box.left + BOX
    step = 1 if forward else -1
    yield tag("path", d=f"M{x} {y}H{edge - step * _ARROW}", class_=f"way {outcome}")
    if outcome == "reject":
        at = edge - step * _ARROW
        cross = f"M{at - 4} {y - 4}L{at + 4} {y + 4}M{at - 4} {y + 4}L{at + 4} {y - 4}"
        yield tag("path", d=cross, class_="cross")
    else:
        yield _arrow(edge, y, step, outcome)


def _arrow(x: int, y: int, step: int, outcome: str) -> Html:
    back = x - step * (_ARROW + 2)
    return tag("path", d=f"M{x} {y}L{back} {y - 4}V{y + 4}Z", class_=f"arrow {outcome}")


def _words(words: str, x: int, y: int, role: str) -> Html:
    return tag("text", text(words), x=x, y=y, class_=role) if words else NOTHING


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
