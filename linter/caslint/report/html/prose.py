"""A rule's page as HTML: paragraphs, items, code, addresses, and its examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caslint.report.html.markup import Html, block, joined, link, tag, text

_EXAMPLES = {"yaml bad": "Reported:", "yaml good": "Fine:", "yaml fixed": "After the fix:"}
_INLINE = re.compile(r"`([^`\n]+)`|(https?://[^\s<>`]+[^\s<>`.,;:)])")
_FENCE = "```"


def prose(page: str) -> Iterator[Html]:
    """The paragraphs of a page, one after the other."""
    words: list[str] = []
    lines = iter(page.split("\n"))
    for line in lines:
        if line.startswith(_FENCE):
            yield from _paragraph(words)
            yield from _example(line.removeprefix(_FENCE).strip(), lines)
        elif line.strip():
            words.append(line)
        else:
            yield from _paragraph(words)
    yield from _paragraph(words)


def _paragraph(words: list[str]) -> Iterator[Html]:
    """What has come together so far, which is used up by it."""
    items = _items(words)
    if items:
        yield tag("ul", *[tag("li", _inline(item)) for item in items])
    elif words:
        yield tag("p", _inline(" ".join([line.strip() for line in words])))
    words.clear()


def _items(words: list[str]) -> list[str]:
    """The items of a list; none where it is a paragraph."""
    items: list[str] = []
    for line in words:
        if line.startswith(("- ", "* ")):
            items.append(line[2:].strip())
        elif items:
            items[-1] += f" {line.strip()}"
        else:
            return []
    return items


def _example(kind: str, lines: Iterator[str]) -> Iterator[Html]:
    inside: list[Html] = []
    for line in lines:
        if line.startswith(_FENCE):
            break
        comment = line.lstrip().startswith("#")
        inside.append(tag("span", text(line), class_="comment") if comment else tag("span", text(line)))
    title = _EXAMPLES.get(kind)
    if title:
        yield tag("p", text(title), class_=f"example {kind.partition(' ')[2]}")
    yield tag("pre", tag("code", block(*inside)))


def _inline(words: str) -> Html:
    pieces: list[Html] = []
    at = 0
    for found in _INLINE.finditer(words):
        pieces.append(text(words[at : found.start()]))
        code, address = found.groups()
        pieces.append(tag("code", text(code)) if code else link(address, text(address)))
        at = found.end()
    return joined([*pieces, text(words[at:])])
