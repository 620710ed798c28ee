"""Reports: one result, shown in the format that is asked for; no other format is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import BinaryIO

from caslint.report.options import Options
from caslint.report.result import Result
from caslint.report.safe import uncommanded

# A format turns a result into pieces of text, in order.
Render = Callable[[Result, Options], Iterable[str]]

# Each format's module in this package, and the function in it that renders.
_RENDERERS = {
    "full": ("console", "render"),
    "concise": ("concise", "render"),
    "json": ("json", "render"),
    "jsonl": ("json", "render_lines"),
    "sarif": ("sarif", "render"),
    "github": ("github", "render"),
    "markdown": ("markdown", "render"),
    "junit": ("junit", "render"),
    "gitlab": ("gitlab", "render"),
    "rdjson": ("rdjson", "render"),
    "html": ("html.document", "render"),
}
FORMATS = tuple(_RENDERERS)

# Read by people: in the encoding of their target, and with counts at the end.
_FOR_PEOPLE = ("full", "concise")


def write(
    result: Result, name: str, target: BinaryIO, options: Options, notes: BinaryIO | None = None
) -> None:
    """Write the result to `target` in the format called `name`, one of FORMATS.

    `full` ends with statistics and counts; `concise` has them in `notes`,
    standard error as a rule.  Raises KeyError for a format that there is not,
    and whatever writing raises.
    """
    if name not in _FOR_PEOPLE:
        target.writelines(piece.encode() for piece in _renderer(name)(result, options))
        return
    if result.findings:
        target.writelines(for_people(_renderer(name)(result, options), options))
    closing = notes if name == "concise" else target
    if closing:
        closing.writelines(for_people(_closing(result, options), options))


def _renderer(name: str) -> Render:
    module, function = _RENDERERS[name]
    render: Render = getattr(import_module(f"caslint.report.{module}"), function)
    return render


def _closing(result: Result, options: Options) -> Iterator[str]:
    from caslint.report import counts

    if options.statistics:
        from caslint.report import statistics

        yield from statistics.render(result, options)
    yield from counts.render(result, options)


def for_people(pieces: Iterable[str], options: Options) -> Iterator[bytes]:
    """Every text for people leaves by this door, so that no line of it can be a workflow command."""
    for piece in pieces:
        text = uncommanded(piece) if options.github else piece
        yield text.encode(options.encoding, "backslashreplace")
