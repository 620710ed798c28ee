"""A page read back by a parser that knows nothing of how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"meta", "input", "br"}
Attributes = tuple[tuple[str, str | None], ...]


class Element:
    """An element with what stands in it."""

    def __init__(self, tag: str, attributes: Attributes) -> None:
        self.tag = tag
        self.attributes = attributes
        self.of = dict(attributes)
        self.inside: list[Element | str] = []

    @property
    def text(self) -> str:
        return "".join([one if isinstance(one, str) else one.text for one in self.inside])

    def all(self, tag: str = "", class_: str = "") -> Iterator[Element]:
        """The elements below of a name and a class, in the page's order."""
        for one in self.inside:
            if isinstance(one, Element):
                if tag in {"", one.tag} and (not class_ or class_ in (one.of.get("class") or "").split()):
                    yield one
                yield from one.all(tag, class_)

    def named(self, name: str) -> Element:
        """The one element of an id."""
        (found,) = [one for one in self.all() if one.of.get("id") == name]
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", ())]
        self.declarations: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.declarations.append(decl)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), attrs
        element = Element(tag, tuple(attrs))
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


def parsed(text: str) -> Element:
    """The page; every element that begins in it ends in it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.declarations == ["DOCTYPE html"]
    assert len(reader.open) == 1, [one.tag for one in reader.open]
    return reader.open[0]


def skeleton(text: str) -> list[tuple[str, Attributes]]:
    """Every element with its attributes, in order: all that a browser acts upon."""
    return [(one.tag, one.attributes) for one in parsed(text).all()]
