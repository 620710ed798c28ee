"""The JSON Schemas held against a tree: what is not of the format's shape, said in words, at its place."""

from __future__ import annotations

from caslint.node import Node
from caslint.schema.fault import ShapeFault
from caslint.schema_data import schema_bytes
from caslint.text import Source

__all__ = ["ShapeFault", "check"]


def check(root: Node, source: Source, which: str = "topology") -> list[ShapeFault]:
    """What in a tree is not of the shape that the schema `which` states, in the order of the text.

    One fault a place, the first hundred of them, and a last one that counts the
    rest.  The list is empty when the schema accepts the tree.
    """
    import json

    from caslint.schema.explain import explain
    from caslint.schema.shape import inlined

    schema = json.loads(schema_bytes(which))
    return explain(root, source, inlined(schema, schema))
