"""Near-valid topologies: the samples and incidents, changed in a few places by a fuzzer's decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import hostile
from caslint.node import FLAGS, Mapping, Node, Scalar, is_null
from caslint.tree import parse
from fuzz.choices import Choices
from strategies import HOSTS, NAMES, SCHEMA, VERSIONS, VERSIONS_2003, WRONG, Json, emit

ROOT = Path(__file__).parent.parent.parent
_MOST_CHANGES = 8
_URLS = (
    "https://cas01.contoso.com/owa",
    "http://mail.contoso.com/EWS/Exchange.asmx",
    "not a url",
    "https://",
)
_TEXTS = (*NAMES, *HOSTS, *VERSIONS, *VERSIONS_2003, *_URLS, *hostile.TEXTS.values())


@cache
def originals() -> tuple[tuple[str, Json], ...]:
    """The documents that are changed, each as its file has it and as a plain value."""
    files = [*(ROOT / "sample-topologies").glob("*.yaml"), *(ROOT / "tests" / "incidents").glob("*.yaml")]
    texts = [file.read_text(encoding="utf-8") for file in sorted(files)]
    return tuple([(text, plain(parse(text).root)) for text in texts])


def plain(node: Node | None) -> Json:
    """A tree as a plain value."""
    if node is None or is_null(node):
        return None
    if isinstance(node, Scalar):
        return node.text if node.style else FLAGS.get(node.text, node.text)
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    return [plain(item) for item in node.items]


@cache
def _shapes() -> tuple[dict[str, Any], ...]:
    """The keys that each mapping of the format may have, with what their values may be."""
    found = [value["properties"] for value in _inside(SCHEMA) if "properties" in value]
    return tuple(sorted(found, key=len))


def _inside(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  whatever a schema holds
    """The mappings in a part of the schema, itself first."""
    if isinstance(value, list):
        value = dict(enumerate(value))  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    elif isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else ():  # pyright: ignore[reportUnknownVariableType]
        yield from _inside(one)


@cache
def _values() -> dict[str, tuple[Json, ...]]:
    """Values of each key: all that it has in the originals, and those that the schema lists."""
    found: dict[str, list[Json]] = {}
    for _, document in originals():
        for around, key in _spots(document):
            if isinstance(around, dict) and isinstance(key, str):
                found.setdefault(key, []).append(around[key])
    for shape in _shapes():
        for key, schema in shape.items():
            found.setdefault(key, []).extend(_listed(schema))
    return {key: tuple(values) for key, values in found.items() if values}


def _listed(schema: dict[str, Any]) -> Iterator[Json]:
    """What a schema says of a value, as far as it is a choice or names a text."""
    for one in _inside(schema):
        yield from one.get("enum", [])
        yield from [one["const"]] if "const" in one else []
        kinds = one.get("type", [])
        yield from [True, False] if "boolean" in str(kinds) else []
        yield from [None] if "null" in str(kinds) else []
        if str(one.get("$ref", "")).endswith("url"):
            yield from (None, *_URLS)


def topology(choices: Choices) -> str:
    """The text of a topology that is nearly one of the originals."""
    _, original = choices.pick(originals())
    seed = choices.below(8)
    document = _copied(original)
    for _ in range(1 + choices.below(_MOST_CHANGES)):
        if not choices.left:
            break
        _change(document, choices)
    return emit(document, Random(seed))  # noqa: S311  no secret


def _change(document: Json, choices: Choices) -> None:
    spots = list(_spots(document))
    if not spots:
        return
    around, key = choices.pick(spots)
    if isinstance(around, list):
        _change_item(around, int(key), choices)
    else:
        _change_value(around, str(key), choices)


def _change_item(around: list[Json], at: int, choices: Choices) -> None:
    match choices.below(4):
        case 0:
            around.insert(at, _copied(around[at]))
        case 1:
            del around[at]
        case 2:
            around.reverse()
        case _:
            around[at] = _copied(choices.pick(around)) if choices.below(4) else _value("", choices)


def _change_value(around: dict[str, Json], key: str, choices: Choices) -> None:
    match choices.below(10):
        case 0:
            del around[key]
        case 1 | 2 | 3:
            fitting = [shape for shape in _shapes() if around.keys() <= shape.keys()] or [_shapes()[-1]]
            another = choices.pick(list(choices.pick(fitting)))
            around[another] = _value(another, choices)
        case 4:
            around[choices.pick(_TEXTS)] = around.pop(key)
        case _:
            around[key] = _value(key, choices)


def _value(key: str, choices: Choices) -> Json:
    """A value that the key has elsewhere; now and then an odd text, any text, or one of the wrong kind."""
    match choices.below(16):
        case 0:
            return _copied(choices.pick(WRONG))
        case 1:
            return choices.pick(_TEXTS)
        case 2:
            return choices.text(40)
        case 3:
            return choices.pick(list(hostile.TEXTS.values())) + choices.text(10)
        case 4 if key == "version":
            return choices.pick(VERSIONS)
        case _:
            return _copied(choices.pick(_values().get(key, _TEXTS)))


def _copied(value: Json) -> Json:
    """So that no change of one place is one of another, and no value ever holds itself."""
    copy: Json = json.loads(json.dumps(value))
    return copy


def _spots(value: Json) -> Iterator[tuple[dict[str, Json] | list[Json], str | int]]:
    inside: Iterator[tuple[str | int, Json]] = iter(())
    if isinstance(value, dict):
        inside = iter(value.items())
    elif isinstance(value, list):
        inside = iter(enumerate(value))
    for key, inner in inside:
        if isinstance(value, (dict, list)):
            yield value, key
        yield from _spots(inner)
