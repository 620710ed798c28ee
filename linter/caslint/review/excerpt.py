"""A few objects of a declaration as an organization of their own: enough for one question about one route.

It is built from the same nodes by the same builder, so that it answers as the
whole does.  Its places are not to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Map

from caslint.building.fields import Surprise
from caslint.building.organization import Document, organization
from caslint.model.organization import Organization
from caslint.node import Mapping, Node, Sequence
from caslint.review.objects import ORGANIZATION, Name, Object, Path
from caslint.text import Source

_NOWHERE = Source("", "")


def excerpt(objects: Iterable[Object]) -> Organization | None:
    """The organization that consists of these; None where together they are none."""
    sections: dict[str, Node] = {}
    for one in objects:
        if one.section == ORGANIZATION:
            sections[ORGANIZATION] = one.node
            continue
        listed = sections.setdefault(one.section, Sequence([]))
        assert isinstance(listed, Sequence)  # noqa: S101  only the organization is none
        listed.items.append(one.node)
    try:
        return organization([Document(_NOWHERE, Mapping(sections, [0] * 2 * len(sections)))])
    except Surprise:
        return None


def with_field(one: Object, path: Path, value: Node | None) -> Object:
    """The object with another value in a field; None takes the field away."""
    return one._replace(node=_set(one.node, path, value))


def _set(node: Node | None, path: Path, value: Node | None) -> Mapping:
    entries = dict(node.entries) if isinstance(node, Mapping) else {}
    key, *below = path
    if below:
        entries[key] = _set(entries.get(key), tuple(below), value)
    elif value is None:
        entries.pop(key, None)
    else:
        entries[key] = value
    return Mapping(entries, [0] * 2 * len(entries))


def replaced(objects: Map[Name, Object], name: Name, one: Object | None) -> dict[Name, Object]:
    """The objects with another one under a name; None takes it away."""
    copy = dict(objects)
    copy.pop(name, None)
    if one is not None:
        copy[name] = one
    return copy
