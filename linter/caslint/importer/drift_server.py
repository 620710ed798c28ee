"""What an export says differently of a server."""

from __future__ import annotations

from collections.abc import Iterator

from caslint.exchange.properties import PROPERTIES
from caslint.exchange.protocols import MAIL_PROTOCOLS
from caslint.exchange.versions import Family, Version, parse
from caslint.importer.declare_server import NO_SITE
from caslint.importer.document import UNKNOWN, Entry, Section
from caslint.importer.draft import Plain, same
from caslint.importer.drift import SERVER_ORDER, UNTOLD, Change, as_words, told
from caslint.importer.drift_directory import directory_changes
from caslint.importer.patch import Patch, plain
from caslint.model import Server
from caslint.model.services import default_settings
from caslint.node import Mapping, Scalar

_PLAIN = (
    "fqdn",
    "site",
    "version",
    "build",
    "roles",
    "autoDiscoverServiceInternalUri",
    "autoDiscoverSiteScope",
)
_SERVICES: dict[str, tuple[str, ...]] = {
    "outlookAnywhere": ("enabled", *PROPERTIES["outlookAnywhere"]),
    **dict.fromkeys(MAIL_PROTOCOLS, ("enabled", "internalConnectionSettings", "externalConnectionSettings")),
}


def server_changes(server: Server, whole: Section, brief: Section) -> Iterator[Change]:
    """The changes of a server that both have."""
    for field in _PLAIN:
        if field in whole and not _is_guess(whole[field]):
            yield from _plain_change(server, field, whole[field])
    if server.planned:
        yield _change(server, server.node, "planned", "true", Entry(value=False))
    yield from directory_changes(server, whole, brief)
    for field in _SERVICES:
        if field in whole and whole[field].value != UNKNOWN:
            yield from _service_changes(server, field, whole[field], brief.get(field))


def _is_guess(entry: Entry) -> bool:
    """Whether the import knows it too little to change what somebody wrote."""
    guessed = entry.remark is not None and "was not exported" in entry.remark.words
    return entry.value in {UNKNOWN, NO_SITE} if isinstance(entry.value, str) else guessed


def _plain_change(server: Server, field: str, entry: Entry) -> Iterator[Change]:
    assert not isinstance(entry.value, dict | list)  # noqa: S101  these fields hold plain values
    written = server.node.entries.get(field)
    if written is None:
        yield _change(server, server.node, field, UNTOLD, entry)
        return
    old = plain(written)
    is_same = _same_version(server.version, entry.value) if field == "version" else same(old, entry.value)
    if not is_same:
        yield _change(server, server.node, field, told(old), entry)


def _same_version(old: Version | None, new: Plain) -> bool:
    """Whether a server is at the same service pack; AdminDisplayVersion tells no more, and later ones more."""
    other = parse(new) if isinstance(new, str) else None
    if old is None or other is None or old.family is not other.family:
        return False
    if old.family is Family.LATER:
        return old.number == other.number or old.number is None
    return old.service_pack == other.service_pack


def _service_changes(server: Server, field: str, whole: Entry, brief: Entry | None) -> Iterator[Change]:
    written = server.node.entries.get(field)
    assert isinstance(whole.value, dict)  # noqa: S101  the import made it
    if isinstance(written, Scalar):
        yield _change(server, server.node, field, written.text, brief or Entry(whole.value))
    elif isinstance(written, Mapping):
        for key, entry in whole.value.items():
            old = written.entries.get(key)
            value = plain(old) if old is not None else _absent(server, field, key)
            if isinstance(entry.value, dict | list) or (
                value is not ... and same(_plain(value), entry.value)
            ):
                continue
            words = UNTOLD if value is ... else told(_plain(value))
            yield _change(server, written, key, words, entry, service=field)
    elif _differs_from_setup(server, field, whole.value):
        old_words = UNTOLD if field == "outlookAnywhere" else "as Setup leaves it"
        yield _change(server, server.node, field, old_words, brief or whole)


def _absent(server: Server, field: str, key: str) -> object:
    """What the absence of a service's key says; `...` where it says nothing."""
    if field in MAIL_PROTOCOLS and key == "internalConnectionSettings":
        return default_settings(field, server.host)
    return () if key == "externalConnectionSettings" else ...


def _plain(value: object) -> Plain:
    if isinstance(value, tuple):
        return tuple(map(str, value))  # pyright: ignore[reportUnknownArgumentType]  texts, all of them
    return value if isinstance(value, str | bool) else None


def _differs_from_setup(server: Server, field: str, section: Section) -> bool:
    values = {key: entry.value for key, entry in section.items()}
    return any(
        _absent(server, field, key) is ... or not same(_plain(_absent(server, field, key)), _plain(value))
        for key, value in values.items()
    )


def _change(
    server: Server, owner: Mapping, field: str, old: str, entry: Entry, *, service: str = ""
) -> Change:
    """A change of the server itself or of one of its services."""
    order = _SERVICES.get(service, SERVER_ORDER)
    subject = f"{server.name}/{service}" if service else server.name

    def apply(patch: Patch) -> bool:
        return patch.set(server.source, owner, field, entry._replace(remark=None), order)

    return Change(subject, field, old, as_words(entry), apply)
