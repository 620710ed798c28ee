"""The only door to ruamel.yaml: the events of a text, from libyaml or from the pure parser."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any, Protocol

from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

__all__ = [
    "ALIAS",
    "MAPPING_END",
    "MAPPING_START",
    "SCALAR",
    "SEQUENCE_END",
    "SEQUENCE_START",
    "STREAM_END",
    "Event",
    "NextEvent",
    "YAMLError",
    "has_libyaml",
    "libyaml",
    "pure_parser",
]

ALIAS: type = AliasEvent
MAPPING_END: type = MappingEndEvent
MAPPING_START: type = MappingStartEvent
SCALAR: type = ScalarEvent
SEQUENCE_END: type = SequenceEndEvent
SEQUENCE_START: type = SequenceStartEvent
STREAM_END: type = StreamEndEvent


class Mark(Protocol):
    """A place in the text; only this much of it is the same in both parsers."""

    index: int


class Event(Protocol):
    """What is asked of events; each class has but a part of it."""

    start_mark: Mark
    end_mark: Mark
    anchor: Any  # a text or None
    ctag: object
    value: str
    style: str | None
    flow_style: bool | None
    explicit: bool


NextEvent = Callable[[], Event]
"""Gives the next event each time it is called, up to the end of the stream; raises YAMLError."""


def _c_parser() -> Any:  # noqa: ANN401 - a compiled class without stubs
    try:
        return import_module("_ruamel_yaml").CParser
    except ImportError:
        return None


_CParser = _c_parser()


def has_libyaml() -> bool:
    """Whether libyaml is installed."""
    return _CParser is not None


def libyaml(text: str) -> NextEvent:
    """The events that libyaml finds; UnicodeEncodeError for half characters."""
    get_event: NextEvent = _CParser(text).get_event
    return get_event


def pure_parser(text: str) -> NextEvent:
    """The events that the pure parser finds."""
    return _Pure(text).get_event


class _Pure:
    """What the pure parser asks of its loader: YAML 1.2, no comments, nothing resolved."""

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
        parser: Any = Parser(loader=self)
        self.get_event: NextEvent = parser.get_event
