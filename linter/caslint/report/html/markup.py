"""The one door through which text gets into the page: `Html` is made here, and nowhere else.

A `str` is text from anywhere and never markup.  The type checker holds the
door: a function that wants `Html` takes no `str`, and what makes `Html` of a
`str` escapes it.  Names of elements and attributes are our own words, never
values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

from caslint.report.safe import visible

Html = NewType("Html", str)
"""Finished markup."""

NOTHING = Html("")

LONGEST = 3000
"""Characters of one text."""

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[!-~]*)?", re.ASCII)


def text(value: str) -> Html:
    """Text as it reads: what would act in a terminal is shown, what would act in a page or a log is escaped.

    Nobody reads a name of a megabyte, and a page that repeats it is never shown.
    """
    if len(value) > LONGEST:
        value = f"{value[: LONGEST - 1]}…"
    return Html(escape(visible(value)).replace("##[", "&#35;#["))


def trusted(value: str) -> Html:
    """Markup that we have written ourselves: the style sheet and the script of this package."""
    return Html(value)


def joined(pieces: Iterable[Html], between: str = "") -> Html:
    """The pieces in a row, with text between them."""
    return Html(text(between).join(pieces))


def tag(name: str, /, *inside: Html, **attributes: str | int) -> Html:
    """An element: `tag("a", text("Kyoto"), href="#kyoto")`.

    An attribute that is True stands without a value, one that is False or empty
    is left out.  `class_` is `class`, and `aria_label` is `aria-label`.
    """
    return Html(f"{opened(name, **attributes)}{''.join(inside)}</{name}>")


def opened(name: str, /, **attributes: str | int) -> Html:
    """The beginning of an element, whose end comes later or never."""
    return Html(f"<{name}{''.join([_attribute(key, value) for key, value in attributes.items()])}>")


def closed(name: str) -> Html:
    """The end of an element."""
    return Html(f"</{name}>")


def _attribute(key: str, value: str | int) -> str:
    if value is False or value == "":
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'


def link(address: str, inside: Html) -> Html:
    """A link to a document on the web; what is no such address is no link."""
    if not _ADDRESS.fullmatch(address):
        return inside
    return tag("a", inside, href=address, rel="noreferrer noopener")


def block(*inside: Html) -> Html:
    """Elements one below the other, so that the source of the page can be read and compared."""
    return Html("".join([f"{piece}\n" for piece in inside if piece]))
