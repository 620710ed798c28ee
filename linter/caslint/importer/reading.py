"""One exported value read as what its property means: a text, a switch, a list, a name, a version.

Every reading gives the value, None for what is empty, or LOST for what the
encoding did not keep or what cannot be told from it.
"""

from __future__ import annotations

import re

from caslint.importer.value import LOST, Lost, Thing, Value

_TYPE_NAME = re.compile(r"(?:System|Microsoft)\.[\w.+]+(?:`\d+)?(?:\[.*\])?\Z")
"""What Export-Csv writes in place of a list: the name of its type."""

_CUT = ("...", "…")
_SPOKEN = ("absoluteuri", "originalstring", "hostnamestring", "name", "distinguishedname")
_RDN = re.compile(r"\s*CN=((?:\\.|[^,\\])*)", re.IGNORECASE)
_CANONICAL = re.compile(r"[^/]+/Configuration/|[\w-]+(?:\.[\w-]+)+/", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(?:([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_FLAGS = {"true": True, "$true": True, "false": False, "$false": False}


def text(value: Value) -> str | Lost | None:
    """A text; the empty one and `$null` are None."""
    while isinstance(value, list):
        if len(value) > 1:
            return LOST
        value = value[0] if value else None
    if isinstance(value, Thing):
        return _spoken(value)
    if value is None or isinstance(value, Lost):
        return value
    found = str(value).strip()
    if _TYPE_NAME.match(found) or found.endswith(_CUT):
        return LOST
    return found or None


def _spoken(thing: Thing) -> str | Lost | None:
    """What an object is called: its text, else the property that holds it."""
    if thing.text:
        return text(thing.text)
    for name in _SPOKEN:
        if isinstance(thing.properties.get(name), str):
            return text(thing.properties[name])
    return LOST


def flag(value: Value) -> bool | Lost | None:
    """A switch."""
    if isinstance(value, bool) or value is None:
        return value
    found = text(value)
    return _FLAGS.get(found.casefold(), LOST) if isinstance(found, str) else found


def words(value: Value, *, spaced: bool = False) -> tuple[str, ...] | Lost:
    """A list of texts, empty for `$null`.

    A text is cut at commas and semicolons, because people join lists so when
    they export; and at spaces where `spaced` says that no item holds any.
    """
    if isinstance(value, Thing) and value.text is not None:
        value = value.text
    if isinstance(value, str):
        return _cut(value, spaced=spaced)
    found = [text(item) for item in value] if isinstance(value, list) else [text(value)]
    if any(isinstance(item, Lost) for item in found):
        return LOST
    return tuple([item for item in found if isinstance(item, str)])


def _cut(joined: str, *, spaced: bool) -> tuple[str, ...] | Lost:
    if isinstance(text(joined), Lost):
        return LOST
    pieces = re.split(r"[,;\s]" if spaced else r"[,;]", joined.strip().removeprefix("{").removesuffix("}"))
    return tuple([piece.strip() for piece in pieces if piece.strip()])


def name(value: Value) -> str | Lost | None:
    """The last name of an object in Active Directory, be it given as object, as path or alone."""
    if isinstance(value, Thing) and isinstance(value.properties.get("name"), str):
        return text(value.properties["name"])
    found = text(value)
    return last_name(found) or None if isinstance(found, str) else found


def last_name(path: str) -> str:
    r"""`Redmond` of `contoso.com/Configuration/Sites/Redmond` and of `CN=Redmond,CN=Sites,…`; `\/` is a slash."""
    rdn = _RDN.match(path)
    if rdn:
        return _ESCAPED.sub(_unescaped, rdn[1])
    return re.split(r"(?<!\\)/", path)[-1].replace("\\/", "/") if _CANONICAL.match(path) else path


def names(value: Value) -> tuple[str, ...] | Lost:
    """The last names of a list of objects."""
    if isinstance(value, list):
        found = [name(item) for item in value]
        return LOST if LOST in found else tuple([item for item in found if isinstance(item, str)])
    joined = words(value)
    return joined if isinstance(joined, Lost) else tuple(filter(None, map(last_name, joined)))


def _unescaped(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def version(value: Value) -> str | Lost | None:
    """AdminDisplayVersion in the shell's words, from its text or its four numbers."""
    if isinstance(value, Thing) and not value.text:
        return _spelled(value)
    return text(value)


def _spelled(thing: Thing) -> str | Lost:
    parts = [thing.properties.get(part) for part in ("major", "minor", "build", "revision")]
    if not all(isinstance(part, int) for part in parts):
        return LOST
    patch = text(thing.properties.get("filepatchleveldescription"))
    told = f": {patch}" if isinstance(patch, str) else ""
    return f"Version {parts[0]}.{parts[1]} (Build {parts[2]}.{parts[3]}{told})"


def number(value: Value) -> int | None:
    """The number of an enumeration's value, where it came as one."""
    if isinstance(value, Thing):
        return value.number if not value.text else None
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value.strip()[:9])
    return value if isinstance(value, int) and not isinstance(value, bool) else None
