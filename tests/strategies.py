"""Random topology files: valid ones drawn from the JSON Schema, near-valid ones, and the YAML of both."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any, TypeAlias

from hypothesis import strategies as st

from caslint.node import NULLS
from caslint.schema_data import schema_bytes

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""What `json.loads` gives: the plain value of a document."""

SCHEMA: dict[str, Any] = json.loads(schema_bytes("topology"))

NAMES = (
    "CAS01",
    "CAS02",
    "EX03",
    "MBX01",
    "Redmond",
    "Kyoto",
    "NO",
    "123",
    "null",
    "São Paulo",
    "a: b",
    "*x",
    "~",
)
HOSTS = ("cas01.contoso.com", "mail.contoso.com", "10.0.0.1", "CAS01", "legacy.contoso.com")
PATHS = ("/owa", "/EWS/Exchange.asmx", "/Microsoft-Server-ActiveSync", "/exchange", "")
VERSIONS_2003 = (
    "Version 6.5 (Build 7638.2: Service Pack 2)",
    "6.5.7638.2",
    "Exchange 2003 SP2",
    "2003",
    "06.05.7638",
)
VERSIONS = (
    "Version 14.3 (Build 123.4)",
    "Version 14.2 (Build 247.5)",
    "14.03.0123.004",
    "14.1.218.15",
    "Version 8.3 (Build 83.6)",
    "8.0.685.25",
    "Exchange 2010 SP3",
    "2007",
    "Version 15.0 (Build 1497.2)",
    "14.10",
    "newest",
)
ODD_TEXTS = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Cn", "Co"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"
    ),
    min_size=1,
    max_size=8,
)
URLS = st.one_of(
    st.builds(
        "{}://{}{}".format, st.sampled_from(["https", "http"]), st.sampled_from(HOSTS), st.sampled_from(PATHS)
    ),
    st.sampled_from(["unknown", "not a url", "https://"]),
)
SPECIAL: dict[str, st.SearchStrategy[Json]] = {
    "build": st.sampled_from(["14.3.496.0", "14.2.342.3", "8.3.517.0"]),
    "deviceProtocolVersion": st.sampled_from(["2.5", "12.0", "12.1", "14.0", "14.1", "14"]),
    "fqdn": st.sampled_from(HOSTS),
    "connectsTo": st.sampled_from([*HOSTS, *NAMES]),
}
"""Texts that a plain draw would hardly hit, by the key that holds them."""


@cache
def topologies(most: int = 3) -> st.SearchStrategy[dict[str, Json]]:
    """Documents of the shape; lists have `most` items at the most."""
    found: st.SearchStrategy[Any] = _values(SCHEMA, "", most)
    return found


