"""New values, keys and items put into an existing file; everything around them stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from caslint.finding import Edit
from caslint.importer.document import Entry, Section
from caslint.importer.draft import Plain
from caslint.importer.emit import flow, item, pair
from caslint.node import FLAGS, NULLS, Mapping, Node, Scalar, Sequence
from caslint.text import Source

_OURS = re.compile(r"[ \t]+# (?:not exported|not in the export)[ \t]*(?=[\r\n]|\Z)")
"""What an import says beside `unknown`, and what goes with it."""

_DASH = re.compile(r"[ \t]*(?=-[ \t])")
_LINE_END = re.compile(r"[\r\n]|\Z")


class Patch:
    """Edits of several files, collected while they are thought of.

    Every method tells whether the edit can be made: not in what aliases bring
    to several places, and not in a layout that it does not know.
    """

    def __init__(self, roots: Iterable[Node | None] = ()) -> None:
        self._shared = _shared(roots)
        self._replaced: dict[str, list[Edit]] = {}
        self._inserted: dict[tuple[str, int], list[tuple[int, Callable[[], str]]]] = {}
        self._outer: dict[tuple[str, int, str], Section] = {}
        self._lists: dict[tuple[str, str], list[Section]] = {}
        self._sources: dict[str, Source] = {}

    def sources(self) -> Iterable[Source]:
        """The files that are changed."""
        return self._sources.values()

    def edits(self, source: Source) -> list[Edit]:
        """The edits of a file; what is put in the same place is one edit, in the order in which it was thought of."""
        inserted = [
            Edit(source, at, at, "".join([text() for _, text in sorted(texts, key=_deepest_first)]))
            for (path, at), texts in self._inserted.items()
            if path == source.path
        ]
        # At one place the line that was put in comes behind the value that was empty before.
        return [*inserted, *self._replaced.get(source.path, [])]

    def set(self, source: Source, owner: Mapping, field: str, entry: Entry, order: Iterable[str]) -> bool:
        """Give a key a value; a new one goes behind the keys that come before it in the order."""
        if id(owner) in self._shared:
            return False
        if field in owner.entries:
            return self._replace(source, owner, field, entry)
        return self._add(source, owner, field, entry, list(order))

    def gather(
        self, source: Source, owner: Mapping, outer: str, added: Section, order: Iterable[str]
    ) -> bool:
        """Put keys into a mapping that is not there yet; all that is gathered for it comes into one."""
        section = self._outer.setdefault((source.path, owner.start, outer), {})
        is_new = not section
        section |= added
        return not is_new or self._add(source, owner, outer, Entry(section), list(order))

    def _replace(self, source: Source, owner: Mapping, field: str, entry: Entry) -> bool:
        start, end = owner.key_range(field)
        old = owner.entries[field]
        if not owner.start <= start < owner.end or not (old.start == old.end or end < old.start < owner.end):
            return False
        colon = source.text.index(":", end) + 1
        finish = max(old.end, colon)
        gap = source.text[colon : old.start] if old.start > colon else ""
        if gap.strip():
            return False  # an anchor, a tag or a comment stands between
        comment = _OURS.match(source.text, finish)
        finish = comment.end() if comment else finish
        self._put(Edit(source, colon, finish, _behind_colon(source, owner, field, entry)))
        return True

    def _add(self, source: Source, owner: Mapping, field: str, entry: Entry, order: list[str]) -> bool:
        own = [key for key in owner.entries if owner.start <= owner.key_range(key)[0] < owner.end]
        in_flow = source.text.startswith("{", owner.start)
        if not own:
            comma = ", " if (source.path, owner.start + 1) in self._inserted else ""
            text = f"{comma}{field}: {_in_flow(entry)}"
            return in_flow and self._insert(source, owner.start + 1, lambda: text)
        before = order[: order.index(field)] if field in order else own
        after = next((key for key in reversed(own) if key in before), own[-1])
        at = _end_of(owner, after)
        if in_flow:
            return self._insert(source, at, lambda: f", {field}: {_in_flow(entry)}")
        column = source.locate(owner.key_range(own[0])[0])[1] - 1
        return self._insert_line(source, at, lambda: pair(field, entry, column), column)

    def add_item(self, source: Source, root: Mapping, key: str, section: Section, *, apart: bool) -> bool:
        """Add an item to a list of the file's top level; `apart` puts an empty line before it."""
        listed = root.entries.get(key)
        if source.text.startswith(("{", "["), root.start) or (
            listed is not None and not isinstance(listed, Sequence)
        ):
            return False
        if listed is None:
            return self._add_to_new_list(source, key, section)
        if source.text.startswith("[", listed.start):
            comma = ", " if listed.items or (source.path, listed.end - 1) in self._inserted else ""
            return self._insert(source, listed.end - 1, lambda: comma + flow(section))
        dash = _DASH.match(source.text, source.starts[source.locate(listed.items[0].start)[0] - 1])
        if dash is None:
            return False
        margin, lead = dash[0], "\n" if apart else ""
        lines = item(section).splitlines(keepends=True)
        text = lead + "".join([margin + line[2:] for line in lines])
        return self._insert_line(source, listed.end, lambda: text, len(margin))

    def _add_to_new_list(self, source: Source, key: str, section: Section) -> bool:
        """Add an item to a list that the file does not have; all that is added comes into one new list."""
        sections = self._lists.setdefault((source.path, key), [])
        sections.append(section)
        if len(sections) > 1:
            return True
        end = len(source.text.rstrip())
        return self._insert_line(source, end, lambda: f"\n{key}:\n" + "".join(map(item, sections)), 0)

    def _insert_line(self, source: Source, at: int, text: Callable[[], str], depth: int) -> bool:
        """Put lines of a depth behind the line in which something ends."""
        found = _LINE_END.search(source.text, at)
        end = found.start() if found else len(source.text)
        return self._insert(source, end, lambda: "\n" + text().removesuffix("\n"), depth)

    def _insert(self, source: Source, at: int, text: Callable[[], str], depth: int = 0) -> bool:
        self._sources[source.path] = source
        self._inserted.setdefault((source.path, at), []).append((depth, text))
        return True

    def _put(self, edit: Edit) -> None:
        self._sources[edit.source.path] = edit.source
        self._replaced.setdefault(edit.source.path, []).append(edit)


