"""The tree grows out of the events.

`grow` is one long function on purpose: it runs for every scalar of every file, and
a call for each would cost more than making the node does.  What is unusual is
looked at in functions of its own.
"""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence
from sys import intern

from caslint.node import Mapping, Node, Scalar, Sequence
from caslint.reading.events import (
    ALIAS,
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    SEQUENCE_START,
    STREAM_END,
    NextEvent,
)
from caslint.reading.fault import Fault, refuse
from caslint.reading.names import merge
from caslint.reading.refusals import MAX_DEPTH
from caslint.reading.repeats import Seconds
from caslint.reading.unusual import Unusual


def grow(get_event: NextEvent, text: str) -> tuple[Node | None, tuple[Fault, ...]]:  # noqa: C901, PLR0912, PLR0915 - see above
    """The tree of a text's events, None where the text is empty, and what stands twice in it.

    Raises Refused for what a topology file may not hold, YAMLError where the text is no YAML.
    """
    scalar_event, mapping_end = SCALAR, MAPPING_END
    new, quotes = object.__new__, "'\""
    unusual = Unusual(text)
    second = Seconds()
    merging = "<" in text and "<<" in text
    stack: list[Mapping | Sequence] = []
    opened, waiting = unusual.names.opened, second.waiting
    items: list[Node] = []
    entries: dict[str, Node] = {}
    keys: MutableSequence[int] = array("I")
    key = ""
    node: Mapping | Sequence = Sequence(items)
    child: Mapping | Sequence
    kind: type
    end = 0
    get_event()
    event = get_event()
    kind = type(event)
    if kind is STREAM_END:
        return None, ()
    unusual.marker(event)
    while True:
        if isinstance(node, Mapping):
            entries, keys = node.entries, node.keys
            while True:
                event = get_event()
                kind = type(event)
                if kind is scalar_event:
                    value = event.value
                    start = event.start_mark.index
                    key_end = event.end_mark.index
                    if event.anchor is not None or event.ctag is not None or not (value or event.style):
                        start = unusual.key_start(event)
                elif kind is mapping_end:
                    break
                else:
                    value, start, key_end = unusual.odd_key(event)
                key = intern(value)
                if key in entries:
                    key = second.add(node, key, start, key_end)
                else:
                    keys.append(start)
                    keys.append(key_end)
                event = get_event()
                kind = type(event)
                if kind is not scalar_event:
                    break
                value = event.value
                style = event.style
                if event.anchor is None and event.ctag is None and (style in quotes if style else value):
                    entries[key] = scalar = new(Scalar)
                    scalar.text = value
                    scalar.style = style or ""
                    scalar.start = event.start_mark.index
                    scalar.end = end = event.end_mark.index
                else:
                    entries[key] = scalar = unusual.scalar(event, key_end)
                    end = scalar.end
        else:
            items = node.items
            while True:
                event = get_event()
                kind = type(event)
                if kind is not scalar_event:
                    break
                value = event.value
                style = event.style
                if event.anchor is None and event.ctag is None and (style in quotes if style else value):
                    scalar = new(Scalar)
                    scalar.text = value
                    scalar.style = style or ""
                    scalar.start = event.start_mark.index
                    scalar.end = end = event.end_mark.index
                else:
                    scalar = unusual.scalar(event, -1, root=not stack)
                    end = scalar.end
                items.append(scalar)
        if kind is mapping_end or kind is SEQUENCE_END:
            finish = event.end_mark.index
            if finish != event.start_mark.index:
                end = finish
            node.end = end
            if waiting:
                second.settle(node)
            if merging and isinstance(node, Mapping) and "<<" in node.entries:
                merge(node, text)
            if opened and opened[-1][0] is node:
                unusual.names.close(node)
            node = stack.pop()
            continue
        if kind is MAPPING_START or kind is SEQUENCE_START:
            start = event.start_mark.index
            in_list = isinstance(node, Sequence)
            if (
                event.anchor is not None
                or event.ctag is not None
                or len(stack) >= MAX_DEPTH
                or (in_list and event.flow_style)
            ):
                start = unusual.collection_start(event, len(stack), in_list=in_list)
            if kind is MAPPING_START:
                child = new(Mapping)
                child.entries = {}
                child.keys = array("I")  # a fifth of what a list would take
            else:
                child = new(Sequence)
                child.items = []
            child.start = start
            if event.anchor is not None:
                opened.append((child, event.anchor))
            if in_list:
                items.append(child)
            else:
                entries[key] = child
            stack.append(node)
            node = child
        elif kind is ALIAS:
            named = unusual.alias(event, len(stack))
            end = event.end_mark.index
            if isinstance(node, Mapping):
                entries[key] = named
            else:
                items.append(named)
        else:
            break  # the document's end
    unusual.marker(event)
    kind = type(get_event())
    if kind is not STREAM_END:
        raise refuse(end, end, "a second document begins after this; a topology file holds one")
    return _root(items), second.faults()


def _root(items: list[Node]) -> Node | None:
    """The root, unless the document is there but empty."""
    root = items[0]
    empty = isinstance(root, Scalar) and not root.style and root.start == root.end
    return None if empty else root
