"""A document as the text of a root file, or of one that a root file includes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from caslint.importer.document import Document, Entry, Section, text_of
from caslint.importer.emit import comment, item, pair, section

SCHEMA = ".caslint/topology.schema.json"
"""Where `caslint init` puts the schema for editors, seen from the root file."""


def root_file(document: Document, head: Iterable[str], include: Sequence[str] = ()) -> str:
    """The text of a root file; `head` are the lines of its first comment, `include` the files that it takes in."""
    parts = [_head(SCHEMA, head), "formatVersion: 1\n"]
    if document.organization:
        parts.append(section("organization", document.organization))
    if include:
        parts.append(pair("include", Entry(tuple(include)), 0))
    return "".join([*parts, *_lists(document)])


def fragment(document: Document, schema: str) -> str:
    """The text of a file that a root file includes."""
    return _head(schema, []) + "".join(_lists(document)).lstrip("\n")


def _head(schema: str, lines: Iterable[str]) -> str:
    said = [f"# {comment(line)}".rstrip() + "\n" for line in lines]
    return "".join([f"# yaml-language-server: $schema={schema}\n", *(["#\n", *said] if said else [])])


def _lists(document: Document) -> Iterator[str]:
    """The sections that are lists, each with an empty line before it."""
    if document.sites:
        yield "\nsites:\n" + "".join(map(item, document.sites))
    if document.servers:
        yield "\nservers:\n" + "\n".join(_by_site(document.servers))
    if document.arrays:
        yield "\nclientAccessArrays:\n" + "".join(map(item, document.arrays))
    if document.databases:
        yield "\nmailboxDatabases:\n" + "".join(map(item, document.databases))


def _by_site(servers: list[Section]) -> Iterator[str]:
    """The servers; where there are several sites each of them has a heading."""
    sites = [text_of(each, "site") for each in servers]
    several = len({site.casefold() for site in sites}) > 1
    before = None
    for each, site in zip(servers, sites, strict=True):
        is_new = several and site.casefold() != before
        before = site.casefold()
        heading = f"  # {comment(site or 'Exchange 2003, which tells no site')}\n"
        yield (heading if is_new else "") + item(each)