def _deepest_first(inserted: tuple[int, Callable[[], str]]) -> int:
    return -inserted[0]


def _behind_colon(source: Source, owner: Mapping, field: str, entry: Entry) -> str:
    """A value as it stands behind its key's colon; a mapping in lines of its own, unless braces are around."""
    if source.text.startswith("{", owner.start):
        return " " + _in_flow(entry)
    column = source.locate(owner.key_range(field)[0])[1] - 1
    return pair(field, entry, column).strip().removeprefix(f"{field}:")


def _in_flow(entry: Entry) -> str:
    if isinstance(entry.value, list):
        return "[" + ", ".join(map(flow, entry.value)) + "]"
    return flow(entry.value)


def _end_of(owner: Mapping, key: str) -> int:
    """Where a key's value ends; what an alias brings in ends with its name, in the key's line."""
    value, end = owner.entries[key], owner.key_range(key)[1]
    return max(end, value.end) if end <= value.start < owner.end else end


def _shared(roots: Iterable[Node | None]) -> set[int]:
    """The collections that stand in more than one place, by their identities."""
    seen: set[int] = set()
    shared: set[int] = set()
    todo = [root for root in roots if root is not None]
    while todo:
        node = todo.pop()
        if isinstance(node, Scalar):
            continue
        (shared if id(node) in seen else seen).add(id(node))
        todo += node.items if isinstance(node, Sequence) else node.entries.values()
    return shared


def plain(node: Node) -> Plain:
    """A scalar or a list of scalars as a value."""
    if isinstance(node, Sequence):
        return tuple([each.text for each in node.items if isinstance(each, Scalar)])
    if not isinstance(node, Scalar):
        return None
    if not node.style and node.text in NULLS:
        return None
    return FLAGS[node.text] if not node.style and node.text in FLAGS else node.text
