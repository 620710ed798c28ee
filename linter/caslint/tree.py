"""YAML as scalars, sequences and mappings that know where they stand.

Reads ruamel.yaml's stream of events, from libyaml where it is installed and from
the pure parser elsewhere, with the same result.  Scalars stay text: what a value
means is decided by the field that holds it.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from sys import intern
from typing import Any, NamedTuple

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from caslint.decode import Undecodable, Unreadable, decode, read
from caslint.events import YAMLError, source_of_events
from caslint.node import Mapping, Node, Scalar, Sequence, is_null
from caslint.syntax import Fault, forbidden, syntax_fault

__all__ = [
    "Fault",
    "Mapping",
    "Node",
    "Parsed",
    "Scalar",
    "Sequence",
    "Undecodable",
    "Unreadable",
    "decode",
    "is_null",
    "parse",
    "read",
]

MAX_DEPTH = 64
"""How deep collections may stand in one another."""

MAX_NODES = 5_000_000
"""How many nodes a file may hold, an alias counted as everything that it names."""


class Parsed(NamedTuple):
    """The tree of a text and what is wrong with it.

    With a CAS001 there is no tree.  A text that holds nothing but comments has
    neither tree nor faults.
    """

    root: Node | None
    faults: tuple[Fault, ...]


class _Refused(Exception):  # noqa: N818 - no error of the program: it carries the fault to the head of parse
    """A fault that ends the reading."""

    def __init__(self, start: int, end: int, message: str, *related: tuple[int, int, str]) -> None:
        super().__init__(message)
        self.fault = Fault("CAS001", start, end, message, related)


def parse(text: str, *, pure: bool = False) -> Parsed:
    """The tree of a text, and its faults; `pure` leaves libyaml aside."""
    fault = forbidden(text)
    if fault:
        return Parsed(None, (fault,))
    collecting = gc.isenabled()
    gc.disable()
    try:
        return _grow(source_of_events(text, pure=pure), text)
    except _Refused as refused:
        return Parsed(None, (refused.fault,))
    except YAMLError as error:
        return Parsed(None, (syntax_fault(text, error),))
    finally:
        if collecting:
            gc.enable()


class _Extra(str):
    """A key that a mapping cannot hold under its own text: a second one, or a merge."""

    __slots__ = ("place",)
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _grow(get_event: Callable[[], Any], text: str) -> Parsed:
    """One pass over the events; it is long because a call for every node would cost more than the node."""
    anchors: dict[str, Node | None] = {}
    sizes: dict[str, int] = {}
    opened: list[tuple[Node, str, int]] = []
    first_places: dict[str, tuple[int, int]] = {}
    faults: list[Fault] = []
    stack: list[Any] = []
    top: list[Node] = []
    documents = 0
    node: Any = None
    append = top.append
    entries: Any = None
    keys: list[int] = []
    key: Any = None
    merging = "<<" in text
    expanded = 0
    end = 0
    count = 0
    for count, event in enumerate(iter(get_event, None)):
        kind = type(event)
        if kind is ScalarEvent:
            start = event.start_mark.index
            end = event.end_mark.index
            value = event.value
            style = event.style or ""
            anchor = event.anchor
            if event.ctag is not None:
                raise _tagged(text, start)
            if anchor is not None:
                start = min(_after_anchor(text, start, anchor), end)
            if style in ("|", ">") and style:
                end = start + len(text[start:end].rstrip())
            if entries is not None and key is None:
                key = intern(value)
                if anchor is not None:
                    node_ = Scalar(value, style, start, end)
                    _name(anchors, first_places, anchor, event, node_)
                    sizes[anchor] = 1
                if key in entries:
                    faults.append(_twice(node, key, start, end))
                    key = _Extra(key)
                elif merging and not style and key == "<<":
                    pass
                if type(key) is not _Extra:
                    keys += (start, end)
                continue
            scalar = Scalar(value, style, start, end)
            if anchor is not None:
                _name(anchors, first_places, anchor, event, scalar)
                sizes[anchor] = 1
            if entries is None:
                append(scalar)
            else:
                entries[key] = scalar
                key = None
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            start = event.start_mark.index
            if entries is not None and key is None:
                raise _Refused(
                    start, start + 1, "a key must be one piece of text; write the mapping the other way round"
                )
            if event.ctag is not None:
                raise _tagged(text, start)
            if len(stack) >= MAX_DEPTH:
                raise _Refused(
                    start, start + 1, f"collections stand more than {MAX_DEPTH} deep in one another here"
                )
            anchor = event.anchor
            if anchor is not None:
                start = _after_anchor(text, start, anchor)
            stack.append(node)
            child: Any = (
                Mapping({}, [], start, start) if kind is MappingStartEvent else Sequence([], start, start)
            )
            if anchor is not None:
                _name(anchors, first_places, anchor, event, None)
                opened.append((child, anchor, count + expanded))
            if entries is None:
                append(child)
            else:
                entries[key] = child
                key = None
            node = child
            if kind is MappingStartEvent:
                entries = child.entries
                keys = child.keys
            else:
                entries = None
                append = child.items.append
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            finish = event.end_mark.index
            if finish != event.start_mark.index:
                end = finish
            node.end = end
            if opened and opened[-1][0] is node:
                _, anchor, before = opened.pop()
                anchors[anchor] = node
                sizes[anchor] = count + expanded - before
            if entries is not None:
                _tidy(node, merging, text)
            node = stack.pop()
            if type(node) is Mapping:
                entries = node.entries
                keys = node.keys
            else:
                entries = None
                append = (node.items if node is not None else top).append
        elif kind is AliasEvent:
            start = event.start_mark.index
            end = event.end_mark.index
            name = event.anchor
            if name not in anchors:
                raise _Refused(start, end, f"there is no anchor &{name} before this alias")
            named = anchors[name]
            if named is None:
                raise _Refused(start, end, f"the alias *{name} stands inside what it names")
            if entries is not None and key is None:
                if type(named) is not Scalar:
                    raise _Refused(start, end, "a key must be one piece of text")
                key = intern(named.text)
                if key in entries:
                    faults.append(_twice(node, key, start, end))
                    key = _Extra(key)
                else:
                    keys += (start, end)
                continue
            expanded += sizes[name]
            if expanded > MAX_NODES:
                raise _Refused(
                    start, end, f"with its aliases written out the file would have over {MAX_NODES:,} nodes"
                )
            if entries is None:
                append(named)
            else:
                entries[key] = named
                key = None
        elif kind is DocumentStartEvent:
            documents += 1
            if documents > 1:
                start = event.start_mark.index
                raise _Refused(start, start + 3, "a second document begins here; a topology file holds one")
    root = top[0] if top else None
    if type(root) is Scalar and root.start == root.end:
        root = None
    return Parsed(root, tuple(faults))


def _tagged(text: str, start: int) -> _Refused:
    at = max(text.find("!", start), start)
    return _Refused(at, at + 1, "a topology file needs no tags; remove this one")


def _after_anchor(text: str, start: int, anchor: str) -> int:
    """Where the node itself begins, after its anchor, white space and comments."""
    at = start + 1 + len(anchor)
    while at < len(text) and text[at] in " \t\r\n#":
        if text[at] == "#":
            at = min(
                (place for place in (text.find("\n", at), text.find("\r", at)) if place >= 0),
                default=len(text),
            )
        else:
            at += 1
    return at


def _name(
    anchors: dict[str, Node | None],
    first: dict[str, tuple[int, int]],
    anchor: str,
    event: Any,
    node: Node | None,
) -> None:
    at = event.start_mark.index
    place = at, at + 1 + len(anchor)
    if anchor in anchors:
        raise _Refused(
            *place, f"the anchor &{anchor} is defined twice", (*first[anchor], "first defined here")
        )
    anchors[anchor] = node
    first[anchor] = place


def _twice(node: Mapping, key: str, start: int, end: int) -> Fault:
    first = (*node.key_range(key), "first written here")
    return Fault("CAS003", start, end, f'the key "{key}" is there twice; only the first is read', (first,))


def _tidy(node: Mapping, merging: bool, text: str) -> None:
    """Take out what a second key held, and bring in what is merged."""
    entries = node.entries
    for key in [key for key in entries if type(key) is _Extra]:
        del entries[key]
    if not merging or "<<" not in entries:
        return
    start, end = node.key_range("<<")
    if text[start] in "\"'":
        return
    index = 2 * list(entries).index("<<")
    del node.keys[index : index + 2]
    merged = entries.pop("<<")
    for mapping in merged.items if isinstance(merged, Sequence) else [merged]:
        if not isinstance(mapping, Mapping):
            raise _Refused(start, end, "only a mapping, or a list of mappings, can be merged here")
        for number, (key, value) in enumerate(mapping.entries.items()):
            if key not in entries:
                entries[key] = value
                node.keys += mapping.keys[2 * number : 2 * number + 2]
