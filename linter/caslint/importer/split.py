"""A document as a root file and one file for each site, which the root includes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from caslint.importer.document import Document, Section, text_of
from caslint.importer.lay_out import SCHEMA, fragment, root_file

ROOT = "topology.yaml"
FOLDER = "sites"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""Names that no file of Windows can have."""


def split(document: Document, head: Iterable[str]) -> dict[str, str]:
    """The texts by their paths below the root file's folder, the root file last.

    A database stands with its server, an array with its site; what belongs to
    no site, Exchange 2003 above all, stands in the root file.
    """
    by_site = {text_of(site, "name").casefold(): _part(site) for site in document.sites}
    rest = Document()
    rest.organization = document.organization
    site_of = {text_of(s, "name").casefold(): text_of(s, "site").casefold() for s in document.servers}
    for server in document.servers:
        by_site.get(text_of(server, "site").casefold(), rest).servers.append(server)
    for array in document.arrays:
        by_site.get(text_of(array, "site").casefold(), rest).arrays.append(array)
    for database in document.databases:
        site = site_of.get(text_of(database, "server").casefold(), "")
        by_site.get(site, rest).databases.append(database)
    names = _file_names([text_of(site, "name") for site in document.sites])
    files = {
        f"{FOLDER}/{name}.yaml": fragment(part, f"../{SCHEMA}")
        for name, part in zip(names, by_site.values(), strict=True)
    }
    return files | {ROOT: root_file(rest, head, [f"{FOLDER}/*.yaml"] if files else [])}


def _part(site: Section) -> Document:
    part = Document()
    part.sites.append(site)
    return part


def _file_names(sites: list[str]) -> list[str]:
    """A file name for each site: small letters, digits and dashes, each name once."""
    found: dict[str, None] = {}
    numbers: dict[str, int] = {}
    for site in sites:
        bare = "".join([letter for letter in normalize("NFKD", site.lower()) if not combining(letter)])
        plain = re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60] or "site"
        name = plain = f"site-{plain}" if _RESERVED.match(plain) else plain
        while name in found:
            numbers[plain] = numbers.get(plain, 1) + 1
            name = f"{plain}-{numbers[plain]}"
        found[name] = None
    return list(found)
