"""A value that its key does not take: what it is, what is allowed, what was meant."""

from __future__ import annotations

from typing import Any

from caslint.finding import Edit, Fix
from caslint.node import Mapping, Node, Scalar, Sequence, is_null
from caslint.schema.document import Document, Path
from caslint.schema.near import Guess, guess
from caslint.schema.shape import ANYTHING, Json, Shape
from caslint.schema.shell_list import from_braces, from_text, in_flow
from caslint.words import and_list, or_list, shortened

Explained = tuple[str, Fix | None]

_SWITCHES = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
"""What YAML 1.1 and PowerShell write for true and false."""

_TYPES = {
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "array": "a list",
    "object": "a mapping",
    "null": "null",
}


class Value:
    """One refused value: where it stands, the schema of its key, and the schema of the mapping around it."""

    def __init__(self, document: Document, shape: Shape, path: Path, schema: Json, around: Json) -> None:
        self.document = document
        self.shape = shape
        self.path = path
        self.schema = schema
        self.around = around
        self.node: Node = document.trail(path)[-1]

    def explain(self, keyword: str) -> Explained:
        """The sentence about the value, and the fix where it is clear what was meant."""
        if keyword in _ABOUT:
            return _ABOUT[keyword](self)
        if is_null(self.node):
            return self._empty()
        if isinstance(self.node, Scalar):
            return self._scalar(self.node)
        return self._collection()

    @property
    def name(self) -> str:
        """The key, or the list that holds the value."""
        names = [str(part) for part in self.path if isinstance(part, str)]
        return shortened(names[-1]) if names else "the file"

    def label(self) -> str:
        """The key and what stands there, as the sentence begins."""
        if not (self.path and isinstance(self.path[-1], int)):
            return f"{self.name} is {_shown(self.node)}"
        empty = is_null(self.node) and self.node.start == self.node.end
        return f"{self.name} has {'an empty item' if empty else _shown(self.node)}"

    def wanted(self) -> str:
        """What may stand there: the words, then the other types."""
        words = self.shape.words(self.schema)
        return or_list([*words, *self._kinds(skip=("string",) if words else ())])

    def _kinds(self, skip: tuple[str, ...]) -> list[str]:
        """The types that may stand there, in words; a mapping with the keys that it needs."""
        kinds = {name: _TYPES[name] for name in self.shape.types(self.schema) if name not in skip}
        needed: list[str] = self.shape.of_type(self.schema, "object").get("required", [])
        if needed:
            kinds["object"] = f"a mapping with {and_list(needed)}"
        return list(kinds.values())

    def _empty(self) -> Explained:
        optional = self.path and isinstance(self.path[-1], str) and not self._is_required(self.path[-1])
        leave = ", or leave the key out" if optional else ""
        return f"{self.label()}; write {self.wanted()}{leave}", None

    def _is_required(self, key: str) -> bool:
        asked: list[str] = [
            *self.around.get("required", ()),
            *self.around.get("else", {}).get("required", ()),
        ]
        return key in asked

    def _scalar(self, node: Scalar) -> Explained:
        types = self.shape.types(self.schema)
        words = self.shape.words(self.schema)
        if "boolean" in types:
            return self._switch(node)
        if "integer" in types:
            return self._number(node)
        if words and not ("," in node.text and self.shape.words(self._items())):
            return self._word(node, words)
        if "array" in types:
            return self._should_be_list(node)
        part = self.shape.of_type(self.schema, "object")
        if "name" in part.get("properties", {}) and part.get("required", ["name"]) == ["name"]:
            return self._should_have_name(node)
        return f"{self.label()}; write {self.wanted()}", None

    def _switch(self, node: Scalar) -> Explained:
        bare = node.text.strip().removeprefix("$").lower()
        meant = _SWITCHES.get(bare, bare)
        if meant not in ("true", "false"):
            return f"{self.label()}; write true or false", None
        if node.style and bare == meant:
            return f"{self.name} is the text {_quoted(node)}; write {meant} without quotes", self._put(meant)
        return f"{self.label()}; write {meant}", self._put(meant)

    def _number(self, node: Scalar) -> Explained:
        wanted = self.schema.get("const")
        if node.style and wanted is not None and node.text == str(wanted):
            return f"{self.name} is the text {_quoted(node)}; write {wanted} without quotes", self._put(
                str(wanted)
            )
        return f"{self.label()}; allowed: {self.wanted() if wanted is None else wanted}", None

    def _word(self, node: Scalar, words: list[str]) -> Explained:
        near = guess(node.text, words)
        if near.sure:
            return f"{self.label()}; write {near.names[0]}", self._put(near.names[0])
        likely = f"; did you mean {or_list(near.names)}?" if near.names else ";"
        allowed = ", ".join([*words, *self._kinds(skip=("string", "null"))])
        return f"{self.label()}{likely} allowed: {allowed}", self._put_guess(near)

    def _should_be_list(self, node: Scalar) -> Explained:
        written = self._as_list(node)
        if written is None:
            return f"{self.label()}; write {self.wanted()}", None
        # A comma may belong to a name, as in `Smith, Jones and Co`; never to one of the format's own words.
        safe = "," not in node.text or bool(self.shape.words(self._items()))
        return f"{self.label()}; write a list: {shortened(written)}", self._put(written, safe=safe)

    def _should_have_name(self, node: Scalar) -> Explained:
        """A bare name where a mapping is wanted that needs nothing but a name."""
        written = f"{{name: {in_flow(node.text)}}}"
        return f"{self.label()}; write a mapping: {shortened(written)}", self._put(written)

    def _as_list(self, node: Scalar) -> str | None:
        items = self._items()
        if node.style in ("|", ">") or "string" not in self.shape.types(items):
            return None
        return from_text(node.text, self.shape.words(items))

    def _collection(self) -> Explained:
        node = self.node
        words = self._braced_words(node) if isinstance(node, Mapping) else None
        if words is not None:
            return f"{self.name} is a mapping in braces; write a list: {shortened(words)}", self._put(words)
        dash = (
            ", with a dash before each item" if isinstance(node, Mapping) and self._takes_mappings() else ""
        )
        return f"{self.label()}; write {self.wanted()}{dash}", None

    def _takes_mappings(self) -> bool:
        """Whether the value should be a list of mappings."""
        return "object" in self.shape.types(self._items()) and "object" not in self.shape.types(self.schema)

    def _items(self) -> Json:
        """The schema of the items, where a list may stand here."""
        items: Json = self.shape.of_type(self.schema, "array").get("items", ANYTHING)
        return items

    def _braced_words(self, node: Mapping) -> str | None:
        if "array" not in self.shape.types(self.schema) or not all(map(is_null, node.entries.values())):
            return None
        return from_braces(self.document.source.text[node.start : node.end])

    def _put(self, text: str, *, safe: bool = True) -> Fix | None:
        """The fix that writes a text in place of the value."""
        node = self.node
        if node.end <= node.start or (isinstance(node, Scalar) and node.style in ("|", ">")):
            return None
        return Fix(f"write {text}", (Edit(self.document.source, node.start, node.end, text),), safe=safe)

    def _put_guess(self, near: Guess) -> Fix | None:
        return self._put(near.names[0], safe=False) if near.likely else None

    # What single keywords say.

    def too_short(self) -> Explained:
        """An empty text."""
        if "null" in self.shape.types(self.schema):
            return f"{self.name} is an empty text; write null where there is none", self._put("null")
        return f"{self.name} is empty; write {self.wanted()}", None

    def too_few(self) -> Explained:
        """An empty list where one item is needed."""
        words = self.shape.words(self.schema)
        return f"{self.name} is an empty list; write {or_list(words) if words else 'at least one item'}", None

    def no_choice(self) -> Explained:
        """A mapping without any of the keys of which it needs one."""
        return f"{self.name} needs one of {or_list(list(self._choices()))}", None

    def many_choices(self) -> Explained:
        """A mapping with several of the keys of which it needs one."""
        assert isinstance(self.node, Mapping)  # noqa: S101  only mappings have keys
        written = [key for key in self.node.entries if key in self._choices()]
        return (
            f"{self.name} has {and_list(written)}; write exactly one of {or_list(list(self._choices()))}",
            None,
        )

    def off_pattern(self) -> Explained:
        """A text of the wrong form."""
        example: Any = self.schema["examples"][0]
        return f"{self.label()}; write a text such as {example}", None

    def _choices(self) -> Json:
        found: Json = self.shape.of_type(self.schema, "object")["properties"]
        return found


_ABOUT = {
    "minLength": Value.too_short,
    "minItems": Value.too_few,
    "minProperties": Value.no_choice,
    "maxProperties": Value.many_choices,
    "pattern": Value.off_pattern,
}


def _shown(node: Node) -> str:
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    if is_null(node):
        return "null" if node.text else "empty"
    return _quoted(node)


def _quoted(node: Scalar) -> str:
    return f"'{shortened(node.text)}'"
