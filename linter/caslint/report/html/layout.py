"""Where everything in the picture stands: sites with entries at the left, the others at the right, lanes between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from caslint.model.server import Server, Site
from caslint.report.html.lanes import Lane

BOX = 250
"""Width of a site."""

HEAD = 28
ROW = 26
TALL_ROW = 40
"""An entry has a second line, which tells its protocols."""

PAD = 8
GAP = 18
PITCH = 24
"""From one lane to the next."""

PORT = 8
"""From one line that reaches a server to the next."""

LEFT = 70
"""Room for the clients."""

TOP = 34
_MOST_ROWS = 6

Thing = Server | Site | None
"""A server, a site, or the place of servers without a site."""

Standing = tuple[Site | None, Sequence[Server]]
"""A site and its servers."""


class Row:
    """A server in its site, or the head of the site: where it begins and how high it is."""

    __slots__ = ("height", "ports", "thing", "top")

    def __init__(self, thing: Thing, top: int, height: int, ports: Sequence[int]) -> None:
        self.thing = thing
        self.top = top
        self.height = height
        self.ports = ports

    def port(self, lane: int) -> int:
        """The height at which a lane reaches the row."""
        middle = self.top + self.height // 2
        return middle + (2 * self.ports.index(lane) - len(self.ports) + 1) * PORT // 2


class Box:
    """A site: its rows from the top, and how many servers are only counted."""

    __slots__ = ("height", "left", "rows", "top", "uncounted")

    def __init__(self, left: int, top: int, rows: list[Row], uncounted: int) -> None:
        self.left = left
        self.top = top
        self.rows = rows
        self.uncounted = uncounted
        last = rows[-1]
        self.height = last.top + last.height - top + PAD + (ROW if uncounted else 0)


class Layout:
    """The whole picture."""

    def __init__(
        self, sites: Iterable[Standing], lanes: Sequence[Lane], entries: dict[Server, list[str]]
    ) -> None:
        self.lanes = lanes
        self.entries = entries
        self._ports = _ports(lanes)
        first = {server.site for server in entries}
        every = list(sites)
        near = [one for one in every if one[0] in first]
        self.gutter = LEFT + BOX
        self.right = self.gutter + PITCH * (len(lanes) + 1) + GAP
        self.boxes = self._column(near, LEFT)
        self.boxes += self._column([one for one in every if one[0] not in first], self.right)
        self.rows = {row.thing: (box, row) for box in self.boxes for row in box.rows}
        self.height = max(box.top + box.height for box in self.boxes) + GAP
        has_others = any(box.left == self.right for box in self.boxes)
        self.width = self.right + (BOX + GAP if has_others else 0)

    def lane_x(self, number: int) -> int:
        """Where a lane runs."""
        return self.gutter + PITCH * (number + 1)

    def _column(self, sites: Iterable[Standing], left: int) -> list[Box]:
        boxes: list[Box] = []
        top = TOP
        for site, servers in sites:
            box = self._box(site, servers, left, top)
            boxes.append(box)
            top += box.height + GAP
        return boxes

    def _box(self, site: Site | None, servers: Sequence[Server], left: int, top: int) -> Box:
        shown = self._shown(servers)
        rows = [Row(site, top, self._height(site, HEAD), self._ports.get(site, ()))]
        for server in shown:
            least = TALL_ROW if server in self.entries else ROW
            at = rows[-1].top + rows[-1].height
            rows.append(Row(server, at, self._height(server, least), self._ports.get(server, ())))
        return Box(left, top, rows, len(servers) - len(shown))

    def _height(self, thing: Thing, least: int) -> int:
        return max(least, PORT * (len(self._ports.get(thing, ())) + 1))

    def _shown(self, servers: Sequence[Server]) -> Sequence[Server]:
        """All servers of a small site, of a larger one those that lanes or clients reach."""
        if len(servers) <= _MOST_ROWS:
            return servers
        involved = [server for server in servers if server in self._ports or server in self.entries]
        return involved or servers[:_MOST_ROWS]


def _ports(lanes: Sequence[Lane]) -> dict[Thing, list[int]]:
    """Which lanes reach a server or a site, by their numbers."""
    ports: dict[Thing, list[int]] = {}
    for number, lane in enumerate(lanes):
        for thing in dict.fromkeys([*lane.begins, *lane.ends]):
            ports.setdefault(thing, []).append(number)
    return ports
