"""Record: a value of named fields, for the classes that every run declares.

`typing.NamedTuple` compiles each annotation of a class and a constructor for it, 0.1 ms and more; two score of them
were a tenth of the check of a small file.  A record takes a tenth of that; to read a field of it takes 50 ns more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter
from typing import Any, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class RecordType(type):
    """Makes a field of each annotation in the body of a record; the value beside it is its default."""

    fields: tuple[str, ...]
    defaults: Mapping[str, object]

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> RecordType:
        """The class, whose places are read as a tuple's are."""
        fields = tuple(body.get("__annotations__", ()))
        defaults = {field: body.pop(field) for field in fields if field in body}
        body.update((field, property(itemgetter(place))) for place, field in enumerate(fields))
        made = super().__new__(cls, name, bases, {**body, "__slots__": (), "__match_args__": fields})
        made.fields, made.defaults = fields, defaults
        return made


class Record(tuple[object, ...], metaclass=RecordType):
    """A tuple whose places have names.  A module that declares one has `from __future__ import annotations`."""

    __slots__ = ()

    def __new__(cls, *values: object, **named: object) -> Self:
        """The values of the fields, by place, by name, or their defaults; TypeError where they do not fit."""
        if named or len(values) != len(cls.fields):
            values = (*values, *_rest(cls, len(values), named))
        return super().__new__(cls, values)

    def __getnewargs__(self) -> tuple[object, ...]:
        return tuple(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self.as_dict().items())})"

    def as_dict(self) -> dict[str, object]:
        """Its values by the names of their fields."""
        return dict(zip(type(self).fields, self, strict=True))

    def replaced(self, **named: object) -> Self:
        """The same with other values in these fields; TypeError for a name that no field has."""
        return type(self)(**{**self.as_dict(), **named})


def _rest(kind: RecordType, given: int, named: Mapping[str, object]) -> Iterator[object]:
    """The values of the fields after those that were given by place."""
    rest = kind.fields[given:]
    values = {**kind.defaults, **named}
    wrong = [name for name in named if name not in rest]
    missing = [name for name in rest if name not in values]
    if wrong or missing or given > len(kind.fields):
        raise TypeError(
            f"{kind.__name__} has the fields {', '.join(kind.fields)}: {wrong=}, {missing=}, {given=}"
        )
    return (values[name] for name in rest)
