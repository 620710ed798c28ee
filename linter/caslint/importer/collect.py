"""From exported objects to one draft of the organization: servers first, because the rest belongs to them."""

from __future__ import annotations

from caslint.importer.directory_facts import take_directory, take_mail_settings, take_outlook_anywhere
from caslint.importer.draft import Draft
from caslint.importer.gather import Harvest
from caslint.importer.kinds import DIRECTORIES, KINDS
from caslint.importer.server_facts import (
    take_array,
    take_build,
    take_client_access_server,
    take_database,
    take_organization,
    take_server,
    take_site,
)

_TAKERS = {
    "organization": take_organization,
    "site": take_site,
    "server": take_server,
    "build": take_build,
    "clientAccessServer": take_client_access_server,
    "clientAccessArray": take_array,
    **dict.fromkeys(DIRECTORIES, take_directory),
    "outlookAnywhere": take_outlook_anywhere,
    "pop3": take_mail_settings,
    "imap4": take_mail_settings,
    "mailboxDatabase": take_database,
}
"""What reads each kind of object, in the order in which the kinds are read."""


def collect(harvest: Harvest) -> Draft:
    """Merge everything that was read."""
    draft = Draft()
    draft.kinds = set(harvest.kinds)
    rank = {kind: place for place, kind in enumerate(KINDS)}
    for record in sorted(harvest.records, key=lambda record: rank[record.kind]):
        _TAKERS[record.kind](draft, record)
    return draft
