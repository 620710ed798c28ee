"""Exchange objects as tests need them, and the encodings in which the shell exports them, written anew here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any, NamedTuple, TypeAlias, TypeGuard
from xml.sax.saxutils import escape, quoteattr

NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04"
DATA = "Microsoft.Exchange.Data.Directory."
TYPES = {
    "organization": f"{DATA}Management.OrganizationConfig",
    "site": f"{DATA}SystemConfiguration.ADSite",
    "server": f"{DATA}Management.ExchangeServer",
    "clientAccessServer": f"{DATA}Management.ClientAccessServer",
    "clientAccessArray": f"{DATA}SystemConfiguration.ClientAccessArray",
    "owa": f"{DATA}SystemConfiguration.ADOwaVirtualDirectory",
    "ecp": f"{DATA}SystemConfiguration.ADEcpVirtualDirectory",
    "activesync": f"{DATA}SystemConfiguration.ADMobileVirtualDirectory",
    "ews": f"{DATA}SystemConfiguration.ADWebServicesVirtualDirectory",
    "oab": f"{DATA}SystemConfiguration.ADOabVirtualDirectory",
    "autodiscover": f"{DATA}SystemConfiguration.ADAutodiscoverVirtualDirectory",
    "outlookAnywhere": f"{DATA}SystemConfiguration.ADRpcHttpVirtualDirectory",
    "pop3": f"{DATA}SystemConfiguration.Pop3AdConfiguration",
    "imap4": f"{DATA}SystemConfiguration.Imap4AdConfiguration",
    "mailboxDatabase": f"{DATA}SystemConfiguration.MailboxDatabase",
}
METHODS = (
    "Basic", "Digest", "Ntlm", "Fba", "WindowsIntegrated", "LiveIdFba", "LiveIdBasic", "WSSecurity",
    "Certificate", "NegoEx", "OAuth",
)  # fmt: skip


class Enum(NamedTuple):
    """A value of an enumeration."""

    name: str
    number: int


class Uri(NamedTuple):
    """A URL."""

    text: str


class Id(NamedTuple):
    """An object of Active Directory: what ToString gives, and its own name."""

    text: str
    name: str


class Ver(NamedTuple):
    """A ServerVersion."""

    major: int
    minor: int
    build: int
    revision: int
    patch: str | None = None

    @property
    def text(self) -> str:
        told = f": {self.patch}" if self.patch else ""
        return f"Version {self.major}.{self.minor} (Build {self.build}.{self.revision}{told})"


Property: TypeAlias = Any
"""A bool, a text, an int, None, one of the classes above, or a list of them."""


class Exported(NamedTuple):
    """An object as the shell holds it."""

    kind: str
    properties: dict[str, Property]

    @property
    def text(self) -> str:
        identity = self.properties.get("Identity") or self.properties.get("Name")
        return identity.text if isinstance(identity, Id) else str(identity)


def methods(names: Iterable[str]) -> list[Enum]:
    return [Enum(name, METHODS.index(name)) for name in names]


# CLIXML.


def clixml(objects: Iterable[Exported], *, prefix: str = "", remote: bool = False) -> str:
    """Export-Clixml: rehydrated as on a server, or with texts as a remote session gives them."""
    writer = _Clixml(prefix=prefix, remote=remote)
    body = "".join([writer.object(each) for each in objects])
    return f'<Objs Version="1.1.0.1" xmlns="{NAMESPACE}">\n{body}</Objs>'


class _Clixml:
    """Type names once a file, as PowerShell writes them: a later object of the type refers to them."""

    def __init__(self, *, prefix: str, remote: bool) -> None:
        self.prefix = prefix
        self.remote = remote
        self.types: dict[str, int] = {}
        self.count = 0

    def object(self, exported: Exported) -> str:
        properties = "".join([self.value(value, name) for name, value in exported.properties.items()])
        data = '<BA N="SerializationData">AAEAAAD/////</BA>' if not self.remote else ""
        notes = f'<MS><S N="PSComputerName">asked.example</S>{data}</MS>'
        text = (
            f"<ToString>{escaped(exported.text)}</ToString>" if not self.prefix.startswith("Selected") else ""
        )
        return (
            f"{self.open()}{self.named(TYPES[exported.kind])}{text}<Props>{properties}</Props>{notes}</Obj>\n"
        )

    def open(self, attribute: str = "") -> str:
        self.count += 1
        return f'<Obj{attribute} RefId="{self.count - 1}">'

    def named(self, name: str) -> str:
        if name in self.types:
            return f'<TNRef RefId="{self.types[name]}" />'
        self.types[name] = len(self.types)
        return f'<TN RefId="{self.types[name]}"><T>{escaped(self.prefix + name)}</T><T>System.Object</T></TN>'

    def value(self, value: Property, name: str = "") -> str:
        n = f" N={quoteattr(escaped(name))}" if name else ""
        if value is None:
            return f"<Nil{n} />"
        if isinstance(value, int):
            return f"<B{n}>{str(value).lower()}</B>" if isinstance(value, bool) else f"<I32{n}>{value}</I32>"
        if is_list(value):
            items = "".join([self.value(item) for item in value])
            return f"{self.open(n)}{self.named('Microsoft.Exchange.Data.MultiValuedProperty')}<LST>{items}</LST></Obj>"
        if isinstance(value, Uri):
            return f"<URI{n}>{escaped(value.text)}</URI>"
        if isinstance(value, str) or self.remote:
            return f"<S{n}>{escaped(spelled(value))}</S>"
        return self.structured(value, n)

    def structured(self, value: Property, n: str) -> str:
        if isinstance(value, Enum):
            text = f"<ToString>{value.name}</ToString><I32>{value.number}</I32>"
            return f"{self.open(n)}{self.named('Microsoft.Exchange.Data.AnEnumeration')}{text}</Obj>"
        inner = _parts(value)
        properties = "".join([self.value(part, name) for name, part in inner.items()])
        text = f"<ToString>{escaped(value.text)}</ToString><Props>{properties}</Props>"
        return f"{self.open(n)}{self.named(f'Microsoft.Exchange.Data.{type(value).__name__}')}{text}</Obj>"


def escaped(text: str) -> str:
    """A string as CLIXML writes it: control characters, surrogates and look-alikes of escapes as _xHHHH_."""
    data = text.encode("utf-16-be", "surrogatepass")
    units = [high << 8 | low for high, low in zip(data[::2], data[1::2], strict=True)]
    return escape("".join(map(_unit, units, [*units[1:], 0])))


def _unit(unit: int, following: int) -> str:
    looks_escaped = unit == ord("_") and following in {ord("x"), ord("X")}
    if looks_escaped or unit < 0x20 or 0x7F <= unit < 0xA0 or 0xD800 <= unit < 0xE000:
        return f"_x{unit:04X}_"
    return chr(unit)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Whether a value is a list; keeps its items from being of an unknown type."""
    return isinstance(value, list)


