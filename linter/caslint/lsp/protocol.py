"""JSON-RPC as the Language Server Protocol uses it: messages, error codes, and what a client sends, read strictly."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeGuard, cast

Object = dict[str, Any]
"""A JSON object, a name to a value; Any, because a client may send any."""

PARSE_ERROR = -32700
INVALID_REQUEST = -32600
METHOD_NOT_FOUND = -32601
INVALID_PARAMS = -32602
INTERNAL_ERROR = -32603
NOT_INITIALIZED = -32002
REQUEST_FAILED = -32803
REQUEST_CANCELLED = -32800

_LARGEST = 2**31 - 1
"""The protocol's `uinteger` ends here."""


class ProtocolError(Exception):
    """What a client asked for cannot be answered; `code` is JSON-RPC's, the message is for people."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def decoded(body: bytes) -> Object:
    """The message that a body holds; ProtocolError where it holds none."""
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, json.JSONDecodeError) else type(error).__name__
        raise ProtocolError(PARSE_ERROR, f"this is no JSON: {reason}") from None
    if not isinstance(found, dict):
        raise ProtocolError(INVALID_REQUEST, "a message is a JSON object; lists of messages are not taken")
    return cast("Object", found)


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def encoded(message: Object) -> bytes:
    """The body of a message; ASCII, so that no text in it can be half a character."""
    return json.dumps({"jsonrpc": "2.0", **message}, separators=(",", ":")).encode("ascii")


def is_id(value: object) -> TypeGuard[int | str]:
    """Whether a value can be a request's id."""
    return isinstance(value, int | str) and not isinstance(value, bool)


def mapping(of: object, key: str) -> Object:
    """A key's value where it must be an object."""
    found = _value(of, key)
    if not isinstance(found, dict):
        raise _invalid(key, "an object")
    return cast("Object", found)


def listed(of: object, key: str) -> list[object]:
    """A key's value where it must be a list."""
    found = _value(of, key)
    if not isinstance(found, list):
        raise _invalid(key, "a list")
    return cast("list[object]", found)


def text(of: object, key: str) -> str:
    """A key's value where it must be a text."""
    found = _value(of, key)
    if not isinstance(found, str):
        raise _invalid(key, "a text")
    return found


def whole(of: object, key: str) -> int:
    """A key's value where it must be a whole number that is not negative."""
    found = _value(of, key)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= _LARGEST:
        raise _invalid(key, "a whole number that is not negative")
    return found


def maybe(of: object, *keys: str) -> object:
    """What stands at a path of keys; None where any of them is missing or leads into no object."""
    found = of
    for key in keys:
        found = as_object(found).get(key)
    return found


def as_object(value: object) -> Object:
    """An object, empty where the value is none."""
    return cast("Object", value) if isinstance(value, dict) else {}


def words(value: object) -> list[str]:
    """The texts of a list; none where it is no list."""
    return [word for word in items(value) if isinstance(word, str)]


def items(value: object) -> list[object]:
    """What a list holds; nothing where it is no list."""
    return cast("list[object]", value) if isinstance(value, list) else []


def _value(of: object, key: str) -> object:
    if not isinstance(of, dict):
        raise _invalid("params", "an object")
    if key not in of:
        raise ProtocolError(INVALID_PARAMS, f"{key} is missing")
    return cast("object", of[key])


def _invalid(key: str, kind: str) -> ProtocolError:
    return ProtocolError(INVALID_PARAMS, f"{key} must be {kind}")
