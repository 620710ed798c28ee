"""Authentication as exports tell it: lists of methods, switches, and what holds where the two disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from caslint.exchange.protocols import AUTHENTICATION_METHODS
from caslint.importer.draft import Plain, Remark
from caslint.importer.reading import number, words
from caslint.importer.value import LOST, Lost, Thing, Value

METHODS = "internalAuthenticationMethods"

_ORDINALS = (
    "Basic",
    "Digest",
    "Ntlm",
    "Fba",
    "WindowsIntegrated",
    "LiveIdFba",
    "LiveIdBasic",
    "WSSecurity",
    "Certificate",
    "NegoEx",
    "OAuth",
)
"""The enumeration AuthenticationMethod by its numbers, as exports of Windows PowerShell show them."""

_SPELLED = {name.casefold(): name for name in AUTHENTICATION_METHODS}
_MEANS = {
    "formsAuthentication": frozenset({"Fba"}),
    "basicAuthentication": frozenset({"Basic"}),
    "basicAuthEnabled": frozenset({"Basic"}),
    "windowsAuthentication": frozenset({"Ntlm", "WindowsIntegrated"}),
    "windowsAuthEnabled": frozenset({"Ntlm", "WindowsIntegrated"}),
    "digestAuthentication": frozenset({"Digest"}),
}
"""Each switch with the methods in the list that say the same."""

ALL_SWITCHES = frozenset(_MEANS)

_ALL_FALSE = "the switches were all false, as -ADPropertiesOnly leaves them; "
TAKEN_FROM_LIST = Remark(_ALL_FALSE + "the list is taken", aloud=True)
WORTHLESS = Remark(_ALL_FALSE + "authentication is unknown", aloud=True)
CONTRADICTION = "the export contradicts itself: the list does not agree with {}"


def methods(value: Value) -> tuple[str, ...] | Lost:
    """The methods of a list, by names or by numbers.

    One number alone is ambiguous (3 may be Fba, or Basic and Ntlm as flags of
    the directory's attribute) and counts as lost.
    """
    if isinstance(value, list):
        found = [_method(item) for item in value]
        return LOST if LOST in found else tuple([item for item in found if isinstance(item, str)])
    if number(value) is not None:
        return LOST
    spelled = words(value, spaced=True)
    if isinstance(spelled, Lost) or any(word.casefold() not in _SPELLED for word in spelled):
        return LOST
    return tuple([_SPELLED[word.casefold()] for word in spelled])


def _method(value: Value) -> str | Lost:
    ordinal = number(value)
    if ordinal is not None:
        return _ORDINALS[ordinal] if ordinal < len(_ORDINALS) else LOST
    told = value.text if isinstance(value, Thing) else value
    return _SPELLED.get(str(told).strip().casefold(), LOST)


def method(value: Value) -> str | Lost | None:
    """One method, as Outlook Anywhere has it for its clients."""
    return None if value is None else _method(value)


class Settled(NamedTuple):
    """What is written of a directory's authentication, and a remark with the field where it stands."""

    facts: dict[str, Plain]
    remark: tuple[str, Remark] | None = None


def settled(
    switches: Mapping[str, bool], listed: tuple[str, ...] | None, expected: tuple[str, ...]
) -> Settled:
    """Settle the switches of a directory against its list; `expected` are the switches that its kind has.

    Both are kept where they agree and where they contradict each other, which
    is then said.  Switches that are all false beside a list that is not, or
    beside no list, are what a reading of Active Directory alone gives, and are
    worth nothing.
    """
    facts: dict[str, Plain] = dict(switches)
    if listed or (listed is not None and switches):
        facts[METHODS] = listed  # an empty list alone says nothing: ActiveSync has one and offers Basic
    needed = [switch for switch in expected if switch != "digestAuthentication"]
    worthless = all(switches.get(switch) is False for switch in needed) and not any(switches.values())
    if worthless and not listed:
        return Settled({}, ("", WORTHLESS))
    if not listed:
        return Settled(facts)
    against = [switch for switch, value in switches.items() if value != bool(_MEANS[switch] & set(listed))]
    if not against:
        return Settled(facts)
    if worthless:
        return Settled({METHODS: listed}, (METHODS, TAKEN_FROM_LIST))
    return Settled(facts, (against[0], Remark(CONTRADICTION, (tuple(against),), aloud=True)))


def implied(switch: str, listed: tuple[str, ...]) -> bool:
    """What a list of methods says about a switch."""
    return bool(_MEANS[switch] & set(listed))