def spelled(value: Property) -> str:
    """A value as text: what ToString gives."""
    if is_list(value):
        return " ".join(map(spelled, value))
    if isinstance(value, Enum):
        return value.name
    return str(getattr(value, "text", value))


def _parts(value: Property) -> dict[str, Property]:
    if isinstance(value, Ver):
        return {
            "Major": value.major,
            "Minor": value.minor,
            "Build": value.build,
            "Revision": value.revision,
            "FilePatchLevelDescription": value.patch,
        }
    return {"Name": value.name, "DistinguishedName": f"CN={value.name},CN=Somewhere,DC=example"}


# JSON.


def as_json(objects: Iterable[Exported], *, numbers: bool) -> str:
    """ConvertTo-Json: one object alone, several as a list; enumerations by number or by name."""
    plain = [
        {name: _json(value, numbers=numbers) for name, value in each.properties.items()} for each in objects
    ]
    return (
        "" if not plain else json.dumps(plain[0] if len(plain) == 1 else plain, indent=2, ensure_ascii=False)
    )


def _json(value: Property, *, numbers: bool) -> Any:  # noqa: ANN401  what json takes
    if is_list(value):
        return [_json(item, numbers=numbers) for item in value]
    if isinstance(value, Enum):
        return value.number if numbers else value.name
    if isinstance(value, Uri):
        return value.text
    return _parts(value) if isinstance(value, (Id, Ver)) else value


# CSV and Format-List.


def as_csv(
    objects: Iterable[Exported], *, delimiter: str = ",", joined: bool = True, typed: bool = True
) -> str:
    """Export-Csv; lists joined in calculated columns, or flattened to the names of their types."""
    listed = list(objects)
    names = list(dict.fromkeys([name for each in listed for name in each.properties]))
    stream = io.StringIO(newline="")
    if typed:
        stream.write(f"#TYPE {TYPES[listed[0].kind]}\r\n")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for each in listed:
        writer.writerow([_cell(each.properties.get(name), joined=joined) for name in names])
    return stream.getvalue()


def _cell(value: Property, *, joined: bool) -> str:
    if is_list(value):
        return ", ".join(map(spelled, value)) if joined else "System.Collections.ArrayList"
    return "" if value is None else spelled(value)


def format_list(objects: Iterable[Exported], *, width: int = 0) -> str:
    """Format-List; values wrapped under themselves at a width of the screen."""
    parts: list[str] = []
    for each in objects:
        margin = max(map(len, each.properties))
        lines = [_line(name, value, margin, width) for name, value in each.properties.items()]
        parts.append("\n".join(lines))
    return "\n\n" + "\n\n".join(parts) + "\n\n"


def _line(name: str, value: Property, margin: int, width: int) -> str:
    told = _cell(value, joined=True)
    told = f"{{{told}}}" if is_list(value) else told
    head = f"{name:<{margin}} : "
    room = width - len(head)
    if width == 0 or len(told) <= room:
        return (head + told).rstrip()
    pieces: list[str] = []
    while told:
        cut = told.rfind(" ", 0, room + 1) if len(told) > room else len(told)
        cut = cut if cut > 0 else room
        pieces.append(told[:cut])
        told = told[cut:].removeprefix(" ")
    return head + ("\n" + " " * len(head)).join(pieces)
