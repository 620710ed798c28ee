"""The only door to ruamel.yaml: the events of a text, from libyaml or from the pure parser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ruamel.yaml.error import YAMLError

__all__ = ["YAMLError", "source_of_events"]

try:
    from _ruamel_yaml import CParser
except ImportError:
    CParser = None


def source_of_events(text: str, *, pure: bool) -> Callable[[], Any]:
    """A function that gives the next event of the text, None after the last."""
    if CParser is not None and not pure:
        return CParser(text).get_event
    return _Pure(text).parser.get_event


class _Pure:
    """What the pure parser asks its loader for; no comments, no versions, no resolving."""

    typ = "safe"
    comment_handling = None
    processing_version = (1, 2)

    def __init__(self, text: str) -> None:
        from ruamel.yaml.parser import Parser
        from ruamel.yaml.reader import Reader
        from ruamel.yaml.scanner import Scanner

        self.resolver = self
        self.reader = Reader(text, loader=self)
        self.scanner = Scanner(loader=self)
        self.parser = Parser(loader=self)