def _values(schema: dict[str, Any], key: str, most: int) -> st.SearchStrategy[Json]:
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        return _URL_OR_NULL if name == "url" else _values(SCHEMA["$defs"][name], key, most)
    if "anyOf" in schema:
        return st.one_of([_values(branch, key, most) for branch in schema["anyOf"]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "const" in schema:
        return st.just(schema["const"])
    stated: str | list[str] = schema["type"]
    if isinstance(stated, str):
        return _OF_TYPE[stated](schema, key, most)
    return st.one_of([_values({**schema, "type": name}, key, most) for name in stated])


def _objects(schema: dict[str, Any], key: str, most: int) -> st.SearchStrategy[Json]:
    del key
    keys = {name: _values(value, name, most) for name, value in schema["properties"].items()}
    if schema.get("maxProperties") == 1:
        return st.one_of([st.fixed_dictionaries({name: values}) for name, values in keys.items()])
    if "else" in schema:
        return st.one_of(
            _with(keys, {*schema["required"], *schema["else"]["required"]}, st.sampled_from(VERSIONS)),
            _with(keys, set(schema["required"]), st.sampled_from(VERSIONS_2003)),
        )
    return _with(keys, set(schema.get("required", ())))


def _with(
    keys: dict[str, st.SearchStrategy[Json]],
    required: set[str],
    versions: st.SearchStrategy[Json] | None = None,
) -> st.SearchStrategy[Json]:
    drawn = keys if versions is None else {**keys, "version": versions}
    optional = [name for name in drawn if name not in required]

    @st.composite
    def mapping(draw: st.DrawFn) -> Json:
        chosen = draw(st.lists(st.sampled_from(optional), unique=True, max_size=6)) if optional else []
        return {name: draw(drawn[name]) for name in drawn if name in required or name in chosen}

    return mapping()


def _lists(schema: dict[str, Any], key: str, most: int) -> st.SearchStrategy[Json]:
    return st.lists(_values(schema["items"], key, most), min_size=schema.get("minItems", 0), max_size=most)


def _texts(schema: dict[str, Any], key: str, most: int) -> st.SearchStrategy[Json]:
    del schema, most
    return SPECIAL.get(key, st.one_of(st.sampled_from(NAMES), ODD_TEXTS))


_OF_TYPE: dict[str, Callable[[dict[str, Any], str, int], st.SearchStrategy[Json]]] = {
    "object": _objects,
    "array": _lists,
    "string": _texts,
    "boolean": lambda schema, key, most: st.booleans(),  # noqa: ARG005
    "null": lambda schema, key, most: st.none(),  # noqa: ARG005
}
_URL_OR_NULL = st.one_of(st.none(), URLS)


# One violation.

WRONG: tuple[Json, ...] = (
    None,
    True,
    7,
    "",
    "absent",
    "unknown",
    "wrong",
    "Silent",
    [],
    ["owa"],
    {},
    {"name": "x"},
    [{}],
)


@st.composite
def near_valid(draw: st.DrawFn, most: int = 2) -> dict[str, Json]:
    """Documents with one thing changed: a key added, taken away or renamed, or a value exchanged.

    Most of them are not of the shape; some still are.
    """
    document = draw(topologies(most))
    around, key = draw(st.sampled_from([*_spots(document), (document, "")]))
    if isinstance(around, list):
        around[int(key)] = draw(st.sampled_from(WRONG))
    else:
        _change_key(draw, around, str(key))
    return document


def _change_key(draw: st.DrawFn, around: dict[str, Json], key: str) -> None:
    match draw(st.sampled_from(["add", "remove", "rename", "exchange"])):
        case "add":
            added = draw(st.sampled_from(["internetfacing", "externalUrl", "site", "name", "x"]))
            around[added] = draw(st.sampled_from(WRONG))
        case "remove":
            around.pop(key, None)
        case "rename":
            around[key.swapcase()] = around.pop(key, None)
        case _:
            around[key] = draw(st.sampled_from(WRONG))


def _spots(value: dict[str, Json] | list[Json]) -> Iterator[tuple[dict[str, Json] | list[Json], str | int]]:
    """Every place of a document: the collection around it, and its key or index there."""
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in inside:
        yield value, key
        if isinstance(inner, (dict, list)):
            yield from _spots(inner)


# YAML.


def written(document: Json) -> st.SearchStrategy[str]:
    """The YAML of a document; see `emit`."""
    return st.integers(0, 2**32).map(lambda seed: emit(document, Random(seed)))  # noqa: S311  no secret


def emit(document: Json, random: Random) -> str:
    """The YAML of a document, in block style but for empty collections and some lists of words.

    The order of keys, the quotes and the spelling of null and of booleans vary;
    the items of a list keep their order.
    """
    lines = _lines(document, random) if document and isinstance(document, (dict, list)) else ["{}"]
    return "".join(f"{line}\n" for line in lines)


def _lines(value: dict[str, Json] | list[Json], random: Random) -> list[str]:
    if isinstance(value, dict):
        keys = random.sample(list(value), len(value))
        return [line for key in keys for line in _pair(key, value[key], random)]
    return [line for item in value for line in _item(item, random)]


def _pair(key: str, value: Json, random: Random) -> list[str]:
    head = f"{_key(key, random)}:"
    if not isinstance(value, (dict, list)) or not value:
        return [f"{head} {_scalar(value, random)}".rstrip()]
    if isinstance(value, list) and _is_flat(value) and random.random() < 0.5:
        return [f"{head} [{', '.join(_scalar(item, random, in_flow=True) for item in value)}]"]
    indent = "" if isinstance(value, list) and random.random() < 0.5 else "  "
    return [head, *(indent + line for line in _lines(value, random))]


def _item(value: Json, random: Random) -> list[str]:
    if not isinstance(value, (dict, list)) or not value:
        return [f"- {_scalar(value, random)}".rstrip()]
    first, *others = _lines(value, random)
    return [f"- {first}", *(f"  {line}" for line in others)]


def _is_flat(value: list[Json]) -> bool:
    return not any(isinstance(item, (dict, list)) for item in value)


def _key(key: str, random: Random) -> str:
    plain = key.isascii() and key.isalnum() and random.random() < 0.9
    return key if plain else json.dumps(key, ensure_ascii=False)


def _scalar(value: Json, random: Random, *, in_flow: bool = False) -> str:
    if value is None:
        return random.choice(["null", "~", "Null"] if in_flow else ["null", "~", "NULL", ""])
    if isinstance(value, bool):
        return random.choice([str(value), str(value).lower(), str(value).upper()])
    if isinstance(value, str):
        return _text(value, random)
    return json.dumps(value)


def _text(value: str, random: Random) -> str:
    """A text in any style that keeps it a text."""
    styles = [json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"]
    plain = value.replace(".", "").replace("-", "").replace("/", "")
    if plain.isascii() and plain.isalnum() and value[0].isalnum() and value not in NULLS:
        styles.append(value)
    return random.choice(styles)
