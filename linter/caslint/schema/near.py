"""What somebody probably meant: the nearest of the allowed names."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

MEANT = {
    # What the shell calls it, and how it is spoken of: the key of this format.
    "serverrole": "roles",
    "admindisplayversion": "version",
    "websitename": "webSite",
    "outlookanywhereenabled": "enabled",
    "arrays": "clientAccessArrays",
    "casarrays": "clientAccessArrays",
    "databases": "mailboxDatabases",
    "vdirs": "virtualDirectories",
    "scp": "autoDiscoverServiceInternalUri",
    # ActiveSync's own names for two switches.
    "basicauthentication": "basicAuthEnabled",
    "windowsauthentication": "windowsAuthEnabled",
    "basicauthenabled": "basicAuthentication",
    "windowsauthenabled": "windowsAuthentication",
    # Directories, protocols and roles in short.
    "cas": "ClientAccess",
    "mbx": "Mailbox",
    "hub": "HubTransport",
    "ht": "HubTransport",
    "um": "UnifiedMessaging",
    "edge": "EdgeTransport",
    "eas": "activesync",
    "microsoftserveractivesync": "activesync",
    "webservices": "ews",
    "outlookwebapp": "owa",
    "outlookwebaccess": "owa",
    "pop": "pop3",
    "imap": "imap4",
    "oa": "outlookAnywhere",
    "rpcoverhttp": "outlookAnywhere",
    # Authentication, states, severities.
    "forms": "Fba",
    "formsbased": "Fba",
    "windows": "WindowsIntegrated",
    "integrated": "WindowsIntegrated",
    "rodc": "read-only",
    "removed": "absent",
    "warn": "warning",
    "err": "error",
}
"""Other words for a name, without their case and punctuation."""

_MOST = 3
_LIKELY = 0.85


class Guess(NamedTuple):
    """The nearest names, best first; `sure` when the one name can only have been meant, `likely` when almost."""

    names: tuple[str, ...] = ()
    sure: bool = False
    likely: bool = False


def guess(word: str, allowed: Iterable[str]) -> Guess:
    """Which of the allowed names a word stands for."""
    by_bare = {_bare(name): name for name in allowed}
    bare = _bare(word)
    for meant in (bare, _bare(MEANT.get(bare, bare))):
        if meant in by_bare:
            return Guess((by_bare[meant],), sure=True)
    close = get_close_matches(bare[:100], list(by_bare), _MOST)
    if not close:
        return Guess()
    likeness = [SequenceMatcher(None, name, bare).ratio() for name in close]
    if likeness[0] < _LIKELY:
        return Guess(tuple(by_bare[name] for name in close))
    return Guess((by_bare[close[0]],), likely=True)


def _bare(word: str) -> str:
    """A name without case and punctuation: `Client Access`, `client-access` and `ClientAccess` are one."""
    return "".join([letter for letter in word.casefold() if letter.isalnum()])
