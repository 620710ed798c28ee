"""The only door to jsonschema: a plain value held against a schema, each violation on its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, ValidationError, validators

from caslint.schema.document import Path
from caslint.schema.shape import Json

Keyword = Callable[[Any, Any, object, Json], Iterator[ValidationError]]


class Violation(NamedTuple):
    """A value that a keyword of its schema refuses."""

    path: Path
    keyword: str
    schema: Json


def violations(value: object, schema: Json) -> Iterator[Violation]:
    """The violations of a value; of a choice only those of the branch that takes values of this kind."""
    keywords: dict[str, Keyword] = dict(Draft202012Validator.VALIDATORS)
    keywords["anyOf"] = _choice
    bounded = {name: _once(keyword) for name, keyword in keywords.items()}
    # The stubs leave `extend` untyped.
    extend: Any = validators.extend  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    for error in extend(Draft202012Validator, bounded)(schema).iter_errors(value):
        yield Violation(tuple(error.absolute_path), str(error.validator), error.schema)


def _choice(validator: Any, branches: list[Json], value: object, _: Json) -> Iterator[ValidationError]:  # noqa: ANN401
    """`anyOf`, where no two branches take values of one type: the one that takes this type decides.

    The keyword as it stands would say of every branch why it is not the one.
    """
    for index, branch in enumerate(branches):
        if validator.is_type(value, branch["type"]):
            yield from validator.descend(value, branch, schema_path=index)
            return
    yield ValidationError("no branch takes values of this type")


def _once(keyword: Keyword) -> Keyword:
    """The keyword, applied once to a collection that aliases put in many places.

    A second visit would say the same of the same place, and a file of a few
    kilobytes can ask for millions of them.
    """
    seen: set[tuple[int, int]] = set()

    def apply(validator: object, wanted: object, value: object, schema: Json) -> Iterator[ValidationError]:
        if _is_collection(value):
            visit = id(value), id(schema)
            if visit in seen:
                return
            seen.add(visit)
        yield from keyword(validator, wanted, value, schema)

    return apply


def _is_collection(value: object) -> bool:
    return isinstance(value, (dict, list))
