"""The only door to jsonschema: a plain value held against a schema, each violation on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError, validators

from caslint.schema.shape import Json

Path = tuple[str | int, ...]
Keyword = Callable[..., Iterator[ValidationError]]


class Violation(NamedTuple):
    """A value that a keyword of its schema refuses."""

    path: Path
    keyword: str
    schema: Json


def violations(value: object, schema: Json) -> Iterator[Violation]:
    """The violations of a value, choices opened: only those of the branch that the value's kind picks."""
    rules: dict[str, Any] = dict(Draft202012Validator.VALIDATORS)
    bounded = {keyword: _once(rules[keyword]) for keyword in ("$ref", "properties", "items")}
    # The stubs leave `extend` untyped.
    extend: Any = validators.extend  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    for error in extend(Draft202012Validator, bounded)(schema).iter_errors(value):
        yield from _opened(error)


def _opened(error: ValidationError) -> Iterator[Violation]:
    branch = _branch(error) if error.validator == "anyOf" else None
    if branch is None:
        schema: Any = error.schema
        yield Violation(tuple(error.absolute_path), str(error.validator), schema)
    for inner in branch or ():
        yield from _opened(inner)


def _branch(error: ValidationError) -> list[ValidationError] | None:
    """What the first branch that takes values of this kind has against the value; None without one."""
    branches: dict[str | int, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    for found in branches.values():
        if not any(inner.validator == "type" and not inner.relative_path for inner in found):
            return found
    return None


def _once(keyword: Keyword) -> Keyword:
    """The keyword, applied once to a collection that aliases put in many places.

    A second visit would say the same of the same place, and a file of a few
    kilobytes can ask for millions of them.
    """
    seen: set[tuple[int, int]] = set()

    def apply(
        validator: Draft202012Validator, wanted: object, value: object, schema: Json
    ) -> Iterator[ValidationError]:
        if isinstance(value, (dict, list)):
            visit = id(value), id(schema)  # pyright: ignore[reportUnknownArgumentType]
            if visit in seen:
                return
            seen.add(visit)
        yield from keyword(validator, wanted, value, schema)

    return apply
