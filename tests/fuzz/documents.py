"""Near-valid topologies: the samples and incidents, changed in a few places by a fuzzer's decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import hostile
from caslint.node import FLAGS, Mapping, Node, Scalar, is_null
from caslint.tree import parse
from fuzz.choices import Choices
from strategies import HOSTS, NAMES, VERSIONS, VERSIONS_2003, WRONG, Json, emit

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
def _values() -> dict[str, tuple[Json, ...]]:
    """Every value that a key has somewhere."""
    found: dict[str, list[Json]] = {}
    for _, document in originals():
        for around, key in _spots(document):
            if isinstance(around, dict) and isinstance(key, str):
                found.setdefault(key, []).append(around[key])
    return {key: tuple(values) for key, values in found.items()}


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
            around[at] = _value("", choices)


def _change_value(around: dict[str, Json], key: str, choices: Choices) -> None:
    match choices.below(6):
        case 0:
            del around[key]
        case 1:
            another = choices.pick(list(_values()))
            around[another] = _value(another, choices)
        case 2:
            around[choices.pick(_TEXTS)] = around.pop(key)
        case _:
            around[key] = _value(key, choices)


def _value(key: str, choices: Choices) -> Json:
    """A value that the key has elsewhere, an odd text, any text, or one of the wrong kind."""
    match choices.below(8):
        case 0:
            return _copied(choices.pick(WRONG))
        case 1:
            return choices.pick(_TEXTS)
        case 2:
            return choices.text(40)
        case 3:
            return choices.pick(list(hostile.TEXTS.values())) + choices.text(10)
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
