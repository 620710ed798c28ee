"""The JSON Schemas as they are shipped."""

from __future__ import annotations

from pkgutil import get_data

SCHEMAS = ("topology", "config", "report", "routes", "diff", "impact")


def schema_bytes(which: str) -> bytes:
    """The text of a schema, UTF-8; `which` is one of SCHEMAS."""
    data = get_data("caslint.schemas", f"{which}.schema.json")
    assert data is not None  # noqa: S101  every loader of installed packages gives data
    return data
