"""What every report of any result must be: whole, readable by its own readers, and harmless."""

from __future__ import annotations

import io
import json
from xml.parsers import expat

from caslint.report import FORMATS, write
from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import uncommanded, visible
from html_page import parsed
from workflow_runner import annotated, commands

SHOWN = (
    Options(github=True, verbose=True, statistics=True),
    Options(github=True, verbose=True, width=20, encoding="cp437"),
)


def hold(result: Result, options: Options) -> None:
    """Write every format, and read it again."""
    for name in FORMATS:
        target = io.BytesIO()
        write(result, name, target, options, target)
        people = name in {"full", "concise"}
        _hold(name, target.getvalue().decode(options.encoding if people else "utf-8"))


def hold_text(name: str, text: str) -> None:
    """No terminal obeys it, and no workflow."""
    lines = uncommanded(text)
    assert not [line for line in lines.split("\n") if visible(line) != line], name
    assert commands(lines) == [], name


def _hold(name: str, text: str) -> None:
    if name == "github":
        assert len(annotated(text)) == text.count("\n")
        assert not [line for line in text.split("\n") if visible(line) != line]
    else:
        assert uncommanded(text) == text, name
        hold_text(name, text)
    if name in {"json", "sarif", "gitlab", "rdjson"}:
        json.loads(text)
    elif name == "html":
        parsed(text)
    elif name == "jsonl":
        for line in text.splitlines():
            json.loads(line)
    elif name == "junit":
        expat.ParserCreate().Parse(text.encode(), True)  # noqa: FBT003  the parser takes it by place only
